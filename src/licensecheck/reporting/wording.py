"""Words that reports share: labels, parameter values, short evidence."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from licensecheck.reporting.terminal import harmless

if TYPE_CHECKING:  # nothing here may load the engine: a check of cached results uses it
    from licensecheck.inputs import FailedInput
    from licensecheck.model import Finding

CLASS_MEANING = {
    "osi-compatible": "gives everyone the open source rights and takes none back",
    "source-available": "offered to everyone, with standard restrictions",
    "custom": "has terms of its own that need reading",
}

KIND_PLURAL = {
    "restriction": "Restrictions",
    "condition": "Conditions",
    "grant": "Grants",
    "notice": "Notices",
}

OSD_TITLES = {
    1: "Free redistribution",
    2: "Source code",
    3: "Derived works",
    4: "Integrity of the author's source code",
    5: "No discrimination against persons or groups",
    6: "No discrimination against fields of endeavor",
    7: "Distribution of license",
    8: "License must not be specific to a product",
    9: "License must not restrict other software",
    10: "License must be technology-neutral",
}

_CODE = re.compile("`([^`]+)`")
_UNSHOWABLE = re.compile("[\x00\ud800-\udfff]")


def showable(text: str) -> str:
    """`text` with what no UTF-8 page can hold (NUL, surrogates) replaced one for one."""
    return _UNSHOWABLE.sub("\ufffd", text)


def shorten(text: str, limit: int) -> str:
    """`text` on one line, its white space collapsed, cut at a word before `limit` code points."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip() + "…"


def parameter_value(value: Any) -> str:
    """A parameter's value as a person reads it: `700,000,000`, `EU, UK`, `yes`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{int(value):,}" if value.is_integer() else f"{value:,}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {parameter_value(each)}" for key, each in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(parameter_value(item) for item in items)
    return str(value)


def parameter_items(parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and values as shown, in the order given; unset (None) values are left out."""
    return [
        (name.replace("_", " "), parameter_value(value))
        for name, value in parameters.items()
        if value is not None
    ]


def describe_parameters(parameters: Mapping[str, Any]) -> str:
    """The parameters in human form: `threshold 700,000,000 · metric monthly active users`."""
    return " · ".join(harmless(f"{name} {value}") for name, value in parameter_items(parameters))


def quote(text: str, length: int) -> str:
    """Evidence on one line, in quotation marks, shortened to about `length` code points."""
    return f"“{harmless(shorten(text, length))}”"


def failure_message(failed: "FailedInput") -> str:
    """What is wrong with an input, without the name of the input at its start."""
    return failed.message.removeprefix(f"{failed.path}: ")


def message_parts(message: str) -> list[tuple[str, bool]]:
    """A reason's message cut at its backticks: pieces, and whether a piece is code (an id)."""
    pieces = _CODE.split(message)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]


def by_id(findings: "Sequence[Finding]") -> "list[list[Finding]]":
    """The findings of each clause id together, ids and findings in text order."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.clause_id, []).append(finding)
    return list(groups.values())
