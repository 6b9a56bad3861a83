"""A cache of results in the user's cache folder, addressed by what the results were made from.

An entry is a file named after the hash of everything that its value depends on, so it is never
stale, and the folder may be deleted at any time. Entries are written to a file of their own and
moved into place: parallel runs see a whole entry or none. An entry that is damaged is passed
over, and a folder that cannot be written means no cache, not an error.

LICENSECLAUSES_CACHE_DIR in the environment names another folder.
"""

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from licensecheck import __version__

FOLDER_VARIABLE = "LICENSECLAUSES_CACHE_DIR"

_NAME = "licenseclauses"
_FORMAT = "1"
_PACKAGE = Path(__file__).parent


def cache_folder() -> Path | None:
    """The user's folder for the cache; None where the system tells of no home."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            base = Path(local) if local else Path.home() / "AppData" / "Local"
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            given = os.environ.get("XDG_CACHE_HOME", "")
            base = Path(given) if os.path.isabs(given) else Path.home() / ".cache"
    except RuntimeError:
        return None
    return base / _NAME


def tool_version() -> str:
    """The tool's version together with a hash of its own code and models.

    Two revisions of a checkout have the same version number and may give different results.
    """
    digest = sha256()
    parts = (path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".bin"))
    for path in sorted(parts):
        with suppress(OSError):
            digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


class Cache:
    """Keeps JSON values by a kind and the parts of a key.

    `folder` is where; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, kind: str, *key: str) -> Any:
        """The value kept under the key; None where there is none that is whole."""
        path = self._path(kind, key)
        if path is None:
            return None
        try:
            digest, _, payload = path.read_bytes().partition(b"\n")
            if sha256(payload).hexdigest().encode() != digest:
                return None
            return json.loads(payload)
        except (OSError, ValueError):
            return None

    def put(self, value: Any, kind: str, *key: str) -> None:
        """Keeps a JSON value; does nothing where the folder cannot be written."""
        path = self._path(kind, key)
        if path is None:
            return
        payload = json.dumps(value, separators=(",", ":")).encode()
        temporary = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_bytes(sha256(payload).hexdigest().encode() + b"\n" + payload)
            os.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()

    def _path(self, kind: str, key: tuple[str, ...]) -> Path | None:
        if self._folder is None:
            return None
        name = sha256("\0".join((_FORMAT, kind, *key)).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / kind / name[:2] / f"{name}.json"
