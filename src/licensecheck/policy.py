"""What `licenseclauses check` objects to, and where a text goes against it.

A policy comes from `--deny`, or from a TOML file: `deny = [...]` in its `[tool.licenseclauses]`
table, or at the top of a file that has no such table.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from licensecheck.errors import ConfigError
from licensecheck.library import Library
from licensecheck.model import Analysis, Classification, Finding

DEFAULT_DENY = (Classification.SOURCE_AVAILABLE.value, Classification.CUSTOM.value)
"""What is denied where nothing was said: everything that is not `osi-compatible`."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The classes and the clause ids that are denied."""

    classes: frozenset[Classification]
    clause_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a text goes against the policy.

    `rule` is the clause id found there, or the denied class where a right is missing; `line`
    and `column` are 1-based; `finding` is the evidence, None where a right is missing.
    """

    line: int
    column: int
    rule: str
    message: str
    finding: Finding | None = None


def make_policy(names: Iterable[str], library: Library) -> Policy:
    """The policy that denies `names`: classes and clause ids.

    Raises ConfigError, with the nearest known name, where one is neither.
    """
    classes: set[Classification] = set()
    clause_ids: set[str] = set()
    known_classes = {each.value: each for each in Classification}
    known_ids = {definition.id for definition in library.definitions}
    for name in names:
        if name in known_classes:
            classes.add(known_classes[name])
        elif name in known_ids:
            clause_ids.add(name)
        else:
            near = get_close_matches(name, [*known_classes, *sorted(known_ids)], n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "see `licenseclauses clauses`"
            raise ConfigError(f"deny: `{name}` is neither a class nor a clause id; {hint}")
    return Policy(frozenset(classes), frozenset(clause_ids))


def read_deny(path: str | Path) -> tuple[str, ...]:
    """The names that a TOML file denies; `DEFAULT_DENY` where it does not say.

    Raises ConfigError, naming the file and the key, where the file is wrong.
    """
    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path}: cannot be read ({reason}); check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    tools = data.get("tool")
    table = tools.get("licenseclauses") if isinstance(tools, dict) else data
    if table is None:
        return DEFAULT_DENY
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.licenseclauses: must be a table")
    for key in table:
        if key != "deny":
            raise ConfigError(f"{path}: {key}: no such setting; known is `deny`")
    deny = table.get("deny", list(DEFAULT_DENY))
    if not isinstance(deny, list) or not all(isinstance(name, str) for name in deny):
        raise ConfigError(f"{path}: deny: must be a list of classes and clause ids (strings)")
    return tuple(deny)


def violations(analysis: Analysis, policy: Policy) -> list[Violation]:
    """Where the analyzed text goes against the policy, in text order, each finding once.

    A denied class points to the findings that its reasons rest on and that contradict the OSD,
    and to line 1 for a right that is missing.
    """
    found = list(_denied_class(analysis, policy))
    told = {id(violation.finding) for violation in found}
    for finding in analysis.findings:
        if finding.clause_id in policy.clause_ids and id(finding) not in told:
            found.append(_at(finding, "which is denied"))
    return sorted(found, key=lambda violation: (violation.line, violation.column))


def _denied_class(analysis: Analysis, policy: Policy) -> Iterator[Violation]:
    name = analysis.classification
    if name not in policy.classes:
        return
    told: set[int] = set()
    for reason in analysis.reasons:
        if not reason.findings:
            yield Violation(1, 1, name.value, reason.message)
        for place in reason.findings:
            finding = analysis.findings[place]
            if finding.osd and place not in told:
                told.add(place)
                yield _at(finding, f"which makes the license {name.value}")
    if not told and all(reason.findings for reason in analysis.reasons):
        message = " ".join(reason.message for reason in analysis.reasons)
        yield Violation(1, 1, name.value, message or "this class is denied")


def _at(finding: Finding, why: str) -> Violation:
    message = f"{finding.definition.title}, {why}"
    return Violation(finding.line, finding.column, finding.clause_id, message, finding)
