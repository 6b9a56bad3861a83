from datetime import date

import pytest

from checking import TODAY, Profile, facts, judged, policy, rules
from factories import TEXT, definition, finding
from licensecheck.model import Reason
from licensecheck.policy.judging import expired_exemptions, holds_only_a_policy, judge
from licensecheck.policy.model import Exemption, Globs, Override, Settings

ANYWHERE = Globs(((True, ".*"),))
VENDOR = Globs(((True, "vendor/.*"),))


def test_a_denied_class_points_to_what_makes_it_so():
    assert rules(judged(facts())) == [(1, 1, "custom"), (4, 1, "user-cap")]


def test_a_denied_clause_points_to_its_findings():
    assert rules(judged(facts(), levels={"retain-notice": "deny"})) == [(5, 1, "retain-notice")]


def test_each_finding_is_told_once():
    levels = {"custom": "deny", "user-cap": "deny"}
    assert rules(judged(facts(), levels=levels)) == [(1, 1, "custom"), (4, 1, "user-cap")]


@pytest.mark.parametrize("levels", [{}, {"source-available": "deny"}])
def test_another_class_passes(levels):
    assert rules(judged(facts(), levels=levels)) == []


def test_a_clause_goes_before_its_class():
    allowed = judged(facts(), levels={"custom": "deny", "user-cap": "allow"})
    assert rules(allowed) == [(1, 1, "custom")]
    warned = judged(facts(), levels={"custom": "deny", "user-cap": "warn"})
    assert rules(warned) == [(1, 1, "custom")]
    assert [each.rule for each in warned.warnings] == ["user-cap"]


def test_a_denied_open_license_is_one_violation():
    free = facts(
        classification="osi-compatible",
        reasons=(Reason(rule="all-rights-granted", message="All rights.", findings=(0,)),),
    )
    assert rules(judged(free, levels={"osi-compatible": "deny"})) == [(1, 1, "osi-compatible")]


def test_findings_below_the_minimum_score_do_not_count():
    assert rules(judged(facts(), minimum_score=0.95)) == [(1, 1, "custom")]
    assert (4, 1, "user-cap") in rules(judged(facts(), minimum_score=0.9))


@pytest.mark.parametrize(
    ("level", "denied", "warned"), [("allow", 0, 0), ("warn", 0, 1), ("deny", 1, 0)]
)
def test_unexplained_sentences(level, denied, warned):
    judgment = judged(facts(), levels={}, unexplained=level)
    assert (len(judgment.violations), len(judgment.warnings)) == (denied, warned)
    for each in judgment.violations + judgment.warnings:
        assert (each.rule, each.line, each.text) == ("unexplained", 6, "You must feed the cat.")


def test_a_policy_on_use_need_not_grant_rights():
    assert rules(judged(facts("models/x/USE_POLICY.md"))) == [(4, 1, "user-cap")]
    assert holds_only_a_policy("a/ACCEPTABLE-USE-POLICY.txt")
    assert not holds_only_a_policy("use_policy/LICENSE")


def test_overrides_the_last_that_fits():
    lenient = Settings(levels={})
    strict = Settings(levels={"retain-notice": "deny"})
    overrides = (Override(ANYWHERE, lenient), Override(VENDOR, strict))
    assert rules(judged(facts("a/LICENSE"), overrides=overrides)) == []
    assert rules(judged(facts("vendor/LICENSE"), overrides=overrides)) == [(5, 1, "retain-notice")]


