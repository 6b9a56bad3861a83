"""`licenseclauses check`: analyzes and objects to what the policy denies; the hook runs this."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licensecheck.commands import common

if TYPE_CHECKING:
    from licensecheck.policy import Policy, Violation
    from licensecheck.reporting import ReportOptions
    from licensecheck.scanning import Document

_EVIDENCE_LENGTH = 100

_DESCRIPTION = """\
Analyzes license texts and objects to the classes and clauses that are denied, one line each:

    path:line:column: clause-id message

Where nothing is said, the classes source-available and custom are denied: every text passes that
is osi-compatible. `--deny` replaces this.

Exit code: 0 no violation, 1 violations, 2 an input could not be analyzed or an option is wrong.
"""


@dataclass
class _Tally:
    """What the exit code and the summary need; documents themselves are not kept."""

    inputs: int = 0
    failures: int = 0
    violations: int = 0


def add(subparsers: common.Subparsers) -> None:
    """Adds the subcommand."""
    parser = common.add_parser(
        subparsers,
        "check",
        run,
        ("text", "json", "jsonl"),
        "check license texts against a policy",
        _DESCRIPTION,
    )
    common.add_inputs(parser)
    parser.add_argument(
        "--deny",
        metavar="NAME[,NAME]",
        action="append",
        help="classes (osi-compatible, source-available, custom) and clause ids (see "
        "`licenseclauses clauses`) to object to; may be repeated "
        "(default: source-available,custom)",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="a TOML file with `deny = [...]`, at its top or in its [tool.licenseclauses] table; "
        "--deny replaces it",
    )


def run(args: argparse.Namespace) -> int:
    """Checks every input; returns the exit code."""
    from licensecheck.policy import make_policy

    library = common.load(args)
    policy = make_policy(_denied_names(args), library)
    tally = _Tally()
    checked = _check(common.analyze_inputs(args, library), policy, tally)
    if args.format == "text":
        pieces = _lines(checked, tally, args.quiet)
    else:
        pieces = _json(checked, args.format, common.report_options(args, library))
    common.write(args, pieces)
    if tally.failures:
        return common.EXIT_ERROR
    return common.EXIT_VIOLATIONS if tally.violations else common.EXIT_OK


def _check(
    documents: Iterable["Document"], policy: "Policy", tally: _Tally
) -> Iterator[tuple["Document", list["Violation"]]]:
    from licensecheck.model import Analysis
    from licensecheck.policy import violations

    for document in documents:
        tally.inputs += 1
        found: list[Violation] = []
        if isinstance(document, Analysis):
            found = violations(document, policy)
        else:
            tally.failures += 1
        tally.violations += len(found)
        yield document, found


def _lines(
    checked: Iterable[tuple["Document", list["Violation"]]], tally: _Tally, quiet: bool
) -> Iterator[str]:
    from licensecheck.reporting.terminal import harmless
    from licensecheck.reporting.text import describe_parameters, quote

    for document, found in checked:
        for violation in found:
            message = harmless(violation.message)
            if violation.finding is not None:
                parameters = describe_parameters(violation.finding)
                message += f" ({parameters})" if parameters else ""
                message += f": {quote(violation.finding.text, _EVIDENCE_LENGTH)}"
            place = f"{harmless(document.path or '')}:{violation.line}:{violation.column}"
            yield f"{place}: {violation.rule} {message}\n"
    if not (quiet or tally.violations or tally.failures):
        yield f"{tally.inputs} license text{'s' if tally.inputs != 1 else ''}: no violation\n"


def _json(
    checked: Iterable[tuple["Document", list["Violation"]]],
    report_format: str,
    options: "ReportOptions",
) -> Iterator[str]:
    from licensecheck.reporting.json_report import dump, dump_line, heading

    if report_format == "jsonl":
        for document, found in checked:
            yield dump_line(_document_dict(document, found))
    else:
        documents = [_document_dict(document, found) for document, found in checked]
        yield dump({**heading(options), "documents": documents})


def _document_dict(document: "Document", found: list["Violation"]) -> dict[str, Any]:
    from licensecheck.model import Analysis
    from licensecheck.reporting.json_report import document_dict

    findings = document.findings if isinstance(document, Analysis) else ()
    places = {id(finding): place for place, finding in enumerate(findings)}
    return {
        **document_dict(document),
        "violations": [
            {
                "line": violation.line,
                "column": violation.column,
                "rule": violation.rule,
                "message": violation.message,
                "finding": places.get(id(violation.finding)),
            }
            for violation in found
        ],
    }


def _denied_names(args: argparse.Namespace) -> tuple[str, ...]:
    from licensecheck.errors import ConfigError
    from licensecheck.policy import DEFAULT_DENY, read_deny

    configured = read_deny(args.config) if args.config is not None else DEFAULT_DENY
    if args.deny is None:
        return configured
    names = tuple(name.strip() for value in args.deny for name in value.split(","))
    named = tuple(name for name in names if name)
    if not named:
        raise ConfigError("--deny: names nothing; give classes or clause ids")
    return named
