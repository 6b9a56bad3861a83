import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from factories import TEXT, analysis, definition, finding
from licensecheck.comparing import compare
from licensecheck.definition import Kind
from licensecheck.model import Clause, Span
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.diff_report import render_diff_json, render_diff_text
from licensecheck.reporting.json_report import read_schema
from licensecheck.reporting.word_diff import show_word_diff, word_diff


def lines_as_clauses(text):
    start, clauses = 0, []
    for line in text.splitlines(keepends=True):
        if line.strip():
            span = Span(start=start, end=start + len(line.rstrip()))
            clauses.append(Clause(span=span, level=0, kind="paragraph", number=None))
        start += len(line)
    return tuple(clauses)


def before():
    return analysis(path="old/LICENSE", clauses=lines_as_clauses(TEXT))


def after():
    """The cap is lower and a ban on sale came; keeping notices is gone."""
    text = TEXT.replace("700", "500").replace("Keep this notice.\n", "Do not sell the work.\n")
    evidence = "If you have more than 500 million monthly active users, ask us for a license."
    cap = {"threshold": 500000000, "metric": "monthly active users"}
    sale = definition("no-sale", title="No sale", osd=1, standing="standard")
    grant = definition("grant-use", Kind.GRANT, "Right to use", None, None)
    findings = (
        finding(text, "You may use", grant),
        finding(text, evidence, definition(), cap),
        finding(text, "Do not sell the work.", sale),
    )
    return _analysis(text, findings)


def _analysis(text, findings):
    base = before()
    return base.model_copy(
        update={
            "path": "new/LICENSE", "text": text, "findings": findings,
            "classification": "source-available", "clauses": lines_as_clauses(text),
        }
    )  # fmt: skip


def text(one, two, **options):
    return "".join(render_diff_text(compare(one, two), ReportOptions("abc", **options)))


def as_json(one, two):
    data = json.loads("".join(render_diff_json(compare(one, two), ReportOptions("abc"))))
    Draft202012Validator(read_schema("diff")).validate(data)
    return data


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(read_schema("diff"))


def test_a_reader_is_told_what_changed():
    assert (
        text(before(), after(), width=100)
        == """\
old/LICENSE → new/LICENSE: different terms, custom → source-available

Added (1)
  + No sale (no-sale), restriction, line 5
      “Do not sell the work.”

Removed (1)
  - Keep notices (retain-notice), condition, line 5

Changed (1)
  ~ User cap (user-cap), line 4
      threshold 700,000,000 → 500,000,000

Clauses: 1 changed, 1 added, 1 removed
  ~ line 4 (user-cap)
      If you have more than [-700-] {+500+} million monthly active users, ask us for a license.
  + line 5
      “Do not sell the work.”
  - line 5
      “Keep this notice.”
"""
    )


def test_the_same_terms_are_one_line():
    same = before()
    assert text(same, same) == "old/LICENSE → old/LICENSE: same terms, custom\n"


def test_quiet_is_one_line():
    report = text(before(), after(), quiet=True)
    assert report == "old/LICENSE → new/LICENSE: different terms, custom → source-available\n"


def test_texts_without_a_file_have_names():
    pathless = [each.model_copy(update={"path": None}) for each in (before(), after())]
    assert text(*pathless).startswith("(before) → (after): different terms")


def test_json():
    data = as_json(before(), after())
    assert data["same_terms"] is False
    assert data["before"]["classification"] == "custom"
    assert data["after"]["path"] == "new/LICENSE"
    (cap,) = data["findings"]["changed"]
    assert cap["parameters"] == [{"name": "threshold", "before": 700000000, "after": 500000000}]
    assert cap["after"]["clause_id"] == "user-cap"
    assert [each["clause_id"] for each in data["findings"]["added"]] == ["no-sale"]
    assert [each["text"] for each in data["clauses"]["removed"]] == ["Keep this notice."]


def test_json_of_the_same_terms():
    data = as_json(before(), before())
    assert data["same_terms"] is True
    assert data["clauses"] == {"added": [], "removed": [], "changed": []}


def test_colors_only_where_asked_for():
    assert "\x1b" not in text(before(), after())
    assert "\x1b[31m[-700-]\x1b[0m" in text(before(), after(), color=True)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_no_text_steers_a_terminal(odd):
    changed = TEXT.replace("You must feed", f"You \x1b[2J{odd} must feed")
    two = _analysis(changed, ()).model_copy(update={"path": odd + "\x1b]0;x\x07"})
    report = text(before(), two)
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(report)


class TestWords:
    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            ("you may sell it", "you may not sell it", "you may {+not+} sell it"),
            ("at 700 users", "at 500 users", "at [-700-] {+500+} users"),
            ("all\n  the same", "All the same", "All the same"),
            ("you may sell it", "they must sell it", "[-you may-] {+they must+} sell it"),
            ("a b c", "x b z", "[-a b c-] {+x b z+}"),
            ("", "new words", "{+new words+}"),
            ("old words", "", "[-old words-]"),
        ],
    )
    def test_shown(self, before, after, shown):
        assert self.show(before, after) == shown

    def test_long_unchanged_stretches_are_left_out(self):
        words = [str(number) for number in range(100)]
        before, after = " ".join(words), " ".join([*words[:50], "new", *words[50:]])
        assert self.show(before, after) == (
            "… 42 43 44 45 46 47 48 49 {+new+} 50 51 52 53 54 55 56 57 …"
        )

    @settings(deadline=None)
    @given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
    def test_nothing_is_lost(self, before, after):
        pieces = word_diff(before, after)
        assert [word for piece in pieces for word in piece.before] == before.split()
        assert [word for piece in pieces for word in piece.after] == after.split()

    @staticmethod
    def show(before, after):
        return show_word_diff(
            word_diff(before, after), lambda gone: f"[-{gone}-]", lambda came: f"{{+{came}+}}"
        )
