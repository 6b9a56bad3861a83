"""Asks the second opinion about the statements of a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from licensecheck.matching.opinion import SecondOpinion
from licensecheck.matching.readings import Reading
from licensecheck.matching.terms import DefinedTerms
from licensecheck.parsing import Statement

# Judgments (see SecondOpinion.judgment). How these and the figures of `weighing` were chosen:
# docs/explanation/how-it-works.md.
_HARMLESS = -1.0  # below it, a statement that binds deserves no look
_SUSPECT = 0.45  # from it on, one that does not bind does
_PRONOUNS = frozenset(("it", "its", "them", "they", "their"))
_FEWEST_WORDS = 4  # that one statement must have to say something by itself


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement with its folded lead-in, its own folded text, and what these were read as.

    `terms` are those of the whole document.
    """

    statement: Statement
    lead: str
    own: str
    reading: Reading
    terms: DefinedTerms


class Judge:
    """The judgments of a document's statements, each alone and together with the next.

    One that speaks of "it" may speak of the license or a mark: alone it says no more than together
    with the statement before, which tells what "it" is.
    """

    def __init__(self, opinion: SecondOpinion, read: Sequence[ReadStatement]) -> None:
        self._read = read
        self._alone = [opinion.judgment(one.reading.vote) for one in read]
        self._with_next: list[float | None] = [None] * len(read)
        for at, (one, other) in enumerate(pairwise(read)):
            if belong_together(one.statement, other.statement):
                together = opinion.judgment(one.reading.vote + other.reading.vote)
                self._with_next[at] = together
                if not _PRONOUNS.isdisjoint(other.own.split()):
                    self._alone[at + 1] = min(self._alone[at + 1], together)

    def alone(self, at: int) -> float:
        """The judgment of a statement by itself."""
        return self._alone[at]

    def strongest(self, at: int) -> float:
        """The highest judgment of a statement: by itself, with the next or with the one before."""
        before = self._with_next[at - 1] if at else None
        seen = (self._alone[at], self._with_next[at], before)
        return max(one for one in seen if one is not None)

    def leaves_open(self, at: int, binding: bool) -> bool:
        """Whether a statement deserves a look; `binding` tells whether the cues say it binds."""
        return self._alone[at] >= (_HARMLESS if binding else _SUSPECT)

    def runs(self, wanted: Sequence[bool]) -> Iterator[tuple[int, int, float]]:
        """What may say something: first and last statement, one or two, and the judgment.

        Only of statements that are `wanted`; each comes alone before it comes with the next.
        """
        for at, is_wanted in enumerate(wanted):
            if not is_wanted:
                continue
            if self._says_enough(at):
                yield at, at, self._alone[at]
            together = self._with_next[at]
            if together is not None and wanted[at + 1]:
                yield at, at + 1, together

    def _says_enough(self, at: int) -> bool:
        return sum(map(str.isalnum, self._read[at].own.split())) >= _FEWEST_WORDS


def belong_together(one: Statement, other: Statement) -> bool:
    """Whether two neighbors may be one thought: in one clause, and neither a title."""
    return one.clause == other.clause and "heading" not in (one.role, other.role)
