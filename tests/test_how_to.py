"""What docs/how-to shows is what there is: its policies are valid, its hooks exist."""

import re
from pathlib import Path

import pytest
import yaml

from licensecheck.caching import Cache
from licensecheck.checking import Checker
from licensecheck.commands.check import FORMATS
from licensecheck.policy.loading import load_policy
from licensecheck.policy.presets import PRESETS

ROOT = Path(__file__).parents[1]
POLICY, HOOKS = (
    (ROOT / f"docs/how-to/{name}.md").read_text(encoding="utf-8")
    for name in ("policy", "pre-commit")
)
POLICIES = [
    *re.findall(r"^```toml\n(.*?)^```", POLICY, re.DOTALL | re.MULTILINE),
    *re.findall(r"<< 'END'\n(.*?)^ *END", HOOKS, re.DOTALL | re.MULTILINE),
]


@pytest.mark.parametrize("text", POLICIES)
def test_policies_are_valid(tmp_path, text):
    (tmp_path / "licenseclauses.toml").write_text(text)
    load_policy(tmp_path / "licenseclauses.toml", Checker(Cache(None)), Cache(None))


def test_there_are_policies():
    assert len(POLICIES) >= 4


@pytest.mark.parametrize("name", PRESETS)
def test_the_table_of_presets_says_what_they_do(name):
    (row,) = re.findall(rf"^\| `{name}` \|(.*)\|$", POLICY, re.MULTILINE)
    told = [set(re.findall("`([^`]+)`", cell)) for cell in row.split("|")]
    levels = PRESETS[name]
    assert told == [
        {each for each, level in levels.items() if level == wanted}
        for wanted in ("deny", "warn", "allow")
    ]


def test_every_format_is_told():
    table = POLICY.partition("## Reports")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z]+)`", table)) >= set(FORMATS) - {"text"}


def test_the_hooks_exist():
    shown = re.search(r"```yaml\n(.*?)```", HOOKS, re.DOTALL)
    config = yaml.safe_load(shown[1])
    there = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    named = [hook["id"] for repo in config["repos"] for hook in repo["hooks"]]
    assert named == [hook["id"] for hook in there]
