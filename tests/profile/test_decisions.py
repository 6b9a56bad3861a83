from datetime import date

import pytest

from checking import TODAY, restriction
from licensecheck.library import load_library
from licensecheck.profile.binding import bind
from licensecheck.profile.decisions import DECISIONS, Verdict, decide, decide_missing
from licensecheck.profile.model import Money, Profile

BINDS, FREE, OPEN = Verdict.BINDS, Verdict.DOES_NOT_BIND, Verdict.CANNOT_TELL

CAP = {"threshold": 1000, "metric": "monthly active users"}
STAFF = {"threshold": 100, "metric": "employees"}
MONEY = {"amount": 1_000_000, "currency": "USD", "period": "year"}
REVENUE = "You may not use it if your annual revenue exceeds $1,000,000."


def users(number):
    return {"monthly_active_users": number}


def revenue(amount, currency="USD"):
    return {"annual_revenue": Money(amount, currency)}


CASES = [
    ("user-cap", CAP, users(1001), BINDS),
    ("user-cap", CAP, users(999), FREE),
    ("user-cap", CAP, users(1000), OPEN),
    ("user-cap", {**CAP, "metric": "daily active users"}, users(999), FREE),
    ("user-cap", {**CAP, "metric": "daily active users"}, users(5000), OPEN),
    ("user-cap", {**CAP, "metric": "registered users"}, users(5000), BINDS),
    ("user-cap", {**CAP, "metric": "registered users"}, users(10), OPEN),
    ("user-cap", {**CAP, "metric": "paying customers"}, users(5000), OPEN),
    ("user-cap", {}, users(10), OPEN),
    ("organization-size-cap", STAFF, {"employees": 101}, BINDS),
    ("organization-size-cap", STAFF, {"employees": 99}, FREE),
    ("organization-size-cap", {**STAFF, "metric": "employees and contractors"},
     {"employees": 99}, OPEN),
    ("organization-size-cap", {**STAFF, "metric": "employees and contractors"},
     {"employees": 101}, BINDS),
    ("organization-size-cap", {**STAFF, "metric": "full-time equivalent staff"},
     {"employees": 99}, FREE),
    ("organization-size-cap", {**STAFF, "metric": "sites"}, {"employees": 500}, OPEN),
    ("acceptable-use-policy", {}, {"fields": ("games",)}, OPEN),
    ("behavioral-use-restriction", {"categories": ["military"]}, {"fields": ("military",)}, BINDS),
    ("behavioral-use-restriction", {"categories": ["military"]}, {"fields": ("games",)}, OPEN),
    ("field-exclusion", {"fields": ["nuclear"]}, {"fields": ("Nuclear power",)}, BINDS),
    ("field-exclusion", {"fields": ["nuclear"]}, {"fields": ("games",)}, OPEN),
    ("research-only", {}, {"purpose": "research", "commercial": False}, FREE),
    ("research-only", {}, {"purpose": "research", "commercial": True}, OPEN),
    ("research-only", {}, {"purpose": "research"}, OPEN),
    ("research-only", {}, {"purpose": "production"}, BINDS),
    ("evaluation-only", {}, {"purpose": "evaluation", "commercial": True}, FREE),
    ("evaluation-only", {}, {"purpose": "production"}, BINDS),
    ("evaluation-only", {}, {"purpose": "research"}, OPEN),
    ("internal-use-only", {}, {"redistributes": False, "hosting": False}, FREE),
    ("internal-use-only", {}, {"redistributes": False}, OPEN),
    ("internal-use-only", {}, {"hosting": True}, BINDS),
    ("personal-use-only", {}, {"purpose": "personal", "commercial": False}, FREE),
    ("personal-use-only", {}, {"purpose": "personal", "commercial": True}, BINDS),
    ("personal-use-only", {}, {"purpose": "internal"}, BINDS),
    ("noncommercial", {}, {"commercial": True}, BINDS),
    ("noncommercial", {}, {"commercial": False}, FREE),
    ("hosting-ban", {}, {"hosting": True}, BINDS),
    ("hosting-ban", {}, {"hosting": False}, FREE),
    ("service-source-disclosure", {}, {"hosting": True}, BINDS),
    ("service-source-disclosure", {}, {"hosting": False}, FREE),
    ("no-derivatives", {}, {"modifies": True, "redistributes": True}, BINDS),
    ("no-derivatives", {}, {"modifies": True, "redistributes": False}, OPEN),
    ("no-derivatives", {}, {"modifies": False}, FREE),
    ("no-redistribution", {}, {"redistributes": True}, BINDS),
    ("no-redistribution", {}, {"redistributes": False}, FREE),
    ("no-sale", {}, {"commercial": False}, FREE),
    ("no-sale", {}, {"commercial": True, "redistributes": True}, BINDS),
    ("no-sale", {}, {"commercial": True}, OPEN),
    ("output-use-restriction", {}, {"trains_models_on_outputs": True}, BINDS),
    ("output-use-restriction", {}, {"trains_models_on_outputs": False}, FREE),
    ("confidentiality", {}, {"redistributes": True}, BINDS),
    ("confidentiality", {}, {"redistributes": False}, OPEN),
    ("time-limited", {"date": "2026-05-31"}, {}, BINDS),
    ("time-limited", {"date": "2026-06-01"}, {}, FREE),
    ("time-limited", {"duration": "30 days"}, {}, OPEN),
]  # fmt: skip


