"""Defined terms: a ban on "an Excluded Purpose" says what the definition of that term says.

A definition forbids and allows nothing by itself. Where an operative statement uses a defined
term that names a purpose, an activity or a kind of person, the body of the definition is read in
its place, under the force of that statement.
"""

import re
from collections.abc import Iterable

from licensecheck.normalizing import fold

# Only terms that carry a limit are worth expanding: "Software" and "You" are named everywhere.
_CARRIES_A_LIMIT = re.compile(
    r" (?:purposes?|uses?|users?|activit(?:y|ies)|services?|products?|offerings?|entit(?:y|ies)"
    r"|persons?|fields?|territory|business(?:es)?|competitors?|sell|sale|applications?"
    r"|organizations?|part(?:y|ies)|companies|company|regions?|limit(?:ation)?s?|conduct|acts?"
    r"|customers?|platforms?|providers?|commercial|noncommercial|production|research|scope|cap"
    r"|threshold|policy|enterprises?|firms?|employers?|teams?|devices?|hardware|term|period|fees?"
    r"|seats?|licensees?|groups?|institutions?|equipment|machines?|vendors?|environments?|rivals?"
    r"|work(?:load|place)s?|members?|tasks?|ends?|means|systems?|places?|areas?|restrictions?|countr(?:y|ies)|actors?|domains?|exploitation|jurisdictions?) $"
)
_QUOTED_TERM = re.compile(r"[\"“”'‘’*_]{1,2}([A-Za-z][\w \-/]{1,48}?)[\"“”'‘’*_]{1,2}")
_MEANS = re.compile(
    r" (?:means|mean|shall mean|is defined as|are defined as|refers to|refer to|shall refer to"
    r"|has the meaning of|denotes|denote|shall denote|designates|signifies|includes|is understood as"
    r"|is any|is a|are any|is an|covers|comprises)(?= )"
)
_MAX_BODY = 90  # tokens; longer bodies are enumerations that are statements of their own
_MAX_TERMS = 3  # expansions a statement


class DefinedTerms:
    """The expandable terms of one document."""

    def __init__(self, statements: Iterable[str]) -> None:
        self._bodies: dict[str, str] = {}
        for raw in statements:
            self._read(raw)
        longest_first = sorted(self._bodies, key=len, reverse=True)
        self._any = (
            re.compile(" (?=(" + "|".join(map(re.escape, longest_first)) + ")(?:s|es)? )")
            if longest_first
            else None
        )

    def _read(self, raw: str) -> None:
        quoted = _QUOTED_TERM.search(raw[:160])
        if quoted is None:
            return
        term = fold(quoted.group(1))
        if not _CARRIES_A_LIMIT.search(term):
            return
        folded = fold(raw[quoted.end() :])
        means = _MEANS.search(folded[:200])
        if means is None:
            return
        body = folded[means.end() :].split()[:_MAX_BODY]
        self._bodies.setdefault(term.strip(), " ".join(token for token in body if token != "."))

    def expand(self, folded: str) -> str:
        """`folded` with the body of each defined term put behind the term."""
        if self._any is None:
            return folded
        parts: list[str] = []
        done = 0
        used: set[str] = set()
        for match in self._any.finditer(folded):
            term = match.group(1)
            at = match.start() + 1
            if at < done or term in used or len(used) == _MAX_TERMS:
                continue
            used.add(term)
            end = folded.index(" ", at + len(term))
            parts.append(folded[done:end])
            parts.append(" " + self._bodies[term])
            done = end
        if not parts:
            return folded
        parts.append(folded[done:])
        return "".join(parts)
