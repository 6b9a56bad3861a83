import gc
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import licensecheck
from factories import CAPPED, OPEN
from licensecheck import cli
from licensecheck.reporting.json_report import read_schema

RECIPE = "Beat three eggs with the sugar, fold in the flour and bake for forty minutes.\n"


pytestmark = pytest.mark.usefixtures("one_analyzer")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "LICENSE").write_text(OPEN)
    (tmp_path / "capped").mkdir()
    (tmp_path / "capped/LICENSE.md").write_text(CAPPED)
    (tmp_path / "recipe.txt").write_text(RECIPE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    def run_in_process(*args):
        code = cli.main(args)
        out, err = capsys.readouterr()
        return code, out, err

    return run_in_process


def run_module(*args, stdin=b"", **kwargs):
    """Runs `python -m licensecheck` as a user would, on the package under test."""
    package = str(Path(licensecheck.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": package, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "licensecheck", *args],
        input=stdin, capture_output=True, env=env, timeout=120, check=False, **kwargs,
    )  # fmt: skip


def validate(out, schema="report"):
    data = json.loads(out)
    Draft202012Validator(read_schema(schema)).validate(data)
    return data


class TestScan:
    def test_a_file(self, run):
        code, out, err = run("scan", "capped/LICENSE.md")
        assert code == 0
        assert out.startswith("capped/LICENSE.md: custom\n")
        assert "(user-cap), line 3" in out
        assert "threshold 700,000,000" in out
        assert err == ""

    def test_the_current_folder_by_default(self, run):
        code, out, _ = run("scan", "--quiet")
        assert code == 0
        assert out == "LICENSE: osi-compatible\ncapped/LICENSE.md: custom\n"

    def test_json(self, run):
        code, out, _ = run("scan", "--format", "json", ".")
        data = validate(out)
        assert code == 0
        assert [each["path"] for each in data["documents"]] == ["LICENSE", "capped/LICENSE.md"]
        assert data["tool"]["version"] == licensecheck.__version__
        for document in data["documents"]:
            text = Path(document["path"]).read_text()
            for each in document["findings"]:
                assert text[each["start"] : each["end"]] == each["text"]

    def test_jsonl_lines_are_the_documents_of_json(self, run):
        _, out, _ = run("scan", "--format", "json", ".")
        _, lines, _ = run("scan", "--format", "jsonl", ".")
        assert [json.loads(line) for line in lines.splitlines()] == json.loads(out)["documents"]

    @pytest.mark.parametrize(("name", "start"), [("html", "<!DOCTYPE html>"), ("markdown", "")])
    def test_formats_for_pages(self, run, name, start):
        code, out, _ = run("scan", "--format", name, "capped")
        assert code == 0
        assert out.startswith(start)
        assert "user-cap" in out

    def test_every_file_once(self, run):
        _, out, _ = run("scan", "--quiet", "capped", ".", "LICENSE", "./capped/LICENSE.md")
        assert out == "capped/LICENSE.md: custom\nLICENSE: osi-compatible\n"

    def test_output_file(self, run):
        code, out, _ = run("scan", "--format", "json", "--output", "report.json", "LICENSE")
        assert (code, out) == (0, "")
        assert validate(Path("report.json").read_text())["documents"][0]["path"] == "LICENSE"

    def test_output_file_that_cannot_be_written(self, run):
        code, _, err = run("scan", "--output", "no/such/folder/report", "LICENSE")
        assert code == 2
        assert err.count("\n") == 1
        assert "no/such/folder/report: cannot be written" in err

    def test_no_color_without_a_terminal(self, run):
        assert "\x1b" not in run("scan")[1]

    @pytest.mark.parametrize("off", [None, "option", "environment"])
    def test_color_on_a_terminal(self, folder, monkeypatch, off):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        monkeypatch.delenv("NO_COLOR", raising=False)
        if off == "environment":
            monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(sys, "stderr", Terminal())
        assert cli.main(["scan", "LICENSE", *(["--no-color"] if off == "option" else [])]) == 0
        assert ("\x1b[" in sys.stdout.getvalue()) == (off is None)
        assert "[1] LICENSE" in sys.stderr.getvalue()

    def test_stdin(self, folder):
        done = run_module("scan", "-", "--format", "json", stdin=CAPPED.encode("utf-16"))
        assert done.returncode == 0
        document = validate(done.stdout)["documents"][0]
        assert document["path"] == "<stdin>"
        assert document["classification"] == "custom"


class TestBadInput:
    """Each gives one line that names the input, exit code 2, and spares the others."""

    @pytest.fixture
    def bad(self, folder):
        (folder / "empty").touch()
        (folder / "blank").write_text(" \n\t\n")
        (folder / "binary").write_bytes(b"\x7fELF\x02\x01\x00\x00")
        (folder / "document").write_bytes(b"%PDF-1.4 and so on")
        (folder / "undecodable").write_bytes(b"\x81\x8d\x8f\x90\x9d" * 50)
        with (folder / "huge").open("wb") as file:
            file.truncate(50 * 1024 * 1024)
        (folder / "none").mkdir()
        (folder / "none/main.py").touch()
        return folder

    @pytest.mark.parametrize(
        ("name", "error", "words"),
        [
            ("empty", "NoLicenseTextError", "is empty"),
            ("blank", "NoLicenseTextError", "white space"),
            ("recipe.txt", "NoLicenseTextError", "license terms"),
            ("binary", "UnreadableFileError", "ELF program"),
            ("document", "UnreadableFileError", "PDF"),
            ("undecodable", "UnreadableFileError", "neither UTF-8"),
            ("huge", "UnreadableFileError", "too large"),
            ("missing", "UnreadableFileError", "does not exist"),
            ("none", "UnreadableFileError", "holds no license file"),
        ],
    )
    def test_one_line_and_the_others_still_reported(self, bad, run, name, error, words):
        code, out, err = run("scan", "--format", "json", "LICENSE", name, "capped")
        assert code == 2
        assert err.startswith(f"licenseclauses: error: {name}: ")
        assert err.count("\n") == 1
        assert words in err
        first, failed, last = validate(out)["documents"]
        assert (first["classification"], last["classification"]) == ("osi-compatible", "custom")
        assert failed["path"] == name
        assert failed["classification"] is None
        assert failed["error"]["type"] == error
        assert words in failed["error"]["message"]

        code, out, err = run("scan", "LICENSE", name, "capped")
        assert code == 2
        assert f"\n{name}: not analyzed: " in out
        assert "capped/LICENSE.md: custom" in out

        code, out, err = run("check", name, "capped")
        assert code == 2
        assert words in err
        assert "capped/LICENSE.md:3:1: user-cap" in out

    def test_a_broken_definition(self, run, folder):
        (folder / "own").mkdir()
        (folder / "own/bad.toml").write_text('id = "own-clause"\nkind = "restricting"\n')
        code, out, err = run("scan", "--library", "own", "LICENSE")
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "own/bad.toml: kind:" in err

    def test_empty_stdin(self, folder):
        done = run_module("scan", "-")
        assert done.returncode == 2
        assert done.stderr.decode().splitlines() == [
            "licenseclauses: error: <stdin>: is empty; there are no license terms to read"
        ]


class TestCheck:
    def test_success_is_one_line(self, run):
        assert run("check", "LICENSE") == (0, "1 license text: no violation\n", "")
        assert run("check", "--quiet", "LICENSE") == (0, "", "")

    def test_by_default_everything_that_is_not_open_is_denied(self, run):
        code, out, _ = run("check")
        assert code == 1
        assert "capped/LICENSE.md:3:1: user-cap " in out
        assert "threshold 700,000,000" in out
        assert "custom" in out

    def test_denied_clauses(self, run):
        assert run("check", "--deny", "noncommercial,hosting-ban", "capped")[0] == 0
        code, out, _ = run("check", "--deny", "noncommercial", "--deny", "user-cap", ".")
        assert code == 1
        assert [line.split(" ")[:2] for line in out.splitlines()] == [
            ["capped/LICENSE.md:3:1:", "user-cap"]
        ]

    @pytest.mark.parametrize("deny", ["costum", "user-caps", "", " , "])
    def test_unknown_names(self, run, deny):
        code, out, err = run("check", "--deny", deny, "LICENSE")
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        nearest = {"costum": "custom", "user-caps": "user-cap"}
        assert nearest.get(deny, "names nothing") in err

    def test_config_file(self, run, folder):
        (folder / "policy.toml").write_text('deny = ["user-cap"]')
        assert run("check", "--config", "policy.toml")[0] == 1
        assert run("check", "--config", "policy.toml", "--deny", "noncommercial")[0] == 0
        assert run("check", "--config", "none.toml")[0] == 2

    def test_json_carries_the_violations(self, run):
        code, out, _ = run("check", "--format", "json")
        assert code == 1
        free, capped = validate(out)["documents"]
        assert free["violations"] == []
        (violation,) = (each for each in capped["violations"] if each["rule"] == "user-cap")
        assert capped["findings"][violation["finding"]]["clause_id"] == "user-cap"


class TestLibraryCommands:
    def test_explain(self, run):
        code, out, _ = run("explain", "user-cap")
        assert code == 0
        for words in ["(user-cap)", "OSD 5", "bespoke", "Examples", "Not examples", "Sources"]:
            assert words in out

    def test_explain_as_json(self, run):
        _, out, _ = run("explain", "mandatory-branding", "--format", "json")
        (definition,) = validate(out, "library")["definitions"]
        assert definition["id"] == "mandatory-branding"
        assert definition["osd"] is None

    def test_explain_unknown_id(self, run):
        code, out, err = run("explain", "user-caps")
        assert (code, out) == (2, "")
        assert "did you mean user-cap" in err

    def test_clauses(self, run):
        code, out, _ = run("clauses")
        assert code == 0
        assert "user-cap" in out
        assert "governing-law" in out
        code, lines, _ = run("clauses", "--format", "jsonl")
        definitions = [json.loads(line) for line in lines.splitlines()]
        _, data, _ = run("clauses", "--format", "json")
        assert validate(data, "library")["definitions"] == definitions
        assert all(each["id"] in out for each in definitions)


class TestProcess:
    def test_version_and_usage(self, folder):
        done = run_module("--version")
        assert done.stdout.decode().split() == ["licenseclauses", licensecheck.__version__]
        assert run_module().returncode == 2
        assert run_module("scan", "--format", "nonsense").returncode == 2
        helped = run_module("check", "--help")
        assert helped.returncode == 0
        assert b"source-available,custom" in helped.stdout

    def test_exit_codes_and_streams(self, folder):
        done = run_module("check", "LICENSE", "capped")
        assert done.returncode == 1
        assert done.stderr == b""
        done = run_module("scan", "missing", "LICENSE", "--quiet")
        assert done.returncode == 2
        assert b"LICENSE: osi-compatible" in done.stdout

    def test_same_bytes_every_time(self, folder):
        runs = {run_module("scan", "--format", "json").stdout for _ in range(2)}
        assert len(runs) == 1

    @pytest.mark.skipif(os.name == "nt", reason="pipes of a shell")
    def test_a_closed_pipe_is_silent(self, folder):
        package = str(Path(licensecheck.__file__).parents[1])
        done = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m licensecheck clauses --format json | head -c 10"],
            capture_output=True, env={**os.environ, "PYTHONPATH": package}, check=False,
        )  # fmt: skip
        assert done.stderr == b""

    def test_interrupt(self, folder, monkeypatch):
        def interrupt(_args):
            raise KeyboardInterrupt

        monkeypatch.setattr("licensecheck.commands.common.load", interrupt)
        assert cli.main(["scan"]) == 130


def test_the_garbage_collector_is_left_as_it_was(monkeypatch):
    seen = []
    before = gc.get_threshold()
    monkeypatch.setattr(
        "licensecheck.commands.clauses.run", lambda args: seen.append(gc.get_threshold()) or 0
    )
    assert cli.main(["clauses"]) == 0
    assert seen[0][0] > before[0]
    assert gc.get_threshold() == before
