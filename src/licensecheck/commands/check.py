"""`licenseclauses check`: analyzes and objects to what the policy denies; the hooks run this."""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from licensecheck.commands import common
from licensecheck.errors import ConfigError

if TYPE_CHECKING:
    from licensecheck.caching import Cache
    from licensecheck.checking import Checker
    from licensecheck.commands.check_reports import Checked
    from licensecheck.policy.judging import Violation
    from licensecheck.policy.model import Policy

FORMATS = ("text", "json", "jsonl", "markdown", "html", "sarif", "github", "cyclonedx")

_DESCRIPTION = """\
Analyzes license texts and objects to what the policy denies, one line each:

    path:line:column: clause-id message

The policy is licenseclauses.toml or the table [tool.licenseclauses] of pyproject.toml, in this
folder or above it in the same git repository. Where there is none, the classes source-available
and custom are denied: every text passes that is osi-compatible.

With --models, each PATH is the folder of a vendored model (or a file in one): its license texts
are checked, and compared with what its card and its manifests declare.

Exit code: 0 no violation, 1 violations, 2 an input could not be analyzed or a setting is wrong.
"""


def add(subparsers: common.Subparsers) -> None:
    """Adds the subcommand."""
    parser = common.add_parser(
        subparsers, "check", run, FORMATS, "check license texts against a policy", _DESCRIPTION
    )
    common.add_inputs(parser)
    parser.add_argument(
        "--deny",
        metavar="NAME[,NAME]",
        action="append",
        help="classes (osi-compatible, source-available, custom) and clause ids (see "
        "`licenseclauses clauses`) to object to, instead of those of the policy; may be repeated "
        "(default: source-available,custom)",
    )
    parser.add_argument(
        "--config", metavar="FILE", help="take the policy from this TOML file and no other"
    )
    parser.add_argument(
        "--models", action="store_true", help="check the folders of vendored models"
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="pass over the violations that FILE records"
    )
    parser.add_argument(
        "--write-baseline",
        action="store_true",
        help="record today's violations in the --baseline file, and pass",
    )
    parser.add_argument(
        "--today",
        metavar="YYYY-MM-DD",
        help="judge dates as of that day: change dates, expiry of exemptions (default: today)",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="neither use nor fill the cache of analyses"
    )
    parser.add_argument(
        "--init",
        action="store_true",
        help="write a commented starting policy to licenseclauses.toml, and check nothing",
    )


def run(args: argparse.Namespace) -> int:
    """Checks every input; returns the exit code."""
    if args.init:
        from licensecheck.policy.starting import write_starting_policy

        print(f"wrote {write_starting_policy()}; the comments in it say what to change")
        return common.EXIT_OK

    from licensecheck.baseline import check_writable, read_baseline, write_baseline
    from licensecheck.caching import Cache, cache_folder
    from licensecheck.checking import Checker
    from licensecheck.commands.check_reports import WHOLE_FORMATS, render

    today = _today(args.today)
    if args.write_baseline and args.baseline is None:
        raise ConfigError("--write-baseline: name the file with --baseline FILE")
    records = args.write_baseline
    baseline: frozenset[tuple[str, str]] = frozenset()
    if records:
        check_writable(args.baseline)
    elif args.baseline is not None:
        baseline = read_baseline(args.baseline)
    cache = Cache(None if args.no_cache else cache_folder())
    checker = Checker(cache, args.library, whole=args.format in WHOLE_FORMATS)
    policy = _policy(args, checker, cache)
    checked = _Run(args, checker, policy, today, baseline)
    common.write(args, render(checked.results(), args, checker))
    if checked.failures:
        return common.EXIT_ERROR
    if records:
        number = write_baseline(args.baseline, checked.violations)
        if not args.quiet:
            noun = "violation" if number == 1 else "violations"
            print(f"licenseclauses: recorded {number} {noun} in {args.baseline}", file=sys.stderr)
        return common.EXIT_OK
    return common.EXIT_VIOLATIONS if checked.violations else common.EXIT_OK


