import pytest

from licensecheck.model_folders.claims import find_claims

CLAIMS = [
    "This model is open source.",
    "Foo-7B is a fully open-source large language model.",
    "# Foo: an open-source language model",
    "We open-source the weights today.",
    "We are open-sourcing\nour model.",
    "It is released under an open source license.",
    "Our **open-source** model beats its larger siblings.",
    "> The weights are free and OSI-approved.",
    "# Foo: an Open Source Language Model",
    "This is a fully-open-source release.",
    "The weights and the code are open source.",
]
NO_CLAIMS = [
    "The models outperform open-source chat models on most benchmarks.",
    "This model is not open source.",
    "The weights aren’t open source.",
    "Its license is not OSI-approved.",
    "Foo was evaluated against open source baselines.",
    "We believe in open source.",
    "Our code is open source.",
    "It is trained on open source code.",
    "We thank the open-source community.",
    "It is based on an open source library.",
    "Compared with other open-source models, it is strong.",
    "The Open LLM leaderboard ranks it first.",
    "You can open the source file in any editor.",
]


@pytest.mark.parametrize("sentence", CLAIMS)
def test_claims(sentence):
    (claim,) = find_claims(f"A first paragraph.\n\n{sentence}\n\nA last one.\n")
    assert claim.line == 3
    assert claim.text in sentence


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_no_claims(sentence):
    assert list(find_claims(f"A first paragraph.\n\n{sentence}\n")) == []


def test_code_blocks_are_left_out():
    assert list(find_claims("Run:\n\n```\necho this model is open source\n```\n")) == []


def test_a_claim_points_to_its_place():
    prose = "One.\nTwo is here. This model is open source. Three."
    (claim,) = find_claims(prose)
    assert (claim.line, claim.column) == (2, 14)
    assert prose[claim.start :].startswith(claim.text)
