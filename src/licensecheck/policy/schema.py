"""Reads a policy's table with pydantic; the only place where a policy is validated."""

from datetime import date, datetime
from difflib import get_close_matches
from typing import Annotated, Any, Literal, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from licensecheck.policy.model import (
    Exemption,
    Globs,
    Level,
    Override,
    Policy,
    Settings,
    unknown_name,
)
from licensecheck.policy.presets import DEFAULT, LEVELS, PRESETS, UNEXPLAINED, UNEXPLAINED_RULE
from licensecheck.profile.model import Profile

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LevelName = Literal["deny", "warn", "allow"]
PresetName = Literal["permissive-only", "open-source", "commercial-product", "research"]
Purpose = Literal["production", "internal", "research", "education", "evaluation", "personal"]


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _glob(value: str) -> str:
    from pathspec import GitIgnoreSpec

    try:
        (pattern,) = GitIgnoreSpec.from_lines([value]).patterns
    except ValueError as error:
        raise ValueError(f"`{value}` is not a pattern as in .gitignore: {error}") from error
    if pattern.include is None:
        raise ValueError(f"`{value}` fits no path; write a pattern such as `vendor/` or `**`")
    return value


def _name(value: str, info: ValidationInfo) -> str:
    problem = unknown_name([value], (info.context or {})["names"])
    if problem is not None:
        raise ValueError(problem)
    return value


def _exempted(value: str, info: ValidationInfo) -> str:
    return value if value == UNEXPLAINED_RULE else _name(value, info)


def _region(value: str) -> str:
    from licensecheck.matching.regions import read_regions

    found = read_regions(value)
    if len(found) != 1:
        raise ValueError(
            f"`{value}` is not the name of one country, union or continent, such as "
            "`Germany`, `European Union` or `US`"
        )
    return found[0]


