"""What each kind of cue does to the forces of a statement, taken from left to right."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import IntEnum, unique

from licensecheck.definition import Force


@unique
class Cue(IntEnum):
    """The kinds of cues; where two overlap, the one named first here stands."""

    NO_ANSWER = -3  # the answer to a question: what was asked about is forbidden, or allowed
    YES_ANSWER = -2
    NEUTRAL = -1  # a pseudo-cue ("not limited to", "by means of") or a duty of the licensor
    DEFINE = 0  # "shall mean": no duty, though the words look like one
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

# "Use is forbidden in mines": what a ban on the subject goes on to name is forbidden too.
_GOES_ON = re.compile(r"(?:in|for|within|as|at|on|by|if|where|when|outside|beyond) ")
# The cue itself may end so: "is permitted for".
_ENDS_OPEN = re.compile(r" (?:in|for|within|as|at|on|if|where|when)$")
# "Use is forbidden unless": the cue ends in its exception.
_EXCEPTS = re.compile(r" (?:except|save|unless)$")
# "For teaching only and not for sale": what "only" limits stands before it.
_AFTER_LIMIT = re.compile(r"(?:and|but) (?:not|never|no) ")
# "You may not copy it for:" forbids nothing before its items have said what for.
_BROKEN_OFF = (
    *(f" {word} : " for word in "for to if where when unless in that which as".split()),
    *(f" {word} " for word in ("for", "to", "if", "unless")),
)
# An aside goes on: "except with our consent, or as the law allows, ..."
_SAME_ASIDE = re.compile(r"(?:or|and|nor) ")


@dataclass(slots=True)
class _State:
    """What a cue's effect depends on besides the force at its place."""

    base: Force = Force.NONE  # what holds again where an exception ends
    behind: Force = Force.NONE  # what a cue behind this clause has given it
    clause_start: int = 0
    modal_end: int = 0
    verb_at: int = 0  # where the verb of a modal is due: its end
    in_aside: bool = False
    subject: Force | None = None  # what the subject makes of the next permission
    fronted: int | None = None  # where an exception stands before what it excepts from
    inserted: bool = False  # whether that is between commas: "copies, except for sale, are free"


