"""The values that every step shares: spans, clauses, findings and the analysis itself."""

from bisect import bisect_right
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_serializer

from licensecheck.definition import ClauseDefinition, Kind

if TYPE_CHECKING:
    import pandas


_LEAST_OF_SIGNALS = 0.65


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=False)


class Classification(StrEnum):
    """The three classes of the taxonomy."""

    OSI_COMPATIBLE = "osi-compatible"
    SOURCE_AVAILABLE = "source-available"
    CUSTOM = "custom"


class Span(_Frozen):
    """A half-open range of code points into the analyzed text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Clause(_Frozen):
    """A node of the clause tree.

    `level` is 0 at the top. `number` is the full number as a reader would cite it ("3(b)"),
    `heading` the clause's title, `parent` the index of the enclosing clause in
    `Analysis.clauses`. A clause that is nobody's parent is a leaf; the leaves are disjoint, in
    order, and cover every non-blank character.
    """

    span: Span
    level: int = Field(ge=0)
    kind: Literal["section", "heading", "paragraph", "item"]
    number: str | None = None
    heading: str | None = None
    parent: int | None = None


class Finding(_Frozen):
    """A claim about what the text does, with its evidence.

    `span` counts code points into the analyzed text, `text` is that slice; `line` and `column`
    are 1-based; `score` is between 0 and 1: from 0.65 on a signal of the definition has found it,
    below that only its likeness to an example, or the second opinion.
    """

    clause_id: str
    kind: Kind
    osd: tuple[int, ...] = ()
    span: Span
    text: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    score: float = Field(ge=0.0, le=1.0)
    parameters: dict[str, Any] = Field(default_factory=dict)
    definition: ClauseDefinition = Field(repr=False)

    @property
    def is_likely(self) -> bool:
        """Whether no signal has found it, only a likeness or the second opinion."""
        return self.score < _LEAST_OF_SIGNALS

    @model_serializer
    def _serialize(self) -> dict[str, Any]:
        return {
            "clause_id": self.clause_id,
            "kind": self.kind.value,
            "osd": list(self.osd),
            "start": self.span.start,
            "end": self.span.end,
            "line": self.line,
            "column": self.column,
            "text": self.text,
            "score": self.score,
            "parameters": dict(self.parameters),
        }


class Reason(_Frozen):
    """One step of the verdict: the rule, what it says here, and the findings it rests on.

    `findings` are indices into `Analysis.findings`; empty where a right is missing.
    """

    rule: str
    message: str
    findings: tuple[int, ...] = ()


class LineIndex:
    """Turns offsets of one text into 1-based lines and columns, in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position != -1:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset` (code points), both 1-based."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Analysis(_Frozen):
    """Everything that was read from one text.

    `sha256` is the hash of the file's bytes (of the UTF-8 bytes where a string was given);
    `path` is None for a string; `note` tells what a reader should know about how the text was
    decoded, None where there is nothing to tell.
    """

    text: str = Field(repr=False)
    path: str | None = None
    sha256: str
    classification: Classification
    reasons: tuple[Reason, ...]
    clauses: tuple[Clause, ...] = Field(repr=False)
    findings: tuple[Finding, ...]
    unexplained: tuple[Span, ...] = ()
    note: str | None = None

    @cached_property
    def lines(self) -> LineIndex:
        """Where each line of the text starts."""
        return LineIndex(self.text)

    def _of_kind(self, kind: Kind) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)

    @property
    def restrictions(self) -> tuple[Finding, ...]:
        """Findings that limit who may use the work, for what, or how."""
        return self._of_kind(Kind.RESTRICTION)

    @property
    def conditions(self) -> tuple[Finding, ...]:
        """Findings that ask for something in return."""
        return self._of_kind(Kind.CONDITION)

    @property
    def grants(self) -> tuple[Finding, ...]:
        """Findings that give a right."""
        return self._of_kind(Kind.GRANT)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """Findings that disclaim or govern."""
        return self._of_kind(Kind.NOTICE)

    @model_serializer
    def _serialize(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "sha256": self.sha256,
            "classification": self.classification.value,
            "reasons": [reason.model_dump(mode="json") for reason in self.reasons],
            "findings": [finding.model_dump(mode="json") for finding in self.findings],
            "unexplained": [self._place(span) for span in self.unexplained],
            "clauses": [
                {
                    "start": clause.span.start,
                    "end": clause.span.end,
                    "level": clause.level,
                    "kind": clause.kind,
                    "number": clause.number,
                    "heading": clause.heading,
                    "parent": clause.parent,
                }
                for clause in self.clauses
            ],
            "note": self.note,
            "error": None,
        }

    def _place(self, span: Span) -> dict[str, Any]:
        line, column = self.lines.locate(span.start)
        return {
            "start": span.start,
            "end": span.end,
            "line": line,
            "column": column,
            "text": self.text[span.start : span.end],
        }

    def to_frame(self) -> "pandas.DataFrame":
        """One row a finding, with the columns of the JSON output.

        Returns a `pandas.DataFrame`; raises ImportError, naming the extra to install, where
        pandas is missing.
        """
        from licensecheck.reporting.frame import findings_frame

        return findings_frame(self)

    def _repr_html_(self) -> str:
        from licensecheck.reporting.html import render_notebook

        return render_notebook(self)
