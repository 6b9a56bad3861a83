"""Statements, and the lead-ins whose force they carry. Offsets are code points."""

import re
from dataclasses import dataclass
from typing import Literal

from licensecheck.parsing.headings import is_fragment
from licensecheck.parsing.nodes import Level, Node
from licensecheck.parsing.sentences import split_sentences

Role = Literal["sentence", "lead", "item", "heading"]
_NOT_INFINITIVES = frozenset("the a an any all you your this each its our".split())
Bounds = tuple[int, int]
# "This includes hosting it": the sentence goes on with what the one before allows or forbids.
_GOES_ON = re.compile(
    r"(?:this|that|these|those|it|such(?: \w+){1,3}|(?:this|that|the) "
    r"(?:ban|prohibition|restriction|limit|limitation|exclusion|permission)s?)"
    r"(?: also| likewise| equally| expressly| specifically| in particular)?"
    r" (?:includes?|covers?|comprises?|encompass(?:es)?|extends? to)\b"
    r"|the same (?:applies|goes|holds) (?:to|for)\b"
    r"|(?:(?:all|any|every) )?(?:other|further|different) (?:use|purpose|activit|end)\w*\b"
    r"|everything else\b|anything else\b|nothing else\b",
    re.IGNORECASE,
)
# "If" before "(a) ... or (b) ..., you must ...": the duty that ends the sentence.
_CONDITION = re.compile(r"(?:if|where|when|whenever|in case|should|once|in the event)\b", re.I)
_DUTY = (
    r"\b(?:may|must|shall|will|needs?|cannot|can|has|have|agrees?|requires?|is|are|ends?"
    r"|terminates?)\b"
)
_CLAUSE = r"(?:you|your|licensees?|users?|the|this|these|no|we|such|any|all)\b[^,;:]*?" + _DUTY
_CONSEQUENCE = re.compile(rf",\s+(?:then\s+)?(?={_CLAUSE})", re.IGNORECASE)
_CONTINUED = re.compile(rf"(?:then\s+)?{_CLAUSE}")
_MAIN_CLAUSE = re.compile(r",[^,]*" + _DUTY, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a title, or the text of a list item.

    `start` and `end` are code points into the text, without enumerator and outer blanks;
    `clause` is the index of its leaf clause. `leads` are the spans of the lead-ins whose force
    carries to it, outermost first, and the sentence that it goes on with. A duty that closes a
    list of conditions ("if (a) ... or (b) ..., you must ...") comes first of all, though it
    stands behind the conditions. `heading` is the span of the nearest title above the statement.
    `continues_list` marks text after a list that completes its lead-in.
    """

    start: int
    end: int
    clause: int
    leads: tuple[Bounds, ...]
    heading: Bounds | None
    role: Role
    continues_list: bool


@dataclass(frozen=True, slots=True)
class StatementList:
    """A lead-in with its items.

    `start` is where the lead-in begins (the title, where only that leads), `end` where the last
    item ends; `lead` is the index of the lead-in's statement, None where only a title leads;
    `items` are the indexes of the items' statements, those of nested lists included.
    """

    start: int
    end: int
    lead: int | None
    items: tuple[int, ...]


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    clause: int
    leads: tuple[Bounds, ...]
    heading: Bounds | None
    role: Role
    continues: bool = False


@dataclass(slots=True)
class _Group:
    """What is known of a list once its first item is reached."""

    leads: tuple[Bounds, ...]
    lead: int | None
    start: int | None
    first: int
    last: int


class _Reader:
    def __init__(self, view: str) -> None:
        self.view = view
        self.drafts: list[_Draft] = []
        self.groups: dict[int, _Group] = {}
        self.order: list[_Group] = []
        self.previous: Node | None = None
        # Leads that still wait for the first sentence of an item, by the item's identity.
        self.pending: dict[int, tuple[Bounds, ...]] = {}

    def enter(self, node: Node) -> None:
        """Begin an item: find what leads it."""
        level = node.group
        if level is None:
            return
        group = self.groups.get(id(level))
        if group is None:
            group = self._lead_of(level, node)
            self.groups[id(level)] = group
            if group.start is not None:
                self.order.append(group)
        self.pending[id(node)] = group.leads

    def leaf(self, node: Node, clause: int, heading: Bounds | None) -> None:
        """Add the statements of a leaf."""
        view = self.view
        if node.kind == "heading":
            bounds = node.head if node.head is not None else (node.content, node.end)
            self._add_plain(bounds, clause, heading, "heading")
            self.previous = node
            return
        item = node if node.group is not None else node.parent
        inside = item is not None and item.group is not None and item.kind == "item"
        role: Role = "item" if inside else "sentence"
        leads: tuple[Bounds, ...] = ()
        sentences = split_sentences(view, node.content, node.end)
        if item is not None and sentences:
            leads = self.pending.pop(id(item), ())
        before: _Draft | None = None
        for start, end in sentences:
            draft = _Draft(start, end, clause, leads, heading, role)
            if before is not None and _GOES_ON.match(view, start, end):
                draft.leads = (*before.leads, (before.start, before.end))
            else:
                before = draft  # a run of such sentences goes on with the one before the run
            self.drafts.append(draft)
            leads = ()
        if not inside and self._continues(node):
            self.drafts[-1].continues = True
        # Empty text ("1." before "(a)") leads nothing.
        self.previous = node if sentences else None

    def _add_plain(self, bounds: Bounds, clause: int, heading: Bounds | None, role: Role) -> None:
        start, end = bounds
        piece = self.view[start:end]
        body = piece.strip()
        if body:
            start += len(piece) - len(piece.lstrip())
            self.drafts.append(_Draft(start, start + len(body), clause, (), heading, role))

    def leave(self, node: Node) -> None:
        """End an item: its list reaches this far."""
        level = node.group
        if level is not None:
            self.groups[id(level)].last = len(self.drafts)

    def _lead_of(self, level: Level, item: Node) -> _Group:
        parent = level.parent
        count = len(self.drafts)
        none = _Group((), None, None, count, count)
        # An item that begins with its sub-items hands on what it would have carried.
        waiting = self.pending.pop(id(parent), ()) if parent.group is not None else ()
        before = self.previous
        if before is None or not self.drafts:
            none.leads = waiting
            return none
        draft = self.drafts[-1]
        if before.kind == "heading":
            if before.parent is parent and self._heading_leads(item):
                span = (draft.start, draft.end)
                return _Group((*waiting, span), None, draft.start, count, count)
            none.leads = waiting
            return none
        if before.parent is not parent or before.group is not None:
            none.leads = waiting
            return none
        if draft.role != "heading" and self._leads(draft, level, item):
            leads = (*draft.leads, (draft.start, draft.end))
            draft.role = "lead"
            return _Group(leads, count - 1, draft.start, count, count)
        return none

    def _first_words(self, item: Node) -> str:
        return self.view[item.content : min(item.content + 160, max(item.end, item.content + 1))]

    def _heading_leads(self, item: Node) -> bool:
        """Whether an item directly below a title is no sentence of its own."""
        if item.kind == "section":
            return False
        end = max(item.end, item.content)
        text = self.view[item.content : min(end, item.content + 400)].rstrip()
        words = text.split(None, 2)
        if len(text) < 2 or not words:
            return False
        if text[0].islower():
            return True
        if words[0] == "To" and len(words) > 1 and words[1] not in _NOT_INFINITIVES:
            return True
        if words[0] in ("For", "In", "By", "As", "With") and text[-1] in ";,":
            return True
        return len(text.split()) <= 40 and is_fragment(text)

    def _leads(self, draft: _Draft, level: Level, item: Node) -> bool:
        view = self.view
        text = view[draft.start : draft.end].rstrip(" \t\n*_\"'”’)]")
        if not text:
            return False
        if text[-1] in ":：—–" or text.endswith((":-", " -")):
            return True
        tail = text[-300:].lower()
        if item.kind == "section" and not level.inline:
            return False
        if "following" in tail or "as follows" in tail:
            return True
        start = self._first_words(item)
        lower = start[:1].islower()
        if text[-1] not in ".!?;":
            return level.inline or lower or len(text.split()) > 2
        if lower and text[-1] != "?":
            return True
        if "1" in level.key and not level.bullet:
            return False
        short = len(start.split()) <= 12 and len(start) < 160
        return short and is_fragment(start)

    def _continues(self, node: Node) -> bool:
        """Whether a paragraph after a list goes on with the sentence of its lead-in."""
        first = self.view[node.content : node.content + 1]
        if not first.islower() or not self.drafts or self.previous is None:
            return False
        last = self.previous
        listed = last if last.group is not None else last.parent
        if listed is None or listed.group is None or listed.parent is not node.parent:
            return False
        return self.view[last.end - 1 : last.end] not in (".", "!", "?")


def _carry_duty(view: str, drafts: list[_Draft], group: _Group) -> None:
    """Let the duty that ends a list of conditions lead every condition."""
    if group.lead is None or group.last <= group.first:
        return
    lead = drafts[group.lead]
    text = view[lead.start : lead.end]
    if not _CONDITION.match(text) or _MAIN_CLAUSE.search(text):
        return
    last = group.last - 1
    found = _CONSEQUENCE.search(view, drafts[last].start, drafts[last].end)
    if found is not None:
        begin = found.end()
    else:
        # On a line of its own, which may look like part of the last item.
        if drafts[last].leads and group.last < len(drafts) and drafts[group.last].continues:
            last = group.last
        begin = drafts[last].start
        if drafts[last].leads or not _CONTINUED.match(view, begin, drafts[last].end):
            return
    duty = (begin, begin + len(view[begin : drafts[last].end].rstrip(".;: ")))
    for draft in drafts[group.first : last]:
        if draft.leads:
            draft.leads = (duty, *draft.leads)


def read_statements(
    view: str, nodes: list[tuple[Node, int]]
) -> tuple[tuple[Statement, ...], tuple[StatementList, ...]]:
    """The statements of a tree and its lists.

    `nodes` are the nodes in pre-order, each with the index of its clause. Both results are in
    text order.
    """
    reader = _Reader(view)
    open_nodes: list[Node] = []
    headings: list[Bounds | None] = []
    for node, clause in nodes:
        while open_nodes and open_nodes[-1] is not node.parent:
            reader.leave(open_nodes.pop())
            headings.pop()
        above = headings[-1] if headings else None
        reader.enter(node)
        if node.children:
            open_nodes.append(node)
            headings.append(node.head or above)
            continue
        own = node.kind == "heading"
        if own and open_nodes and node.head is not None and node.head == open_nodes[-1].head:
            above = headings[-2] if len(headings) > 1 else None
        reader.leaf(node, clause, above)
        reader.leave(node)
    while open_nodes:
        reader.leave(open_nodes.pop())
    drafts = reader.drafts
    for group in reader.order:
        _carry_duty(view, drafts, group)
    statements = tuple(
        Statement(d.start, d.end, d.clause, d.leads, d.heading, d.role, d.continues) for d in drafts
    )
    lists = tuple(
        StatementList(
            group.start or 0,
            drafts[group.last - 1].end,
            group.lead,
            tuple(range(group.first, group.last)),
        )
        for group in reader.order
        if group.last > group.first
    )
    return statements, lists
