"""The report for people: the class and why, then each restriction with its evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from licensecheck.definition import Kind
from licensecheck.inputs import FailedInput
from licensecheck.model import Analysis, Classification, Finding
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.terminal import Paint, harmless, wrap
from licensecheck.reporting.wording import (
    KIND_PLURAL,
    OSD_TITLES,
    describe_parameters,
    quote,
)
from licensecheck.scanning import Document

EVIDENCE_LENGTH = 300
"""How many code points of a finding's evidence are shown."""

_CLASS_STYLE = {
    Classification.OSI_COMPATIBLE: "green",
    Classification.SOURCE_AVAILABLE: "yellow",
    Classification.CUSTOM: "red",
}
_NOT_ANALYZED = "not analyzed"


def render_text(documents: Iterable[Document], options: ReportOptions) -> Iterator[str]:
    """The report, one piece a document, and a last line that counts where there are several."""
    paint = Paint(options.color)
    counts: Counter[str] = Counter()
    for document in documents:
        outcome = document.classification.value if isinstance(document, Analysis) else _NOT_ANALYZED
        if options.quiet:
            yield f"{_name(document)}: {_one_line(document, paint)}\n"
        else:
            yield ("\n" if counts else "") + _document(document, paint, options.width)
        counts[outcome] += 1
    if not options.quiet and counts.total() > 1:
        parts = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        yield f"\n{paint(f'{counts.total()} inputs', 'bold')}: {parts}\n"


def _name(document: Document) -> str:
    return harmless(document.path or "(text)")


def _colored_class(classification: Classification, paint: Paint) -> str:
    return paint(classification.value, "bold", _CLASS_STYLE[classification])


def _one_line(document: Document, paint: Paint) -> str:
    if isinstance(document, FailedInput):
        return f"{paint(_NOT_ANALYZED, 'bold', 'red')}: {_reason_for(document)}"
    return _colored_class(document.classification, paint)


def _reason_for(failure: FailedInput) -> str:
    return harmless(failure.message.removeprefix(f"{failure.path}: "))


def _document(document: Document, paint: Paint, width: int) -> str:
    lines = [f"{paint(_name(document), 'bold')}: {_one_line(document, paint)}"]
    if isinstance(document, Analysis):
        if document.note:
            lines.append(wrap(f"({document.note})", width, "  "))
        lines += _reasons(document, width)
        lines += _restrictions(document.restrictions, paint, width)
        lines += _other_kinds(document, paint, width)
        lines += _unexplained(document, paint, width)
    return "\n".join(lines) + "\n"


def _reasons(analysis: Analysis, width: int) -> list[str]:
    lines = []
    for reason in analysis.reasons:
        places = sorted({analysis.findings[place].line for place in reason.findings})
        where = f" ({_line_numbers(places)})" if places else ""
        message = harmless(reason.message.replace("`", ""))
        text = f"{message.removesuffix('.')}{where}." if where else message
        lines.append(wrap(text, width, "  - ", "    "))
    return lines


def _line_numbers(lines: Sequence[int]) -> str:
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"


def _restrictions(findings: Sequence[Finding], paint: Paint, width: int) -> list[str]:
    if not findings:
        return []
    lines = ["", paint(f"Restrictions ({len(findings)})", "bold")]
    for finding in findings:
        title = f"{paint(finding.definition.title, 'bold')} ({paint(finding.clause_id, 'cyan')})"
        lines += ["", f"  {title}, line {finding.line}"]
        parameters = describe_parameters(finding.parameters)
        if parameters:
            lines.append(wrap(parameters, width, "    "))
        lines.append(wrap(quote(finding.text, EVIDENCE_LENGTH), width, "    ", "     "))
        for criterion in finding.osd:
            standing = finding.definition.standing
            about = f"OSD {criterion}: {OSD_TITLES[criterion]}"
            about += f" ({standing} restriction)" if standing else ""
            lines.append(paint(wrap(about, width, "    "), "dim"))
        if finding.is_likely:
            note = f"Likely (score {finding.score:.2f}): no known wording, read it yourself."
            lines.append(paint(wrap(note, width, "    "), "yellow"))
    return lines


def _other_kinds(analysis: Analysis, paint: Paint, width: int) -> list[str]:
    lines: list[str] = []
    for kind in (Kind.CONDITION, Kind.GRANT, Kind.NOTICE):
        places: dict[str, list[int]] = {}
        for finding in analysis.findings:
            if finding.kind is kind and finding.line not in places.setdefault(
                finding.clause_id, []
            ):
                places[finding.clause_id].append(finding.line)
        if places:
            entries = (
                f"{clause_id} ({', '.join(map(str, numbers))})"
                for clause_id, numbers in places.items()
            )
            label = f"{KIND_PLURAL[kind]}:".ljust(12)
            # Wrapped without its color, which would count as columns.
            text = wrap(f"{label} {', '.join(entries)}", width, "", " " * 13)
            lines.append(paint(label, "bold") + text.removeprefix(label))
    return ["", *lines] if lines else []


def _unexplained(analysis: Analysis, paint: Paint, width: int) -> list[str]:
    if not analysis.unexplained:
        return []
    lines = ["", paint(f"Unexplained ({len(analysis.unexplained)})", "bold")]
    lines.append(wrap("They forbid or oblige, and no definition explains them:", width, "  "))
    for span in analysis.unexplained:
        number, _ = analysis.lines.locate(span.start)
        label = f"  line {number}: "
        text = quote(analysis.text[span.start : span.end], EVIDENCE_LENGTH)
        lines.append(wrap(text, width, label, " " * len(label)))
    return lines
