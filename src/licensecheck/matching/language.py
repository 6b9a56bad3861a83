"""The pattern language of the clause library, compiled to regular expressions over folded text.

======================  =======================================================================
``word``                that word
``word*``               any word with that beginning
``(a|b c|d*)``          one of several
``[a|b]``               one of several, or nothing
``{name}``              a word class of the vocabulary
``..``                  a gap of up to three tokens
``...``                 a gap of up to eight tokens
``..20``                a gap of up to twenty tokens
``@``                   before an element: where the statement's force is looked at
======================  =======================================================================

Elements follow each other directly, at most a comma between them. The force of a statement is
looked at where the match starts, unless `@` marks another element.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from licensecheck.errors import LibraryError

_SHORT_GAP, _LONG_GAP = 3, 8
_MAX_GAP = 60
_LEXEME = re.compile(r"\.\.\.|\.\.\d+|\.\.|[()\[\]|@]|\{[a-z0-9-]+\}|[^\s()\[\]|{}@]+")
_WORD = re.compile(r"[^\W_A-Z]+\*?|[$€£¥,;:.?!%]")

# Word classes that no list of words can give.
_BUILT_IN = {
    "number": r"(?:[$€£¥]?\d[\d.,]*[a-z%]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|millions?|billions?|dozens?)",
    "currency-number": r"[$€£¥]\d[\d.,]*[a-z]*",
    "url": r"(?:https?://[^ ]+|www\.[^ ]+)",
    "any": r"[^ ,;:.?!]+",
}

# Stands for a built-in class where sets of words are listed; no folded token begins like this.
_MARK = "{"
_BUILT_IN_TOKEN = {
    name: re.compile(regex) for name, regex in _BUILT_IN.items() if name != "any"
}

Head = tuple[str, bool]  # a word, and whether it is only the beginning of one


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    `needs` lists sets of words of which a text must hold at least one each; `first` is the set
    that the pattern begins with, None where it may begin with any word. Both spare running
    `regex`. `has_key` tells whether the group `key` marks the place of the force.
    """

    source: str
    regex: re.Pattern[str]
    needs: tuple[frozenset[Head], ...]
    first: frozenset[Head] | None
    has_key: bool


@dataclass(frozen=True, slots=True)
class _Element:
    regex: str
    heads: frozenset[Head] | None  # None where any word may begin it
    optional: bool


class PatternCompiler:
    """Compiles patterns against one vocabulary of word classes."""

    def __init__(self, word_classes: Mapping[str, tuple[str, ...]]) -> None:
        self._classes = word_classes
        self._compiled_classes: dict[str, _Element] = {}
        self._open: list[str] = []

    def compile(self, source: str) -> Pattern:
        """Compile one pattern; raises LibraryError saying what is wrong with it."""
        return _Parser(source, self).pattern()

    def word_class(self, name: str, source: str) -> _Element:
        """The compiled alternatives of `{name}`; raises LibraryError where there is none."""
        if name in _BUILT_IN:
            heads = None if name == "any" else frozenset({(_MARK + name, False)})
            return _Element(f"{_BUILT_IN[name]} ", heads, optional=False)
        if name in self._compiled_classes:
            return self._compiled_classes[name]
        if name not in self._classes:
            raise LibraryError(f"pattern `{source}`: no word class `{{{name}}}` in the vocabulary")
        if name in self._open:
            raise LibraryError(f"word class `{{{name}}}` refers to itself")
        self._open.append(name)
        try:
            element = _Parser("(" + "|".join(self._classes[name]) + ")", self).alternatives_only()
        finally:
            self._open.pop()
        self._compiled_classes[name] = element
        return element


class _Parser:
    def __init__(self, source: str, compiler: PatternCompiler) -> None:
        self._source = source
        self._compiler = compiler
        self._lexemes = _LEXEME.findall(source)
        self._at = 0
        self._has_key = False

    def pattern(self) -> Pattern:
        regex, elements = self._sequence(())
        if self._at < len(self._lexemes):
            raise self._error(f"unexpected `{self._lexemes[self._at]}`")
        if all(element.optional for element in elements):
            raise self._error("matches the empty text")
        needs = tuple(
            element.heads for element in elements if element.heads and not element.optional
        )
        return Pattern(
            self._source, re.compile(regex), needs, _heads_of(elements), self._has_key
        )

    def alternatives_only(self) -> _Element:
        self._at += 1
        return self._group(")", optional=False)

    def _error(self, what: str) -> LibraryError:
        return LibraryError(f"pattern `{self._source}`: {what}")

    def _sequence(self, stops: tuple[str, ...]) -> tuple[str, list[_Element]]:
        parts: list[str] = []
        elements: list[_Element] = []
        after_gap = True
        while self._at < len(self._lexemes) and self._lexemes[self._at] not in stops:
            lexeme = self._lexemes[self._at]
            self._at += 1
            if lexeme.startswith(".."):
                parts.append(self._gap(lexeme))
                after_gap = True
                continue
            is_key = lexeme == "@"
            if is_key:
                if self._has_key or self._at >= len(self._lexemes):
                    raise self._error("`@` must stand once, before an element")
                self._has_key = True
                lexeme = self._lexemes[self._at]
                self._at += 1
            element = self._element(lexeme)
            elements.append(element)
            comma = "" if after_gap else "(?:, )?"
            body = f"(?P<key>{element.regex})" if is_key else element.regex
            parts.append(f"(?:{comma}{body})?" if element.optional else comma + body)
            after_gap = False
        return "".join(parts), elements

    def _gap(self, lexeme: str) -> str:
        size = {"..": _SHORT_GAP, "...": _LONG_GAP}.get(lexeme) or int(lexeme[2:])
        if size > _MAX_GAP:
            raise self._error(f"a gap of {size} tokens is too wide (at most {_MAX_GAP})")
        return f"(?:[^ ]+ ){{0,{size}}}?"

    def _element(self, lexeme: str) -> _Element:
        if lexeme in ("(", "["):
            return self._group(")" if lexeme == "(" else "]", optional=lexeme == "[")
        if lexeme.startswith("{"):
            return self._compiler.word_class(lexeme[1:-1], self._source)
        if not _WORD.fullmatch(lexeme):
            raise self._error(f"`{lexeme}` is not a word (write what folding leaves: lower case, no hyphens)")
        if lexeme.endswith("*"):
            beginning = lexeme[:-1]
            return _Element(re.escape(beginning) + "[^ ]* ", frozenset({(beginning, True)}), False)
        return _Element(re.escape(lexeme) + " ", frozenset({(lexeme, False)}), optional=False)

    def _group(self, close: str, *, optional: bool) -> _Element:
        alternatives: list[str] = []
        heads: set[Head] | None = set()
        while True:
            regex, elements = self._sequence(("|", close))
            if all(element.optional for element in elements):
                raise self._error("an alternative matches the empty text")
            alternatives.append(regex)
            first = _heads_of(elements)
            heads = None if heads is None or first is None else heads | first
            if self._at >= len(self._lexemes):
                raise self._error(f"`{close}` is missing")
            self._at += 1
            if self._lexemes[self._at - 1] == close:
                break
        body = alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"
        return _Element(body, None if heads is None else frozenset(heads), optional)


