"""The clause library is found in a wheel, in an editable install and in a source tree."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASK = "import licensecheck as l; print(len(l.load_library().definitions), l.__file__)"


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that sees the dependencies of this one, but not the project."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False, system_site_packages=False)
    python = folder / "bin" / "python"
    packages = next(folder.glob("lib/python*/site-packages"))
    here = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(here), encoding="utf-8")
    return python


def _install(python: Path, *what: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"]
    subprocess.run([*command, *what], check=True, capture_output=True)


def _ask(python: Path, cwd: Path, **environment: str) -> list[str]:
    done = subprocess.run(
        [str(python), "-c", ASK],
        cwd=cwd,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    return done.stdout.split()


def test_source_tree(bare_python: Path, tmp_path: Path) -> None:
    count, where = _ask(bare_python, tmp_path, PYTHONPATH=str(ROOT / "src"))
    assert int(count) >= 60
    assert where.startswith(str(ROOT))


def test_wheel(bare_python: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    _install(bare_python, str(wheel))
    count, where = _ask(bare_python, tmp_path)
    assert int(count) >= 60
    assert not where.startswith(str(ROOT))


def test_editable_install(bare_python: Path, tmp_path: Path) -> None:
    _install(bare_python, "--editable", str(ROOT))
    count, where = _ask(bare_python, tmp_path)
    assert int(count) >= 60
    assert where.startswith(str(ROOT))
