import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import licensecheck
from checking import TODAY
from licensecheck import caching
from licensecheck.caching import Cache, cache_folder, tool_version
from licensecheck.checking import Checker
from licensecheck.facts import facts_from_json, facts_of, facts_to_json
from licensecheck.inputs import FailedInput
from licensecheck.library import _load, load_library
from licensecheck.library_files import library_version
from licensecheck.policy.judging import judge
from licensecheck.policy.model import Policy

CAPPED = (
    "Permission is granted to everyone to use, copy, modify and redistribute this software for "
    "any purpose, free of charge.\n\nIf your products have more than 700 million monthly active "
    "users, you have no rights under this license and must request a separate license from us.\n"
)


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def entries(tmp_path):
    return [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


def test_keeps_values_by_kind_and_key(cache):
    cache.put({"a": "ü"}, "one", "x", "y")
    assert cache.get("one", "x", "y") == {"a": "ü"}
    assert cache.get("one", "xy", "") is None
    assert cache.get("two", "x", "y") is None


def test_without_a_folder_it_keeps_nothing():
    cache = Cache(None)
    cache.put(1, "one", "x")
    assert cache.get("one", "x") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b"right", b"wrong"),
        lambda raw: b"\x00\xff" * 40,
        lambda raw: raw.partition(b"\n")[2],
    ],
)
def test_a_damaged_entry_is_passed_over_and_replaced(cache, tmp_path, damage):
    cache.put(["right"], "one", "x")
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get("one", "x") is None
    cache.put(["right"], "one", "x")
    assert cache.get("one", "x") == ["right"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "cache").write_text("a file")
    cache = Cache(tmp_path / "cache")
    cache.put(1, "one", "x")
    assert cache.get("one", "x") is None


def _write_and_read(folder):
    cache = Cache(Path(folder))
    for round_number in range(60):
        cache.put({"value": "x" * 20_000}, "one", "x")
        if cache.get("one", "x") != {"value": "x" * 20_000}:
            return f"lost in round {round_number}"
    return None


def test_parallel_runs_see_whole_entries(tmp_path):
    with ProcessPoolExecutor(3) as pool:
        assert set(pool.map(_write_and_read, [str(tmp_path / "cache")] * 3)) == {None}
    assert len(entries(tmp_path)) == 1


