"""Sentence bounds within a stretch of text.

Offsets are code points into the text that is passed in.
"""

import re

# A set comes first so that the search can skip from one such sign to the next; the run of signs
# is bounded because an unbounded one would be tried anew at each of its signs.
_BOUND = re.compile(
    r"[.?!\n。！？](?:(?<=[.?!])[.?!]{0,3}[\"'”’)\]»]{0,4}\s+(?=[\"'“‘«(\[<`*_]{0,6}[^\W_a-z])"
    r"|(?<=[。！？])[」』”’）]{0,4}\s*|(?<=\n)[ \t]*\n\s*)"
)
_QUOTED = re.compile(r"(?<![\w.])\"(?=\S)[^\"]{1,400}\"|[“\"][^“”\"]{1,400}”|«[^«»]{1,400}»")
_NEVER = frozenset(
    "e.g i.e eg ie sec secs sect subsec art arts fig figs dr mr mrs ms jr sr cf approx al p pp "
    "para paras par pars cl vol ver rev ed nos vs v viz resp incl esp ca op cit subs ch".split()
)
# These end a sentence only where a word follows that usually begins one.
_SELDOM = frozenset("inc ltd corp co u.s u.s.c u.k e.u c.f.r llc gmbh s.a b.v bros st ave".split())
_STARTERS = frozenset(
    "the this these those you your all if no we any it unless nothing except such permission "
    "licensor licensee redistribution each our subject provided by in for when where upon "
    "neither they there use users everyone please note by".split()
)
_WORD = re.compile(r"[\"'“‘«(\[<`*_]*(\w+)")


def _is_abbreviation(text: str, dot: int, follow: int) -> bool:
    """Whether the full stop at `dot` ends an abbreviation; the next word is at `follow`."""
    before = text[max(0, dot - 12) : dot]
    if not before or not before[-1].isalnum():
        return False
    token = before.split()[-1].lstrip("\"'“‘«([{<`*_") if before.strip() else ""
    word = token.lower()
    if word in _NEVER:
        return True
    if word == "etc":
        return text[follow : follow + 1] in ("(", "[") or text[follow : follow + 1].isdigit()
    if word in ("no", "nr"):
        return text[follow : follow + 1].isdigit()
    if word in _SELDOM or (len(token) == 1 and token.isalpha() and token.isupper()):
        following = _WORD.match(text, follow)
        return following is None or following[1].lower() not in _STARTERS
    return False


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, trimmed of white space, in order.

    Together they hold every character that is not white space. A question stays one sentence
    with what follows it, its answer: neither says anything alone.
    """
    cuts: list[tuple[int, int]] = []
    for match in _BOUND.finditer(text, start, end):
        at, follow = match.span()
        if follow >= end or at == start:
            continue
        if text[at] == "." and text[at + 1].isspace() and _is_abbreviation(text, at, follow):
            continue
        cuts.append((follow, at))
    if cuts:
        segment = text[start:end]
        if '"' in segment or "“" in segment or "«" in segment:
            cuts = _outside_quotes(text, start, end, cuts)
    result: list[tuple[int, int]] = []
    begin = start
    for cut, _ in cuts:
        _add(text, begin, cut, result)
        begin = cut
    _add(text, begin, end, result)
    return result


def _add(text: str, start: int, end: int, result: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return
    start += len(piece) - len(piece.lstrip())
    end = start + len(body)
    if result and text[result[-1][1] - 1] == "?" and not body.endswith("?"):
        result[-1] = (result[-1][0], end)
        return
    result.append((start, end))


def _outside_quotes(
    text: str, start: int, end: int, cuts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Drop the cuts that lie inside a quotation."""
    quotes = [match.span() for match in _QUOTED.finditer(text, start, end)]
    kept = []
    index = 0
    for cut, at in cuts:
        while index < len(quotes) and quotes[index][1] <= at:
            index += 1
        inside = index < len(quotes) and quotes[index][0] < at and cut < quotes[index][1]
        if not inside:
            kept.append((cut, at))
    return kept


def first_sentence_end(text: str, start: int, end: int) -> int:
    """Where the first sentence of `text[start:end]` ends; `end` if it is the only one."""
    sentences = split_sentences(text, start, end)
    return sentences[0][1] if len(sentences) > 1 else end
