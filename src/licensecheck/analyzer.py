"""Runs a text through the steps: read, normalize, parse, match, classify."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from licensecheck.classifying import RIGHTS, classify
from licensecheck.definition import Kind
from licensecheck.errors import NoLicenseTextError
from licensecheck.library import Library, load_library
from licensecheck.matching.matcher import Matcher, MatchResult
from licensecheck.matching.opinion import SecondOpinion, built_in_opinion
from licensecheck.matching.surroundings import amends_base_license, speaks_of_licensing
from licensecheck.model import Analysis, Finding, LineIndex
from licensecheck.parsing import Document, parse
from licensecheck.reading import Source, find_license_files, read_file


class Analyzer:
    """Analyzes texts with one clause library; make one and reuse it.

    `opinion` is the second opinion on statements that no signal names, by default the one that
    comes with the package; None asks for none.

    Raises LibraryError on construction where a definition holds a bad pattern.
    """

    def __init__(
        self,
        library: Library | None = None,
        opinion: SecondOpinion | Literal["built-in"] | None = "built-in",
    ) -> None:
        self.library = library if library is not None else load_library()
        if opinion == "built-in":
            opinion = built_in_opinion()
        self._matcher = Matcher(self.library, opinion)

    def analyze(self, text: str) -> Analysis:
        """Analyze a text; offsets in the result count code points into it.

        Raises NoLicenseTextError where nothing in `text` reads as license terms.
        """
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return self.analyze_source(Source(text=text, sha256=digest, path=None, note=None))

    def analyze_file(self, path: str | Path) -> Analysis:
        """Analyze a file.

        Raises UnreadableFileError where it cannot be read as text and NoLicenseTextError where
        nothing in it reads as license terms; both name the file.
        """
        return self.analyze_source(read_file(path))

    def scan(self, paths: Iterable[str | Path]) -> Iterator[Analysis]:
        """Analyze files and the license files of folders, lazily, in path order.

        Raises the errors of `analyze_file` at the input they belong to.
        """
        for path in paths:
            for file in find_license_files(Path(path)) if Path(path).is_dir() else [Path(path)]:
                yield self.analyze_file(file)

    def match(self, document: Document) -> MatchResult:
        """The matches of a parsed text, before anything is decided from them."""
        return self._matcher.match(document)

    def analyze_source(self, source: Source) -> Analysis:
        """Analyze what `licensecheck.reading` has read; raises NoLicenseTextError."""
        document = parse(source.text)
        result = self.match(document)
        if not _reads_as_license(source.text, result):
            where = f"{source.path}: " if source.path else ""
            raise NoLicenseTextError(f"{where}nothing in this text reads as license terms")
        findings = _findings(source.text, result)
        base_rights = frozenset(RIGHTS) if amends_base_license(source.text) else frozenset[str]()
        classification, reasons = classify(findings, base_rights)
        return Analysis(
            text=source.text,
            path=source.path,
            sha256=source.sha256,
            classification=classification,
            reasons=reasons,
            clauses=document.clauses,
            findings=findings,
            unexplained=result.unexplained,
            note=source.note,
        )


def _reads_as_license(text: str, result: MatchResult) -> bool:
    """Whether a text has license terms: a recipe also says what its reader must and may do."""
    if speaks_of_licensing(text):
        return bool(result.matches) or result.addresses_reader
    kinds = [match.definition.kind for match in result.matches]
    grants = {m.definition.id for m in result.matches if m.definition.kind is Kind.GRANT}
    return Kind.RESTRICTION in kinds or len(grants) > 1


def _findings(text: str, result: MatchResult) -> tuple[Finding, ...]:
    lines = LineIndex(text)
    findings = []
    for match in result.matches:
        line, column = lines.locate(match.span.start)
        definition = match.definition
        findings.append(
            Finding(
                clause_id=definition.id,
                kind=definition.kind,
                osd=(definition.osd,) if definition.osd is not None else (),
                span=match.span,
                text=text[match.span.start : match.span.end],
                line=line,
                column=column,
                score=match.score,
                parameters=match.parameters,
                definition=definition,
            )
        )
    return tuple(findings)


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """The analyzer with the built-in library, made at the first call."""
    return Analyzer()


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
