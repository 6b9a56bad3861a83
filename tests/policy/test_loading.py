import pytest

from checking import NAMES
from licensecheck.caching import Cache
from licensecheck.errors import ConfigError
from licensecheck.policy import loading
from licensecheck.policy.loading import find_policy, load_policy
from licensecheck.policy.presets import DEFAULT, ISSUES, PRESETS, UNEXPLAINED
from licensecheck.policy.schema import _Exemption, _Money, _Override, _Policy, _Profile
from licensecheck.policy.starting import STARTING_POLICY, write_starting_policy
from licensecheck.profile.model import Money

FULL = """\
preset = "commercial-product"
deny = ["retain-notice"]
warn = "noncommercial"
minimum_score = 0.5
unexplained = "deny"
cannot_tell = "warn"

[[overrides]]
paths = ["docs/**", "!docs/own/**"]
allow = ["user-cap"]

[[exemptions]]
path = "vendor/"
clause = "user-cap"
reason = "Agreed."
expires = 2027-01-31

[[exemptions]]
path = ["a", "b"]
clause = "custom"
reason = "Agreed."
expires = "2027-02-28"

[profile]
monthly_active_users = 2_000_000
annual_revenue = { amount = 10, currency = "EUR" }
commercial = true
regions = ["EU", "Japan"]
purpose = "production"
"""


class Checker:
    key = ("tool", "library")
    known_names = NAMES


def load(path, cache=None):
    return load_policy(path, Checker(), cache or Cache(None))


def written(tmp_path, text, name="licenseclauses.toml"):
    path = tmp_path / name
    path.write_text(text)
    return path


def in_project(text):
    nested = text.replace("[[", "[[tool.licenseclauses.")
    return nested.replace("\n[profile]", "\n[tool.licenseclauses.profile]")


@pytest.mark.parametrize("name", ["licenseclauses.toml", "pyproject.toml"])
def test_a_full_policy(tmp_path, name):
    text = FULL
    if name == "pyproject.toml":
        text = '[project]\nname = "x"\n\n[tool.licenseclauses]\n' + in_project(FULL)
    policy = load(written(tmp_path, text, name))
    assert policy.settings.levels == {
        **PRESETS["commercial-product"], "retain-notice": "deny", "noncommercial": "warn",
    }  # fmt: skip
    assert (policy.settings.minimum_score, policy.settings.unexplained) == (0.5, "deny")
    assert policy.settings.cannot_tell == "warn"
    inside = policy.for_path(str(tmp_path / "docs/a/LICENSE"))
    assert inside.level_of("user-cap") == "allow"
    assert inside.level_of("retain-notice") == "deny"
    assert policy.for_path(str(tmp_path / "docs/own/LICENSE")) == policy.settings
    first, second = policy.exemptions
    assert (str(first.expires), str(second.expires)) == ("2027-01-31", "2027-02-28")
    assert second.shown_paths == "a, b"
    lines = text.splitlines()
    assert [lines[each.line - 1] for each in policy.exemptions] == [
        line for line in lines if "exemptions]]" in line
    ]
    assert policy.profile.annual_revenue == Money(10, "EUR")
    assert policy.profile.regions == ("European Union", "Japan")
    assert policy.profile.hosting is None


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("", DEFAULT),
        ('deny = ["custom"]', {"custom": "deny"}),
        ('warn = ["custom"]', {**DEFAULT, "custom": "warn"}),
        ('[tool.licenseclauses]\ndeny = ["user-cap"]', {"user-cap": "deny"}),
    ],
)
def test_levels(tmp_path, text, levels):
    assert load(written(tmp_path, text, "other.toml")).settings.levels == levels


