"""The second way in: likeness to the library's own examples, for wordings no signal covers."""

from collections.abc import Iterable

from licensecheck.definition import ClauseDefinition, Kind
from licensecheck.normalizing import fold

# rapidfuzz similarity, 0 to 100. Below 84 the sentence bench's harmless twins, which share most
# of their words with a binding sentence, begin to come through.
_CUTOFF = 84.0
_MARGIN = 4.0  # how much nearer to a match than to any no-match example
_WORTH = 0.6  # the score of a likeness of 100
_MAX_TOKENS = 120


class ExampleIndex:
    """The restriction examples of a library, ready for comparing."""

    def __init__(self, definitions: Iterable[ClauseDefinition]) -> None:
        self._binding: list[tuple[str, ClauseDefinition]] = []
        self._harmless: list[str] = []
        for definition in definitions:
            if definition.kind is not Kind.RESTRICTION:
                continue
            for example in definition.examples:
                folded = fold(example.text)
                if example.expect == "match":
                    self._binding.append((folded, definition))
                elif example.expect != "known-miss":
                    self._harmless.append(folded)

    def nearest(self, folded: str) -> tuple[ClauseDefinition, float] | None:
        """The definition whose example is most like `folded`, and a score; None if none is."""
        if not self._binding or folded.count(" ") > _MAX_TOKENS:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            folded, [text for text, _ in self._binding], scorer=fuzz.ratio, score_cutoff=_CUTOFF
        )
        if best is None:
            return None
        rival = process.extractOne(folded, self._harmless, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        if rival is not None and best[1] < rival[1] + _MARGIN:
            return None
        return self._binding[best[2]][1], round(best[1] / 100 * _WORTH, 2)
