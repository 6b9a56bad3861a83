"""Finds the files of a folder that should hold license terms, by name.

A file counts when its name, in any case, is one of:

- `LICENSE`, `LICENCE`, `UNLICENSE`, `COPYING` or `EULA`, alone or followed by anything that is
  not a letter: `LICENSE-MIT`, `COPYING.LESSER`, `license_1_0.txt`;
- a name that ends so: `MIT-LICENSE`, `GPL_LICENCE`;
- any name with `USE_POLICY`, `USE-POLICY` or `MODEL_LICENSE` in it;
- any name with `LICENSE` or `LICENCE` in it that ends in `.txt`, `.md`, `.markdown` or `.rst`;
- any file of a `LICENSES/` folder (REUSE keeps the texts there), hidden files and README aside.

Never: `NOTICE` files, and files with the suffix of program code, data, style or pictures
(`license.py`, `license_checker.rs`, `licenses.json`, `license.svg`).
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from licensecheck.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", "__pycache__", ".venv", ".tox"})

_NOT_PROSE = frozenset(
    """
    bat bmp c cc cfg clj cmake cpp cs css csv cxx dart db ejs el erl ex exs f90 fs gif go
    gradle gz h hbs hpp hs ico in ini ipynb java jpeg jpg js json json5 jsonl jsx kt less
    lock lua m map mjs ml mo mm nim o php pl plist pm png po pot properties proto ps1 py pyc
    pyi pyx r rake rb rs sass scala scss sh so sql sum svelte svg swift tar tf tmpl toml ts
    tsv tsx ttf vb vue wasm webp woff woff2 xlsx xml xsd xsl yaml yml zig zip
    """.split()
)
_NAMED = re.compile(r"(?:un)?licen[sc]es?(?![a-z])|copying(?![a-z])|eula(?![a-z])")
_NAMED_AT_END = re.compile(r"(?:^|[-_ ])licen[sc]es?$")
_POLICY = re.compile(r"use[-_ ]policy|model[-_ ]licen[sc]e")
_PROSE_WITH_LICENSE = re.compile(r"licen[sc]e.*\.(?:txt|md|markdown|rst)$")
_NEVER = re.compile(r"notices?(?![a-z])|\.|readme(?![a-z])")


def is_license_name(name: str, *, in_licenses_folder: bool = False) -> bool:
    """Whether a file of this name (no folders) should hold license terms."""
    folded = name.lower()
    if not may_be_prose(folded) or _NEVER.match(folded):
        return False
    return in_licenses_folder or bool(
        _NAMED.match(folded)
        or _NAMED_AT_END.search(folded)
        or _POLICY.search(folded)
        or _PROSE_WITH_LICENSE.search(folded)
    )


def may_be_prose(name: str) -> bool:
    """Whether a file of this name may hold prose: its suffix is not one of code or data."""
    _, dot, suffix = name.lower().rpartition(".")
    return not dot or suffix not in _NOT_PROSE


def find_license_files(folder: str | os.PathLike[str]) -> list[Path]:
    """The license files below `folder`, in path order.

    Files that git would ignore, by the `.gitignore` files of the folder, of the folders below
    it and of the repository around it, are left out; a folder that is itself ignored but was
    asked for is searched all the same. Links to folders are not followed. A subfolder that
    cannot be listed stands in the result itself, so that reading it reports why.

    Raises:
        UnreadableFileError: The folder does not exist, cannot be listed, or holds no license
            file.
    """
    top = Path(folder)
    try:
        os.scandir(top).close()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(
            f"{top.as_posix()}: cannot be listed ({reason.lower()}); check the path"
        ) from error
    found = sorted(_walk(top, _rules_around(top), top.resolve().name.lower() == "licenses"))
    if not found:
        raise UnreadableFileError(
            f"{top.as_posix()}: holds no license file (LICENSE, COPYING, USE_POLICY and the like, "
            "not ignored by git); name the file itself"
        )
    return found


@dataclass(frozen=True)
class _Rules:
    """The patterns of one `.gitignore`, relative to the folder it lies in (absolute)."""

    base: str
    spec: "GitIgnoreSpec"

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        relative = os.path.relpath(path, self.base).replace(os.sep, "/")
        return self.spec.check_file(relative + "/" if is_folder else relative).include


def _walk(folder: Path, rules: tuple[_Rules, ...], in_licenses: bool) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        yield folder
        return
    own = _read_rules(folder)
    if own is not None:
        rules = (*rules, own)
    for entry in entries:
        path = folder / entry.name
        if _is_folder(entry):
            if entry.name not in _SKIPPED_FOLDERS and not _is_ignored(path, True, rules):
                yield from _walk(path, rules, in_licenses or entry.name.lower() == "licenses")
        elif (
            is_license_name(entry.name, in_licenses_folder=in_licenses)
            and not (entry.is_symlink() and path.is_dir())
            and not _is_ignored(path, False, rules)
        ):
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_ignored(path: Path, is_folder: bool, rules: tuple[_Rules, ...]) -> bool:
    """The deepest file that says anything about the path decides, as in git."""
    absolute = os.path.abspath(path)
    for rule in reversed(rules):
        verdict = rule.verdict(absolute, is_folder)
        if verdict is not None:
            return verdict
    return False


def _rules_around(top: Path) -> tuple[_Rules, ...]:
    """The rules of the folders between the repository's root and `top`, outermost first."""
    absolute = Path(os.path.abspath(top))
    if (absolute / ".git").exists():
        return ()
    outer: list[Path] = []
    for parent in absolute.parents:
        outer.append(parent)
        if (parent / ".git").exists():
            break
    else:
        return ()
    rules: tuple[_Rules, ...] = ()
    outer.reverse()
    for parent, child in zip(outer, [*outer[1:], absolute], strict=True):
        own = _read_rules(parent)
        if own is not None:
            rules = (*rules, own)
        if _is_ignored(child, True, rules):
            return ()
    return rules


def _read_rules(folder: Path) -> _Rules | None:
    try:
        with open(folder / ".gitignore", encoding="utf-8-sig", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return None
    from pathspec import GitIgnoreSpec  # 0.1 s, which a run over named files need not pay

    valid = []
    for line in lines:
        # `build/**` is about what lies in the folder, not the folder, which pathspec would prune.
        pattern = re.sub(r"/\*\*[ \t]*$", "/*", line)
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError:  # git passes over a pattern that it does not understand, too
            continue
        valid.append(pattern)
    return _Rules(os.path.abspath(folder), GitIgnoreSpec.from_lines(valid))
