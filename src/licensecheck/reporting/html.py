"""HTML: a fragment for Jupyter, and a page that stands alone.

Both are static: no script, no external asset, no network. Everything that comes from the
analyzed text or from a file name is escaped.
"""

from collections.abc import Sequence
from html import escape

from licensecheck.definition import Kind
from licensecheck.inputs import FailedInput
from licensecheck.model import Analysis, Finding
from licensecheck.reporting.highlight import TAGS, Highlight, mark_text
from licensecheck.reporting.problems import Reported
from licensecheck.reporting.style import FRAGMENT_STYLE, PAGE_STYLE
from licensecheck.reporting.wording import (
    CLASS_MEANING,
    KIND_PLURAL,
    OSD_TITLES,
    by_id,
    failure_message,
    message_parts,
    parameter_items,
    shorten,
    showable,
)
from licensecheck.scanning import Document

#: A notebook shows at most this many code points of the text, so that the browser stays quick.
NOTEBOOK_TEXT_LIMIT = 300_000
_EVIDENCE_LIMIT = 480

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_notebook(analysis: Analysis) -> str:
    """The analysis as an HTML fragment, for `Analysis._repr_html_`.

    Shows the verdict, its reasons, the restrictions with parameters and evidence, the other
    findings briefly, what is unexplained, and the text (its first `NOTEBOOK_TEXT_LIMIT` code
    points) with its evidence highlighted.
    """
    body = _document(analysis, anchor=f"lc-{analysis.sha256[:12]}", level=3)
    return (
        f'<div class="licensecheck-report" lang="en"><style>{FRAGMENT_STYLE}</style>\n'
        f"{body}</div>\n"
    )


def render_html(documents: Sequence[Document], reports: Sequence[Reported] = ()) -> str:
    """A complete page for `documents`, in the order given: an overview, then one section each.

    An input that failed stands in its place with its error. `reports` are what a check objects
    to, listed below the overview.
    """
    sections = []
    for number, document in enumerate(documents, start=1):
        if isinstance(document, Analysis):
            body = _document(document, anchor=f"d{number}", level=2, limit=None)
        else:
            body = _failure(document)
        sections.append(f'<section id="d{number}">\n{body}</section>\n')
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>License report</title>\n"
        f"<style>{PAGE_STYLE}{FRAGMENT_STYLE}</style>\n</head>\n<body>\n"
        '<main class="licensecheck-report">\n<h1>License report</h1>\n'
        f"{_overview(documents)}{_problems(reports)}{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _text(value: str) -> str:
    return escape(showable(value))


def _overview(documents: Sequence[Document]) -> str:
    rows = []
    for number, document in enumerate(documents, start=1):
        if isinstance(document, Analysis):
            badge = _badge(document.classification.value)
            ids = dict.fromkeys(finding.clause_id for finding in document.restrictions)
            detail = ", ".join(f"<code>{_text(clause_id)}</code>" for clause_id in ids) or "none"
        else:
            badge = _badge("error", "not analyzed")
            detail = f"{_text(document.error_type)}: {_text(failure_message(document))}"
        rows.append(
            f'<tr><th scope="row"><a href="#d{number}">{_name(document)}</a></th>'
            f'<td class="lc-class">{badge}</td><td>{detail}</td></tr>\n'
        )
    noun = "input" if len(documents) == 1 else "inputs"
    return _table(f"{len(documents)} {noun}", ("Input", "Class", "Restrictions"), rows)


def _problems(reports: Sequence[Reported]) -> str:
    rows = [
        f"<tr><td>{_text(f'{each.path}:{each.line}:{each.column}')}</td>"
        f"<td>{each.level}</td><td><code>{_text(each.rule)}</code></td>"
        f'<td>{_text(each.message)}</td><td class="lc-evidence"><q dir="auto">'
        f"{_text(shorten(each.text, _EVIDENCE_LIMIT))}</q></td></tr>\n"
        for report in reports
        for each in report.problems
    ]
    if not rows:
        return "<p>The policy objects to nothing.</p>\n" if reports else ""
    columns = ("Place", "Level", "Rule", "Message", "Evidence")
    return _table("What the policy objects to", columns, rows)


