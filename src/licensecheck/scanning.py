"""Walks over inputs (files, folders, standard input) and gives one document for each.

A broken input never stops the others: it becomes a `FailedInput` in its place.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Protocol, TypeAlias

from licensecheck.inputs import FailedInput, PathLike, process_inputs, read_inputs
from licensecheck.model import Analysis
from licensecheck.reading import Source

__all__ = ["Document", "SourceAnalyzer", "read_inputs", "scan_inputs"]

Document: TypeAlias = Analysis | FailedInput


class SourceAnalyzer(Protocol):
    """What is needed of a `licensecheck.analyzer.Analyzer` here."""

    def analyze_source(self, source: Source) -> Analysis:
        """Analyzes what was read; raises NoLicenseTextError, naming the file."""


def scan_inputs(
    analyzer: SourceAnalyzer,
    paths: Iterable[PathLike],
    stdin: BinaryIO | None = None,
    on_start: Callable[[str], None] | None = None,
) -> Iterator[Document]:
    """Analyzes the inputs lazily, in the order of `read_inputs`.

    `on_start` is called with the path of each input that could be read, before it is analyzed.
    """
    return process_inputs(analyzer.analyze_source, paths, stdin, on_start)
