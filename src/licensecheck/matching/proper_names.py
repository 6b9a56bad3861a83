"""Reads proper names from raw evidence text: a vendor's product, another license.

Values come with their white space collapsed, as written.
"""

import re

from licensecheck.matching.names import is_in_capitals

_WORD = re.compile(r"[^\W_](?:[\w&.'’/+-]{0,60}[^\W_])?[+#]?|[,;:()\[\]\"“”.!?*|\n]")

# Capitalized words that name no product: the work, the parties, the terms themselves.
_GENERIC = frozenset(
    "software work works program model models library package material materials product "
    "products code source sources object license licence licensee licensor agreement terms "
    "section article clause you your we our us the this that these those any all each every "
    "no not only use user users copyright derivative derivatives output outputs data dataset "
    "documentation file files font fonts sdk api toolkit tool tools component components q a "
    "if it its is as and or but permission permissions redistribution recipient customer "
    "company author authors party parties provided subject except please note other such "
    "sample binaries binary third-party third weights kit suite connector stack driver "
    "drivers firmware content licensed authorized permitted approved".split()
)
# Small words that end a name: "Quorvix graphics processors [and ...]".
_STOPS = frozenset(
    "a an the and or nor but if is are was were be been may must shall will can could would "
    "should not no only alone of for to in on at by with from into onto as than that which "
    "who whose where when while unless until except save other another such you your we our "
    "us its their it they this these those does do did has have had supplied issued approved "
    "made sold under through via per so then also too itself any every each all itself solely "
    "exclusively running using lawfully still there here out up never otherwise licensed "
    "based connected".split()
)
_ARTICLES = frozenset("a an the any our its your genuine original authentic".split())
_TIES = frozenset(
    "with on than into onto to under via against by within upon except save means".split()
)
_BEFORE_PRODUCT = _TIES | frozenset("in inside for of through as using accessing from".split())
_SKIPPED_IN_CAPITALS = (
    _BEFORE_PRODUCT
    | _ARTICLES
    | frozenset(
        "together connection conjunction part copy copies valid validly licensed licenced".split()
    )
)
_ENDS_IN_CAPITALS = _BEFORE_PRODUCT | _STOPS
_MOST_WORDS = 7


def read_product(raw: str) -> str | None:
    """The named product, hardware or service that use is tied to, as written.

    The first proper name behind a preposition ("only with Quorvix graphics processors"), else the
    first at all. None where nothing is named.

    >>> read_product("You may run it only on Quorvix graphics processors or a copy of them.")
    'Quorvix graphics processors'
    """
    words = _WORD.findall(raw)
    if is_in_capitals(raw):
        return _product_in_capitals(words)
    best: tuple[int, str] | None = None
    at = 0
    while at < len(words):
        end = _end_of_product(words, at)
        if end == at:
            at += 1
            continue
        if words[at].lower() in ("licensors", "licensor's", "licensor’s") and end - at > 1:
            at += 1
        before = [word.lower() for word in words[max(0, at - 4) : at]]
        while before and (before[-1] in _ARTICLES or before[-1] == "part"):
            before.pop()
        rank = 2
        if before:
            rank = 0 if before[-1] in _TIES else 1 if before[-1] in _BEFORE_PRODUCT else 2
        if best is None or rank < best[0]:
            best = rank, " ".join(words[at:end])
        at = end
    return best[1] if best else None


def _end_of_product(words: list[str], at: int) -> int:
    """The place after the product's name that begins at `at`, or `at` where none does."""
    end = at
    while end < len(words) and end - at < _MOST_WORDS and _is_proper(words[end]):
        end += 1
    if end == at or words[at].lower() in _GENERIC:
        return at
    starts_sentence = at == 0 or words[at - 1] in (".", "!", "?", ":", "\n", ";", "*")
    if starts_sentence and end - at == 1 and not words[at].isupper():
        return at  # a lone capitalized word that begins a sentence
    if words[end - 1].lower() in _GENERIC and words[max(at - 1, 0)].lower() == "the":
        return at  # "the Example Code" is the work itself
    kind = end
    while kind < len(words) and kind - end < 3 and _may_name_a_kind(words[kind]):
        kind += 1
    ends_there = kind == len(words) or not words[kind][0].isalpha() or _is_stop(words[kind])
    return kind if ends_there else end


def _may_name_a_kind(word: str) -> bool:
    return word[0].islower() and not _is_stop(word) and len(word) > 2


def _is_stop(word: str) -> bool:
    return word.lower() in _STOPS or word.endswith(("ed", "ing", "ly"))


def _is_proper(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and len(word) < 6)


def _product_in_capitals(words: list[str]) -> str | None:
    """In a text of capitals: what stands behind "only", a preposition and articles."""
    for at, word in enumerate(words[:-1]):
        if word.lower() not in ("only", "solely", "exclusively", "except", "than"):
            continue
        at += 1
        while at < len(words) and words[at].lower() in _SKIPPED_IN_CAPITALS:
            at += 1
        end = at
        while end < len(words) and words[end][0].isalnum() and end - at < _MOST_WORDS:
            if words[end].lower() in _ENDS_IN_CAPITALS:
                break
            end += 1
        if end > at:
            return " ".join(words[at:end])
    return None


_LICENSE_ENDS = frozenset(
    "license licence licenses licences lgpl agpl gpl apache bsd mit mpl".split()
)
_LICENSE_GENERIC = frozenset(
    "this the that a an any our your its change additional separate commercial such same said "
    "present under open source new another following free".split()
)


def read_license_name(raw: str) -> str | None:
    """The name of another license that a text points to, as written, version and all.

    >>> read_license_name("In 2030 the code turns over to the Heron Public License 2.0 or later.")
    'Heron Public License 2.0'
    """
    words = _WORD.findall(raw)
    for at, word in enumerate(words):
        if word.lower() not in _LICENSE_ENDS or not word[0].isupper():
            continue
        first = at
        while first > 0 and at - first < _MOST_WORDS and _is_proper(words[first - 1]):
            first -= 1
        while first < at and words[first].lower() in _LICENSE_GENERIC:
            first += 1
        if first == at and word.lower() in ("license", "licence", "licenses", "licences"):
            continue
        end = _end_of_version(words, at + 1)
        return re.sub(r" ([,.;])", r"\1", " ".join(words[first:end]))
    return None


def _end_of_version(words: list[str], at: int) -> int:
    """The place after "License", "Version 2.0" and the like at `at`."""
    end = at
    while end < len(words) and end - at < 4:
        is_version = words[end].lower() in ("version", "v", "license", "licence")
        is_number = re.fullmatch(r"[vV]?\d[\d.]*", words[end]) is not None
        is_comma = words[end] == "," and words[end + 1 : end + 2] in (["Version"], ["version"])
        if not (is_version or is_number or is_comma):
            break
        end += 1
    return end
