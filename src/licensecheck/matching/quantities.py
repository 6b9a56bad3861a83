"""Reads counts, money and shares from folded text.

Every reader takes the folded text and returns what it finds in order; `start` and `end` of a
`Value` are code points of the folded text. No reader raises, whatever the text.
"""

import re
from collections.abc import Sequence

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
from licensecheck.matching.times import read_dates, time_unit

_NUMBERED = {
    "section", "sections", "article", "articles", "clause", "clauses", "paragraph", "paragraphs",
    "subsection", "subsections", "part", "exhibit", "schedule", "appendix", "annex", "chapter",
    "item", "items", "version", "versions", "v", "release", "rule", "regulation", "directive",
    "page", "figure", "table", "step", "note", "attachment", "title", "line", "no", "level", "gpl",
}  # fmt: skip
_VERSIONED = {"version", "release", "model", "materials", "license", "community"}
_AFTER_MARKER = {
    "a", "an", "the", "such", "this", "that", "these", "any", "all", "each", "no", "every", "if",
    "you", "your", "we", "it", "where", "when", "for", "in", "on", "by", "to", "upon", "is", "are",
    "subject", "except", "unless", "licensee", "licensor", "use", "provided", "nothing", "neither",
}  # fmt: skip
_COUNTED_YEAR_NOUN = re.compile(
    r"(?:[a-z]+ ){0,2}(?:users|employees|seats|copies|devices|people|persons|accounts|servers"
    r"|workers|installations|requests|computers|customers|subscribers)\b"
)
_NOT_BEFORE_ONE = {"no", "any", "every", "which", "each", "this", "that", "the", "another", "of"}
_NOT_AFTER_ONE = {"or", "of", "another", "and", "time", "hand", "is", "that", "who", "to"}

_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_ISO_CODES = (
    "usd eur gbp jpy cny chf cad aud nzd inr krw sgd hkd twd brl mxn sek nok dkk pln czk huf"
    " rub zar ils aed sar thb idr myr vnd"
)
_CODES = {code: code.upper() for code in _ISO_CODES.split()} | {
    "rmb": "CNY", "cnh": "CNY", "rs": "INR", "euro": "EUR", "sterling": "GBP",
}  # fmt: skip
_DOLLAR_PREFIXES = {
    "us": "USD", "hk": "HKD", "nz": "NZD", "nt": "TWD", "ca": "CAD", "au": "AUD", "mx": "MXN",
    "s": "SGD", "r": "BRL",
}  # fmt: skip
_LETTER_DOLLARS = {"a": "AUD", "c": "CAD"}  # "a $5 fee" and "(c) $5" are no such dollars
_MONEY_WORDS = {
    "dollars": "USD", "dollar": "USD", "euros": "EUR", "pounds": "GBP", "pound": "GBP",
    "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "francs": "CHF", "rupees": "INR",
    "won": "KRW", "rubles": "RUB", "roubles": "RUB", "reais": "BRL", "rand": "ZAR",
    "pesos": None, "kroner": None, "kronor": None, "crowns": None,
}  # fmt: skip
_DOLLAR_COUNTRIES = {
    "us": "USD", "u . s .": "USD", "u . s": "USD", "united states": "USD", "american": "USD",
    "canadian": "CAD", "australian": "AUD", "singapore": "SGD", "hong kong": "HKD",
    "new zealand": "NZD", "taiwan": "TWD", "swiss": "CHF", "british": "GBP", "indian": "INR",
    "japanese": "JPY", "chinese": "CNY", "korean": "KRW", "russian": "RUB", "mexican": "MXN",
    "danish": "DKK", "norwegian": "NOK", "swedish": "SEK",
}  # fmt: skip
_LONGEST_COUNTRY = 4
_AFTER_AMOUNT = {
    "in", "per", "or", "and", "of", "for", "during", "each", "annually", "within", "from", "to",
    "as", "a", "at", "on", "by", "over", "worldwide", "total", "is", "shall", "then", "with",
}  # fmt: skip
_PUNCTUATION = set(",;:.?!")


