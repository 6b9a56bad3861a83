"""Finds prose that calls the model itself open source.

"Outperforms other open-source models" or "not open source" is no such claim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TERM = (
    r"(?:(?:fully|truly|completely)-)?"
    r"(?:open[-\ ]sourc(?:ed|es|ing|e)\b|osi[-\ ](?:approved|compatible|compliant)\b)"
)
_MENTION = re.compile(_TERM, re.IGNORECASE)
_CLAIM = re.compile(
    r"""
      \b(?:is|are|was|were|been|be|being)\s(?:\S+\s){0,3}?(?:an?\s)?(?:\S+\s){0,2}?TERM
    | \bwe(?:'ve|\shave|\sare)?\s(?:\S+\s){0,2}?TERM
    | \b(?:released|published|licensed|available|shared|offered|distributed)\s
      (?:\S+\s){0,4}?(?:as|under|in)\s(?:\S+\s){0,3}?TERM
    | \b(?:this|our|these)\s(?:\S+\s){0,2}?TERM
    | ^(?:\S+\s){0,6}?(?:an?\s|the\s(?:first|best|new)\s)(?:\S+\s){0,3}?TERM
    | \bTERM\slicen[sc]e\b
    | ^(?:\S+\s){0,4}?\S+:\s(?:\S+\s){0,2}?TERM\s(?:\S+\s){0,4}?(?:models?|llms?|weights)\b
    """.replace("TERM", _TERM),
    re.IGNORECASE | re.VERBOSE,
)
_NO_CLAIM = re.compile(
    r"""
      \b(?:not|never|no|neither|nor|isn't|aren't|cannot|without|unlike|instead\sof)\b
        (?:\s\S+){0,5}?\s\S*(?:open[-\ ]sourc|osi[-\ ])
    | n't(?:\s\S+){0,4}?\s\S*(?:open[-\ ]sourc|osi[-\ ])
    | ^(?:the|our|all|its)\s(?:\S+\s)?code(?:base)?\s(?:is|are|was)\s(?:\S+\s){0,2}?open[-\ ]sourc
    | \b(?:other|existing|compar\w+|outperform\w*|than|versus|vs\.?|beats?|surpass\w*|most|many
        |competing|leading|previous|popular|various|several|some|built\s(?:on|with|using)
        |based\son|against|rivals?|believ\w+\sin|supports?|using|uses
        |with|trained\son|thanks\sto)\s(?:\S+\s){0,4}?open[-\ ]sourc
    | open[-\ ]sourc\w*\s(?:\S+\s)?
        (?:community|data(?:sets?)?|librar(?:y|ies)|tools?|packages?|leaderboards?|corp(?:us|ora)
        |frameworks?|repositor(?:y|ies)|initiative|alternatives?\sto|definition
        |models?\s(?:on|by|in|such))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S)|\n(?!\s*(?:\n|[-*#>|]|\d+\.)))+[.!?]?")
_CODE_BLOCK = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_DECORATION = re.compile(r"^[\s#>*\-|]+|[*_`]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that calls the model open source; `line` and `column` are 1-based."""

    line: int
    column: int
    start: int
    text: str


def find_claims(prose: str) -> Iterator[Claim]:
    """The claims of a README or model card, in order; code blocks are left out."""
    blanked = _CODE_BLOCK.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), prose)
    for match in _SENTENCE.finditer(blanked):
        sentence = match[0]
        if not _MENTION.search(sentence):
            continue
        plain = " ".join(_DECORATION.sub("", sentence.replace("’", "'")).split())
        if _CLAIM.search(plain) and not _NO_CLAIM.search(plain):
            start = match.start() + len(sentence) - len(sentence.lstrip())
            line_start = prose.rfind("\n", 0, start) + 1
            yield Claim(
                prose.count("\n", 0, start) + 1, start - line_start + 1, start, sentence.strip()
            )
