"""Runs patterns only on the few statements where they can match.

A library has thousands of patterns and a statement meets a few. Each token knows, as one bit a
pattern, for which patterns it is one of the words they cannot do without; a few unions and
intersections of these leave the patterns whose words are all there, and only they are run.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from licensecheck.matching import language
from licensecheck.matching.language import BUILT_IN, Choice, Head, Pattern
from licensecheck.matching.words import (
    Element,
    Places,
    Sequence,
    Step,
    Words,
    first_place,
    places_of,
)

T = TypeVar("T")

Heads = frozenset[Head]

_MOST_TOKENS = 60_000  # bounds memory on texts that are no prose


class Probe:
    """A pattern registered with a `WordIndex`.

    Of each of the sets of words `needs`, the rarest set first, a text needs one to match.
    """

    def __init__(self, sequence: Sequence, needs: tuple[Heads, ...]) -> None:
        self._steps = sequence.steps
        self._has_gaps = sequence.has_gaps
        self.needs = needs
        # Where the key stands among the steps; None where there is no key.
        self._key = next((n for n, step in enumerate(self._steps) if step.is_key), None)

    def find(self, words: Words, ends: Places | None = None) -> Places:
        """Where matches begin or, if the pattern has a key, where the first key of each begins.

        Only matches that end in one of `ends` count; all do where it is None.
        """
        if ends is None:
            ends = words.all
        if self._key is None:
            return words.back(self._steps, ends)
        before, key = self._steps[: self._key], self._steps[self._key]
        assert key.element is not None
        keys = words.begins(key.element, words.back(self._steps[self._key + 1 :], ends, True))
        if not keys:
            return 0
        found = 0
        for begin in places_of(words.back(before, words.all)):
            behind = words.forward(before, 1 << begin)
            reached = keys & words.candidates(key, behind, is_first=not before)
            found |= reached & -reached
        return found

    def spans(self, words: Words) -> Iterator[tuple[int, int]]:
        """The begin and the nearest end, as places, of the match that begins at each place."""
        if not self._has_gaps:
            seen = 0
            for length, begins in sorted(words.lengths(self._steps).items()):
                for begin in places_of(begins & ~seen):
                    yield begin, begin + length
                seen |= begins
            return
        for begin in places_of(words.back(self._steps, words.all)):
            ends = words.forward(self._steps, 1 << begin)
            yield begin, first_place(ends)


class ProbeTable(Generic[T]):
    """Many probes, each with what it stands for, of which few can match in a text."""

    def __init__(self, index: "WordIndex", slots: int = 4) -> None:
        """Of the needs of each probe, the rarest `slots` are looked at."""
        self._index = index
        self._slots = slots
        self._entries: list[tuple[Probe, T]] = []
        self._needing: dict[Heads, list[tuple[int, int]]] = {}  # slot and number
        self._sets: dict[Head, list[Heads]] = {}
        self._without: list[int] = [0] * slots
        self._by_token: dict[str, int] = {}

    def add(self, probe: Probe, payload: T, *others: Probe) -> int:
        """Add a probe, useful only where `others` match too; returns its number.

        All must be added before the first look-up.
        """
        number = len(self._entries)
        self._entries.append((probe, payload))
        needs = [*probe.needs, *(other.needs[0] for other in others if other.needs)]
        needs.sort(key=self._index.how_often)
        for slot in range(self._slots):
            if slot < len(needs):
                self._needing.setdefault(needs[slot], []).append((slot, number))
            else:
                self._without[slot] |= 1 << number
        return number

    def candidates(self, words: Words) -> int:
        """The numbers of the probes whose words are all there, one bit each."""
        count = len(self._entries)
        by_token = self._by_token
        bits = 0
        for token in words.distinct:
            known = by_token.get(token)
            bits |= self._look_up(token) if known is None else known
        candidates = (1 << count) - 1
        for without in self._without:
            candidates &= bits | without
            bits >>= count
        return candidates

    def numbers(self, wanted: Callable[[T], bool]) -> int:
        """The numbers of the probes whose payload is `wanted`, one bit each."""
        return sum(1 << at for at, (_, payload) in enumerate(self._entries) if wanted(payload))

    def chosen(self, numbers: int) -> Iterator[tuple[Probe, T]]:
        """The probes of a set of numbers, one bit each, in order of adding."""
        digits = f"{numbers:b}"[::-1]
        at = digits.find("1")
        while at >= 0:
            yield self._entries[at]
            at = digits.find("1", at + 1)

    def _look_up(self, token: str) -> int:
        if not self._sets:
            for heads in self._needing:
                for head in heads:
                    self._sets.setdefault(head, []).append(heads)
        bits = 0
        count = len(self._entries)
        for head in (token, *self._index.keys_of(token)):
            for heads in self._sets.get(head, ()):
                for slot, number in self._needing[heads]:
                    bits |= 1 << slot * count + number
        if len(self._by_token) >= _MOST_TOKENS:
            self._by_token.clear()
        self._by_token[token] = bits
        return bits


class WordIndex:
    """Makes patterns ready, and knows what each token can stand for in them.

    `frequencies` tells how often words are met, to choose what a pattern is looked up by.
    """

    def __init__(self, frequencies: Mapping[str, int] | None = None) -> None:
        self._frequencies = Counter(frequencies or {})
        self._sorted = sorted(self._frequencies)
        self._elements: dict[Choice, Element] = {}
        self._gapped: dict[Choice, bool] = {}
        self._needs: dict[Choice, Heads] = {}
        self._met: dict[Head, int] = {}
        self._often: dict[Heads, int] = {}
        self._beginnings: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}

    def probe(self, pattern: Pattern) -> Probe:
        """Register `pattern`; all must be registered before the first `read`."""
        needs = sorted(self._needs_of(pattern.steps), key=self.how_often)
        return Probe(self._sequence(pattern.steps), tuple(needs))

    def read(self, folded: str) -> Words:
        """Look up every token of a folded text."""
        return Words(folded, self.keys_of)

    def keys_of(self, token: str) -> tuple[str, ...]:
        """What a token may be besides the word itself: known beginnings, built-in classes."""
        keys = self._keys.get(token)
        if keys is None:
            if len(self._keys) >= _MOST_TOKENS:
                self._keys.clear()
            beginnings = (token[:size] + "*" for size in range(1, len(token) + 1))
            keys = self._keys[token] = (
                *(key for key in beginnings if key in self._beginnings),
                *(f"{{{name}}}" for name, regex in BUILT_IN.items() if regex.fullmatch(token)),
            )
        return keys

    def how_often(self, heads: Heads) -> int:
        """How often any of `heads` is met; many times if there are none."""
        if heads not in self._often:
            often = sum(map(self._met_count, heads)) if heads else 1_000_000
            self._often[heads] = often
        return self._often[heads]

    def _use(self, heads: Heads, element: Element, part: Sequence | None) -> None:
        for head in heads:
            element.by_key.setdefault(head, []).append(part)
            if head.endswith("*"):
                self._beginnings.add(head)

    def _sequence(self, sequence: language.Sequence) -> Sequence:
        steps = [
            Step(
                self._element(step.choice) if step.choice else None,
                step.gap,
                step.optional,
                step.is_key,
            )
            for step in sequence
        ]
        return Sequence(tuple(steps), self._sequence_has_gaps(sequence))

    def _element(self, choice: Choice) -> Element:
        if choice in self._elements:
            return self._elements[choice]
        parts = choice.alternatives
        word = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else None
        element = self._elements[choice] = Element(len(self._elements), word)
        for part in parts:
            if isinstance(part, str):
                self._use(frozenset({part}), element, None)
            else:
                self._use(self._rarest_need(part) or _ANY_TOKEN, element, self._sequence(part))
        return element

    def _sequence_has_gaps(self, sequence: language.Sequence) -> bool:
        return any(
            step.gap > 0 or (step.choice is not None and self._has_gaps(step.choice))
            for step in sequence
        )

    def _has_gaps(self, choice: Choice) -> bool:
        if choice not in self._gapped:
            self._gapped[choice] = any(
                self._sequence_has_gaps(part)
                for part in choice.alternatives
                if not isinstance(part, str)
            )
        return self._gapped[choice]

    def _needs_of(self, sequence: language.Sequence) -> list[Heads]:
        """Sets of words of which a text needs one each for `sequence` to occur."""
        return [
            needs
            for step in sequence
            if step.choice and not step.optional and (needs := self._needs_of_choice(step.choice))
        ]

    def _rarest_need(self, sequence: language.Sequence) -> Heads:
        """The set of `_needs_of` that is met least; empty if there is none."""
        return min(self._needs_of(sequence), key=self.how_often, default=frozenset())

    def _needs_of_choice(self, choice: Choice) -> Heads:
        """Words of which a text needs one for `choice` to occur: of each alternative the rarest."""
        if choice not in self._needs:
            parts = [
                frozenset({part}) if isinstance(part, str) else self._rarest_need(part)
                for part in choice.alternatives
            ]
            self._needs[choice] = frozenset().union(*parts) if all(parts) else frozenset()
        return self._needs[choice]

    def _met_count(self, head: Head) -> int:
        if head not in self._met:
            if head.startswith("{"):
                regex = BUILT_IN[head[1:-1]]
                met = sum(n for word, n in self._frequencies.items() if regex.fullmatch(word))
            elif head.endswith("*"):
                start = bisect_left(self._sorted, head[:-1])
                stop = bisect_left(self._sorted, head[:-1] + "\U0010ffff")
                met = sum(self._frequencies[word] for word in self._sorted[start:stop])
            else:
                met = self._frequencies[head]
            self._met[head] = met
        return self._met[head]


_ANY_TOKEN: Heads = frozenset({"{any}", *",;:.?!"})
