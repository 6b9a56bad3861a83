"""Executes reading-a-license.ipynb, which stands beside this file, and stores its outputs.

    python docs/notebooks/execute.py

Needs the `notebook` extra, an installed `licensecheck` and the corpus cache. The notebook reads
license texts that belong to others; their texts are not ours to publish, so the script refuses
to write an output that quotes one of them at length.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent
NOTEBOOK = FOLDER / "reading-a-license.ipynb"

#: The longest quote, in words, that an output may take from a license text of others.
LONGEST_QUOTE = 40
#: The longest plain form, in characters, of an output that has an HTML form too.
LONGEST_PLAIN = 3000


def execute(notebook: Any) -> Any:
    """`notebook` with fresh outputs, run in its own folder; raises CellExecutionError."""
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    )
    client.execute()
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            # The plain form of what has an HTML form only helps where it is short.
            data = output.get("data", {})
            if "text/html" in data and len(data["text/plain"]) > LONGEST_PLAIN:
                data["text/plain"] = data["text/plain"][:LONGEST_PLAIN] + "…"
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def outputs(notebook: Any) -> Iterator[str]:
    """Everything that the cells of `notebook` show, as text."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield output.get("text", "")
            yield from (value for value in output.get("data", {}).values())


def words(text: str) -> list[str]:
    """The words of `text` in lower case, tags left out."""
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text).lower())


def long_quotes(shown: str, texts: dict[str, str]) -> list[str]:
    """The names of those `texts` of which `shown` quotes more than `LONGEST_QUOTE` words."""
    size = LONGEST_QUOTE + 1
    read = words(shown)
    seen = {tuple(read[at : at + size]) for at in range(len(read) - size + 1)}
    result = []
    for name, text in texts.items():
        other = words(text)
        if any(tuple(other[at : at + size]) in seen for at in range(len(other) - size + 1)):
            result.append(name)
    return result


def texts_read(notebook: Any) -> dict[str, str]:
    """The license texts of others that the notebook names, by name."""
    from licensecheck.evaluation.corpus import license_text

    source = next(cell.source for cell in notebook.cells if "license_text(" in cell.source)
    names = re.findall(r'"([^"]+)",\n', source[source.index("names = [") : source.index("]")])
    return {name: license_text(name) for name in names}


def main() -> int:
    """Executes, checks and writes; returns the exit code."""
    notebook = execute(nbformat.read(NOTEBOOK, as_version=4))
    quoted = long_quotes("\n".join(outputs(notebook)), texts_read(notebook))
    if quoted:
        print(f"not written: an output quotes {', '.join(quoted)} at length", file=sys.stderr)
        return 1
    nbformat.validate(notebook)
    nbformat.write(notebook, NOTEBOOK)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
