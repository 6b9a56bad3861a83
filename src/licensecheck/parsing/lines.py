"""Lines of a text, with comment signs and boxes told from content.

The work is done on a *view*: a copy of the text of the same length in which decoration is
blanked out and every line end is a line feed. Offsets into the view are offsets into the text.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from licensecheck.parsing.markers import Marker, line_marker

_ODD = re.compile("[\r\v\f\x1c-\x1f\x85\u2028\u2029\u200b\ufeff\x00]")
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_RULE_SIGNS = "-=*_~#+. \t─═━–—/\\|<>"
_DECORATION = re.compile(
    r"//[/!]*|/\*+!?|\*+/|\*+|#+|;+|>+|%+|(?:dnl|DNL|REM|rem|@rem|@REM|@c)(?=\s|$)|--+|[|│║┃]|!+"
    r"|<!--+|\"\"\"|'''|``+|\.\\\""
)
_DECORATION_START = frozenset("/*#;>%dDRr@-|│║┃!<\"'`.")
# Signs that never begin prose or an item, so that a single such line is decorated.
_ALWAYS = frozenset({"/", ">", ";", "d", "D", "R", "r", "@", "│", "║", "┃", "|", "<", "'", "`"})
_RIGHT_EDGE = re.compile(r"(?:\*+/|--+>|[ \t]+(?:[|│║┃*#]+)|[│║┃])$")
_EMPHASIS = re.compile(r"\*\*+|__+(?=\w)|(?<=\w)__+")


@dataclass(slots=True)
class Line:
    """A line with content.

    `start` and `end` bound the content (code points into the text, blanks and decoration
    excluded), `text` is the content, `indent` its column with tabs at every fourth, `gap` whether
    a blank line or rule stands before, `rule` the sign of a rule of dashes standing before (""
    without one), `under` that of a rule directly below, `hashes` the level of a Markdown heading
    (0 for none), `marker` the enumerator it begins with, `width` the right-most column of the
    lines around it (set when lines are grouped).
    """

    start: int
    end: int
    text: str
    indent: int
    gap: bool = False
    rule: str = ""
    under: str = ""
    hashes: int = 0
    marker: Marker | None = None
    width: int = 0


@dataclass(slots=True)
class _Raw:
    """A line as it stands: `sign` is a possible comment sign, `cut` and `right` the code points
    of decoration at its left and right end.
    """

    start: int
    text: str
    lead: int
    sign: str
    cut: int = 0
    right: int = 0


@dataclass(slots=True)
class Lines:
    """The view of a text and its lines that have content, in order."""

    view: str
    lines: list[Line] = field(default_factory=list)


def read_lines(text: str) -> Lines:
    """Split `text` into lines with content. Never raises."""
    if _ODD.search(text):
        text = text.replace("\r\n", " \n")
        for sign in _BREAKS:
            text = text.replace(sign, "\n")
        for sign in "\u200b\ufeff\x00\x1f":
            text = text.replace(sign, " ")
    raws: list[_Raw] = []
    position = 0
    decorated = False
    for raw in text.split("\n"):
        body = raw.lstrip()
        lead = len(raw) - len(body)
        sign = ""
        if body:
            body = body.rstrip()
            if body[0] in _DECORATION_START and (match := _DECORATION.match(body)):
                sign = match.group()
                decorated = True
        raws.append(_Raw(position, body, lead, sign))
        position += len(raw) + 1
    blanks: list[tuple[int, int]] = []
    if decorated:
        _undecorate(raws)
    lines = _content_lines(text, raws, blanks)
    return Lines(_blank(text, blanks), lines)


def _is_rule(body: str) -> bool:
    return len(body) >= 3 and not body.strip(_RULE_SIGNS)


def _undecorate(raws: list[_Raw]) -> None:
    """Set `cut` and `right` of the lines whose first sign is a comment sign."""
    count = len(raws)
    index = 0
    inside_block = False
    while index < count:
        raw = raws[index]
        sign = raw.sign
        if not sign:
            if inside_block and "*/" in raw.text:
                inside_block = False
                if raw.text.endswith("*/"):
                    raw.right = 2
            index += 1
            continue
        if sign.startswith("/*"):
            inside_block = "*/" not in raw.text[2:]
            _cut(raw, sign)
            index += 1
            continue
        kind = sign[0]
        stop = index
        while stop < count and raws[stop].sign and raws[stop].sign[0] == kind:
            stop += 1
            if "*/" in raws[stop - 1].text:
                break
        run = raws[index:stop]
        if (
            (kind in _ALWAYS and (kind != "/" or sign.startswith("//")))
            or sign in ("*/", '"""', "'''", '.\\"')
            or (kind == "*" and inside_block)
            or _is_comment_run(run, kind)
        ):
            for member in run:
                _cut(member, member.sign)
        if run and "*/" in run[-1].text:
            inside_block = False
        index = stop