class Line:
    """The forces so far, while cues are taken from left to right."""

    def __init__(self) -> None:
        self.starts = [0]
        self.forces = [Force.NONE]
        self._now = _State()
        self._broken_off = False
        # What held before the bracket that is open: the force and the rest.
        self._outside: tuple[Force, _State] | None = None

    def take(self, kind: Cue, start: int, end: int, folded: str) -> None:
        """Let one cue, at `start` to `end` of `folded`, change what holds from here on."""
        now = self._now
        current = self.forces[-1]
        self._broken_off = folded.endswith(_BROKEN_OFF)
        if kind in _FORWARD:
            self._take_modal(kind, start, end)
        elif kind is Cue.ALLOW_NOUN:
            if current is Force.NONE:
                self._take_modal(Cue.ALLOW, start, end)
                now.verb_at = 0  # no verb follows that an aside could stand before
        elif kind is Cue.FORBID_SUBJECT:
            now.subject = now.base = Force.FORBIDDEN
            self._set(start, Force.FORBIDDEN)
        elif kind is Cue.LIMIT and end < len(folded) and not _AFTER_LIMIT.match(folded, end):
            if start <= now.clause_start + 2:
                now.subject = Force.LIMITED
            if current is not Force.FORBIDDEN:
                self._set(start, Force.LIMITED)
        elif kind is Cue.LIMIT or kind in _BEFORE:
            self._take_backwards(kind, start, end, folded)
        elif kind is Cue.EXCEPT:
            self._take_exception(start, folded)
        elif kind is Cue.BOUNDARY:
            self._take_boundary(start, end, folded)
        elif kind is Cue.NEUTRAL:
            self._set(end, current)

    def _take_modal(self, kind: Cue, start: int, end: int) -> None:
        now = self._now
        force = _FORWARD[kind]
        if now.subject is not None and kind in (Cue.ALLOW, Cue.REQUIRE):
            force = now.subject
        if now.fronted is not None and not now.inserted:
            # "Except in mining, you may use it": the exception is from what follows.
            self.forces[self.starts.index(now.fronted)] = _EXCEPTION[force]
        now.subject = now.fronted = None
        now.in_aside = False
        now.base = force
        now.behind = Force.NONE
        now.modal_end = now.verb_at = end
        self._set(start, force)

    def _take_exception(self, start: int, folded: str) -> None:
        now = self._now
        current = self.forces[-1]
        # "You may not, except with our consent, sell it": the aside ends at its comma.
        now.in_aside = start - now.verb_at <= 2 and now.verb_at > 0
        set_off = start <= now.clause_start + 2 or folded.startswith(", ", start - 2)
        if current is Force.NONE and set_off:
            current = now.behind  # "copies are not allowed here, except for study"
        if current is Force.NONE and set_off:
            now.fronted = start
            now.inserted = start > now.clause_start + 2 and self._outside is None
        self._set(start, _EXCEPTION[current])

    def _take_boundary(self, start: int, end: int, folded: str) -> None:
        now = self._now
        mark = folded[start:end].strip()
        if mark == ",":
            self._take_comma(start, end, folded)
            return
        clause = now.clause_start
        now.subject = now.fronted = None
        now.clause_start = end
        if mark == "." and end < len(folded):
            return  # a statement is one sentence: this ends a lead-in or an abbreviation
        if mark == ".":
            now.base = Force.NONE
        elif mark == ":" and self.forces[-1] is Force.LIMITED:
            now.base = Force.LIMITED  # "only for: (a) research; (b) teaching"
        elif mark == ":" and now.behind is Force.FORBIDDEN and "," not in folded[clause:start]:
            # "The following is excluded from the license: resale"
            now.base = Force.FORBIDDEN
        now.behind = Force.NONE
        self._set(start, now.base)

    def _take_comma(self, start: int, end: int, folded: str) -> None:
        now = self._now
        if folded.startswith(", ", end):
            return  # the first of a pair, which stands for a bracket
        if folded.startswith(", ", start - 2):
            if self._outside is None:
                self._outside = self.forces[-1], replace(now)
            else:
                force, self._now = self._outside
                self._now.fronted = now.fronted
                self._outside = None
                self._set(start, force)
        elif now.in_aside and self._outside is None and not _SAME_ASIDE.match(folded, end):
            now.in_aside = False
            self._set(start, now.base)

    def _take_backwards(self, kind: Cue, start: int, end: int, folded: str) -> None:
        """Give the clause before the cue its force; a ":" carries it on to what follows."""
        now = self._now
        force = _BEFORE.get(kind, Force.LIMITED)
        if force is Force.ALLOWED and now.subject is not None:
            force = now.subject  # "none of these is permitted"
        cue = folded[start:end].rstrip()
        opens_list = folded[end : end + 2] == ": " or cue.endswith(" :")
        following = self.forces[-1]
        since = now.clause_start
        if force is Force.LIMITED:
            if kind is Cue.LIMIT_AROUND:
                following = Force.LIMITED
            else:
                since = max(since, folded.rfind(" , ", 0, start), now.modal_end)
            if opens_list:
                following = now.base = Force.LIMITED
        else:
            if now.modal_end > since and now.base is not Force.NONE:
                comma = folded.rfind(" , ", now.modal_end, start)
                if comma != -1:
                    since = comma
                elif now.base is not Force.ALLOWED:
                    since = now.modal_end  # "..., provided that it is not used": a new clause
            # "These uses are not allowed." before the items of a list.
            opens_list |= folded[end : end + 2] == ". " and end + 2 < len(folded)
            opens_list |= cue.endswith(" .") and end < len(folded)
            following = force if opens_list else self._goes_on(force, cue, end, folded)
            now.base = force if opens_list else Force.NONE
            now.behind = force
        self._overwrite(since, force)
        self._except_before(since, start, force, folded)
        if force is not Force.LIMITED:
            now.clause_start = end
        self._set(end, following)

    def _goes_on(self, force: Force, cue: str, end: int, folded: str) -> Force:
        """What a cue that gives the clause before it `force` makes of what follows at `end`."""
        if _EXCEPTS.search(cue):
            return _EXCEPTION[force]
        if force is Force.ALLOWED and self._now.base not in (Force.NONE, Force.ALLOWED):
            return Force.NONE  # "must be included in": the verb of a duty
        goes_on = _GOES_ON.match(folded, end) or _ENDS_OPEN.search(cue)
        return force if goes_on else Force.NONE

    def _except_before(self, since: int, start: int, force: Force, folded: str) -> None:
        """Except a fronted exception from the force that the cue at `start` gives from `since`."""
        now = self._now
        fronted = now.fronted
        if fronted is None or fronted < since:
            return
        if now.inserted and not folded.startswith(", ", start - 2):
            return
        now.fronted = None
        place = self.starts.index(fronted)
        if place + 1 == len(self.starts):
            find = folded.rfind if now.inserted else folded.find
            comma = find(" , ", fronted, start)
            if comma == -1:
                return
            self._set(comma, force)
        self.forces[place] = _EXCEPTION[force]

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
        if self._broken_off and force is Force.FORBIDDEN:
            force = Force.NONE
        if self.starts[-1] == place:
            self.forces[-1] = force
        else:
            self.starts.append(place)
            self.forces.append(force)
