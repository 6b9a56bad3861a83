"""`licenseclauses diff`, as a user runs it."""

import io
import json
import sys

import pytest
from jsonschema import Draft202012Validator

from factories import CAPPED, OPEN
from licensecheck import cli
from licensecheck.reporting.json_report import read_schema


@pytest.fixture
def run(tmp_path, monkeypatch, capsys, one_analyzer):
    (tmp_path / "open one.txt").write_text(OPEN)
    (tmp_path / "capped.txt").write_text(CAPPED)
    (tmp_path / "lower.txt").write_text(CAPPED.replace("700", "500"))
    (tmp_path / "reflowed.txt").write_text(CAPPED.replace(" million", "\nmillion"))
    (tmp_path / "recipe.txt").write_text("Beat three eggs with the sugar.\n")
    monkeypatch.chdir(tmp_path)

    def run_in_process(*args):
        code = cli.main(["diff", *args])
        out, err = capsys.readouterr()
        return code, out, err

    return run_in_process


def test_the_same_terms(run):
    code, out, err = run("capped.txt", "reflowed.txt")
    assert (code, out, err) == (0, "capped.txt → reflowed.txt: same terms, custom\n", "")
    assert run("capped.txt", "capped.txt")[0] == 0


def test_different_terms(run):
    code, out, _ = run("open one.txt", "capped.txt")
    assert code == 1
    assert out.startswith("open one.txt → capped.txt: different terms, osi-compatible → custom\n")
    assert "+ User cap (user-cap), restriction, line 3" in out


def test_another_value(run):
    code, out, _ = run("capped.txt", "lower.txt")
    assert code == 1
    assert "threshold 700,000,000 → 500,000,000" in out
    assert "[-700-] {+500+} million" in out


def test_json(run):
    code, out, _ = run("--format", "json", "capped.txt", "lower.txt")
    assert code == 1
    data = json.loads(out)
    Draft202012Validator(read_schema("diff")).validate(data)
    assert data["before"]["path"] == "capped.txt"


def test_stdin(run, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(OPEN.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    code, out, _ = run("-", "open one.txt")
    assert code == 0
    assert out.startswith("<stdin> → open one.txt: same terms")


def test_both_from_stdin(run):
    code, out, err = run("-", "-")
    assert (code, out) == (2, "")
    assert "only one" in err


@pytest.mark.parametrize(
    ("name", "error"),
    [("missing.txt", "missing.txt: "), (".", ".: "), ("recipe.txt", "recipe.txt: nothing in")],
)
def test_a_text_that_cannot_be_analyzed(run, name, error):
    for args in ((name, "capped.txt"), ("capped.txt", name)):
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert err.startswith(f"licenseclauses: error: {error}")
        assert err.count("\n") == 1


def test_output_file(run, tmp_path):
    code, out, _ = run("--output", "report.txt", "open one.txt", "capped.txt")
    assert (code, out) == (1, "")
    assert "user-cap" in (tmp_path / "report.txt").read_text()
