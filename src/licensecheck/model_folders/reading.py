"""Collects a model folder: its license texts, and what cards and manifests declare."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from licensecheck.errors import LicenseCheckError, NoLicenseTextError, UnreadableFileError
from licensecheck.inputs import FailedInput, failed
from licensecheck.license_files import is_license_name, may_be_prose
from licensecheck.reading import Source, read_file, shown_path

_CARD = re.compile(r"(?:readme|model[-_ ]?card)(?:\.(?:md|markdown))?$", re.IGNORECASE)
_NOTICE = re.compile(r"notices?(?:\.(?:txt|md))?$", re.IGNORECASE)
_POLICY = re.compile(
    r"(?:.*[-_ ])?(?:polic(?:y|ies)|prohibited[-_ ]uses?)(?:[-_ ].*)?(?:\.(?:txt|md|rst))?$",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_SEE_FILE = re.compile(r"see licen[sc]e in (.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a card or a manifest says of the license.

    `expression` is the id or SPDX expression, None where only a file is named; `link` is a file
    or an address that holds the text. `line` and `column` are 1-based.
    """

    path: str
    line: int
    key: str
    expression: str | None = None
    link: str | None = None
    column: int = 1


@dataclass
class ModelFolder:
    """A folder's files, read; what could not be read stands in `failures`."""

    path: str
    place: Path
    licenses: list[Source] = field(default_factory=list)
    policies: list[Source] = field(default_factory=list)
    notices: list[Source] = field(default_factory=list)
    cards: list[tuple[str, str]] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    failures: list[FailedInput] = field(default_factory=list)


def read_folder(place: Path) -> ModelFolder:
    """Reads a folder's own files; of its subfolders, only `LICENSES`.

    Raises UnreadableFileError where the folder cannot be listed.
    """
    name = shown_path(place)
    try:
        entries = sorted(place.iterdir(), key=lambda each: each.name)
        nested = [each for each in entries if each.name.lower() == "licenses" and each.is_dir()]
        inside = sorted(each for folder in nested for each in folder.iterdir() if each.is_file())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFileError(f"{name}: cannot be listed ({reason}); check the path") from error
    folder = ModelFolder(name, place)
    for path in entries:
        if not path.is_dir():
            _read_into(folder, path)
    for path in inside:
        if is_license_name(path.name, in_licenses_folder=True):
            _read_text(folder, path, folder.licenses)
    return folder


def folder_of(path: str | os.PathLike[str]) -> Path:
    """The model folder that a path means: the folder itself, or the one that a file belongs to.

    A file belongs to the nearest folder, from its own up to the current one, that holds a license
    text or a card; to its own where there is none.
    """
    given = Path(path)
    if given.is_dir():
        return given
    here = Path(os.path.abspath("."))
    own = Path(os.path.abspath(given)).parent
    for each in (own, *own.parents):
        if not each.is_relative_to(here):
            break
        if each.is_dir() and any(_is_anchor(name) for name in os.listdir(each)):
            return Path(os.path.relpath(each))
    return given.parent


def is_policy_name(name: str) -> bool:
    """Whether a file of this name (no folders) should hold a policy on use."""
    return _POLICY.match(name) is not None and may_be_prose(name)


def _is_anchor(name: str) -> bool:
    return _CARD.match(name) is not None or (is_license_name(name) and not is_policy_name(name))


def _read_into(folder: ModelFolder, path: Path) -> None:
    lower = path.name.lower()
    if is_policy_name(path.name):
        _read_text(folder, path, folder.policies)
    elif is_license_name(path.name):
        _read_text(folder, path, folder.licenses)
    elif _NOTICE.match(path.name):
        _read_text(folder, path, folder.notices, blank_is_nothing=True)
    elif _CARD.match(path.name):
        _read_manifest(folder, path, _card)
    elif lower == "config.json":
        _read_manifest(folder, path, _config_json)
    elif lower == "package.json":
        _read_manifest(folder, path, _package_json)
    elif lower == "pyproject.toml":
        _read_manifest(folder, path, _pyproject)