def _heads_of(elements: list[_Element]) -> frozenset[Head] | None:
    """The words that a sequence may begin with; None where it may be any."""
    heads: frozenset[Head] = frozenset()
    for element in elements:
        if element.heads is None:
            return None
        heads |= element.heads
        if not element.optional:
            break
    return heads


@dataclass(frozen=True, slots=True)
class Words:
    """A folded text with what a `WordIndex` knows of its tokens.

    `bits` has a bit for every registered set of words with a member in the text; `places` maps
    such a set's number to the offsets of its members, `starts` are the offsets of all tokens.
    """

    folded: str
    bits: int
    places: dict[int, list[int]]
    starts: list[int]


@dataclass(frozen=True, slots=True)
class Probe:
    """A pattern registered with a `WordIndex`, so that it is run only where it can match."""

    pattern: Pattern
    mask: int
    first: int  # the number of the set that the pattern begins with; -1 where any word may

    def find(self, words: Words) -> list[tuple[int, int, int]]:
        """(start, end, key) of the match at each token, in code points of the folded text."""
        if words.bits & self.mask != self.mask:
            return []
        match_at = self.pattern.regex.match
        places = words.places.get(self.first, ()) if self.first >= 0 else words.starts
        matches = [match for at in places if (match := match_at(words.folded, at))]
        if self.pattern.has_key:
            return [(match.start(), match.end(), match.start("key")) for match in matches]
        return [(match.start(), match.end(), match.start()) for match in matches]

    def occurs(self, words: Words) -> bool:
        """Whether the pattern matches anywhere."""
        if words.bits & self.mask != self.mask:
            return False
        match_at = self.pattern.regex.match
        places = words.places.get(self.first, ()) if self.first >= 0 else words.starts
        return any(match_at(words.folded, at) for at in places)


class WordIndex:
    """Knows which registered sets of words a token belongs to."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[Head], int] = {}
        self._whole: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        self._longest = 0
        self._firsts: set[int] = set()
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}

    def probe(self, pattern: Pattern) -> Probe:
        """Register `pattern`."""
        mask = 0
        for heads in pattern.needs:
            mask |= 1 << self._add(heads)
        first = -1 if pattern.first is None else self._add(pattern.first)
        if first >= 0:
            self._firsts.add(first)
        self._known.clear()
        return Probe(pattern, mask, first)

    def _add(self, heads: frozenset[Head]) -> int:
        if heads not in self._numbers:
            number = self._numbers[heads] = len(self._numbers)
            for word, is_beginning in heads:
                table = self._beginnings if is_beginning else self._whole
                table.setdefault(word, []).append(number)
                if is_beginning:
                    self._longest = max(self._longest, len(word))
        return self._numbers[heads]

    def read(self, folded: str) -> Words:
        """Look up every token of `folded`."""
        bits = 0
        at = 1
        places: dict[int, list[int]] = {}
        starts = []
        known = self._known
        for token in folded.split():
            entry = known.get(token)
            if entry is None:
                entry = self._look_up(token)
            bits |= entry[0]
            for number in entry[1]:
                if number in places:
                    places[number].append(at)
                else:
                    places[number] = [at]
            starts.append(at)
            at += len(token) + 1
        return Words(folded, bits, places, starts)

    def _look_up(self, token: str) -> tuple[int, tuple[int, ...]]:
        numbers = set(self._whole.get(token, ()))
        for size in range(1, min(len(token), self._longest) + 1):
            numbers.update(self._beginnings.get(token[:size], ()))
        for name, regex in _BUILT_IN_TOKEN.items():
            if regex.fullmatch(token):
                numbers.update(self._whole.get(_MARK + name, ()))
        bits = 0
        for number in numbers:
            bits |= 1 << number
        entry = bits, tuple(sorted(numbers & self._firsts))
        if len(self._known) < 200_000:  # bounds memory on texts that are no prose
            self._known[token] = entry
        return entry
