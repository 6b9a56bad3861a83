"""What reports for machines point at: places in a file with a rule, a level and a message.

`scan` makes problems of what a text says (`reported`); `check` makes them of its violations.
SARIF and the annotations of GitHub are written from the same problems. Nothing here loads the
engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from licensecheck.facts import DocumentFacts, FindingFacts, facts_of, folded_hash
from licensecheck.inputs import FailedInput
from licensecheck.reporting.wording import describe_parameters

if TYPE_CHECKING:
    from licensecheck.scanning import Document

Level: TypeAlias = Literal["error", "warning", "note", "none"]

_LEVEL_OF_STANDING: dict[str | None, Level] = {"bespoke": "error", "standard": "warning"}
UNEXPLAINED = "unexplained"
MISSING_RIGHT = "missing-right"


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that a report points at.

    `rule` is a clause id or another name that the tool gives; `line` and `column` are 1-based
    and count code points; `start` is the offset of the evidence `text` in code points, None
    where a problem is about the whole file. `fingerprint` stays the same when the file is
    reflowed or moved. Level `none` is for what is worth knowing and no problem. `path` is None
    where it is that of the input.
    """

    rule: str
    level: Level
    message: str
    fingerprint: str
    line: int = 1
    column: int = 1
    start: int | None = None
    text: str = ""
    path: str | None = None

    @property
    def end(self) -> tuple[int, int]:
        """Line and column just behind the evidence, both 1-based."""
        breaks = self.text.count("\n")
        if breaks:
            return self.line + breaks, len(self.text) - self.text.rfind("\n")
        return self.line, self.column + len(self.text)


@dataclass(frozen=True, slots=True)
class Reported:
    """One input with its problems.

    `path` is None for a text without a file; `classification` is None, and `failure` tells why,
    where the input could not be analyzed.
    """

    path: str | None
    sha256: str | None
    classification: str | None
    problems: Sequence[Problem] = ()
    failure: FailedInput | None = None


def reported(document: "Document") -> Reported:
    """What `scan` points at: every finding, each missing right, each unexplained sentence.

    A bespoke restriction is an error, a standard one or a missing right a warning, a sentence
    that nothing explains a note; conditions, grants and notices have the level `none`.
    """
    if isinstance(document, FailedInput):
        return failed_report(document)
    facts = facts_of(document)
    found = [_of_finding(finding) for finding in facts.findings]
    found += [
        at_file(reason.rule, "warning", reason.message)
        for reason in facts.reasons
        if reason.rule == MISSING_RIGHT
    ]
    found += _unexplained(facts)
    found.sort(key=lambda problem: (problem.line, problem.column))
    digest: str = facts.report["sha256"]
    return Reported(document.path, digest, facts.classification, found)


def failed_report(failure: FailedInput) -> Reported:
    """An input that could not be analyzed, in its place among the others."""
    return Reported(failure.path, failure.sha256, None, failure=failure)


def at_finding(finding: FindingFacts, level: Level, message: str) -> Problem:
    """A problem at the evidence of a finding."""
    return Problem(
        rule=finding.clause_id,
        level=level,
        message=message,
        fingerprint=fingerprint(finding.clause_id, finding.clause_hash),
        line=finding.line,
        column=finding.column,
        start=finding.start,
        text=finding.text,
    )


def at_file(rule: str, level: Level, message: str) -> Problem:
    """A problem without evidence: about a whole file."""
    return Problem(rule, level, message, fingerprint(rule, folded_hash(message)))


def fingerprint(rule: str, clause_hash: str) -> str:
    """The hash of a rule and of a clause's folded text, as 32 hexadecimal digits."""
    return sha256(f"{rule}\0{clause_hash}".encode("utf-8", "replace")).hexdigest()[:32]


def _of_finding(finding: FindingFacts) -> Problem:
    level: Level = "none"
    if finding.kind == "restriction":
        level = _LEVEL_OF_STANDING.get(finding.standing, "error")
    parameters = describe_parameters(finding.parameters)
    return at_finding(finding, level, f"{finding.title}{f' ({parameters})' if parameters else ''}")


def _unexplained(facts: DocumentFacts) -> list[Problem]:
    return [
        Problem(
            rule=UNEXPLAINED,
            level="note",
            message="Forbids or obliges the licensee, and no definition explains it",
            fingerprint=fingerprint(UNEXPLAINED, folded_hash(place["text"])),
            line=place["line"],
            column=place["column"],
            start=place["start"],
            text=place["text"],
        )
        for place in facts.report["unexplained"]
    ]
