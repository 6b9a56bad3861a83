"""Patterns match what docs/reference/patterns.md says they match."""

import pytest

from licensecheck.errors import LibraryError
from licensecheck.matching.language import PatternCompiler
from licensecheck.matching.probes import ProbeTable, WordIndex
from licensecheck.matching.words import places_of
from licensecheck.normalizing import fold

CLASSES = {"use": ("use*", "run"), "may": ("may", "can", "{use} freely")}


def occurs(pattern: str, text: str) -> bool:
    index = WordIndex()
    probe = index.probe(PatternCompiler(CLASSES).compile(pattern))
    return bool(probe.find(index.read(fold(text))))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("sell copies", "You may sell copies."),
        ("sell copies", "You may sell, copies"),  # a comma may stand between
        ("commercial*", "used commercially"),
        ("(sell|rent out) it", "rent out it"),
        ("may [not] sell", "may sell"),
        ("may [not] sell", "may not sell"),
        ("you {may} it", "you run freely it"),
        ("may .. sell", "may you and I sell"),
        ("may ... sell", "may a b c d e f g h sell"),
        ("may ..12 sell", "may 1 2 3 4 5 6 7 8 9 10 11 12 sell"),
        ("exceed {number} users", "exceed 1,000 users"),
        ("at {url}", "at https://example.com/x"),
        ("non commercial", "non-\ncommercial"),
        ("licensors work", "Licensor’s “Work”"),
    ],
)
def test_matches(pattern: str, text: str) -> None:
    assert occurs(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("sell copies", "sell two copies"),
        ("sell", "resell"),
        ("sell", "seller"),
        ("may .. sell", "may a b c d sell"),
        ("exceed {number} users", "exceed many users"),
        ("may sell", "may; sell"),
    ],
)
def test_does_not_match(pattern: str, text: str) -> None:
    assert not occurs(pattern, text)


def test_the_key_is_where_the_mark_stands() -> None:
    index = WordIndex()
    probe = index.probe(PatternCompiler({}).compile("use .. @commercial*"))
    folded = " you may use it commercially "
    words = index.read(folded)
    assert [words.tokens[place] for place in places_of(probe.find(words))] == ["commercially"]


def test_a_span_ends_as_early_as_it_can() -> None:
    index = WordIndex()
    probe = index.probe(PatternCompiler({}).compile("use [it] .. (now|freely)"))
    words = index.read(" use it now and freely ")
    assert list(probe.spans(words)) == [(0, 3)]


def test_a_table_leaves_out_what_lacks_a_word() -> None:
    index = WordIndex()
    table: ProbeTable[str] = ProbeTable(index)
    compiler = PatternCompiler({})
    for pattern in ("sell copies", "sell .. engine", "hire*"):
        table.add(index.probe(compiler.compile(pattern)), pattern)
    words = index.read(" you may sell hired copies ")
    assert [p for _, p in table.chosen(table.candidates(words))] == ["sell copies", "hire*"]


@pytest.mark.parametrize(
    "pattern", ["[may]", "..", "(a", "a)", "A", "{none}", "a | b", "@", "a ..99 b"]
)
def test_a_bad_pattern_is_told(pattern: str) -> None:
    with pytest.raises(LibraryError, match="pattern"):
        PatternCompiler({}).compile(pattern)


def test_a_class_that_refers_to_itself_is_told() -> None:
    with pytest.raises(LibraryError, match="refers to itself"):
        PatternCompiler({"a": ("{b}",), "b": ("{a}",)}).compile("{a}")
