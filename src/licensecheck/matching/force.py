"""What a statement does with what it talks about: forbids, limits, requires or allows it.

Targets and cues are separate things. A cue ("may not", "only", "is prohibited", "except") has a
direction and a scope; this module turns the cues of a folded statement into a map from places to
forces. The cues themselves are data: the `[cues]` table of clause_library/vocabulary.toml.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, unique

from licensecheck.definition import Force
from licensecheck.errors import LibraryError
from licensecheck.matching.language import PatternCompiler
from licensecheck.matching.probes import ProbeTable, WordIndex
from licensecheck.matching.words import Places, Words


@unique
class Cue(IntEnum):
    """The kinds of cues; where two overlap, the one named first here stands."""

    NO_ANSWER = -3  # the answer to a question: what was asked about is forbidden, or allowed
    YES_ANSWER = -2
    DEFINE = -1  # "shall mean": no duty, though the words look like one
    NEUTRAL = 0  # a pseudo-cue ("not limited to") or a duty of the licensor: says nothing
    LIFT_BEFORE = 1  # denies a ban: "nothing in this license prohibits", "is not restricted"
    LIFT = 2
    FORBID = 3
    FORBID_BEFORE = 4
    FORBID_SUBJECT = 5  # "nobody", "neither": turns the permission that follows into a ban
    LIMIT_BEFORE = 6
    LIMIT_AROUND = 7  # "is limited to": what stands before is limited to what follows
    LIMIT = 8
    REQUIRE = 9
    REQUIRE_BEFORE = 10
    ALLOW_BEFORE = 11
    ALLOW = 12
    ALLOW_NOUN = 13  # "the right to": allows, unless something already forbids or requires it
    EXCEPT = 14
    BOUNDARY = 15


_BEFORE = {
    Cue.NO_ANSWER: Force.FORBIDDEN,
    Cue.YES_ANSWER: Force.ALLOWED,
    Cue.FORBID_BEFORE: Force.FORBIDDEN,
    Cue.LIMIT_BEFORE: Force.LIMITED,
    Cue.LIMIT_AROUND: Force.LIMITED,
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
    Force.LIMITED: Force.FORBIDDEN,
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

    def places(self, words: Words) -> dict[Force, Places]:
        """Where each force that occurs holds, as places of the statement's words."""
        found: dict[Force, Places] = {}
        begin = 0
        for at, force in enumerate(self.forces):
            last = at + 1 == len(self.forces)
            end = len(words.tokens) if last else bisect_left(words.starts, self.starts[at + 1])
            found[force] = found.get(force, 0) | (1 << end) - (1 << begin)
            begin = end
        return found

    def has_force(self) -> bool:
        """Whether anything is forbidden, limited, required or allowed."""
        return any(force is not Force.NONE for force in self.forces)

    def binds(self, since: int) -> bool:
        """Whether anything from `since` on is forbidden, limited or required."""
        first = bisect_right(self.starts, since) - 1
        return any(force in _BINDING for force in self.forces[first:])


# "Use is forbidden in mines": what a ban on the subject goes on to name is forbidden too.
_GOES_ON = re.compile(r"(?:in|for|within|as|at|on|by|if|where|when|outside|beyond) ")

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
        line = _Line()
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


