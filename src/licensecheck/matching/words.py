"""Runs patterns only on the few statements where they can match.

A library has thousands of patterns and a statement meets a few. What a pattern needs is known
from how it is written: of each of several sets of words, some member. The rarest of these sets
triggers it, so that most patterns cost nothing on most statements; a regular expression is made
only for a pattern that was triggered.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from licensecheck.matching.language import BUILT_IN, Choice, Head, Pattern, Sequence

T = TypeVar("T")

Heads = frozenset[Head]
Needs = tuple[frozenset[Heads], ...]  # one of these; of each set of words in it, some member

_MOST_NEEDS = 32  # alternatives that are told apart; more would cost more than they spare
_MOST_WORDS = 60_000  # bounds memory on texts that are no prose
_ANY: Heads = frozenset()  # the words that may begin what any word may begin


class Token:
    """A word of folded text; `bits` has a bit for every registered set that it is a member of."""

    __slots__ = ("bits",)

    def __init__(self, bits: int) -> None:
        self.bits = bits


class Words:
    """A folded text, its tokens with their offsets, and the bits of all of them together."""

    __slots__ = ("bits", "folded", "tokens")

    def __init__(self, folded: str, tokens: list[tuple[int, Token]], bits: int) -> None:
        self.folded = folded
        self.tokens = tokens
        self.bits = bits


class Probe:
    """A pattern registered with a `WordIndex`."""

    def __init__(self, source: Callable[[], str], masks: tuple[int, ...], first: int) -> None:
        self._source = source
        self.masks = masks  # a text needs all bits of one of these
        self._first = first  # the bit of what the pattern begins with; 0 where that is any word

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self._source())

    def find(self, words: Words) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, key) of the match at each token, in code points of the folded text."""
        first = self._first
        match_at = self._regex.match
        has_key = "key" in self._regex.groupindex
        for at, token in words.tokens:
            if not first or token.bits & first:
                match = match_at(words.folded, at)
                if match:
                    yield at, match.end(), match.start("key") if has_key else at

    def occurs(self, words: Words) -> bool:
        """Whether the pattern matches anywhere."""
        bits = words.bits
        return any(mask & bits == mask for mask in self.masks) and (
            next(self.find(words), None) is not None
        )


class ProbeTable(Generic[T]):
    """Many probes, each with what it stands for, asked together what they find in a text."""

    def __init__(self, index: "WordIndex") -> None:
        self._index = index
        self._entries: list[tuple[Probe, T]] = []
        self._always: list[int] = []  # probes that need no certain word
        self._triggers: dict[int, list[tuple[int, int]]] | None = None
        self._trigger_bits = 0
        self._by_token: dict[int, list[tuple[int, int]]] = {}

    def add(self, probe: Probe, payload: T) -> None:
        """Add a probe; all must be added before the first `find`."""
        self._entries.append((probe, payload))

    def find(self, words: Words) -> Iterator[tuple[T, Iterator[tuple[int, int, int]]]]:
        """Yield the payload of each probe that may match, with its matches, in order of adding."""
        if self._triggers is None:
            self._triggers = self._make_triggers()
        bits = words.bits
        candidates = set(self._always)
        for _, token in words.tokens:
            key = token.bits & self._trigger_bits
            if key:
                entries = self._by_token.get(key)
                if entries is None:
                    entries = self._look_up(key)
                for mask, number in entries:
                    if mask & bits == mask:
                        candidates.add(number)
        for number in sorted(candidates):
            probe, payload = self._entries[number]
            yield payload, probe.find(words)

    def _make_triggers(self) -> dict[int, list[tuple[int, int]]]:
        triggers: dict[int, list[tuple[int, int]]] = {}
        for number, (probe, _) in enumerate(self._entries):
            for mask in probe.masks:
                if mask:
                    trigger = self._index.rarest(mask)
                    triggers.setdefault(trigger, []).append((mask, number))
                    self._trigger_bits |= trigger
                else:
                    self._always.append(number)
        return triggers

    def _look_up(self, key: int) -> list[tuple[int, int]]:
        entries = [
            entry
            for trigger, some in (self._triggers or {}).items()
            if trigger & key
            for entry in some
        ]
        if len(self._by_token) >= _MOST_WORDS:
            self._by_token.clear()
        self._by_token[key] = entries
        return entries


