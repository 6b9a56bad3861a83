"""Facts and policies made by hand, for tests of what a check does with an analysis."""

from dataclasses import replace
from datetime import date

from factories import analysis
from licensecheck.facts import FindingFacts, facts_of
from licensecheck.model import Reason
from licensecheck.policy.judging import judge
from licensecheck.policy.model import Policy, Settings
from licensecheck.profile.model import Profile

TODAY = date(2026, 6, 1)
NAMES = [
    *("osi-compatible", "source-available", "custom"),
    *("user-cap", "noncommercial", "retain-notice", "acceptable-use-policy"),
    *("declared-mismatch", "open-source-claim"),
]


REASONS = (
    Reason(rule="bespoke-restriction", message="User cap (`user-cap`).", findings=(1,)),
    Reason(rule="missing-right", message="Nothing gives the right to modify (`grant-modify`)."),
)


def facts(path="LICENSE", **fields):
    return replace(facts_of(analysis(**{"reasons": REASONS, **fields})), path=path)


def restriction(clause_id, text="You may not.", **parameters):
    return FindingFacts(
        clause_id=clause_id, kind="restriction", osd=(6,), start=0, end=len(text), line=1,
        column=1, text=text, score=0.9, parameters=parameters, title=clause_id,
        standing="bespoke", clause_hash="0" * 16,
    )  # fmt: skip


def policy(levels=None, profile=None, **fields):
    settings = {key: fields.pop(key) for key in list(fields) if key in Settings.__slots__}
    default = Policy().settings.levels if levels is None else levels
    return Policy(settings=Settings(levels=default, **settings), profile=profile, **fields)


def rules(judgment):
    return [(each.line, each.column, each.rule) for each in judgment.violations]


def judged(document, **fields):
    return judge(document, policy(**fields), TODAY)


__all__ = ["NAMES", "TODAY", "Profile", "facts", "judged", "policy", "restriction", "rules"]
