"""A baseline: violations that were there when it was recorded and that do not fail a check.

A violation is known by its rule and a hash of the folded clause, so reflowing or moving a file
changes nothing, and a second copy of a license brings nothing new. The file is JSON:

    {"version": 1, "violations": [{"rule": "user-cap", "clause_hash": "…", "path": "…"}]}

`path` is only for readers.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from licensecheck.errors import ConfigError
from licensecheck.policy.judging import EXPIRED, Violation

VERSION = 1


def read_baseline(path: str) -> frozenset[tuple[str, str]]:
    """The rules and clause hashes that a baseline holds.

    Raises ConfigError where the file cannot be read, is none, or is from a newer version.
    """
    try:
        data = json.loads(Path(path).read_bytes().decode("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(
            f"{path}: the baseline cannot be read ({reason}); record one with --write-baseline"
        ) from error
    except ValueError as error:
        raise ConfigError(
            f"{path}: is no baseline: not JSON ({error}); name a file that --write-baseline made"
        ) from error
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ConfigError(f"{path}: is no baseline: `version` is missing or not a number")
    if version > VERSION:
        raise ConfigError(
            f"{path}: is a baseline of version {version}, and this tool knows up to {VERSION}: "
            "update licenseclauses, or delete the file and record it again"
        )
    entries = data.get("violations")
    if not isinstance(entries, list):
        raise ConfigError(f"{path}: is no baseline: `violations` is missing or not a list")
    known = set()
    for place, entry in enumerate(entries):
        rule = entry.get("rule") if isinstance(entry, dict) else None
        clause_hash = entry.get("clause_hash") if isinstance(entry, dict) else None
        if not isinstance(rule, str) or not isinstance(clause_hash, str):
            raise ConfigError(
                f"{path}: violations[{place}]: must have `rule` and `clause_hash` (strings)"
            )
        known.add((rule, clause_hash))
    return frozenset(known)


def is_known(violation: Violation, baseline: frozenset[tuple[str, str]]) -> bool:
    """Whether a baseline holds the violation; an expired exemption is never known."""
    return violation.rule != EXPIRED and (violation.rule, violation.fingerprint) in baseline


def check_writable(path: str) -> None:
    """Raises ConfigError where a file is there that a new baseline must not replace.

    That is anything but a baseline of this version or an older one.
    """
    if os.path.lexists(path):
        read_baseline(path)


def write_baseline(path: str, violations: Iterable[Violation]) -> int:
    """Records violations, each once, and returns how many.

    The file is written whole or not at all, whatever it held: see `check_writable`. Raises
    ConfigError where it cannot be written.
    """
    entries = {
        (each.rule, each.fingerprint): each.path
        for each in reversed(list(violations))
        if each.rule != EXPIRED
    }
    data = {
        "version": VERSION,
        "violations": [
            {"rule": rule, "clause_hash": clause_hash, "path": shown}
            for (rule, clause_hash), shown in sorted(entries.items())
        ],
    }
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path}: the baseline cannot be written ({reason})") from error
    return len(entries)
