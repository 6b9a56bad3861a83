"""Asks the second opinion about the statements of a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from licensecheck.matching.opinion import SecondOpinion
from licensecheck.matching.readings import Reading
from licensecheck.parsing import Statement

# Judgments (see SecondOpinion.judgment). How these and the thresholds of the matcher were chosen:
# docs/explanation/how-it-works.md.
_DOUBTED = -0.6  # below it, a signal's finding is contradicted
_AGREED = -0.2  # from it on, a signal's finding may be about something else as well
_HARMLESS = -0.6  # below it, a statement that binds deserves no look
_SUSPECT = 0.0  # from it on, one that does not bind does
_FEWEST_WORDS = 5  # that one statement must have to say something by itself


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement with its folded lead-in, its own folded text, and what these were read as."""

    statement: Statement
    lead: str
    own: str
    reading: Reading


class Judge:
    """The judgments of a document's statements, each alone and together with the next."""

    def __init__(self, opinion: SecondOpinion, read: Sequence[ReadStatement]) -> None:
        self._read = read
        self._alone = [opinion.judgment(one.reading.vote) for one in read]
        self._with_next: list[float | None] = [None] * len(read)
        for at, (one, other) in enumerate(pairwise(read)):
            if belong_together(one.statement, other.statement):
                self._with_next[at] = opinion.judgment(one.reading.vote + other.reading.vote)

    def doubts(self, at: int) -> bool:
        """Whether a statement surely restricts nothing, alone and with either neighbor."""
        before = self._with_next[at - 1] if at else None
        seen = (self._alone[at], self._with_next[at], before)
        return all(one is None or one < _DOUBTED for one in seen)

    def agrees(self, at: int) -> bool:
        """Whether a statement may well restrict something, taken alone."""
        return self._alone[at] >= _AGREED

    def leaves_open(self, at: int, binding: bool) -> bool:
        """Whether a statement deserves a look; `binding` tells whether the cues say it binds."""
        judgment = self._alone[at]
        return judgment >= (_HARMLESS if binding else _SUSPECT)

    def suspects(self, thresholds: Sequence[float | None]) -> Iterator[tuple[int, int, float]]:
        """Statements judged to restrict something: the first, the last of one or two, and how.

        `thresholds` are, by statement, the judgment that it takes; None leaves a statement out.
        Each statement comes alone before it comes with the next.
        """
        for at, threshold in enumerate(thresholds):
            if threshold is None:
                continue
            if self._alone[at] >= threshold and self._says_enough(at):
                yield at, at, self._alone[at]
            together = self._with_next[at]
            following = thresholds[at + 1] if together is not None else None
            if (
                together is not None
                and following is not None
                and together >= max(threshold, following)
            ):
                yield at, at + 1, together

    def _says_enough(self, at: int) -> bool:
        return sum(map(str.isalnum, self._read[at].own.split())) >= _FEWEST_WORDS


def belong_together(one: Statement, other: Statement) -> bool:
    """Whether two neighbors may be one thought: in one clause, and neither a title."""
    return one.clause == other.clause and "heading" not in (one.role, other.role)
