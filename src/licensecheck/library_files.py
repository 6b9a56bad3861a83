"""Where the clause library lies and which version it is, without reading the definitions.

`licensecheck.library` reads them; a check whose results are cached only needs the version.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from licensecheck.errors import LibraryError

_PACKAGE = Path(__file__).parent


def built_in_folder() -> Path:
    """Where the built-in definitions lie: inside the wheel, or at the top of the source tree."""
    for folder in (_PACKAGE / "clause_library", _PACKAGE.parents[1] / "clause_library"):
        if folder.is_dir():
            return folder
    raise LibraryError("the built-in clause library is missing: reinstall licenseclauses")


def definition_files(folder: Path) -> list[Path]:
    """The TOML files below `folder`, in path order; raises LibraryError where there is none."""
    if not folder.is_dir():
        raise LibraryError(f"{folder}: no such folder of clause definitions")
    paths = sorted(folder.rglob("*.toml"))
    if not paths:
        raise LibraryError(f"{folder}: holds no clause definition (*.toml)")
    return paths


def library_version(extra: Iterable[str | Path] = ()) -> str:
    """`Library.version` of the library that `load_library(extra)` would load.

    Raises LibraryError where a folder or a file cannot be read; what the files say is not
    looked at.
    """
    contents = []
    for folder in (built_in_folder(), *map(Path, extra)):
        for path in definition_files(folder):
            try:
                contents.append((path.name, path.read_bytes()))
            except OSError as error:
                raise LibraryError(f"{path}: cannot be read as TOML: {error}") from error
    return version_of(contents)


def version_of(files: Iterable[tuple[str, bytes]]) -> str:
    """The version of a library: of the names and the contents of its files, as they are loaded."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()[:12]
