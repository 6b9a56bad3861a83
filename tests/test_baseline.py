import json
import textwrap

import pytest

from checking import facts, judged
from licensecheck import Analyzer
from licensecheck.baseline import is_known, read_baseline, write_baseline
from licensecheck.errors import ConfigError
from licensecheck.evaluation.corpus import license_text
from licensecheck.facts import facts_of
from licensecheck.policy.judging import EXPIRED, Violation


def test_what_was_recorded_is_known(tmp_path):
    path = str(tmp_path / "baseline.json")
    found = judged(facts("a/LICENSE")).violations
    assert write_baseline(path, [*found, *judged(facts("b/LICENSE")).violations]) == 2
    baseline = read_baseline(path)
    assert all(is_known(each, baseline) for each in judged(facts("c/LICENSE")).violations)
    (other,) = judged(facts(), levels={"retain-notice": "deny"}).violations
    assert not is_known(other, baseline)
    first = (tmp_path / "baseline.json").read_bytes()
    write_baseline(path, [*judged(facts("b/LICENSE")).violations, *found][::-1])
    assert [entry["rule"] for entry in json.loads(first)["violations"]] == ["custom", "user-cap"]
    assert len(list(tmp_path.iterdir())) == 1


def test_an_expired_exemption_is_never_known(tmp_path):
    path = str(tmp_path / "baseline.json")
    expired = Violation("policy", 1, 1, EXPIRED, "over", "")
    assert write_baseline(path, [expired]) == 0
    assert not is_known(expired, frozenset({(EXPIRED, "")}))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("[]", "`version` is missing"),
        ('{"version": "1"}', "`version` is missing or not a number"),
        ('{"version": 2, "violations": []}', "is a baseline of version 2.* update licenseclauses"),
        ('{"version": 1}', "`violations` is missing"),
        ('{"version": 1, "violations": [{"rule": "x"}]}', r"violations\[0\]: must have"),
        (b"\xff\xfe", "not JSON"),
    ],
)
def test_wrong_files(tmp_path, content, words):
    path = tmp_path / "baseline.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ConfigError, match=words):
        read_baseline(str(path))


def test_missing_and_unwritable(tmp_path):
    with pytest.raises(ConfigError, match="record one with --write-baseline"):
        read_baseline(str(tmp_path / "none.json"))
    with pytest.raises(ConfigError, match="cannot be written"):
        write_baseline(str(tmp_path / "no/such/folder.json"), [])


@pytest.mark.corpus
@pytest.mark.parametrize(
    "key", ["llama-2-license-2023", "elastic-license-v2", "polyform-noncommercial-1.0.0"]
)
def test_reflowing_a_real_license_brings_nothing_new(key):
    text = license_text(key)
    paragraphs = [" ".join(each.split()) for each in text.split("\n\n")]
    reflowed = "\n\n".join(textwrap.fill(each, 60) for each in paragraphs)
    analyzer = Analyzer()
    before, after = (
        {(each.rule, each.fingerprint) for each in judged(facts_of(analyzer.analyze(t))).violations}
        for t in (text, reflowed)
    )
    assert before
    assert after <= before
