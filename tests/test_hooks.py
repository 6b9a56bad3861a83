"""The hooks of .pre-commit-hooks.yaml: which files they are for, and a real run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from licensecheck.evaluation.corpus import license_text
from licensecheck.license_files import _NOT_PROSE, is_license_name
from licensecheck.model_folders.reading import read_folder

ROOT = Path(__file__).parents[1]
HOOKS = {
    each["id"]: each
    for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}

NAMES = """
LICENSE LICENCE license.txt LICENSE.md LICENSE-MIT COPYING COPYING.LESSER UNLICENSE EULA.txt
license_1_0.txt MIT-LICENSE GPL_LICENCE USE_POLICY.md ACCEPTABLE-USE-POLICY.txt MODEL_LICENSE
gemma_license.md third-party-licenses.rst licenses.json license.py license_checker.rs license.svg
NOTICE NOTICE.txt README.md README setup.py licensed.txt copyingfiles LICENSE.html .license
Notice-of-license.txt licensing.md eulalia.txt LICENSE.toml
""".split()
NAMES += [f"LICENSE.{suffix}" for suffix in sorted(_NOT_PROSE)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["", "vendor/a b/"])
def test_the_hook_is_for_the_files_that_a_scan_finds(name, folder):
    hook = HOOKS["licenseclauses"]
    path = folder + name
    meant = re.search(hook["files"], path) and not re.search(hook["exclude"], path)
    assert bool(meant) == is_license_name(name)


def test_the_hook_is_for_reuse_folders():
    hook = HOOKS["licenseclauses"]
    assert re.search(hook["files"], "LICENSES/Apache-2.0.txt")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("models/x/README.md", True),
        ("models/x/config.json", True),
        ("models/x/LICENSE.txt", True),
        ("models/x/USE_POLICY.md", True),
        ("NOTICE", True),
        ("models/x/weights.bin", False),
        ("src/reading.py", False),
        ("tokenizer_config.json", False),
        ("src/policy.py", False),
        ("models/x/LICENSE.zip", False),
    ],
)
def test_the_hook_for_models(path, meant):
    hook = HOOKS["licenseclauses-models"]
    found = re.search(hook["files"], path) and not re.search(hook["exclude"], path)
    assert bool(found) == meant


@pytest.mark.parametrize(
    "name",
    """
    LICENSE MIT-LICENSE UNLICENSE EULA.txt MODEL_LICENSE gemma_license.md COPYING NOTICE NOTICES.md
    USE_POLICY.md acceptable-use-policy.txt PROHIBITED_USES.txt policy.rst README README.md
    MODEL_CARD.md modelcard.markdown config.json package.json pyproject.toml LICENSES/MIT.txt
    """.split(),
)
def test_the_hook_for_models_is_for_what_a_folder_is_read_from(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("---\nlicense: [\n---\n")
    read = read_folder(tmp_path)
    assert read.licenses or read.policies or read.notices or read.failures
    hook = HOOKS["licenseclauses-models"]
    assert re.search(hook["files"], f"models/x/{name}")
    assert not re.search(hook["exclude"], f"models/x/{name}")


def git(folder, *args, check=True):
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=check)


def _clone(into):
    """A repository with one commit: what is checked out here, changed or not."""
    listed = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, into / name)
    git(into, "init", "--quiet")
    git(into, "add", "--all")
    git(into, "commit", "--quiet", "--message", "All")
    return git(into, "rev-parse", "HEAD").stdout.strip()


POLICY = """\
preset = "commercial-product"

[profile]
monthly_active_users = {users}
commercial = true
trains_models_on_outputs = false
redistributes = true
modifies = true
"""


@pytest.mark.corpus
@pytest.mark.e2e
def test_the_real_pre_commit(tmp_path, monkeypatch):
    """Installs the hook from a local clone; takes minutes, as the hook's packages are fetched."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    clone, repo = tmp_path / "clone", tmp_path / "repo"
    clone.mkdir()
    repo.mkdir()
    revision = _clone(clone)
    git(repo, "init", "--quiet")
    config = {
        "repos": [
            {
                "repo": str(clone),
                "rev": revision,
                "hooks": [
                    {"id": "licenseclauses"},
                    {"id": "licenseclauses-models", "files": "^models/"},
                ],
            }
        ]
    }
    (repo / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=repo, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stdout + installed.stderr

    def commit(users):
        (repo / "licenseclauses.toml").write_text(POLICY.format(users=users))
        git(repo, "add", "--all")
        done = git(repo, "commit", "--message", "Vendor", check=False)
        return done.returncode, done.stdout + done.stderr

    (repo / "mit").mkdir()
    (repo / "mit/LICENSE").write_text(license_text("mit"))
    code, said = commit(800_000_000)
    assert code == 0, said

    model = repo / "models/llama"
    model.mkdir(parents=True)
    (model / "LICENSE").write_text(license_text("llama-2-license-2023"))
    (model / "USE_POLICY.md").write_text(
        "# Acceptable use policy\n\nYou agree that you will not use the model to violate the law, "
        "to plan or promote violence, to harass others or to spread disinformation.\n"
    )
    code, said = commit(800_000_000)
    assert code == 1, said
    assert re.search(r"^models/llama/LICENSE:\d+:\d+: user-cap ", said, re.MULTILINE), said
    assert "binds at 800,000,000" in said
    assert git(repo, "rev-list", "--count", "HEAD").stdout.strip() == "1"

    code, said = commit(2_000_000)
    assert code == 0, said
