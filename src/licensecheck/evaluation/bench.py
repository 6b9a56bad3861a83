"""Scores the sentence bench: each sentence inside a real open license, at a random place."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from licensecheck.analyzer import Analyzer
from licensecheck.evaluation import corpus
from licensecheck.evaluation.gold import same_value
from licensecheck.model import Classification, Span

# Open licenses of many shapes that carry the sentences.
HOSTS = (
    "mit",
    "apache-2.0",
    "bsd-new",
    "isc",
    "mpl-2.0",
    "zlib",
    "boost-1.0",
    "ecl-2.0",
    "upl-1.0",
)
_SEED = 7


@dataclass(slots=True)
class BenchScore:
    """The score over one split; `mistakes` are (clause id, line) for a person to read."""

    binding: int = 0
    found: int = 0  # the right id, overlapping the sentence
    closed: int = 0  # the class is no longer open
    listed: int = 0  # found, or named otherwise, or at least listed as unexplained
    harmless: int = 0
    left_alone: int = 0  # class unchanged and no restriction overlapping the sentence
    parameters_wanted: int = 0
    parameters_right: int = 0
    by_id: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    mistakes: list[tuple[str, str]] = field(default_factory=list)


def score_bench(analyzer: Analyzer, split: str, only: frozenset[str] = frozenset()) -> BenchScore:
    """Score the split "tune" or "check"; `only` restricts it to sentences of these ids."""
    score = BenchScore()
    for row in corpus.sentences(split):
        about = row["clause"] or row["near"]
        if only and about not in only:
            continue
        text, span = insert(row["text"], row["id"])
        analysis = analyzer.analyze(text)
        here = [f for f in analysis.restrictions if f.span.overlaps(span)]
        ids = {finding.clause_id for finding in here}
        is_open = analysis.classification is Classification.OSI_COMPATIBLE
        counts = score.by_id[about or "general"]
        line = f"{row['id']} -> {sorted(ids)}: {' '.join(row['text'].split())}"
        if row["verdict"] == "binding":
            score.binding += 1
            counts[0] += 1
            wanted = {row["clause"]}
            if wanted <= ids:
                score.found += 1
                counts[1] += 1
                _score_parameters(score, row, here)
            else:
                score.mistakes.append((about, f"MISSED {line}"))
            score.closed += not is_open
            unexplained = any(one.overlaps(span) for one in analysis.unexplained)
            score.listed += bool(ids) or unexplained
            extra = ids - wanted - set(row["also"])
            if extra and wanted <= ids:
                score.mistakes.append((about, f"EXTRA {line}"))
        else:
            score.harmless += 1
            counts[2] += 1
            if is_open and not ids:
                score.left_alone += 1
                counts[3] += 1
            else:
                score.mistakes.append((about or "general", f"FALSE {line}"))
    return score


def insert(sentence: str, seed: str) -> tuple[str, Span]:
    """Put `sentence` as a paragraph of its own between two of a host license.

    The host and the place are drawn from `seed`. Returns the text and the sentence's span.
    """
    draw = random.Random(f"{_SEED}/{seed}")
    host = corpus.license_text(draw.choice(HOSTS))
    breaks = [at for at in range(len(host)) if host.startswith("\n\n", at)]
    at = draw.choice(breaks) if breaks else len(host)
    start = at + 2
    text = f"{host[:at]}\n\n{sentence}\n\n{host[at:].lstrip()}"
    return text, Span(start=start, end=start + len(sentence))


def _score_parameters(score: BenchScore, row: dict[str, Any], here: list[Any]) -> None:
    found = [f for f in here if f.clause_id == row["clause"]]
    for name, value in row["parameters"].items():
        score.parameters_wanted += 1
        said = [finding.parameters.get(name) for finding in found]
        if any(same_value(value, one) for one in said):
            score.parameters_right += 1
        else:
            text = " ".join(row["text"].split())
            line = f"PARAMETER {row['id']}: {name} {said}, should be {value}: {text}"
            score.mistakes.append((row["clause"], line))