class TestExemptions:
    def made(self, expires=None, clause="user-cap", paths=VENDOR):
        return Exemption(paths, "vendor/", clause, "Agreed with them.", expires, 12)

    def test_accepts_one_clause_at_one_path(self):
        exemptions = (self.made(), self.made(clause="custom"))
        assert rules(judged(facts("vendor/x/LICENSE"), exemptions=exemptions)) == []
        assert len(rules(judged(facts("own/LICENSE"), exemptions=exemptions))) == 2

    def test_holds_through_its_last_day(self):
        made = (self.made(expires=TODAY),)
        assert (4, 1, "user-cap") not in rules(judged(facts("vendor/LICENSE"), exemptions=made))
        assert expired_exemptions(policy(exemptions=made), TODAY) == []

    def test_is_a_violation_when_it_is_over(self):
        made = (self.made(expires=date(2026, 5, 31)),)
        assert (4, 1, "user-cap") in rules(judged(facts("vendor/LICENSE"), exemptions=made))
        (over,) = expired_exemptions(policy(exemptions=made, path="licenseclauses.toml"), TODAY)
        assert (over.path, over.line, over.rule) == ("licenseclauses.toml", 12, "expired-exemption")
        assert "user-cap for vendor/ ended with 2026-05-31 (Agreed with them.)" in over.message


class TestProfile:
    def test_what_does_not_bind_is_no_violation(self):
        judgment = judged(facts(), profile=Profile(monthly_active_users=2_000_000, modifies=False))
        assert rules(judgment) == []
        assert (
            "user-cap 700,000,000 monthly active users: does not bind at 2,000,000; binds above"
            in [each.binding.message for each in judgment.freed]
        )

    def test_what_binds_is_one(self):
        judgment = judged(facts(), profile=Profile(monthly_active_users=800_000_000))
        (cap,) = (each for each in judgment.violations if each.rule == "user-cap")
        assert cap.binding.message.endswith("monthly active users: binds at 800,000,000")

    def test_what_cannot_be_told_counts_as_the_policy_says(self):
        assert (4, 1, "user-cap") in rules(judged(facts(), profile=Profile()))
        lenient = judged(facts(), profile=Profile(), cannot_tell="warn")
        assert rules(lenient) == []
        assert {each.rule for each in lenient.warnings} == {"custom", "user-cap"}

    def test_without_a_profile_everything_counts(self):
        assert (4, 1, "user-cap") in rules(judged(facts(), cannot_tell="warn"))


class TestChangeDate:
    def document(self, license_name):
        change = definition(
            "change-license", title="Change", standing=None, osd=None, kind="condition"
        )
        found = finding(
            TEXT, "Keep this notice.", change,
            {"change_date": "2026-05-01", "license": license_name},
        )  # fmt: skip
        base = facts()
        extra = facts(findings=(found,), reasons=())
        return type(base)(
            base.path, base.classification, base.reasons, base.findings + extra.findings,
            base.text_hash, base.report,
        )  # fmt: skip

    @pytest.mark.parametrize(
        "name",
        ["Apache License, Version 2.0", "MIT", "GPL-2.0-or-later", "Apache-2.0",
         "GNU General Public License v2.0 or later", "the Mozilla Public License 2.0"],
    )  # fmt: skip
    def test_lifts_everything_where_the_new_license_is_open(self, name):
        document = self.document(name)
        assert rules(judge(document, policy(), date(2026, 5, 1))) == []
        assert len(rules(judge(document, policy(), date(2026, 4, 30)))) == 2

    def test_cannot_tell_where_it_is_not_known(self):
        document = self.document("Heather License")
        judgment = judge(document, policy(profile=Profile(monthly_active_users=10**9)), TODAY)
        (cap,) = (each for each in judgment.violations if each.rule == "user-cap")
        assert "cannot tell (since the license changed to Heather License" in cap.binding.message
        freed = judge(document, policy(profile=Profile(monthly_active_users=5)), TODAY).freed
        assert [each.rule for each in freed] == ["user-cap"]


def test_a_fingerprint_knows_a_clause_in_another_layout():
    text = TEXT.replace(" monthly active users, ask", "\n    monthly active users,\n  ask")
    evidence = text[text.index("If you") : text.index("Keep")].strip()
    moved = judged(facts("b/LICENSE", text="\n\n" + text, evidence=evidence))
    assert {each.fingerprint for each in moved.violations} == {
        each.fingerprint for each in judged(facts()).violations
    }
