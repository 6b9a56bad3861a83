"""Markdown for a comment on a pull request.

What comes from a text or a file name is shown as code, which no Markdown reader takes for
markup, a mention, a link or HTML; our own prose stays plain.
"""

import re
from collections.abc import Sequence

from licensecheck.definition import Kind
from licensecheck.model import Analysis, Finding
from licensecheck.reporting.wording import (
    CLASS_MEANING,
    KIND_PLURAL,
    by_id,
    failure_message,
    message_parts,
    parameter_items,
    shorten,
    showable,
)
from licensecheck.scanning import Document

#: GitHub refuses a comment of more than 65,536 characters; what does not fit is left out, and
#: the comment says how much.
COMMENT_LIMIT = 60_000
_EVIDENCE_LIMIT = 300
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#+\-!~$&@]|(?<=:)/|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"`": "&#96;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}


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
    shown_rows, left_rows = _fit(rows, COMMENT_LIMIT // 2 - len(head))
    body = head + "".join(shown_rows)
    if left_rows:
        body += f"\n{left_rows} more of {len(rows)} inputs are not listed here.\n"
    shown_details, left_details = _fit(details, COMMENT_LIMIT - len(body))
    body += "".join(shown_details)
    if left_details:
        body += f"\nThe details of {left_details} of {len(details)} texts are not shown here.\n"
    return body


def _fit(parts: Sequence[str], budget: int) -> tuple[list[str], int]:
    """The first parts that fit into `budget` characters, and how many do not."""
    shown: list[str] = []
    for part in parts:
        budget -= len(part)
        if budget < 0:
            break
        shown.append(part)
    return shown, len(parts) - len(shown)


def _code(text: str) -> str:
    """`text` on one line as a code span."""
    line = showable(" ".join(text.split()))
    if not line:
        return ""
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _row(*cells: str) -> str:
    """A table row; a bar in a cell would end it, in code too, so it is escaped."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _prose(text: str) -> str:
    """`text` on one line with nothing in it that Markdown, HTML or GitHub would act on."""
    return _ACTIVE.sub(_inactive, showable(" ".join(text.split())))


def _inactive(match: re.Match[str]) -> str:
    character = match.group()
    if character in "@#/.":
        # A comment splits what GitHub would link by itself: mentions, issues, addresses.
        escaped = "\\#" if character == "#" else character
        return f"<!-- -->{escaped}<!-- -->"
    return _ENTITIES.get(character, "\\" + character)


def _name(document: Document) -> str:
    return _code(document.path) if document.path else "text"


def _verdict_row(document: Document) -> str:
    if isinstance(document, Analysis):
        verdict = f"**{document.classification.value}**"
        ids = dict.fromkeys(finding.clause_id for finding in document.restrictions)
        detail = ", ".join(_code(clause_id) for clause_id in ids) or "none"
    else:
        verdict = "not analyzed"
        message = shorten(failure_message(document), _EVIDENCE_LIMIT)
        detail = f"{_code(document.error_type)}: {_prose(message)}"
    return _row(_name(document), verdict, detail)


def _details(analysis: Analysis) -> str:
    verdict = analysis.classification
    parts = [f"\n### {_name(analysis)}\n\n**{verdict.value}**: {CLASS_MEANING[verdict]}\n"]
    reasons = [f"- {_reason(reason.message)}\n" for reason in analysis.reasons]
    if reasons:
        parts.append("\n" + "".join(reasons))
    if analysis.note:
        parts.append(f"\nNote: {_prose(analysis.note)}\n")
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
        _code(piece) if is_code else _spaced(piece) for piece, is_code in message_parts(message)
    )


def _spaced(piece: str) -> str:
    """A piece of prose with the white space at its ends kept as one space."""
    left = " " if piece[:1].isspace() else ""
    right = " " if piece[-1:].isspace() and piece.strip() else ""
    return f"{left}{_prose(piece)}{right}"


def _restriction_row(finding: Finding) -> str:
    parameters = ", ".join(
        f"{_prose(name)} {_code(value)}" for name, value in parameter_items(finding.parameters)
    )
    return _row(
        f"{_prose(finding.definition.title)} ({_code(finding.clause_id)})",
        ", ".join(str(number) for number in finding.osd),
        parameters,
        _code(shorten(finding.text, _EVIDENCE_LIMIT)),
        str(finding.line),
    )


def _ids(findings: Sequence[Finding]) -> str:
    """Each clause id once, with the lines it stands in."""
    parts = []
    for group in by_id(findings):
        places = list(dict.fromkeys(str(finding.line) for finding in group))
        noun = "line" if len(places) == 1 else "lines"
        parts.append(f"{_code(group[0].clause_id)} ({noun} {', '.join(places)})")
    return ", ".join(parts)
