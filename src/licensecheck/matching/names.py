"""Reads addresses, quoted phrases and names of policies from raw evidence text.

Text readers return values with their white space collapsed, in the order of the text.
"""

import re
from dataclasses import dataclass

_DOMAINS = (
    "com|org|net|edu|gov|int|info|biz|io|ai|app|dev|tech|cloud|co|eu|uk|de|fr|ch|jp|cn|ae|ca|au|nl"
    "|se|ru|kr|sg|hk|tw|br|es|pl|fi|dk|sh|xyz|page|site|foundation|software|license|ml|gg|so|in"
    "|it|is|us|me|fm|la|ly|tv|to"
)
_WORD_DOMAINS = {"in", "it", "is", "us", "me", "so", "to", "la"}  # need a path to be believed
_URL = re.compile(
    r"(?:https?|ftp)://[^\s<>\"“”»]{1,2000}"
    r"|(?<![\w@./-])www\.[^\s<>\"“”»]{1,2000}"
    rf"|(?<![\w@./-])(?:[A-Za-z0-9-]{{1,63}}\.){{1,6}}(?P<top>{_DOMAINS}|[A-Z]{{2,4}}(?=/))"
    r"(?![\w@-]|\.\w)(?:/[^\s<>\"“”»]{0,2000})?"
)
_URL_TAIL = ".,;:!?'’*_`]}>|\\"


def _collapse(text: str) -> str:
    return " ".join(text.split())


