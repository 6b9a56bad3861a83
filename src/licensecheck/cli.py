"""The command `licenseclauses`: parses options, runs a subcommand, turns errors into exit codes."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from licensecheck import __version__
from licensecheck.commands import check, clauses, diff, explain, scan
from licensecheck.commands.common import EXIT_ERROR
from licensecheck.errors import LicenseCheckError

PROGRAM = "licenseclauses"
EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141

# One more subcommand is one more module here.
_COMMANDS = (scan, check, diff, explain, clauses)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line (`sys.argv[1:]` where `argv` is None); returns the exit code.

    Documented errors become one line on stderr and exit code 2. A reader that closes the pipe
    ends the run silently with 141, Ctrl-C with 130, as a shell would say.
    """
    try:
        args = _parser().parse_args(argv)
        with _few_collections():
            code: int = args.run(args)
        sys.stdout.flush()
    except LicenseCheckError as error:
        print(f"{PROGRAM}: error: {error}", file=sys.stderr)
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # What is still buffered has nowhere to go: the interpreter's last flush must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE_CLOSED
    return code


@contextmanager
def _few_collections() -> Iterator[None]:
    """Lets the garbage collector run seldom: a quarter of a short run would go into it.

    The engine makes many objects that stay, and hardly any in cycles.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Reads license texts: what they let people do, what they forbid, and whether "
        "they are open source, each claim with its evidence.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in _COMMANDS:
        module.add(subparsers)
    return parser