class WordIndex:
    """Knows which registered sets of words a token belongs to.

    `frequencies` tells how often words are met, to choose what triggers a pattern.
    """

    def __init__(self, frequencies: Mapping[str, int] | None = None) -> None:
        self._frequencies = Counter(frequencies or {})
        self._bits: dict[Heads, int] = {}
        self._rarity: dict[int, int] = {}
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._built_in: dict[str, int] = {}
        self._longest = 0
        self._known: dict[str, Token] = {}
        self._firsts: dict[Choice, Heads] = {}
        self._needs: dict[Choice, Needs] = {}
        self._sources: dict[Choice, str] = {}

    def probe(self, pattern: Pattern) -> Probe:
        """Register `pattern`; all must be registered before the first `read`."""
        masks = []
        for need in self._needs_of_sequence(pattern.steps):
            mask = 0
            for heads in need:
                mask |= self._add(heads)
            masks.append(mask)
        first = self._first_of_sequence(pattern.steps)
        first_bit = self._add(first) if first else 0
        return Probe(
            lambda: self._source_of_sequence(pattern.steps), tuple(dict.fromkeys(masks)), first_bit
        )

    def read(self, folded: str) -> Words:
        """Look up every token of `folded`."""
        bits = 0
        at = 1
        tokens = []
        for word in folded.split():
            token = self._known.get(word)
            if token is None:
                token = self._look_up(word)
            bits |= token.bits
            tokens.append((at, token))
            at += len(word) + 1
        return Words(folded, tokens, bits)

    def rarest(self, mask: int) -> int:
        """The bit of `mask` whose words are met least often."""
        if not self._rarity:
            self._rarity = self._count()
        best, least = 0, -1
        while mask:
            bit = mask & -mask
            mask ^= bit
            met = self._rarity.get(bit, 0)
            if least < 0 or met < least:
                best, least = bit, met
        return best

    def _count(self) -> dict[int, int]:
        met: Counter[int] = Counter()
        for word, count in self._frequencies.items():
            bits = self._look_up(word).bits
            while bits:
                bit = bits & -bits
                bits ^= bit
                met[bit] += count
        return dict(met)

    def _add(self, heads: Heads) -> int:
        if heads not in self._bits:
            bit = self._bits[heads] = 1 << len(self._bits)
            for head in heads:
                table = (
                    self._built_in
                    if head.is_built_in
                    else self._beginnings
                    if head.is_beginning
                    else self._whole
                )
                table[head.text] = table.get(head.text, 0) | bit
                if head.is_beginning:
                    self._longest = max(self._longest, len(head.text))
        return self._bits[heads]

    def _look_up(self, word: str) -> Token:
        bits = self._whole.get(word, 0)
        for size in range(1, min(len(word), self._longest) + 1):
            bits |= self._beginnings.get(word[:size], 0)
        for name, regex in BUILT_IN.items():
            if regex.fullmatch(word):
                bits |= self._built_in.get(name, 0)
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        token = self._known[word] = Token(bits)
        return token

    # What a pattern begins with, needs, and is as a regular expression.

    def _first_of(self, choice: Choice) -> Heads:
        if choice not in self._firsts:
            firsts = [
                frozenset({part}) if isinstance(part, Head) else self._first_of_sequence(part)
                for part in choice.alternatives
            ]
            self._firsts[choice] = frozenset().union(*firsts) if all(firsts) else _ANY
        return self._firsts[choice]

    def _first_of_sequence(self, steps: Sequence) -> Heads:
        heads: Heads = frozenset()
        for step in steps:
            first = self._first_of(step.choice) if step.choice and not step.gap else _ANY
            if not first:
                return _ANY
            heads |= first
            if not step.optional:
                break
        return heads

    def _needs_of(self, choice: Choice) -> Needs:
        if choice not in self._needs:
            self._needs[choice] = self._needs_of_choice(choice)
        return self._needs[choice]

    def _needs_of_choice(self, choice: Choice) -> Needs:
        """Alternatives of one word are one set; longer ones are told apart."""
        single: Heads = frozenset()
        longer: dict[frozenset[Heads], None] = {}
        for part in choice.alternatives:
            if isinstance(part, Head):
                single |= {part}
                continue
            for need in self._needs_of_sequence(part):
                if not need:
                    return (frozenset(),)
                if len(need) == 1:
                    single |= next(iter(need))
                else:
                    longer[need] = None
        if len(longer) > _MOST_NEEDS:
            first = self._first_of(choice)
            return (frozenset({first} if first else ()),)
        return (*((frozenset({single}),) if single else ()), *longer)

    def _needs_of_sequence(self, steps: Sequence) -> Needs:
        combined: Needs = (frozenset(),)
        for step in steps:
            if step.optional or step.choice is None:
                continue
            needs = self._needs_of(step.choice)
            if len(combined) * len(needs) > _MOST_NEEDS:
                first = self._first_of(step.choice)
                needs = (frozenset({first} if first else ()),)
            combined = tuple(dict.fromkeys(before | need for before in combined for need in needs))
        return combined

    def _source_of(self, choice: Choice) -> str:
        if choice not in self._sources:
            parts = [
                _source_of_head(part) if isinstance(part, Head) else self._source_of_sequence(part)
                for part in choice.alternatives
            ]
            self._sources[choice] = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
        return self._sources[choice]

    def _source_of_sequence(self, steps: Sequence) -> str:
        parts = []
        for number, step in enumerate(steps):
            if step.gap:
                parts.append(f"(?:[^ ]+ ){{0,{step.gap}}}?")
            if step.choice is None:
                continue
            body = self._source_of(step.choice)
            if step.is_key:
                body = f"(?P<key>{body})"
            comma = "(?:, )?" if number and not step.gap else ""
            parts.append(f"(?:{comma}{body})?" if step.optional else comma + body)
        return "".join(parts)


def _source_of_head(head: Head) -> str:
    if head.is_built_in:
        return f"(?:{BUILT_IN[head.text].pattern}) "
    return re.escape(head.text) + ("[^ ]* " if head.is_beginning else " ")