class _Run:
    """Judges input after input; what the exit code and a baseline need is kept."""

    def __init__(
        self,
        args: argparse.Namespace,
        checker: "Checker",
        policy: "Policy",
        today: date,
        baseline: frozenset[tuple[str, str]],
    ) -> None:
        self._args = args
        self._checker = checker
        self._policy = policy
        self._today = today
        self._baseline = baseline
        self._progress = common.Progress(enabled=not args.quiet and sys.stderr.isatty())
        self.failures = 0
        self.violations: list[Violation] = []

    def results(self) -> "Iterator[Checked]":
        """Everything that is reported, in order."""
        from licensecheck.commands.check_reports import Checked
        from licensecheck.policy.judging import Judgment, expired_exemptions

        expired = expired_exemptions(self._policy, self._today)
        if expired:
            path = self._policy.path or ""
            yield self._kept(Checked(path, judgment=Judgment(violations=tuple(expired))))
        source = self._folders() if self._args.models else self._files()
        for checked in source:
            self._progress.clear()
            yield self._kept(checked)

    def _files(self) -> "Iterator[Checked]":
        from licensecheck.commands.check_reports import Checked
        from licensecheck.inputs import FailedInput
        from licensecheck.policy.judging import judge

        inputs = self._checker.check_inputs(self._args.paths, sys.stdin.buffer, self._progress.show)
        for document in inputs:
            if isinstance(document, FailedInput):
                yield Checked(document.path, failure=document)
            else:
                judgment = judge(document, self._policy, self._today)
                yield Checked(document.path, document=document, judgment=judgment)

    def _folders(self) -> "Iterator[Checked]":
        from licensecheck.commands.check_reports import Checked
        from licensecheck.errors import LicenseCheckError, UnreadableFileError
        from licensecheck.inputs import failed
        from licensecheck.model_folders.comparing import answer
        from licensecheck.model_folders.reading import folder_of, read_folder
        from licensecheck.policy.judging import level_issues
        from licensecheck.reading import shown_path

        places: dict[Path, None] = {}
        for path in self._args.paths:
            if not os.path.exists(path):
                name = shown_path(path)
                error = UnreadableFileError(f"{name}: does not exist; check the path")
                yield Checked(name, failure=failed(name, error))
            else:
                places[folder_of(path)] = None
        for place in places:
            self._progress.show(shown_path(place))
            try:
                read = answer(read_folder(place), self._checker.facts, self._policy, self._today)
            except LicenseCheckError as error:
                yield Checked(shown_path(place), failure=failed(shown_path(place), error))
                continue
            for failure in read.failures:
                yield Checked(failure.path, failure=failure)
            for document, judgment in read.texts:
                yield Checked(document.path, document=document, judgment=judgment)
            issues = level_issues(read.issues, self._policy, self._today)
            yield Checked(read.path, judgment=issues, folder=read)

    def _kept(self, checked: "Checked") -> "Checked":
        if checked.failure is not None:
            self.failures += 1
            sys.stdout.flush()
            print(f"licenseclauses: error: {checked.failure.message}", file=sys.stderr)
        if checked.judgment is None:
            return checked
        if self._baseline:
            new = [each for each in checked.judgment.violations if not self._is_known(each)]
            judgment = replace(checked.judgment, violations=tuple(new))
            checked = replace(checked, judgment=judgment)
        self.violations.extend(checked.judgment.violations if checked.judgment else ())
        return checked

    def _is_known(self, violation: "Violation") -> bool:
        from licensecheck.baseline import is_known

        return is_known(violation, self._baseline)


def _today(given: str | None) -> date:
    if given is None:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ConfigError(f"--today: `{given}` is not a date such as 2027-01-31") from None


def _policy(args: argparse.Namespace, checker: "Checker", cache: "Cache") -> "Policy":
    from licensecheck.policy.loading import find_policy, load_policy
    from licensecheck.policy.model import Policy, unknown_name

    found = Path(args.config) if args.config is not None else find_policy(Path("."))
    policy = Policy()
    if found is not None:
        policy = load_policy(found, checker, cache)
    if args.deny is None:
        return policy
    names = [name.strip() for value in args.deny for name in value.split(",")]
    named = tuple(name for name in names if name)
    if not named:
        raise ConfigError("--deny: names nothing; give classes or clause ids")
    problem = unknown_name(named, checker.known_names)
    if problem is not None:
        raise ConfigError(f"--deny: {problem}")
    levels = dict.fromkeys(named, "deny")
    return replace(policy, settings=replace(policy.settings, levels=levels), overrides=())
