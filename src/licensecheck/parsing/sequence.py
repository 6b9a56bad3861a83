"""Deciding where an enumerator belongs, by the sequence of those before it."""

from bisect import bisect_right

from licensecheck.parsing.candidates import (
    Candidate,
    Strength,
    is_announced,
    is_plausible,
    is_set_off,
)
from licensecheck.parsing.lines import Line
from licensecheck.parsing.markers import ATTACHMENTS, Marker
from licensecheck.parsing.nodes import LIST_RANK, Level, Node
from licensecheck.parsing.stack import Stack

# How far to look ahead for the next value: in enumerators and in code points.
_WINDOW = 40
_REACH = 6000
_SKIPPED = 3


def _advance(level: Level, marker: Marker, reading: tuple[str, int]) -> Level:
    level.last = reading[1]
    level.path = marker.path
    return level


class Sequencer:
    """Places the enumerators of a text, in text order, on a stack of levels."""

    def __init__(self, stack: Stack, view: str, marked: list[Line]) -> None:
        """Start with an empty stack; `marked` are all lines that begin with an enumerator."""
        self.stack = stack
        self.view = view
        self._marked = marked
        self._marked_at = [line.start for line in marked]

    def place(self, candidates: list[Candidate], index: int, last: Node | None) -> Level | None:
        """The level that `candidates[index]` continues or opens; None where it is plain text.

        `candidates` are those of the chunk, `last` is the leaf before.
        """
        candidate = candidates[index]
        marker = candidate.marker
        if marker.bullet:
            return self._place_bullet(candidates, index)
        if not is_plausible(candidate, self.view):
            return None
        if candidate.line is not None and candidate.line.hashes:
            self.stack.pop_to_rank(candidate.line.hashes)
        if marker.word:
            return self._place_keyword(candidate)
        if len(marker.path) > 1 or marker.readings[0][0].startswith("sub"):
            return self._place_dotted(candidate)
        return self._place_plain(candidates, index, last)

    # -- keywords and dotted numbers ------------------------------------------------------

    def _place_keyword(self, candidate: Candidate) -> Level | None:
        marker = candidate.marker
        before = candidate.before
        if candidate.strength < Strength.CHUNK and (
            before is None or before.text[-1] not in ".:;!?"
        ):
            return None
        stack = self.stack
        for position in range(len(stack.levels) - 1, -1, -1):
            level = stack.levels[position]
            if level.word == marker.word and len(level.path or (0,)) == len(marker.path or (0,)):
                stack.truncate(position + 1)
                return _advance(level, marker, marker.readings[0])
        stack.pop_to_rank(1 if marker.word in ATTACHMENTS else 2)
        size = len(stack.levels)
        while size and stack.levels[size - 1].rank == LIST_RANK and stack.levels[size - 1].led:
            size -= 1
        stack.truncate(size)
        level = stack.open(marker.readings[0][0], candidate, False)
        return _advance(level, marker, marker.readings[0])

    def _place_dotted(self, candidate: Candidate) -> Level | None:
        if candidate.strength < Strength.LINE:
            return None
        marker = candidate.marker
        path = marker.path
        style, value = marker.readings[0]
        key = f"{style}{len(path)}"
        sub = style.startswith("sub")
        stem = path if sub else path[:-1]
        stack = self.stack
        levels = stack.levels
        for position in range(len(levels) - 1, -1, -1):
            level = levels[position]
            if level.key == key and (level.path == path if sub else level.path[:-1] == stem):
                stack.truncate(position + 1)
                return _advance(level, marker, (key, value))
            if level.path == stem and not level.key.startswith("sub"):
                stack.truncate(position + 1)
                break
        else:
            if candidate.strength < Strength.CHUNK:
                return None
            sibling = self._find_relative(key, path)
            if sibling is not None:
                return _advance(sibling, marker, (key, value))
        opened = stack.open(key, candidate, is_announced(self.view, candidate.at))
        return _advance(opened, marker, (key, value))

    def _find_relative(self, key: str, path: tuple[int, ...]) -> Level | None:
        """Close what a dotted number without its stem ends; returns the level it goes on in."""
        stack = self.stack
        for position in range(len(stack.levels) - 1, -1, -1):
            level = stack.levels[position]
            if level.path and level.path[0] == path[0]:
                # 1.1.2 without 1.1: a child of what is nearest.
                stack.truncate(position + 1 if len(level.path) < len(path) else position)
                return None
            if level.key == key:
                stack.truncate(position + 1)
                return level
        stack.pop_to_rank(LIST_RANK)
        return None

    # -- single numbers and letters -------------------------------------------------------

    def _place_plain(
        self, candidates: list[Candidate], index: int, last: Node | None
    ) -> Level | None:
        candidate = candidates[index]
        marker = candidate.marker
        found = self._continued(candidate)
        first = next((reading for reading in marker.readings if reading[1] == 1), None)
        if found is not None and first is not None and found[1] != first:
            # "(i)" after "(h)": Roman where "(ii)" comes before "(j)".
            second = self._next_value(candidates, index, first[0], 2)
            successor = self._next_value(candidates, index, found[1][0], found[1][1] + 1)
            if second is not None and (successor is None or second < successor):
                found = None
        if found is not None:
            position, reading = found
            self.stack.truncate(position + 1)
            return _advance(self.stack.levels[position], marker, reading)
        if candidate.strength is not Strength.INLINE:
            strong = candidate.strength is Strength.CHUNK
            reopened = self.stack.reopen(marker, strong, candidate.indent)
            if reopened is not None:
                return reopened
        if first is not None:
            return self._first(candidates, index, last, first)
        return self._skipped(candidate) if candidate.strength >= Strength.LINE else None

    def _continued(self, candidate: Candidate) -> tuple[int, tuple[str, int]] | None:
        """The stack position and reading of the level whose next value this is."""
        levels = self.stack.levels
        inline = candidate.strength is Strength.INLINE
        for position in range(len(levels) - 1, -1, -1):
            level = levels[position]
            for reading in candidate.marker.readings:
                if (
                    level.key == reading[0]
                    and reading[1] == level.last + 1
                    and (not inline or level.inline or is_set_off(candidate, self.view))
                ):
                    return position, reading
        return None

    def _next_value(
        self, candidates: list[Candidate], index: int, style: str, value: int
    ) -> int | None:
        """Where the given value comes next, None where it is not near."""
        at = candidates[index].at
        limit = at + _REACH
        wanted = (style, value)
        places = []
        for other in candidates[index + 1 : index + 1 + _WINDOW]:
            if other.at <= limit and wanted in other.marker.readings:
                places.append(other.at)
                break
        after = bisect_right(self._marked_at, at)
        for line in self._marked[after : after + _WINDOW]:
            if line.start > limit:
                break
            if line.marker is not None and wanted in line.marker.readings:
                places.append(line.start)
                break
        return min(places, default=None)

    def _first(
        self,
        candidates: list[Candidate],
        index: int,
        last: Node | None,
        reading: tuple[str, int],
    ) -> Level | None:
        """Open a list with its first value, nested or in place of one of the same style."""
        candidate = candidates[index]
        style = reading[0]
        announced = is_announced(self.view, candidate.at)
        followed = self._next_value(candidates, index, style, 2) is not None
        if candidate.strength is Strength.INLINE and not followed:
            return None
        if candidate.strength is Strength.LINE and not followed:
            before = candidate.before
            if before is not None and before.marker is None and before.text[-1] not in ".:;!?":
                return None
        if style == "A." and not announced and candidate.strength < Strength.CHUNK:
            return None
        levels = self.stack.levels
        for position in range(len(levels) - 1, -1, -1):
            if levels[position].key != style:
                continue
            nested = announced or candidate.indent > levels[-1].indent + 1
            if position < len(levels) - 1:
                below_title = last is not None and last.kind == "heading"
                nested = nested or below_title or candidate.strength <= Strength.INNER
            if not nested:
                self.stack.truncate(position)
            break
        else:
            if not announced and candidate.strength >= Strength.LINE:
                self._close_bullets(candidate.indent - 1)
        return _advance(self.stack.open(style, candidate, announced), candidate.marker, reading)

    def _close_bullets(self, indent: int) -> None:
        """Close the bullets that stand further right than `indent`."""
        levels = self.stack.levels
        size = len(levels)
        while size and levels[size - 1].bullet and levels[size - 1].indent > indent:
            size -= 1
        self.stack.truncate(size)

    def _skipped(self, candidate: Candidate) -> Level | None:
        """A value that neither begins nor continues: a gap, a repetition, an excerpt."""
        marker = candidate.marker
        strong = candidate.strength is Strength.CHUNK
        levels = self.stack.levels
        for position in range(len(levels) - 1, -1, -1):
            level = levels[position]
            for reading in marker.readings:
                gap = reading[1] - level.last
                if level.key == reading[0] and (
                    0 < gap <= _SKIPPED or (strong and -_SKIPPED < gap <= 0)
                ):
                    self.stack.truncate(position + 1)
                    return _advance(level, marker, reading)
        reading = marker.readings[0]
        # "J. Smith" is no item; a number beyond 40 is rather a year or a page.
        if not strong or reading[1] > 40 or reading[0] in ("A.", "a."):
            return None
        self.stack.pop_to_rank(LIST_RANK)
        announced = is_announced(self.view, candidate.at)
        return _advance(self.stack.open(reading[0], candidate, announced), marker, reading)

    # -- bullets --------------------------------------------------------------------------

    def _place_bullet(self, candidates: list[Candidate], index: int) -> Level | None:
        candidate = candidates[index]
        key = candidate.marker.readings[0][0]
        announced = is_announced(self.view, candidate.at)
        if not self._is_bullet(candidates, index, announced):
            return None
        levels = self.stack.levels
        for position in range(len(levels) - 1, -1, -1):
            level = levels[position]
            if level.rank < LIST_RANK:
                break
            if level.key != key:
                continue
            if candidate.indent > level.indent + 1:
                break
            further_left = candidate.indent < level.indent - 1
            if further_left and any(outer.key == key for outer in levels[:position]):
                continue
            self.stack.truncate(position + 1)
            return level
        self._close_bullets(candidate.indent)
        return self.stack.open(key, candidate, announced)

    def _is_bullet(self, candidates: list[Candidate], index: int, announced: bool) -> bool:
        """Whether a sign that also occurs in running text ("-", "o") is a bullet here."""
        candidate = candidates[index]
        key = candidate.marker.readings[0][0]
        if key not in "-–—*+o":
            return True
        if candidate.strength is Strength.CHUNK:
            known = any(level.key == "o" for level in self.stack.levels)
            return key != "o" or announced or known or candidate.indent > 0
        before = candidate.before
        if before is None or before.text[-1] in ".:;!?,":
            return True
        return any(
            other is not candidate
            and other.indent == candidate.indent
            and other.marker.readings[0][0] == key
            and other.strength > Strength.INNER
            for other in candidates[max(0, index - 3) : index + 4]
        )
