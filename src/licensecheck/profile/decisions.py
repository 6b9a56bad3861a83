"""For each restriction: does it bind whom the profile describes?

A decision looks at a finding's parameters, the profile and the day, and gives a verdict with the
value that decided. What the profile does not answer is `cannot tell`, never `does not bind`.
`DECISIONS` has an entry for every restriction of the taxonomy, `RIGHTS` for every right whose
absence a class rests on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from licensecheck.facts import FindingFacts
from licensecheck.profile import comparing
from licensecheck.profile.model import Profile


class Verdict(StrEnum):
    """Whether a restriction limits what the user does."""

    BINDS = "binds"
    DOES_NOT_BIND = "does not bind"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, and after it the deciding value in words: `at 2,000,000; binds above`."""

    verdict: Verdict
    because: str


Decision: TypeAlias = Callable[[FindingFacts, Profile, date], Answer]


def binds(because: str) -> Answer:
    """The restriction limits what the user does."""
    return Answer(Verdict.BINDS, because)


def does_not_bind(because: str) -> Answer:
    """The restriction does not limit what the user does."""
    return Answer(Verdict.DOES_NOT_BIND, because)


def cannot_tell(because: str) -> Answer:
    """The profile or the clause leaves it open."""
    return Answer(Verdict.CANNOT_TELL, f"({because})")


def _unanswered(*keys: str) -> Answer:
    return cannot_tell(f"the profile does not answer {' or '.join(keys)}")


def _open(why: str) -> Decision:
    return lambda finding, profile, today: cannot_tell(why)


def _flag(key: str) -> Decision:
    """Binds where the profile says yes to `key`."""

    def decide(finding: FindingFacts, profile: Profile, today: date) -> Answer:
        value = getattr(profile, key)
        if value is None:
            return _unanswered(key)
        return binds(f"with {key}") if value else does_not_bind(f"without {key}; binds with it")

    return decide


def _count(key: str, relation_of: Callable[[str], comparing.Relation], what: str) -> Decision:
    """Compares the profile's count `key` with the clause's threshold; `what` names the counted."""

    def decide(finding: FindingFacts, profile: Profile, today: date) -> Answer:
        count = getattr(profile, key)
        threshold = comparing.number(finding.parameters.get("threshold"))
        if count is None:
            return _unanswered(key)
        if threshold is None:
            return cannot_tell("the clause's number could not be read")
        relation = relation_of(str(finding.parameters.get("metric") or ""))
        return _compare(count, threshold, relation, what)

    return decide