@pytest.mark.parametrize(("clause_id", "parameters", "answers", "verdict"), CASES)
def test_decisions(clause_id, parameters, answers, verdict):
    found = restriction(clause_id, **parameters)
    assert decide(found, Profile(**answers), TODAY).verdict is verdict


RESTRICTIONS = [each.id for each in load_library().definitions if each.kind == "restriction"]


@pytest.mark.parametrize("clause_id", RESTRICTIONS)
def test_every_restriction_has_a_decision(clause_id):
    assert clause_id in DECISIONS


@pytest.mark.parametrize("clause_id", RESTRICTIONS)
def test_what_is_not_answered_cannot_be_told(clause_id):
    parameters = {**CAP, **MONEY, "regions": ["Japan"], "fields": ["war"], "categories": ["fraud"]}
    answer = decide(restriction(clause_id, REVENUE, **parameters), Profile(), TODAY)
    assert answer.verdict is OPEN


@pytest.mark.parametrize(
    ("clause", "parameters", "answers", "verdict"),
    [
        (REVENUE, MONEY, revenue(2_000_000), BINDS),
        (REVENUE, MONEY, revenue(999_999.5), FREE),
        (REVENUE, MONEY, revenue(10, "EUR"), OPEN),
        (REVENUE, MONEY, revenue(10**9, "EUR"), OPEN),
        (REVENUE, {**MONEY, "period": "month"}, revenue(10), OPEN),
        (REVENUE, {"currency": "USD"}, revenue(10), OPEN),
        ("No use above $1M in revenue or funding.", MONEY, revenue(10), OPEN),
        ("No use above $1M in revenue or funding.", MONEY, revenue(2_000_000), BINDS),
        ("No use once you raised more than $1M.", MONEY, revenue(2_000_000), OPEN),
    ],
)
def test_revenue(clause, parameters, answers, verdict):
    found = restriction("revenue-cap", clause, **parameters)
    assert decide(found, Profile(**answers), TODAY).verdict is verdict


NOT_IN = "No rights are granted in these places."
ONLY_IN = "You may use it only in these places."
NOT_IN_AND_LIMITED = "The license does not apply in the EU and is limited to the territory."
NOT_IN_BUT_FOR = "No rights are granted in the EU, except for research."


@pytest.mark.parametrize(
    ("clause", "named", "own", "verdict"),
    [
        (NOT_IN, ["European Union"], ("Germany", "Japan"), BINDS),
        (NOT_IN, ["Germany"], ("European Union",), BINDS),
        (NOT_IN, ["European Union"], ("Japan", "United Kingdom"), FREE),
        (NOT_IN, ["California"], ("United States",), BINDS),
        (ONLY_IN, ["Canada"], ("Quebec",), FREE),
        (NOT_IN, ["Asia"], ("Japan",), OPEN),
        (NOT_IN, [], ("Japan",), OPEN),
        (ONLY_IN, ["Japan"], ("Japan",), FREE),
        (ONLY_IN, ["Japan"], ("Japan", "Germany"), BINDS),
        (ONLY_IN, ["Germany"], ("European Union",), BINDS),
        (NOT_IN_AND_LIMITED, ["European Union"], ("Germany",), OPEN),
        (NOT_IN_BUT_FOR, ["European Union"], ("Germany",), OPEN),
        (NOT_IN, ["Japan"], (), OPEN),
    ],
)
def test_regions(clause, named, own, verdict):
    found = restriction("geographic-restriction", clause, regions=named)
    assert decide(found, Profile(regions=own), TODAY).verdict is verdict


def test_hosting_that_may_compete_cannot_be_told():
    found = restriction("hosting-ban", "You may not offer a competing service.")
    assert decide(found, Profile(hosting=True), TODAY).verdict is OPEN
    assert decide(found, Profile(hosting=False), TODAY).verdict is FREE


@pytest.mark.parametrize(
    ("right", "answers", "verdict"),
    [
        ("grant-modify", {"modifies": False}, FREE),
        ("grant-modify", {"modifies": True}, BINDS),
        ("grant-modify", {}, OPEN),
        ("grant-distribute", {"redistributes": False}, FREE),
        ("grant-use", {"commercial": False}, BINDS),
    ],
)
def test_missing_rights(right, answers, verdict):
    assert decide_missing(right, Profile(**answers)).verdict is verdict


@pytest.mark.parametrize(
    ("clause_id", "parameters", "answers", "message"),
    [
        ("user-cap", {"threshold": 700_000_000, "metric": "monthly active users"},
         users(2_000_000),
         "user-cap 700,000,000 monthly active users: does not bind at 2,000,000; binds above"),
        ("user-cap", CAP, {},
         "user-cap 1,000 monthly active users: cannot tell "
         "(the profile does not answer monthly_active_users)"),
        ("hosting-ban", {}, {"hosting": True}, "hosting-ban: binds with hosting"),
        ("time-limited", {"date": "2027-01-31"}, {},
         "time-limited: does not bind on 2026-06-01; binds after 2027-01-31"),
    ],
)  # fmt: skip
def test_words(clause_id, parameters, answers, message):
    assert bind(restriction(clause_id, **parameters), Profile(**answers), TODAY).message == message


def test_revenue_in_words():
    found = restriction("revenue-cap", REVENUE, **MONEY)
    binding = bind(found, Profile(**revenue(250_000)), date(2026, 1, 1))
    assert binding.message == (
        "revenue-cap 1,000,000 USD a year: does not bind at 250,000 USD; binds above"
    )
