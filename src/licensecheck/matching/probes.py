"""Runs patterns only on the few statements where they can match.

A library has thousands of patterns and a statement meets a few. The rarest words that a pattern
cannot do without trigger it, so that most patterns cost nothing on most statements. Then the
elements it needs are looked for, and only what is left is matched token by token; what an element
is found to match is remembered for the statement, however many patterns share it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from licensecheck.matching.language import BUILT_IN, Choice, Head, Pattern, Sequence
from licensecheck.matching.words import Element, Step, Steps, Word, Words

T = TypeVar("T")

Heads = frozenset[Head]

_MOST_WORDS = 60_000  # bounds memory on texts that are no prose


class Probe:
    """A pattern registered with a `WordIndex`."""

    def __init__(
        self, steps: Steps, needs: tuple[Element, ...], first: Element | None, trigger: int
    ) -> None:
        self._steps = steps
        self._needs = needs
        self._first = first  # None where any word may begin it
        # How many steps stand before the key; None where there is no key.
        self._before_key = next((n for n, step in enumerate(steps) if step.is_key), None)
        self.trigger = trigger  # the set of words of which a text needs one; -1 for none

    def may_occur(self, words: Words) -> bool:
        """Whether every element that the pattern needs may occur."""
        return all(element.may_occur(words) for element in self._needs)

    def find(self, words: Words) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, key) of the match at each token, in code points of the folded text."""
        starts = words.starts
        for at, word in enumerate(words.words):
            if self._first is not None and self._first.number not in word.alternatives:
                continue
            if self._before_key is not None:
                found = words.first_key(self._steps, self._before_key, at)
                if found:
                    yield starts[at], starts[found[1]], starts[found[0]]
            else:
                ends = words.follow(self._steps, at)
                if ends:
                    yield starts[at], starts[min(ends)], starts[at]

    def occurs(self, words: Words) -> bool:
        """Whether the pattern matches anywhere."""
        return self.may_occur(words) and next(self.find(words), None) is not None


class ProbeTable(Generic[T]):
    """Many probes, each with what it stands for, asked together what they find in a text."""

    def __init__(self) -> None:
        self._entries: list[tuple[Probe, T]] = []
        self._triggers: dict[int, list[int]] = {}  # the entries by the set that triggers them
        self._always: list[int] = []  # entries that need no certain word
        self._by_word: dict[Word, list[int]] = {}

    def add(self, probe: Probe, payload: T) -> None:
        """Add a probe; all must be added before the first `find`."""
        if probe.trigger < 0:
            self._always.append(len(self._entries))
        else:
            self._triggers.setdefault(probe.trigger, []).append(len(self._entries))
        self._entries.append((probe, payload))

    def find(
        self, words: Words, wanted: Callable[[T], bool] | None = None
    ) -> Iterator[tuple[T, Iterator[tuple[int, int, int]]]]:
        """Yield the payload of each probe that may match, with its matches, in order of adding.

        Probes whose payload is not `wanted` at that moment are left out.
        """
        numbers = set(self._always)
        for word in words.words:
            entries = self._by_word.get(word)
            if entries is None:
                entries = self._look_up(word)
            numbers.update(entries)
        for number in sorted(numbers):
            probe, payload = self._entries[number]
            if (wanted is None or wanted(payload)) and probe.may_occur(words):
                yield payload, probe.find(words)

    def _look_up(self, word: Word) -> list[int]:
        entries = [number for member in word.members for number in self._triggers.get(member, ())]
        if len(self._by_word) >= _MOST_WORDS:
            self._by_word.clear()
        self._by_word[word] = entries
        return entries


