"""Analyses put together by hand, so that the reports are tested apart from the engine."""

import hashlib
from typing import Any

from factories import definition
from licensecheck.definition import Kind
from licensecheck.model import Analysis, Classification, Finding, LineIndex, Reason, Span

TEXT = """\
Sample License

You may use, copy and modify the software.

If your products have more than 40 million monthly active users,
these rights do not reach you. Keep this notice in all copies.

You must bring cake.
"""


def make_finding(
    text: str,
    start: int,
    end: int,
    clause_id: str = "user-cap",
    kind: Kind = Kind.RESTRICTION,
    parameters: dict[str, Any] | None = None,
    title: str | None = None,
) -> Finding:
    line, column = LineIndex(text).locate(start)
    restricts = kind is Kind.RESTRICTION
    return Finding(
        clause_id=clause_id,
        kind=kind,
        osd=(5,) if restricts else (),
        span=Span(start=start, end=end),
        text=text[start:end],
        line=line,
        column=column,
        score=0.9,
        parameters=parameters or {},
        definition=definition(
            clause_id,
            kind,
            title or clause_id.replace("-", " ").capitalize(),
            osd=5 if restricts else None,
            standing="bespoke" if restricts else None,
        ),
    )


def make_analysis(
    text: str,
    findings: list[Finding] | None = None,
    unexplained: list[Span] | None = None,
    path: str | None = "LICENSE",
    reasons: list[Reason] | None = None,
    note: str | None = None,
) -> Analysis:
    found = tuple(findings or ())
    default = Reason(rule="bespoke-restriction", message="User cap (`user-cap`) contradicts it.")
    return Analysis(
        text=text,
        path=path,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        classification=Classification.CUSTOM,
        reasons=tuple([default] if reasons is None else reasons),
        clauses=(),
        findings=found,
        unexplained=tuple(unexplained or ()),
        note=note,
    )


def place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def sample() -> Analysis:
    """One finding of each kind but notice, and an unexplained sentence."""
    cap = make_finding(
        TEXT,
        *place(TEXT, TEXT[TEXT.index("If your") : TEXT.index(" Keep")]),
        parameters={"threshold": 40_000_000, "metric": "monthly active users"},
    )
    findings = [
        make_finding(TEXT, *place(TEXT, "use, copy and modify"), "grant-use", Kind.GRANT),
        cap,
        make_finding(TEXT, *place(TEXT, "Keep this notice"), "retain-notice", Kind.CONDITION),
    ]
    start, end = place(TEXT, "You must bring cake.")
    reason = Reason(
        rule="bespoke-restriction",
        message="User cap (`user-cap`) contradicts criterion 5.",
        findings=(1,),
    )
    return make_analysis(TEXT, findings, [Span(start=start, end=end)], reasons=[reason])
