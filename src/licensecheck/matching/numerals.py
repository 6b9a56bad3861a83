"""Finds the numbers of a folded text, written in digits or in words.

This is the grammar only: what a number means (a count, money, a share, a time) is decided by
`licensecheck.matching.quantities`. All offsets are code points of the folded text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

_TOKEN = re.compile(r"[^ ]+")
_NUMERAL = re.compile(r"([$€£¥]?)([0-9]{1,24}(?:[.,][0-9]{1,24}){0,8})([a-z%]{0,3})")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_INDIAN = re.compile(r"[1-9][0-9]?(?:([.,])[0-9]{2})(?:\1[0-9]{2})*\1[0-9]{3}")
_LARGEST = 10**24


def _numbered(words: str, *, start: int = 1, step: int = 1) -> dict[str, int]:
    return {word: step * number for number, word in enumerate(words.split(), start)}


_UNITS = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
    start=0,
)
_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", start=2, step=10)
_MAGNITUDES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5, "crore": 10**7, "crores": 10**7,
    "mio": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "millions": 10**6, "dozen": 12,
}  # fmt: skip
_SUFFIXES = {
    "k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6, "b": 10**9, "bn": 10**9,
}  # fmt: skip
_UNIT_ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS_ORDINALS = _numbered(
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
    start=2,
    step=10,
)
_ORDINALS = _UNIT_ORDINALS | _TENS_ORDINALS | {"hundredth": 100}


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from a text, and the stretch [start, end) of the folded text that gives it."""

    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the folded text with its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with the tokens [first, last) it takes up.

    `symbol` is the currency sign written onto it, `is_numeral` tells digits from words, `is_scaled`
    that a magnitude word or letter belongs to it ("700 million", "10k"), `is_decimal` that it was
    written with a decimal part.
    """

    value: Fraction
    first: int
    last: int
    symbol: str = ""
    is_numeral: bool = False
    is_scaled: bool = False
    is_decimal: bool = False
    is_percent: bool = False
    is_ordinal: bool = False


def text_at(tokens: Sequence[Token], at: int) -> str:
    """The token at place `at`, or "" beyond either end."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def value_of(value: object, tokens: Sequence[Token], first: int, last: int) -> Value:
    """`value` as given by the tokens [first, last)."""
    return Value(value, tokens[first].start, tokens[last - 1].end)


def plain_number(value: Fraction) -> int | float:
    """`value` as an int where it is integral, else as a float."""
    return int(value) if value.denominator == 1 else float(value)


@lru_cache(maxsize=512)
def tokens_of(folded: str) -> tuple[Token, ...]:
    """The space-separated tokens of `folded`."""
    return tuple(Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(folded))


@lru_cache(maxsize=512)
def scan_numbers(folded: str) -> tuple[Number, ...]:
    """Every number and ordinal of `folded`, in order, none overlapping another.

    A number in words repeated in digits, "one hundred 100", is one number.
    """
    words = [token.text for token in tokens_of(folded)]
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = _numeral_at(words, at) or _words_at(words, at)
        if number is None:
            at += 1
            continue
        at = number.last
        previous = found[-1] if found else None
        if previous and _repeats(previous, number):
            found[-1] = Number(
                previous.value, previous.first, number.last, number.symbol, True,
                number.is_scaled or previous.is_scaled, False, number.is_percent,
            )  # fmt: skip
        else:
            found.append(number)
    return tuple(found)


def _repeats(words: Number, numeral: Number) -> bool:
    return (
        words.last == numeral.first
        and words.value == numeral.value
        and not (words.is_numeral or words.is_ordinal or numeral.is_ordinal)
        and not (words.symbol or words.is_percent)
    )


def _numeral_at(words: list[str], at: int) -> Number | None:
    match = _NUMERAL.fullmatch(words[at])
    if match is None:
        return None
    symbol, digits, suffix = match.groups()
    if suffix in ("st", "nd", "rd", "th"):
        if not digits.isdecimal():
            return None
        return Number(Fraction(digits), at, at + 1, "", True, is_ordinal=True)
    if suffix and suffix != "%" and suffix not in _SUFFIXES:
        return None
    last, scale = _scale_after(words, at + 1)
    scale *= _SUFFIXES.get(suffix, 1)
    is_scaled = scale > 1
    value = _digits_value(digits, is_scaled=is_scaled)
    if value is None or value * scale > _LARGEST:
        return None
    is_decimal = not is_scaled and not digits.isdecimal() and value == _decimal_value(digits)
    return Number(
        value * scale, at, last, symbol, True, is_scaled, is_decimal, is_percent=suffix == "%"
    )


