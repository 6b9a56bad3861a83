"""List items without an enumerator: text after a colon, or after a sentence that breaks off,
that is set off by its shape alone.
"""

import re

from licensecheck.parsing.chunks import Chunk
from licensecheck.parsing.headings import TITLE, is_fragment
from licensecheck.parsing.nodes import LIST_RANK, Level, Node
from licensecheck.parsing.stack import Stack

KEY = "bare"
_QUOTING = frozenset('<"“`[{(©')
# A colon after these words introduces a text to be copied, not a list.
_SPECIMENS = ("notice", "example", "copyright", "statement", "at:", "text:", "legend", "form:")
_COLONS = (":", "：")
# No sentence ends so: "You may not permit others to".
_BREAKS_OFF = re.compile(
    r"\b(?:to|not|shall|must|may|will|for|by|from|that|be|with|if|when|unless|which|who|including"
    r"|especially|in particular)$"
)


def place_bare(
    stack: Stack, view: str, chunk: Chunk, following: Chunk | None, last: Node | None
) -> Level | None:
    """The level that an unmarked chunk is an item of; None where it is a plain paragraph.

    `last` is the leaf before, `following` the next chunk.
    """
    line = chunk.lines[0]
    if last is None or last.kind == "heading" or line.marker is not None:
        return None
    tail = view[max(last.content, last.end - 60) : last.end].rstrip("\"'”’)]* \t\n").lower()
    breaks_off = (
        _BREAKS_OFF.search(tail) is not None
        and view[line.start].islower()
        and line.indent > stack.newest
    )
    if (breaks_off or tail.endswith(_COLONS)) and _begins(stack, view, chunk, following, tail):
        parent = stack.top
        level = Level(KEY, parent, parent, line.indent, stack.newest, bullet=True, led=True)
        return stack.push(level)
    for position in range(len(stack.levels) - 1, -1, -1):
        level = stack.levels[position]
        if level.rank < LIST_RANK:
            break
        if level.key != KEY or abs(level.indent - line.indent) > 1:
            continue
        if level.indent > level.base + 1 or _goes_on(view, chunk, tail):
            stack.truncate(position + 1)
            return level
        break
    return None


def _begins(stack: Stack, view: str, chunk: Chunk, following: Chunk | None, tail: str) -> bool:
    """Whether `chunk` after a colon is the first item of a list."""
    line = chunk.lines[0]
    text = view[line.start : chunk.lines[-1].end]
    if text[0] in _QUOTING or "://" in text[:60] or line.rule or text[:9].lower() == "copyright":
        return False
    if text[0].islower() or text.endswith((";", ",", "; and", "; or", ", and", ", or")):
        return "@" not in text[:40] and "." not in text.split(None, 1)[0]
    if any(word in tail for word in _SPECIMENS):
        return False
    if line.indent > stack.newest + 1 and is_fragment(text):
        return True
    if following is None or following.reset:
        return False
    after = following.lines[0]
    if after.marker is not None or following.rank not in (0, TITLE):
        return False
    level = after.indent == line.indent
    if line.indent > stack.newest + 1:
        return level or (text[-1:] in _COLONS and after.indent > line.indent)
    if not level or following.rank:
        return False
    return is_fragment(text) and is_fragment(view[after.start : following.lines[-1].end])


def _goes_on(view: str, chunk: Chunk, tail: str) -> bool:
    """Whether `chunk` goes on with a list that only its wording sets off."""
    text = view[chunk.lines[0].start : chunk.lines[-1].end]
    if text[0].islower() or tail.endswith((";", ",", "; and", "; or", ", and", ", or")):
        return True
    return is_fragment(text)


def may_be_bare(stack: Stack, view: str, chunk: Chunk, last: Node | None) -> bool:
    """Whether a chunk in the shape of a title rather is an item indented below a colon."""
    line = chunk.lines[0]
    if chunk.rank != TITLE or line.hashes or line.under or last is None or last.kind == "heading":
        return False
    for level in reversed(stack.levels):
        if level.rank < LIST_RANK:
            break
        if level.key == KEY and level.indent > level.base + 1 and line.indent >= level.indent:
            return True
    return last.end > 0 and view[last.end - 1] in _COLONS and line.indent > stack.newest + 1
