"""licensecheck: tells what a license text really lets people do, with the evidence.

A text goes through six steps, each a module of this package: `reading`, `normalizing`,
`parsing`, `matching`, `classifying`, `reporting`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from licensecheck.analyzer import Analyzer, default_analyzer
from licensecheck.definition import ClauseDefinition, Force, Kind
from licensecheck.errors import (
    ConfigError,
    LibraryError,
    LicenseCheckError,
    NoLicenseTextError,
    UnreadableFileError,
)
from licensecheck.library import Library, load_library
from licensecheck.model import Analysis, Classification, Clause, Finding, Reason, Span

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Analyzer",
    "Classification",
    "Clause",
    "ClauseDefinition",
    "ConfigError",
    "Finding",
    "Force",
    "Kind",
    "Library",
    "LibraryError",
    "LicenseCheckError",
    "NoLicenseTextError",
    "Reason",
    "Span",
    "UnreadableFileError",
    "analyze",
    "analyze_file",
    "load_library",
    "scan",
]


def analyze(text: str) -> Analysis:
    """Analyze a license text with the built-in clause library.

    Offsets in the result count code points into `text`. Raises NoLicenseTextError where nothing
    in it reads as license terms.
    """
    return default_analyzer().analyze(text)


def analyze_file(path: str | Path) -> Analysis:
    """Analyze a file of any supported kind.

    Raises UnreadableFileError or NoLicenseTextError, naming the file.
    """
    return default_analyzer().analyze_file(path)


def scan(paths: Iterable[str | Path]) -> Iterator[Analysis]:
    """Analyze files and the license files of folders, lazily, in path order.

    Raises the errors of `analyze_file` at the input they belong to.
    """
    return default_analyzer().scan(paths)
