"""Parsing a license text into clauses and statements."""

import gc
from dataclasses import dataclass

from licensecheck.model import Clause, Span
from licensecheck.parsing.chunks import group_lines
from licensecheck.parsing.lines import read_lines
from licensecheck.parsing.nodes import Node
from licensecheck.parsing.statements import Statement, StatementList, read_statements
from licensecheck.parsing.tree import build_tree


@dataclass(frozen=True)
class Document:
    """A parsed text: its clause tree in pre-order, its statements and its lists, in text order."""

    text: str
    clauses: tuple[Clause, ...]
    statements: tuple[Statement, ...]
    lists: tuple[StatementList, ...]


def parse(text: str) -> Document:
    """Parse `text`. Every string has a parse; nothing is raised. All offsets are code points."""
    # The tree is one large web of living objects: searching it for garbage again and again would
    # double the time and finds nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _parse(text)
    finally:
        if collecting:
            gc.enable()


def _parse(text: str) -> Document:
    lines = read_lines(text)
    root = build_tree(lines.view, group_lines(lines.lines))
    nodes = _flatten(root, text)
    clauses = _clauses(text, lines.view, nodes)
    tree = [(node, index) for index, (node, _) in enumerate(nodes)]
    statements, lists = read_statements(lines.view, tree)
    return Document(text, clauses, statements, lists)


def _flatten(root: Node, text: str) -> list[tuple[Node, int]]:
    """All nodes below `root` in pre-order with their level; titles without text become leaves."""
    result: list[tuple[Node, int]] = []
    stack = [(child, 0) for child in reversed(root.children)]
    while stack:
        node, level = stack.pop()
        if len(node.children) == 1 and node.children[0].kind == "heading":
            only = node.children[0]
            if not only.children:
                node.kind, node.content, node.end = "heading", only.content, only.end
                node.head = only.head
                node.children = []
        result.append((node, level))
        stack.extend((child, level + 1) for child in reversed(node.children))
    if not result and text.strip():
        result.append((Node("paragraph", 0, 0, 0, root), 0))
    return result


def _clauses(text: str, view: str, nodes: list[tuple[Node, int]]) -> tuple[Clause, ...]:
    leaves = [index for index, (node, _) in enumerate(nodes) if not node.children]
    starts = _leaf_starts(text, view, [nodes[index][0].start for index in leaves])
    ends = [*starts[1:], len(text)]
    spans: list[list[int]] = [[0, 0] for _ in nodes]
    indexes = {id(node): index for index, (node, _) in enumerate(nodes)}
    for position, index in enumerate(leaves):
        start, end = starts[position], ends[position]
        spans[index] = [start, start + len(text[start:end].rstrip())]
    for index in range(len(nodes) - 1, -1, -1):
        children = nodes[index][0].children
        if children:
            spans[index] = [
                spans[indexes[id(children[0])]][0],
                spans[indexes[id(children[-1])]][1],
            ]
    result = []
    for index, (node, level) in enumerate(nodes):
        start, end = spans[index]
        parent = indexes.get(id(node.parent)) if node.parent is not None else None
        result.append(
            Clause.model_construct(
                span=Span.model_construct(start=start, end=end),
                level=level,
                kind=node.kind,
                number=node.number,
                heading=node.heading,
                parent=parent,
            )
        )
    return tuple(result)


def _leaf_starts(text: str, view: str, starts: list[int]) -> list[int]:
    """Where the leaves begin, with the decoration that stands before them on their line."""
    result: list[int] = []
    floor = 0
    for position, start in enumerate(starts):
        if position == 0:
            at = len(text) - len(text.lstrip())
        else:
            line = view.rfind("\n", floor, start) + 1 or floor
            before = view[line:start]
            at = start
            if not before.strip():
                raw = text[line:start]
                at = line + len(raw) - len(raw.lstrip())
        result.append(at)
        floor = start
    return result
