"""What changed between two license texts: clauses and findings added, removed and changed.

Layout, case, comment decoration, the numbers of clauses and their order change no terms, and
are not reported.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, computed_field
from rapidfuzz.distance import Indel

from licensecheck.analyzer import analyze
from licensecheck.model import Analysis, Classification, Clause, Finding
from licensecheck.normalizing import fold

MIN_SIMILARITY = 0.5
"""From which share of common words (0 to 1) two clauses count as one that was reworded."""

_ENUMERATOR_WORDS = r"(?:section|sec|article|art|clause|paragraph|part|appendix|exhibit)"

_Item = TypeVar("_Item")
_Pair = tuple[int, int]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ComparedText(_Frozen):
    """One of the two texts: its path (None for a string), the hash of its bytes, its class."""

    path: str | None
    sha256: str
    classification: Classification


class ClauseText(_Frozen):
    """A clause of one text: `start` and `end` count code points, `line` and `column` are 1-based.

    `number` is as a reader would cite it ("3(b)"), `heading` the title it stands under; both
    may come from a clause around it.
    """

    start: int
    end: int
    line: int
    column: int
    kind: Literal["section", "heading", "paragraph", "item"]
    number: str | None
    heading: str | None
    text: str


class ClauseChange(_Frozen):
    """A clause with another wording; `similarity` is the share of common words (0 to 1)."""

    before: ClauseText
    after: ClauseText
    similarity: float = Field(ge=0.0, le=1.0)


class ParameterChange(_Frozen):
    """A parameter of a finding with another value; None where it has none."""

    name: str
    before: Any
    after: Any


class FindingChange(_Frozen):
    """A finding of the same clause id with other parameters or another wording."""

    clause_id: str
    before: Finding
    after: Finding
    parameters: tuple[ParameterChange, ...]
    reworded: bool


class ClauseChanges(_Frozen):
    """Clauses that came, went and were reworded; in the order of the text they stand in."""

    added: tuple[ClauseText, ...] = ()
    removed: tuple[ClauseText, ...] = ()
    changed: tuple[ClauseChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class FindingChanges(_Frozen):
    """Findings that came, went and changed; in the order of the text they stand in."""

    added: tuple[Finding, ...] = ()
    removed: tuple[Finding, ...] = ()
    changed: tuple[FindingChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class Comparison(_Frozen):
    """What changed between two texts."""

    before: ComparedText
    after: ComparedText
    clauses: ClauseChanges
    findings: FindingChanges

    @computed_field  # type: ignore[prop-decorator]
    @property
    def same_terms(self) -> bool:
        """Whether nothing changed that matters: no clause, no finding, and not the class."""
        same_class = self.before.classification is self.after.classification
        return same_class and not self.clauses and not self.findings


def compare(before: str | Analysis, after: str | Analysis) -> Comparison:
    """What changed from `before` to `after`, each a license text or its analysis.

    A text is analyzed with the built-in clause library. Raises NoLicenseTextError where nothing
    in one of them reads as license terms.
    """
    old = analyze(before) if isinstance(before, str) else before
    new = analyze(after) if isinstance(after, str) else after
    if fold(old.text) == fold(new.text):
        # The same words in the same order: whatever differs comes from the layout.
        clauses, findings = ClauseChanges(), FindingChanges()
    else:
        clauses, findings = _compare_clauses(old, new), _compare_findings(old, new)
    return Comparison(
        before=_compared(old), after=_compared(new), clauses=clauses, findings=findings
    )


def _compared(analysis: Analysis) -> ComparedText:
    return ComparedText(
        path=analysis.path, sha256=analysis.sha256, classification=analysis.classification
    )


def _compare_clauses(old: Analysis, new: Analysis) -> ClauseChanges:
    before, after = _leaves(old), _leaves(new)
    old_words = [_leaf_words(old, leaf) for leaf in before]
    new_words = [_leaf_words(new, leaf) for leaf in after]
    pairs = _pair_equal(old_words, new_words)
    pairs += _pair_similar(
        _rest(old_words, pairs, 0), _rest(new_words, pairs, 1), old_words, new_words, MIN_SIMILARITY
    )
    changed = [
        ClauseChange(
            before=_clause_text(old, before[i]),
            after=_clause_text(new, after[j]),
            similarity=round(Indel.normalized_similarity(old_words[i], new_words[j]), 4),
        )
        for i, j in sorted(pairs, key=lambda pair: pair[1])
        if old_words[i] != new_words[j]
    ]
    added = [after[j] for j in _rest(after, pairs, 1) if new_words[j]]
    removed = [before[i] for i in _rest(before, pairs, 0) if old_words[i]]
    return ClauseChanges(
        added=tuple(_clause_text(new, leaf) for leaf in added),
        removed=tuple(_clause_text(old, leaf) for leaf in removed),
        changed=tuple(changed),
    )


def _leaves(analysis: Analysis) -> list[Clause]:
    parents = {clause.parent for clause in analysis.clauses}
    return [clause for place, clause in enumerate(analysis.clauses) if place not in parents]


def _with_ancestors(analysis: Analysis, leaf: Clause) -> Iterator[Clause]:
    clause: Clause | None = leaf
    while clause is not None:
        yield clause
        clause = analysis.clauses[clause.parent] if clause.parent is not None else None


def _clause_text(analysis: Analysis, leaf: Clause) -> ClauseText:
    start, end = leaf.span.start, leaf.span.end
    chain = list(_with_ancestors(analysis, leaf))
    line, column = analysis.lines.locate(start)
    return ClauseText(
        start=start,
        end=end,
        line=line,
        column=column,
        kind=leaf.kind,
        number=next((clause.number for clause in chain if clause.number), None),
        heading=next((clause.heading for clause in chain if clause.heading), None),
        text=analysis.text[start:end],
    )


def _leaf_words(analysis: Analysis, leaf: Clause) -> tuple[str, ...]:
    """The folded words of a leaf without the number that it, or what it begins, starts with."""
    folded = fold(analysis.text[leaf.span.start : leaf.span.end])
    numbers = (
        clause.number
        for clause in _with_ancestors(analysis, leaf)
        if clause.number and clause.span.start == leaf.span.start
    )
    number = next(numbers, None)
    if number is not None:
        folded = _enumerator(number).sub(" ", folded, count=1)
    return tuple(folded.split())


def _enumerator(number: str) -> re.Pattern[str]:
    """Matches the number at the start of a folded clause; the text has it whole or its end."""
    parts = [re.escape(part) for part in fold(number).split() if part.strip(".:,")]
    ends = ("(?:[.:] )?".join(f"{part} " for part in parts[at:]) for at in range(len(parts)))
    return re.compile(rf"^ (?:{_ENUMERATOR_WORDS} (?:[.] )?)?(?:{'|'.join(ends)})(?:[.:] )?")


def _compare_findings(old: Analysis, new: Analysis) -> FindingChanges:
    added: list[Finding] = []
    removed: list[Finding] = []
    changed: list[FindingChange] = []
    for clause_id in sorted({finding.clause_id for finding in (*old.findings, *new.findings)}):
        before = [finding for finding in old.findings if finding.clause_id == clause_id]
        after = [finding for finding in new.findings if finding.clause_id == clause_id]
        old_words = [_finding_words(finding) for finding in before]
        new_words = [_finding_words(finding) for finding in after]
        pairs = _pair_equal(
            list(zip(old_words, map(_parameter_key, before), strict=True)),
            list(zip(new_words, map(_parameter_key, after), strict=True)),
        )
        pairs += _pair_similar(
            _rest(before, pairs, 0), _rest(after, pairs, 1), old_words, new_words, 0.0
        )
        for i, j in pairs:
            change = _finding_change(before[i], after[j], old_words[i] != new_words[j])
            if change.parameters or change.reworded:
                changed.append(change)
        removed += [before[i] for i in _rest(before, pairs, 0)]
        added += [after[j] for j in _rest(after, pairs, 1)]
    return FindingChanges(
        added=tuple(sorted(added, key=_place)),
        removed=tuple(sorted(removed, key=_place)),
        changed=tuple(sorted(changed, key=lambda change: _place(change.after))),
    )


def _finding_words(finding: Finding) -> tuple[str, ...]:
    """The folded words of the evidence without an enumerator at its start."""
    words = _LEADING_NUMBER.sub(" ", fold(finding.text), count=1)
    return tuple(words.split())


_LEADING_NUMBER = re.compile(
    rf"^ (?:{_ENUMERATOR_WORDS} )?(?:\d+(?:\.\d+)*|[ivx]+|[a-z]) [.:] |^ \d+(?:\.\d+)+ "
)


def _finding_change(before: Finding, after: Finding, reworded: bool) -> FindingChange:
    names = dict.fromkeys((*before.parameters, *after.parameters))
    parameters = (
        ParameterChange(
            name=name, before=before.parameters.get(name), after=after.parameters.get(name)
        )
        for name in names
    )
    return FindingChange(
        clause_id=after.clause_id,
        before=before,
        after=after,
        parameters=tuple(each for each in parameters if each.before != each.after),
        reworded=reworded,
    )


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.clause_id


def _parameter_key(finding: Finding) -> str:
    return repr(sorted(finding.parameters.items(), key=lambda item: item[0]))


def _rest(items: Sequence[object], pairs: Sequence[_Pair], side: Literal[0, 1]) -> list[int]:
    paired = {pair[side] for pair in pairs}
    return [place for place in range(len(items)) if place not in paired]


def _pair_equal(before: Sequence[_Item], after: Sequence[_Item]) -> list[_Pair]:
    """Pairs what is equal, in order; of something that stands twice, the first with the first."""
    places: dict[_Item, list[int]] = {}
    for j in reversed(range(len(after))):
        places.setdefault(after[j], []).append(j)
    return [(i, places[item].pop()) for i, item in enumerate(before) if places.get(item)]


def _pair_similar(
    before: Sequence[int],
    after: Sequence[int],
    old_words: Sequence[tuple[str, ...]],
    new_words: Sequence[tuple[str, ...]],
    cutoff: float,
) -> list[_Pair]:
    """Pairs places of what is alike, the most alike first; ties go to the earlier places."""
    # One character a word: strings compare several times as fast as lists of words.
    codes: dict[str, str] = {}
    old_codes = {i: _coded(old_words[i], codes) for i in before if old_words[i]}
    new_codes = {j: _coded(new_words[j], codes) for j in after if new_words[j]}
    scored: list[tuple[float, int, int]] = []
    for i, old in old_codes.items():
        for j, new in new_codes.items():
            score = Indel.normalized_similarity(old, new, score_cutoff=cutoff)
            if score >= cutoff:
                scored.append((-score, i, j))
    pairs: list[_Pair] = []
    left, right = set(before), set(after)
    for _, i, j in sorted(scored):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((i, j))
    return pairs


def _coded(words: Sequence[str], codes: dict[str, str]) -> str:
    return "".join(codes.setdefault(word, chr(len(codes) % 0x10FFFF + 1)) for word in words)
