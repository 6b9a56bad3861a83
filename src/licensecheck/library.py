"""Loads the clause library: one TOML file a clause id, data only, never code."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from licensecheck.definition import ClauseDefinition, Kind
from licensecheck.errors import LibraryError
from licensecheck.library_files import built_in_folder, definition_files, version_of

VOCABULARY_FILE = "vocabulary.toml"


@dataclass(frozen=True)
class Library:
    """The clause definitions, in the order of their kinds and ids, and the shared vocabulary.

    `version` is a hash of everything loaded: the same library gives the same results.
    """

    definitions: tuple[ClauseDefinition, ...]
    words: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, tuple[str, ...]]
    unremarkable: tuple[str, ...]  # patterns of sentences that need no explanation
    version: str
    _by_id: Mapping[str, ClauseDefinition] = field(repr=False, compare=False, default_factory=dict)

    def get(self, clause_id: str) -> ClauseDefinition:
        """The definition of `clause_id`; raises LibraryError naming the nearest ids."""
        try:
            return self._by_id[clause_id]
        except KeyError:
            near = get_close_matches(clause_id, self._by_id, n=3)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise LibraryError(f"no clause id `{clause_id}` in the clause library{hint}") from None


def load_library(extra: Iterable[str | Path] = ()) -> Library:
    """The built-in clause library plus the definitions of the folders in `extra`.

    A definition in `extra` with a known id replaces the built-in one. Word classes and cues of a
    `vocabulary.toml` in `extra` are added to the built-in ones. Raises LibraryError naming the
    file, the field and the reason where a definition is wrong.
    """
    return _load((str(built_in_folder()), *(str(folder) for folder in extra)))


@lru_cache(maxsize=8)
def _load(folders: tuple[str, ...]) -> Library:
    definitions: dict[str, ClauseDefinition] = {}
    words: dict[str, tuple[str, ...]] = {}
    cues: dict[str, tuple[str, ...]] = {}
    unremarkable: dict[str, tuple[str, ...]] = {}
    contents: list[tuple[str, bytes]] = []
    for folder in folders:
        seen: dict[str, Path] = {}
        for path in definition_files(Path(folder)):
            data, raw = _read_toml(path)
            contents.append((path.name, raw))
            if path.name == VOCABULARY_FILE:
                _extend(words, _table(data, "words", path))
                _extend(cues, _table(data, "cues", path))
                _extend(unremarkable, _table(data, "unremarkable", path))
                continue
            definition = _definition(data, path)
            if definition.id in seen:
                raise LibraryError(
                    f"{path}: id: `{definition.id}` is already defined in {seen[definition.id]}"
                )
            seen[definition.id] = path
            definitions[definition.id] = definition
    for definition in definitions.values():
        unknown = [name for name in definition.subsumed_by if name not in definitions]
        if unknown:
            raise LibraryError(f"{definition.id}: subsumed_by: no clause id `{unknown[0]}`")
    kinds = list(Kind)
    ordered = sorted(definitions.values(), key=lambda d: (kinds.index(d.kind), d.id))
    return Library(
        tuple(ordered),
        words,
        cues,
        unremarkable.get("patterns", ()),
        version_of(contents),
        {d.id: d for d in ordered},
    )


def _read_toml(path: Path) -> tuple[dict[str, Any], bytes]:
    try:
        raw = path.read_bytes()
        return tomllib.loads(raw.decode("utf-8")), raw
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path}: cannot be read as TOML: {error}") from error


def _table(data: dict[str, Any], name: str, path: Path) -> dict[str, tuple[str, ...]]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise LibraryError(f"{path}: {name}: must be a table of lists of patterns")
    for key, value in table.items():
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise LibraryError(f"{path}: {name}.{key}: must be a list of patterns (strings)")
    return {key: tuple(value) for key, value in table.items()}


def _extend(into: dict[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> None:
    for key, values in more.items():
        into[key] = into.get(key, ()) + values


def _definition(data: dict[str, Any], path: Path) -> ClauseDefinition:
    try:
        return ClauseDefinition.model_validate(data)
    except ValidationError as error:
        # A misspelt field also leaves the right one missing: the spelling is the thing to tell.
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"]) or "(whole file)"
        reason = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            near = get_close_matches(str(first["loc"][-1]), ClauseDefinition.model_fields, n=1)
            reason = "no such field" + (f"; did you mean `{near[0]}`?" if near else "")
        raise LibraryError(f"{path}: {where}: {reason}") from error
