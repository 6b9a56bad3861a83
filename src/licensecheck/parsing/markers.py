"""Recognizing enumerators: "1.", "(a)", "iv)", "2.1", "§ 3", "Exhibit A", bullets.

Nothing here decides whether an enumerator really starts an item; that needs the sequence of
those before it (see `sequence`). All offsets are code points into the text that is passed in.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

BULLETS = "•·▪◦●■‣∙○□❖➢►✓✔✗✘❌✅\uf0b7\uf0a7\uf0d8\U0010fc00"
_LOOSE_BULLETS = "-*+–—o¥"

_KEYWORD = re.compile(
    r"(?P<word>(?i:Sections?|Articles?|Clause|Chapter|Part|Paragraph|Exhibit|Attachment|Schedule"
    r"|Appendix|Annex|Addendum)\b|§{1,2}|Art\.)[ \t]*"
    r"(?P<label>\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,7}|[A-Z])"
    r"(?P<close>[.:)]?)(?=\s|$|[-–—])"
)
_ENUMERATOR = re.compile(
    r"(?P<open>[(\[]?)"
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,3}){0,6})(?P<sub>(?:\.?[A-Za-z](?=[.):])|(?:\([A-Za-z0-9]{1,4}\))+)?)"
    r"|(?P<letters>[ivxlc]{1,7}|[IVXLC]{1,7}|[A-Za-z]|(?P<twin>[a-z])(?P=twin)))"
    r"(?P<close>[.)\]:]{0,2})(?P<after>\s|$|(?=[A-Z\"“‘(]))"
)
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MARK_START = frozenset(
    "0123456789([§ivxlcIVXLCabcdefghijklmnopqrstuwyzABDEFGHJKMNOPQRSTUWYZ"
    + BULLETS
    + _LOOSE_BULLETS
)

ATTACHMENTS = frozenset({"exhibit", "attachment", "schedule", "appendix", "annex", "addendum"})
_REST_OF_REFERENCE = re.compile(r"(?:of|or|and|to|above|below|hereof|herein|through|thru)\b")


@dataclass(frozen=True, slots=True)
class Marker:
    """An enumerator as it stands in the text.

    `label` is the bare label ("3", "b", "2.1"), `length` the code points from its first
    character up to the item's text, `readings` the (style, value) pairs it can stand for
    (the letter i is also the Roman numeral 1), `path` the numbers of a dotted label, `word`
    the lower-case keyword ("exhibit") or "", `bullet` whether it is only a dot or dash.
    """

    label: str
    length: int
    readings: tuple[tuple[str, int], ...]
    path: tuple[int, ...] = ()
    word: str = ""
    bullet: bool = False

    @property
    def strong(self) -> bool:
        """Whether the shape alone speaks for an enumerator (brackets, a dotted number)."""
        return bool(self.word) or len(self.path) > 1 or self.readings[0][0].startswith("(")

    @property
    def is_first(self) -> bool:
        """Whether it can be the first of its list."""
        return any(value == 1 for _, value in self.readings)


@lru_cache(maxsize=512)
def roman(label: str) -> int:
    """The value of a lower-case Roman numeral below 100, 0 where it is none."""
    if not label or not _ROMAN.fullmatch(label):
        return 0
    total = 0
    for digit, following in zip(label, label[1:] + " ", strict=True):
        value = _ROMAN_VALUES[digit]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total


def _letter_readings(letters: str, frame: str) -> tuple[tuple[str, int], ...]:
    """What letters can stand for; `frame` is the punctuation with "%s" for the family."""
    lower = letters.lower()
    upper = letters != lower
    readings = []
    value = roman(lower)
    if len(letters) == 1:
        readings.append((frame % ("A" if upper else "a"), ord(lower) - 96))
    if value:
        readings.append((frame % ("I" if upper else "i"), value))
    if len(letters) == 2 and lower[0] == lower[1]:
        readings.append((frame % ("A" if upper else "a"), ord(lower[0]) - 96 + 26))
    return tuple(readings)


@lru_cache(maxsize=4096)
def _build(
    opening: str, number: str, sub: str, letters: str, close: str
) -> tuple[str, tuple[tuple[str, int], ...], tuple[int, ...]] | None:
    if opening:
        if (opening == "(" and ")" not in close) or (opening == "[" and "]" not in close):
            return None
        close = ")" if opening == "(" else "]"
    elif "]" in close or (not close and not sub and "." not in number):
        return None
    if close not in ("", ".", ")", "]", ":"):
        close = close[0]
    frame = opening + "%s" + close
    if letters:
        readings = _letter_readings(letters, frame)
        # "A:" and "i:" are speakers and labels of tables far more often than items.
        if not readings or close == ":":
            return None
        return letters, readings, ()
    path = tuple(int(part) for part in number.split("."))
    if len(path) > 1 or sub:
        label = number + sub.replace(".", "") if sub.startswith(".") else number + sub
        if sub and "(" not in label:
            return label, (("sub" + close, ord(sub[-1].lower()) - 96),), path
        if sub:
            return label, (("sub()", _last_value(sub)),), path
        return label, (("dotted", path[-1]),), path
    return number, ((frame % "1", path[0]),), path


def _last_value(sub: str) -> int:
    inner = sub.rsplit("(", 1)[1][:-1]
    if inner.isdigit():
        return int(inner)
    return ord(inner[0].lower()) - 96 if len(inner) == 1 else roman(inner.lower()) or 1


def keyword_marker(content: str) -> Marker | None:
    """The marker of a line such as "Section 2 -- Scope" or "Exhibit A", None otherwise."""
    found = _KEYWORD.match(content)
    if not found:
        return None
    word, label = found["word"], found["label"]
    if word[0].islower():
        return None
    end = found.end()
    rest = content[end:].lstrip()
    if rest and not found["close"] and rest[0].islower():
        return None
    if (rest and found["close"] == ")") or rest[:1] in (",", ";"):
        return None
    length = len(content) - len(rest.lstrip("-–—: "))
    if word[0] == "§":
        kind = "§"
    else:
        kind = "article" if word == "Art." else word.lower().removesuffix("s")
    path: tuple[int, ...] = ()
    if label[0].isdigit():
        path = tuple(int(part) for part in label.split("."))
        readings: tuple[tuple[str, int], ...] = ((f"{kind} 1", path[-1]),)
    else:
        readings = _letter_readings(label, kind + " %s")
        if not readings:
            return None
    shown = "§" if kind == "§" else kind.capitalize()
    return Marker(f"{shown} {label}", length, readings, path, kind)


def line_marker(content: str) -> Marker | None:
    """The enumerator at the beginning of a line's content (no leading blanks), if any."""
    first = content[0]
    if first not in _MARK_START:
        return None
    if first in BULLETS:
        length = len(content) - len(content[1:].lstrip())
        return Marker("", length, ((first, 1),), bullet=True)
    second = content[1:2]
    if first in _LOOSE_BULLETS and (second.isspace() or (first in "-–—" and second == first)):
        rest = content[1:].lstrip("-–— \t") if first in "-–—" else content[1:].lstrip()
        if not rest:
            return None
        return Marker("", len(content) - len(rest), ((first, 1),), bullet=True)
    if first in "SsAaCPE§" and len(content) > 1 and (second.isalpha() or first == "§"):
        keyword = keyword_marker(content)
        if keyword:
            return keyword
    return enumerator(content)


