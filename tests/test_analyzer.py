"""What a user of `licensecheck.analyze` relies on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import licensecheck
from licensecheck import Analysis, LicenseCheckError

OPEN = "You may use, copy, modify and redistribute this work for any purpose."


def _check_offsets(analysis: Analysis) -> None:
    text = analysis.text
    for finding in analysis.findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert finding.text == text[finding.span.start : finding.span.end]
        before = text[: finding.span.start]
        assert finding.line == before.count("\n") + 1
        assert finding.column == finding.span.start - (before.rfind("\n") + 1) + 1
        assert 0 <= finding.score <= 1
    starts = [finding.span.start for finding in analysis.findings]
    assert starts == sorted(starts)
    for span in analysis.unexplained:
        assert 0 <= span.start < span.end <= len(text)
    parents = {clause.parent for clause in analysis.clauses}
    leaves = [c for number, c in enumerate(analysis.clauses) if number not in parents]
    covered = [False] * len(text)
    end = 0
    for leaf in leaves:
        assert leaf.span.start >= end
        end = leaf.span.end
        covered[leaf.span.start : end] = [True] * (end - leaf.span.start)
    assert all(covered[at] or text[at].isspace() for at in range(len(text)))


PIECES = st.sampled_from(
    [
        OPEN, "You may not", "use the Software", "commercially", "only", "(a)", "1.", "\n", "\n\n",
        "except", "unless you pay us", "THE WORK IS PROVIDED AS IS", '"Permitted Purpose" means',
        "any purpose other than", "a Permitted Purpose", "700 million", "monthly active users",
        ":", ";", ".", "?", "No.", "-", "* ", "§ 3", "\r\n", "\x00", "\u2028", "é", "日本", "https://x.y/z",
        "must", "shall not", "license", "for research", "ß", "İ", "$1,000", "#", "//",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_gives_sound_offsets_or_a_documented_error(text: str) -> None:
    try:
        analysis = licensecheck.analyze(text)
    except LicenseCheckError:
        return
    _check_offsets(analysis)
    again = licensecheck.Analyzer().analyze(text)
    assert analysis.model_dump_json() == again.model_dump_json()


def test_the_order_of_texts_changes_nothing() -> None:
    texts = [OPEN, OPEN + " You may not sell it.", "All rights reserved. You may not copy this."]
    there = [licensecheck.analyze(text).model_dump_json() for text in texts]
    back = [licensecheck.Analyzer().analyze(text).model_dump_json() for text in reversed(texts)]
    assert there == back[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n\t ",
        "Preheat the oven to 200 degrees. You must not open the door. Add salt and serve.",
        "# Fast CSV\n\nA small tool that reads tables.\n\nRun `pip install fastcsv` to try it.\n",
    ],
)
def test_a_text_without_license_terms_is_an_error(text: str) -> None:
    with pytest.raises(licensecheck.NoLicenseTextError):
        licensecheck.analyze(text)


def test_rights_for_everyone_and_no_restriction_is_open() -> None:
    assert licensecheck.analyze(OPEN).classification == "osi-compatible"


def test_a_text_that_only_lets_you_look_is_not_open() -> None:
    analysis = licensecheck.analyze(
        "You may view the source code of this program. (c) 2026 A. Author"
    )
    assert analysis.classification == "custom"
    assert {reason.rule for reason in analysis.reasons} == {"missing-right"}


def test_a_standard_restriction_makes_it_source_available() -> None:
    analysis = licensecheck.analyze(OPEN + "\n\nYou may not use it for commercial purposes.")
    assert analysis.classification == "source-available"
    (reason,) = analysis.reasons
    (evidence,) = (analysis.findings[place] for place in reason.findings)
    assert evidence.text == "You may not use it for commercial purposes."


def test_an_item_is_read_with_the_force_of_its_lead_in() -> None:
    analysis = licensecheck.analyze(
        OPEN + "\n\nYou must not:\n  (a) sell copies of the work;\n  (b) remove this notice.\n"
    )
    assert [(f.clause_id, f.text) for f in analysis.restrictions] == [
        ("no-sale", "sell copies of the work;")
    ]


def test_a_sentence_nothing_explains_is_listed() -> None:
    sentence = "You must feed the maintainer's cat on Tuesdays."
    analysis = licensecheck.analyze(f"{OPEN}\n\n{sentence}\n")
    assert sentence in [analysis.text[span.start : span.end] for span in analysis.unexplained]
