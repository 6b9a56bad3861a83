"""What a reader of two versions of a license wants to be told, and what not."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import licensecheck
from factories import definition, finding
from licensecheck.comparing import compare
from licensecheck.definition import Kind
from licensecheck.evaluation.corpus import license_text
from licensecheck.model import Analysis, Clause, Span

BEFORE = """\
Sample License

1. Grant. You may use, copy, modify and redistribute the software for any purpose.

2. Users. If your products have more than 700 million monthly active users, you have no rights
under this license and must request a separate license from us.

3. Notices. You must keep this notice in all copies.
"""


def made(*paragraphs, findings=(), number=None):
    """An analysis of paragraphs, each a clause, without the engine."""
    text, clauses = "", []
    for place, paragraph in enumerate(paragraphs):
        span = Span(start=len(text), end=len(text) + len(paragraph))
        clauses.append(Clause(span=span, level=0, kind="paragraph",
                              number=number[place] if number else None))  # fmt: skip
        text += paragraph + "\n\n"
    return Analysis(
        text=text, sha256="0" * 64, classification="custom", reasons=(), clauses=tuple(clauses),
        findings=tuple(finding(text, evidence, of, values) for evidence, of, values in findings),
    )  # fmt: skip


CAP = definition()
KEEP = definition("retain-notice", Kind.CONDITION, "Keep notices", None, None)


class TestTexts:
    def test_the_same_text(self):
        comparison = licensecheck.compare(BEFORE, BEFORE)
        assert comparison.same_terms
        assert not comparison.clauses
        assert not comparison.findings

    def test_another_threshold(self):
        comparison = licensecheck.compare(BEFORE, BEFORE.replace("700 million", "500 million"))
        assert not comparison.same_terms
        (clause,) = comparison.clauses.changed
        assert "500 million" in clause.after.text
        assert (clause.after.number, clause.after.heading) == ("2", "Users")
        assert not comparison.clauses.added
        assert not comparison.clauses.removed
        cap = next(c for c in comparison.findings.changed if c.clause_id == "user-cap")
        values = {each.name: (each.before, each.after) for each in cap.parameters}
        assert values["threshold"] == (700_000_000, 500_000_000)
        assert cap.reworded

    def test_a_new_restriction_changes_the_class(self):
        start = BEFORE.index("2. Users")
        free = BEFORE[:start] + BEFORE[BEFORE.index("3. Notices") :].replace("3.", "2.")
        comparison = licensecheck.compare(free, BEFORE)
        assert comparison.before.classification == "osi-compatible"
        assert comparison.after.classification == "custom"
        assert "user-cap" in [each.clause_id for each in comparison.findings.added]
        assert any("700 million" in each.text for each in comparison.clauses.added)
        assert not comparison.clauses.removed
        # The clause behind it has another number now, and the same terms.
        assert not comparison.clauses.changed

        back = licensecheck.compare(BEFORE, free)
        assert back.findings.removed == comparison.findings.added
        assert back.clauses.removed == comparison.clauses.added

    def test_texts_and_analyses_are_the_same_to_it(self):
        after = BEFORE.replace("700", "800")
        by_analysis = compare(licensecheck.analyze(BEFORE), licensecheck.analyze(after))
        assert by_analysis == compare(BEFORE, after)

    def test_no_license(self):
        with pytest.raises(licensecheck.NoLicenseTextError):
            compare(BEFORE, "Beat three eggs with the sugar.")

    def test_it_is_frozen(self):
        with pytest.raises(ValidationError):
            compare(BEFORE, BEFORE).clauses = None


@pytest.mark.corpus
@pytest.mark.parametrize("key", ["mit", "bsd-new", "apache-2.0", "gpl-2.0", "llama-2-license-2023"])
class TestLayout:
    def test_reflowed(self, key):
        text = license_text(key)
        reflowed = "\n\n".join(textwrap.fill(part, 60) for part in text.split("\n\n"))
        assert compare(text, reflowed).same_terms

    def test_in_a_comment(self, key):
        text = license_text(key)
        assert compare(text, textwrap.indent(text, "# ", lambda _: True)).same_terms

    def test_windows_line_ends_and_case(self, key):
        text = license_text(key)
        assert compare(text, text.replace("\n", "\r\n")).same_terms


@pytest.mark.corpus
def test_the_next_version_of_a_real_license():
    comparison = compare(
        license_text("llama-2-license-2023"), license_text("llama-3.1-license-2024")
    )
    assert any("Built with Llama" in each.text for each in comparison.clauses.added)
    assert any("improve any other large" in each.text for each in comparison.clauses.removed)
    (reworded,) = (each for each in comparison.clauses.changed if "AS IS" in each.before.text)
    assert "META DISCLAIMS" in reworded.after.text


class TestClauses:
    def test_order_and_numbers_change_nothing(self):
        one = made("1. You may use it.", "Section 2. Keep this notice.", number=["1", "2"])
        two = made("(a) Keep this notice.", "3. (b): You may use it.", number=["3(a)", "3(b)"])
        assert compare(one, two).same_terms

    def test_numbers_of_headings_change_nothing(self):
        one = "1. Grant\n\nYou may use it.\n\n2. Notices\n\nYou must keep this license notice.\n"
        two = one.replace("1. ", "7. ").replace("2. ", "8. ")
        assert compare(one, two).same_terms

    def test_a_number_inside_the_wording_counts(self):
        one = made("See section 3 for all of the terms.", number=[None])
        two = made("See section 4 for all of the terms.", number=[None])
        (change,) = compare(one, two).clauses.changed
        assert 0.8 < change.similarity < 1

    def test_the_nearest_clauses_belong_together(self):
        one = made("You may use the work at home today.", "You may sell the work abroad today.")
        two = made("You may sell the work abroad now.", "You may use the work at home now.")
        pairs = [(c.before.text[:12], c.after.text[:12]) for c in compare(one, two).clauses.changed]
        assert pairs == [("You may sell", "You may sell"), ("You may use ", "You may use ")]

    def test_what_shares_little_is_added_and_removed(self):
        clauses = compare(made("You may use the work."), made("No warranty is given.")).clauses
        assert [each.text for each in clauses.added] == ["No warranty is given."]
        assert [each.text for each in clauses.removed] == ["You may use the work."]

    def test_a_clause_that_stands_twice_now_was_added_once(self):
        one = made("Keep this notice.", "You may use it.")
        two = made("Keep this notice.", "You may use it.", "Keep this notice.")
        (added,) = compare(one, two).clauses.added
        assert (added.line, added.column) == (5, 1)

    def test_rules_and_blank_stretches_are_no_clauses(self):
        assert compare(made("You may use it."), made("You may use it.", "----------")).same_terms


class TestFindings:
    def test_of_one_id_the_nearest_wordings_belong_together(self):
        one = made("Keep the notice in copies.", "Keep the notice in binaries.",
                   findings=[("Keep the notice in copies.", KEEP, {}),
                             ("Keep the notice in binaries.", KEEP, {})])  # fmt: skip
        two = made("Keep all notices in binaries.", "Other words.",
                   findings=[("Keep all notices in binaries.", KEEP, {})])  # fmt: skip
        findings = compare(one, two).findings
        (change,) = findings.changed
        assert change.before.text == "Keep the notice in binaries."
        assert change.reworded
        assert [each.text for each in findings.removed] == ["Keep the notice in copies."]

    def test_another_id_is_another_finding(self):
        one = made("Keep it, please.", findings=[("Keep it, please.", KEEP, {})])
        two = made("Keep it, now.", findings=[("Keep it, now.", CAP, {})])
        findings = compare(one, two).findings
        assert [each.clause_id for each in findings.added] == ["user-cap"]
        assert [each.clause_id for each in findings.removed] == ["retain-notice"]

    def test_the_same_words_with_other_values(self):
        words = "If you have more than that many users, ask."
        one = made("That many is 5.", words, findings=[(words, CAP, {"threshold": 5, "a": 1})])
        two = made("That many is 6.", words, findings=[(words, CAP, {"threshold": 6, "a": 1})])
        (change,) = compare(one, two).findings.changed
        assert not change.reworded
        (value,) = change.parameters
        assert (value.name, value.before, value.after) == ("threshold", 5, 6)

    def test_a_value_that_came(self):
        one = made("Ask at 5 users.", findings=[("Ask at 5 users.", CAP, {})])
        two = made("Ask us at 5 users.", findings=[("Ask us at 5 users.", CAP, {"threshold": 5})])
        (value,) = compare(one, two).findings.changed[0].parameters
        assert (value.before, value.after) == (None, 5)


paragraphs = st.lists(
    st.text(alphabet="ab c.1", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6
)


@settings(deadline=None)
@given(paragraphs, paragraphs)
def test_every_clause_is_told_once(before, after):
    one, two = made(*before), made(*after)
    clauses = compare(one, two).clauses
    left = [each.start for each in (*clauses.removed, *(c.before for c in clauses.changed))]
    right = [each.start for each in (*clauses.added, *(c.after for c in clauses.changed))]
    assert len(set(left)) == len(left)
    assert len(set(right)) == len(right)
    for each in clauses.added:
        assert two.text[each.start : each.end] == each.text
    assert compare(one, one).same_terms


@settings(deadline=None)
@given(paragraphs)
def test_moved_clauses_are_the_same_terms(parts):
    assert compare(made(*parts), made(*reversed(parts))).same_terms
