"""Telling titles from sentences. Offsets are code points into the text that is passed in."""

import re

from licensecheck.parsing.lines import Line

_WORD = re.compile(r"[^\W_][\w'’/&-]*")
_SMALL = frozenset(
    "a an and as at by for from in into of on or per the to under upon with without vs via "
    "de du des la le les et".split()
)
_VERBS = frozenset(
    "may must shall will is are was were be can cannot has have had do does did agree agrees "
    "grants grant means mean includes apply applies should would could reserves acknowledge "
    "acknowledges constitutes provides provided retains remain remains contains".split()
)
# "Grant" and "Provided" are verbs in a sentence and nouns in a title.
_VERBS_OF_TITLES = _VERBS - {"grant", "may", "will", "provided", "contains", "means"}
_PRONOUNS = frozenset("you we i it they he she yes no please this these if".split())
_NOT_TITLES = re.compile(
    r"(?:copyright|\(c\)|©|version\b|last (?:updated|modified)|date\b|dated\b|effective|by:|name:"
    r"|https?:|www\.|v\d|all rights reserved|spdx|author)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:date|updated|version)\b:?\s.*\d|\bv?\d+\.\d+\s*$", re.IGNORECASE
)
_MAIN = re.compile(
    r"(?:end of )?(?:general )?terms (?:and|&) conditions\b"
    r"|(?:exhibit|attachment|appendix|annex|schedule|addendum)\b",
    re.IGNORECASE,
)
_RUN_IN = re.compile(
    r"(?P<title>[^\s.:;!?][^.:;!?]{1,90}?)(?:(?P<stop>\.)(?=\s+[\"“‘(\[]?[^\W_a-z])"
    r"|(?P<colon>:)(?=\s+\S)|\s[-–—]{1,2}(?=\s+[\"“‘(\[]?[^\W_a-z]))"
)
FINITE = re.compile(
    r"\b(?:may|must|shall|will|is|are|was|were|can|cannot|has|have|do|does|agrees?|grants?|means?"
    r"|should|would|reserves|acknowledges?|warrants?|represents?)\b",
    re.IGNORECASE,
)

_RELATIVE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|unless|as|whether|because|until|how|what)\b",
    re.IGNORECASE,
)
# Signs of East Asian sentences, which have no capitals to tell a title by.
_WIDE = re.compile("[，。；：、]|[\u4e00-\u9fff]{25}")

MAIN, CAPITALS, TITLE = 1, 2, 3


def is_upper(text: str) -> bool:
    """Whether all letters are capitals (at least three of them; lower-case "s" and "v" pass)."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 3


def is_title(text: str, most: int = 12) -> bool:
    """Whether `text` reads as a title of at most `most` words rather than as a sentence."""
    if len(text) > 220 or _WIDE.search(text):
        return False
    words = _WORD.findall(text)
    if not words or len(words) > most:
        return False
    if words[0].lower() in _PRONOUNS and not _is_name(words):
        return False
    if not (words[0][0].isupper() or words[0][0].isdigit() or not words[0][0].isascii()):
        return False
    upper = is_upper(text)
    capitals = upper or all(not word[0].islower() or word in _SMALL for word in words)
    verbs = _VERBS_OF_TITLES if capitals else _VERBS
    significant = lower = 0
    for word in words:
        plain = word.lower()
        if plain in verbs:
            return False
        if plain not in _SMALL:
            significant += 1
            lower += word[0].islower()
    return significant > 0 and lower * 3 <= significant


def _is_name(words: list[str]) -> bool:
    """Whether "No" or "If" begins a title such as "No Trademark License" all the same."""
    if words[0].lower() not in ("no", "if") or len(words) < 2:
        return False
    return all(word[0].isupper() or word in _SMALL for word in words)


def is_fragment(text: str) -> bool:
    """Whether `text` has no verb of a main clause, as items of a list often have none."""
    if len(text) > 600 or not text:
        return False
    match = FINITE.search(text)
    if match is None:
        return True
    before = text[: match.start()]
    return _RELATIVE.search(before) is not None and not _RELATIVE.match(before)


def is_short_label(text: str) -> bool:
    """Whether `text` is a label of up to five words in sentence case ("Prohibited uses")."""
    words = _WORD.findall(text)
    if not 0 < len(words) <= 5 or not words[0][0].isupper() or words[0].lower() in _PRONOUNS:
        return False
    return text[-1].isalnum() and not any(word.lower() in _VERBS for word in words)


def heading_rank(line: Line, before: Line | None, after: Line | None) -> int:
    """The rank of an unnumbered heading, 0 where `line` is none (1 is the highest).

    `before` and `after` are the neighbor lines with content. A line counts as a heading where
    it stands alone and reads as a title.
    """
    text = line.text
    if line.hashes:
        return line.hashes
    alone = after is None or after.gap
    if line.under in ("=", "-") and line.gap and len(text) <= 100 and text[-1] not in ".,;":
        return 1 if line.under == "=" else 2
    if len(text) > 110 or text[-1] in ".,;!?…" or _NOT_TITLES.match(text) or "@" in text:
        return 0
    bare = text.rstrip(": \t")
    if not bare or (text[-1] == ":" and len(bare.split()) > 5):
        return 0
    if _MAIN.match(bare) and is_title(bare, 10):
        return MAIN
    if is_upper(bare):
        if not is_title(bare, 14):
            return 0
        if alone or (after is not None and not is_upper(after.text)) or line.under:
            return CAPITALS
        if after is not None and line.gap and len(bare.split()) <= 6 and _room(line, after):
            return CAPITALS
        return CAPITALS if after is not None and _stacked(line, after) else 0
    if (text[-1] == ":" and not alone) or ": " in text or _DATED.search(text):
        return 0
    if after is not None and after.text[0].islower():
        return 0
    if not alone and (after is None or not _room(line, after)):
        return 0
    if is_title(bare, 10) and (alone or len(bare.split()) <= 6):
        return TITLE
    if text[-1] != ":" and is_short_label(bare) and (alone or (after and after.marker)):
        return TITLE
    return 0


def _stacked(line: Line, after: Line) -> bool:
    """Whether two lines of capitals are both titles: differently indented or much shorter."""
    return line.indent > 8 and after.indent > 8 and abs(line.indent - after.indent) > 2


def _room(line: Line, after: Line) -> bool:
    """Whether the first word of `after` would have fit on `line`, were it running text."""
    word = after.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(word) < 0.75 * max(line.width, 60)


def run_in(text: str, start: int, end: int, short: bool = False) -> tuple[int, int] | None:
    """The bounds of a title that opens `text[start:end]` ("Redistribution. You may ...").

    `short` admits labels in sentence case. Returns (end of the title, end of the sign that closes
    it), None where there is none.
    """
    match = _RUN_IN.match(text, start, end)
    if not match:
        return None
    title = match["title"]
    if title.count("(") != title.count(")") or "\n\n" in title:
        return None
    if title.lower() in ("note", "e", "i"):
        return None
    if not is_title(title, 10) and not (short and is_short_label(title)):
        return None
    if match["colon"] and len(title.split()) > 6:
        return None
    return match.end("title"), match.end()
