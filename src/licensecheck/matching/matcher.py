"""Compares the statements of a parsed text with the clause library."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from licensecheck.definition import ClauseDefinition, Kind
from licensecheck.library import Library
from licensecheck.matching import weighing
from licensecheck.matching.judging import Judge, ReadStatement, belong_together
from licensecheck.matching.opinion import Features, SecondOpinion
from licensecheck.matching.readings import CompiledTally, StatementReader
from licensecheck.matching.similarity import ExampleIndex
from licensecheck.matching.terms import DefinedTerms
from licensecheck.model import Span
from licensecheck.normalizing import fold
from licensecheck.parsing import Document, Statement

_ALLOWED_EXAMPLES = re.compile(
    r" (?:permitted|allowed|authorized|authorised|acceptable|licensed)[^.:]* includ(?:e|es|ing) "
)
_MAX_RUN_GAP = 3  # statements between two of one tally that name no category

_OPINION_SCORE = 0.5  # of a finding that only the second opinion makes


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
    """A clause library made ready for matching; reusable, without state that shows.

    Without an `opinion` only the library's signals and examples decide.
    """

    def __init__(self, library: Library, opinion: SecondOpinion | None = None) -> None:
        self._definitions = library.definitions
        self._by_id = {definition.id: definition for definition in library.definitions}
        self._numbers = {clause_id: number for number, clause_id in enumerate(self._by_id)}
        self._opinion = opinion
        self._reader = StatementReader(library, opinion)
        self._examples = ExampleIndex(library.definitions)

    def match(self, document: Document) -> MatchResult:
        """Match every statement of `document`; spans count code points into its text."""
        text = document.text
        read = self.read(document)
        judge = Judge(self._opinion, read) if self._opinion else None
        matches = list(self._by_signals(read, judge, text))
        matches.extend(self._count(read))
        matches = self._subsume(matches)
        matches.extend(self._by_similarity(self._unexplained(read, None, matches), text))
        if judge is not None:
            for match in self._by_opinion(judge, read, matches, text):
                matches.append(match)  # at once: the next statement may go on with it
        matches.sort(key=lambda match: (match.span.start, match.span.end, match.definition.id))
        return MatchResult(
            tuple(matches),
            tuple(self._unexplained(read, judge, matches)),
            any(one.reading.has_force for one in read),
        )

    def read(self, document: Document) -> list[ReadStatement]:
        """Read every statement of `document` behind its lead-in, with its terms put in."""
        text = document.text
        terms = DefinedTerms(text[s.start : s.end] for s in document.statements)
        read = []
        for statement in document.statements:
            own = terms.expand(fold(text[statement.start : statement.end]))
            lead = "".join(terms.expand(fold(text[a:b]))[:-1] for a, b in statement.leads)
            read.append(ReadStatement(statement, lead, own, self._reader.read(lead, own), terms))
        return read

    def features(self, one: ReadStatement) -> tuple[Features, Features]:
        """What the second opinion learns from a statement: for its judgment, and for its topics."""
        return self._reader.features(one.lead, one.own)

    def _by_signals(
        self, read: list[ReadStatement], judge: Judge | None, text: str
    ) -> Iterator[Match]:
        """What signals name and the second opinion does not contradict, and what it names there."""
        for at, one in enumerate(read):
            said = self._restrictions(one)
            contradicted: set[str] = set()
            if said and self._is_idle(read, at, text):
                contradicted = said
            elif judge is not None and said:
                topics = self._topics([one])
                believed = self._believed(judge.alone(at), topics, [one])
                contradicted = weighing.contradicted(said, judge.strongest(at), topics, believed)
                if believed is not None and believed not in said and not _is_title(one):
                    yield self._match(self._by_id[believed], [one], _OPINION_SCORE, 0, text)
            for number, score, place in one.reading.hits:
                definition = self._definitions[number]
                if definition.id not in contradicted:
                    yield self._match(definition, [one], score, place, text)

    def _is_idle(self, read: Sequence[ReadStatement], at: int, text: str) -> bool:
        """Whether a statement is a clause of its own that defines a term and nobody uses it."""
        here = read[at].statement
        neighbors = (*read[max(0, at - 1) : at], *read[at + 1 : at + 2])
        return read[at].terms.leaves_unused(text[here.start : here.end]) and not any(
            other.statement.clause == here.clause for other in neighbors
        )

    def _match(
        self,
        definition: ClauseDefinition,
        read: Sequence[ReadStatement],
        score: float,
        place: int,
        text: str,
    ) -> Match:
        span = Span(start=read[0].statement.start, end=read[-1].statement.end)
        folded = _folded(read)
        raw = text[span.start : span.end]
        parameters = self._reader.parameters(definition, folded, raw, place)
        if any(rule.in_definitions for rule in definition.parameters):
            defined = read[0].terms.definitions(folded)
            parameters |= self._reader.defined_parameters(definition, defined, parameters)
        return Match(definition, span, score, parameters)

    def _by_opinion(
        self, judge: Judge, read: list[ReadStatement], matches: list[Match], text: str
    ) -> Iterator[Match]:
        """What the second opinion finds where no restriction is named."""
        spans = [m.span for m in matches if m.definition.kind is Kind.RESTRICTION]
        restricted = _touched(read, spans)
        wanted = [
            not is_restricted and not _is_title(one) and not _is_allowed_example(one)
            for is_restricted, one in zip(restricted, read, strict=True)
        ]
        taken = -1
        for first, last, judgment in judge.runs(wanted):
            if first <= taken or judgment < weighing.LEAST_JUDGMENT:
                continue
            run = read[first : last + 1]
            believed = self._believed(judgment, self._topics(run), run)
            if believed is not None and not self._goes_on(read, first, last, matches):
                taken = last
                yield self._match(self._by_id[believed], run, _OPINION_SCORE, 0, text)

    def _believed(
        self, judgment: float, topics: dict[str, float], run: Sequence[ReadStatement]
    ) -> str | None:
        """The restriction that the second opinion sees by itself.

        Unless it is sure, what rules the definition out counts.
        """
        believed = weighing.believed(judgment, topics)
        if believed is None or judgment >= weighing.SURE:
            return believed
        is_ruled_out = self._reader.rules_out(self._numbers[believed], _folded(run))
        return None if is_ruled_out else believed

    def _goes_on(
        self, read: list[ReadStatement], first: int, last: int, matches: list[Match]
    ) -> bool:
        """Whether statements only go on with the restriction of the one before them."""
        if first == 0 or not belong_together(read[first - 1].statement, read[first].statement):
            return False
        before = _span(read[first - 1])
        said = {
            match.definition.id
            for match in matches
            if match.definition.kind is Kind.RESTRICTION and match.span.overlaps(before)
        }
        return bool(said) and weighing.clearest(self._topics(read[first - 1 : last + 1])) in said

    def _restrictions(self, one: ReadStatement) -> set[str]:
        """The ids of the restrictions that the signals name in a statement."""
        named = (self._definitions[number] for number, _, _ in one.reading.hits)
        return {definition.id for definition in named if definition.kind is Kind.RESTRICTION}

    def _topics(self, run: Sequence[ReadStatement]) -> dict[str, float]:
        """The topics of statements that the library defines, with how likely they are."""
        assert self._opinion is not None
        words = [self._reader.words(one.lead, one.own) for one in run]
        topics = self._opinion.topics(words)
        return {name: score for name, score in topics.items() if name in self._by_id}

    def _count(self, read: list[ReadStatement]) -> Iterator[Match]:
        """Matches of the tallies: runs of statements that together name enough categories."""
        for number, tally in enumerate(self._reader.tallies):
            definition = self._definitions[tally.definition]
            run: list[tuple[int, Statement, frozenset[str]]] = []
            for place, one in enumerate(read):
                named = next((names for at, names in one.reading.tallies if at == number), None)
                if named is None:
                    continue
                if run and place - run[-1][0] > _MAX_RUN_GAP:
                    yield from self._close_run(run, tally, definition)
                    run = []
                run.append((place, one.statement, named))
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
        self, read: list[ReadStatement], judge: Judge | None, matches: list[Match]
    ) -> list[Span]:
        """The statements that may bind the reader and that no match explains.

        With a judge, also those that it suspects and those where it contradicts a signal, but not
        those that it thinks harmless.
        """
        explained = _touched(read, [match.span for match in matches])
        found = []
        for at, one in enumerate(read):
            if explained[at] or one.statement.role == "heading":
                continue
            listed = one.reading.binding
            if judge is not None:
                listed = bool(self._restrictions(one)) or judge.leaves_open(at, listed)
            if listed:
                found.append(_span(one))
        return found

    def _by_similarity(self, unexplained: list[Span], text: str) -> Iterator[Match]:
        for span in unexplained:
            nearest = self._examples.nearest(fold(text[span.start : span.end]))
            if nearest is not None:
                yield Match(nearest[0], span, nearest[1])


def _folded(run: Sequence[ReadStatement]) -> str:
    """Statements read together, behind the lead-in of the first."""
    return run[0].lead + "".join(one.own for one in run)


def _span(one: ReadStatement) -> Span:
    return Span(start=one.statement.start, end=one.statement.end)


def _is_allowed_example(one: ReadStatement) -> bool:
    """Whether a statement is an item of "permitted uses include": others are not ruled out."""
    return not one.reading.binding and _ALLOWED_EXAMPLES.search(one.lead) is not None


def _is_title(one: ReadStatement) -> bool:
    return one.statement.role in ("heading", "lead") or one.own.endswith(": ")


def _touched(read: list[ReadStatement], spans: list[Span]) -> list[bool]:
    """Whether, for each statement, any of `spans` shares text with it."""
    ordered = sorted((span.start, span.end) for span in spans)
    touched = []
    reach = 0
    at = 0
    for one in read:
        while at < len(ordered) and ordered[at][0] < one.statement.end:
            reach = max(reach, ordered[at][1])
            at += 1
        touched.append(reach > one.statement.start)
    return touched
