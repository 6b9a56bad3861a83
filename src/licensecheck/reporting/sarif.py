"""SARIF 2.1.0, for code scanning and editors: rules from the clause library, results, failures."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from licensecheck import __version__
from licensecheck.inputs import FailedInput
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.json_report import TOOL_NAME, dump
from licensecheck.reporting.problems import Level, Problem, Reported, reported
from licensecheck.reporting.sarif_model import (
    Artifact,
    ArtifactLocation,
    DescriptorReference,
    Driver,
    Invocation,
    Location,
    Message,
    Notification,
    PhysicalLocation,
    Region,
    Result,
    Run,
    SarifLog,
    Snippet,
    Tool,
)
from licensecheck.reporting.sarif_rules import make_rule
from licensecheck.reporting.wording import failure_message, showable

if TYPE_CHECKING:
    from licensecheck.definition import ClauseDefinition
    from licensecheck.scanning import Document

DefinitionOf: TypeAlias = "Callable[[str], ClauseDefinition | None]"

_NO_PATH = "(text)"


def render_sarif(documents: "Iterable[Document]", options: ReportOptions) -> Iterator[str]:
    """What `scan` found: one SARIF file with one run."""
    definitions: dict[str, ClauseDefinition] = {}

    def noting_definitions() -> Iterator[Reported]:
        for document in documents:
            if not isinstance(document, FailedInput):
                definitions.update((each.clause_id, each.definition) for each in document.findings)
            yield reported(document)

    yield sarif_report(noting_definitions(), definitions.get, options)


def sarif_report(
    reports: Iterable[Reported], definition_of: DefinitionOf, options: ReportOptions
) -> str:
    """A SARIF file with one run.

    `definition_of` gives the definition of a rule, None where the rule is not a clause id; it is
    asked after `reports` is used up.
    """
    run = _RunBuilder()
    for report in reports:
        run.add(report)
    log = SarifLog(runs=(run.finish(definition_of, options),))
    return dump(log.model_dump(mode="json", by_alias=True, exclude_none=True))


class _RunBuilder:
    def __init__(self) -> None:
        self._artifacts: list[Artifact] = []
        self._places: dict[str, int] = {}
        self._results: list[Result] = []
        self._notifications: list[Notification] = []
        # Each rule's place, and the gravest level that it was found with.
        self._rules: dict[str, tuple[int, Level]] = {}

    def add(self, report: Reported) -> None:
        properties = {"classification": report.classification}
        here = self._artifact(
            report.path,
            hashes={"sha-256": report.sha256} if report.sha256 else None,
            properties=properties if report.classification else None,
        )
        if report.failure is not None:
            self._notifications.append(_notification(report.failure, here))
        seen: dict[tuple[str, str], int] = {}
        for problem in report.problems:
            key = (problem.rule, problem.fingerprint)
            seen[key] = seen.get(key, 0) + 1
            place = self._artifact(problem.path) if problem.path is not None else here
            self._results.append(self._result(problem, place, seen[key]))

    def _artifact(
        self,
        path: str | None,
        hashes: dict[str, str] | None = None,
        properties: dict[str, Any] | None = None,
    ) -> ArtifactLocation:
        """Where a file lies; it is listed at its first mention."""
        uri = path_to_uri(path)
        place = self._places.get(uri)
        if place is None:
            place = self._places[uri] = len(self._artifacts)
            self._artifacts.append(
                Artifact(location=ArtifactLocation(uri=uri), hashes=hashes, properties=properties)
            )
        return ArtifactLocation(uri=uri, index=place)

    def _result(self, problem: Problem, here: ArtifactLocation, occurrence: int) -> Result:
        place, gravest = self._rules.get(problem.rule, (len(self._rules), problem.level))
        self._rules[problem.rule] = place, max(gravest, problem.level, key=_GRAVITY.index)
        return Result(
            rule_id=problem.rule,
            rule_index=place,
            kind="informational" if problem.level == "none" else "fail",
            level=problem.level,
            message=Message(text=literal(problem.message)),
            locations=(_location(problem, here),),
            partial_fingerprints={
                "clauseText/v1": problem.fingerprint,
                # The name under which GitHub follows an alert from one run to the next.
                "primaryLocationLineHash": f"{problem.fingerprint}:{occurrence}",
            },
        )

    def finish(self, definition_of: DefinitionOf, options: ReportOptions) -> Run:
        rules = tuple(
            make_rule(rule, level, definition_of(rule)) for rule, (_, level) in self._rules.items()
        )
        driver = Driver(
            name=TOOL_NAME,
            version=__version__,
            semantic_version=__version__,
            rules=rules,
            properties={"libraryVersion": options.library_version},
        )
        return Run(
            tool=Tool(driver=driver),
            invocations=(
                Invocation(
                    execution_successful=not self._notifications,
                    tool_execution_notifications=tuple(self._notifications),
                ),
            ),
            artifacts=tuple(self._artifacts),
            results=tuple(self._results),
        )


_GRAVITY: tuple[Level, ...] = ("none", "note", "warning", "error")


def path_to_uri(path: str | None) -> str:
    """The URI of a path with `/`: relative for a relative path, `file:` for an absolute one.

    >>> path_to_uri("third party/100%/LICENSE")
    'third%20party/100%25/LICENSE'
    """
    if path is None:
        return quote(_NO_PATH)
    encoded = quote(path, safe="/", errors="replace")
    if path.startswith("/"):
        return f"file://{encoded}"
    if path[1:3] == ":/":  # an absolute path of Windows
        return f"file:///{path[0]}:{encoded[4:]}"
    return encoded


def literal(text: str) -> str:
    """`text` as a SARIF message that means just that: no placeholder and no link in it."""
    line = " ".join(showable(text).split())
    return line.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _location(problem: Problem, here: ArtifactLocation) -> Location:
    region = Region(start_line=problem.line, start_column=problem.column)
    if problem.start is not None:
        end_line, end_column = problem.end
        region = Region(
            start_line=problem.line,
            start_column=problem.column,
            end_line=end_line,
            end_column=end_column,
            char_offset=problem.start,
            char_length=len(problem.text),
            snippet=Snippet(text=showable(problem.text)),
        )
    return Location(physical_location=PhysicalLocation(artifact_location=here, region=region))


def _notification(failure: FailedInput, here: ArtifactLocation) -> Notification:
    return Notification(
        descriptor=DescriptorReference(id=failure.error_type),
        level="error",
        message=Message(text=literal(failure_message(failure))),
        locations=(Location(physical_location=PhysicalLocation(artifact_location=here)),),
    )
