"""`licenseclauses scan`: analyzes and reports."""

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from licensecheck.commands import common
from licensecheck.reporting import RENDERERS

if TYPE_CHECKING:
    from licensecheck.scanning import Document

_DESCRIPTION = """\
Splits each license text into clauses, says what they do, and classifies the text as
osi-compatible, source-available or custom, each claim with its evidence.

Exit code: 0; 2 where an input could not be analyzed (the others are reported all the same).
"""


def add(subparsers: common.Subparsers) -> None:
    """Adds the subcommand."""
    parser = common.add_parser(
        subparsers, "scan", run, RENDERERS, "analyze license texts and report", _DESCRIPTION
    )
    common.add_inputs(parser)


def run(args: argparse.Namespace) -> int:
    """Reports on every input; returns the exit code."""
    library = common.load(args)
    failures: list[str] = []
    documents = _noting_failures(common.analyze_inputs(args, library), failures)
    common.write(args, RENDERERS[args.format](documents, common.report_options(args, library)))
    return common.EXIT_ERROR if failures else common.EXIT_OK


def _noting_failures(documents: Iterable["Document"], failures: list[str]) -> Iterator["Document"]:
    from licensecheck.inputs import FailedInput

    for document in documents:
        if isinstance(document, FailedInput):
            failures.append(document.path)
        yield document
