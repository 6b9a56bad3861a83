"""Reports: what was found, told to people and to programs.

`RENDERERS` names the formats; one more is a function here and a line there. A renderer takes
documents and gives the report in pieces, as soon as they are known. Each is imported only when
it is asked for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from licensecheck.errors import ConfigError

if TYPE_CHECKING:
    from licensecheck.reporting.problems import Reported
    from licensecheck.scanning import Document


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is written.

    `library_version` is `Library.version`; `width` counts columns, for formats that wrap;
    `color` asks for terminal colors; `quiet` for one line a document; `reports` are what a
    check objects to, empty for a scan.
    """

    library_version: str
    width: int = 80
    color: bool = False
    quiet: bool = False
    reports: tuple["Reported", ...] = ()


Renderer: TypeAlias = Callable[[Iterable["Document"], ReportOptions], Iterator[str]]


def _text(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.text import render_text

    return render_text(documents, options)


def _json(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.json_report import render_json

    return render_json(documents, options)


def _jsonl(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.json_report import render_jsonl

    return render_jsonl(documents, options)


def _markdown(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.markdown import render_markdown

    yield render_markdown(list(documents))


def _html(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.html import render_html

    yield render_html(list(documents), options.reports)


def _sarif(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.sarif import render_sarif

    return render_sarif(documents, options)


def _github(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    from licensecheck.reporting.github import render_github

    return render_github(documents, options)


def _cyclonedx(documents: Iterable["Document"], options: ReportOptions) -> Iterator[str]:
    try:
        from licensecheck.reporting.cyclonedx import render_cyclonedx
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"--format cyclonedx needs {error.name}, which is not installed: "
            "pip install 'licenseclauses[cyclonedx]'"
        ) from error
    return render_cyclonedx(documents, options)


RENDERERS: dict[str, Renderer] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
    "html": _html,
    "sarif": _sarif,
    "github": _github,
    "cyclonedx": _cyclonedx,
}