def _revenue_cap(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    revenue = profile.annual_revenue
    amount = comparing.number(finding.parameters.get("amount"))
    currency = finding.parameters.get("currency")
    if revenue is None:
        return _unanswered("annual_revenue")
    if amount is None or not currency:
        return cannot_tell("the clause's amount could not be read")
    if currency != revenue.currency:
        return cannot_tell(f"the cap is in {currency}, annual_revenue in {revenue.currency}")
    period = finding.parameters.get("period")
    relation = comparing.revenue_relation(finding.text, str(period) if period else None)
    return _compare(revenue.amount, amount, relation, "annual revenue", f" {currency}")


def _compare(
    value: float, threshold: float, relation: comparing.Relation, what: str, unit: str = ""
) -> Answer:
    """`relation` says how the profile's value lies to the number that the clause counts."""
    shown = f"{value:,.0f}{unit}" if float(value).is_integer() else f"{value:,}{unit}"
    if value > threshold and relation in ("same", "at most"):
        return binds(f"at {shown}")
    if value < threshold and relation in ("same", "at least"):
        return does_not_bind(f"at {shown}; binds above")
    if value == threshold and relation == "same":
        return cannot_tell(f"{shown} is just the limit")
    return cannot_tell(f"{shown} {what} do not answer what this cap counts")


def _research_only(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    return _purpose_only(profile, ("research", "education"))


def _evaluation_only(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    if profile.purpose in ("research", "education", "personal"):
        return cannot_tell(f"whether {profile.purpose} is production stands in the clause")
    return _purpose_only(profile, ("evaluation",), commercial_matters=False)


def _personal_use_only(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    if profile.commercial:
        return binds("with commercial")
    return _purpose_only(profile, ("personal",))


def _purpose_only(
    profile: Profile, fitting: tuple[str, ...], commercial_matters: bool = True
) -> Answer:
    if profile.purpose is None:
        return _unanswered("purpose")
    if profile.purpose not in fitting:
        return binds(f"with purpose {profile.purpose}")
    if commercial_matters and profile.commercial is not False:
        if profile.commercial is None:
            return _unanswered("commercial")
        return cannot_tell(f"{profile.purpose} that is commercial may be more than it allows")
    return does_not_bind(f"with purpose {profile.purpose}; binds with any other")


def _internal_use_only(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    for key in ("redistributes", "hosting"):
        if getattr(profile, key):
            return binds(f"with {key}")
    if profile.redistributes is None or profile.hosting is None:
        return _unanswered("redistributes and hosting")
    return does_not_bind("without redistributes and hosting; binds with either")


def _hosting_ban(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    if profile.hosting and comparing.speaks_of_competition(finding.text):
        return cannot_tell("hosting competes or not: the profile does not say")
    return _flag("hosting")(finding, profile, today)


def _no_derivatives(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    if profile.modifies and profile.redistributes is not True:
        return cannot_tell(
            "modifies without redistributes: the clause may only bar sharing modified versions"
        )
    return _flag("modifies")(finding, profile, today)


def _no_sale(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    if profile.commercial is None:
        return _unanswered("commercial")
    if not profile.commercial:
        return does_not_bind("without commercial; may bind with it")
    if profile.redistributes or profile.hosting:
        how = "redistributes" if profile.redistributes else "hosting"
        return binds(f"with commercial and {how}")
    return cannot_tell("commercial, but the profile does not say what is sold")


def _behavioral(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    return _barred_fields(finding.parameters.get("categories"), finding, profile)


def _field_exclusion(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    return _barred_fields(finding.parameters.get("fields"), finding, profile)


def _barred_fields(named: object, finding: FindingFacts, profile: Profile) -> Answer:
    if not profile.fields:
        return _unanswered("fields")
    if comparing.speaks_of_only(finding.text):
        return cannot_tell("whether the clause bars these fields or limits use to them")
    common = comparing.common_field(named, profile.fields)
    if common is not None:
        return binds(f"with the field {common}")
    return cannot_tell("none of the profile's fields is named; what is barred stands in the clause")


def _geographic(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    named = finding.parameters.get("regions")
    if not profile.regions:
        return _unanswered("regions")
    if not named or not isinstance(named, (list, tuple)):
        return cannot_tell("the clause's regions could not be read")
    inside, outside, unclear = comparing.place(profile.regions, tuple(map(str, named)))
    only = comparing.speaks_of_only(finding.text)
    if only and comparing.speaks_of_bar(finding.text):
        return cannot_tell("whether the clause bars these regions or limits use to them")
    bound, free = (outside, inside) if only else (inside, outside)
    if bound:
        return binds(f"in {', '.join(bound)}")
    if unclear:
        return cannot_tell(f"whether {', '.join(unclear)} is meant")
    return does_not_bind(f"in {', '.join(free)}")


def _confidentiality(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    if profile.redistributes:
        return binds("with redistributes")
    return cannot_tell("the profile does not say who gets to see the work")


def _time_limited(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    end = comparing.day(finding.parameters.get("date"))
    if end is None:
        return cannot_tell("it is not known when the time began")
    if today > end:
        return binds(f"on {today.isoformat()}, after {end.isoformat()}")
    return does_not_bind(f"on {today.isoformat()}; binds after {end.isoformat()}")


_NO_KEY = "no setting of the profile answers this"

DECISIONS: Mapping[str, Decision] = {
    "user-cap": _count("monthly_active_users", comparing.users_relation, "monthly active users"),
    "revenue-cap": _revenue_cap,
    "organization-size-cap": _count("employees", comparing.staff_relation, "employees"),
    "acceptable-use-policy": _open("whether the use is allowed stands in the policy"),
    "behavioral-use-restriction": _behavioral,
    "field-exclusion": _field_exclusion,
    "research-only": _research_only,
    "evaluation-only": _evaluation_only,
    "internal-use-only": _internal_use_only,
    "personal-use-only": _personal_use_only,
    "noncommercial": _flag("commercial"),
    "hosting-ban": _hosting_ban,
    "service-source-disclosure": _flag("hosting"),
    "competing-use-ban": _open(_NO_KEY),
    "no-derivatives": _no_derivatives,
    "no-redistribution": _flag("redistributes"),
    "no-sale": _no_sale,
    "fee-or-royalty": _open(_NO_KEY),
    "product-tied": _open(_NO_KEY),
    "usage-limit": _open(_NO_KEY),
    "output-use-restriction": _flag("trains_models_on_outputs"),
    "geographic-restriction": _geographic,
    "group-exclusion": _open(_NO_KEY),
    "time-limited": _time_limited,
    "unilateral-change": _open("what the licensor will change is not known"),
    "access-gate": _open(_NO_KEY),
    "reverse-engineering-ban": _open(_NO_KEY),
    "benchmark-ban": _open(_NO_KEY),
    "technical-protection": _open(_NO_KEY),
    "confidentiality": _confidentiality,
    "forced-update": _open(_NO_KEY),
    "audit-or-reporting": _open(_NO_KEY),
}
"""How each restriction is decided; a clause id without an entry is `cannot tell`."""

RIGHTS: Mapping[str, str | None] = {
    "grant-use": None,
    "grant-reproduce": None,
    "grant-modify": "modifies",
    "grant-distribute": "redistributes",
}
"""The setting that says whether a missing right is missed; None where everyone needs it."""


def decide(finding: FindingFacts, profile: Profile, today: date) -> Answer:
    """Whether a restriction binds the user on a day."""
    decision = DECISIONS.get(finding.clause_id)
    return decision(finding, profile, today) if decision else cannot_tell(_NO_KEY)


def decide_missing(right: str, profile: Profile) -> Answer:
    """Whether the user misses a right that the text does not give."""
    key = RIGHTS.get(right)
    if key is None:
        return binds("for every use")
    value = getattr(profile, key)
    if value is None:
        return _unanswered(key)
    return binds(f"with {key}") if value else does_not_bind(f"without {key}; binds with it")
