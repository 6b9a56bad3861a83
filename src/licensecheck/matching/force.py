"""What a statement does with what it talks about: forbids, limits, requires or allows it.

Targets and cues are separate things. A cue ("may not", "only", "is prohibited", "except") has a
direction and a scope; this module turns the cues of a folded statement into a map from places to
forces. The cues themselves are data: the `[cues]` table of clause_library/vocabulary.toml.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licensecheck.definition import Force
from licensecheck.errors import LibraryError
from licensecheck.matching.cues import Cue, Line
from licensecheck.matching.language import PatternCompiler
from licensecheck.matching.probes import ProbeTable, WordIndex
from licensecheck.matching.words import Places, Words


@dataclass(frozen=True, slots=True)
class ForceMap:
    """The force at each place of a folded statement; `starts` are ascending offsets from 0."""

    starts: tuple[int, ...]
    forces: tuple[Force, ...]

    def at(self, offset: int) -> Force:
        """The force at `offset`, in code points of the folded text."""
        return self.forces[bisect_right(self.starts, offset) - 1]

    def places(self, words: Words) -> dict[Force, Places]:
        """Where each force that occurs holds, as places of the statement's words."""
        found: dict[Force, Places] = {}
        for force, begin, end in self._stretches(words):
            found[force] = found.get(force, 0) | (1 << end) - (1 << begin)
        return found

    def by_token(self, words: Words) -> list[Force]:
        """The force each token stands under."""
        return [force for force, begin, end in self._stretches(words) for _ in range(begin, end)]

    def _stretches(self, words: Words) -> Iterator[tuple[Force, int, int]]:
        """Each force in turn, with its first place and the one behind its last."""
        begin = 0
        for at, force in enumerate(self.forces):
            last = at + 1 == len(self.forces)
            end = len(words.tokens) if last else bisect_left(words.starts, self.starts[at + 1])
            yield force, begin, end
            begin = end

    def has_force(self) -> bool:
        """Whether anything is forbidden, limited, required or allowed."""
        return any(force is not Force.NONE for force in self.forces)

    def binds(self, since: int) -> bool:
        """Whether anything from `since` on is forbidden, limited or required."""
        first = bisect_right(self.starts, since) - 1
        return any(force in _BINDING for force in self.forces[first:])


_BINDING = (Force.FORBIDDEN, Force.LIMITED, Force.REQUIRED)


class ForceReader:
    """Reads the forces of folded statements with the cues of one vocabulary."""

    def __init__(
        self, cues: Mapping[str, tuple[str, ...]], compiler: PatternCompiler, index: WordIndex
    ) -> None:
        self._cues: ProbeTable[Cue] = ProbeTable(index)
        for name, sources in cues.items():
            try:
                kind = Cue[name.upper()]
            except KeyError:
                known = ", ".join(cue.name.lower() for cue in Cue)
                raise LibraryError(f"cues: no kind of cue `{name}` (one of {known})") from None
            for source in sources:
                self._cues.add(index.probe(compiler.compile(source)), kind)

    def read(self, words: Words) -> ForceMap:
        """The forces of a folded statement."""
        starts = words.starts
        found = [
            (kind, starts[begin] - starts[end], starts[begin], starts[end])
            for probe, kind in self._cues.chosen(self._cues.candidates(words))
            for begin, end in probe.spans(words)
        ]
        line = Line()
        for kind, start, end in _without_overlaps(sorted(found)):
            if kind is not Cue.DEFINE:
                line.take(kind, start, end, words.folded)
            elif len(line.starts) == 1 and words.folded[end : end + 1] != ":":
                break  # a definition forbids and allows nothing by itself
        return ForceMap(tuple(line.starts), tuple(line.forces))


def _without_overlaps(found: list[tuple[Cue, int, int, int]]) -> list[tuple[Cue, int, int]]:
    """The cues that stand, left to right; `found` is sorted by kind, longer ones first."""
    kept: list[tuple[int, int, Cue]] = []
    for kind, _, start, end in found:
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in kept):
            kept.append((start, end, kind))
    kept.sort()
    return [(kind, start, end) for start, end, kind in kept]
