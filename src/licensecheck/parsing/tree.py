"""Building the clause tree from chunks. Offsets are code points into the text."""

from dataclasses import dataclass, field

from licensecheck.parsing.chunks import Chunk
from licensecheck.parsing.headings import is_short_label, is_title, run_in
from licensecheck.parsing.lines import Line
from licensecheck.parsing.markers import (
    ATTACHMENTS,
    Marker,
    inline_markers,
    is_copyright_sign,
)
from licensecheck.parsing.nodes import Level, Node
from licensecheck.parsing.sentences import first_sentence_end
from licensecheck.parsing.sequence import Candidate, Sequencer, Strength

_FRAGMENT_END = (";", ",", "; and", "; or", ", and", ", or")


@dataclass(slots=True)
class _Builder:
    view: str
    root: Node = field(default_factory=lambda: Node("section", 0, 0, 0, None))
    sequencer: Sequencer = field(init=False)
    last: Node | None = None

    def __post_init__(self) -> None:
        self.sequencer = Sequencer(self.root)

    # -- leaves ---------------------------------------------------------------------------

    def leaf(self, parent: Node, kind: str, start: int, content: int, end: int) -> Node:
        parent.open_own_text()
        node = Node(kind, start, content, end, parent)
        parent.children.append(node)
        self.last = node
        return node

    def top(self) -> Node:
        stack = self.sequencer.stack
        return stack[-1].node if stack else self.root

    # -- chunks ---------------------------------------------------------------------------

    def heading(self, chunk: Chunk) -> None:
        line = chunk.lines[0]
        start, end = line.start, chunk.lines[-1].end
        stack = self.sequencer.stack
        if stack and line.rule == "" and not line.hashes and stack[-1].awaits_title(self.last):
            # "Attachment A" and its title on the next line.
            node = stack[-1].node
            first = node.children[0] if node.children else node.open_own_text()
            if first is not None:
                first.kind, first.end = "heading", end
                node.title(self.view, start, end)
                first.head = node.head
                self.last = first
                return
        parent = self.sequencer.open_heading(chunk.rank)
        node = Node("section", start, start, end, parent)
        parent.open_own_text()
        parent.children.append(node)
        node.title(self.view, start, end)
        head = self.leaf(node, "heading", start, start, end)
        head.head = node.head
        self.sequencer.push_heading(node, chunk.rank, line.indent)

    def body(self, chunk: Chunk, following: Chunk | None) -> None:
        lines = chunk.lines
        start, end = lines[0].start, lines[-1].end
        candidates = self._candidates(chunk, start, end)
        sequencer = self.sequencer
        position = start
        current: Node | None = None
        newest: Candidate | None = None
        for index, candidate in enumerate(candidates):
            if candidate.at < position:
                continue
            if current is None and candidate.at > start:
                current = self._paragraph(lines[0], start, end)
            level = sequencer.place(candidate, candidates, index, self.view, self.last)
            if level is None:
                continue
            if current is not None:
                stop = position + len(self.view[position : candidate.at].rstrip())
                first = any(value == 1 for _, value in candidate.marker.readings)
                self._fill(current, stop, current.group is level, first)
            current = self._item(candidate, level)
            position = candidate.at + candidate.marker.length
            newest = candidate
        if current is None:
            current = self._paragraph(lines[0], start, end)
        if newest is not None:
            self._finish(current, position, end, newest, following)

    def _candidates(self, chunk: Chunk, start: int, end: int) -> list[Candidate]:
        lines = chunk.lines
        found: list[Candidate] = []
        for index, line in enumerate(lines):
            marker = line.marker
            if marker is None or is_copyright_sign(line.text):
                continue
            strength = Strength.CHUNK if index == 0 else Strength.LINE
            before = lines[index - 1] if index else None
            found.append(Candidate(line.start, marker, strength, line.indent, line, before))
            rest = line.text[marker.length :]
            offset = line.start + marker.length
            if rest and not marker.bullet and len(rest) < len(line.text):
                from licensecheck.parsing.markers import enumerator

                inner = enumerator(rest) if rest[0] in "(1aiAI" else None
                if inner is not None and any(value == 1 for _, value in inner.readings):
                    found.append(
                        Candidate(offset, inner, Strength.INNER, line.indent + 1, line, None)
                    )
        taken = {candidate.at for candidate in found}
        for at, marker in inline_markers(self.view, start, end):
            if at not in taken:
                found.append(
                    Candidate(at, marker, Strength.INLINE, lines[0].indent + 1, None, None)
                )
        found.sort(key=lambda candidate: candidate.at)
        return found

    # -- pieces ---------------------------------------------------------------------------

    def _paragraph(self, line: Line, start: int, end: int) -> Node:
        """Add text that begins with no enumerator."""
        if self._is_bare_item(line, start, end):
            level = self.sequencer.place_bare(line.indent, self.last)
            node = self.leaf(level.parent, "item", start, start, end)
            level.adopt(node)
            return node
        parent = self.sequencer.close_for_paragraph(line.indent, self.view, self.last)
        return self.leaf(parent, "paragraph", start, start, end)

    def _item(self, candidate: Candidate, level: Level) -> Node:
        """Add an item; its text is filled in once its end is known."""
        marker = candidate.marker
        at = candidate.at
        kind = "section" if marker.word else "item"
        node = self.leaf(level.parent, kind, at, at + marker.length, at)
        node.number = self.sequencer.number(level, marker)
        node.line = candidate.line
        level.adopt(node)
        return node

    def _finish(
        self, item: Node, position: int, end: int, newest: Candidate, following: Chunk | None
    ) -> None:
        """Give the rest of the chunk to its last item."""
        level = item.group
        if newest.strength is Strength.INLINE and level is not None and not level.long:
            stop = first_sentence_end(self.view, position, end)
            if stop < end:
                self._fill(item, stop, True, False)
                rest = stop + len(self.view[stop:end]) - len(self.view[stop:end].lstrip())
                self.sequencer.pop_level(level)
                self.leaf(level.parent, "paragraph", rest, rest, end)
                return
        marker = following.lines[0].marker if following is not None else None
        first = marker is not None and any(value == 1 for _, value in marker.readings)
        self._fill(item, end, self._is_sibling(item, following), first)

    def _fill(self, item: Node, end: int, sibling: bool, nested: bool) -> None:
        """Set the text of `item`, with its title as a leaf of its own.

        `sibling` tells whether the next item of the same list follows at once, so that a short
        text is the item itself and no title; `nested` whether a list within it begins.
        """
        view = self.view
        item.end = max(end, item.content)
        level = item.group
        content = item.content
        if level is None or level.key == "bare" or content >= end:
            return
        text = view[content:end]
        if level.inline and first_sentence_end(view, content, end) < end:
            level.long = True
        marked = item.line is not None
        word = level.word
        bullet = level.bullet
        numbered = "1" in level.key or level.key.startswith("dotted")
        if not sibling and not bullet and "\n\n" not in text and len(text) < 120:
            title = text.rstrip(" .:\t\n-–—")
            earlier = level.items[-2] if len(level.items) > 1 else None
            lone = (earlier is None or earlier.head is not None or word != "") and (
                is_title(title)
                or (word != "" and len(title) < 90)
                or (
                    marked
                    and is_short_label(title)
                    and (text[-1].isalnum() or (nested and text[-1] == "."))
                )
            )
            if lone and text[-1] not in ";,":
                item.kind = "section"
                self._title(item, content + len(title), item.end)
                return
        found = run_in(view, content, end, numbered and not level.led)
        if found is None or (bullet and view[found[0]] == ":" and found[1] - content > 60):
            return
        title_end, body = found
        body += len(view[body:end]) - len(view[body:end].lstrip())
        if body >= end:
            return
        if not level.led and not bullet:
            item.kind = "section"
        self._title(item, title_end, found[1])
        self.leaf(item, "paragraph", body, body, end)

    def _title(self, item: Node, title_end: int, end: int) -> None:
        """Make the beginning of an item its title, as a leaf up to `end`."""
        item.title(self.view, item.content, title_end)
        head = Node("heading", item.start, item.content, end, item, head=item.head)
        item.children.append(head)
        self.last = head

    def _is_sibling(self, item: Node, following: Chunk | None) -> bool:
        """Whether what follows is the next item, so that a short item is no title."""
        level = item.group
        if level is None or level.word:
            return False
        if following is None:
            return True
        marker = following.lines[0].marker
        return marker is not None and any(
            style == level.key and (marker.bullet or value == level.last + 1)
            for style, value in marker.readings
        )

    def _is_bare_item(self, line: Line, start: int, end: int) -> bool:
        """Whether unmarked text after a colon is a list item all the same."""
        last = self.last
        if last is None or last.kind == "heading":
            return False
        open_bare = last.group is not None and last.group.key == "bare" and not last.children
        tail = self.view[max(last.content, last.end - 8) : last.end].rstrip("\"'”’)]* \t\n")
        if not open_bare and tail[-1:] not in (":", "："):
            return False
        text = self.view[start:end]
        if "://" in text[:60] or text[0] in "<\"“`[{(":
            return False
        if open_bare and line.indent < (last.group.indent if last.group else 0):
            return False
        if text[0].islower():
            return True
        own = text.rstrip()
        if open_bare:
            return tail[-1:] in (";", ",") or tail.endswith((" and", " or"))
        return own.endswith(_FRAGMENT_END)


def build_tree(view: str, chunks: list[Chunk]) -> Node:
    """Build the tree of nodes over `view`; the root node stands for the whole text."""
    builder = _Builder(view)
    count = len(chunks)
    for index, chunk in enumerate(chunks):
        if chunk.reset:
            builder.sequencer.reset()
        if chunk.rank:
            builder.heading(chunk)
        else:
            builder.body(chunk, chunks[index + 1] if index + 1 < count else None)
    return builder.root


__all__ = ["ATTACHMENTS", "Marker", "build_tree"]