def _digits_value(digits: str, *, is_scaled: bool) -> Fraction | None:
    if digits.isdecimal():
        return Fraction(digits)
    is_grouped = _GROUPED.fullmatch(digits) or _INDIAN.fullmatch(digits)
    is_ambiguous = is_scaled and digits.count(".") == 1 and "," not in digits  # "1.500 million"
    if is_grouped and not is_ambiguous:
        return Fraction(re.sub("[.,]", "", digits))
    return _decimal_value(digits)


def _decimal_value(digits: str) -> Fraction | None:
    place = max(digits.rfind("."), digits.rfind(","))
    whole, part = digits[:place], digits[place + 1 :]
    if not whole.isdecimal():
        if digits[place] in whole or not (_GROUPED.fullmatch(whole) or _INDIAN.fullmatch(whole)):
            return None
        whole = re.sub("[.,]", "", whole)
    return Fraction(f"{whole}.{part}")


_FRACTIONS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}


def _scale_after(words: list[str], at: int) -> tuple[int, int]:
    """The place after the magnitude words at `at`, and their product (1 where there is none)."""
    scale = 1
    while at < len(words) and words[at] in _MAGNITUDES and scale <= 10**12:
        scale *= _MAGNITUDES[words[at]]
        at += 1
    return at, scale


def _words_at(words: list[str], at: int) -> Number | None:
    word = words[at]
    if word in ("a", "an") and at + 1 < len(words) and words[at + 1] in _MAGNITUDES:
        last, scale = _scale_after(words, at + 1)
        return Number(Fraction(scale), at, last, is_scaled=scale > 12)
    if word in _FRACTIONS:
        scaled = at + 1
        while words[scaled : scaled + 1] in (["of"], ["a"]):
            scaled += 1
        last, scale = _scale_after(words, scaled)
        if scale > 12:
            return Number(_FRACTIONS[word] * scale, at, last, is_scaled=True)
    if word in _ORDINALS:
        return Number(Fraction(_ORDINALS[word]), at, at + 1, is_ordinal=True)
    if word not in _UNITS and word not in _TENS:
        return None
    return _cardinal_at(words, at)


def _cardinal_at(words: list[str], at: int) -> Number | None:
    first = at
    total = group = Fraction(0)
    is_scaled = is_decimal = False
    while at < len(words):
        small, after, is_ordinal = _small_at(words, at)
        if small is None or (group and (group % 100 or small >= 100)):
            break
        group += small
        at = after
        if is_ordinal:
            return Number(total + group, first, at, is_ordinal=True)
        if words[at : at + 3] in (["and", "a", "half"], ["and", "one", "half"]):
            group += Fraction(1, 2)
            at += 3
            is_decimal = True
        while at < len(words) and words[at] in _MAGNITUDES and group <= _LARGEST:
            scale = _MAGNITUDES[words[at]]
            is_scaled = True
            at += 1
            group *= scale
            if scale >= 1000 and not (at < len(words) and words[at] in _MAGNITUDES):
                total, group = total + group, Fraction(0)
        joined = at + 1 if is_scaled and words[at : at + 1] == ["and"] else at
        if joined > at and _small_at(words, joined)[0] is None:
            break
        at = joined
    value = total + group
    if value > _LARGEST:
        return None
    return Number(value, first, at, "", False, is_scaled, is_decimal and not is_scaled)


def _small_at(words: list[str], at: int) -> tuple[Fraction | None, int, bool]:
    """A number below one hundred in words at `at`, the place after it, whether it is an ordinal."""
    word = words[at] if at < len(words) else ""
    if word in _UNITS:
        return Fraction(_UNITS[word]), at + 1, False
    if word not in _TENS:
        return None, at, False
    after = words[at + 1] if at + 1 < len(words) else ""
    if 0 < _UNITS.get(after, 0) < 10:
        return Fraction(_TENS[word] + _UNITS[after]), at + 2, False
    if _UNIT_ORDINALS.get(after, 10) < 10:
        return Fraction(_TENS[word] + _UNIT_ORDINALS[after]), at + 2, True
    return Fraction(_TENS[word]), at + 1, False
