"""How `licenseclauses check` reports what it found, in each format."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from licensecheck.facts import DocumentFacts
from licensecheck.inputs import FailedInput
from licensecheck.policy.judging import Judgment, Violation
from licensecheck.reporting import RENDERERS, ReportOptions
from licensecheck.reporting.terminal import harmless
from licensecheck.reporting.wording import quote, shorten

if TYPE_CHECKING:
    from licensecheck.checking import Checker
    from licensecheck.definition import ClauseDefinition
    from licensecheck.model_folders.comparing import FolderAnswer
    from licensecheck.reporting.problems import Level, Problem, Reported

WHOLE_FORMATS = ("html", "cyclonedx")
"""The formats that show the texts themselves, for which a cached answer is not enough."""

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
    if args.format in WHOLE_FORMATS:
        return _whole(results, args, checker, options)
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
        yield f"{_count(folders, 'model folder')}: no violation\n"
    else:
        yield f"{_count(texts, 'license text')}: no violation\n"


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
            else:
                yield from map(dump_line, map(_violation_in, checked.violations))
        return
    kept = list(results)
    documents = [document for document in map(_document, kept) if document is not None]
    data = {**heading(options), "documents": documents}
    folders = [_folder(each) for each in kept if each.folder is not None]
    if folders:
        data["folders"] = folders
    expired = [each for each in kept if each.document is None and each.folder is None]
    policy = [_violation_in(v) for each in expired for v in each.violations]
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
        "violations": [_violation_in(each) for each in checked.violations],
        "warnings": [_violation_in(each) for each in checked.warnings],
    }


def _violation_in(violation: Violation) -> dict[str, Any]:
    return {"path": violation.path, **_violation(violation)}


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
    from licensecheck.reporting.markdown_text import COMMENT_LIMIT, code, fit, prose, row
    from licensecheck.reporting.wording import failure_message

    kept = list(results)
    violations = [each for checked in kept for each in checked.violations]
    warnings = [each for checked in kept for each in checked.warnings]
    failures = [checked.failure for checked in kept if checked.failure is not None]
    texts = sum(checked.document is not None for checked in kept)
    found, read = _count(len(violations), "violation"), _count(texts, "license text")
    yield f"### licenseclauses: {found} in {read}\n"
    budget = COMMENT_LIMIT
    for title, listed in (("Violations", violations), ("Warnings", warnings)):
        rows = [
            row(
                code(f"{each.path}:{each.line}:{each.column}"),
                code(each.rule),
                prose(each.message),
                code(shorten(each.text, _EVIDENCE_LENGTH)),
            )
            for each in listed
        ]
        shown, left = fit(rows, budget)
        budget -= sum(map(len, shown))
        if rows:
            heading = row("Place", "Rule", "Message", "Evidence") + row(*["---"] * 4)
            yield f"\n**{title}**\n\n{heading}{''.join(shown)}"
        if left:
            yield f"\n{left} more of {len(rows)} are not listed here.\n"
    if failures:
        lines = [f"- {code(each.path)}: {prose(failure_message(each))}\n" for each in failures]
        shown, left = fit(lines, budget)
        yield "\n**Not analyzed**\n\n" + "".join(shown)
        if left:
            yield f"\n{left} more of {len(lines)} are not listed here.\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _whole(
    results: Iterable[Checked], args: argparse.Namespace, checker: "Checker", options: ReportOptions
) -> Iterator[str]:
    """A format of `scan` that shows whole texts, with what the policy objects to."""
    kept = list(results)
    documents = [
        each.failure or checker.analyses[each.path]
        for each in kept
        if each.failure is not None or each.document is not None
    ]
    reports = tuple(map(_reported, kept))
    yield from RENDERERS[args.format](documents, replace(options, reports=reports))


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