class WordIndex:
    """Knows which sets of words a token belongs to, and what it can begin.

    `frequencies` tells how often words are met, to choose what triggers a pattern.
    """

    def __init__(self, frequencies: Mapping[str, int] | None = None) -> None:
        self._frequencies = Counter(frequencies or {})
        self._sorted = sorted(self._frequencies)
        self._sets: dict[Heads, int] = {}
        self._members: dict[Head, list[int]] = {}
        self._elements: dict[Choice, Element] = {}
        self._begun: dict[Head, list[tuple[int, Steps | None]]] = {}
        self._firsts: dict[Choice, Heads] = {}
        self._triggers: dict[Choice, Heads] = {}
        self._met: dict[Head, int] = {}
        self._longest = 0
        self._known: dict[str, Word] = {}

    def probe(self, pattern: Pattern) -> Probe:
        """Register `pattern`; all must be registered before the first `read`."""
        steps = self._steps(pattern.steps)
        begins_anywhere = steps[0].optional or steps[0].gap > 0
        return Probe(
            steps,
            self._needs_of(pattern.steps),
            None if begins_anywhere else steps[0].element,
            self._set(self._trigger_of_sequence(pattern.steps)),
        )

    def read(self, folded: str) -> Words:
        """Look up every token of `folded`."""
        at = 1
        starts = []
        words = []
        for token in folded.split():
            word = self._known.get(token)
            if word is None:
                word = self._look_up(token)
            starts.append(at)
            words.append(word)
            at += len(token) + 1
        starts.append(at)
        return Words(folded, starts, words)

    def _look_up(self, token: str) -> Word:
        heads = [Head(token)]
        longest = min(len(token), self._longest)
        heads += [Head(token[:size], is_beginning=True) for size in range(1, longest + 1)]
        heads += [
            Head(name, is_built_in=True)
            for name, regex in BUILT_IN.items()
            if regex.fullmatch(token)
        ]
        members: set[int] = set()
        alternatives: dict[int, list[Steps | None]] = {}
        for head in heads:
            members.update(self._members.get(head, ()))
            for number, steps in self._begun.get(head, ()):
                known = alternatives.setdefault(number, [])
                if steps not in known:
                    known.append(steps)
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        word = self._known[token] = Word(frozenset(members), alternatives, token == ",")
        return word

    def _set(self, heads: Heads) -> int:
        """The number of a set of words, registered where it is new; -1 for the empty set."""
        if not heads:
            return -1
        if heads not in self._sets:
            number = self._sets[heads] = len(self._sets)
            for head in heads:
                self._members.setdefault(head, []).append(number)
                self._note_length(head)
        return self._sets[heads]

    def _steps(self, sequence: Sequence) -> Steps:
        return tuple(
            Step(
                self._element(step.choice) if step.choice else None,
                step.gap,
                step.optional,
                step.is_key,
            )
            for step in sequence
        )

    def _element(self, choice: Choice) -> Element:
        if choice in self._elements:
            return self._elements[choice]
        element = self._elements[choice] = Element(len(self._elements))
        alone = frozenset(part for part in choice.alternatives if isinstance(part, Head))
        element.single = self._set(alone) if alone else -2  # no set has this number
        for head in alone:
            self._begin(head, element, None)
        for part in choice.alternatives:
            if isinstance(part, Head):
                continue
            steps = self._steps(part)
            for head in self._first_of_sequence(part):
                self._begin(head, element, steps)
            trigger = self._set(self._trigger_of_sequence(part))
            element.needs.append((trigger, self._needs_of(part)))
        return element

    def _begin(self, head: Head, element: Element, steps: Steps | None) -> None:
        self._begun.setdefault(head, []).append((element.number, steps))
        self._note_length(head)

    def _note_length(self, head: Head) -> None:
        """No beginning of a token longer than the longest known one needs looking up."""
        if head.is_beginning:
            self._longest = max(self._longest, len(head.text))

    def _first_of(self, choice: Choice) -> Heads:
        """What the first token of `choice` may be."""
        if choice not in self._firsts:
            firsts = [
                frozenset({part}) if isinstance(part, Head) else self._first_of_sequence(part)
                for part in choice.alternatives
            ]
            self._firsts[choice] = frozenset().union(*firsts)
        return self._firsts[choice]

    def _first_of_sequence(self, sequence: Sequence) -> Heads:
        heads: Heads = frozenset()
        for step in sequence:
            if step.gap or step.choice is None:
                return _ANY_TOKEN
            heads |= self._first_of(step.choice)
            if not step.optional:
                break
        return heads

    def _needs_of(self, sequence: Sequence) -> tuple[Element, ...]:
        """The elements that a sequence cannot do without, the rarest first."""
        needed = [step.choice for step in sequence if step.choice and not step.optional]
        needed.sort(key=lambda choice: self._how_often(self._trigger_of(choice)))
        return tuple(self._element(choice) for choice in needed)

    def _trigger_of(self, choice: Choice) -> Heads:
        """Words of which a text needs one for `choice` to occur: of each alternative the rarest."""
        if choice not in self._triggers:
            parts = [
                frozenset({part}) if isinstance(part, Head) else self._trigger_of_sequence(part)
                for part in choice.alternatives
            ]
            self._triggers[choice] = frozenset().union(*parts) if all(parts) else frozenset()
        return self._triggers[choice]

    def _trigger_of_sequence(self, sequence: Sequence) -> Heads:
        triggers = [
            trigger
            for step in sequence
            if step.choice and not step.optional and (trigger := self._trigger_of(step.choice))
        ]
        return min(triggers, key=self._how_often, default=frozenset())

    def _how_often(self, heads: Heads) -> int:
        return sum(self._met_count(head) for head in heads) if heads else 1_000_000

    def _met_count(self, head: Head) -> int:
        if head not in self._met:
            if head.is_built_in:
                regex = BUILT_IN[head.text]
                met = sum(n for word, n in self._frequencies.items() if regex.fullmatch(word))
            elif head.is_beginning:
                start = bisect_left(self._sorted, head.text)
                stop = bisect_left(self._sorted, head.text + "\U0010ffff")
                met = sum(self._frequencies[word] for word in self._sorted[start:stop])
            else:
                met = self._frequencies[head.text]
            self._met[head] = met
        return self._met[head]


_ANY_TOKEN: Heads = frozenset({Head("any", is_built_in=True), *(Head(mark) for mark in ",;:.?!")})
