"""Analyzes inputs for a check: from the cache where it can, with the engine where it must.

The engine (pydantic, the matcher) is loaded at the first input that is not in the cache.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from licensecheck.caching import Cache, tool_version
from licensecheck.facts import DocumentFacts, facts_from_json, facts_of, facts_to_json
from licensecheck.inputs import FailedInput, PathLike, process_inputs
from licensecheck.library_files import library_version
from licensecheck.policy.presets import CLASSES, ISSUES

if TYPE_CHECKING:
    from licensecheck.analyzer import Analyzer
    from licensecheck.model import Analysis
    from licensecheck.reading import Source

CheckedInput: TypeAlias = DocumentFacts | FailedInput


class Checker:
    """Gives the facts of inputs, with the built-in library and the definitions of `extra`.

    Where `whole` is true, the analyses themselves are kept in `analyses`, by the path that they
    are reported under, and none comes from the cache.

    Raises LibraryError where a library's folder cannot be read, and at the first input that is
    not in the cache where a definition is wrong.
    """

    def __init__(self, cache: Cache, extra: Sequence[str] = (), whole: bool = False) -> None:
        self._cache = cache
        self._whole = whole
        self.analyses: dict[str, Analysis] = {}
        self._extra = tuple(extra)
        self.library_version = library_version(self._extra)
        self.key = (tool_version(), self.library_version)
        """What results depend on beyond the file itself."""

    def facts(self, source: "Source") -> DocumentFacts:
        """The facts of what was read; raises NoLicenseTextError, LibraryError."""
        if self._whole:
            analysis = self._analyzer.analyze_source(source)
            self.analyses[source.path or ""] = analysis
            return facts_of(analysis)
        kept = self._cache.get("analyses", source.sha256, *self.key)
        if kept is not None:
            try:
                return facts_from_json(kept).at(source.path or "", source.note)
            except (KeyError, TypeError, ValueError, AttributeError):
                pass
        data = facts_to_json(self._analyzer.analyze_source(source))
        self._cache.put(data, "analyses", source.sha256, *self.key)
        return facts_from_json(data).at(source.path or "", source.note)

    def check_inputs(
        self,
        paths: Iterable[PathLike],
        stdin: BinaryIO | None = None,
        on_start: Callable[[str], None] | None = None,
    ) -> Iterator[CheckedInput]:
        """The facts of the inputs, lazily, in the order of `read_inputs`.

        `on_start` is called with the path of each input that could be read. Raises LibraryError.
        """
        return process_inputs(self.facts, paths, stdin, on_start)

    @cached_property
    def known_names(self) -> list[str]:
        """Everything a policy may name: classes, clause ids, issues; raises LibraryError."""
        kept = self._cache.get("names", *self.key)
        if isinstance(kept, list) and all(isinstance(name, str) for name in kept):
            return kept
        from licensecheck.library import load_library

        library = load_library(extra=self._extra)
        names = [*CLASSES, *sorted(each.id for each in library.definitions), *ISSUES]
        self._cache.put(names, "names", *self.key)
        return names

    @cached_property
    def _analyzer(self) -> "Analyzer":
        from licensecheck import analyzer
        from licensecheck.library import load_library

        return analyzer.Analyzer(library=load_library(extra=self._extra))
