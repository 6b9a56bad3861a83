"""The pattern language of the clause library: its words, and how a pattern is read.

======================  =======================================================================
``word``                that word
``word*``               any word with that beginning
``(a|b c|d*)``          one of several
``[a|b]``               one of several, or nothing
``{name}``              a word class of the definition or of the vocabulary
``..``                  a gap of up to three tokens
``...``                 a gap of up to eight tokens
``..20``                a gap of up to twenty tokens
``@``                   before an element: where the statement's force is looked at
======================  =======================================================================

Elements follow each other directly, at most a comma between them. The force of a statement is
looked at where the match starts, unless `@` marks another element. `licensecheck.matching.probes`
runs what is read here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from licensecheck.errors import LibraryError

_SHORT_GAP, _LONG_GAP = 3, 8
_MAX_GAP = 60
_LEXEME = re.compile(r"\.\.\.|\.\.\d+|\.\.|[()\[\]|@]|\{[a-z0-9-]+\}|[^\s()\[\]|{}@]+")
_WORD = re.compile(r"[^\W_A-Z]+\*?|[$€£¥,;:.?!%]")

# Word classes that no list of words can give.
BUILT_IN = {
    "number": re.compile(
        r"[$€£¥]?\d[\d.,]*[a-z%]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
        r"|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
        r"|millions?|billions?|dozens?"
    ),
    "currency-number": re.compile(r"[$€£¥]\d[\d.,]*[a-z]*"),
    "url": re.compile(r"https?://[^ ]+|www\.[^ ]+"),
    "any": re.compile(r"[^ ,;:.?!]+"),
}


Head: TypeAlias = str
"""What a token must be to begin something, as a pattern writes it: `word`, `word*`, `{number}`."""


@dataclass(eq=False, slots=True)
class Choice:
    """One of several alternatives: a head alone (one token) or a sequence."""

    alternatives: list["Head | Sequence"] = field(default_factory=list)


class Step(NamedTuple):
    """An element of a sequence, at most `gap` tokens after the one before.

    `choice` is None for a gap at the end of a sequence.
    """

    choice: Choice | None
    gap: int = 0
    optional: bool = False
    is_key: bool = False


Sequence: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as read; `source` is how it was written."""

    source: str
    steps: Sequence


class PatternCompiler:
    """Reads patterns with one vocabulary of word classes.

    `shared` is the compiler of a wider vocabulary, asked for classes that `word_classes` lacks.
    """

    def __init__(
        self,
        word_classes: Mapping[str, tuple[str, ...]],
        shared: "PatternCompiler | None" = None,
    ) -> None:
        self._word_classes = word_classes
        self._shared = shared
        self._classes: dict[str, Choice] = {}
        self._words: dict[str, Choice] = shared._words if shared else {}
        self._open: list[str] = []

    def compile(self, source: str) -> Pattern:
        """Read one pattern; raises LibraryError saying what is wrong with it."""
        return _Reader(source, self).pattern()

    def word(self, lexeme: str) -> Choice | None:
        """The choice of a single word, or of the words with a beginning; None if it is neither."""
        word = self._words.get(lexeme)
        if word is None and _WORD.fullmatch(lexeme):
            word = self._words[lexeme] = Choice([lexeme])
        return word

    def word_class(self, name: str, source: str) -> Choice:
        """The choice that `{name}` stands for; raises LibraryError where there is none."""
        if name in self._classes:
            return self._classes[name]
        if name in self._word_classes:
            if name in self._open:
                raise LibraryError(f"pattern: word class `{{{name}}}` refers to itself")
            self._open.append(name)
            try:
                choice = _Reader(f"({'|'.join(self._word_classes[name])})", self, name).choice()
            finally:
                self._open.pop()
        elif self._shared is not None:
            return self._shared.word_class(name, source)
        elif name in BUILT_IN:
            choice = Choice([f"{{{name}}}"])
        else:
            raise LibraryError(f"pattern `{source}`: no word class `{{{name}}}` in the vocabulary")
        self._classes[name] = choice
        return choice


class _Reader:
    """Reads one pattern, or the alternatives of one word class."""

    def __init__(self, source: str, compiler: PatternCompiler, class_name: str = "") -> None:
        self._source = source
        self._compiler = compiler
        self._class_name = class_name
        self._lexemes = _LEXEME.findall(source)
        self._at = 0
        self._depth = 0
        self._has_key = False

    def pattern(self) -> Pattern:
        steps = self._sequence(())
        if self._at < len(self._lexemes):
            raise self._error(f"unexpected `{self._lexemes[self._at]}`")
        return Pattern(self._source, steps)

    def choice(self) -> Choice:
        self._at += 1
        return self._group(")")

    def _error(self, what: str) -> LibraryError:
        if self._class_name:
            return LibraryError(f"pattern of word class `{{{self._class_name}}}`: {what}")
        return LibraryError(f"pattern `{self._source}`: {what}")

    def _sequence(self, stops: tuple[str, ...]) -> Sequence:
        steps: list[Step] = []
        gap = 0
        while self._at < len(self._lexemes) and self._lexemes[self._at] not in stops:
            lexeme = self._next()
            if lexeme[:2] == "..":
                gap += self._gap(lexeme)
                continue
            is_key = lexeme == "@"
            if is_key:
                if self._has_key or self._depth or self._at >= len(self._lexemes):
                    raise self._error("`@` must stand once, before an element, outside of groups")
                self._has_key = True
                lexeme = self._next()
            steps.append(Step(self._element(lexeme), gap, lexeme == "[", is_key))
            gap = 0
        if all(step.optional for step in steps):
            raise self._error("matches the empty text")
        if gap:
            steps.append(Step(None, gap))
        return tuple(steps)

    def _next(self) -> str:
        self._at += 1
        return str(self._lexemes[self._at - 1])

    def _gap(self, lexeme: str) -> int:
        size = {"..": _SHORT_GAP, "...": _LONG_GAP}.get(lexeme) or int(lexeme[2:])
        if size > _MAX_GAP:
            raise self._error(f"a gap of {size} tokens is too wide (at most {_MAX_GAP})")
        return size

    def _element(self, lexeme: str) -> Choice:
        if lexeme in ("(", "["):
            return self._group(")" if lexeme == "(" else "]")
        if lexeme[0] == "{":
            return self._compiler.word_class(lexeme[1:-1], self._source)
        word = self._compiler.word(lexeme)
        if word is None:
            raise self._error(
                f"`{lexeme}` is not a word (write what folding leaves: lower case, no hyphens)"
            )
        return word

    def _group(self, close: str) -> Choice:
        choice = Choice()
        self._depth += 1
        while True:
            choice.alternatives.append(self._lone_word(close) or self._alternative(close))
            if self._at >= len(self._lexemes):
                raise self._error(f"`{close}` is missing")
            if self._next() == close:
                break
        self._depth -= 1
        return choice

    def _lone_word(self, close: str) -> Head | None:
        """The next alternative if it is one word as written: most are, so they are read fast."""
        lexeme, *after = self._lexemes[self._at : self._at + 2] or ("",)
        if after and after[0] in ("|", close) and self._compiler.word(lexeme) is not None:
            self._at += 1
            return lexeme
        return None

    def _alternative(self, close: str) -> Head | Sequence:
        """The next alternative; a class of one word is that word's head."""
        steps = self._sequence(("|", close))
        if len(steps) == 1 and steps[0].choice is not None and not steps[0].gap:
            alternatives = steps[0].choice.alternatives
            if len(alternatives) == 1 and isinstance(alternatives[0], str):
                return alternatives[0]
        return steps
