"""Finding the title of an item or section. Offsets are code points into the view."""

from licensecheck.parsing.chunks import Chunk
from licensecheck.parsing.headings import is_short_label, is_title, run_in
from licensecheck.parsing.nodes import Level, Node

_LONGEST = 120


def find_title(
    view: str, item: Node, level: Level, end: int, sibling: bool, nested: bool
) -> tuple[int, int] | None:
    """The title that opens the text of `item`, which ends at `end`.

    `sibling` tells whether the next item of the same list follows at once, so that a short text
    is the item itself and no title; `nested` whether a list within the item begins. Returns
    (end of the title, start of the text after it); the latter is `end` where the title is all.
    None where there is no title.
    """
    content = item.content
    text = view[content:end]
    if not sibling and _is_lone_title(text, item, level, nested):
        return content + len(text.rstrip(" .:\t\n-–—")), end
    numbered = "1" in level.key or level.key.startswith("dotted")
    found = run_in(view, content, end, numbered and not level.led)
    if found is None:
        return None
    title_end, body = found
    if level.bullet and view[title_end] == ":" and title_end - content > 60:
        return None
    body += len(view[body:end]) - len(view[body:end].lstrip())
    return (title_end, body) if body < end else None


def _is_lone_title(text: str, item: Node, level: Level, nested: bool) -> bool:
    if level.bullet or len(text) >= _LONGEST or "\n\n" in text or text[-1] in ";,":
        return False
    title = text.rstrip(" .:\t\n-–—")
    if ". " in title:
        return False
    if level.word:
        return text[-1] != "." or is_title(title) or is_short_label(title)
    if text[-1] == ":" and level.led and not nested:
        return False
    # Where the items before have no titles, a short one is an item like them.
    earlier = level.items[-5:-1]
    if earlier and not nested and all(other.head is None for other in earlier):
        return False
    if is_title(title):
        return True
    whole = text[-1].isalnum() or (nested and text[-1] == ".")
    return item.line is not None and whole and is_short_label(title)


def is_sibling(level: Level, following: Chunk | None) -> bool:
    """Whether the next item of `level` follows at once."""
    if level.word:
        return False
    if following is None:
        return len(level.items) < 2 or level.items[-2].head is None
    marker = following.lines[0].marker
    return marker is not None and any(
        style == level.key and (marker.bullet or value == level.last + 1)
        for style, value in marker.readings
    )