def _cut(raw: _Raw, sign: str) -> None:
    raw.cut = len(sign)
    right = _RIGHT_EDGE.search(raw.text, max(len(sign), len(raw.text) - 12))
    if right:
        raw.right = len(raw.text) - right.start()


def _is_comment_run(run: list[_Raw], kind: str) -> bool:
    """Whether lines that all begin with one sign are a comment rather than list or headings."""
    bodies = [raw.text[len(raw.sign) :].strip() for raw in run if not _is_rule(raw.text)]
    filled = [body for body in bodies if body]
    if len(run) < 2 or not filled:
        return False
    if len(filled) < len(bodies) and len({raw.lead for raw in run}) <= 2:
        return True
    if kind == "#":
        return len(run) >= 3
    if len(run) < 3 or kind == "!":
        return False
    running = sum(
        1
        for before, after in pairwise(filled)
        if before[-1].isalnum() and after[0].islower() and len(before) > 45
    )
    numbered = sum(1 for body in filled if body[0].isdigit())
    boxed = sum(1 for raw in run if raw.text.endswith(kind))
    return 2 * running >= len(filled) - 1 or (running > 0 and numbered > 0) or boxed == len(run)


def _content_lines(text: str, raws: list[_Raw], blanks: list[tuple[int, int]]) -> list[Line]:
    lines: list[Line] = []
    gap = True
    rule = ""
    append = lines.append
    for raw in raws:
        body = raw.text
        if not body:
            gap = True
            continue
        start = raw.start + raw.lead
        lead = raw.lead
        if raw.cut or raw.right:
            end = start + len(body)
            if raw.cut:
                blanks.append((start, start + raw.cut))
            if raw.right and raw.cut + raw.right <= len(body):
                blanks.append((end - raw.right, end))
            inner = body[raw.cut : len(body) - raw.right]
            if not _is_rule(inner.strip()) and _is_rule(body) and len(body) > 4:
                inner = ""
                blanks.append((start, end))
                rule = body[-1]
            body = inner.rstrip()
            bare = body.lstrip()
            lead = lead + raw.cut + len(body) - len(bare)
            start += raw.cut + len(body) - len(bare)
            body = bare
            if not body:
                gap = True
                continue
        first = body[0]
        if first in _RULE_SIGNS and _is_rule(body):
            blanks.append((start, start + len(body)))
            if lines and not gap and not lines[-1].under:
                lines[-1].under = first
            rule, gap = first, True
            continue
        hashes = 0
        if first == "#" and not raw.cut:
            bare = body.lstrip("#")
            if len(body) - len(bare) <= 6 and bare[:1].isspace():
                hashes = len(body) - len(bare)
                bare = bare.lstrip()
                blanks.append((start, start + len(body) - len(bare)))
                start += len(body) - len(bare)
                body = bare.rstrip("# \t") or bare
                if len(body) < len(bare):
                    blanks.append((start + len(body), start + len(bare)))
        if "**" in body or "__" in body:
            start, body = _emphasis(start, body, blanks)
            if not body:
                gap = True
                continue
        before = text[raw.start : start]
        indent = len(before.expandtabs(4)) if "\t" in before else start - raw.start
        line = Line(start, start + len(body), body, indent, gap, rule, "", hashes)
        line.marker = line_marker(body)
        append(line)
        gap, rule = False, ""
    return lines


def _emphasis(start: int, body: str, blanks: list[tuple[int, int]]) -> tuple[int, str]:
    """Blank the signs of bold print, so that they hide no enumerator or sentence end."""
    pieces = []
    last = 0
    for match in _EMPHASIS.finditer(body):
        pieces.append(body[last : match.start()])
        pieces.append(" " * (match.end() - match.start()))
        blanks.append((start + match.start(), start + match.end()))
        last = match.end()
    pieces.append(body[last:])
    plain = "".join(pieces)
    bare = plain.lstrip()
    return start + len(plain) - len(bare), bare.rstrip()


def _blank(text: str, blanks: list[tuple[int, int]]) -> str:
    if not blanks:
        return text
    blanks.sort()
    pieces = []
    last = 0
    for start, end in blanks:
        if end <= last:
            continue
        start = max(start, last)
        pieces.append(text[last:start])
        pieces.append(" " * (end - start))
        last = end
    pieces.append(text[last:])
    return "".join(pieces)
