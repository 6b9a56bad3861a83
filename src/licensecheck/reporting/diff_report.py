"""What changed between two license texts: for people, and as JSON.

`schema/diff.schema.json` describes the JSON.
"""

from collections.abc import Iterator, Sequence

from licensecheck.comparing import ClauseText, Comparison, FindingChange
from licensecheck.definition import Kind
from licensecheck.model import Finding
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.json_report import dump, heading
from licensecheck.reporting.terminal import Paint, harmless, wrap
from licensecheck.reporting.word_diff import show_word_diff, word_diff
from licensecheck.reporting.wording import describe_parameters, parameter_value, quote

EVIDENCE_LENGTH = 300
"""How many code points of a clause that was added or removed are shown."""

_KINDS = list(Kind)


def render_diff_json(comparison: Comparison, options: ReportOptions) -> Iterator[str]:
    """One JSON object, indented."""
    yield dump({**heading(options), **comparison.model_dump(mode="json")})


def render_diff_text(comparison: Comparison, options: ReportOptions) -> Iterator[str]:
    """The classes, then what the findings say, then each clause with its words."""
    yield from _Report(comparison, options).pieces()


class _Report:
    def __init__(self, comparison: Comparison, options: ReportOptions) -> None:
        self._comparison = comparison
        self._options = options
        self._paint = Paint(options.color)

    def pieces(self) -> Iterator[str]:
        comparison = self._comparison
        yield f"{self._paint(self._names(), 'bold')}: {self._verdict()}\n"
        if comparison.same_terms or self._options.quiet:
            return
        yield from self._findings()
        yield from self._clauses()

    def _names(self) -> str:
        before, after = self._comparison.before, self._comparison.after
        return f"{harmless(before.path or '(before)')} → {harmless(after.path or '(after)')}"

    def _verdict(self) -> str:
        before = self._comparison.before.classification.value
        after = self._comparison.after.classification.value
        if self._comparison.same_terms:
            return f"{self._paint('same terms', 'bold', 'green')}, {after}"
        classes = f"still {after}" if before == after else f"{before} → {after}"
        return f"{self._paint('different terms', 'bold', 'yellow')}, {classes}"

    def _findings(self) -> Iterator[str]:
        findings = self._comparison.findings
        changed = [change for change in findings.changed if change.parameters]
        yield from self._found("Added", "+", findings.added)
        yield from self._found("Removed", "-", findings.removed)
        if changed:
            yield f"\n{self._paint(f'Changed ({len(changed)})', 'bold')}\n"
            for change in sorted(changed, key=lambda each: _KINDS.index(each.after.kind)):
                yield self._changed(change)

    def _found(self, title: str, sign: str, findings: Sequence[Finding]) -> Iterator[str]:
        """Each clause id once, restrictions first and with their evidence."""
        groups: dict[str, list[Finding]] = {}
        for finding in sorted(findings, key=lambda each: _KINDS.index(each.kind)):
            groups.setdefault(finding.clause_id, []).append(finding)
        if not groups:
            return
        yield f"\n{self._paint(f'{title} ({len(groups)})', 'bold')}\n"
        for group in groups.values():
            first = group[0]
            lines = list(dict.fromkeys(str(finding.line) for finding in group))
            where = f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"
            yield self._item(sign, f"{self._named(first)}, {first.kind.value}, {where}")
            if first.kind is not Kind.RESTRICTION:
                continue
            for finding in group:
                parameters = describe_parameters(finding.parameters)
                if parameters:
                    yield self._below(parameters)
                yield self._below(quote(finding.text, EVIDENCE_LENGTH))

    def _changed(self, change: FindingChange) -> str:
        text = self._item("~", f"{self._named(change.after)}, line {change.after.line}")
        for each in change.parameters:
            name = each.name.replace("_", " ")
            text += self._below(harmless(f"{name} {_value(each.before)} → {_value(each.after)}"))
        return text

    def _clauses(self) -> Iterator[str]:
        clauses = self._comparison.clauses
        if not clauses:
            return
        counts = [
            f"{len(group)} {name}"
            for name, group in (
                ("changed", clauses.changed),
                ("added", clauses.added),
                ("removed", clauses.removed),
            )
            if group
        ]
        yield f"\n{self._paint('Clauses', 'bold')}: {', '.join(counts)}\n"
        entries = [(c.after.start, self._reworded(c.before, c.after)) for c in clauses.changed]
        entries += [(clause.start, self._whole("+", clause)) for clause in clauses.added]
        yield from (text for _, text in sorted(entries))
        yield from (self._whole("-", clause) for clause in clauses.removed)

    def _reworded(self, before: ClauseText, after: ClauseText) -> str:
        lines = f"{before.line}" if before.line == after.line else f"{before.line} → {after.line}"
        number = after.number
        if before.number != after.number and before.number and after.number:
            number = f"{before.number} → {after.number}"
        ids = sorted(
            {
                change.clause_id
                for change in self._comparison.findings.changed
                if change.after.span.start < after.end and after.start < change.after.span.end
            }
        )
        about = f" ({self._paint(_some(ids), 'cyan')})" if ids else ""
        head = self._item("~", f"{_title(number, after.heading)}line {lines}{about}")
        pieces = word_diff(harmless(before.text), harmless(after.text))
        return head + self._below(show_word_diff(pieces, self._removed, self._added))

    def _whole(self, sign: str, clause: ClauseText) -> str:
        head = self._item(sign, f"{_title(clause.number, clause.heading)}line {clause.line}")
        return head + self._below(quote(clause.text, EVIDENCE_LENGTH))

    def _removed(self, text: str) -> str:
        return self._paint(f"[-{text}-]", "red")

    def _added(self, text: str) -> str:
        return self._paint(f"{{+{text}+}}", "green")

    def _named(self, finding: Finding) -> str:
        title = self._paint(harmless(finding.definition.title), "bold")
        return f"{title} ({self._paint(finding.clause_id, 'cyan')})"

    def _item(self, sign: str, text: str) -> str:
        color = {"+": "green", "-": "red", "~": "yellow"}[sign]
        return f"  {self._paint(sign, 'bold', color)} {text}\n"

    def _below(self, text: str) -> str:
        return wrap(text, self._options.width, "      ") + "\n"


def _title(number: str | None, heading: str | None) -> str:
    title = " ".join(harmless(part) for part in (number, heading) if part)
    return f"{title}, " if title else ""


def _some(ids: Sequence[str], limit: int = 4) -> str:
    more = f" and {len(ids) - limit} more" if len(ids) > limit else ""
    return ", ".join(ids[:limit]) + more


def _value(value: object) -> str:
    return "none" if value is None else parameter_value(value)
