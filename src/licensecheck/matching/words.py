"""Matches elements of patterns token by token in a folded text.

What an element is found to match at a token is remembered for the text, however many patterns
share it.
"""


class Element:
    """A choice made ready: which words alone, and which elements together, can be it."""

    __slots__ = ("needs", "number", "single")

    def __init__(self, number: int) -> None:
        self.number = number
        self.single = -1  # the number of the set of words that are it alone
        # For each longer alternative the set that triggers it and the elements it needs.
        self.needs: list[tuple[int, tuple[Element, ...]]] = []

    def may_occur(self, words: "Words") -> bool:
        """Whether the words of some alternative are all there, in whatever order."""
        members = words.members
        if self.single in members:
            return True
        known = words.present.get(self.number)
        if known is None:
            known = False
            for trigger, elements in self.needs:
                if trigger < 0 or trigger in members:
                    for element in elements:
                        if not element.may_occur(words):
                            break
                    else:
                        known = True
                        break
            words.present[self.number] = known
        return known


class Step:
    """An element of a sequence; see `licensecheck.matching.language.Step`."""

    __slots__ = ("element", "gap", "is_key", "optional")

    def __init__(self, element: Element | None, gap: int, optional: bool, is_key: bool) -> None:
        self.element = element
        self.gap = gap
        self.optional = optional
        self.is_key = is_key


Steps = tuple[Step, ...]


class Word:
    """A token: the sets of words it is a member of, and what it can begin.

    `alternatives` are by the number of their element; None is the token alone.
    """

    __slots__ = ("alternatives", "is_comma", "members")

    def __init__(
        self,
        members: frozenset[int],
        alternatives: dict[int, list[Steps | None]],
        is_comma: bool,
    ) -> None:
        self.members = members
        self.alternatives = alternatives
        self.is_comma = is_comma


class Words:
    """A folded text with its tokens; `starts` are their offsets and, last, the text's end."""

    __slots__ = ("_ends", "folded", "members", "present", "starts", "words")

    def __init__(self, folded: str, starts: list[int], words: list[Word]) -> None:
        self.folded = folded
        self.starts = starts
        self.words = words
        self.members: set[int] = set()
        for word in words:
            self.members |= word.members
        self.present: dict[int, bool] = {}
        self._ends: dict[tuple[int, int], set[int]] = {}

    def ends(self, element: Element, at: int) -> set[int]:
        """Where matches of `element` that begin at token `at` end."""
        key = (element.number, at)
        ends = self._ends.get(key)
        if ends is None:
            ends = self._ends[key] = set()
            for steps in self.words[at].alternatives.get(element.number, ()):
                if steps is None:
                    ends.add(at + 1)
                else:
                    ends |= self.follow(steps, at)
        return ends

    def follow(self, steps: Steps, at: int) -> set[int]:
        """Where matches of a sequence that begins at token `at` end."""
        places = {at}
        is_first = True
        for step in steps:
            places = self._advance(step, places, is_first)
            if not places:
                break
            is_first = False
        return places

    def _advance(self, step: Step, places: set[int], is_first: bool) -> set[int]:
        words = self.words
        count = len(words)
        element, gap = step.element, step.gap
        if element is None:
            return {to for at in places for to in range(at, min(at + gap, count) + 1)}
        number = element.number
        reached: set[int] = set()
        for at in places:
            for begin in self._candidates(at, gap, is_first):
                if number in words[begin].alternatives:
                    reached |= self.ends(element, begin)
        if step.optional:
            reached |= places
            if gap:
                reached.update(to for at in places for to in range(at, min(at + gap, count) + 1))
        return reached

    def _candidates(self, at: int, gap: int, is_first: bool) -> range:
        """The tokens where the next element may begin: across its gap, or behind a comma."""
        count = len(self.words)
        if gap:
            return range(at, min(at + gap + 1, count))
        if not is_first and at < count and self.words[at].is_comma:
            return range(at, min(at + 2, count))
        return range(at, min(at + 1, count))

    def first_key(self, steps: Steps, before: int, at: int) -> tuple[int, int] | None:
        """The first token of the key, and the end, of a match that begins at token `at`.

        The key is the step that `before` others stand before.
        """
        step = steps[before]
        element = step.element
        if element is None:
            return None
        for place in sorted(self.follow(steps[:before], at)):
            for begin in self._candidates(place, step.gap, is_first=not before):
                if element.number in self.words[begin].alternatives:
                    ends = self.ends(element, begin)
                    for later in steps[before + 1 :]:
                        ends = self._advance(later, ends, is_first=False)
                    if ends:
                        return begin, min(ends)
        return None
