"""Possible enumerators in a chunk, and whether their surroundings allow them.

All offsets are code points into the view of the text.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from licensecheck.parsing.chunks import Chunk
from licensecheck.parsing.lines import Line
from licensecheck.parsing.markers import (
    Marker,
    enumerator,
    inline_markers,
    is_copyright_sign,
    refers,
)

# Words after which a number or letter is a reference ("see paragraph (a)", "version 2.").
_REFERENCE_WORDS = frozenset(
    "section sections version versions paragraph paragraphs clause clauses article articles and "
    "or to of the in no number see under subsection subsections part parts v. item items by sec "
    "sec. exhibit schedule rule at with through § license gpl lgpl point condition conditions "
    "subparagraph chapter step level title".split()
)
_PREPOSITIONS = frozenset("to of in by with at".split())
_INLINE_REFERENCE_WORDS = _REFERENCE_WORDS - {"and", "or", "to", "by", "in"}
_BOTH = re.compile(
    r"\s*(?:and|or|through|to|,|-|–|&|above|below|of|hereof)\s*(?:\(|[,.;)]|th|$)|[,;.)]"
)
_ABOVE = re.compile(r"\s*(?:above|below|hereof|hereunder|herein)\b|\s*of\s+(?:this|the|section)\b")


class Strength(IntEnum):
    """How prominently an enumerator stands."""

    INLINE = 0  # within a line
    INNER = 1  # directly after another enumerator: "1. (a)"
    LINE = 2  # at the beginning of a line within a paragraph
    CHUNK = 3  # at the beginning of a paragraph


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible enumerator at offset `at`; `line` and the line `before` it where it opens one."""

    at: int
    marker: Marker
    strength: Strength
    indent: int
    line: Line | None
    before: Line | None


def find_candidates(view: str, chunk: Chunk) -> list[Candidate]:
    """All possible enumerators of `chunk`, in text order."""
    lines = chunk.lines
    indent = lines[0].indent
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or is_copyright_sign(line.text):
            continue
        strength = Strength.LINE if index else Strength.CHUNK
        before = lines[index - 1] if index else None
        found.append(Candidate(line.start, marker, strength, line.indent, line, before))
        rest = line.text[marker.length :]
        if rest and not marker.bullet and rest[0] in "(1aiAI":
            inner = enumerator(rest)
            if inner is not None and inner.is_first:
                at = line.start + marker.length
                found.append(Candidate(at, inner, Strength.INNER, line.indent + 1, line, None))
    inline = inline_markers(view, lines[0].start, lines[-1].end)
    if inline:
        taken = {candidate.at for candidate in found}
        for at, marker in inline:
            if at not in taken:
                found.append(Candidate(at, marker, Strength.INLINE, indent + 1, None, None))
        found.sort(key=lambda candidate: candidate.at)
    return found


def is_plausible(candidate: Candidate, view: str) -> bool:
    """Whether the words around `candidate` allow an enumerator at all."""
    marker = candidate.marker
    after = candidate.at + marker.length
    rest = view[after : after + 24]
    if candidate.strength is Strength.CHUNK:
        return not (len(marker.path) > 1 and rest[:1].islower() and refers(rest))
    if candidate.strength is Strength.INNER:
        return True
    if candidate.strength is Strength.INLINE:
        words = view[max(0, candidate.at - 24) : candidate.at].split()
        if not words or words[-1].lower() in _INLINE_REFERENCE_WORDS:
            return False
        return not (_BOTH.match(rest) or _ABOVE.match(rest))
    if _BOTH.match(rest) or (marker.path and (refers(rest) or _ABOVE.match(rest))):
        return False
    return candidate.before is None or _may_follow(candidate, candidate.before)


def _may_follow(candidate: Candidate, before: Line) -> bool:
    """Whether an item may begin on the line after `before`, in the middle of a paragraph."""
    marker = candidate.marker
    words = before.text.split()
    final = words[-1].lower()
    if final in ("and", "or", "and/or"):
        return len(words) > 1 and (marker.strong or words[-2][-1] in ';,.”"')
    if final in _REFERENCE_WORDS:
        # "... give it to" is a lead-in where the list begins here, "... according to" a reference.
        return final in _PREPOSITIONS and marker.is_first and marker.strong
    if before.text[-1] in '.:;!?,)]"”' or marker.readings[0][0].startswith("("):
        return True
    line = candidate.line
    room = max(before.width, 50) - before.indent - len(before.text)
    if room > 20 or (before.marker is not None and room > 10):
        return True
    return line is not None and line.indent != before.indent


def is_announced(view: str, at: int) -> bool:
    """Whether the text before `at` ends in a colon or announces what follows."""
    before = view[max(0, at - 200) : at].rstrip().rstrip("*_\"'”")
    if before[-1:] in (":", "：", "—", "–") or before.endswith((":-", " -")):
        return True
    sentence = before[before.rfind(". ", 0, -1) + 1 :]
    return "following" in sentence.lower()[-120:]


def is_set_off(candidate: Candidate, view: str) -> bool:
    """Whether an enumerator within a line stands after a sign or "and", "or"."""
    before = view[max(0, candidate.at - 20) : candidate.at].rstrip()
    return before[-1:] in ";:,." or before.endswith((" and", " or", "and/or"))
