"""Reads what a cap counts: the noun phrase that belongs to a number of the folded text."""

from collections.abc import Sequence

_HEADS = {
    "user": "users", "account": "accounts", "employee": "employees", "contractor": "contractors",
    "worker": "workers", "person": "persons", "individual": "individuals", "seat": "seats",
    "copy": "copies", "device": "devices", "cpu": "CPUs", "gpu": "GPUs", "core": "cores",
    "processor": "processors", "computer": "computers", "machine": "machines",
    "server": "servers", "node": "nodes", "instance": "instances", "site": "sites",
    "establishment": "establishments", "office": "offices", "location": "locations",
    "facility": "facilities", "installation": "installations", "request": "requests",
    "call": "calls", "query": "queries", "token": "tokens", "subscriber": "subscribers",
    "customer": "customers", "member": "members", "developer": "developers",
    "visitor": "visitors", "player": "players", "client": "clients", "workstation": "workstations",
    "socket": "sockets", "cluster": "clusters", "download": "downloads", "session": "sessions",
    "connection": "connections", "student": "students", "freelancer": "freelancers",
    "consultant": "consultants", "agent": "agents", "terminal": "terminals", "thread": "threads",
    "license": "licenses", "environment": "environments", "image": "images",
    "recipient": "recipients", "holder": "holders", "signup": "signups", "print": "prints",
    "project": "projects", "hour": "hours", "household": "households", "record": "records",
}  # fmt: skip
_PLURALS = {plural.lower(): plural for plural in _HEADS.values()} | {
    "staff": "staff", "people": "people", "personnel": "personnel", "headcount": "headcount",
    "workforce": "workforce",
}  # fmt: skip
# "workforce, employees and contractors": the first only sums up the others.
_JOINABLE = _PLURALS.keys() - {"workforce", "headcount", "personnel"}
_MODIFIERS = {
    "monthly", "daily", "weekly", "yearly", "annual", "active", "registered", "unique",
    "concurrent", "simultaneous", "named", "individual", "full", "part", "time", "equivalent",
    "paid", "paying", "end", "authorized", "authorised", "licensed", "virtual", "independent",
    "permanent", "temporary", "cpu", "gpu", "api", "user", "server", "employee", "client",
    "production", "backup", "mobile", "computing", "service", "customer", "developer", "processor",
    "distinct", "human", "internal", "external", "network", "physical", "regular", "account",
    "printed", "audio",
}  # fmt: skip
_DROPPED_FIRST = {"distinct", "physical", "human"}
_SKIPPED = {
    "or", "more", "fewer", "less", "greater", "total", "of", "such", "different", "separate",
    "other", "new", "its", "your", "their", "the", "combined", "aggregate", "additional", "at",
    "most", "least", "above", "said", "these", "those", "s", "in", "all",
}  # fmt: skip
_ANYBODY = ("people", "persons", "individuals")
_EMPLOYING = frozenset(
    "employ employs employed employing staff headcount payroll workforce personnel".split()
)
_RIGHT_REACH, _LEFT_REACH = 12, 40
_STOPS = set(",;:.?!") | {
    "and", "in", "on", "at", "by", "for", "with", "that", "which", "who", "is", "are", "was",
    "were", "may", "must", "shall", "will", "can", "per", "to", "from", "as", "unless", "if",
    "when", "where", "during", "within", "under", "than", "has", "have", "had", "it", "you", "we",
    "this", "not", "without", "worldwide", "then", "while", "until", "after", "before", "owned",
}  # fmt: skip
_ABBREVIATED = {
    "mau": "monthly active users", "maus": "monthly active users",
    "dau": "daily active users", "daus": "daily active users",
    "wau": "weekly active users", "ftes": "full-time equivalents",
}  # fmt: skip
# "active users a month" are monthly active users.
_RHYTHMS = {"month": "monthly", "day": "daily", "week": "weekly", "year": "yearly"}
_ACTIVE = ("active users", "active accounts", "active recipients", "active customers")
_CASED = {"cpu": "CPU", "gpu": "GPU", "api": "API"}


def read_metric_at(folded: str, span: tuple[int, int] | None) -> str | None:
    """The thing counted by the number at `span` of the folded text, as tidy text.

    Looks right of the number, then left of it ("the number of monthly active users exceeds 5
    million"). Without a number, the first countable thing is taken, that of "the number of …"
    first. None where nothing countable is near.
    """
    if span is None:
        return _metric_without_number(folded.split(" "))
    before = folded[: span[0]].rsplit(" ", _LEFT_REACH)[-_LEFT_REACH:]
    before = [word for word in before if word]
    after = folded[span[1] :].split(" ", 40)[:40]
    after = [word for word in after if word]
    return _right_metric(before, after) or _left_metric(before) or _plain_plural(after)