def read_counts(folded: str) -> list[Value]:
    """How many of something: ints. Not money, shares, times, dates, years or section numbers.

    >>> read_counts(" more than 700 million monthly active users ")[0].value
    700000000
    """
    tokens = tokens_of(folded)
    numbers = scan_numbers(folded)
    amounts = [(amount.start, amount.end) for amount in read_amounts(folded)]
    dates = [(day.start, day.end) for day in read_dates(folded)]
    taken = _Spans(amounts), _Spans(dates)
    found: list[Value] = []
    last_reference = -1  # the token after the latest section number
    for number in numbers:
        start, end = tokens[number.first].start, tokens[number.last - 1].end
        if any(spans.overlap(start, end) for spans in taken):
            continue
        if _is_reference(tokens, number, last_reference):
            last_reference = number.last
            continue
        if (
            number.is_ordinal
            or number.is_decimal
            or number.value.denominator != 1
            or _percent_end(tokens, number)
            or time_unit(tokens, number)
            or _is_marker(tokens, number)
            or _is_year(folded, tokens, number)
            or _is_pronoun(tokens, number)
        ):
            continue
        found.append(Value(int(number.value), start, end))
    found += [
        value_of(1, tokens, at, at + 1)
        for at, token in enumerate(tokens)
        if token.text == "single" and text_at(tokens, at - 1) in ("a", "one", "any")
    ]
    return sorted(found, key=lambda value: value.start)


