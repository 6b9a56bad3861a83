"""Counts of right and wrong answers, and the rates that follow from them."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """True positives, false positives and false negatives of one thing."""

    right: int = 0
    false_alarms: int = 0
    missed: int = 0

    def add(self, other: "Tally") -> None:
        """Add the counts of `other`."""
        self.right += other.right
        self.false_alarms += other.false_alarms
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Share of the claims that are right; 1 where nothing was claimed."""
        return rate(self.right, self.right + self.false_alarms)

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 where nothing is there."""
        return rate(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return rate(2 * self.right, 2 * self.right + self.false_alarms + self.missed)


def rate(part: int, whole: int) -> float:
    """`part` of `whole`, 1 where there is nothing to get wrong."""
    return part / whole if whole else 1.0
