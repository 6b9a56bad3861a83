"""Annotations of GitHub Actions: `::error file=LICENSE,line=3,col=1::message`, one line each.

GitHub shows ten errors, ten warnings and ten notices a step; the log holds all of them.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from licensecheck.inputs import FailedInput
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.problems import Level, Problem, Reported, reported
from licensecheck.reporting.terminal import harmless
from licensecheck.reporting.wording import failure_message, quote

if TYPE_CHECKING:
    from licensecheck.scanning import Document

_EVIDENCE_LENGTH = 200
_COMMAND: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(documents: "Iterable[Document]", options: ReportOptions) -> Iterator[str]:
    """What `scan` found, all of it as notices; what could not be analyzed as errors.

    Conditions, grants and notices are left out: they are not worth an annotation.
    """
    for document in documents:
        report = reported(document)
        yield from _annotations(report, dict.fromkeys(_COMMAND, "notice"))


def github_annotations(reports: Iterable[Reported]) -> Iterator[str]:
    """The problems of `check`, each with its own level."""
    for report in reports:
        yield from _annotations(report, _COMMAND)


def _annotations(report: Reported, commands: dict[Level, str]) -> Iterator[str]:
    if report.failure is not None:
        yield _failure(report.failure)
    for problem in report.problems:
        if problem.level in commands:
            yield _annotation(commands[problem.level], problem.path or report.path, problem)


def _annotation(command: str, path: str | None, problem: Problem) -> str:
    place: dict[str, str | int] = {"line": problem.line, "col": problem.column}
    message = problem.message
    if problem.start is not None:
        end_line, end_column = problem.end
        if end_line == problem.line:
            place |= {"endLine": end_line, "endColumn": end_column}
        message += f": {quote(problem.text, _EVIDENCE_LENGTH)}"
    return _line(command, path, place, problem.rule, message)


def _failure(failure: FailedInput) -> str:
    return _line("error", failure.path, {}, failure.error_type, failure_message(failure))


def _line(
    command: str, path: str | None, place: dict[str, str | int], title: str, message: str
) -> str:
    properties = {**({"file": path} if path else {}), **place, "title": title}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = " ".join(message.split())
    return f"::{command} {shown}::{_data(text)}\n"


def _data(text: str) -> str:
    return harmless(text.replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