Paths = Annotated[
    list[Annotated[Text, AfterValidator(_glob)]], BeforeValidator(_one_or_many), Field(min_length=1)
]
Name = Annotated[Text, AfterValidator(_name)]
Exempted = Annotated[Text, AfterValidator(_exempted)]
Names = Annotated[list[Name], BeforeValidator(_one_or_many)]
Regions = Annotated[list[Annotated[Text, AfterValidator(_region)]], BeforeValidator(_one_or_many)]
Texts = Annotated[list[Text], BeforeValidator(_one_or_many)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Rules(_Table):
    preset: PresetName | None = None
    deny: Names | None = None
    warn: Names | None = None
    allow: Names | None = None
    minimum_score: float | None = Field(default=None, ge=0.0, le=1.0)
    unexplained: LevelName | None = None
    cannot_tell: Literal["deny", "warn"] | None = None

    @field_validator("warn", "allow")
    @classmethod
    def _check_levels(cls, names: list[str] | None, info: ValidationInfo) -> list[str] | None:
        for level in LEVELS[: LEVELS.index(cast(str, info.field_name))]:
            for name in names or []:
                if name in (info.data.get(level) or []):
                    raise ValueError(f"`{name}` stands in `{level}`, too; keep one of the two")
        return names

    def levels(self, base: dict[str, Level]) -> dict[str, Level]:
        levels = dict(PRESETS[self.preset]) if self.preset else dict(base)
        for level in LEVELS:
            levels.update(dict.fromkeys(getattr(self, level) or [], level))
        return levels


class _Override(_Rules):
    paths: Paths


class _Exemption(_Table):
    path: Paths
    clause: Exempted
    reason: Text
    expires: date | None = None

    @field_validator("expires", mode="before")
    @classmethod
    def _read_date(cls, value: Any) -> Any:
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise ValueError(f"`{value}` is not a date such as 2027-01-31") from None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise ValueError("must be a date such as 2027-01-31")
        return value


class _Money(_Table):
    amount: float = Field(ge=0)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class _Profile(_Table):
    monthly_active_users: int | None = Field(default=None, ge=0)
    annual_revenue: _Money | None = None
    employees: int | None = Field(default=None, ge=0)
    commercial: bool | None = None
    hosting: bool | None = None
    modifies: bool | None = None
    redistributes: bool | None = None
    trains_models_on_outputs: bool | None = None
    regions: Regions | None = None
    fields: Texts | None = None
    purpose: Purpose | None = None


class _Policy(_Rules):
    overrides: list[_Override] = []
    exemptions: list[_Exemption] = []
    profile: _Profile | None = None


class Problem(Exception):
    """What is wrong with a policy's table: the place (keys and indices) and the message."""

    def __init__(self, place: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message


def read_policy(table: dict[str, Any], names: list[str], exemption_lines: list[int]) -> Policy:
    """The policy that a TOML table states.

    `names` are the classes, clause ids and issues it may name; `exemption_lines` the 1-based
    lines of its exemptions. Raises Problem at the first thing that is wrong.
    """
    try:
        read = _Policy.model_validate(table, context={"names": names})
    except ValidationError as error:
        raise _problem(error) from error
    general = _settings(read, Settings(levels={} if read.deny is not None else DEFAULT))
    return Policy(
        settings=general,
        overrides=tuple(
            Override(_globs(each.paths), _settings(each, general)) for each in read.overrides
        ),
        exemptions=tuple(
            Exemption(
                paths=_globs(each.path),
                shown_paths=", ".join(each.path),
                clause=each.clause,
                reason=each.reason,
                expires=each.expires,
                line=line,
            )
            for each, line in zip(read.exemptions, exemption_lines, strict=True)
        ),
        profile=Profile.from_json(read.profile.model_dump()) if read.profile is not None else None,
    )


def _settings(rules: _Rules, base: Settings) -> Settings:
    unexplained = UNEXPLAINED[rules.preset] if rules.preset else base.unexplained
    return Settings(
        levels=rules.levels(dict(base.levels)),
        minimum_score=base.minimum_score if rules.minimum_score is None else rules.minimum_score,
        unexplained=rules.unexplained or unexplained,
        cannot_tell=rules.cannot_tell or base.cannot_tell,
    )


def _globs(patterns: list[str]) -> Globs:
    from pathspec import GitIgnoreSpec

    compiled = GitIgnoreSpec.from_lines(patterns).patterns
    return Globs(
        tuple(
            (bool(each.include), cast(Any, each).regex.pattern)
            for each in compiled
            if each.include is not None
        )
    )


_MODELS: dict[str, type[BaseModel]] = {
    "overrides": _Override,
    "exemptions": _Exemption,
    "profile": _Profile,
}


def _problem(error: ValidationError) -> Problem:
    # A misspelled key makes another one missing: it is the cause.
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    place = first["loc"]
    kind = first["type"]
    if kind == "extra_forbidden":
        known = list(_model_at(place).model_fields)
        near = get_close_matches(str(place[-1]), known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
        return Problem(place, f"no such setting; {hint}")
    name = str(next(part for part in reversed(place) if isinstance(part, str)))
    if kind == "missing":
        return Problem(place, _MISSING[name])
    if kind == "literal_error" and isinstance(first["input"], str):
        near = get_close_matches(first["input"], _choices(first), n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"must be {first['ctx']['expected']}"
        return Problem(place, f"`{first['input']}` is not known; {hint}")
    if kind == "value_error":
        return Problem(place, first["msg"].removeprefix("Value error, "))
    if kind == "literal_error":
        return Problem(place, f"must be {first['ctx']['expected']}")
    wanted = _WANTED.get((name, kind)) or _WANTED_ANYWHERE.get(kind, first["msg"])
    return Problem(place, wanted.replace("LIMIT", f"{_limit(first):g}"))


def _limit(error: Any) -> float:
    context = error.get("ctx", {})
    return float(context.get("ge", context.get("le", 0)))


# What a value must be: by the setting and pydantic's name for the error, or by the error alone.
_WANTED = {
    ("annual_revenue", "model_type"): "must be a table such as "
    '{ amount = 500_000, currency = "EUR" }',
    ("profile", "model_type"): "must be a table: write [profile] and the settings below it",
    ("overrides", "list_type"): "must be a list of tables: write [[overrides]]",
    ("overrides", "model_type"): "must be a list of tables: write [[overrides]]",
    ("exemptions", "list_type"): "must be a list of tables: write [[exemptions]]",
    ("exemptions", "model_type"): "must be a list of tables: write [[exemptions]]",
    ("reason", "string_too_short"): "is blank: an exemption needs a reason",
}
_WANTED_ANYWHERE = {
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "int_type": "must be a whole number such as 2_000_000, without quotation marks",
    "greater_than_equal": "must be at least LIMIT",
    "less_than_equal": "must be at most LIMIT",
    "list_type": 'must be a list of texts, such as ["one", "two"]',
    "string_pattern_mismatch": "must be three capital letters, such as USD",
    "string_too_short": "must not be blank",
    "string_type": "must be a text in quotation marks",
    "too_short": "must not be empty",
}

_MISSING = {
    "reason": "is missing: an exemption needs a reason",
    "clause": "is missing: an exemption names the clause id it accepts",
    "path": "is missing: an exemption names the path it is for",
    "paths": "is missing: an override names the paths it is for",
    "amount": 'is missing: write { amount = 500_000, currency = "EUR" }',
    "currency": 'is missing: write { amount = 500_000, currency = "EUR" }',
}


def _model_at(place: tuple[str | int, ...]) -> type[BaseModel]:
    if len(place) == 1:
        return _Policy
    if place[:2] == ("profile", "annual_revenue"):
        return _Money
    return _MODELS[str(place[0])]


def _choices(error: Any) -> list[str]:
    expected = str(error["ctx"]["expected"])
    return [part.strip("' ") for part in expected.replace(" or ", ", ").split(", ")]
