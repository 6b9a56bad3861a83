"""The floor under the accuracy on the labeled licenses; docs/accuracy.md has the figures."""

import pytest

from licensecheck.analyzer import default_analyzer
from licensecheck.evaluation.gold import GoldScore, score_gold

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def gold() -> GoldScore:
    return score_gold(default_analyzer())


@pytest.mark.parametrize(
    ("kind", "floor"),
    [("restriction", 0.90), ("condition", 0.97), ("grant", 0.97), ("notice", 0.97)],
)
def test_f1_of_a_kind(gold: GoldScore, kind: str, floor: float) -> None:
    assert gold.by_kind[kind].f1 >= floor


def test_evidence_and_parameters(gold: GoldScore) -> None:
    assert gold.evidence.recall >= 0.95
    assert gold.parameters.recall >= 0.90


def test_classes(gold: GoldScore) -> None:
    assert gold.class_right >= 53
