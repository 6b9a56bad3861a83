"""Finds elements of patterns in a folded statement.

A set of places in the statement is an integer with one bit a token, so that "where can this
begin?" and "what stands at most eight tokens before it?" are a few shifts for all places at once
(the Shift-And algorithm of Baeza-Yates and Gonnet, with words in the place of letters). What an
element is found to match is remembered for the statement, however many patterns share it.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

Places = int
"""A set of places, one bit each; the lowest bit is the first token."""


class Element:
    """A choice made ready: by what a token may be, the alternatives that it speaks for.

    None is the token alone; a sequence is given for words that it cannot do without.
    """

    __slots__ = ("by_key", "number", "word")

    def __init__(self, number: int, word: str | None) -> None:
        self.number = number
        self.word = word  # the key of an element that is one word and nothing else
        self.by_key: dict[str, list[Sequence | None]] = {}


class Step:
    """An element of a sequence; see `licensecheck.matching.language.Step`."""

    __slots__ = ("element", "gap", "is_key", "optional")

    def __init__(self, element: Element | None, gap: int, optional: bool, is_key: bool) -> None:
        self.element = element
        self.gap = gap
        self.optional = optional
        self.is_key = is_key


class Sequence:
    """Steps one behind the other; `has_gaps` tells whether any, however deep, has a gap."""

    __slots__ = ("has_gaps", "steps")

    def __init__(self, steps: tuple[Step, ...], has_gaps: bool) -> None:
        self.steps = steps
        self.has_gaps = has_gaps


_Found = tuple[tuple[tuple[int, Places], ...], tuple[Sequence, ...]]
_NOTHING: _Found = ((), ())


class Words:
    """A folded statement, its tokens, and where each of them stands.

    `places` are by what a token may be: the word, and the keys that `keys_of` gives it besides.
    Behind the last token is one more place: a match that ends before place `p` has its end at
    `p`.
    """

    __slots__ = ("_comma", "_found", "_starts", "all", "distinct", "folded", "places", "tokens")

    def __init__(self, folded: str, keys_of: Callable[[str], tuple[str, ...]]) -> None:
        self.folded = folded
        self.tokens = folded.split()
        places: dict[str, Places] = {}
        bit = 1
        for token in self.tokens:
            places[token] = places.get(token, 0) | bit
            bit <<= 1
        self.distinct = tuple(places)
        for token in self.distinct:
            for key in keys_of(token):
                places[key] = places.get(key, 0) | places[token]
        self.places = places
        self.all: Places = 2 * bit - 1
        self._comma = places.get(",", 0)
        self._found: dict[int, _Found] = {}
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each token starts, in code points of the folded text; last, where that ends."""
        if self._starts is None:
            at = 1
            self._starts = []
            for token in self.tokens:
                self._starts.append(at)
                at += len(token) + 1
            self._starts.append(at)
        return self._starts

    def begins(self, element: Element, ends: Places) -> Places:
        """Where matches of `element` that end in `ends` begin."""
        lengths, with_gaps = self._found.get(element.number) or self._find(element)
        found = 0
        for length, places in lengths:
            found |= places & (ends >> length)
        for sequence in with_gaps:
            found |= self.back(sequence.steps, ends)
        return found

    def ends(self, element: Element, begins: Places) -> Places:
        """Where matches of `element` that begin in `begins` end."""
        lengths, with_gaps = self._found.get(element.number) or self._find(element)
        found = 0
        for length, places in lengths:
            found |= (places & begins) << length
        for sequence in with_gaps:
            found |= self.forward(sequence.steps, begins)
        return found

    def back(self, steps: tuple[Step, ...], ends: Places, is_tail: bool = False) -> Places:
        """Where matches of `steps` that end in `ends` begin.

        The `is_tail` of a longer sequence may also begin behind a comma.
        """
        for at in range(len(steps) - 1, -1, -1):
            step = steps[at]
            gap = step.gap
            if step.element is None:
                ends = _spread_back(ends, gap)
                continue
            before = self.begins(step.element, ends)
            if gap:
                if step.optional:
                    before |= ends
                ends = _spread_back(before, gap) if before else 0
            else:
                if before and (at or is_tail):
                    before |= (before >> 1) & self._comma
                ends = before | ends if step.optional else before
            if not ends:
                return 0
        return ends

    def forward(self, steps: tuple[Step, ...], begins: Places) -> Places:
        """Where matches of `steps` that begin in `begins` end."""
        places = begins
        is_first = True
        for step in steps:
            reached = self.candidates(step, places, is_first)
            if step.element is not None:
                reached = self.ends(step.element, reached)
                if step.optional:
                    reached |= self._spread(places, step.gap)
            if not reached:
                return 0
            places = reached
            is_first = False
        return places

    def candidates(self, step: Step, places: Places, is_first: bool) -> Places:
        """Where the element of a step may begin: across its gap, or behind a comma."""
        if step.gap:
            return self._spread(places, step.gap)
        if is_first:
            return places
        return places | ((places & self._comma) << 1)

    def _spread(self, places: Places, gap: int) -> Places:
        """`places` and the up to `gap` places behind each."""
        for shift in _shifts(gap):
            places |= places << shift
        return places & self.all

    def _find(self, element: Element) -> _Found:
        """Where alternatives without gaps begin, by length, and those with gaps that may occur."""
        if element.word is not None:
            places = self.places.get(element.word)
            result = (((1, places),), ()) if places else _NOTHING
            self._found[element.number] = result
            return result
        by_key = element.by_key
        keys = by_key.keys() & self.places.keys()
        if not keys:
            self._found[element.number] = _NOTHING
            return _NOTHING
        alone = 0
        found: dict[int, Places] = {}
        with_gaps: list[Sequence] = []
        tried: list[Sequence] = []
        for key in keys:
            for part in by_key[key]:
                if part is None:
                    alone |= self.places[key]
                elif part not in tried:
                    tried.append(part)
                    if part.has_gaps:
                        with_gaps.append(part)
                        continue
                    for length, places in self.lengths(part.steps).items():
                        found[length] = found.get(length, 0) | places
        if alone:
            found[1] = found.get(1, 0) | alone
        result = self._found[element.number] = (tuple(found.items()), tuple(with_gaps))
        return result

    def lengths(self, steps: tuple[Step, ...]) -> dict[int, Places]:
        """Where matches of steps without gaps begin, by their length in tokens."""
        reached: dict[int, Places] = {}
        is_first = True
        for step in steps:
            element = step.element
            assert element is not None
            if element.word is None:
                nexts = (self._found.get(element.number) or self._find(element))[0]
            else:
                alone = self.places.get(element.word)
                nexts = ((1, alone),) if alone else ()
            if not nexts and not step.optional:
                return {}
            if is_first:
                is_first = False
                reached = dict(nexts)
                if step.optional:
                    reached[0] = self.all
                continue
            further: dict[int, Places] = dict(reached) if step.optional else {}
            for length, begins in nexts:
                behind_comma = self._comma & (begins >> 1)
                for done, places in reached.items():
                    both = places & (begins >> done)
                    if both:
                        total = done + length
                        further[total] = further.get(total, 0) | both
                    if behind_comma:
                        both = places & (behind_comma >> done)
                        if both:
                            total = done + length + 1
                            further[total] = further.get(total, 0) | both
            if not further:
                return further
            reached = further
        return reached


def first_place(places: Places) -> int:
    """The first place of a set that is not empty."""
    return (places & -places).bit_length() - 1


def places_of(places: Places) -> Iterator[int]:
    """The places of a set, in order."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def _spread_back(places: Places, gap: int) -> Places:
    """`places` and the up to `gap` places before each."""
    for shift in _shifts(gap):
        places |= places >> shift
    return places


@lru_cache(maxsize=128)
def _shifts(gap: int) -> tuple[int, ...]:
    """Shifts that, each on top of those before, reach every distance up to `gap`."""
    shifts = []
    reach = 0
    while reach < gap:
        shifts.append(min(reach + 1, gap - reach))
        reach += shifts[-1]
    return tuple(shifts)
