"""The readers that find a parameter's value in the evidence of a finding.

A reader takes the folded and the raw text of the evidence and `near`, an offset in code points
of the folded text that numeric values should stand closest to. It returns the value, or None
where the evidence states none. Readers never raise, whatever the text.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from licensecheck.matching.metrics import read_metric_at
from licensecheck.matching.names import pick_phrase, read_policy_names, read_quoted, read_urls
from licensecheck.matching.numerals import Value
from licensecheck.matching.proper_names import read_license_name, read_product
from licensecheck.matching.quantities import read_amounts, read_counts, read_percentages
from licensecheck.matching.regions import read_regions
from licensecheck.matching.times import read_dates, read_durations, read_periods

__all__ = [
    "READERS", "Reader", "Value", "nearest", "read_amounts", "read_counts", "read_dates",
    "read_durations", "read_license_name", "read_metric", "read_percentages", "read_periods",
    "read_policy_names", "read_product", "read_quoted", "read_regions", "read_urls",
]  # fmt: skip

Reader = Callable[[str, str, int | None], object]
"""(folded text, raw text, offset in the folded text) to a value; None where there is none."""

_T = TypeVar("_T")


def nearest(values: Sequence[Value], near: int | None) -> Value | None:
    """The value closest to the offset `near` of the folded text; of two as close, the later.

    Without `near`, the first.
    """
    if not values:
        return None
    if near is None:
        return values[0]
    return min(reversed(values), key=lambda value: _distance(value, near))


def _distance(value: Value, near: int) -> int:
    return max(value.start - near, near - value.end, 0)


def read_metric(folded: str, near: int | None = None) -> str | None:
    """What the count nearest to `near` counts, as tidy text: "monthly active users".

    >>> read_metric(" the number of daily active users exceeds 5 million in any month ")
    'daily active users'
    """
    count = nearest(read_counts(folded), near)
    return read_metric_at(folded, (count.start, count.end) if count else None)


def _near(read: Callable[[str], list[Value]], part: str | None = None) -> Reader:
    """A reader of the value nearest to `near`, or of one `part` of it."""

    def read_nearest(folded: str, raw: str, near: int | None) -> object:
        found = nearest(read(folded), near)
        if found is None:
            return None
        return found.value[part] if part and isinstance(found.value, dict) else found.value

    return read_nearest


def _first(values: list[_T]) -> _T | None:
    return values[0] if values else None


def _percentage(folded: str, raw: str, near: int | None) -> str | None:
    """The percentage nearest to `near`, as text: "2.5%"."""
    found = nearest(read_percentages(folded), near)
    return f"{found.value:g}%" if found else None


READERS: dict[str, Reader] = {
    "count": _near(read_counts),
    "amount": _near(read_amounts, "amount"),
    "currency": _near(read_amounts, "currency"),
    "percentage": _percentage,
    "period": _near(read_periods),
    "duration": _near(read_durations),
    "date": _near(read_dates),
    "metric": lambda folded, raw, near: read_metric(folded, near),
    "url": lambda folded, raw, near: _first(read_urls(raw)),
    "quoted": lambda folded, raw, near: pick_phrase(raw),
    "name": lambda folded, raw, near: _first(read_policy_names(raw)),
    "product": lambda folded, raw, near: read_product(raw),
    "license": lambda folded, raw, near: read_license_name(raw),
    "regions": lambda folded, raw, near: read_regions(raw) or None,
}
"""Readers by the names that `ParameterRule.reader` may give."""
