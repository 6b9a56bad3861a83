"""Compares the statements of a parsed text with the clause library."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from licensecheck.definition import ClauseDefinition
from licensecheck.library import Library
from licensecheck.matching.readings import CompiledTally, Reading, StatementReader
from licensecheck.matching.similarity import ExampleIndex
from licensecheck.matching.terms import DefinedTerms
from licensecheck.model import Span
from licensecheck.normalizing import fold
from licensecheck.parsing import Document, Statement

_MAX_RUN_GAP = 3  # statements between two of one tally that name no category


@dataclass(frozen=True, slots=True)
class Match:
    """A definition that a statement (or a run of statements) meets, before it becomes a finding."""

    definition: ClauseDefinition
    span: Span
    score: float
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchResult:
    """What the matcher found: matches in text order, and binding statements left unexplained.

    `addresses_reader` tells whether any statement forbids, limits, requires or allows anything.
    """

    matches: tuple[Match, ...]
    unexplained: tuple[Span, ...]
    addresses_reader: bool


class Matcher:
    """A clause library made ready for matching; reusable, without state that shows."""

    def __init__(self, library: Library) -> None:
        self._definitions = library.definitions
        self._reader = StatementReader(library)
        self._examples = ExampleIndex(library.definitions)

    def match(self, document: Document) -> MatchResult:
        """Match every statement of `document`; spans count code points into its text."""
        text = document.text
        terms = DefinedTerms(text[s.start : s.end] for s in document.statements)
        matches: list[Match] = []
        readings: list[tuple[Statement, Reading]] = []
        for statement in document.statements:
            own = terms.expand(fold(text[statement.start : statement.end]))
            lead = "".join(terms.expand(fold(text[a:b]))[:-1] for a, b in statement.leads)
            reading = self._reader.read(lead, own)
            readings.append((statement, reading))
            span = Span(start=statement.start, end=statement.end)
            raw = text[statement.start : statement.end]
            for number, score, place in reading.hits:
                definition = self._definitions[number]
                parameters = self._reader.parameters(definition, lead + own, raw, place)
                matches.append(Match(definition, span, score, parameters))
        matches.extend(self._count(readings))
        matches = self._subsume(matches)
        unexplained = self._unexplained(readings, [match.span for match in matches])
        alike = list(self._by_similarity(unexplained, text))
        matches.extend(alike)
        covered = {match.span for match in alike}
        matches.sort(key=lambda match: (match.span.start, match.span.end, match.definition.id))
        return MatchResult(
            tuple(matches),
            tuple(span for span in unexplained if span not in covered),
            any(reading.has_force for _, reading in readings),
        )

    def _count(self, readings: list[tuple[Statement, Reading]]) -> Iterator[Match]:
        """Matches of the tallies: runs of statements that together name enough categories."""
        for number, tally in enumerate(self._reader.tallies):
            definition = self._definitions[tally.definition]
            run: list[tuple[int, Statement, frozenset[str]]] = []
            for place, (statement, reading) in enumerate(readings):
                named = next((names for at, names in reading.tallies if at == number), None)
                if named is None:
                    continue
                if run and place - run[-1][0] > _MAX_RUN_GAP:
                    yield from self._close_run(run, tally, definition)
                    run = []
                run.append((place, statement, named))
            yield from self._close_run(run, tally, definition)

    def _close_run(
        self,
        run: list[tuple[int, Statement, frozenset[str]]],
        tally: CompiledTally,
        definition: ClauseDefinition,
    ) -> Iterator[Match]:
        named = frozenset[str]().union(*(names for _, _, names in run))
        if len(named) < tally.at_least:
            return
        first = run[0][1]
        start = min([first.start, *(lead_start for lead_start, _ in first.leads[-1:])])
        ordered = [name for name in tally.categories if name in named]
        span = Span(start=start, end=max(statement.end for _, statement, _ in run))
        yield Match(definition, span, tally.score, {"categories": ordered})

    def _subsume(self, matches: list[Match]) -> list[Match]:
        """Drop what a stronger finding at the same place already says."""
        by_id: dict[str, list[Span]] = {}
        for match in matches:
            by_id.setdefault(match.definition.id, []).append(match.span)
        return [
            match
            for match in matches
            if not any(
                match.span.overlaps(span)
                for other in match.definition.subsumed_by
                for span in by_id.get(other, ())
            )
        ]

    def _unexplained(
        self, readings: list[tuple[Statement, Reading]], explained: list[Span]
    ) -> list[Span]:
        starts = sorted((span.start, span.end) for span in explained)
        found = []
        reach = 0
        at = 0
        for statement, reading in readings:
            while at < len(starts) and starts[at][0] < statement.end:
                reach = max(reach, starts[at][1])
                at += 1
            if reading.binding and statement.role != "heading" and reach <= statement.start:
                found.append(Span(start=statement.start, end=statement.end))
        return found

    def _by_similarity(self, unexplained: list[Span], text: str) -> Iterator[Match]:
        for span in unexplained:
            nearest = self._examples.nearest(fold(text[span.start : span.end]))
            if nearest is not None:
                yield Match(nearest[0], span, nearest[1])
