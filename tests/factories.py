"""Small analyses made by hand, for tests of what comes after the engine."""

from typing import Any

from licensecheck.definition import ClauseDefinition, Kind, Signal
from licensecheck.inputs import FailedInput
from licensecheck.model import Analysis, Clause, Finding, LineIndex, Reason, Span

OPEN = (
    "Permission is granted to everyone to use, copy, modify and redistribute this software for "
    "any purpose, free of charge.\n"
)
CAPPED = OPEN + (
    "\nIf your products have more than 700 million monthly active users, you have no rights "
    "under this license and must request a separate license from us.\n"
)
TEXT = (
    "Sample Terms\n\n"
    "You may use and copy the work.\n"
    "If you have more than 700 million monthly active users, ask us for a license.\n"
    "Keep this notice.\nYou must feed the cat.\n"
)


def definition(
    clause_id: str = "user-cap",
    kind: Kind = Kind.RESTRICTION,
    title: str = "User cap",
    osd: int | None = 5,
    standing: str | None = "bespoke",
) -> ClauseDefinition:
    return ClauseDefinition(
        id=clause_id,
        kind=kind,
        title=title,
        summary=f"What {clause_id} does.",
        osd=osd,
        standing=standing,
        sources=("written for the tests",),
        signals=(Signal(topic="anything"),),
    )


def finding(
    text: str, evidence: str, of: ClauseDefinition, parameters: dict[str, Any] | None = None
) -> Finding:
    start = text.index(evidence)
    line, column = LineIndex(text).locate(start)
    return Finding(
        clause_id=of.id,
        kind=of.kind,
        osd=(of.osd,) if of.osd else (),
        span=Span(start=start, end=start + len(evidence)),
        text=evidence,
        line=line,
        column=column,
        score=0.9,
        parameters=parameters or {},
        definition=of,
    )


def analysis(
    path: str | None = "LICENSE",
    classification: str = "custom",
    evidence: str = "If you have more than 700 million monthly active users, ask us for a license.",
    text: str = TEXT,
    **fields: Any,
) -> Analysis:
    """A text with a user cap, a grant, a condition and a sentence that nothing explains."""
    grant = definition("grant-use", Kind.GRANT, "Right to use", None, None)
    keep = definition("retain-notice", Kind.CONDITION, "Keep notices", None, None)
    findings = (
        finding(text, "You may use", grant),
        finding(
            text,
            evidence,
            definition(),
            {"threshold": 700000000, "metric": "monthly active users"},
        ),
        finding(text, "Keep this notice.", keep),
    )
    cat = text.index("You must feed")
    defaults: dict[str, Any] = {
        "text": text,
        "path": path,
        "sha256": "0" * 64,
        "classification": classification,
        "reasons": (
            Reason(rule="bespoke-restriction", message="User cap (`user-cap`).", findings=(1,)),
            Reason(rule="missing-right", message="Nothing gives the right to modify."),
        ),
        "clauses": (Clause(span=Span(start=0, end=len(text)), level=0, kind="paragraph"),),
        "findings": findings,
        "unexplained": (Span(start=cat, end=cat + len("You must feed the cat.")),),
    }
    return Analysis(**{**defaults, **fields})


def failure(path: str = "missing.txt") -> FailedInput:
    return FailedInput(path, "UnreadableFileError", f"{path}: does not exist; check the path")
