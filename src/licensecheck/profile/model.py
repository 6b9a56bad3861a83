"""Who uses the work and what they do with it, as far as they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PURPOSES = ("production", "internal", "research", "education", "evaluation", "personal")
"""What all use of the work can be for, in the words of a profile."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217, upper case)."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Answers about the user; None wherever a question is not answered.

    `monthly_active_users` counts those of all products together; `annual_revenue` is that of the
    last financial year, affiliates included; `employees` counts people, without contractors;
    `regions` are where the work is used or offered, by the usual English names; `fields` are the
    industries and uses in the user's own words; `purpose` is one of `PURPOSES`.
    """

    monthly_active_users: int | None = None
    annual_revenue: Money | None = None
    employees: int | None = None
    commercial: bool | None = None
    hosting: bool | None = None
    modifies: bool | None = None
    redistributes: bool | None = None
    trains_models_on_outputs: bool | None = None
    regions: tuple[str, ...] | None = None
    fields: tuple[str, ...] | None = None
    purpose: str | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Profile":
        """The profile whose `asdict` is `data`; raises KeyError or TypeError."""
        values = dict(data)
        if values.get("annual_revenue") is not None:
            values["annual_revenue"] = Money(**values["annual_revenue"])
        for name in ("regions", "fields"):
            if values.get(name) is not None:
                values[name] = tuple(values[name])
        return cls(**values)