def _name(document: Document) -> str:
    return _text(document.path) if document.path is not None else "text"


def _badge(name: str, label: str | None = None) -> str:
    return f'<span class="lc-badge lc-{name}">{label or name}</span>'


def _failure(failed: FailedInput) -> str:
    return (
        f"<h2>{_name(failed)}</h2>\n"
        f'<p class="lc-verdict">{_badge("error", "not analyzed")} '
        f"<code>{_text(failed.error_type)}</code> {_text(failure_message(failed))}</p>\n"
    )


def _document(
    analysis: Analysis, anchor: str, level: int, limit: int | None = NOTEBOOK_TEXT_LIMIT
) -> str:
    """Everything about one text; headings start at `level`, link targets with `anchor`."""
    anchor = escape(anchor)
    shown = _shown_length(analysis.text, limit)
    verdict = analysis.classification
    title = f"License: {_name(analysis)}" if analysis.path is not None else "License"
    parts = [
        f"<h{level}>{title}</h{level}>\n",
        f'<p class="lc-verdict">{_badge(verdict.value)} {escape(CLASS_MEANING[verdict])}</p>\n',
        _reasons(analysis, anchor, shown),
    ]
    if analysis.note:
        parts.append(f"<p>Note: {_text(analysis.note)}</p>\n")
    heading = f"h{level + 1}"
    parts.append(_restrictions(analysis, anchor, shown, heading))
    for kind, findings in (
        (Kind.CONDITION, analysis.conditions),
        (Kind.GRANT, analysis.grants),
        (Kind.NOTICE, analysis.notices),
    ):
        if findings:
            items = "".join(f"<li>{_brief(each, anchor, shown)}</li>" for each in by_id(findings))
            parts.append(
                f"<{heading}>{KIND_PLURAL[kind]} ({len(findings)})</{heading}>\n"
                f'<ul class="lc-inline">{items}</ul>\n'
            )
    parts.append(_unexplained(analysis, anchor, shown, heading))
    parts.append(_marked_text(analysis, anchor, shown, heading))
    return "".join(parts)


def _shown_length(text: str, limit: int | None) -> int:
    """How much of `text` is shown, in code points: up to `limit`, cut after a whole line."""
    if limit is None or len(text) <= limit:
        return len(text)
    line_end = text.rfind("\n", 0, limit)
    return line_end + 1 if line_end > 0 else limit


def _place(line: int, start: int, anchor: str, shown: int) -> str:
    label = f"line {line}"
    return f'<a href="#{anchor}-{start}">{label}</a>' if start < shown else label


def _finding_place(finding: Finding, anchor: str, shown: int) -> str:
    return _place(finding.line, finding.span.start, anchor, shown)


def _reasons(analysis: Analysis, anchor: str, shown: int) -> str:
    items = []
    for reason in analysis.reasons:
        places = dict.fromkeys(
            _finding_place(analysis.findings[index], anchor, shown) for index in reason.findings
        )
        suffix = f" ({', '.join(places)})" if places else ""
        message = "".join(
            f"<code>{_text(piece)}</code>" if is_code else _text(piece)
            for piece, is_code in message_parts(reason.message)
        )
        items.append(f"<li>{message}{suffix}</li>\n")
    return f"<ul>\n{''.join(items)}</ul>\n" if items else ""


def _parameters(finding: Finding) -> str:
    items = "".join(
        f"<li>{_text(name)}: <strong>{_text(value)}</strong></li>"
        for name, value in parameter_items(finding.parameters)
    )
    return f'<ul class="lc-plain">{items}</ul>' if items else ""


def _osd(finding: Finding) -> str:
    return ", ".join(
        f'<abbr title="{escape(OSD_TITLES.get(number, ""))}">{number}</abbr>'
        for number in finding.osd
    )


