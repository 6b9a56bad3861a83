"""Scores the class of every text of the pinned license database against what is presumed of it."""

import tomllib
from dataclasses import dataclass, field

from licensecheck.analyzer import Analyzer
from licensecheck.errors import NoLicenseTextError
from licensecheck.evaluation import corpus
from licensecheck.evaluation.corpus import LicenseEntry
from licensecheck.model import Analysis, Classification


@dataclass(slots=True)
class DatabaseScore:
    """How many presumptions hold, disputed cases aside; `mistakes` are (group, key, line)."""

    osi: int = 0
    osi_right: int = 0
    presumed_open: int = 0
    open_right: int = 0
    presumed_closed: int = 0
    closed_right: int = 0
    disputed: int = 0
    unexplained_osi: int = 0  # unexplained sentences in the OSI-approved texts
    mistakes: list[tuple[str, str, str]] = field(default_factory=list)


def disputed() -> dict[str, str]:
    """Keys of `corpus/disputed.toml` with the class that reading the text shows."""
    path = corpus.CORPUS / "disputed.toml"
    if not path.exists():
        return {}
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
    return {case["key"]: case["reads_as"] for case in cases}


def selected() -> list[LicenseEntry]:
    """The texts that the manifest's `[database]` table selects, in key order."""
    rules = corpus.manifest()["database"]
    return [
        entry
        for entry in corpus.database().values()
        if len(entry.text) >= rules["minimum_length"]
        and not entry.flags & set(rules["left_out_flags"])
        and entry.category not in rules["left_out_categories"]
    ]


def score_database(analyzer: Analyzer) -> DatabaseScore:
    """Classify every selected text and compare with its presumption."""
    rules = corpus.manifest()["database"]
    known_disputed = disputed()
    score = DatabaseScore()
    for entry in selected():
        try:
            analysis = analyzer.analyze(entry.text)
        except NoLicenseTextError:
            analysis = None
        is_open = analysis is not None and analysis.classification is Classification.OSI_COMPATIBLE
        is_osi = entry.spdx_id in corpus.osi_approved()
        if is_osi and analysis is not None:
            score.unexplained_osi += len(analysis.unexplained)
        if entry.key in known_disputed:
            score.disputed += 1
            continue
        if is_osi:
            score.osi += 1
            score.osi_right += is_open
        if entry.category in rules["presumed_open"]:
            score.presumed_open += 1
            score.open_right += is_open
            if not is_open:
                group = "osi" if is_osi else "open"
                score.mistakes.append((group, entry.key, _why(analysis)))
        elif entry.category in rules["presumed_closed"]:
            score.presumed_closed += 1
            score.closed_right += not is_open
            if is_open:
                score.mistakes.append(("closed", entry.key, _why(analysis)))
    return score


def _why(analysis: Analysis | None) -> str:
    if analysis is None:
        return "nothing reads as license terms"
    if not analysis.restrictions:
        missing = [r.message.split("(")[1] for r in analysis.reasons if r.rule == "missing-right"]
        return f"{analysis.classification.value}, missing {missing}"
    return "; ".join(
        f"{finding.clause_id}: {' '.join(finding.text.split())[:160]}"
        for finding in analysis.restrictions[:4]
    )
