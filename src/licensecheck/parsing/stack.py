"""The stack of open levels: what an enumerator, a heading or a paragraph closes."""

from licensecheck.parsing.candidates import Candidate, Strength
from licensecheck.parsing.markers import ATTACHMENTS, Marker
from licensecheck.parsing.nodes import LIST_RANK, Level, Node

MAX_DEPTH = 14


class Stack:
    """The open levels, outermost first.

    `root` is the node of the whole text, `base` the indentation of the newest paragraph without
    an enumerator (-1 before the first), `newest` that of the newest line of any kind.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        self.levels: list[Level] = []
        self.base = -1
        self.newest = -1
        # Closed lists by style, so that "c." can go on after a paragraph that closed "b.".
        self._memory: dict[str, Level] = {}

    @property
    def top(self) -> Node:
        """The node that new text belongs to."""
        return self.levels[-1].node if self.levels else self.root

    def reset(self) -> None:
        """Close and forget everything (at a rule between two texts)."""
        self.levels.clear()
        self._memory.clear()

    def truncate(self, size: int) -> None:
        """Close all levels but the outermost `size`."""
        levels = self.levels
        while len(levels) > size:
            level = levels.pop()
            if level.rank == LIST_RANK:
                self._memory[level.key] = level

    def close(self, level: Level) -> None:
        """Close `level`, if it is open, and all above it."""
        if level in self.levels:
            self.truncate(self.levels.index(level))

    def pop_to_rank(self, rank: int) -> None:
        """Close the levels of the same or a lower rank."""
        size = len(self.levels)
        while size and self.levels[size - 1].rank >= rank:
            size -= 1
        self.truncate(size)

    def push(self, level: Level) -> Level:
        """Open `level`; beyond any depth that real texts have, nesting stays flat."""
        if len(self.levels) >= MAX_DEPTH:
            level.parent = self.levels.pop().parent
        self.levels.append(level)
        return level

    def push_heading(self, node: Node, rank: int, indent: int) -> None:
        """Open the section of an unnumbered heading."""
        self.push(Level("heading", node, node, indent, rank=rank))

    def open(self, key: str, candidate: Candidate, led: bool) -> Level:
        """Open a list with `candidate` as its first item."""
        marker = candidate.marker
        level = Level(key, self.top, self.top, candidate.indent, base=self.base)
        level.word = marker.word
        level.bullet = marker.bullet
        level.led = led and not marker.word
        level.inline = candidate.strength is Strength.INLINE
        if marker.word:
            level.rank = 1 if marker.word in ATTACHMENTS else 2
        elif candidate.line is not None and candidate.line.hashes:
            level.rank = candidate.line.hashes
        return self.push(level)

    def reopen(self, marker: Marker, strong: bool, indent: int) -> Level | None:
        """Take up a list again that a paragraph or a heading has closed, None if it is none.

        `strong` tells whether the enumerator begins a paragraph.
        """
        for style, value in marker.readings:
            level = self._memory.get(style)
            if level is None or value != level.last + 1:
                continue
            parents = [self.root, *(outer.node for outer in self.levels)]
            if level.parent in parents:
                self.truncate(parents.index(level.parent))
            elif level.parent.kind == "section" and strong and self.levels:
                # Numbers that run on below the next heading of the same kind.
                self.pop_to_rank(LIST_RANK)
                if not self.levels:
                    continue
                level = Level(style, self.top, self.top, indent)
            else:
                continue
            self._memory.pop(style, None)
            level.last, level.path = value, marker.path
            return self.push(level)
        return None

    def close_for_paragraph(self, indent: int, view: str, last: Node | None) -> Node:
        """Close the lists that an unmarked paragraph ends; returns the node it belongs to."""
        size = len(self.levels)
        while size and self._ends(size - 1, indent, view, last):
            size -= 1
        self.truncate(size)
        self.base = indent
        return self.top

    def _ends(self, position: int, indent: int, view: str, last: Node | None) -> bool:
        """Whether a paragraph indented by `indent` ends the level at `position`."""
        level = self.levels[position]
        node = level.node
        if level.rank < LIST_RANK:
            return False
        titled = node.head is not None
        if titled and node.children and last is node.children[0]:
            return False
        if last is not None and (last is node or last.parent is node):
            tail = view[max(last.content, last.end - 4) : last.end].rstrip()
            if not tail:
                return False
            if tail[-1] == ":" and indent >= level.indent and not level.inline:
                return False
        if level.inline:
            return True
        if (level.led or level.bullet) and (indent <= level.indent or indent == level.base):
            return not titled or all(child.group for child in node.children[1:])
        if not any(outer.rank == LIST_RANK for outer in self.levels[:position]):
            return False
        digits = "1" in level.key or level.key.startswith("dotted")
        return indent < level.indent or (indent == level.indent and not digits and not titled)

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
        outer = self._numbered_outside(level)
        dotted = len(marker.path) > 1 or level.key.startswith("sub")
        if outer is None or outer.node.number is None:
            return label
        attached = outer.word in ATTACHMENTS
        if dotted and not attached:
            return label
        if marker.path and outer.word and not attached and not outer.path and level.key == "1.":
            # "1." below "Section IV" is cited as 1, for its numbers usually run on.
            return label
        return f"{outer.node.number}({label})"

    def _numbered_outside(self, level: Level) -> Level | None:
        """The nearest level around `level` whose item has a number."""
        if level not in self.levels:
            return None
        for outer in reversed(self.levels[: self.levels.index(level)]):
            if outer.node.number:
                return outer
        return None