def test_folders(monkeypatch, tmp_path):
    monkeypatch.delenv("LICENSECLAUSES_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "licenseclauses"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == Path.home() / ".cache/licenseclauses"
    monkeypatch.setenv("LICENSECLAUSES_CACHE_DIR", "elsewhere")
    assert cache_folder() == Path("elsewhere")


def test_the_tool_version_tells_its_code(monkeypatch, tmp_path):
    (tmp_path / "a.py").write_text("1")
    monkeypatch.setattr(caching, "_PACKAGE", tmp_path)
    before = tool_version()
    (tmp_path / "a.py").write_text("2")
    assert before.startswith(f"{licensecheck.__version__}+")
    assert tool_version() != before


def test_the_library_version_needs_no_reading(tmp_path):
    _load.cache_clear()
    assert library_version() == load_library().version
    (tmp_path / "own.toml").write_text("not = 'a definition'")
    assert library_version([tmp_path]) != library_version()
    (tmp_path / "own.toml").write_text("")
    assert library_version([tmp_path]) != library_version()
    before = library_version([tmp_path])
    (tmp_path / "own.toml").rename(tmp_path / "vocabulary.toml")
    assert library_version([tmp_path]) != before


class TestChecker:
    def counted(self, cache, monkeypatch):
        checker = Checker(cache)
        made = licensecheck.Analyzer()
        calls = []
        monkeypatch.setattr(
            "licensecheck.analyzer.Analyzer",
            lambda library: type(
                "Counting",
                (),
                {"analyze_source": lambda _, s: calls.append(s) or made.analyze_source(s)},
            )(),
        )
        return checker, calls

    def test_the_same_bytes_are_analyzed_once(self, cache, monkeypatch, tmp_path):
        for name in ("LICENSE", "COPY"):
            (tmp_path / name).write_text(CAPPED)
        checker, calls = self.counted(cache, monkeypatch)
        first, again = checker.check_inputs([tmp_path / "LICENSE", tmp_path / "COPY"])
        assert len(calls) == 1
        assert first.findings == again.findings
        assert (first.path, again.path) == (str(tmp_path / "LICENSE"), str(tmp_path / "COPY"))
        assert again.report["path"] == again.path
        (tmp_path / "COPY").write_text(CAPPED + " ")
        list(checker.check_inputs([tmp_path / "COPY"]))
        assert len(calls) == 2

    def test_an_entry_of_another_shape_is_passed_over(self, cache, monkeypatch, tmp_path):
        (tmp_path / "LICENSE").write_text(CAPPED)
        checker, calls = self.counted(cache, monkeypatch)
        (first,) = checker.check_inputs([tmp_path / "LICENSE"])
        for shape in ([], {}, {"report": {}}, {"report": {"findings": [1]}}, 5):
            cache.put(shape, "analyses", first.report["sha256"], *checker.key)
            assert list(checker.check_inputs([tmp_path / "LICENSE"])) == [first]
        assert len(calls) == 6

    def test_failures_are_told_each_time(self, cache, monkeypatch, tmp_path):
        (tmp_path / "recipe").write_text("Beat three eggs with the sugar.")
        checker, _ = self.counted(cache, monkeypatch)
        for _ in range(2):
            (failed,) = checker.check_inputs([tmp_path / "recipe"])
            assert isinstance(failed, FailedInput)
            assert failed.error_type == "NoLicenseTextError"


def test_facts_say_what_the_analysis_says():
    analysis = licensecheck.analyze(CAPPED)
    facts = facts_from_json(json.loads(json.dumps(facts_to_json(analysis)))).at("LICENSE", None)
    assert facts == facts_of(analysis).at("LICENSE", None)
    assert facts.classification == analysis.classification
    for fact, finding in zip(facts.findings, analysis.findings, strict=True):
        assert fact.text == finding.text
        assert fact.standing == finding.definition.standing
        assert CAPPED[fact.start : fact.end] == fact.text
    assert [each.rule for each in judge(facts, Policy(), TODAY).violations] == ["user-cap"]


HEAVY = ("pydantic", "spacy", "rapidfuzz", "numpy", "yaml", "license_expression", "pathspec")


def loaded_by(tmp_path, *args):
    code = (
        "import sys; from licensecheck.cli import main; code = main(sys.argv[1:]);"
        "print('LOADED', code, *sorted(sys.modules))"
    )
    package = str(Path(licensecheck.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=tmp_path, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": package},
    )  # fmt: skip
    _, code, *modules = done.stdout.splitlines()[-1].split()
    return int(code), {name.partition(".")[0] for name in modules} | {
        name for name in modules if name.startswith("licensecheck.")
    }


@pytest.mark.parametrize("option", [(), ("--models",)])
def test_a_check_without_a_license_loads_nothing_heavy(tmp_path, option):
    (tmp_path / "main.py").write_text("")
    _, modules = loaded_by(tmp_path, "check", *option)
    assert not modules & {*HEAVY, "licensecheck.matching", "licensecheck.model"}


def test_an_unchanged_check_loads_nothing_heavy(tmp_path):
    (tmp_path / "LICENSE").write_text(CAPPED)
    (tmp_path / "licenseclauses.toml").write_text(
        'preset = "commercial-product"\n[[overrides]]\npaths = ["a/**"]\n'
        "[profile]\nmonthly_active_users = 5\n"
    )
    code, modules = loaded_by(tmp_path, "check", "LICENSE")
    assert code == 0
    assert "pydantic" in modules
    code, modules = loaded_by(tmp_path, "check", "LICENSE")
    assert code == 0
    assert not modules & {*HEAVY, "licensecheck.matching", "licensecheck.model"}
    _, modules = loaded_by(tmp_path, "check", "--no-cache", "LICENSE")
    assert "pydantic" in modules