def _right_metric(before: Sequence[str], after: Sequence[str]) -> str | None:
    at = 0
    while at < min(len(after), _RIGHT_REACH) and after[at] in _SKIPPED:
        at += 1
    if at < len(after) and after[at] in _ABBREVIATED:
        return _ABBREVIATED[after[at]]
    phrase, end = _phrase_at(after, at)
    if phrase is None:
        return None
    if phrase in _ACTIVE and (rhythm := _rhythm_at(after, end)):
        return f"{rhythm} {phrase}"
    rest = list(after[end : end + 4])
    if phrase in _ANYBODY:
        if rest[:2] == ["working", "as"]:
            employed, _ = _phrase_at(after, end + 2)
            return employed or phrase
        if _EMPLOYING.intersection((*before[-8:], *rest)):
            return "employees"
        counted = _left_metric(before)
        if counted is not None and counted not in _ANYBODY:
            return counted  # "if the number of monthly active users exceeds a million persons"
        if rest[:2] in (["may", "use"], ["can", "use"], ["use"], ["to", "use"]):
            return "users"
    return phrase


def _rhythm_at(words: Sequence[str], at: int) -> str | None:
    """The word "monthly" for "a month", "per month", "each calendar month" at `at`, and so on."""
    if at < len(words) and words[at] in ("a", "per", "each", "every", "in", "within"):
        for word in words[at + 1 : at + 4]:
            if word in _RHYTHMS:
                return _RHYTHMS[word]
    return None


def _left_metric(before: Sequence[str]) -> str | None:
    for at in range(len(before) - 1, -1, -1):
        if before[at] in (".", ";"):
            return None
        if before[at] in _ABBREVIATED:
            return _ABBREVIATED[before[at]]
        if at and before[at] in ("count", "numbers", "base", "figures"):
            counted = _HEADS.get(before[at - 1])
            if counted is not None:
                return counted  # "a subscriber count above ..."
        if before[at] in _PLURALS:
            first = _first_of_phrase(before, at)
            phrase, _ = _phrase_at(before, first)
            return phrase
    return None


def _first_of_phrase(words: Sequence[str], at: int) -> int:
    """The first word of the coordinated phrase whose last head is `words[at]`."""
    while at > 0:
        if words[at - 1] in _MODIFIERS:
            at -= 1
        elif at > 1 and words[at - 1] in ("and", "or", ",") and words[at - 2] in _JOINABLE:
            at -= 2
        else:
            break
    return at


def _metric_without_number(words: Sequence[str]) -> str | None:
    first: str | None = None
    at = 0
    while at < len(words):
        if words[at] in _PLURALS or words[at] in _MODIFIERS:
            phrase, end = _phrase_at(words, at)
            if phrase and tuple(words[max(0, at - 2) : at]) == ("number", "of"):
                return phrase
            first = first or phrase
            at = max(end, at + 1)
        else:
            at += 1
    return first


def _phrase_at(words: Sequence[str], at: int) -> tuple[str | None, int]:
    """The countable noun phrase that begins at `at`, and the place after it."""
    parts: list[str] = []
    end = at
    while True:
        heads = _heads_at(words, end)
        if not heads:
            break
        parts += heads[0]
        end = heads[1]
        joiner = end
        while joiner < len(words) and words[joiner] in (",", "and", "or") and joiner - end < 3:
            joiner += 1
        if joiner == end or not _heads_at(words, joiner):
            break
        joint = next((word for word in words[end:joiner] if word != ","), None)
        if joint is None:
            parts[-1] += ","
        else:
            parts.append(joint)
        end = joiner
    if not parts:
        return None, at
    if parts[-1] == "members" and list(words[end : end + 2]) == ["of", "staff"]:
        parts += ["of", "staff"]
        end += 2
    if end + 1 < len(words) and words[end] == "per" and words[end + 1].isalpha():
        parts += ["per", words[end + 1]]
        end += 2
    while len(parts) > 1 and parts[0] in _DROPPED_FIRST:
        del parts[0]
    tidy = " ".join(_CASED.get(part, part) for part in parts)
    return tidy.replace("full time", "full-time").replace("part time", "part-time"), end


def _heads_at(words: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """One head noun with its modifiers at `at`, the head in the plural, and the place after."""
    first = at
    while at < len(words) and at - first < 6 and words[at] in _MODIFIERS:
        at += 1
    if at < len(words) and words[at] in _PLURALS:
        return [*words[first:at], _PLURALS[words[at]]], at + 1
    if at < len(words) and words[at] in _HEADS:
        return [*words[first:at], _HEADS[words[at]]], at + 1
    if at > first and words[at - 1] in _HEADS:  # "one user": a modifier that is the head itself
        return [*words[first : at - 1], _HEADS[words[at - 1]]], at
    return None


def _plain_plural(after: Sequence[str]) -> str | None:
    """Up to three words after the number that end in a plural and none of which joins clauses."""
    taken: list[str] = []
    for word in after[:3]:
        if word in _STOPS or not word.isalpha():
            break
        taken.append(word)
    while taken and (not taken[-1].endswith("s") or taken[-1].endswith("ss") or len(taken[-1]) < 4):
        taken.pop()
    return " ".join(taken) if taken and taken[0] not in _SKIPPED else None
