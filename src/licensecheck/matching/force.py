"""What a statement does with what it talks about: forbids, limits, requires or allows it.

Targets and cues are separate things. A cue ("may not", "only", "is prohibited", "except") has a
direction and a scope; this module turns the cues of a folded statement into a map from places to
forces. The cues themselves are data: the `[cues]` table of clause_library/vocabulary.toml.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from licensecheck.definition import Force
from licensecheck.errors import LibraryError
from licensecheck.matching.language import Pattern, PatternCompiler, WordIndex


class Cue(IntEnum):
    """The kinds of cues; where two overlap, the one named first here stands."""

    NEUTRAL = 0  # a pseudo-cue ("not limited to") or a duty of the licensor: says nothing
    LIFT = 1  # denies a ban: "nothing in this license prohibits", "is not restricted"
    LIFT_BEFORE = 2
    FORBID = 3
    FORBID_BEFORE = 4
    LIMIT_BEFORE = 5
    LIMIT = 6
    REQUIRE = 7
    REQUIRE_BEFORE = 8
    ALLOW = 9
    ALLOW_BEFORE = 10
    ALLOW_NOUN = 11  # "the right to": allows, unless something already forbids or requires it
    EXCEPT = 12
    BOUNDARY = 13
    DEFINE = 14


_BEFORE = {
    Cue.FORBID_BEFORE: Force.FORBIDDEN,
    Cue.LIMIT_BEFORE: Force.LIMITED,
    Cue.REQUIRE_BEFORE: Force.REQUIRED,
    Cue.ALLOW_BEFORE: Force.ALLOWED,
    Cue.LIFT_BEFORE: Force.ALLOWED,
}
_FORWARD = {
    Cue.FORBID: Force.FORBIDDEN,
    Cue.REQUIRE: Force.REQUIRED,
    Cue.ALLOW: Force.ALLOWED,
    Cue.LIFT: Force.ALLOWED,
}

# "You may use it except commercially" forbids; "you may not use it except for research" limits.
_EXCEPTION = {
    Force.ALLOWED: Force.FORBIDDEN,
    Force.FORBIDDEN: Force.LIMITED,
    Force.LIMITED: Force.NONE,
    Force.REQUIRED: Force.NONE,
    Force.NONE: Force.NONE,
}


@dataclass(frozen=True, slots=True)
class ForceMap:
    """The force at each place of a folded statement; `starts` are ascending offsets from 0."""

    starts: tuple[int, ...]
    forces: tuple[Force, ...]

    def at(self, offset: int) -> Force:
        """The force at `offset`, in code points of the folded text."""
        return self.forces[bisect_right(self.starts, offset) - 1]

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
        self._cues: list[tuple[Cue, Pattern, int]] = []
        for name, sources in cues.items():
            try:
                kind = Cue[name.upper()]
            except KeyError:
                known = ", ".join(cue.name.lower() for cue in Cue)
                raise LibraryError(f"cues: no kind of cue `{name}` (one of {known})") from None
            for source in sources:
                pattern = compiler.compile(source)
                self._cues.append((kind, pattern, index.mask(pattern)))

    def read(self, folded: str, bits: int) -> ForceMap:
        """The forces of `folded`, whose word bits (`WordIndex.bits_of`) are `bits`."""
        found = [
            (kind, start - end, start, end)
            for kind, pattern, mask in self._cues
            if mask & bits == mask
            for start, end, _ in pattern.find_places(folded)
        ]
        line = _Line()
        for kind, start, end in _without_overlaps(sorted(found)):
            if kind is not Cue.DEFINE:
                line.take(kind, start, end, folded)
            elif len(line.starts) == 1 and folded[end : end + 1] != ":":
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


class _Line:
    """The forces so far, while cues are taken from left to right."""

    def __init__(self) -> None:
        self.starts = [0]
        self.forces = [Force.NONE]
        self._base = Force.NONE  # the force to return to where an exception ends
        self._boundary = 0
        self._last_modal_end = 0
        self._in_aside = False

    def take(self, kind: Cue, start: int, end: int, folded: str) -> None:
        current = self.forces[-1]
        if kind in _FORWARD:
            self._in_aside = False
            self._base = _FORWARD[kind]
            self._set(start, self._base)
            self._last_modal_end = end
        elif kind is Cue.ALLOW_NOUN:
            if current is Force.NONE:
                self._base = Force.ALLOWED
                self._set(start, Force.ALLOWED)
                self._last_modal_end = end
        elif kind is Cue.LIMIT:
            if current is not Force.FORBIDDEN:
                self._set(start, Force.LIMITED)
        elif kind in _BEFORE:
            self._apply_backwards(_BEFORE[kind], start, end, folded)
        elif kind is Cue.EXCEPT:
            # "You may not, except with our consent, sell it": the aside ends at its comma.
            self._in_aside = start - self._last_modal_end <= 2 and self._last_modal_end > 0
            self._set(start, _EXCEPTION[current])
        elif kind is Cue.BOUNDARY:
            self._take_boundary(start, end, folded)
        elif kind is Cue.NEUTRAL:
            self._set(end, current)

    def _take_boundary(self, start: int, end: int, folded: str) -> None:
        if folded[start:end].strip() == ",":
            if self._in_aside:
                self._in_aside = False
                self._set(start, self._base)
            return
        if folded[start:end].strip() == ".":
            self._base = Force.NONE
        self._boundary = end
        self._set(start, self._base)

    def _apply_backwards(self, force: Force, start: int, end: int, folded: str) -> None:
        since = self._boundary
        if force is Force.LIMITED:
            since = max(since, folded.rfind(" , ", 0, start), self._last_modal_end)
        elif self._last_modal_end > since and self._base is Force.ALLOWED:
            comma = folded.rfind(" , ", self._last_modal_end, start)
            since = comma if comma != -1 else since
        kept = bisect_right(self.starts, since)
        following = self.forces[-1]
        reached = [
            (place, force if old in (Force.NONE, Force.ALLOWED) else old)
            for place, old in zip(self.starts[kept:], self.forces[kept:], strict=True)
        ]
        old_here = self.forces[kept - 1]
        first = force if old_here in (Force.NONE, Force.ALLOWED) else old_here
        if force is Force.LIMITED and old_here is Force.REQUIRED:
            first = Force.LIMITED
        del self.starts[kept:], self.forces[kept:]
        self._set(since, first)
        for place, new in reached:
            self._set(place, new)
        # "The following are prohibited:" reaches forward to the items as well.
        if folded[end : end + 2] == ": " or force is Force.LIMITED:
            following = force if force is not Force.LIMITED else following
        elif force is not Force.LIMITED:
            following = Force.NONE
        self._base = following if force is not Force.LIMITED else self._base
        self._set(end, following)
        self._boundary = end if force is not Force.LIMITED else self._boundary

    def _set(self, place: int, force: Force) -> None:
        if self.starts[-1] == place:
            self.forces[-1] = force
        else:
            self.starts.append(place)
            self.forces.append(force)