class _Line:
    """The forces so far, while cues are taken from left to right."""

    def __init__(self) -> None:
        self.starts = [0]
        self.forces = [Force.NONE]
        self._base = Force.NONE  # what holds again where an exception ends
        self._clause_start = 0
        self._modal_end = 0
        self._in_aside = False
        self._subject: Force | None = None  # what the subject makes of the next permission
        self._fronted: int | None = None  # where an exception stands before what it excepts from

    def take(self, kind: Cue, start: int, end: int, folded: str) -> None:
        """Let one cue, at `start` to `end` of `folded`, change what holds from here on."""
        current = self.forces[-1]
        if kind in _FORWARD:
            self._take_modal(kind, start, end)
        elif kind is Cue.ALLOW_NOUN:
            if current is Force.NONE:
                self._take_modal(Cue.ALLOW, start, end)
        elif kind is Cue.FORBID_SUBJECT:
            self._subject = self._base = Force.FORBIDDEN
            self._set(start, Force.FORBIDDEN)
        elif kind is Cue.LIMIT and end < len(folded):
            if start <= self._clause_start + 2:
                self._subject = Force.LIMITED
            if current is not Force.FORBIDDEN:
                self._set(start, Force.LIMITED)
        elif kind is Cue.LIMIT or kind in _BEFORE:
            self._take_backwards(kind, start, end, folded)
        elif kind is Cue.EXCEPT:
            # "You may not, except with our consent, sell it": the aside ends at its comma.
            self._in_aside = start - self._modal_end <= 2 and self._modal_end > 0
            self._set(start, _EXCEPTION[current])
            if current is Force.NONE and start <= self._clause_start + 2:
                self._fronted = start
        elif kind is Cue.BOUNDARY:
            self._take_boundary(start, end, folded[start:end].strip())
        elif kind is Cue.NEUTRAL:
            self._set(end, current)

    def _take_modal(self, kind: Cue, start: int, end: int) -> None:
        force = _FORWARD[kind]
        if self._subject is not None and kind in (Cue.ALLOW, Cue.REQUIRE):
            force = self._subject
        if self._fronted is not None:
            # "Except in mining, you may use it": the exception is from what follows.
            self.forces[self.starts.index(self._fronted)] = _EXCEPTION[force]
            self._fronted = None
        self._subject = None
        self._in_aside = False
        self._base = force
        self._modal_end = end
        self._set(start, force)

    def _take_boundary(self, start: int, end: int, mark: str) -> None:
        if mark == ",":
            if self._in_aside:
                self._in_aside = False
                self._set(start, self._base)
            return
        if mark == ".":
            self._base = Force.NONE
        elif mark == ":" and self.forces[-1] is Force.LIMITED:
            self._base = Force.LIMITED  # "only for: (a) research; (b) teaching"
        self._subject = self._fronted = None
        self._clause_start = end
        self._set(start, self._base)

    def _take_backwards(self, kind: Cue, start: int, end: int, folded: str) -> None:
        """Give the clause before the cue its force; a ":" carries it on to what follows."""
        force = _BEFORE.get(kind, Force.LIMITED)
        if force is Force.ALLOWED and self._subject is not None:
            force = self._subject  # "none of these is permitted"
        opens_list = folded[end : end + 2] == ": " or folded[start:end].endswith(" : ")
        following = self.forces[-1]
        since = self._clause_start
        if force is Force.LIMITED:
            if kind is Cue.LIMIT_AROUND:
                following = Force.LIMITED
            else:
                since = max(since, folded.rfind(" , ", 0, start), self._modal_end)
            if opens_list:
                following = self._base = Force.LIMITED
        else:
            if self._modal_end > since and self._base is not Force.NONE:
                comma = folded.rfind(" , ", self._modal_end, start)
                if comma != -1:
                    since = comma
                elif self._base is not Force.ALLOWED:
                    since = self._modal_end  # "..., provided that it is not used": a new clause
            following = force if opens_list or _GOES_ON.match(folded, end) else Force.NONE
            self._base = force if opens_list else Force.NONE
            self._clause_start = end
        self._overwrite(since, force)
        self._set(end, following)

    def _overwrite(self, since: int, force: Force) -> None:
        """Put `force` in place of whatever binds no one yet from `since` on."""
        weaker = {Force.NONE, Force.ALLOWED}
        if force is Force.LIMITED:
            weaker.add(Force.REQUIRED)
        kept = bisect_right(self.starts, since)
        tail = [
            (since, self.forces[kept - 1]),
            *zip(self.starts[kept:], self.forces[kept:], strict=True),
        ]
        del self.starts[kept:], self.forces[kept:]
        for place, old in tail:
            self._set(place, force if old in weaker else old)

    def _set(self, place: int, force: Force) -> None:
        if self.starts[-1] == place:
            self.forces[-1] = force
        else:
            self.starts.append(place)
            self.forces.append(force)
