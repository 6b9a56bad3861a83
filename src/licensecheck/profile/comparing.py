"""Compares what a clause says with what a profile says: numbers, fields, regions, dates."""

import re
from datetime import date
from typing import Any, Literal, TypeAlias

from licensecheck.normalizing import fold
from licensecheck.places import CANADIAN_PROVINCES, US_STATES

Relation: TypeAlias = Literal["same", "at least", "at most", "unknown"]
"""How the profile's number lies to the number that a cap counts: it is the same, at least as
large, at most as large, or nothing is known."""

_STAFF = frozenset("employees employee staff persons people individuals workers personnel employed "
                   "headcount workforce permanent total".split())  # fmt: skip
_PART_OF_STAFF = frozenset("full time equivalent fte".split())
_OTHER_MONEY = re.compile(
    r" (?:fund(?:s|ing|ed|raising)?|raised|assets?|profits?|budgets?|capital|valuations?|worth"
    r"|market cap\w*|income|earnings|invest\w*) "
)
_REVENUE = re.compile(r" (?:revenues?|turnover|sales|receipts) ")
_ONLY = re.compile(r" (?:only|solely|exclusively|limited to|other than|outside|except) ")
_BAR = re.compile(
    r" (?:not?|nor|never|neither|cannot|without|exclud\w+|prohibit\w*|forbidden|ineligible"
    r"|unavailable|withheld) "
)
_COMPETITION = re.compile(r" (?:compet\w+|substitutes?|same or substantially) ")

_EUROPEAN_UNION = frozenset(
    "Austria|Belgium|Bulgaria|Croatia|Cyprus|Czech Republic|Denmark|Estonia|Finland|France|Germany"
    "|Greece|Hungary|Ireland|Italy|Latvia|Lithuania|Luxembourg|Malta|Netherlands|Poland|Portugal"
    "|Romania|Slovakia|Slovenia|Spain|Sweden".split("|")
)
_PARTS = {
    "European Union": _EUROPEAN_UNION,
    "European Economic Area": _EUROPEAN_UNION
    | {"European Union", "Iceland", "Liechtenstein", "Norway"},
    "United Kingdom": frozenset({"England", "Scotland", "Wales", "Northern Ireland"}),
    "United States": US_STATES,
    "Canada": CANADIAN_PROVINCES,
    "Gulf States": frozenset(
        {"Bahrain", "Kuwait", "Oman", "Qatar", "Saudi Arabia", "United Arab Emirates"}
    ),
}
_WIDE = frozenset(
    {
        *("Africa", "Antarctica", "Asia", "Europe", "Oceania"),
        *("Latin America", "Middle East", "North America", "South America"),
    }
)


def number(value: Any) -> float | None:
    """A parameter's number; None where it is none."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def day(value: Any) -> date | None:
    """A parameter's date (`2027-01-31`); None where it is none."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def users_relation(metric: str) -> Relation:
    """How a number of monthly active users lies to what a user cap counts."""
    words = fold(metric).split()
    if "active" in words and "monthly" in words:
        return "same"
    if "active" in words and ("daily" in words or "weekly" in words):
        return "at least"
    if words and {*words} <= {"registered", "users", "accounts"}:
        return "at most"
    return "unknown"


def staff_relation(metric: str) -> Relation:
    """How a number of employees lies to what a cap on an organization's size counts."""
    words = frozenset(fold(metric).split()) - {"and", "or", ","}
    if not words & _STAFF:
        return "unknown"
    if words <= _STAFF:
        return "same"
    return "at least" if words <= _STAFF | _PART_OF_STAFF else "at most"


def revenue_relation(clause: str, period: str | None) -> Relation:
    """How a year's revenue lies to what a cap counts ("revenue or funding" counts more)."""
    folded = fold(clause)
    if not _REVENUE.search(folded) or (period is not None and not _is_year(period)):
        return "unknown"
    return "at most" if _OTHER_MONEY.search(folded) else "same"


def _is_year(period: str) -> bool:
    return period.lower() in ("year", "1 year", "12 months", "annual", "financial year")


def speaks_of_only(clause: str) -> bool:
    """Whether a clause may name what it leaves free instead of what it bars."""
    return _ONLY.search(fold(clause)) is not None


def speaks_of_bar(clause: str) -> bool:
    """Whether a clause says that something is not given or not allowed."""
    return _BAR.search(fold(clause)) is not None


def speaks_of_competition(clause: str) -> bool:
    """Whether a ban is about what competes."""
    return _COMPETITION.search(fold(clause)) is not None


def common_field(named: object, fields: tuple[str, ...]) -> str | None:
    """The first of the profile's fields that a clause names, in either's words."""
    if not isinstance(named, (list, tuple)):
        return None
    barred = [fold(str(each)) for each in named]
    for each in fields:
        own = fold(each)
        if any(own in one or one in own for one in barred if one.strip()):
            return each
    return None


def place(own: tuple[str, ...], named: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """The regions of `own` that lie in, outside, or perhaps in the regions `named`.

    A union that holds a named country lies in it and outside it.
    """
    inside: list[str] = []
    outside: list[str] = []
    unclear: list[str] = []
    for region in own:
        if any(region == each or region in _PARTS.get(each, ()) for each in named):
            inside.append(region)
        elif any(each in _PARTS.get(region, ()) for each in named):
            inside.append(region)
            outside.append(region)
        elif region in _WIDE or any(each in _WIDE for each in named):
            unclear.append(region)
        else:
            outside.append(region)
    return inside, outside, unclear
