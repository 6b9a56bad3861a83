"""Patterns match what docs/reference/patterns.md says they match."""

import pytest

from licensecheck.errors import LibraryError
from licensecheck.matching.language import PatternCompiler
from licensecheck.matching.probes import WordIndex
from licensecheck.normalizing import fold

CLASSES = {"use": ("use*", "run"), "may": ("may", "can", "{use} freely")}


def occurs(pattern: str, text: str) -> bool:
    index = WordIndex()
    probe = index.probe(PatternCompiler(CLASSES).compile(pattern))
    return probe.occurs(index.read(fold(text)))


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
    ((start, end, key),) = list(probe.find(index.read(folded)))
    assert (folded[start:end], folded[key:end]) == ("use it commercially ", "commercially ")


@pytest.mark.parametrize(
    "pattern", ["[may]", "..", "(a", "a)", "A", "{none}", "a | b", "@", "a ..99 b"]
)
def test_a_bad_pattern_is_told(pattern: str) -> None:
    with pytest.raises(LibraryError, match="pattern"):
        PatternCompiler({}).compile(pattern)


def test_a_class_that_refers_to_itself_is_told() -> None:
    with pytest.raises(LibraryError, match="refers to itself"):
        PatternCompiler({"a": ("{b}",), "b": ("{a}",)}).compile("{a}")
