"""Marks ranges of a text in HTML, whatever way the ranges nest or overlap."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from licensecheck.reporting.wording import showable

#: Kinds from the one that shows first to the one that shows last where ranges overlap.
PRECEDENCE = ("restriction", "condition", "grant", "notice", "unexplained")
TAGS = {"restriction": "R", "condition": "C", "grant": "G", "notice": "N", "unexplained": "?"}


@dataclass(frozen=True, slots=True)
class Highlight:
    """A range (code points, half open) to mark, its kind (one of `PRECEDENCE`) and its name."""

    start: int
    end: int
    kind: str
    name: str


def segments(
    length: int, highlights: Sequence[Highlight]
) -> Iterator[tuple[int, int, tuple[Highlight, ...]]]:
    """Cuts the range 0 to `length` wherever a highlight starts or ends.

    Yields start, end and the highlights that cover the segment, by precedence and then in the
    order given. The segments are in order, disjoint and cover the range; a highlight that is
    empty or lies outside is left out, one that sticks out is clipped.
    """
    starting: defaultdict[int, list[int]] = defaultdict(list)
    ending: defaultdict[int, list[int]] = defaultdict(list)
    for index, each in enumerate(highlights):
        start, end = max(each.start, 0), min(each.end, length)
        if start < end:
            starting[start].append(index)
            ending[end].append(index)
    active: set[int] = set()
    position = 0
    for cut in sorted({*starting, *ending, length}):
        if cut > position:
            order = sorted(active, key=lambda i: (PRECEDENCE.index(highlights[i].kind), i))
            yield position, cut, tuple(highlights[i] for i in order)
            position = cut
        active.difference_update(ending[cut])
        active.update(starting[cut])


def mark_text(text: str, highlights: Sequence[Highlight], anchor: str) -> str:
    """`text` as HTML with a `<mark>` around each highlighted segment.

    Without its tags, and with entities resolved, the result is `text` again (only NUL and
    surrogates become U+FFFD). A highlight that starts at code point n can be linked to as
    `#{anchor}-{n}`.
    """
    parts = []
    text = showable(text)
    for start, end, covering in segments(len(text), highlights):
        body = escape(text[start:end], quote=False)
        if not covering:
            parts.append(body)
            continue
        title = "; ".join(dict.fromkeys(f"{each.kind}: {each.name}" for each in covering))
        tags = "".join(dict.fromkeys(TAGS[each.kind] for each in covering if each.start == start))
        classes = f"lc-{covering[0].kind}" + (" lc-overlap" if len(covering) > 1 else "")
        tag_attribute = f' data-tag="{tags}"' if tags else ""
        parts.append(
            f'<mark class="{classes}" id="{escape(anchor)}-{start}"{tag_attribute} '
            f'title="{escape(showable(title))}">{body}</mark>'
        )
    return "".join(parts)
