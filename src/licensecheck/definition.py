"""The shape of a clause definition: what one TOML file of the clause library says.

The ids and their meaning are those of the clause taxonomy (docs/reference/taxonomy.md); the
OSD criteria are numbered as in the Open Source Definition.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Kind(StrEnum):
    """What a clause does: limits, asks in return, gives, or governs."""

    RESTRICTION = "restriction"
    CONDITION = "condition"
    GRANT = "grant"
    NOTICE = "notice"


class Force(StrEnum):
    """What a statement does with the thing it talks about, as far as the licensee goes."""

    FORBIDDEN = "forbidden"
    LIMITED = "limited"
    REQUIRED = "required"
    ALLOWED = "allowed"
    NONE = "none"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Signal(_Strict):
    """One way a clause is worded.

    `topic` says what the statement is about, in the pattern language of
    docs/reference/patterns.md; `force` says in which moods the statement makes it a finding
    (empty: in any). Every pattern of `and_also` must, and none of `unless` may, occur in the
    same statement.
    """

    topic: NonEmpty
    force: tuple[Force, ...] = ()
    and_also: tuple[NonEmpty, ...] = ()
    unless: tuple[NonEmpty, ...] = ()
    score: float = Field(default=0.9, ge=0.0, le=1.0)


class Tally(_Strict):
    """A finding made by counting: how many categories one list names under one force."""

    force: tuple[Force, ...]
    at_least: int = Field(ge=1)
    categories: dict[NonEmpty, tuple[NonEmpty, ...]]
    unless: tuple[NonEmpty, ...] = ()
    score: float = Field(default=0.9, ge=0.0, le=1.0)


class ParameterRule(_Strict):
    """How a parameter's value is read from the evidence.

    `reader` names a reader of `licensecheck.matching.values`; `near` is a pattern the value
    should stand closest to; `choices` maps a value to the patterns that mean it. What the evidence
    lacks is read, with `in_definitions`, where the terms that it uses are defined.
    """

    name: NonEmpty
    reader: Literal[
        "count",
        "amount",
        "currency",
        "percentage",
        "period",
        "duration",
        "date",
        "metric",
        "url",
        "quoted",
        "name",
        "product",
        "license",
        "regions",
        "categories",
    ]
    near: NonEmpty | None = None
    choices: dict[NonEmpty, tuple[NonEmpty, ...]] = Field(default_factory=dict)
    in_definitions: bool = False


class Example(_Strict):
    """A sentence of our own that shows what the definition must, or must not, find."""

    expect: Literal["match", "no-match", "known-miss", "known-false-alarm"]
    text: NonEmpty
    register_: NonEmpty = Field(alias="register")
    why: NonEmpty | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)


class ClauseDefinition(_Strict):
    """A clause id of the taxonomy with everything needed to find and to explain it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    kind: Kind
    title: NonEmpty
    summary: NonEmpty
    osd: int | None = Field(default=None, ge=1, le=10)
    standing: Literal["standard", "bespoke"] | None = None
    not_this: tuple[NonEmpty, ...] = ()
    sources: tuple[NonEmpty, ...] = Field(min_length=1)
    signals: tuple[Signal, ...] = ()
    tally: Tally | None = None
    unless: tuple[NonEmpty, ...] = ()
    subsumed_by: tuple[NonEmpty, ...] = ()
    parameters: tuple[ParameterRule, ...] = ()
    words: dict[str, tuple[NonEmpty, ...]] = Field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _check_kind(self) -> "ClauseDefinition":
        is_restriction = self.kind is Kind.RESTRICTION
        if is_restriction and (self.osd is None or self.standing is None):
            raise ValueError(
                "a restriction needs `osd` (1 to 10) and `standing` (standard, bespoke)"
            )
        if not is_restriction and (self.osd is not None or self.standing is not None):
            raise ValueError(f"a {self.kind.value} never breaks the OSD: drop `osd` and `standing`")
        if not self.signals and self.tally is None:
            raise ValueError("needs at least one [[signals]] table or a [tally]")
        return self