WRONG = [
    ("deny = [", 1, "is not TOML"),
    ("\ndeny = 1", 2, "deny: must be a list of texts"),
    ("\ndenny = []", 2, r"denny: no such setting; did you mean `deny`\?"),
    ("\n\nxyzzy = 1", 3, "xyzzy: no such setting; known are preset, deny"),
    ('deny = [\n  "custom",\n  "user-caps",\n]', 3, "did you mean user-cap"),
    ('deny = ["nothing-like-it"]', 1, "see `licenseclauses clauses`"),
    ('deny = ["custom"]\nwarn = ["custom"]', 2, "warn: `custom` stands in `deny`, too"),
    ('warn = ["custom"]\n\nallow = ["custom"]', 3, "allow: `custom` stands in `warn`, too"),
    ("deny = [3]", 1, "deny: must be a text in quotation marks"),
    ('deny = [""]', 1, "deny: must not be blank"),
    ("\n[tool.licenseclause]\ndeny = []", 2, "tool: no such setting"),
    ("denny = []\n[tool.licenseclauses]", 1, "denny: stands outside of"),
    ("preset = 3", 1, "preset: must be 'permissive-only'"),
    ('preset = "commercial"', 1, "did you mean `commercial-product`"),
    ('preset = "xyzzy"', 1, "must be 'permissive-only'"),
    ("minimum_score = 2", 1, "minimum_score: must be at most 1"),
    ('minimum_score = "high"', 1, "must be a number"),
    ('unexplained = "denny"', 1, "did you mean `deny`"),
    ('[[overrides]]\nallow = ["custom"]', 1, "an override names the paths"),
    ('[[overrides]]\npaths = ["a"]\nreason = "x"', 3, "reason: no such setting"),
    ('[[overrides]]\npaths = ["!"]', 2, "not a pattern as in .gitignore"),
    ('[[overrides]]\npaths = ["a", "# b"]', 2, "`# b` fits no path"),
    ("[[overrides]]\npaths = []", 2, "paths: must not be empty"),
    ("overrides = [3]", 1, r"write \[\[overrides\]\]"),
    ("[exemptions]\nx = 3", 1, r"write \[\[exemptions\]\]"),
    ('[[exemptions]]\npath = "a"\nclause = "user-cap"', 1, "an exemption needs a reason"),
    (
        '[[exemptions]]\npath = "a"\nclause = "user-cap"\nreason = " "',
        4,
        "reason: is blank: an exemption needs a reason",
    ),
    ('[[exemptions]]\npath = "a"\nclause = "x"\nreason = "r"', 3, "neither a class nor a clause"),
    (
        '[[exemptions]]\npath="a"\nclause="custom"\nreason="r"\n\n'
        '[[exemptions]]\npath="a"\nclause="custom"\nreason="r"\nexpires = "soon"',
        10,
        "`soon` is not a date",
    ),
    ('[[exemptions]]\npath="a"\nclause="custom"\nreason="r"\nexpires = 5', 5, "must be a date"),
    ("[[exemptions]]\nexpires = 2027-13-01 # x\n", 2, "expires: `2027-13-01` is not a date"),
    ("[[exemptions]]\nexpires = 31.12.2027\n", 2, "expires: `31.12.2027` is not a date"),
    ("[profile]\nmonthly_users = 3", 2, "did you mean `monthly_active_users`"),
    ("[profile]\nmonthly_active_users = -1", 2, "must be at least 0"),
    ("[profile]\nmonthly_active_users = true", 2, "must be a whole number such as 2_000_000"),
    ('[profile]\ncommercial = "yes"', 2, "must be true or false"),
    ("[profile]\nannual_revenue = 5", 2, "annual_revenue: must be a table such as { amount"),
    ('[profile]\nannual_revenue = { amount = 5, currency = "usd" }', 2, "three capital letters"),
    ('[profile.annual_revenue]\namount = 5\ncurency = "USD"', 3, "did you mean `currency`"),
    ('[profile]\nregions = ["Japan",\n"Atlantis"]', 3, "`Atlantis` is not the name"),
    ('[profile]\npurpose = "producing"', 2, "did you mean `production`"),
    ("[profile]\nannual_revenue = { amount = 5 }", 2, "currency: is missing: write { amount"),
    ("profile = 3", 1, r"profile: must be a table: write \[profile\]"),
    ("overrides = 3", 1, "overrides:"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_wrong_policies_name_the_line(tmp_path, text, line, words):
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match=words) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path.as_posix()}:{line}: ")
    assert "\n" not in message