class _Spans:
    """Ordered stretches, asked about in order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._at = 0

    def overlap(self, start: int, end: int) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][1] <= start:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] < end


def _is_reference(tokens: Sequence[Token], number: Number, last_reference: int) -> bool:
    if number.is_scaled or number.is_ordinal:
        return False
    before = text_at(tokens, number.first - 1)
    if before in _NUMBERED:
        return not (before == "no" and number.last < len(tokens) and not number.is_numeral)
    if number.is_numeral and number.value < 100 and text_at(tokens, number.last) in _VERSIONED:
        return True
    gap = number.first - last_reference
    return (
        number.is_numeral
        and last_reference >= 0
        and (gap == 0 or (gap in (1, 2) and before in {"and", "or", "to", "through", ","}))
    )


def _is_marker(tokens: Sequence[Token], number: Number) -> bool:
    if not number.is_numeral or number.is_scaled or number.last - number.first > 1:
        return False
    before, after = text_at(tokens, number.first - 1), text_at(tokens, number.last)
    is_first = not before or before in (".", ";", ":")
    is_last = number.last >= len(tokens) - 1
    return is_first and (after in _AFTER_MARKER or (after == "." and not is_last))


def _is_year(folded: str, tokens: Sequence[Token], number: Number) -> bool:
    if number.is_scaled or not number.is_numeral or not 1900 <= number.value <= 2099:
        return False
    if number.last - number.first > 1 or len(tokens[number.first].text) != 4:
        return False
    return not _COUNTED_YEAR_NOUN.match(folded, tokens[number.last - 1].end + 1)


def _is_pronoun(tokens: Sequence[Token], number: Number) -> bool:
    if number.value != 1 or number.is_numeral or text_at(tokens, number.first) != "one":
        return False
    after = text_at(tokens, number.last)
    return (
        text_at(tokens, number.first - 1) in _NOT_BEFORE_ONE
        or not after
        or after in _PUNCTUATION
        or after in _NOT_AFTER_ONE
    )


def read_amounts(folded: str) -> list[Value]:
    """Money: `{"amount": int | float, "currency": ISO 4217 code | None}`.

    A bare `$` is USD and a bare `¥` JPY; None is a currency whose name several countries share.

    >>> read_amounts(" exceeds us $1,000,000 . ")[0].value
    {'amount': 1000000, 'currency': 'USD'}
    """
    tokens = tokens_of(folded)
    found: list[Value] = []
    for number in scan_numbers(folded):
        if number.is_ordinal or number.is_percent:
            continue
        after = _currency_after(tokens, number.last)
        before = _currency_before(tokens, number, is_alone=after is None)
        if before is None and after is None:
            continue
        currency = after[0] if after and (before is None or before[0] != after[0]) else None
        if currency is None and before:
            currency = before[0]
        first = before[1] if before else number.first
        last = after[1] if after else number.last
        money = {"amount": plain_number(number.value), "currency": currency}
        value = value_of(money, tokens, first, last)
        if found and found[-1].value == money and value.start - found[-1].end <= 1:
            value = Value(money, found.pop().start, value.end)
        found.append(value)
    return found


def _currency_after(tokens: Sequence[Token], at: int) -> tuple[str | None, int] | None:
    """The currency named at token `at`, and the token after it."""
    if text_at(tokens, at) in _SYMBOLS and not text_at(tokens, at + 1)[:1].isdigit():
        return _SYMBOLS[text_at(tokens, at)], at + 1
    if text_at(tokens, at) in _CODES and text_at(tokens, at) != "rs":
        return _CODES[text_at(tokens, at)], at + 1
    words = [token.text for token in tokens[at : at + _LONGEST_COUNTRY + 1]]
    for size in range(min(_LONGEST_COUNTRY, len(words) - 1), -1, -1):
        country = " ".join(words[:size])
        if (size and country not in _DOLLAR_COUNTRIES) or not words[size : size + 1]:
            continue
        if words[size] in _MONEY_WORDS:
            last = at + size + 1
            last += text_at(tokens, last) == "sterling"
            return _DOLLAR_COUNTRIES.get(country, _MONEY_WORDS[words[size]]), last
    return None


def _currency_before(
    tokens: Sequence[Token], number: Number, *, is_alone: bool
) -> tuple[str | None, int] | None:
    """The currency written before or onto `number`, and the token where it begins."""
    at = number.first
    symbol = number.symbol
    if not symbol and text_at(tokens, at - 1) in _SYMBOLS:
        at -= 1
        symbol = tokens[at].text
    before = text_at(tokens, at - 1)
    if before in _CODES:
        return _CODES[before], at - 1
    if before == "." and text_at(tokens, at - 2) == "rs":
        return "INR", at - 2
    if not symbol:
        return None
    if symbol != "$":
        return _SYMBOLS[symbol], at
    if before in _DOLLAR_PREFIXES:
        return _DOLLAR_PREFIXES[before], at - 1
    if [token.text for token in tokens[max(0, at - 4) : at]] == ["u", ".", "s", "."]:
        return "USD", at - 4
    if before in _LETTER_DOLLARS and is_alone:
        after, earlier = text_at(tokens, number.last), text_at(tokens, at - 2)
        is_list_item = not earlier or earlier in _PUNCTUATION or earlier in ("and", "or")
        if not is_list_item and (not after or after in _PUNCTUATION or after in _AFTER_AMOUNT):
            return _LETTER_DOLLARS[before], at - 1
    return "USD", at


def _percent_end(tokens: Sequence[Token], number: Number) -> int:
    """The token after the percent sign or word of `number`; 0 where there is none."""
    if number.is_percent:
        return number.last
    if text_at(tokens, number.last) in ("percent", "pct", "%", "percentage"):
        return number.last + 1
    after = text_at(tokens, number.last), text_at(tokens, number.last + 1)
    return number.last + 2 if after == ("per", "cent") else 0


def read_percentages(folded: str) -> list[Value]:
    """Shares in percent, as ints or floats: "five percent 5%" is one value, 5."""
    tokens = tokens_of(folded)
    found: list[Value] = []
    for number in scan_numbers(folded):
        last = _percent_end(tokens, number)
        if number.is_ordinal or not last:
            continue
        value = value_of(plain_number(number.value), tokens, number.first, last)
        if found and found[-1].value == value.value and value.start - found[-1].end <= 1:
            value = Value(value.value, found.pop().start, value.end)
        found.append(value)
    return found
