"""Building the clause tree from chunks. Offsets are code points into the view of the text."""

from licensecheck.parsing.bare import KEY as BARE
from licensecheck.parsing.bare import may_be_bare, place_bare
from licensecheck.parsing.candidates import Candidate, Strength, find_candidates
from licensecheck.parsing.chunks import Chunk
from licensecheck.parsing.nodes import ClauseKind, Level, Node
from licensecheck.parsing.sentences import first_sentence_end
from licensecheck.parsing.sequence import Sequencer
from licensecheck.parsing.stack import Stack
from licensecheck.parsing.titles import find_title, is_sibling


def build_tree(view: str, chunks: list[Chunk]) -> Node:
    """Build the tree of nodes over `view`; the root node stands for the whole text."""
    builder = _Builder(view, chunks)
    count = len(chunks)
    for index, chunk in enumerate(chunks):
        builder.add(chunk, chunks[index + 1] if index + 1 < count else None)
    return builder.root


class _Builder:
    def __init__(self, view: str, chunks: list[Chunk]) -> None:
        marked = [line for chunk in chunks for line in chunk.lines if line.marker is not None]
        self.view = view
        self.root = Node("section", 0, 0, 0, None)
        self.stack = Stack(self.root)
        self.sequencer = Sequencer(self.stack, view, marked)
        # The newest leaf.
        self.last: Node | None = None

    def add(self, chunk: Chunk, following: Chunk | None) -> None:
        """Add one chunk; `following` is the next one."""
        if chunk.reset:
            self.stack.reset()
        if chunk.rank and not may_be_bare(self.stack, self.view, chunk, self.last):
            self._heading(chunk)
        else:
            self._body(chunk, following)
        self.stack.newest = chunk.lines[-1].indent

    def _leaf(self, parent: Node, kind: ClauseKind, start: int, content: int, end: int) -> Node:
        parent.open_own_text()
        node = Node(kind, start, content, end, parent)
        parent.children.append(node)
        self.last = node
        return node

    def _heading(self, chunk: Chunk) -> None:
        line = chunk.lines[0]
        start, end = line.start, chunk.lines[-1].end
        levels = self.stack.levels
        if levels and not line.rule and not line.hashes and levels[-1].awaits_title(self.last):
            # "Attachment A" and its title on the next line.
            node = levels[-1].node
            head = node.children[0] if node.children else node.open_own_text()
            if head is not None:
                node.title(self.view, start, end)
                head.kind, head.end, head.head = "heading", end, node.head
                self.last = head
                return
        self.stack.pop_to_rank(chunk.rank)
        parent = self.stack.top
        parent.open_own_text()
        node = Node("section", start, start, end, parent)
        parent.children.append(node)
        node.title(self.view, start, end)
        head = self._leaf(node, "heading", start, start, end)
        head.head = node.head
        self.stack.push_heading(node, chunk.rank, line.indent)

    def _body(self, chunk: Chunk, following: Chunk | None) -> None:
        view = self.view
        start, end = chunk.lines[0].start, chunk.lines[-1].end
        candidates = find_candidates(view, chunk)
        position = start
        current: Node | None = None
        newest: Candidate | None = None
        for index, candidate in enumerate(candidates):
            if candidate.at < position:
                continue
            if current is None and candidate.at > start:
                current = self._paragraph(chunk, following)
            level = self.sequencer.place(candidates, index, self.last)
            if level is None:
                continue
            if current is not None:
                stop = position + len(view[position : candidate.at].rstrip())
                self._fill(current, stop, current.group is level, candidate.marker.is_first)
            current = self._item(candidate, level)
            position = candidate.at + candidate.marker.length
            newest = candidate
        if current is None:
            current = self._paragraph(chunk, following)
        if newest is not None:
            self._finish(current, position, end, newest, following)

    def _paragraph(self, chunk: Chunk, following: Chunk | None) -> Node:
        """Add a chunk that begins with no enumerator."""
        line = chunk.lines[0]
        start, end = line.start, chunk.lines[-1].end
        level = place_bare(self.stack, self.view, chunk, following, self.last)
        if level is not None:
            node = self._leaf(level.parent, "item", start, start, end)
            level.adopt(node)
            return node
        parent = self.stack.close_for_paragraph(line.indent, self.view, self.last)
        return self._leaf(parent, "paragraph", start, start, end)

    def _item(self, candidate: Candidate, level: Level) -> Node:
        """Add an item; its text is filled in once its end is known."""
        marker = candidate.marker
        at = candidate.at
        kind: ClauseKind = "section" if marker.word else "item"
        node = self._leaf(level.parent, kind, at, at + marker.length, at)
        node.number = self.stack.number(level, marker)
        node.line = candidate.line
        level.adopt(node)
        return node

    def _finish(
        self, item: Node, position: int, end: int, newest: Candidate, following: Chunk | None
    ) -> None:
        """Give the rest of the chunk to its last item.

        The last item within a line ends with its sentence, for what follows is no part of the
        list, unless the items before have several sentences too.
        """
        level = item.group
        if level is None:
            return
        if newest.strength is Strength.INLINE and not level.long:
            stop = first_sentence_end(self.view, position, end)
            if stop < end:
                self._fill(item, stop, True, False)
                rest = stop + len(self.view[stop:end]) - len(self.view[stop:end].lstrip())
                self.stack.close(level)
                self._leaf(level.parent, "paragraph", rest, rest, end)
                return
        marker = following.lines[0].marker if following is not None else None
        nested = marker is not None and marker.is_first
        self._fill(item, end, is_sibling(level, following), nested)

    def _fill(self, item: Node, end: int, sibling: bool, nested: bool) -> None:
        """Set the text of `item`, with its title as a leaf of its own (see `find_title`)."""
        item.end = max(end, item.content)
        level = item.group
        if level is None or level.key == BARE or item.content >= end:
            return
        if level.inline and first_sentence_end(self.view, item.content, end) < end:
            level.long = True
        found = find_title(self.view, item, level, end, sibling, nested)
        if found is None:
            return
        title_end, body = found
        if not level.bullet and (body == end or not level.led):
            item.kind = "section"
        item.title(self.view, item.content, title_end)
        head = Node("heading", item.start, item.content, body, item, head=item.head)
        item.children.append(head)
        self.last = head
        if body < end:
            head.end = item.content + len(self.view[item.content : body].rstrip())
            self._leaf(item, "paragraph", body, body, end)