def test_wrong_policies_of_a_project_name_the_line(tmp_path):
    path = written(
        tmp_path, '[project]\nname = "x"\n[tool.licenseclauses]\n\ndenny = []', "pyproject.toml"
    )
    with pytest.raises(ConfigError, match=r"pyproject.toml:5: denny: no such setting"):
        load(path)
    path = written(tmp_path, "[tool]\nlicenseclauses = 1", "pyproject.toml")
    with pytest.raises(
        ConfigError, match=r"pyproject.toml:2: tool.licenseclauses: must be a table"
    ):
        load(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        load(tmp_path / "none.toml")


def test_a_project_without_a_policy_is_no_policy(tmp_path):
    path = written(tmp_path, "[tool.other]\nx = 1", "pyproject.toml")
    with pytest.raises(ConfigError, match=r"no table \[tool.licenseclauses\]"):
        load(path)


def test_bytes_that_are_no_text_name_the_line(tmp_path):
    path = tmp_path / "licenseclauses.toml"
    path.write_bytes(b"deny = []\n# \xff\n\n")
    with pytest.raises(ConfigError, match=r"toml:2: is not UTF-8"):
        load(path)


PLACES = [
    *(("", name) for name in _Policy.model_fields),
    *(("[[overrides]]\n", name) for name in _Override.model_fields),
    *(("[[exemptions]]\n", name) for name in _Exemption.model_fields),
    *(("[profile]\n", name) for name in _Profile.model_fields),
    *(("[profile.annual_revenue]\n", name) for name in _Money.model_fields),
]


@pytest.mark.parametrize(("table", "name"), PLACES)
@pytest.mark.parametrize("value", ["3", "-1", "true", '""', "[]", "{}", "[3]", "2030-01-01", "0.5"])
def test_messages_are_our_own(tmp_path, table, name, value):
    message = ""
    try:
        load(written(tmp_path, f"{table}{name} = {value}"))
    except ConfigError as error:
        message = str(error).partition(": ")[2]
    own = ("valid ", "instance", "should", "Input", "validation", "LIMIT")
    assert not any(word in message for word in own)


def test_the_cache_gives_the_same_policy_without_reading_it(tmp_path, monkeypatch):
    path, cache = written(tmp_path, FULL), Cache(tmp_path / "cache")
    first = load(path, cache)
    monkeypatch.setattr(loading, "_parse", None)
    assert load(path, cache) == first
    path.write_text(FULL + "\n")
    with pytest.raises(TypeError):
        load(path, cache)


class TestFinding:
    TABLE = "[tool.licenseclauses]\n"

    def test_none(self, tmp_path):
        assert find_policy(tmp_path) is None
        written(tmp_path, "[tool.other]\nx = 1", "pyproject.toml")
        assert find_policy(tmp_path) is None

    def test_in_the_folder(self, tmp_path):
        path = written(tmp_path, self.TABLE, "pyproject.toml")
        assert find_policy(tmp_path) == path

    def test_above_it_only_inside_the_repository(self, tmp_path):
        path = written(tmp_path, "")
        below = tmp_path / "a/b"
        below.mkdir(parents=True)
        assert find_policy(below) is None
        (tmp_path / ".git").mkdir()
        assert find_policy(below) == path
        (tmp_path / "a/.git").mkdir()
        assert find_policy(below) is None

    def test_two(self, tmp_path):
        written(tmp_path, "")
        written(tmp_path, self.TABLE, "pyproject.toml")
        with pytest.raises(ConfigError, match="two policies: "):
            find_policy(tmp_path)


class TestStarting:
    def test_is_valid_as_it_is_and_with_everything_switched_on(self, tmp_path):
        path = tmp_path / write_starting_policy(tmp_path).rpartition("/")[2]
        assert load(path).settings.levels == PRESETS["open-source"]
        on = STARTING_POLICY.replace("\n# [", "\n[")
        lines = [
            line[2:] if " = " in line and line.startswith("# ") else line
            for line in on.splitlines()
        ]
        path.write_text("\n".join(lines))
        policy = load(path)
        assert len(policy.overrides) == len(policy.exemptions) == 1
        assert None not in [getattr(policy.profile, name) for name in policy.profile.__slots__]

    @pytest.mark.parametrize("name", ["licenseclauses.toml", "pyproject.toml"])
    def test_overwrites_nothing(self, tmp_path, name):
        path = written(tmp_path, "[tool.licenseclauses]\n", name)
        with pytest.raises(ConfigError, match="there is a policy already"):
            write_starting_policy(tmp_path)
        assert path.read_text() == "[tool.licenseclauses]\n"
        assert len(list(tmp_path.iterdir())) == 1


def test_presets_name_only_what_there_is():
    from licensecheck.library import load_library

    known = {each.id for each in load_library().definitions} | {*NAMES[:3], *ISSUES}
    assert UNEXPLAINED.keys() == PRESETS.keys()
    for levels in PRESETS.values():
        assert levels.keys() <= known
