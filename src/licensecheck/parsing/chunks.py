"""Grouping lines into chunks: paragraphs, headings and runs of list items."""

from dataclasses import dataclass

from licensecheck.parsing.headings import CAPITALS, heading_rank, is_title, is_upper
from licensecheck.parsing.lines import Line

_LONG = 130
_ENDS = frozenset(".:;!?。：；")


@dataclass(slots=True)
class Chunk:
    """Lines that belong together.

    `rank` is that of a heading (0 for body text), `reset` whether a rule of dashes before the
    chunk ends everything that was open.
    """

    lines: list[Line]
    rank: int = 0
    reset: bool = False


def group_lines(lines: list[Line]) -> list[Chunk]:
    """Group `lines` into chunks, in order; every line is in exactly one."""
    _measure(lines)
    chunks: list[Chunk] = []
    current: Chunk | None = None
    before: Line | None = None
    last = len(lines) - 1
    for index, line in enumerate(lines):
        after = lines[index + 1] if index < last else None
        if current is not None and before is not None:
            if _is_lone(before) and len(current.lines) == 1 and not line.rule:
                current.lines.append(line)
                before = line
                continue
            if (
                not line.gap
                and not current.rank
                and not line.hashes
                and not _breaks(before, line, current)
            ):
                current.lines.append(line)
                before = line
                continue
        rank = 0
        if line.marker is None or line.marker.bullet:
            if line.marker is None or line.hashes:
                rank = heading_rank(line, before, after)
            if rank and not line.gap and not line.hashes and before and not _may_precede(before):
                rank = 0
        # The rule below a title belongs to it; any other ends what was open.
        underline = before is not None and before.under != "" and chunks[-1].rank > 0
        current = Chunk([line], rank, line.rule != "" and not underline)
        chunks.append(current)
        before = line
    for chunk in chunks:
        if not chunk.rank and 2 <= len(chunk.lines) <= 4 and _is_stacked_title(chunk):
            chunk.rank = CAPITALS
    return chunks


def _is_stacked_title(chunk: Chunk) -> bool:
    """Whether several lines are one title in capitals."""
    if any(line.marker is not None for line in chunk.lines):
        return False
    text = " ".join(line.text for line in chunk.lines)
    return len(text) < 220 and text[-1] not in ".,;:" and is_upper(text) and is_title(text, 24)


def _measure(lines: list[Line]) -> None:
    """Set the width of each line's run: the right-most column of lines without a gap."""
    start = 0
    count = len(lines)
    while start < count:
        stop = start + 1
        width = lines[start].indent + len(lines[start].text)
        while stop < count and not lines[stop].gap:
            width = max(width, lines[stop].indent + len(lines[stop].text))
            stop += 1
        for line in lines[start:stop]:
            line.width = width
        start = stop


def _is_lone(line: Line) -> bool:
    """Whether the line is an enumerator without text (the text follows on the next line)."""
    marker = line.marker
    return marker is not None and not marker.word and marker.length >= len(line.text)


def _may_precede(line: Line) -> bool:
    return line.text[-1] in ".:;!?" or is_upper(line.text) or len(line.text) < 50


def _breaks(before: Line, line: Line, chunk: Chunk) -> bool:
    """Whether `line`, directly below `before`, begins a new paragraph."""
    text = line.text
    previous = before.text
    ended = previous.rstrip("\"'”’)]*_")[-1:] in _ENDS or previous.endswith(("; or", "; and"))
    first = text[0]
    fresh = first.isupper() or first in "\"“‘'«" or not first.isascii()
    if before.marker is not None and before.marker.word and len(previous) < 80 and not ended:
        return fresh or line.marker is not None
    if len(previous) > _LONG:
        return ended or (not first.islower() and previous[-1] not in ",;-")
    word = text.split(None, 1)[0]
    edge = before.indent + len(previous)
    room = max(before.width, 50) - edge - len(word) - 1
    if line.marker is not None:
        return ended and (room > 10 or line.marker.word != "")
    if not fresh or previous[-1] == "?":
        return False
    if before.marker is not None and line.indent <= before.indent and 2 * room > before.width:
        return True
    if ended and (room > 10 or line.indent >= before.indent + 2):
        return True
    if ended and line.indent <= before.indent - 2 and _has_item(chunk):
        return True
    if room > 10 and before.marker is not None and is_title(previous[before.marker.length :]):
        return True
    if room > 0.35 * max(before.width, 50) and len(chunk.lines) == 1:
        return previous[-1] != ","
    if is_upper(text) and not is_upper(previous) and room > 10:
        return heading_rank(line, before, None) > 0
    return False


def _has_item(chunk: Chunk) -> bool:
    return any(line.marker is not None for line in chunk.lines[-12:])
