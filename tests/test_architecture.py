"""The house has one direction: a module imports only what its layer may see."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "licensecheck"

# From the ground up; a module may import its own layer's package and every earlier layer.
LAYERS = [
    {"errors", "_version"},
    {"definition", "normalizing", "places", "library_files"},
    {"model", "license_files"},
    {"library", "reading", "parsing"},
    {"inputs"},
    {"matching", "inputs"},
    {"classifying"},
    {"analyzer"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "licensecheck" and len(parts) > 1:
                found.add(parts[1])
    return found


ENGINE = [
    pytest.param(path, name, id=str(path.relative_to(PACKAGE)))
    for name in LEVEL
    for path in [*(PACKAGE / name).rglob("*.py"), PACKAGE / f"{name}.py"]
    if path.is_file()
]


@pytest.mark.parametrize(("path", "name"), ENGINE)
def test_a_layer_imports_only_lower_layers(path: Path, name: str) -> None:
    allowed = {other for other in LEVEL if LEVEL[other] < LEVEL[name]} | {name}
    if name == "model":
        allowed |= {"reporting"}  # inside methods: an analysis can show itself
    assert _imports(path) <= allowed


def test_matcher_and_classifier_never_meet() -> None:
    assert "matching" not in _imports(PACKAGE / "classifying.py")
    for path in (PACKAGE / "matching").rglob("*.py"):
        assert "classifying" not in _imports(path)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