def _without_repeats(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def read_urls(raw: str) -> list[str]:
    """Web addresses as written: with a scheme, with `www.`, or a bare domain, path or not."""
    found: list[str] = []
    for match in _URL.finditer(raw):
        url = _balanced(match[0]).rstrip(_URL_TAIL)
        top = match["top"]
        if top in _WORD_DOMAINS and "/" not in url:
            continue
        if "." in url or "localhost" in url:
            found.append(url)
    return _without_repeats(found)


def _balanced(url: str) -> str:
    """`url` up to the first bracket that closes nothing."""
    depth = 0
    for at, char in enumerate(url):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
            if depth < 0:
                return url[:at]
    return url.rstrip("([")


_QUOTED = re.compile(
    r"(?:“|„|«|(?<![\w\"”])\"(?=[^\s\"]))(?P<double>[^\"“”„«»]{1,400}?)[\"”“»]"
    r"|(?<!\w)‘(?P<curly>[^‘’\n]{1,200})’(?!\w)|(?<![\w'])'(?P<single>[^'\s][^'\n]{0,200})'(?!\w)"
    r"|``(?P<tex>[^`']{1,400})''"
)
_DEFINES_BEFORE = re.compile(
    r"\(\s*(?:(?:the|each|an?|collectively|together|as)\b,?\s*){0,3}$", re.I
)
_DEFINES_AFTER = re.compile(
    r"\s{0,40}(?:means?|shall mean|has the meaning|refers? to|includes)\b|\s{0,40}\)"
)
_STRONG_CUE = re.compile(
    r"\b(?:display|show|appear|begin|start|brand|badge|legend|slogan)\w*", re.I
)
_CUE = re.compile(
    r"\b(?:words?|phrase|statement|formula|text|include|bear|state|mention|add|caption|line|notice"
    r"|label|tagline|attribution|acknowledge?ment)\w*",
    re.I,
)
_FILE_AFTER = re.compile(r"\s{0,40}(?:text\s)?file\b", re.I)
_CUE_REACH = 80


def read_quoted(raw: str) -> list[str]:
    """Every phrase in quotation marks, without them and without a comma or stop at its end."""
    phrases = map(_quoted_text, _QUOTED.finditer(raw))
    return _without_repeats([phrase for phrase in phrases if phrase])


def _quoted_text(match: re.Match[str]) -> str:
    phrase = _collapse(match[match.lastgroup or 0]).rstrip(",;")
    if len(phrase.split()) <= 8 and phrase.count(".") == 1 and not phrase.endswith("Inc."):
        phrase = phrase.rstrip(".")
    return phrase.strip()


def pick_phrase(raw: str) -> str | None:
    """The quoted phrase likeliest to be a prescribed one: after "display", "the words" and such.

    A term in quotation marks because it is defined there is taken only where there is no other.
    """
    best: tuple[int, str] | None = None
    for match in _QUOTED.finditer(raw):
        phrase = _quoted_text(match)
        if not phrase:
            continue
        before = raw[max(0, match.start() - _CUE_REACH) : match.start()]
        after = raw[match.end() : match.end() + _CUE_REACH]
        score = 2 * bool(_STRONG_CUE.search(before)) + bool(_CUE.search(before))
        if _DEFINES_BEFORE.search(before) or _DEFINES_AFTER.match(after):
            score -= 10
        if _FILE_AFTER.match(after):
            score -= 5
        if best is None or score > best[0]:
            best = score, phrase
    return best[1] if best else None


_WORD = re.compile(r"[^\W_](?:[\w&.’'-]{0,60}[^\W_])?|[,;:()\[\]\"“”.&*/|#\n]")
_STRONG_HEADS = {"policy", "policies", "guideline", "guidelines"}
_HEADS = _STRONG_HEADS | {
    "guidance", "principles", "standards", "standard", "code", "codes", "rules", "charter",
    "terms", "schedule", "restrictions", "requirements", "aup", "norms", "pledge", "directive",
    "directives", "regulations", "commitments", "covenant", "manifesto",
}  # fmt: skip
_WEAK_HEADS = {"terms", "schedule", "requirements", "restrictions", "standard", "regulations"}
_USE_WORDS = {
    "acceptable", "prohibited", "permitted", "allowed", "responsible", "trustworthy", "restricted",
    "fair", "use", "uses", "usage", "ethics", "ethical", "conduct", "community", "content",
    "safety", "behavior", "behaviour", "disallowed", "unacceptable", "moderation", "humane",
}  # fmt: skip
_LOWER_MODIFIERS = _USE_WORDS | {"ai", "model", "user", "based", "use-based"}
_USE_ADJECTIVES = {
    "acceptable", "prohibited", "permitted", "allowed", "responsible", "trustworthy",
    "restricted", "fair", "disallowed", "unacceptable",
}  # fmt: skip
_OF_USE = _USE_WORDS | {"service", "ai", "good", "practice", "behavior"}
_NEVER_LEADING = {
    "the", "this", "that", "these", "our", "your", "its", "his", "their", "any", "all", "each",
    "every", "see", "such", "with", "under", "in", "to", "by", "and", "or", "a", "an", "separate",
    "section", "licensor", "licensee", "company", "you", "we", "read", "follow", "please", "if",
    "respect", "applicable", "current", "following", "of", "for", "no", "mandatory", "accept",
}  # fmt: skip
_UNLIKELY = {
    "privacy", "license", "licence", "licensing", "agreement", "source", "payment", "commercial",
    "export", "trademark", "brand", "branding", "cookie", "security", "refund", "copyright",
    "support", "return",
}  # fmt: skip
_MAX_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Name:
    rank: int
    first: int
    last: int
    text: str


def read_policy_names(raw: str) -> list[str]:
    """Names of policies as written, the likeliest first.

    A proper name ("Aurora Acceptable Use Policy") goes before a lower-case noun phrase
    ("acceptable use policy"), a policy on use before any other, a privacy policy last.
    """
    words = _WORD.findall(raw.replace("\n\n", " ; "))
    words = [word for word in words if word != "\n"]
    is_capitals = is_in_capitals(raw)
    names: list[_Name] = []
    for at, word in enumerate(words):
        if word.lower() not in _HEADS:
            continue
        name = _name_at(words, at, is_capitals=is_capitals)
        if name is None:
            continue
        if names and names[-1].last > name.first:
            if name.last - name.first <= names[-1].last - names[-1].first:
                continue
            names.pop()
        names.append(name)
    names.sort(key=lambda name: name.rank)
    return _without_repeats([name.text for name in names])


def is_in_capitals(raw: str) -> bool:
    """Whether a text is written in capitals, so that they mark no names in it."""
    letters = [char for char in raw if char.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _name_at(words: list[str], head: int, *, is_capitals: bool) -> _Name | None:
    owner = ""
    first = head
    while first > 0 and head - first < _MAX_NAME_WORDS:
        before = words[first - 1]
        if before.lower().endswith(("'s", "’s", "s’", "s'")):
            owner = before[:-2] if before.lower().endswith(("'s", "’s")) else before[:-1]
            break
        if _is_modifier(before, is_capitals=is_capitals):
            first -= 1
        elif (
            before in ("and", "AND", "&")
            and first - 1 > 0
            and first == head - 1
            and _is_modifier(words[first - 2], is_capitals=is_capitals)
        ):
            first -= 2
        else:
            break
    while first < head and _is_no_beginning(words, first):
        first += 1
    if words[head].upper() == "AUP":
        spelled = [_owner_name(words, first, owner), *words[first:head], "Acceptable Use Policy"]
        return _Name(0, first, head + 1, " ".join(part for part in spelled if part))
    last = head + 1
    own = {word.lower() for word in words[first:head]}
    if not own & _USE_WORDS:
        last = _end_of_complement(words, last, is_capitals=is_capitals)
    complement = {word.lower() for word in words[head + 1 : last]}
    if first == head and last == head + 1:
        return None
    rank = _rank(words[head], own, complement, is_capitals=is_capitals)
    return None if rank is None else _Name(rank, first, last, " ".join(words[first:last]))


def _owner_name(words: list[str], first: int, owner: str) -> str:
    """The capitalised name that ends in the possessive before `first`: "Aurora Labs's AUP"."""
    if not owner or not owner[0].isupper() or owner.lower() in _NEVER_LEADING:
        return ""
    parts = [owner]
    at = first - 2
    while at >= 0 and len(parts) < 4 and words[at][0].isupper():
        if words[at].lower() in _NEVER_LEADING:
            break
        parts.insert(0, words[at])
        at -= 1
    return " ".join(parts)


def _is_modifier(word: str, *, is_capitals: bool) -> bool:
    if word.lower() in _LOWER_MODIFIERS:
        return True
    return not is_capitals and word[0].isupper() and word.lower() not in _NEVER_LEADING


def _is_no_beginning(words: list[str], at: int) -> bool:
    word = words[at].lower()
    if word in ("use", "uses") and words[at + 1].lower() in _USE_ADJECTIVES:
        return True
    return word in _NEVER_LEADING


def _end_of_complement(words: list[str], at: int, *, is_capitals: bool) -> int:
    """The place after "of Permitted Usage" at `at`, or `at` where there is no such thing."""
    if at >= len(words) or words[at].lower() not in ("of", "on", "for"):
        return at
    end = at + 1
    while end < len(words) and end - at <= 4:
        word = words[end]
        is_proper = not is_capitals and word[0].isupper() and word.lower() not in _NEVER_LEADING
        if not is_proper and word.lower() not in _OF_USE:
            break
        end += 1
    return end if end > at + 1 else at


def _rank(head: str, own: set[str], complement: set[str], *, is_capitals: bool) -> int | None:
    is_about_use = bool(own & _USE_WORDS or complement & _OF_USE)
    is_proper = head[0].isupper() and not is_capitals
    is_named = is_proper and bool(own or complement)
    if own & _UNLIKELY:
        return 3 if head.lower() in _STRONG_HEADS or (is_named and is_about_use) else None
    if is_about_use:
        return 0 if is_proper else 1
    if is_named and head.lower() not in _WEAK_HEADS:
        return 2
    if head.lower() in _STRONG_HEADS and own:
        return 2
    return None
