"""Finds a policy's file and reads it, from the cache where the same file was read before."""

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licensecheck.errors import ConfigError
from licensecheck.policy.model import Policy, policy_from_json, policy_to_json

if TYPE_CHECKING:
    from licensecheck.caching import Cache
    from licensecheck.checking import Checker

FILE = "licenseclauses.toml"
PROJECT_FILE = "pyproject.toml"
_TABLE = "licenseclauses"


def find_policy(folder: Path) -> Path | None:
    """The file that holds the policy for a run in `folder`; None where there is none.

    That is `licenseclauses.toml`, or the `pyproject.toml` that has a table
    `[tool.licenseclauses]`, of the folder or the nearest one above it inside the same git
    repository. Raises ConfigError where one folder has two policies.
    """
    folder = Path(os.path.abspath(folder))
    above = [folder, *folder.parents]
    roots = [place for place, each in enumerate(above) if (each / ".git").exists()]
    for each in above[: roots[0] + 1] if roots else above[:1]:
        own, project = each / FILE, each / PROJECT_FILE
        has_own = own.is_file()
        if project.is_file() and _has_table(project):
            if has_own:
                raise ConfigError(
                    f"two policies: {shown(own)} and [tool.{_TABLE}] in {shown(project)}; "
                    "keep one of them, or name one with --config"
                )
            return project
        if has_own:
            return own
    return None


def load_policy(path: Path, checker: "Checker", cache: "Cache") -> Policy:
    """The policy in a file.

    `checker` knows the clause ids that a policy may name. Raises ConfigError that names the file,
    the line and the key.
    """
    name = shown(path)
    folder = os.path.dirname(os.path.abspath(path))
    raw = _read(path, name)
    # What the file is called decides where its settings are.
    kind = PROJECT_FILE if path.name == PROJECT_FILE else FILE
    full_key = (sha256(raw).hexdigest(), kind, *checker.key)
    kept = cache.get("policies", *full_key)
    if kept is not None:
        try:
            return policy_from_json(kept, name, folder)
        except (KeyError, TypeError, ValueError, AttributeError):
            pass
    data = policy_to_json(_parse(raw, path, name, checker))
    cache.put(data, "policies", *full_key)
    return policy_from_json(data, name, folder)


def shown(path: Path) -> str:
    """A policy's file as it is named in messages: relative to here where it lies below."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.as_posix()
    return Path(relative).as_posix() if not relative.startswith("..") else path.as_posix()


def _parse(raw: bytes, path: Path, name: str, checker: "Checker") -> Policy:
    from licensecheck.policy.schema import Problem, read_policy
    from licensecheck.policy.toml_lines import key_lines, nearest_line

    data = _toml(raw, name)
    prefix: tuple[str, ...] = ()
    table: Any = data
    tools = data.get("tool")
    lines = key_lines(raw.decode("utf-8").removeprefix("\ufeff"))
    if isinstance(tools, dict) and _TABLE in tools:
        prefix = ("tool", _TABLE)
        table = tools[_TABLE]
        loose = [key for key in data if key != "tool"]
        if loose and path.name != PROJECT_FILE:
            line = nearest_line(lines, (loose[0],))
            raise ConfigError(f"{name}:{line}: {loose[0]}: stands outside of [tool.{_TABLE}]")
    elif path.name == PROJECT_FILE:
        raise ConfigError(f"{name}: holds no policy: there is no table [tool.{_TABLE}]")
    if not isinstance(table, dict):
        raise ConfigError(f"{name}:{nearest_line(lines, prefix)}: tool.{_TABLE}: must be a table")
    exemptions = table.get("exemptions")
    count = len(exemptions) if isinstance(exemptions, list) else 0
    places = [nearest_line(lines, (*prefix, "exemptions", place)) for place in range(count)]
    try:
        return read_policy(table, checker.known_names, places)
    except Problem as problem:
        line = nearest_line(lines, (*prefix, *problem.place))
        key = ".".join(str(part) for part in problem.place if not isinstance(part, int))
        where = f"{key}: " if key else ""
        raise ConfigError(f"{name}:{line}: {where}{problem.message}") from problem


def _has_table(project: Path) -> bool:
    raw = _read(project, shown(project))
    if _TABLE.encode() not in raw:
        return False
    tools = _toml(raw, shown(project)).get("tool")
    return isinstance(tools, dict) and _TABLE in tools


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{name}: cannot be read ({reason}); check the path") from error


def _toml(raw: bytes, name: str) -> dict[str, Any]:
    import re
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8").removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            line = raw.count(b"\n", 0, error.start) + 1
            raise ConfigError(f"{name}:{line}: is not UTF-8; save the file as UTF-8") from error
        at = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        # Without a place, the end of the file came too early.
        line = int(at[1]) if at else raw.rstrip().count(b"\n") + 1
        written = raw.decode("utf-8").split("\n")[line - 1]
        if re.match(r"\s*expires\s*=\s*\d", written):
            value = written.partition("=")[2].partition("#")[0].strip()
            problem = f"expires: `{value}` is not a date such as 2027-01-31"
        else:
            problem = f"is not TOML: {str(error).removesuffix(at[0]) if at else error}"
        raise ConfigError(f"{name}:{line}: {problem}") from error
