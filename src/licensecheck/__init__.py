"""licensecheck: tells what a license text really lets people do, with the evidence.

A text goes through six steps, each a module of this package: `reading`, `normalizing`,
`parsing`, `matching`, `classifying`, `reporting`.

Names load what they need when they are first used, so that a hook with nothing to do starts at
once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licensecheck.analyzer import Analyzer as Analyzer
    from licensecheck.analyzer import analyze as analyze
    from licensecheck.analyzer import analyze_file as analyze_file
    from licensecheck.analyzer import scan as scan
    from licensecheck.comparing import Comparison as Comparison
    from licensecheck.comparing import compare as compare
    from licensecheck.definition import ClauseDefinition as ClauseDefinition
    from licensecheck.definition import Force as Force
    from licensecheck.definition import Kind as Kind
    from licensecheck.errors import ConfigError as ConfigError
    from licensecheck.errors import LibraryError as LibraryError
    from licensecheck.errors import LicenseCheckError as LicenseCheckError
    from licensecheck.errors import NoLicenseTextError as NoLicenseTextError
    from licensecheck.errors import UnreadableFileError as UnreadableFileError
    from licensecheck.library import Library as Library
    from licensecheck.library import load_library as load_library
    from licensecheck.model import Analysis as Analysis
    from licensecheck.model import Classification as Classification
    from licensecheck.model import Clause as Clause
    from licensecheck.model import Finding as Finding
    from licensecheck.model import Reason as Reason
    from licensecheck.model import Span as Span

__version__ = "0.1.0"

# Where each public name lives.
_HOMES = {
    "Analysis": "model",
    "Analyzer": "analyzer",
    "Classification": "model",
    "Clause": "model",
    "ClauseDefinition": "definition",
    "Comparison": "comparing",
    "ConfigError": "errors",
    "Finding": "model",
    "Force": "definition",
    "Kind": "definition",
    "Library": "library",
    "LibraryError": "errors",
    "LicenseCheckError": "errors",
    "NoLicenseTextError": "errors",
    "Reason": "model",
    "Span": "model",
    "UnreadableFileError": "errors",
    "analyze": "analyzer",
    "analyze_file": "analyzer",
    "compare": "comparing",
    "load_library": "library",
    "scan": "analyzer",
}

__all__ = sorted(_HOMES)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'licensecheck' has no attribute {name!r}")
    value = getattr(import_module(f"licensecheck.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
