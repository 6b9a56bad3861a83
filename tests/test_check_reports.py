"""`licenseclauses check` and `scan` in the formats of machines, as a pipeline runs them."""

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from factories import CAPPED, OPEN
from licensecheck import cli
from published_schemas import validate_sarif

pytestmark = pytest.mark.corpus


@pytest.fixture
def run(tmp_path, monkeypatch, capsys, one_analyzer):
    (tmp_path / "third party ü").mkdir()
    (tmp_path / "LICENSE").write_text(OPEN)
    (tmp_path / "third party ü/LICENSE, new.md").write_text(CAPPED)
    (tmp_path / "LICENSE.bad").write_text("Beat three eggs with the sugar.\n")
    monkeypatch.setenv("LICENSECLAUSES_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)

    def run_in_process(*args):
        code = cli.main(args)
        return code, capsys.readouterr().out

    return run_in_process


@pytest.mark.parametrize("command", ["scan", "check"])
def test_sarif_points_into_the_files(run, command):
    code, out = run(command, "--format", "sarif", "third party ü", "LICENSE")
    assert code == (1 if command == "check" else 0)
    (sarif_run,) = validate_sarif(out)["runs"]
    caps = [each for each in sarif_run["results"] if each["ruleId"] == "user-cap"]
    assert caps
    for cap in caps:
        assert cap["level"] == "error"
        place = cap["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "third%20party%20%C3%BC/LICENSE%2C%20new.md"
        region = place["region"]
        text = Path("third party ü/LICENSE, new.md").read_text()
        start = region["charOffset"]
        evidence = text[start : start + region["charLength"]]
        assert evidence == region["snippet"]["text"]
        line = text.splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 :].startswith(evidence.splitlines()[0])


def test_a_check_is_silent_about_what_passes(run):
    code, out = run("check", "--format", "sarif", "LICENSE")
    assert code == 0
    assert validate_sarif(out)["runs"][0]["results"] == []
    assert run("check", "--format", "github", "LICENSE") == (0, "")


def test_an_input_that_fails_is_told_in_the_report(run):
    code, out = run("check", "--format", "sarif", "LICENSE.bad", "LICENSE")
    assert code == 2
    (invocation,) = validate_sarif(out)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1
    code, out = run("check", "--format", "github", "LICENSE.bad")
    assert code == 2
    assert out.startswith("::error file=LICENSE.bad,title=NoLicenseTextError::")


def test_annotations(run):
    code, out = run("check", "--format", "github", "third party ü")
    assert code == 1
    for line in out.splitlines():
        assert re.match(
            r"::error file=third party ü/LICENSE%2C new\.md,line=\d+,col=\d+,[^:]+::\S", line
        )
    code, out = run("scan", "--format", "github", "third party ü")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} == {"::notice"}


def test_cyclonedx(run):
    code, out = run("scan", "--format", "cyclonedx", ".", "LICENSE.bad")
    assert code == 2
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(out) is None
    names = [each["name"] for each in json.loads(out)["components"]]
    assert sorted(names) == ["LICENSE", "LICENSE.bad", "third party ü/LICENSE, new.md"]
    assert run("scan", "--format", "cyclonedx", ".", "LICENSE.bad")[1] == out


def test_cyclonedx_of_a_check(run):
    """The same bill of materials, cached or not, and what the policy objects to."""
    code, out = run("check", "--format", "cyclonedx", ".", "LICENSE.bad")
    assert code == 2
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(out) is None
    data = json.loads(out)
    scanned = json.loads(run("scan", "--format", "cyclonedx", ".", "LICENSE.bad")[1])
    assert data["components"] == scanned["components"]
    (violation,) = data["metadata"]["properties"]
    assert violation["name"] == "licenseclauses:violation"
    assert violation["value"].startswith("third party ü/LICENSE, new.md:3:1: user-cap User cap")
    run("check", "third party ü", "LICENSE")
    assert run("check", "--format", "cyclonedx", ".", "LICENSE.bad") == (code, out)


def test_html_of_a_check_lists_what_the_policy_objects_to(run):
    code, out = run("check", "--format", "html", "third party ü", "LICENSE")
    assert code == 1
    table = out.partition("What the policy objects to")[2].partition("</table>")[0]
    assert "third party ü/LICENSE, new.md:3:1" in table
    assert "<code>user-cap</code>" in table
    code, out = run("check", "--format", "html", "LICENSE")
    assert code == 0
    assert "The policy objects to nothing." in out
    assert "policy objects" not in run("scan", "--format", "html", "LICENSE")[1]


def test_markdown_is_deaf_to_the_text_and_fits_into_a_comment(run):
    Path("third party ü/LICENSE, new.md").unlink()
    Path("@me | <b>").mkdir()
    Path("@me | <b>/LICENSE").write_text(CAPPED.replace("users, you", "users,\x1b]0;you"))
    code, out = run("check", "--format", "markdown", "@me | <b>", "LICENSE.bad")
    assert code == 2
    assert out.startswith("### licenseclauses: 1 violation in 1 license text\n")
    (row,) = (line for line in out.splitlines() if "user-cap" in line)
    assert row.startswith("| `@me \\| <b>/LICENSE:3:1` | `user-cap` | User cap, which makes")
    assert "\x1b" not in out
    for number in range(300):
        Path(f"{number}").mkdir()
        Path(f"{number}/LICENSE").write_text(CAPPED)
    _, out = run("check", "--format", "markdown")
    assert len(out) < 65_536
    assert re.search(r"\n\d+ more of 301 are not listed here\.\n", out)


def test_sarif_is_the_same_with_and_without_the_cache(run):
    args = ("check", "--format", "sarif", "third party ü")
    first = run(*args)
    assert run(*args) == first
    assert run(*args, "--no-cache") == first
