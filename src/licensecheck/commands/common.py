"""What subcommands share: their options, where output goes, progress."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from licensecheck.errors import ConfigError

if TYPE_CHECKING:
    from licensecheck.library import Library
    from licensecheck.reporting import ReportOptions
    from licensecheck.scanning import Document

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EXIT_OK = 0
EXIT_VIOLATIONS = 1
EXIT_ERROR = 2

_MAX_WIDTH = 100


def add_parser(
    subparsers: Subparsers,
    name: str,
    run: Callable[[argparse.Namespace], int],
    formats: Iterable[str],
    summary: str,
    description: str,
) -> argparse.ArgumentParser:
    """Makes the parser of a subcommand, with the options that all of them have."""
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "--format", choices=list(formats), default="text", help="how to report (default: text)"
    )
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE, not to stdout")
    parser.add_argument(
        "--library",
        metavar="FOLDER",
        action="append",
        default=[],
        help="add the clause definitions (TOML files) of FOLDER; may be repeated",
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="say only what is needed, show no progress"
    )
    parser.add_argument(
        "--no-color",
        action="store_true",
        help="no colors; NO_COLOR in the environment says the same",
    )
    return parser


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Adds `PATH ...` to a subcommand that analyzes files."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=["."],
        help="a file, a folder (its license files, honoring .gitignore) or - for stdin "
        "(default: the current folder)",
    )


def load(args: argparse.Namespace) -> "Library":
    """The clause library with the definitions of `--library`; raises LibraryError."""
    from licensecheck.library import load_library

    return load_library(extra=args.library)


def analyze_inputs(args: argparse.Namespace, library: "Library") -> "Iterator[Document]":
    """Analyzes `args.paths` lazily, showing progress and telling failures on stderr.

    A failure is not told twice: where the report itself is text on the same terminal, it stands
    there, in its place.
    """
    from licensecheck.analyzer import Analyzer
    from licensecheck.inputs import FailedInput
    from licensecheck.scanning import scan_inputs

    progress = Progress(enabled=not args.quiet and sys.stderr.isatty())
    report_shows = args.command != "check" and args.format == "text" and args.output is None
    told_by_report = report_shows and sys.stdout.isatty() and sys.stderr.isatty()
    analyzer = Analyzer(library=library)
    for document in scan_inputs(analyzer, args.paths, sys.stdin.buffer, progress.show):
        progress.clear()
        if isinstance(document, FailedInput) and not told_by_report:
            sys.stdout.flush()
            print(f"licenseclauses: error: {document.message}", file=sys.stderr)
        yield document


def report_options(args: argparse.Namespace, library: "Library") -> "ReportOptions":
    """How to write the report: colors and the terminal's width only on a terminal."""
    from licensecheck.reporting import ReportOptions

    on_terminal = args.output is None and sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, _MAX_WIDTH) if on_terminal else 80
    return ReportOptions(
        library_version=library.version,
        width=width,
        color=on_terminal and not args.no_color and not os.environ.get("NO_COLOR"),
        quiet=args.quiet,
    )


def write(args: argparse.Namespace, pieces: Iterable[str]) -> None:
    """Writes the report to stdout as its pieces come, or to `--output` when it is whole.

    Raises ConfigError where the file cannot be written.
    """
    if args.output is None:
        _prepare_stdout(args.format)
        for piece in pieces:
            sys.stdout.write(piece)
        return
    report = "".join(pieces)
    try:
        with open(args.output, "w", encoding="utf-8", newline="\n") as file:
            file.write(report)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ConfigError(f"--output {args.output}: cannot be written ({reason})") from error


def _prepare_stdout(report_format: str) -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)  # a test's stdout may have none
    if reconfigure is None:
        return
    if report_format == "text":
        reconfigure(errors="replace")
    else:  # the same bytes everywhere
        reconfigure(encoding="utf-8", newline="\n")


class Progress:
    """One line on stderr that says what is being read and that is wiped again."""

    def __init__(self, enabled: bool) -> None:
        self._enabled = enabled
        self._number = 0
        self._shown = False

    def show(self, path: str) -> None:
        """Shows the path of the input that comes next."""
        self._number += 1
        if self._enabled:
            room = max(shutil.get_terminal_size().columns - 12, 10)
            self._write(f"\r\x1b[K[{self._number}] {path[-room:]}")
            self._shown = True

    def clear(self) -> None:
        """Wipes the line."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
