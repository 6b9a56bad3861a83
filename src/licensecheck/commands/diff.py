"""`licenseclauses diff`: what changed between two license texts, by clause."""

import argparse
import sys
from typing import TYPE_CHECKING

from licensecheck.commands import common

if TYPE_CHECKING:
    from licensecheck.reading import Source

EXIT_DIFFERENT = 1

_STDIN = "-"

_DESCRIPTION = """\
Compares two license texts: the class of each, the findings that came, went or have other values,
and each clause with its words, [-removed-] and {+added+}. Layout, case, the numbers of clauses
and their order change no terms.

Exit code: 0 the same terms, 1 different terms, 2 a text could not be analyzed.
"""


def add(subparsers: common.Subparsers) -> None:
    """Adds the subcommand."""
    parser = common.add_parser(
        subparsers,
        "diff",
        run,
        ("text", "json"),
        "tell what changed between two license texts",
        _DESCRIPTION,
    )
    parser.add_argument("before", metavar="BEFORE", help="the earlier text: a file, or - for stdin")
    parser.add_argument("after", metavar="AFTER", help="the later text: a file, or - for stdin")


def run(args: argparse.Namespace) -> int:
    """Compares the two texts; returns the exit code.

    Raises ConfigError where both are stdin, and the errors of `Analyzer.analyze_file`.
    """
    from licensecheck.analyzer import Analyzer
    from licensecheck.comparing import compare
    from licensecheck.errors import ConfigError
    from licensecheck.reporting.diff_report import render_diff_json, render_diff_text

    if args.before == args.after == _STDIN:
        raise ConfigError("BEFORE and AFTER are both -: only one text can come from stdin")
    sources = [_read(args.before), _read(args.after)]
    library = common.load(args)
    analyzer = Analyzer(library=library)
    before, after = (analyzer.analyze_source(source) for source in sources)
    comparison = compare(before, after)
    options = common.report_options(args, library)
    render = render_diff_json if args.format == "json" else render_diff_text
    common.write(args, render(comparison, options))
    return common.EXIT_OK if comparison.same_terms else EXIT_DIFFERENT


def _read(path: str) -> "Source":
    from licensecheck.inputs import STDIN_NAME
    from licensecheck.reading import MAX_BYTES, read_bytes, read_file

    if path == _STDIN:
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), STDIN_NAME)
    return read_file(path)
