"""Reads lengths of time, periods and dates from folded text.

`start` and `end` of a `Value` are code points of the folded text. No reader raises.
"""

import re
from collections.abc import Sequence
from datetime import date

from licensecheck.matching.numerals import (
    Number,
    Token,
    Value,
    plain_number,
    scan_numbers,
    text_at,
    tokens_of,
    value_of,
)

_TIME_UNITS = {
    unit + ending: unit
    for unit in ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
    for ending in ("", "s")
} | {"yr": "year", "yrs": "year", "mth": "month", "mths": "month", "hrs": "hour"}
_TIME_QUALIFIERS = {"calendar", "consecutive", "full", "successive", "whole", "continuous"}
_WORKING = {"business", "working"}

_MONTH_NAMES = (
    "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug"
    " september,sep,sept october,oct november,nov december,dec"
)
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.split(), start=1)
    for name in names.split(",")
}


def time_unit(tokens: Sequence[Token], number: Number) -> tuple[str, int] | None:
    """The unit of time `number` counts, in the singular, and the token after it."""
    at = number.last
    working = ""
    while text_at(tokens, at) in _TIME_QUALIFIERS | _WORKING and at - number.last < 3:
        working = "business " if text_at(tokens, at) in _WORKING else working
        at += 1
    unit = _TIME_UNITS.get(text_at(tokens, at))
    if number.is_ordinal and (unit == "quarter" or text_at(tokens, at).endswith("s")):
        return None
    return (working + unit, at + 1) if unit else None


def read_durations(folded: str) -> list[Value]:
    """Lengths of time as text, in digits: "thirty 30 days" is "30 days".

    The fourth anniversary is "4 years", the 90th day "90 days".
    """
    tokens = tokens_of(folded)
    found: list[Value] = []
    for number in scan_numbers(folded):
        if number.symbol or number.is_percent:
            continue
        unit = time_unit(tokens, number)
        if number.is_ordinal:
            if text_at(tokens, number.last) == "anniversary":
                unit = ("year", number.last + 1)
            elif not unit or not unit[0].endswith("day") or text_at(tokens, unit[1]) == "of":
                continue
        if unit:
            amount = plain_number(number.value)
            text = f"{amount} {unit[0]}" + ("" if amount == 1 else "s")
            found.append(value_of(text, tokens, number.first, unit[1]))
    return found


_PERIODS = re.compile(
    r"(?<= )(?:(?P<year>annual|annually|annualized|annualised|yearly|per annum|p\.a\."
    r"|(?:fiscal|financial|calendar|tax|taxable|accounting|business|preceding|previous|prior|last"
    r"|past|current|trailing|completed|per|a|each|every|any|one|same|given|this|that|the)"
    r" year(?! from| after| of the date)"
    r"|(?:12|twelve)(?: 12)?(?: consecutive| calendar| full)? months?|365 days?)"
    r"|(?P<quarter>quarterly|(?:per|a|each|every|any|calendar|fiscal|financial|preceding|previous"
    r"|last|the) quarter(?! of an? | million)"
    r"|(?:3|three)(?: 3)?(?: consecutive| calendar)? months?)"
    r"|(?P<month>monthly(?! active)|(?:per|a|each|every|any|calendar|preceding|previous|prior|last"
    r"|given|single|one|the) month|(?:30|thirty)(?: 30)? day period)"
    r"|(?P<week>weekly(?! active)|(?:per|a|each|every|any|calendar) week)"
    r"|(?P<day>daily(?! active)|(?:per|a|each|every|any) day)"
    r"|(?P<hour>hourly|(?:per|an|each|every|any) hour)"
    r"|(?P<minute>(?:per|a|each|every) minute)|(?P<second>(?:per|each|every) second)) "
)


def read_periods(folded: str) -> list[Value]:
    """The periods something is measured over: "year", "quarter", "month", "week", "day" …"""
    return [Value(m.lastgroup, m.start(), m.end() - 1) for m in _PERIODS.finditer(folded)]


_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?: \.)?"
_DATES = re.compile(
    rf"(?<= )(?:{_MONTH} (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: ,)? (?P<year>[0-9]{{4}})"
    r"|(?P<a>[0-9]{4})[ .](?P<b>[0-9]{1,2})[ .](?P<c>[0-9]{1,2})"
    r"|(?P<x>[0-9]{1,2})(?P<dot>[ .])(?P<y>[0-9]{1,2})(?P=dot)(?P<z>[0-9]{4})) "
)
_MONTH_AND_YEAR = re.compile(
    rf"(?: day)?(?: of)?(?: ,)? {_MONTH}(?: ,)?(?: of)? (?P<year>[0-9]{{4}})(?= )"
)


def read_dates(folded: str) -> list[Value]:
    """Full dates as ISO text; "31 01 2027" only where day and month cannot be taken for another.

    >>> read_dates(" until january 31 , 2027 . ")[0].value
    '2027-01-31'
    """
    tokens = tokens_of(folded)
    found: list[Value] = []
    for match in _DATES.finditer(folded):
        if match["month"]:
            iso = _iso(match["year"], str(_MONTHS[match["month"]]), match["day"])
        elif match["a"]:
            iso = _iso(match["a"], match["b"], match["c"])
        elif match["dot"] == "." or int(match["x"]) > 12 or match["x"] == match["y"]:
            iso = _iso(match["z"], match["y"], match["x"])
        else:
            iso = _iso(match["z"], match["x"], match["y"]) if int(match["y"]) > 12 else None
        if iso:
            found.append(Value(iso, match.start(), match.end() - 1))
    for number in scan_numbers(folded):
        if number.value > 31 or number.is_decimal or number.symbol or number.is_percent:
            continue
        after = _MONTH_AND_YEAR.match(folded, tokens[number.last - 1].end)
        if after:
            iso = _iso(after["year"], str(_MONTHS[after["month"]]), str(int(number.value)))
            if iso:
                found.append(Value(iso, tokens[number.first].start, after.end()))
    return sorted(found, key=lambda value: value.start)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2200 else None
