"""Scores the labeled texts: which clause ids are there, where, with which values, and the class."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from licensecheck.analyzer import Analyzer
from licensecheck.definition import Kind
from licensecheck.evaluation import corpus
from licensecheck.evaluation.scores import Tally
from licensecheck.model import Analysis, Span


@dataclass(slots=True)
class GoldScore:
    """The score over the labeled texts; `mistakes` are lines for a person to read."""

    by_id: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_kind: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    evidence: Tally = field(default_factory=Tally)
    parameters: Tally = field(default_factory=Tally)
    classes: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    class_right: int = 0
    texts: int = 0
    mistakes: list[tuple[str, str]] = field(default_factory=list)  # clause id, line


def score_gold(analyzer: Analyzer) -> GoldScore:
    """Analyze every labeled text and compare; labels that are not sure count neither way."""
    score = GoldScore()
    for label in corpus.labels():
        analysis = analyzer.analyze(corpus.license_text(label["key"]))
        _score_text(score, label, analysis, analyzer)
    return score


def _score_text(
    score: GoldScore, label: dict[str, Any], analysis: Analysis, analyzer: Analyzer
) -> None:
    key = label["key"]
    score.texts += 1
    accepted = [label["classification"], *(label.get("classification_also") or [])]
    said = analysis.classification.value
    score.classes[label["classification"], said] += 1
    if said in accepted:
        score.class_right += 1
    else:
        score.mistakes.append(("class", f"{key}: {said}, should be {accepted[0]}"))
    sure: dict[str, list[dict[str, Any]]] = defaultdict(list)
    unsure = set()
    for finding in label["findings"]:
        if finding["sure"]:
            sure[finding["clause"]].append(finding)
        else:
            unsure.add(finding["clause"])
    found = {finding.clause_id for finding in analysis.findings}
    for clause_id in sorted(set(sure) | found):
        kind = analyzer.library.get(clause_id).kind
        tally = Tally()
        if clause_id in sure and clause_id in found:
            tally.right = 1
            if kind is Kind.RESTRICTION:
                _score_evidence(score, key, clause_id, sure[clause_id], analysis)
        elif clause_id in sure:
            tally.missed = 1
            place = sure[clause_id][0]
            evidence = analysis.text[place["start"] : place["end"]]
            score.mistakes.append((clause_id, f"MISSED {key}: {_short(evidence)}"))
        elif clause_id not in unsure:
            tally.false_alarms = 1
            evidence = next(f.text for f in analysis.findings if f.clause_id == clause_id)
            score.mistakes.append((clause_id, f"FALSE {key}: {_short(evidence)}"))
        score.by_id[clause_id].add(tally)
        score.by_kind[kind.value].add(tally)


def _score_evidence(
    score: GoldScore, key: str, clause_id: str, labels: list[dict[str, Any]], analysis: Analysis
) -> None:
    found = [finding for finding in analysis.findings if finding.clause_id == clause_id]
    spans = [Span(start=label["start"], end=label["end"]) for label in labels]
    if any(finding.span.overlaps(span) for finding in found for span in spans):
        score.evidence.right += 1
    else:
        score.evidence.missed += 1
        score.mistakes.append((clause_id, f"ELSEWHERE {key}: {_short(found[0].text)}"))
    wanted = {name: value for label in labels for name, value in label["parameters"].items()}
    for name, value in wanted.items():
        said = [finding.parameters[name] for finding in found if name in finding.parameters]
        if any(same_value(value, one) for one in said):
            score.parameters.right += 1
        else:
            score.parameters.missed += 1
            score.mistakes.append((clause_id, f"PARAMETER {key}: {name} {said}, should be {value}"))


def same_value(wanted: Any, said: Any) -> bool:
    """Whether two parameter values mean the same, apart from case and order.

    A list of categories or regions counts as right where at least half of what is wanted is
    there and half of what is said is wanted: careful readers differ about the rest.
    """
    if isinstance(wanted, list) and isinstance(said, list):
        left = {str(value).casefold() for value in wanted}
        right = {str(value).casefold() for value in said}
        return 2 * len(left & right) >= max(len(left), len(right))
    if isinstance(wanted, str) and isinstance(said, str):
        return " ".join(wanted.split()).casefold() == " ".join(said.split()).casefold()
    return bool(wanted == said)


def _short(text: str, size: int = 260) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= size else flat[: size - 1] + "…"
