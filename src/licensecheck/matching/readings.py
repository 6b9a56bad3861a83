"""Reads one statement with the patterns of a clause library: all that can be said of it alone."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from licensecheck.definition import ClauseDefinition, Force, Tally
from licensecheck.errors import LibraryError
from licensecheck.library import Library
from licensecheck.matching.force import ForceReader
from licensecheck.matching.language import PatternCompiler
from licensecheck.matching.opinion import (
    NO_VOTE,
    Features,
    SecondOpinion,
    Vote,
    judgment_features,
    topic_features,
)
from licensecheck.matching.probes import Probe, ProbeTable, WordIndex
from licensecheck.matching.values import READERS
from licensecheck.matching.words import Places, Words, first_place
from licensecheck.normalizing import fold

_CACHE_SIZE = 50_000  # statements; licenses repeat themselves word for word


@dataclass(frozen=True, slots=True)
class _CompiledSignal:
    definition: int
    force: frozenset[Force]
    and_also: int  # numbers of guards, one bit each
    unless: int
    score: float


@dataclass(frozen=True, slots=True)
class CompiledTally:
    """A definition's tally made ready; `definition` is the place of that in the library."""

    definition: int
    force: frozenset[Force]
    at_least: int
    categories: tuple[str, ...]
    unless: tuple[Probe, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that can be said of one folded statement, wherever it stands."""

    hits: tuple[tuple[int, float, int], ...]  # definition, score, place in the folded text
    tallies: tuple[tuple[int, frozenset[str]], ...]  # tally, categories named under its force
    binding: bool
    has_force: bool
    vote: Vote  # for the second opinion


class StatementReader:
    """The patterns of a clause library made ready; reusable, without state that shows."""

    def __init__(self, library: Library, opinion: SecondOpinion | None = None) -> None:
        self._opinion = opinion
        self._index = WordIndex(_frequencies(library))
        compiler = PatternCompiler(library.words)
        self._forces = ForceReader(library.cues, compiler, self._index)
        self._signals: ProbeTable[_CompiledSignal] = ProbeTable(self._index)
        self._signals_under: dict[frozenset[Force], int] = {}
        # What must be there too, or must not, for a signal to hold; asked for few statements.
        self._guards: ProbeTable[None] = ProbeTable(self._index, slots=2)
        self._unremarkable: ProbeTable[None] = ProbeTable(self._index)
        for source in library.unremarkable:
            self._unremarkable.add(self._index.probe(compiler.compile(source)), None)
        self.tallies: list[CompiledTally] = []
        self._categories: ProbeTable[tuple[int, str]] = ProbeTable(self._index)
        self._unless: list[int] = []
        self._parameter_probes: dict[tuple[str, str], Probe] = {}
        for number, definition in enumerate(library.definitions):
            own = PatternCompiler(definition.words, compiler) if definition.words else compiler
            try:
                self._compile(number, definition, own)
            except LibraryError as error:
                raise LibraryError(f"{definition.id}: {error}") from error
        self._readings: dict[tuple[str, str], Reading] = {}

    def _compile(
        self, number: int, definition: ClauseDefinition, compiler: PatternCompiler
    ) -> None:
        def probes(sources: Iterable[str]) -> tuple[Probe, ...]:
            return tuple(self._index.probe(compiler.compile(source)) for source in sources)

        def guards(added: Iterable[Probe]) -> int:
            return sum(1 << self._guards.add(probe, None) for probe in added)

        for signal in definition.signals:
            (topic,) = probes([signal.topic])
            and_also = probes(signal.and_also)
            compiled = _CompiledSignal(
                number,
                frozenset(signal.force),
                guards(and_also),
                guards(probes(signal.unless)),
                signal.score,
            )
            self._signals.add(topic, compiled, *and_also)
        if definition.tally is not None:
            self._compile_tally(number, definition.tally, probes)
        self._unless.append(guards(probes(definition.unless)))
        for rule in definition.parameters:
            for source in (rule.near, *(p for group in rule.choices.values() for p in group)):
                if source is not None:
                    (self._parameter_probes[definition.id, source],) = probes([source])

    def _compile_tally(
        self, number: int, tally: Tally, probes: Callable[[Iterable[str]], tuple[Probe, ...]]
    ) -> None:
        for name, sources in tally.categories.items():
            for probe in probes(sources):
                self._categories.add(probe, (len(self.tallies), name))
        self.tallies.append(
            CompiledTally(
                number,
                frozenset(tally.force),
                tally.at_least,
                tuple(tally.categories),
                probes(tally.unless),
                tally.score,
            )
        )

    def read(self, lead: str, own: str) -> Reading:
        """Read a folded statement behind its folded lead-in (empty where it has none)."""
        key = (lead, own)
        reading = self._readings.get(key)
        if reading is None:
            if len(self._readings) >= _CACHE_SIZE:
                self._readings.clear()
            reading = self._readings[key] = self._read_anew(lead, own)
        return reading

    def _read_anew(self, lead: str, own: str) -> Reading:
        words = self._index.read(lead + own)
        # A match that ends in the lead-in belongs to the lead-in, a statement of its own.
        own_ends = words.all & -(2 << lead.count(" "))
        forces = self._forces.read(words)
        places = forces.places(words)
        return Reading(
            self._hits(words, own_ends, places),
            self._named_categories(words, own_ends, places),
            forces.binds(len(lead) + 1) and not self._is_unremarkable(words, own_ends),
            forces.has_force(),
            self._opinion.vote(words, forces) if self._opinion else NO_VOTE,
        )

    def words(self, lead: str, own: str) -> Words:
        """The words of a folded statement behind its folded lead-in."""
        return self._index.read(lead + own)

    def features(self, lead: str, own: str) -> tuple[Features, Features]:
        """What the second opinion learns from: the features of its judgment and its topic."""
        words = self.words(lead, own)
        return judgment_features(words, self._forces.read(words)), topic_features(words)

    def _hits(
        self, words: Words, own_ends: Places, places: dict[Force, Places]
    ) -> tuple[tuple[int, float, int], ...]:
        """The definitions that a statement meets, with score and offset."""
        hits: dict[int, tuple[float, int]] = {}
        ruled_out: set[int] = set()
        guards: int | None = None
        candidates = self._signals.candidates(words) & self._under(frozenset(places))
        for probe, signal in self._signals.chosen(candidates):
            number = signal.definition
            if number in ruled_out or (number in hits and hits[number][0] >= signal.score):
                continue
            found = probe.find(words, own_ends)
            if found and signal.force:
                found &= _union(places, signal.force)
            if not found:
                continue
            if guards is None:
                guards = self._guards.candidates(words)
            if self._any_guard(words, guards & self._unless[number]):
                ruled_out.add(number)
            elif self._holds(signal, words, guards):
                hits[number] = (signal.score, words.starts[first_place(found)])
        return tuple((number, score, place) for number, (score, place) in hits.items())

    def _under(self, forces: frozenset[Force]) -> int:
        """The numbers of the signals that may be met under these forces, one bit each."""
        known = self._signals_under.get(forces)
        if known is None:
            known = self._signals.numbers(
                lambda signal: not signal.force or not signal.force.isdisjoint(forces)
            )
            self._signals_under[forces] = known
        return known

    def _holds(self, signal: _CompiledSignal, words: Words, guards: int) -> bool:
        """Whether the rest of the statement lets the signal's topic be a finding.

        `guards` are those whose words are all there.
        """
        if guards & signal.and_also != signal.and_also:
            return False
        if any(not probe.find(words) for probe, _ in self._guards.chosen(signal.and_also)):
            return False
        return not self._any_guard(words, guards & signal.unless)

    def _any_guard(self, words: Words, numbers: int) -> bool:
        """Whether any of these guards matches anywhere."""
        return numbers > 0 and any(p.find(words) for p, _ in self._guards.chosen(numbers))

    def rules_out(self, number: int, folded: str) -> bool:
        """Whether a folded statement has in it what rules the definition of this number out."""
        words = self._index.read(folded)
        return self._any_guard(words, self._guards.candidates(words) & self._unless[number])

    def _is_unremarkable(self, words: Words, own_ends: Places) -> bool:
        """Whether the statement is about how the license itself works."""
        table = self._unremarkable
        return any(p.find(words, own_ends) for p, _ in table.chosen(table.candidates(words)))

    def _named_categories(
        self, words: Words, own_ends: Places, places: dict[Force, Places]
    ) -> tuple[tuple[int, frozenset[str]], ...]:
        """The tallies' categories that a statement names under their force."""
        named: dict[int, set[str]] = {}
        table = self._categories
        for probe, (number, category) in table.chosen(table.candidates(words)):
            under = _union(places, self.tallies[number].force)
            if under and probe.find(words, own_ends) & under:
                named.setdefault(number, set()).add(category)
        return tuple(
            (number, frozenset(categories))
            for number, categories in named.items()
            if not any(probe.find(words) for probe in self.tallies[number].unless)
        )

    def parameters(
        self, definition: ClauseDefinition, folded: str, raw: str, place: int
    ) -> dict[str, Any]:
        """The values that a definition's parameters have in a statement it matches.

        `folded` is the statement with its lead-in, `raw` the statement as it stands in the text;
        `place` is the offset of the match in `folded`.
        """
        if not definition.parameters:
            return {}
        words = self._index.read(folded)
        values: dict[str, Any] = {}
        for rule in definition.parameters:
            value: Any
            if rule.choices:
                value = _most_exact(
                    name
                    for name, sources in rule.choices.items()
                    if any(self._parameter_probes[definition.id, p].find(words) for p in sources)
                )
            else:
                near = place
                if rule.near is not None:
                    found = self._parameter_probes[definition.id, rule.near].find(words)
                    if found:
                        near = words.starts[first_place(found)]
                value = READERS[rule.reader](folded, raw, near)
            if value not in (None, [], ""):
                values[rule.name] = value
        return values

    def defined_parameters(
        self, definition: ClauseDefinition, defined: Iterable[str], known: Collection[str]
    ) -> dict[str, Any]:
        """The values that are not `known` and stand in definitions of terms, as the text has them.

        Only of parameters that ask for it; the first definition that states one counts.
        """
        values: dict[str, Any] = {}
        wanted = [r for r in definition.parameters if r.in_definitions and r.name not in known]
        for raw in defined if wanted else ():
            for rule in wanted:
                value = READERS[rule.reader](fold(raw), raw, None)
                if value is not None:
                    values.setdefault(rule.name, value)
        return values


def _most_exact(names: Iterable[str]) -> list[str]:
    """`names` without those that another one has in it: no "gas" beside "gas exploration"."""
    padded = [f" {name} " for name in names]
    return [
        name.strip()
        for name in padded
        if not any(name in other for other in padded if other != name)
    ]


def _union(places: dict[Force, Places], forces: frozenset[Force]) -> Places:
    """Where any of `forces` holds."""
    union = 0
    for force in forces:
        union |= places.get(force, 0)
    return union


def _frequencies(library: Library) -> Counter[str]:
    """How often words are met, judged by the library's own examples."""
    return Counter(
        word
        for definition in library.definitions
        for example in definition.examples
        for word in fold(example.text).split()
    )
