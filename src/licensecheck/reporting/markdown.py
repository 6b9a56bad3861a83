"""Markdown for a comment on a pull request.

What comes from a text or a file name is shown as code; see `markdown_text`.
"""

from collections.abc import Sequence

from licensecheck.definition import Kind
from licensecheck.model import Analysis, Finding
from licensecheck.reporting.markdown_text import COMMENT_LIMIT, code, fit, prose, row
from licensecheck.reporting.wording import (
    CLASS_MEANING,
    KIND_PLURAL,
    by_id,
    failure_message,
    message_parts,
    parameter_items,
    shorten,
)
from licensecheck.scanning import Document

_EVIDENCE_LIMIT = 300


def render_markdown(documents: Sequence[Document]) -> str:
    """A comment on `documents`, in the order given: a table of verdicts, then their findings.

    An input that failed stands in the table with its error. The result is at most about
    `COMMENT_LIMIT` characters long.
    """
    rows = [_verdict_row(document) for document in documents]
    details = [_details(document) for document in documents if isinstance(document, Analysis)]
    head = "## License report\n\n"
    if not rows:
        return head + "No input was analyzed.\n"
    head += "| Input | Class | Restrictions |\n| --- | --- | --- |\n"
    shown_rows, left_rows = fit(rows, COMMENT_LIMIT // 2 - len(head))
    body = head + "".join(shown_rows)
    if left_rows:
        body += f"\n{left_rows} more of {len(rows)} inputs are not listed here.\n"
    shown_details, left_details = fit(details, COMMENT_LIMIT - len(body))
    body += "".join(shown_details)
    if left_details:
        body += f"\nThe details of {left_details} of {len(details)} texts are not shown here.\n"
    return body


def _name(document: Document) -> str:
    return code(document.path) if document.path else "text"


def _verdict_row(document: Document) -> str:
    if isinstance(document, Analysis):
        verdict = f"**{document.classification.value}**"
        ids = dict.fromkeys(finding.clause_id for finding in document.restrictions)
        detail = ", ".join(code(clause_id) for clause_id in ids) or "none"
    else:
        verdict = "not analyzed"
        message = shorten(failure_message(document), _EVIDENCE_LIMIT)
        detail = f"{code(document.error_type)}: {prose(message)}"
    return row(_name(document), verdict, detail)


def _details(analysis: Analysis) -> str:
    verdict = analysis.classification
    parts = [f"\n### {_name(analysis)}\n\n**{verdict.value}**: {CLASS_MEANING[verdict]}\n"]
    reasons = [f"- {_reason(reason.message)}\n" for reason in analysis.reasons]
    if reasons:
        parts.append("\n" + "".join(reasons))
    if analysis.note:
        parts.append(f"\nNote: {prose(analysis.note)}\n")
    if analysis.restrictions:
        parts.append(
            "\n| Restriction | OSD | Parameters | Evidence | Line |\n"
            "| --- | --- | --- | --- | --- |\n"
        )
        parts.extend(_restriction_row(finding) for finding in analysis.restrictions)
    others = [
        f"- {KIND_PLURAL[kind]}: {_ids(findings)}\n"
        for kind, findings in (
            (Kind.CONDITION, analysis.conditions),
            (Kind.GRANT, analysis.grants),
            (Kind.NOTICE, analysis.notices),
        )
        if findings
    ]
    if analysis.unexplained:
        lines = [str(analysis.lines.locate(span.start)[0]) for span in analysis.unexplained]
        noun = "line" if len(lines) == 1 else "lines"
        others.append(f"- Unexplained duties or bans: {noun} {', '.join(lines)}\n")
    if others:
        parts.append("\n" + "".join(others))
    return "".join(parts)


def _reason(message: str) -> str:
    return "".join(
        code(piece) if is_code else _spaced(piece) for piece, is_code in message_parts(message)
    )


def _spaced(piece: str) -> str:
    """A piece of prose with the white space at its ends kept as one space."""
    left = " " if piece[:1].isspace() else ""
    right = " " if piece[-1:].isspace() and piece.strip() else ""
    return f"{left}{prose(piece)}{right}"


def _restriction_row(finding: Finding) -> str:
    parameters = ", ".join(
        f"{prose(name)} {code(value)}" for name, value in parameter_items(finding.parameters)
    )
    return row(
        f"{prose(finding.definition.title)} ({code(finding.clause_id)})",
        ", ".join(str(number) for number in finding.osd),
        parameters,
        code(shorten(finding.text, _EVIDENCE_LIMIT)),
        str(finding.line),
    )


def _ids(findings: Sequence[Finding]) -> str:
    """Each clause id once, with the lines it stands in."""
    parts = []
    for group in by_id(findings):
        places = list(dict.fromkeys(str(finding.line) for finding in group))
        noun = "line" if len(places) == 1 else "lines"
        parts.append(f"{code(group[0].clause_id)} ({noun} {', '.join(places)})")
    return ", ".join(parts)
