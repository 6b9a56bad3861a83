"""Answers on real licenses: the first issue's promises, and riders on open licenses."""

import pytest

import licensecheck
from licensecheck import Analysis
from licensecheck.evaluation.corpus import license_text

pytestmark = pytest.mark.corpus


def analyze(key: str) -> Analysis:
    return licensecheck.analyze(license_text(key))


def ids(analysis: Analysis) -> set[str]:
    return {finding.clause_id for finding in analysis.findings}


def test_a_user_cap_is_read_as_a_number() -> None:
    caps = [f for f in analyze("llama-2-license-2023").findings if f.clause_id == "user-cap"]
    assert [cap.parameters["threshold"] for cap in caps] == [700_000_000]


def test_a_change_of_license_is_found() -> None:
    assert "change-license" in ids(analyze("bsl-1.1"))


def test_a_whole_service_stack_is_not_the_works_own_source() -> None:
    assert "service-source-disclosure" in ids(analyze("mongodb-sspl-1.0"))
    assert "service-source-disclosure" not in ids(analyze("agpl-3.0"))


def test_not_by_itself_is_no_ban_on_sale() -> None:
    assert "no-sale" not in ids(analyze("ofl-1.1"))


HOSTS = ["mit", "apache-2.0", "bsd-new", "isc", "mpl-2.0", "gpl-3.0"]
RIDERS = {
    "user-cap": "Anybody whose apps together count upward of 12 million people a month has no "
    "rights hereunder and shall first come to terms with us in a separate agreement.",
    "noncommercial": "The permissions above end where money begins: nobody may put this work to "
    "commercial use.",
    "hosting-ban": "Making the functions of this work available to outsiders as a managed service "
    "is not allowed.",
    "field-exclusion": "Use of this work in the production of tobacco is forbidden.",
    "acceptable-use-policy": "Whoever runs this work has to abide by the Orchard Responsible Use "
    "Policy posted at https://orchard.example/policy.",
    "output-use-restriction": "What this work generates must not be fed into the training of any "
    "other language model.",
}
HARMLESS = "We thank everyone who sent us patches and hope that you enjoy working with this."


def _with_paragraph(key: str, paragraph: str) -> tuple[str, int]:
    text = license_text(key)
    middle = text.find("\n\n", len(text) // 2)
    at = middle if middle != -1 else len(text.rstrip())
    return f"{text[:at]}\n\n{paragraph}\n\n{text[at:].lstrip()}", at + 2


@pytest.mark.parametrize("key", HOSTS)
@pytest.mark.parametrize("clause_id", RIDERS)
def test_one_added_restriction_is_found_at_its_place(key: str, clause_id: str) -> None:
    text, at = _with_paragraph(key, RIDERS[clause_id])
    analysis = licensecheck.analyze(text)
    places = [f.span.start for f in analysis.restrictions if f.clause_id == clause_id]
    assert any(at <= place < at + len(RIDERS[clause_id]) for place in places)
    assert analysis.classification != "osi-compatible"


@pytest.mark.parametrize("key", HOSTS)
def test_a_harmless_sentence_changes_nothing(key: str) -> None:
    assert analyze(key).classification == "osi-compatible"
    text, _ = _with_paragraph(key, HARMLESS)
    analysis = licensecheck.analyze(text)
    assert analysis.classification == "osi-compatible"
    assert not analysis.restrictions
