"""Deciding which enumerators start an item, by the sequence of those before them."""

import re
from dataclasses import dataclass
from enum import IntEnum

from licensecheck.parsing.lines import Line
from licensecheck.parsing.markers import ATTACHMENTS, Marker, refers
from licensecheck.parsing.nodes import Level, Node

MAX_DEPTH = 14
_WINDOW = 40
_REACH = 6000
_REFERENCE_WORDS = frozenset(
    "section sections version versions paragraph paragraphs clause clauses article articles and "
    "or to of the in no number see under subsection subsections part parts v. item items by sec "
    "sec. exhibit schedule rule at with through § license gpl lgpl point condition conditions "
    "subparagraph chapter step level title".split()
)
_BOTH = re.compile(r"\s*(?:and|or|through|to|,|-|–|&|above|below|of|hereof)\s*(?:\(|[,.;)]|th|$)|[,;.)]")
_ABOVE = re.compile(r"\s*(?:above|below|hereof|hereunder|herein)\b|\s*of\s+(?:this|the|section)\b")


class Strength(IntEnum):
    """How prominently an enumerator stands."""

    INLINE = 0
    INNER = 1
    LINE = 2
    CHUNK = 3


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible enumerator at offset `at`; `line` and the line `before` it where it opens one."""

    at: int
    marker: Marker
    strength: Strength
    indent: int
    line: Line | None
    before: Line | None


class Sequencer:
    """The stack of open levels, and the decision where an enumerator belongs."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.stack: list[Level] = []
        self._memory: dict[str, Level] = {}
        # The indentation of the newest paragraph without an enumerator.
        self.base = -1

    # -- the stack ------------------------------------------------------------------------

    def reset(self) -> None:
        """Close and forget everything (a rule between two texts)."""
        self.stack.clear()
        self._memory.clear()

    def _truncate(self, size: int) -> None:
        stack = self.stack
        while len(stack) > size:
            level = stack.pop()
            if level.rank == 9:
                self._memory[level.key] = level

    def pop_level(self, level: Level) -> None:
        """Close `level` and all above it."""
        if level in self.stack:
            self._truncate(self.stack.index(level))

    def pop_to_rank(self, rank: int) -> None:
        """Close the levels of the same or a lower rank."""
        size = len(self.stack)
        while size and self.stack[size - 1].rank >= rank:
            size -= 1
        self._truncate(size)

    def open_heading(self, rank: int) -> Node:
        """Close what a heading of `rank` ends; returns the node it belongs into."""
        self.pop_to_rank(rank)
        return self.stack[-1].node if self.stack else self.root

    def push_heading(self, node: Node, rank: int, indent: int) -> None:
        """Open the section of an unnumbered heading."""
        self.stack.append(Level("heading", node, node, indent, rank=rank))

    def _top(self) -> Node:
        return self.stack[-1].node if self.stack else self.root

    def _open(self, key: str, candidate: Candidate, led: bool) -> Level:
        marker = candidate.marker
        parent = self._top()
        level = Level(key, parent, parent, candidate.indent)
        level.word = marker.word
        level.bullet = marker.bullet
        level.led = led and not marker.word
        level.base = self.base
        level.inline = candidate.strength is Strength.INLINE
        if marker.word:
            level.rank = 1 if marker.word in ATTACHMENTS else 2
        elif candidate.line is not None and candidate.line.hashes:
            level.rank = candidate.line.hashes
        if len(self.stack) < MAX_DEPTH:
            self.stack.append(level)
        else:
            # Deeper nesting than any real text has: stay flat.
            level.parent = self.stack[-1].parent
            self.stack[-1] = level
        return level

    # -- placing --------------------------------------------------------------------------

    def place(
        self,
        candidate: Candidate,
        candidates: list[Candidate],
        index: int,
        view: str,
        last: Node | None,
    ) -> Level | None:
        """The level that the enumerator continues or opens; None where it is plain text."""
        marker = candidate.marker
        if marker.bullet:
            return self._place_bullet(candidate, candidates, index, view)
        if not self._plausible(candidate, view):
            return None
        if marker.word:
            return self._place_keyword(candidate)
        if len(marker.path) > 1 or (marker.path and marker.readings[0][0].startswith("sub")):
            return self._place_dotted(candidate, view)
        return self._place_plain(candidate, candidates, index, view, last)

    def _plausible(self, candidate: Candidate, view: str) -> bool:
        """Whether the surroundings allow an enumerator at all."""
        marker = candidate.marker
        after = candidate.at + marker.length
        rest = view[after : after + 24]
        if candidate.strength is Strength.INLINE:
            before = view[max(0, candidate.at - 24) : candidate.at].split()
            if not before or before[-1].lower() in _REFERENCE_WORDS - {"and", "or", "to", "by", "in"}:
                return False
            return not (_BOTH.match(rest) or _ABOVE.match(rest))
        if candidate.strength is Strength.CHUNK:
            return not (marker.path and rest[:1].islower() and refers(rest) and len(marker.path) > 1)
        if candidate.strength is Strength.INNER:
            return True
        if marker.path and (refers(rest) or _ABOVE.match(rest)):
            return False
        previous = candidate.before.text if candidate.before else ""
        words = previous.split()
        final = words[-1].lower() if words else ""
        if previous[-1:] in ".:;!?,)]\"”":
            return final not in _REFERENCE_WORDS and not _BOTH.match(rest)
        if final in ("and", "or", "and/or"):
            apart = len(words) > 1 and (words[-2][-1] in ";,.”\"" or marker.strong)
            return apart and not _BOTH.match(rest)
        if final in _REFERENCE_WORDS:
            return False
        if _BOTH.match(rest):
            return False
        if marker.readings[0][0].startswith("("):
            return True
        before = candidate.before
        line = candidate.line
        if before is None or line is None:
            return True
        room = max(before.width, 50) - before.indent - len(previous)
        return room > 20 or before.marker is not None and room > 10 or line.indent != before.indent

    def _place_keyword(self, candidate: Candidate) -> Level | None:
        marker = candidate.marker
        if candidate.strength < Strength.CHUNK and not (
            candidate.before is not None and candidate.before.text[-1] in ".:;!?"
        ):
            return None
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            if level.word == marker.word and len(level.path or (0,)) == len(marker.path or (0,)):
                self._truncate(position + 1)
                return self._advance(level, marker, marker.readings[0])
        rank = 1 if marker.word in ATTACHMENTS else 2
        self.pop_to_rank(rank)
        size = len(self.stack)
        while size and self.stack[size - 1].rank == 9 and self.stack[size - 1].led:
            size -= 1
        self._truncate(size)
        level = self._open(marker.readings[0][0], candidate, False)
        return self._advance(level, marker, marker.readings[0])

    @staticmethod
    def _advance(level: Level, marker: Marker, reading: tuple[str, int]) -> Level:
        level.last = reading[1]
        level.path = marker.path
        return level

    def _place_dotted(self, candidate: Candidate, view: str) -> Level | None:
        marker = candidate.marker
        path = marker.path
        key = f"{marker.readings[0][0]}{len(path)}"
        sub = key.startswith("sub")
        if candidate.strength < Strength.LINE:
            return None
        stem = path if sub else path[:-1]
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            if level.key == key and (sub or level.path[:-1] == stem):
                if sub and level.path != path:
                    continue
                self._truncate(position + 1)
                return self._advance(level, marker, marker.readings[0])
            if level.path == stem and not level.key.startswith("sub"):
                self._truncate(position + 1)
                opened = self._open(key, candidate, self._announced(view, candidate.at))
                return self._advance(opened, marker, marker.readings[0])
        if candidate.strength < Strength.CHUNK:
            return None
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            if level.path and level.path[0] == path[0]:
                # 1.1.2 without 1.1: a child of what is nearest.
                self._truncate(position + 1 if len(level.path) < len(path) else position)
                break
            if level.key == key:
                self._truncate(position + 1)
                return self._advance(level, marker, marker.readings[0])
        else:
            self.pop_to_rank(9)
        opened = self._open(key, candidate, self._announced(view, candidate.at))
        return self._advance(opened, marker, marker.readings[0])

    def _announced(self, view: str, at: int) -> bool:
        """Whether the text before `at` ends in a colon or announces what follows."""
        before = view[max(0, at - 200) : at].rstrip().rstrip("*_\"'”")
        if before[-1:] in (":", "：", "—") or before.endswith((":-", " -", "–")):
            return True
        sentence = before[before.rfind(". ", 0, -1) + 1 :]
        return "following" in sentence.lower()[-120:]

    def _place_plain(
        self,
        candidate: Candidate,
        candidates: list[Candidate],
        index: int,
        view: str,
        last: Node | None,
    ) -> Level | None:
        marker = candidate.marker
        inline = candidate.strength is Strength.INLINE
        found = self._continued(candidate, view)
        first = next((reading for reading in marker.readings if reading[1] == 1), None)
        if found is not None and first is not None and found[1] != first:
            # "(i)" after "(h)": Roman where "(ii)" comes before "(j)".
            if self._next_value(candidates, index, first[0], 2) and not self._next_value(
                candidates, index, found[1][0], found[1][1] + 1
            ):
                found = None
        if found is not None:
            position, reading = found
            self._truncate(position + 1)
            return self._advance(self.stack[position], marker, reading)
        reopened = None if inline else self._reopen(candidate)
        if reopened is not None:
            return reopened
        if first is not None:
            return self._first(candidate, candidates, index, view, last, first)
        if inline or candidate.strength is Strength.INNER:
            return None
        return self._skipped(candidate, view)

    def _continued(
        self, candidate: Candidate, view: str
    ) -> tuple[int, tuple[str, int]] | None:
        """The stack position and reading of the level whose next value this is."""
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            for reading in candidate.marker.readings:
                if level.key == reading[0] and reading[1] == level.last + 1:
                    if candidate.strength is Strength.INLINE and not self._separated(
                        candidate, view, level
                    ):
                        continue
                    return position, reading
        return None

    @staticmethod
    def _separated(candidate: Candidate, view: str, level: Level) -> bool:
        """Whether an enumerator within a line is set off from what stands before it."""
        before = view[max(0, candidate.at - 20) : candidate.at].rstrip()
        if before[-1:] in ";:,.":
            return True
        return level.inline or before.endswith((" and", " or", "and/or"))

    def _next_value(
        self, candidates: list[Candidate], index: int, style: str, value: int
    ) -> bool:
        limit = candidates[index].at + _REACH
        for other in candidates[index + 1 : index + 1 + _WINDOW]:
            if other.at > limit:
                break
            if (style, value) in other.marker.readings:
                return True
        return False

    def _reopen(self, candidate: Candidate) -> Level | None:
        """Take up a list again that a paragraph or a heading has closed."""
        for style, value in candidate.marker.readings:
            level = self._memory.get(style)
            if level is None or value != level.last + 1:
                continue
            parents = [self.root, *(open_level.node for open_level in self.stack)]
            if level.parent in parents:
                size = parents.index(level.parent)
                self._truncate(size)
            elif level.parent.kind == "section" and self.stack:
                self.pop_to_rank(9)
                if not self.stack or candidate.strength < Strength.CHUNK:
                    continue
                level = Level(style, self._top(), self._top(), candidate.indent)
            else:
                continue
            del self._memory[style]
            self.stack.append(level)
            return self._advance(level, candidate.marker, (style, value))
        return None

    def _first(
        self,
        candidate: Candidate,
        candidates: list[Candidate],
        index: int,
        view: str,
        last: Node | None,
        reading: tuple[str, int],
    ) -> Level | None:
        style = reading[0]
        marker = candidate.marker
        announced = self._announced(view, candidate.at)
        if candidate.strength is Strength.INLINE:
            if not self._next_value(candidates, index, style, 2):
                return None
        elif candidate.strength is Strength.LINE:
            ended = candidate.before is None or candidate.before.text[-1] in ".:;!?"
            short = candidate.before is not None and candidate.before.marker is not None
            if not (ended or short) and not self._next_value(candidates, index, style, 2):
                return None
        if style == "A." and not announced and candidate.strength < Strength.CHUNK:
            return None
        stack = self.stack
        for position in range(len(stack) - 1, -1, -1):
            level = stack[position]
            if level.key != style:
                continue
            top = stack[-1]
            nested = announced or candidate.indent > top.indent + 1
            if position < len(stack) - 1:
                title_before = last is not None and last.kind == "heading"
                nested = nested or title_before or candidate.strength <= Strength.INNER
            if not nested:
                self._truncate(position)
            break
        else:
            self._close_outdented(candidate, announced)
        level = self._open(style, candidate, announced)
        return self._advance(level, marker, reading)

    def _close_outdented(self, candidate: Candidate, announced: bool) -> None:
        """Close bullets to the left of which a new list begins."""
        if announced or candidate.strength < Strength.LINE:
            return
        size = len(self.stack)
        while size and self.stack[size - 1].bullet and candidate.indent <= self.stack[size - 1].indent:
            size -= 1
        self._truncate(size)

    def _skipped(self, candidate: Candidate, view: str) -> Level | None:
        """A value that neither begins nor continues: a gap, a repetition, an excerpt."""
        marker = candidate.marker
        chunk = candidate.strength is Strength.CHUNK
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            for reading in marker.readings:
                if level.key != reading[0]:
                    continue
                if level.last < reading[1] <= level.last + 3 or (
                    chunk and 0 <= level.last - reading[1] <= 2
                ):
                    self._truncate(position + 1)
                    return self._advance(level, marker, reading)
        reading = marker.readings[0]
        if not chunk or reading[1] > 40 or reading[0] in ("A.", "a."):
            return None
        if reading[0][0] not in "(1" and reading[1] > 20:
            return None
        self.pop_to_rank(9)
        level = self._open(reading[0], candidate, self._announced(view, candidate.at))
        return self._advance(level, marker, reading)

    # -- bullets and plain paragraphs -----------------------------------------------------

    def _place_bullet(
        self,
        candidate: Candidate,
        candidates: list[Candidate],
        index: int,
        view: str,
    ) -> Level | None:
        key = candidate.marker.readings[0][0]
        if candidate.strength is Strength.LINE and key in "-–—*+o":
            line, before = candidate.line, candidate.before
            if before is not None and line is not None:
                ended = before.text[-1] in ".:;!?,"
                sibling = any(
                    other.marker.readings[0][0] == key
                    and other.indent == candidate.indent
                    and other.strength > Strength.INNER
                    for other in candidates[max(0, index - 3) : index + 4]
                    if other is not candidate
                )
                if not ended and not sibling:
                    return None
        if candidate.strength is Strength.CHUNK and key == "o" and not self._announced(
            view, candidate.at
        ):
            level_open = any(level.key == "o" for level in self.stack)
            if not level_open and not candidate.indent:
                return None
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            if level.rank < 9:
                break
            if level.key == key:
                if candidate.indent > level.indent + 1:
                    break
                if candidate.indent < level.indent - 1 and any(
                    other.key == key for other in self.stack[:position]
                ):
                    continue
                self._truncate(position + 1)
                return level
        else:
            position = -1
        size = len(self.stack)
        while size and self.stack[size - 1].bullet and self.stack[size - 1].indent > candidate.indent:
            size -= 1
        self._truncate(size)
        return self._open(key, candidate, self._announced(view, candidate.at))

    def place_bare(self, indent: int, last: Node | None) -> Level:
        """The level for a list item without an enumerator."""
        for position in range(len(self.stack) - 1, -1, -1):
            level = self.stack[position]
            if level.key == "bare" and last is not None and last.group is level:
                self._truncate(position + 1)
                return level
        parent = self._top()
        level = Level("bare", parent, parent, indent, bullet=True, led=True, base=self.base)
        if len(self.stack) >= MAX_DEPTH:
            level.parent = self.stack.pop().parent
        self.stack.append(level)
        return level

    def close_for_paragraph(self, indent: int, view: str, last: Node | None) -> Node:
        """Close the lists that an unmarked paragraph ends; returns the node it belongs to."""
        stack = self.stack
        size = len(stack)
        while size:
            level = stack[size - 1]
            node = level.node
            if level.rank < 9:
                break
            titled = node.kind == "section" or (node.children and node.head is not None)
            if titled and node.children and last is node.children[0]:
                break
            tail = view[max(node.content, node.end - 4) : node.end].rstrip()
            if last is not None and (last is node or last.parent is node):
                own_end = view[max(last.content, last.end - 4) : last.end].rstrip()
                if not tail and not own_end:
                    break
                if own_end.endswith(":") and indent >= level.indent and not level.inline:
                    break
            nested = any(outer.rank == 9 for outer in stack[: size - 1])
            digits = "1" in level.key or level.key.startswith("dotted")
            left = indent < level.indent
            close = (
                level.inline
                or (
                    (level.led or level.bullet)
                    and (indent <= level.indent or indent == level.base)
                    and not titled
                )
                or (nested and left)
                or (nested and not digits and indent <= level.indent and not titled)
            )
            if not close:
                break
            size -= 1
        self._truncate(size)
        self.base = indent
        return self._top()

    # -- numbers --------------------------------------------------------------------------

    def number(self, level: Level, marker: Marker) -> str | None:
        """The full number as a reader would cite it; None for bullets.

        Outer labels stand bare, inner ones in brackets: "3(b)(iv)". A dotted label cites
        itself ("2.1"). "Section 2", "Exhibit A" and "§ 3" keep their word.
        """
        if marker.bullet:
            return None
        label = marker.label
        if marker.word:
            return label
        prefix, outer = self._prefix(level)
        if outer is not None and outer.word and outer.word not in ATTACHMENTS:
            dotted = len(marker.path) > 1
            named_by_number = bool(outer.path)
            if marker.path and (dotted or not named_by_number):
                return label
        if len(marker.path) > 1 or (marker.path and marker.readings[0][0].startswith("sub")):
            exhibit = prefix if outer is not None and outer.word in ATTACHMENTS else ""
            return f"{exhibit}({label})" if exhibit else label
        return f"{prefix}({label})" if prefix else label

    def _prefix(self, level: Level) -> tuple[str, Level | None]:
        try:
            position = self.stack.index(level)
        except ValueError:
            return "", None
        for outer in reversed(self.stack[:position]):
            if outer.node.number:
                return outer.node.number, outer
        return "", None
