"""What holds for the parse of any string whatever."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensecheck.parsing import Document, parse

_PIECES = [
    "(a)", "(b)", "(i)", "(ii)", "1.", "2.", "1.1", "1)", "a)", "A.", "I.", "3(b)", "1a.", "§ 3",
    "Section 2", "Exhibit A", "the following", "You may not", "use it", "and", "No", "ALL CAPS",
    "Title Case", "foo", "\n", "\n\n", "\r", "\r\n", "\x00", "\u2028", "\x85", "\x0b", "\ufeff",
    "\t", "    ", ".", ":", ";", "?", "-", "*", "•", "—", "#", "##", "//", "/*", "*/", "dnl", ">",
    "|", "**", "__", "---", "=====", '"', "“", "”", "。", "<!--", "-->", "ß", "\u3000",
]  # fmt: skip
license_like = st.lists(
    st.tuples(st.sampled_from(_PIECES), st.sampled_from(["", " ", "\n"])), max_size=40
).map(lambda pieces: "".join(part for pair in pieces for part in pair))
any_text = st.one_of(st.text(max_size=300), license_like)


def _leaves(document: Document) -> list[int]:
    parents = {clause.parent for clause in document.clauses}
    return [index for index in range(len(document.clauses)) if index not in parents]


@given(any_text)
def test_leaves_are_disjoint_and_hold_every_character_that_is_not_blank(text: str) -> None:
    document = parse(text)
    position = 0
    for index in _leaves(document):
        span = document.clauses[index].span
        assert span.start >= position
        assert span.end > span.start
        assert not text[position : span.start].strip()
        position = span.end
    assert position <= len(text)
    assert not text[position:].strip()


@given(any_text)
def test_clauses_are_in_pre_order_and_lie_within_their_parents(text: str) -> None:
    clauses = parse(text).clauses
    for index, clause in enumerate(clauses):
        if clause.parent is None:
            assert clause.level == 0
            continue
        parent = clauses[clause.parent]
        assert clause.parent < index
        assert clause.level == parent.level + 1
        assert parent.span.contains(clause.span)
    starts = [clause.span.start for clause in clauses]
    assert starts == sorted(starts)


@given(any_text)
def test_statements_are_ordered_and_lie_in_their_leaves(text: str) -> None:
    document = parse(text)
    leaves = set(_leaves(document))
    position = 0
    for statement in document.statements:
        assert position <= statement.start < statement.end <= len(text)
        assert statement.clause in leaves
        span = document.clauses[statement.clause].span
        assert span.start <= statement.start
        assert statement.end <= span.end
        position = statement.end


@given(any_text)
def test_leads_and_headings_stand_before_what_they_govern(text: str) -> None:
    for statement in parse(text).statements:
        for place, (start, end) in enumerate(statement.leads):
            # Only the duty that closes a list of conditions stands behind them.
            assert start < end <= statement.start or (place == 0 and statement.end <= start < end)
        if statement.heading is not None:
            assert statement.heading[1] <= statement.start


@given(any_text)
def test_lists_name_the_statements_of_their_items(text: str) -> None:
    document = parse(text)
    for found in document.lists:
        assert found.items
        assert list(found.items) == sorted(found.items)
        assert found.start < document.statements[found.items[0]].start
        assert found.end == document.statements[found.items[-1]].end
        if found.lead is not None:
            assert document.statements[found.lead].role == "lead"
            assert found.lead < found.items[0]


@given(st.lists(st.from_regex(r"\A[a-z]{3,9}[ \n,.]{1,3}\Z"), max_size=60).map("".join))
def test_every_word_of_plain_text_is_in_a_statement(text: str) -> None:
    covered = " ".join(text[s.start : s.end] for s in parse(text).statements)
    assert re.findall(r"\w+", covered) == re.findall(r"\w+", text)


@given(license_like)
def test_no_word_gets_lost_in_any_shape_of_text(text: str) -> None:
    # These are never enumerators, comment signs or keywords.
    word = r"\b(?:foo|use|it|You|may|not)\b"
    covered = " ".join(text[s.start : s.end] for s in parse(text).statements)
    assert re.findall(word, covered) == re.findall(word, text)


@given(any_text)
@settings(max_examples=50)
def test_parsing_twice_gives_the_same(text: str) -> None:
    first, second = parse(text), parse(text)
    assert first.statements == second.statements
    assert first.lists == second.lists
    assert first.clauses == second.clauses


@given(license_like)
@settings(max_examples=50)
def test_line_ends_do_not_change_what_is_found(text: str) -> None:
    text = text.replace("\r", "")
    windows = text.replace("\n", "\r\n")
    plain = [" ".join(text[s.start : s.end].split()) for s in parse(text).statements]
    other = [" ".join(windows[s.start : s.end].split()) for s in parse(windows).statements]
    assert other == plain


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "(a)", "1.", "•", "\r", "\x00", "\u2028", "---", "*", "§", "(", "Section 1"],
)
def test_fragments_parse(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize(
    "unit",
    [
        "(a) ", "1.\n", "a) b) ", ".", "\n", '"', "(", "FOO BAR\n\n", "foo:\n\nbar;\n\n",
        "(a)\n(i)\n1.\nA.\n- x\n", "# a\n", "| a |\n", "You may use it. ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_only(unit: str) -> None:
    def best(count: int) -> float:
        text = unit * count
        times = []
        for _ in range(3):
            start = time.process_time()
            parse(text)
            times.append(time.process_time() - start)
        return min(times)

    # Four times the text: quadratic time would be sixteenfold.
    assert best(12_000) < 10 * best(3_000) + 0.05
