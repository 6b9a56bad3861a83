"""The mutable tree that the builder grows. Offsets are code points into the text."""

from dataclasses import dataclass, field
from typing import Literal

from licensecheck.parsing.lines import Line

ClauseKind = Literal["section", "heading", "paragraph", "item"]

# The rank of lists; headings and keywords ("Section 2") have a lower number and close them.
LIST_RANK = 9


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making.

    `start` is where it begins with its enumerator, `content` where its own text begins, `end`
    where that own text ends; `head` is the span of its title, `group` the list it is an item of.
    """

    kind: ClauseKind
    start: int
    content: int
    end: int
    parent: "Node | None"
    number: str | None = None
    heading: str | None = None
    head: tuple[int, int] | None = None
    children: list["Node"] = field(default_factory=list)
    group: "Level | None" = None
    line: Line | None = None

    def title(self, view: str, start: int, end: int) -> None:
        """Make `view[start:end]` the title."""
        self.head = (start, end)
        self.heading = " ".join(view[start:end].split()).rstrip(" :.")

    def open_own_text(self) -> "Node | None":
        """Turn the text of a leaf item into its first child, so that others can follow."""
        if self.children or self.group is None:
            return None
        own = Node("paragraph", self.start, self.content, self.end, self)
        self.children.append(own)
        return own


@dataclass(slots=True, eq=False)
class Level:
    """One open level of enumeration, or an open unnumbered heading.

    `key` is the style of the enumerators, `last` the value of the newest one, `path` its dotted
    numbers, `node` the newest item; `led` tells whether the text before the first item ends in a
    colon or announces what follows, `long` whether an item has several sentences, `base` how
    far the paragraph before the list is indented (-1 where unknown).
    """

    key: str
    parent: Node
    node: Node
    indent: int
    base: int = -1
    last: int = 1
    path: tuple[int, ...] = ()
    word: str = ""
    rank: int = LIST_RANK
    bullet: bool = False
    led: bool = False
    inline: bool = False
    long: bool = False
    items: list[Node] = field(default_factory=list)

    def adopt(self, node: Node) -> None:
        """Make `node` the newest item."""
        self.node = node
        self.items.append(node)
        node.group = self

    def awaits_title(self, last: Node | None) -> bool:
        """Whether this is a keyword ("Attachment A") whose title has not come yet."""
        node = self.node
        own = node.children[0] if node.children else node
        if self.word == "" or node.heading is not None or own.content < own.end:
            return False
        return last is node or last is own