def _restrictions(analysis: Analysis, anchor: str, shown: int, heading: str) -> str:
    findings = analysis.restrictions
    title = f"<{heading}>Restrictions ({len(findings)})</{heading}>\n"
    if not findings:
        return f"{title}<p>No restriction was found.</p>\n"
    rows = []
    for finding in findings:
        parameters = _parameters(finding) or "–"
        rows.append(
            f'<tr><th scope="row">{_text(finding.definition.title)}<br>'
            f"<code>{_text(finding.clause_id)}</code></th>"
            f"<td>{_osd(finding)}</td>"
            f'<td class="lc-values">{parameters}</td>'
            f'<td class="lc-evidence"><q dir="auto">'
            f"{_text(shorten(finding.text, _EVIDENCE_LIMIT))}</q></td>"
            f'<td class="lc-place">{_finding_place(finding, anchor, shown)}</td>'
            f"<td>{finding.score:.2f}</td></tr>\n"
        )
    columns = (
        "Clause",
        '<abbr title="criterion of the Open Source Definition that it contradicts">OSD</abbr>',
        "Parameters",
        "Evidence",
        "Place",
        "Score",
    )
    return title + _table("What limits who may use the work, for what, or how", columns, rows)


def _table(caption: str, columns: Sequence[str], rows: Sequence[str]) -> str:
    """A table in a box that scrolls sideways; `columns` and `rows` are HTML already."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    return (
        f'<div class="lc-scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="lc-table"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )


def _brief(findings: Sequence[Finding], anchor: str, shown: int) -> str:
    """One clause id with all its places, each with its parameters."""
    places = []
    for finding in findings:
        values = [f"{name}: {value}" for name, value in parameter_items(finding.parameters)]
        detail = f" ({_text('; '.join(values))})" if values else ""
        places.append(_finding_place(finding, anchor, shown) + detail)
    first = findings[0]
    return (
        f'<code title="{_text(first.definition.title)}">{_text(first.clause_id)}</code> '
        f"{', '.join(dict.fromkeys(places))}"
    )


def _unexplained(analysis: Analysis, anchor: str, shown: int, heading: str) -> str:
    if not analysis.unexplained:
        return ""
    items = []
    for span in analysis.unexplained:
        line, _ = analysis.lines.locate(span.start)
        quote = _text(shorten(analysis.text[span.start : span.end], _EVIDENCE_LIMIT))
        items.append(
            f'<li>{_place(line, span.start, anchor, shown)}: <q dir="auto">{quote}</q></li>\n'
        )
    return (
        f"<{heading}>Unexplained ({len(items)})</{heading}>\n"
        "<p>Sentences that forbid or oblige, and that no definition explains.</p>\n"
        f"<ul>\n{''.join(items)}</ul>\n"
    )


def _marked_text(analysis: Analysis, anchor: str, shown: int, heading: str) -> str:
    highlights = [
        Highlight(each.span.start, each.span.end, each.kind.value, each.clause_id)
        for each in analysis.findings
    ]
    highlights += [
        Highlight(span.start, span.end, "unexplained", "no definition explains this")
        for span in analysis.unexplained
    ]
    used = {each.kind for each in highlights}
    legend = "".join(
        f'<li><mark class="lc-{kind}" data-tag="{tag}">{kind}</mark></li>'
        for kind, tag in TAGS.items()
        if kind in used
    )
    marked = mark_text(analysis.text[:shown], highlights, anchor)
    left = len(analysis.text) - shown
    rest = f"<p>{left:,} more characters are not shown here.</p>\n" if left else ""
    # The empty span keeps a parser from swallowing a newline that the text begins with.
    return (
        f"<{heading}>Text with highlighted evidence</{heading}>\n"
        + (f'<ul class="lc-inline" aria-label="Legend">{legend}</ul>\n' if legend else "")
        + '<pre class="lc-text" dir="auto" tabindex="0" role="region" '
        + f'aria-label="License text with highlighted evidence"><span></span>{marked}</pre>\n{rest}'
    )
