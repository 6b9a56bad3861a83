"""Defined terms: a ban on "an Excluded Purpose" says what the definition of that term says.

A definition forbids and allows nothing by itself. Where an operative statement uses a defined
term that names a purpose, an activity or a kind of person, the body of the definition is read in
its place, under the force of that statement. One that no statement uses has no effect at all.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from licensecheck.normalizing import fold

# Only terms that carry a limit are worth expanding: "Software" and "You" are named everywhere.
_CARRIES_A_LIMIT = frozenset(
    "purpose use user activity service product offering entity person field territory business "
    "competitor sell sale application organization party company region limit limitation "
    "conduct act customer platform provider commercial noncommercial production research scope "
    "cap threshold policy enterprise firm employer team device hardware term period fee seat "
    "licensee group institution equipment machine vendor environment rival workload workplace "
    "member task aup guideline end means system place area restriction country actor domain "
    "exploitation jurisdiction".split()
)
_QUOTED_TERM = re.compile(r"[\"“”'‘’*_]{1,2}([A-Za-z][\w \-/]{1,48}?)[\"“”'‘’*_]{1,2}")
_MEANS = re.compile(
    r" (?:means|mean|shall mean|is defined as|are defined as|refers to|refer to|shall refer to"
    r"|has the meaning of|denotes|denote|shall denote|designates|signifies|includes"
    r"|is understood as|is any|is a|are any|is an|covers|comprises)(?= )"
)
_MAX_BODY = 90  # tokens; longer bodies are enumerations that are statements of their own
_MAX_TERMS = 3  # expansions a statement


class DefinedTerms:
    """The expandable terms of one document."""

    def __init__(self, statements: Iterable[str]) -> None:
        self._bodies: dict[str, str] = {}
        self._openings: dict[str, str] = {}  # the bodies up to their first stop
        self._raw: dict[str, str] = {}  # the statements that define them, as they stand there
        self._statements = tuple(statements)
        for raw in self._statements:
            self._read(raw)
        longest_first = sorted(self._bodies, key=len, reverse=True)
        self._any = (
            re.compile(" (?=(" + "|".join(map(re.escape, longest_first)) + ")(?:s|es)? )")
            if longest_first
            else None
        )

    def _read(self, raw: str) -> None:
        definition = _definition(raw)
        if definition is None or not _names_a_limit(definition[0]):
            return
        term, said = definition
        body = said.split()[:_MAX_BODY]
        if term not in self._bodies:
            self._bodies[term] = " ".join(token for token in body if token != ".")
            self._openings[term] = " ".join(body).partition(" .")[0]
            self._raw[term] = raw

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
            if self._defines(folded, term):
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

    def definitions(self, folded: str) -> list[str]:
        """The statements that define the terms of a folded statement, in the order of their use."""
        if self._any is None:
            return []
        used = dict.fromkeys(match.group(1) for match in self._any.finditer(folded))
        return [self._raw[term] for term in used]

    def leaves_unused(self, raw: str) -> bool:
        """Whether a statement defines a term that no other statement of the document uses."""
        definition = _definition(raw)
        if definition is None:
            return False
        stem = definition[0].removesuffix("y")  # of "copy" and "copies"
        return self._whole.count(f" {stem}") == 1

    @cached_property
    def _whole(self) -> str:
        return fold(" ".join(self._statements))

    def _defines(self, folded: str, term: str) -> bool:
        """Whether `folded` is the definition of `term`: its body stands there already."""
        return f" {self._openings[term]} " in folded


def _definition(raw: str) -> tuple[str, str] | None:
    """The folded term that a statement defines, and what it says the term means."""
    quoted = _QUOTED_TERM.search(raw[:160])
    if quoted is None or "?" in raw:
        return None
    folded = fold(raw[quoted.end() :])
    means = _MEANS.search(folded[:200])
    return None if means is None else (fold(quoted.group(1)).strip(), folded[means.end() :])


def _names_a_limit(term: str) -> bool:
    """Whether the last word of a folded term, or its singular, is one that carries a limit."""
    last = term.split()[-1] if term.strip() else ""
    singulars = {last, last.removesuffix("s"), last.removesuffix("es")}
    if last.endswith("ies"):
        singulars.add(last.removesuffix("ies") + "y")
    return not singulars.isdisjoint(_CARRIES_A_LIMIT)
