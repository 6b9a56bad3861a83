"""The notebook in docs/ runs, shows what it should, and publishes nobody else's text."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

import licensecheck

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that executes the notebook."""
    path = ROOT / "docs/notebooks/execute.py"
    spec = importlib.util.spec_from_file_location("execute_notebook", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def committed(tool: ModuleType) -> Any:
    return nbformat.read(tool.NOTEBOOK, as_version=4)


def shown_by(tool: ModuleType, notebook: Any, source: str) -> str:
    cells = [cell for cell in notebook.cells if source in cell.source]
    assert cells, f"no cell with {source!r}"
    return "\n".join(tool.outputs(nbformat.v4.new_notebook(cells=cells)))


def own_outputs(notebook: Any) -> list[str]:
    """What we print and draw ourselves; how a table looks is up to the version of pandas."""
    shown = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            html = output.get("data", {}).get("text/html", "")
            shown += [output.get("text", ""), html if "licensecheck-report" in html else ""]
    return [output for output in shown if output]


@pytest.mark.corpus
def test_the_notebook_runs_and_shows_what_it_promises(
    tool: ModuleType, committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel is a process of its own: it has to find the package that is tested here.
    package = str(Path(licensecheck.__file__).parent.parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([package, os.environ.get("PYTHONPATH", "")]))
    before = own_outputs(committed)
    notebook = tool.execute(committed)
    table = shown_by(tool, notebook, "caps = everything")
    assert "llama-2-license-2023" in table
    assert "700000000" in table
    assert "apache-2.0" not in table
    rider = shown_by(tool, notebook, "ridden = ")
    assert "before: osi-compatible" in rider
    assert "after:  source-available" in rider
    assert "hosting-ban" in rider
    assert "licensecheck-report" in "".join(tool.outputs(notebook))
    assert own_outputs(notebook) == before, "outdated: run docs/notebooks/execute.py"


@pytest.mark.corpus
def test_the_committed_notebook_quotes_no_license_at_length(
    tool: ModuleType, committed: Any
) -> None:
    texts = tool.texts_read(committed)
    assert "llama-2-license-2023" in texts
    assert tool.long_quotes("\n".join(tool.outputs(committed)), texts) == []
    everything = next(iter(texts.values()))
    assert tool.long_quotes(f"<p>{everything}</p>", texts) == [next(iter(texts))]


def test_the_committed_notebook_was_executed_without_an_error(committed: Any) -> None:
    nbformat.validate(committed)
    code = [cell for cell in committed.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert kinds == {"stream", "execute_result"}
