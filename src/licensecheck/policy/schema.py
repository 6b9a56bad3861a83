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
    model_validator,
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
from licensecheck.policy.presets import DEFAULT, LEVELS, PRESETS, UNEXPLAINED
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
        GitIgnoreSpec.from_lines([value])
    except ValueError as error:
        raise ValueError(f"`{value}` is not a pattern as in .gitignore: {error}") from error
    return value


def _name(value: str, info: ValidationInfo) -> str:
    problem = unknown_name([value], (info.context or {})["names"])
    if problem is not None:
        raise ValueError(problem)
    return value


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

    @model_validator(mode="after")
    def _check_levels(self) -> "_Rules":
        seen: dict[str, str] = {}
        for level in LEVELS:
            for name in getattr(self, level) or []:
                if seen.setdefault(name, level) != level:
                    raise ValueError(f"`{name}` is both in `{seen[name]}` and in `{level}`")
        return self

    def levels(self, base: dict[str, Level]) -> dict[str, Level]:
        levels = dict(PRESETS[self.preset]) if self.preset else dict(base)
        for level in LEVELS:
            levels.update(dict.fromkeys(getattr(self, level) or [], level))
        return levels


class _Override(_Rules):
    paths: Paths


class _Exemption(_Table):
    path: Paths
    clause: Name
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
    settings = _settings(read, Settings(levels={} if read.deny is not None else DEFAULT))
    return Policy(
        settings=settings,
        overrides=tuple(
            Override(_globs(each.paths), _settings(each, settings)) for each in read.overrides
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
    if kind == "missing":
        return Problem(place, _MISSING.get(str(place[-1]), "is missing"))
    if kind == "literal_error":
        near = get_close_matches(str(first["input"]), _choices(first), n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"must be {first['ctx']['expected']}"
        return Problem(place, f"`{first['input']}` is not known; {hint}")
    message = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if message != first["msg"] and first["msg"].startswith("Input"):
        message = f"must be {message}"
    elif kind == "string_pattern_mismatch":
        message = "must be three capital letters, such as USD"
    return Problem(place, message[:1].lower() + message[1:])


_MISSING = {
    "reason": "is missing: an exemption needs a reason",
    "clause": "is missing: an exemption names the clause id it accepts",
    "path": "is missing: an exemption names the path it is for",
    "paths": "is missing: an override names the paths it is for",
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
