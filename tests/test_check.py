"""`licenseclauses check` with policies, profiles, baselines and bad input."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from licensecheck import cli
from licensecheck.reporting.json_report import read_schema
from test_cli import CAPPED, OPEN, RECIPE

POLICY = """\
preset = "commercial-product"
[profile]
monthly_active_users = {users}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "LICENSE").write_text(OPEN)
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor/LICENSE").write_text(CAPPED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    def run_in_process(*args):
        code = cli.main(["check", *args])
        out, err = capsys.readouterr()
        return code, out, err

    return run_in_process


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def one_error(result, *words):
    code, out, err = result
    assert (code, out) == (2, "")
    assert err.startswith("licenseclauses: error: ")
    assert err.count("\n") == 1
    assert all(word in err for word in words), err


@pytest.mark.parametrize(("users", "code"), [(2_000_000, 0), (800_000_000, 1)])
def test_the_profile_decides(run, folder, users, code):
    (folder / "licenseclauses.toml").write_text(POLICY.format(users=users))
    got, out, err = run()
    assert got == code
    words = "user-cap 700,000,000 monthly active users: "
    if code:
        assert out.startswith("vendor/LICENSE:3:1: user-cap User cap, which makes")
        assert words + "binds at 800,000,000" in out
    else:
        assert out == "2 license texts: no violation\n"
        assert f"note: vendor/LICENSE:3:1: {words}does not bind at 2,000,000; binds above" in err
    assert run("--quiet")[2] == ""


def test_the_policy_is_found_above_in_the_repository(run, folder, monkeypatch):
    (folder / ".git").mkdir()
    (folder / "pyproject.toml").write_text(
        '[tool.licenseclauses]\n[[tool.licenseclauses.overrides]]\npaths = "vendor/"\ndeny = []\n'
        'allow = ["custom"]\n'
    )
    assert run()[0] == 0
    monkeypatch.chdir(folder / "vendor")
    assert run()[0] == 0
    (folder / "other.toml").write_text("")
    assert run("--config", "../other.toml")[0] == 1


def test_an_exemption_and_its_end(run, folder):
    (folder / "licenseclauses.toml").write_text(
        '[[exemptions]]\npath = "vendor/**"\nclause = "user-cap"\nreason = "Agreed."\n'
        "expires = 2027-01-31\n"
    )
    assert run("--today", "2027-01-31")[0] == 0
    code, out, _ = run("--today", "2027-02-01")
    assert code == 1
    over, cap = out.splitlines()
    assert over.startswith("licenseclauses.toml:1:1: expired-exemption The exemption of user-cap")
    assert cap.startswith("vendor/LICENSE:3:1: user-cap")


def test_unexplained_sentences_can_be_exempted(run, folder):
    (folder / "LICENSE").write_text(OPEN + "\nYou must feed the cat of the licensor every day.\n")
    (folder / "licenseclauses.toml").write_text('unexplained = "deny"\n')
    code, out, _ = run("LICENSE")
    assert (code, out.split(" ")[1]) == (1, "unexplained")
    (folder / "licenseclauses.toml").write_text(
        'unexplained = "deny"\n[[exemptions]]\npath = "LICENSE"\nclause = "unexplained"\n'
        'reason = "We have no cat."\n'
    )
    assert run("LICENSE")[0] == 0


def test_a_baseline(run, folder):
    code, _, err = run("--baseline", "known.json", "--write-baseline")
    assert (code, err) == (0, "licenseclauses: recorded 1 violation in known.json\n")
    assert run("--baseline", "known.json", "--write-baseline")[0] == 0
    assert run("--baseline", "known.json")[:2] == (0, "2 license texts: no violation\n")
    (folder / "vendor/LICENSE").rename(folder / "vendor/LICENSE.txt")
    (folder / "vendor/LICENSE.txt").write_text(
        "\n\n" + CAPPED.replace(" users, you", " users,\nyou")
    )
    assert run("--baseline", "known.json")[0] == 0
    (folder / "vendor/LICENSE.txt").write_text(CAPPED.replace("700", "300"))
    code, out, _ = run("--baseline", "known.json")
    assert code == 1
    assert "user-cap" in out


