"""`licenseclauses explain`: what a clause id means."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licensecheck.commands import common

if TYPE_CHECKING:
    from licensecheck.definition import ClauseDefinition
    from licensecheck.reporting import ReportOptions

_DESCRIPTION = """\
Tells what a clause id means: what such a clause does, which criterion of the Open Source
Definition it contradicts, what it is not, its sources, and examples.

Exit code: 0; 2 where there is no such id.
"""

_EXAMPLE_HEADINGS = {
    "match": "Examples",
    "no-match": "Not examples",
    "known-miss": "Known to be missed",
    "known-false-alarm": "Known to be found by mistake",
}


def add(subparsers: common.Subparsers) -> None:
    """Adds the subcommand."""
    parser = common.add_parser(
        subparsers, "explain", run, ("text", "json"), "say what a clause id means", _DESCRIPTION
    )
    parser.add_argument("clause_id", metavar="CLAUSE_ID", help="for example user-cap")


def run(args: argparse.Namespace) -> int:
    """Explains one clause id; returns the exit code."""
    library = common.load(args)
    definition = library.get(args.clause_id)
    options = common.report_options(args, library)
    if args.format == "json":
        from licensecheck.reporting.library_report import render_json

        common.write(args, render_json([definition], options))
    else:
        common.write(args, _text(definition, options))
    return common.EXIT_OK


def _text(definition: "ClauseDefinition", options: "ReportOptions") -> Iterator[str]:
    from licensecheck.reporting.terminal import Paint, harmless, wrap
    from licensecheck.reporting.wording import OSD_TITLES

    paint = Paint(options.color)

    def bullets(heading: str, items: tuple[str, ...]) -> Iterator[str]:
        if items:
            yield f"\n{paint(heading, 'bold')}\n"
            for item in items:
                text = harmless(" ".join(item.split()))
                yield wrap(text, options.width, "  - ", "    ") + "\n"

    title = paint(harmless(definition.title), "bold")
    yield f"{title} ({paint(definition.id, 'cyan')})\n"
    standing = f"{definition.standing} " if definition.standing else ""
    yield f"{standing}{definition.kind.value}"
    if definition.osd is not None:
        yield f", contradicts OSD {definition.osd}: {OSD_TITLES[definition.osd]}"
    summary = harmless(" ".join(definition.summary.split()))
    yield f"\n\n{wrap(summary, options.width, '')}\n"
    if options.quiet:
        return
    yield from bullets("Parameters", tuple(rule.name for rule in definition.parameters))
    yield from bullets("Not this", definition.not_this)
    for expect, heading in _EXAMPLE_HEADINGS.items():
        examples = (each for each in definition.examples if each.expect == expect)
        yield from bullets(
            heading,
            tuple(f"“{each.text}”{f' ({each.why})' if each.why else ''}" for each in examples),
        )
    yield from bullets("Sources", definition.sources)
