"""Schemas that others published, fetched by their ordinary client into `.cache/` and pinned."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

CACHE = Path(__file__).resolve().parents[1] / ".cache"
PACKAGE = "@microsoft/jest-sarif"
VERSION = "1.0.0-beta.0"
SHA256 = "748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


@lru_cache(maxsize=1)
def sarif_validator() -> Draft4Validator:
    """Checks data against the schema of SARIF 2.1.0, formats (URIs, dates) as well."""
    with tarfile.open(fileobj=io.BytesIO(_package())) as archive:
        member = archive.extractfile(SCHEMA)
        assert member is not None
        schema: dict[str, Any] = json.load(member)
    return Draft4Validator(schema, format_checker=FormatChecker())


def validate_sarif(report: str) -> dict[str, Any]:
    """The parsed report; fails where the schema refuses it."""
    data: dict[str, Any] = json.loads(report)
    sarif_validator().validate(data)
    return data


def _package() -> bytes:
    path = CACHE / f"microsoft-jest-sarif-{VERSION}.tgz"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
            os.replace(Path(folder) / path.name, path)
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert digest == SHA256, f"{path} is not the pinned {PACKAGE}: delete it and run again"
    return data