def test_init(run, folder):
    code, out, _ = run("--init")
    assert (code, out.split()[1]) == (0, "licenseclauses.toml;")
    assert run("LICENSE")[0] == 0
    before = (folder / "licenseclauses.toml").read_bytes()
    one_error(run("--init"), "there is a policy already", "nothing was written")
    assert (folder / "licenseclauses.toml").read_bytes() == before


class TestBadInput:
    """Each gives one line and exit code 2, and nothing is written."""

    def test_a_wrong_policy(self, run, folder):
        (folder / "licenseclauses.toml").write_text("\ndenny = []\n")
        before = names(folder)
        args = ("--output", "out.txt", "--baseline", "b.json", "--write-baseline")
        one_error(run(*args), "licenseclauses.toml:2: denny: no such setting; did you mean `deny`?")
        assert names(folder) == before

    def test_two_policies(self, run, folder):
        (folder / "licenseclauses.toml").write_text("")
        (folder / "pyproject.toml").write_text("[tool.licenseclauses]\n")
        one_error(run(), "two policies: licenseclauses.toml and", "pyproject.toml")
        assert run("--config", "licenseclauses.toml", "LICENSE")[0] == 0

    @pytest.mark.parametrize("day", ["soon", "2027-13-01", "01/02/2027", ""])
    def test_a_wrong_day(self, run, day):
        one_error(run("--today", day), "--today: ", "is not a date such as")

    def test_a_baseline_from_a_newer_version(self, run, folder):
        (folder / "known.json").write_text('{"version": 9, "violations": []}')
        one_error(run("--baseline", "known.json"), "known.json", "version 9")
        one_error(run("--baseline", "known.json", "--write-baseline"), "known.json", "version 9")
        assert "9" in (folder / "known.json").read_text()

    def test_a_baseline_replaces_no_other_file(self, run, folder):
        before = (folder / "LICENSE").read_bytes()
        one_error(run("--baseline", "LICENSE", "--write-baseline"), "LICENSE: is no baseline")
        assert (folder / "LICENSE").read_bytes() == before

    def test_a_baseline_without_a_name(self, run):
        one_error(run("--write-baseline"), "--baseline FILE")

    def test_no_baseline_is_recorded_of_a_failed_run(self, run, folder):
        (folder / "vendor/LICENSE").write_text(RECIPE)
        code, _, err = run("--baseline", "known.json", "--write-baseline")
        assert code == 2
        assert "vendor/LICENSE" in err
        assert not (folder / "known.json").exists()


class TestFormats:
    def test_json(self, run, folder):
        (folder / "licenseclauses.toml").write_text(POLICY.format(users=2_000_000))
        code, out, _ = run("--format", "json")
        data = json.loads(out)
        Draft202012Validator(read_schema()).validate(data)
        assert code == 0
        (freed,) = data["documents"][1]["not_binding"]
        assert freed["binding"]["verdict"] == "does not bind"

    def test_the_same_bytes_with_and_without_the_cache(self, run):
        reports = {run("--format", "json", *args)[1] for args in ([], [], ["--no-cache"])}
        assert len(reports) == 1

    @pytest.mark.parametrize("name", ["sarif", "github", "markdown", "jsonl"])
    def test_others_name_the_violation(self, run, name):
        code, out, _ = run("--format", name)
        assert code == 1
        assert "user-cap" in out
        assert "vendor/LICENSE" in out

    def test_expired_exemptions_are_in_json(self, run, folder):
        (folder / "licenseclauses.toml").write_text(
            'deny = []\n[[exemptions]]\npath = "a"\nclause = "custom"\nreason = "r"\n'
            "expires = 2020-01-01\n"
        )
        code, out, _ = run("--format", "json")
        assert code == 1
        data = json.loads(out)
        Draft202012Validator(read_schema()).validate(data)
        (over,) = data["policy_violations"]
        assert (over["rule"], over["path"]) == ("expired-exemption", "licenseclauses.toml")
        _, lines, _ = run("--format", "jsonl")
        assert json.loads(lines.splitlines()[0]) == over


def test_the_policy_file_itself_is_not_a_license(folder):
    from licensecheck.license_files import is_license_name

    assert not is_license_name("licenseclauses.toml")
    assert Path("LICENSE").exists()
