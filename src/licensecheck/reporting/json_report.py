"""The JSON of the contract; `schema/report.schema.json` describes it and ships with the package."""

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from licensecheck import __version__
from licensecheck.inputs import FailedInput
from licensecheck.reporting import ReportOptions

if TYPE_CHECKING:
    from licensecheck.scanning import Document

SCHEMA_VERSION = "1"
TOOL_NAME = "licenseclauses"


def render_json(documents: "Iterable[Document]", options: ReportOptions) -> Iterator[str]:
    """One JSON object with all documents, indented."""
    yield dump({**heading(options), "documents": [document_dict(each) for each in documents]})


def render_jsonl(documents: "Iterable[Document]", options: ReportOptions) -> Iterator[str]:
    """One document object a line, as soon as each is known."""
    for document in documents:
        yield dump_line(document_dict(document))


def document_dict(document: "Document") -> dict[str, Any]:
    """An analysis or a failed input as plain data, in the shape of the contract."""
    if isinstance(document, FailedInput):
        return {
            "path": document.path,
            "sha256": document.sha256,
            "classification": None,
            "reasons": [],
            "findings": [],
            "unexplained": [],
            "clauses": [],
            "note": None,
            "error": {"type": document.error_type, "message": document.message},
        }
    data: dict[str, Any] = document.model_dump(mode="json")
    return data


def heading(options: ReportOptions) -> dict[str, Any]:
    """What stands before the contents: the version of the format, of the tool and the library."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {
            "name": TOOL_NAME,
            "version": __version__,
            "library_version": options.library_version,
        },
    }


def dump(data: Any) -> str:
    """`data` as indented JSON that ends with a line feed."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def dump_line(data: Any) -> str:
    """`data` as JSON on one line that ends with a line feed."""
    # JSON allows U+2028 and U+2029 inside strings, but many readers of lines break there.
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
        + "\n"
    )


def read_schema(name: str = "report") -> dict[str, Any]:
    """A JSON Schema that ships with the package: `report` (scan, check) or `library`."""
    path = files("licensecheck") / "schema" / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
