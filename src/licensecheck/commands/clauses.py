"""`licenseclauses clauses`: the clause library as a table."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licensecheck.commands import common

if TYPE_CHECKING:
    from licensecheck.definition import ClauseDefinition
    from licensecheck.reporting import ReportOptions

_DESCRIPTION = """\
Lists the clause library: each id, the criterion of the Open Source Definition that such a clause
contradicts, its standing (standard or bespoke), and its title.

Exit code: 0; 2 where a definition of --library is wrong.
"""


def add(subparsers: common.Subparsers) -> None:
    """Adds the subcommand."""
    common.add_parser(
        subparsers,
        "clauses",
        run,
        ("text", "json", "jsonl"),
        "list the clause library",
        _DESCRIPTION,
    )


def run(args: argparse.Namespace) -> int:
    """Lists all definitions; returns the exit code."""
    from licensecheck.reporting import library_report

    library = common.load(args)
    options = common.report_options(args, library)
    if args.format == "json":
        pieces = library_report.render_json(library.definitions, options)
    elif args.format == "jsonl":
        pieces = library_report.render_jsonl(library.definitions)
    else:
        pieces = _table(library.definitions, options)
    common.write(args, pieces)
    return common.EXIT_OK


def _table(definitions: "tuple[ClauseDefinition, ...]", options: "ReportOptions") -> Iterator[str]:
    from licensecheck.reporting.terminal import Paint, harmless
    from licensecheck.reporting.wording import KIND_PLURAL

    paint = Paint(options.color)
    column = max((len(definition.id) for definition in definitions), default=0)
    kind = None
    for definition in definitions:
        if options.quiet:
            yield f"{definition.id}\n"
            continue
        if definition.kind is not kind:
            yield (
                ("\n" if kind is not None else "")
                + paint(KIND_PLURAL[definition.kind], "bold")
                + "\n"
            )
            kind = definition.kind
        facts = ""
        if definition.osd is not None:
            facts = f"OSD {definition.osd:<2} {definition.standing:<8}  "
        name = paint(definition.id.ljust(column), "cyan")
        yield f"  {name}  {facts}{harmless(definition.title)}\n"
    if not options.quiet:
        yield f"\n{len(definitions)} clauses; `licenseclauses explain ID` tells more about one\n"