def _read_text(
    folder: ModelFolder, path: Path, into: list[Source], blank_is_nothing: bool = False
) -> None:
    try:
        into.append(read_file(path))
    except NoLicenseTextError as error:
        if not blank_is_nothing:
            folder.failures.append(failed(shown_path(path), error))
    except LicenseCheckError as error:
        folder.failures.append(failed(shown_path(path), error))


def _read_manifest(folder: ModelFolder, path: Path, read: Any) -> None:
    try:
        source = read_file(path)
        folder.declarations.extend(read(source.text, source.path or ""))
    except NoLicenseTextError:  # it is empty, so it declares nothing
        return
    except LicenseCheckError as error:
        folder.failures.append(failed(shown_path(path), error))
        return
    if read is _card:
        matter = _FRONT_MATTER.match(source.text)
        blank = re.sub(r"[^\n]", " ", matter[0]) if matter else ""
        folder.cards.append((source.path or "", blank + source.text[len(blank) :]))


def _card(text: str, path: str) -> Iterator[Declaration]:
    import yaml

    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return
    try:
        data = yaml.safe_load(matter[1])
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        problem = getattr(error, "problem", None) or type(error).__name__
        raise UnreadableFileError(
            f"{path}: line {line}: the front matter is not YAML ({problem}); correct it"
        ) from error
    if data is None:
        return
    if not isinstance(data, dict):
        raise UnreadableFileError(
            f"{path}: line 1: the front matter is not a YAML mapping; write `key: value` lines"
        )
    expression = _expression(data.get("license"))
    link = data.get("license_link")
    name = data.get("license_name")
    if expression is not None:
        yield Declaration(path, _line(text, r"^license[ \t]*:"), "license", expression)
    if isinstance(name, str) and (expression is None or expression.lower() == "other"):
        yield Declaration(path, _line(text, r"^license_name[ \t]*:"), "license_name", name)
    if isinstance(link, str):
        yield Declaration(path, _line(text, r"^license_link[ \t]*:"), "license_link", link=link)


def _config_json(text: str, path: str) -> Iterator[Declaration]:
    data = _json(text, path)
    expression = _expression(data.get("license"))
    if expression is not None:
        yield Declaration(path, _line(text, r'"license"\s*:'), "license", expression)


def _package_json(text: str, path: str) -> Iterator[Declaration]:
    data = _json(text, path)
    given = data.get("license", data.get("licenses"))
    if isinstance(given, list):
        given = [each.get("type") if isinstance(each, dict) else each for each in given]
    if isinstance(given, dict):
        given = given.get("type")
    expression = _expression(given)
    if expression is None or expression.upper() == "UNLICENSED":
        return
    line = _line(text, r'"licenses?"\s*:')
    see = _SEE_FILE.fullmatch(expression.strip())
    if see:
        yield Declaration(path, line, "license", link=see[1].strip())
    else:
        yield Declaration(path, line, "license", expression)


def _pyproject(text: str, path: str) -> Iterator[Declaration]:
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFileError(f"{path}: is not TOML ({error}); correct it") from error
    project = data.get("project")
    given = project.get("license") if isinstance(project, dict) else None
    line = _line(text, r"^license[ \t]*=|^\[project\.license\]")
    if isinstance(given, dict):
        if isinstance(given.get("file"), str):
            yield Declaration(path, line, "license", link=given["file"])
        given = given.get("text")
    expression = _expression(given)
    if expression is not None:
        yield Declaration(path, line, "license", expression)


def _json(text: str, path: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{path}: is not JSON ({error}); correct it") from error
    return data if isinstance(data, dict) else {}


def _expression(value: Any) -> str | None:
    if isinstance(value, list):
        parts = [each for each in value if isinstance(each, str) and each.strip()]
        return (
            " AND ".join(f"({each})" for each in parts)
            if len(parts) > 1
            else (parts[0] if parts else None)
        )
    return value if isinstance(value, str) and value.strip() else None


def _line(text: str, pattern: str) -> int:
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
