"""Puts a decision into words: "user-cap 700,000,000 monthly active users: does not bind at …"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licensecheck.facts import FindingFacts
from licensecheck.profile.decisions import (
    Answer,
    Verdict,
    cannot_tell,
    decide,
    decide_missing,
    does_not_bind,
)
from licensecheck.profile.lifting import Lift
from licensecheck.profile.model import Profile


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether a restriction binds, and one line that says by which value."""

    verdict: Verdict
    message: str


def bind(
    finding: FindingFacts, profile: Profile | None, today: date, lift: Lift | None = None
) -> Binding | None:
    """Whether a restriction binds on a day; None where there is nothing to decide it by.

    `lift` is a change of the license that has happened by then.
    """
    if profile is None and lift is None:
        return None
    answer = decide(finding, profile, today) if profile is not None else None
    return _binding(label(finding), answer, lift)


def bind_missing(right: str, profile: Profile | None, lift: Lift | None = None) -> Binding | None:
    """Whether the absence of a right (`grant-modify`) binds; None as with `bind`."""
    if profile is None and lift is None:
        return None
    answer = decide_missing(right, profile) if profile is not None else None
    return _binding(f"missing {right}", answer, lift)


def label(finding: FindingFacts) -> str:
    """The clause id with the value that matters: `user-cap 700,000,000 monthly active users`."""
    value = _value(finding.parameters)
    return f"{finding.clause_id} {value}" if value else finding.clause_id


def _binding(name: str, answer: Answer | None, lift: Lift | None) -> Binding:
    if lift is not None:
        if lift.is_open:
            answer = does_not_bind(lift.words)
        elif answer is None or answer.verdict is not Verdict.DOES_NOT_BIND:
            answer = cannot_tell(f"{lift.words}: the terms of that license are not known here")
    assert answer is not None
    return Binding(answer.verdict, f"{name}: {answer.verdict.value} {answer.because}")


def _value(parameters: Mapping[str, Any]) -> str:
    threshold, amount = parameters.get("threshold"), parameters.get("amount")
    if isinstance(threshold, (int, float)):
        return f"{threshold:,} {parameters.get('metric') or ''}".rstrip()
    if isinstance(amount, (int, float)):
        return " ".join(
            part
            for part in (
                f"{int(amount):,}" if float(amount).is_integer() else f"{amount:,}",
                str(parameters.get("currency") or ""),
                f"a {parameters['period']}" if parameters.get("period") else "",
            )
            if part
        )
    for name in ("regions", "fields"):
        if isinstance(parameters.get(name), (list, tuple)):
            return ", ".join(map(str, parameters[name]))
    return ""
