"""How `licenseclauses check` reports what it found, in each format."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licensecheck.facts import DocumentFacts
from licensecheck.inputs import FailedInput
from licensecheck.policy.judging import Judgment, Violation
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.terminal import harmless
from licensecheck.reporting.wording import quote

if TYPE_CHECKING:
    from licensecheck.checking import Checker
    from licensecheck.definition import ClauseDefinition
    from licensecheck.model_folders.comparing import FolderAnswer
    from licensecheck.reporting.problems import Level, Problem, Reported

_EVIDENCE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked: a text, a model folder as such, or an input that failed.

    `judgment` is what the policy says of it, None where it failed.
    """

    path: str
    document: DocumentFacts | None = None
    judgment: Judgment | None = None
    folder: "FolderAnswer | None" = None
    failure: FailedInput | None = None

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What fails the check, in text order."""
        return self.judgment.violations if self.judgment is not None else ()

    @property
    def warnings(self) -> tuple[Violation, ...]:
        """What the policy only warns of, in text order."""
        return self.judgment.warnings if self.judgment is not None else ()


def render(
    results: Iterable[Checked], args: argparse.Namespace, checker: "Checker"
) -> Iterator[str]:
    """The report in the format of `args.format`, in pieces."""
    options = ReportOptions(library_version=checker.library_version, quiet=args.quiet)
    if args.format == "text":
        return _lines(results, args)
    if args.format in ("json", "jsonl"):
        return _json(results, args.format, options)
    if args.format == "markdown":
        return _markdown(results)
    if args.format == "github":
        from licensecheck.reporting.github import github_annotations

        return github_annotations(map(_reported, results))
    return _sarif(results, args, options)


def line_of(violation: Violation) -> str:
    """A violation as the contract says: `path:line:column: clause-id message`."""
    place = f"{harmless(violation.path)}:{violation.line}:{violation.column}"
    evidence = f": {quote(violation.text, _EVIDENCE_LENGTH)}" if violation.text else ""
    return f"{place}: {violation.rule} {harmless(violation.message)}{evidence}"


def _lines(results: Iterable[Checked], args: argparse.Namespace) -> Iterator[str]:
    texts = folders = violations = failures = 0
    for checked in results:
        texts += checked.document is not None
        folders += checked.folder is not None
        failures += checked.failure is not None
        violations += len(checked.violations)
        for violation in checked.violations:
            yield line_of(violation) + "\n"
        if not args.quiet:
            _tell(checked)
    if args.quiet or violations or failures or args.write_baseline:
        return
    if args.models:
        yield f"{folders} model folder{'s' if folders != 1 else ''}: no violation\n"
    else:
        yield f"{texts} license text{'s' if texts != 1 else ''}: no violation\n"


def _tell(checked: Checked) -> None:
    """What is no violation but worth knowing goes to stderr."""
    sys.stdout.flush()
    for warning in checked.warnings:
        print(f"licenseclauses: warning: {line_of(warning)}", file=sys.stderr)
    for freed in checked.judgment.freed if checked.judgment is not None else ():
        if freed.binding is not None:
            place = f"{harmless(freed.path)}:{freed.line}:{freed.column}"
            message = harmless(freed.binding.message)
            print(f"licenseclauses: note: {place}: {message}", file=sys.stderr)


def _json(results: Iterable[Checked], report_format: str, options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.json_report import dump, dump_line, heading

    if report_format == "jsonl":
        for checked in results:
            document = _document(checked)
            if document is not None:
                yield dump_line(document)
            elif checked.folder is not None:
                yield dump_line(_folder(checked))
        return
    kept = list(results)
    documents = [document for document in map(_document, kept) if document is not None]
    data = {**heading(options), "documents": documents}
    folders = [_folder(each) for each in kept if each.folder is not None]
    if folders:
        data["folders"] = folders
    expired = [each for each in kept if each.document is None and each.folder is None]
    policy = [_violation(v) for each in expired for v in each.violations]
    if policy:
        data["policy_violations"] = policy
    yield dump(data)


def _document(checked: Checked) -> dict[str, Any] | None:
    from licensecheck.reporting.json_report import document_dict

    if checked.failure is not None:
        return {**document_dict(checked.failure), "violations": []}
    if checked.document is None:
        return None
    judgment = checked.judgment or Judgment()
    return {
        **checked.document.report,
        "violations": [_violation(each) for each in judgment.violations],
        "warnings": [_violation(each) for each in judgment.warnings],
        "not_binding": [_violation(each) for each in judgment.freed],
    }


def _folder(checked: Checked) -> dict[str, Any]:
    folder = checked.folder
    assert folder is not None
    return {
        "path": folder.path,
        "classification": folder.classification,
        "texts": [document.path for document, _ in folder.texts],
        "declared": [
            {
                "path": each.path,
                "line": each.line,
                "key": each.key,
                "expression": each.expression,
                "link": each.link,
            }
            for each in folder.declared
        ],
        "violations": [{"path": each.path, **_violation(each)} for each in checked.violations],
        "warnings": [{"path": each.path, **_violation(each)} for each in checked.warnings],
    }


def _violation(violation: Violation) -> dict[str, Any]:
    binding = violation.binding
    return {
        "line": violation.line,
        "column": violation.column,
        "rule": violation.rule,
        "message": violation.message,
        "finding": violation.finding,
        "clause_hash": violation.fingerprint or None,
        "binding": {"verdict": binding.verdict.value, "message": binding.message}
        if binding is not None
        else None,
    }


def _markdown(results: Iterable[Checked]) -> Iterator[str]:
    """A comment for a pull request: a table of violations, one of warnings."""
    violations: list[Violation] = []
    warnings: list[Violation] = []
    failures: list[FailedInput] = []
    checked_number = 0
    for checked in results:
        violations += checked.violations
        warnings += checked.warnings
        failures += [checked.failure] if checked.failure is not None else []
        checked_number += checked.document is not None
    verdict = f"{len(violations)} violation{'s' if len(violations) != 1 else ''}"
    yield f"### licenseclauses: {verdict} in {checked_number} license texts\n"
    for title, listed in (("Violations", violations), ("Warnings", warnings)):
        if listed:
            yield f"\n**{title}**\n\n| Place | Rule | Message |\n| --- | --- | --- |\n"
            for each in listed:
                evidence = f": {quote(each.text, _EVIDENCE_LENGTH)}" if each.text else ""
                place = _cell(f"{each.path}:{each.line}:{each.column}")
                yield f"| {place} | {_cell(each.rule)} | {_cell(each.message + evidence)} |\n"
    if failures:
        yield "\n**Not analyzed**\n\n"
        for failure in failures:
            yield f"- {_cell(failure.message)}\n"


def _cell(text: str) -> str:
    """Text that Markdown takes literally, on one line."""
    line = " ".join(harmless(text).split())
    escaped = "".join(f"\\{char}" if char in "\\`*_{}[]#|~!" else char for char in line)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _sarif(
    results: Iterable[Checked], args: argparse.Namespace, options: ReportOptions
) -> Iterator[str]:
    from licensecheck.library import load_library
    from licensecheck.reporting.sarif import sarif_report

    by_id: dict[str, ClauseDefinition] = {
        each.id: each for each in load_library(extra=args.library).definitions
    }
    yield sarif_report(map(_reported, results), by_id.get, options)


def _reported(checked: Checked) -> "Reported":
    from licensecheck.reporting.problems import Reported, failed_report

    if checked.failure is not None:
        return failed_report(checked.failure)
    document = checked.document
    problems = [_problem(each, "error") for each in checked.violations]
    problems += [_problem(each, "warning") for each in checked.warnings]
    return Reported(
        checked.path,
        document.report["sha256"] if document is not None else None,
        document.classification if document is not None else None,
        sorted(problems, key=lambda each: (each.line, each.column)),
    )


def _problem(violation: Violation, level: "Level") -> "Problem":
    from licensecheck.reporting.problems import Problem, fingerprint

    return Problem(
        rule=violation.rule,
        level=level,
        message=violation.message,
        fingerprint=fingerprint(violation.rule, violation.fingerprint),
        line=violation.line,
        column=violation.column,
        start=violation.start,
        text=violation.text,
        path=violation.path,
    )
