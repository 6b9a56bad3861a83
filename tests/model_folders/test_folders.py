"""Twelve folders of real license texts and written cards: each mismatch and its clean twin."""

import json

import pytest
from jsonschema import Draft202012Validator

from licensecheck import cli
from licensecheck.evaluation.corpus import license_text
from licensecheck.reporting.json_report import read_schema

LLAMA = "llama-2-license-2023"
POLICY_TEXT = """\
# Acceptable use policy

You agree that you will not use the model to violate the law, to plan or promote violence, to
harass or bully others, to generate malware, or to spread disinformation.
"""


def card(license_id, prose="A language model.", **more):
    lines = [f"license: {license_id}", *(f"{key}: {value}" for key, value in more.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n# Model\n\n{prose}\n"


# Each folder: its files (a license by its key in the database), and the issues it must have.
FOLDERS = {
    "mismatch-restriction": (
        {"LICENSE": LLAMA, "USE_POLICY.md": POLICY_TEXT, "README.md": card("apache-2.0")},
        ["README.md:2 declared-mismatch"],
    ),
    "match-restriction": (
        {"LICENSE": LLAMA, "USE_POLICY.md": POLICY_TEXT, "README.md": card("llama2")},
        [],
    ),
    "mismatch-copyleft": (
        {"LICENSE": "gpl-3.0", "config.json": '{\n  "license": "mit"\n}'},
        ["config.json:2 declared-mismatch"],
    ),
    "match-copyleft": ({"LICENSE": "gpl-3.0", "config.json": '{"license": "gpl-3.0"}'}, []),
    "mismatch-package": (
        {"LICENSE": "elastic-license-v2", "package.json": '{"license": "MIT"}'},
        ["package.json:1 declared-mismatch"],
    ),
    "match-package": (
        {"LICENSE": "elastic-license-v2", "package.json": '{"license": "Elastic-2.0"}'},
        [],
    ),
    "missing-text": ({"README.md": card("mit")}, ["README.md:2 missing-license-text"]),
    "present-text": (
        {"LICENSE": "mit", "README.md": card("mit", license_link="LICENSE")},
        [],
    ),
    "missing-policy": (
        {"LICENSE": LLAMA, "README.md": card("llama2")},
        ["LICENSE missing-policy"],
    ),
    "present-policy": (
        {"LICENSE": LLAMA, "USE_POLICY.md": POLICY_TEXT, "README.md": card("other")},
        [],
    ),
    "open-source-claim": (
        {
            "LICENSE": LLAMA,
            "USE_POLICY.md": POLICY_TEXT,
            "README.md": card("other", "Ours is a fully open-source language model."),
        },
        ["README.md:6 open-source-claim"],
    ),
    "open-source-truth": (
        {
            "LICENSE": "apache-2.0",
            "README.md": card("apache-2.0", "Ours is a fully open-source language model."),
        },
        [],
    ),
}
ISSUES = ("declared-mismatch", "missing-license-text", "missing-policy", "open-source-claim")


def build(folder, files):
    folder.mkdir(parents=True)
    for name, content in files.items():
        is_key = "\n" not in content and not content.startswith("{")
        text = license_text(content) if is_key else content
        (folder / name).write_text(text, encoding="utf-8")


def run(capsys, *args):
    code = cli.main(["check", "--models", *args])
    out, err = capsys.readouterr()
    return code, out, err


def issues(folder):
    return [
        each for each in folder["violations"] + folder["warnings"] if each["rule"] in ISSUES
    ]  # fmt: skip


def _place(violation):
    name = violation["path"].removeprefix("m/")
    return name if name == "LICENSE" else f"{name}:{violation['line']}"


@pytest.mark.corpus
@pytest.mark.parametrize("name", FOLDERS)
def test_folders(tmp_path, monkeypatch, capsys, name):
    files, expected = FOLDERS[name]
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "m", files)
    code, out, _ = run(capsys, "m", "--format", "json", "--deny", ",".join(ISSUES))
    data = json.loads(out)
    Draft202012Validator(read_schema()).validate(data)
    (folder,) = data["folders"]
    found = [f"{_place(each)} {each['rule']}" for each in issues(folder)]
    assert found == expected
    assert code == (1 if expected else 0)


@pytest.mark.corpus
def test_an_open_source_claim_stands_beside_what_contradicts_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "m", FOLDERS["open-source-claim"][0])
    _, out, _ = run(capsys, "m")
    (line,) = (each for each in out.splitlines() if " open-source-claim " in each)
    assert line.startswith("m/README.md:6:1: open-source-claim Says “Ours is a fully open-source")
    assert "and the license is custom: m/LICENSE:" in line
    assert any(clause in line for clause in ("user-cap", "acceptable-use", "output-use"))


@pytest.mark.corpus
def test_a_policy_on_use_makes_an_open_text_source_available(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "m", {"LICENSE": "apache-2.0", "USE_POLICY.md": POLICY_TEXT})
    _, out, _ = run(capsys, "m", "--format", "json")
    assert json.loads(out)["folders"][0]["classification"] == "source-available"


@pytest.mark.corpus
def test_broken_files_do_not_stop_the_others(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "a", {"LICENSE": "mit", "README.md": "---\nlicense: [mit\n---\n"})
    build(tmp_path / "b", {"LICENSE": "gpl-3.0", "config.json": '{"license": "mit"}'})
    code, out, err = run(capsys, "a", "missing", "b")
    assert code == 2
    assert "error: a/README.md: line" in err
    assert "error: missing: does not exist" in err
    assert "b/config.json:1:1: declared-mismatch" in out


def test_an_empty_folder_holds_no_license(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m").mkdir()
    code, out, _ = run(capsys, "m")
    assert (code, out.split(" ")[:2]) == (1, ["m:1:1:", "missing-license-text"])


@pytest.mark.corpus
def test_the_name_of_an_other_license_is_compared(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    files = {"LICENSE": "elastic-license-v2", "README.md": card("other", license_name="apache-2.0")}
    build(tmp_path / "m", files)
    _, out, _ = run(capsys, "m", "--deny", "declared-mismatch")
    assert out.startswith("m/README.md:3:1: declared-mismatch `license_name` says apache-2.0, and")


@pytest.mark.corpus
def test_issues_stand_in_the_order_of_files_and_lines(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    prose = "Ours is a fully open-source language model."
    build(tmp_path / "m", {"LICENSE": LLAMA, "README.md": card("apache-2.0", prose)})
    _, out, _ = run(capsys, "m", "--deny", ",".join(ISSUES))
    assert [line.split(" ")[1] for line in out.splitlines()] == [
        "missing-policy", "declared-mismatch", "open-source-claim",
    ]  # fmt: skip


def test_a_link_that_leads_nowhere(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "m", {"README.md": card("other", license_link="TERMS.md")})
    _, out, _ = run(capsys, "m")
    assert out.startswith("m/README.md:3:1: missing-license-text `license_link` names TERMS.md")
    assert out.count("\n") == 1
