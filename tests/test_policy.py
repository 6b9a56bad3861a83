import pytest

from factories import analysis
from licensecheck.errors import ConfigError
from licensecheck.library import Library
from licensecheck.model import Reason
from licensecheck.policy import DEFAULT_DENY, make_policy, read_deny, violations

LIBRARY = Library(
    tuple({f.clause_id: f.definition for f in analysis().findings}.values()), {}, {}, "1"
)


def check(document, *names):
    found = violations(document, make_policy(names, LIBRARY))
    return [(each.line, each.column, each.rule) for each in found]


def test_a_denied_class_points_to_what_makes_it_so():
    assert check(analysis(), "custom") == [(1, 1, "custom"), (4, 1, "user-cap")]


def test_a_denied_clause_points_to_its_findings():
    assert check(analysis(), "retain-notice") == [(5, 1, "retain-notice")]


def test_each_finding_is_told_once():
    assert check(analysis(), "custom", "user-cap") == [(1, 1, "custom"), (4, 1, "user-cap")]


def test_another_class_passes():
    assert check(analysis(), "source-available") == []
    assert check(analysis()) == []


def test_a_denied_open_license_is_one_violation():
    free = analysis(
        classification="osi-compatible",
        reasons=(Reason(rule="all-rights-granted", message="All rights.", findings=(0,)),),
    )
    assert check(free, "osi-compatible") == [(1, 1, "osi-compatible")]


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(ConfigError, match=r"`user-caps` .* did you mean user-cap"):
        make_policy(["user-caps"], LIBRARY)


class TestFile:
    @pytest.mark.parametrize(
        ("text", "deny"),
        [
            ('deny = ["custom"]', ("custom",)),
            ('[tool.licenseclauses]\ndeny = ["user-cap"]', ("user-cap",)),
            ("[tool.other]\nx = 1", DEFAULT_DENY),
            ("", DEFAULT_DENY),
        ],
    )
    def test_deny(self, tmp_path, text, deny):
        path = tmp_path / "policy.toml"
        path.write_text(text)
        assert read_deny(path) == deny

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("deny = [", "not TOML"),
            ('deny = "custom"', "deny: must be a list"),
            ("[tool.licenseclauses]\ndenny = []", "denny: no such setting"),
            ("[tool]\nlicenseclauses = 1", "must be a table"),
        ],
    )
    def test_wrong(self, tmp_path, text, words):
        path = tmp_path / "policy.toml"
        path.write_text(text)
        with pytest.raises(ConfigError, match=words):
            read_deny(path)

    def test_missing(self, tmp_path):
        with pytest.raises(ConfigError, match="cannot be read"):
            read_deny(tmp_path / "none.toml")
