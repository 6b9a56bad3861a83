"""An analysis as plain data: what a check needs, quick to load again from a cache.

Nothing here imports the engine. `DocumentFacts.report` is the document of the contract's JSON;
what a check needs beyond it stands in fields of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licensecheck.model import Analysis, Clause, Finding


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding of `licensecheck.model`, with what its definition says of it.

    `kind` and `standing` are the plain words of the definition; `clause_hash` is a hash of the
    folded clause that holds the evidence: layout, case and place do not change it.
    """

    clause_id: str
    kind: str
    osd: tuple[int, ...]
    start: int
    end: int
    line: int
    column: int
    text: str
    score: float
    parameters: Mapping[str, Any]
    title: str
    standing: str | None
    clause_hash: str


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """A reason of the verdict; `findings` are indices, empty where a right is missing."""

    rule: str
    message: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What was read from one input.

    `report` is its document of the contract's JSON; `text_hash` is the hash of the whole folded
    text; `path` is the name to report it under.
    """

    path: str
    classification: str
    reasons: tuple[ReasonFacts, ...]
    findings: tuple[FindingFacts, ...]
    text_hash: str
    report: Mapping[str, Any]

    def at(self, path: str, note: str | None) -> "DocumentFacts":
        """The same facts for a file with the same bytes that lies at `path`."""
        return replace(self, path=path, report={**self.report, "path": path, "note": note})


def facts_of(analysis: "Analysis") -> DocumentFacts:
    """The facts of an analysis."""
    return facts_from_json(facts_to_json(analysis)).at(analysis.path or "", analysis.note)


def facts_to_json(analysis: "Analysis") -> dict[str, Any]:
    """What the cache keeps of an analysis: JSON values only, and nothing of its path."""
    parents = {clause.parent for clause in analysis.clauses}
    leaves = [c for place, c in enumerate(analysis.clauses) if place not in parents]
    return {
        "report": {**analysis.model_dump(mode="json"), "path": None, "note": None},
        "text_hash": folded_hash(analysis.text),
        "findings": [
            [
                finding.definition.title,
                finding.definition.standing,
                folded_hash(_clause_text(analysis.text, leaves, finding)),
            ]
            for finding in analysis.findings
        ],
    }


def facts_from_json(data: Mapping[str, Any]) -> DocumentFacts:
    """The facts that `facts_to_json` wrote.

    Raises KeyError, TypeError or ValueError where `data` has another shape.
    """
    report = data["report"]
    return DocumentFacts(
        path="",
        classification=report["classification"],
        reasons=tuple(
            ReasonFacts(each["rule"], each["message"], tuple(each["findings"]))
            for each in report["reasons"]
        ),
        findings=tuple(
            FindingFacts(
                **{**finding, "osd": tuple(finding["osd"])},
                title=title,
                standing=standing,
                clause_hash=clause_hash,
            )
            for finding, (title, standing, clause_hash) in zip(
                report["findings"], data["findings"], strict=True
            )
        ),
        text_hash=data["text_hash"],
        report=report,
    )


def folded_hash(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the folded text."""
    from licensecheck.normalizing import fold

    return sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _clause_text(text: str, leaves: "list[Clause]", finding: "Finding") -> str:
    """The leaf clauses that the evidence touches; the evidence itself where there are none."""
    touched = [leaf.span for leaf in leaves if leaf.span.overlaps(finding.span)]
    if not touched:
        return finding.text
    return text[touched[0].start : touched[-1].end]