def enumerator(content: str) -> Marker | None:
    """The number or letter at the beginning of `content`, if it has the shape of one."""
    found = _ENUMERATOR.match(content)
    if not found:
        return None
    close = found["close"]
    if not found["after"] and ")" not in close and found.end() < len(content):
        return None
    number = found["number"] or ""
    built = _build(found["open"], number, found["sub"] or "", found["letters"] or "", close)
    if built is None:
        return None
    label, readings, path = built
    end = found.end()
    length = len(content) - len(content[end:].lstrip()) if end < len(content) else end
    return Marker(label, length, readings, path)


def refers(rest: str) -> bool:
    """Whether the text after a number shows that it was a reference ("2. of this")."""
    return _REST_OF_REFERENCE.match(rest) is not None


_SEPARATORS = frozenset(";:,.—–-")
# Each begins with a rare sign, so that the search skips over most of the text.
_IN_BRACKETS = re.compile(r"\((?:[ivxlc]{1,7}|[IVXLC]{1,5}|[A-Za-z]|\d{1,2})\)(?=[\s\"“‘A-Z])")
_BEFORE_BRACKET = re.compile(r"[\s;:,—–-](?:[ivx]{1,5}|[a-z]|\d{1,2})\)(?=[\s\"“‘A-Z])")
_BEFORE_STOP = re.compile(r"[.:;] (?:[a-z]|\d{1,2}|[ivx]{2,5})\.(?=\s+[\"“A-Za-z])")


def inline_markers(text: str, start: int, end: int) -> list[tuple[int, Marker]]:
    """All enumerators within `text[start:end]` that are not at its beginning.

    Returns (offset into `text`, marker) pairs in text order; copyright signs are left out.
    """
    places = [
        match.start()
        for match in _IN_BRACKETS.finditer(text, start + 1, end)
        if text[match.start() - 1] in _SEPARATORS or text[match.start() - 1].isspace()
    ]
    if text.count(")", start, end) > text.count("(", start, end):
        places.extend(match.start() + 1 for match in _BEFORE_BRACKET.finditer(text, start, end))
    places.extend(match.start() + 2 for match in _BEFORE_STOP.finditer(text, start, end))
    places.sort()
    found = []
    for at in places:
        marker = enumerator(text[at : at + 24])
        if marker is None:
            continue
        if text[at : at + 3] in ("(c)", "(C)") and _copyright_sign(text, at):
            continue
        found.append((at, marker))
    return found


_YEAR = re.compile(r"\s*(?:\d{4}|copyright|©|<|\[|\{|y{4})", re.IGNORECASE)


def _copyright_sign(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at].rstrip().lower()
    return before.endswith(("copyright", "copr.", "©")) or _YEAR.match(text, at + 3) is not None


def is_copyright_sign(content: str) -> bool:
    """Whether a line's content begins with "(c)" as a copyright sign."""
    return content[:3] in ("(c)", "(C)") and _YEAR.match(content, 3) is not None
