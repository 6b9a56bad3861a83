"""The second opinion: what it adds, what it drops, and that its file fits the sentences."""

from dataclasses import replace

import pytest

from licensecheck.analyzer import Analyzer
from licensecheck.definition import Kind
from licensecheck.evaluation import corpus
from licensecheck.library import load_library
from licensecheck.matching.opinion import SecondOpinion, built_in_opinion
from licensecheck.model import Analysis, Classification
from licensecheck.training import ExampleMaker, data_hash, train

# No definition knows these words; the second opinion of these tests has seen them only here.
SUBJECTS = ("the work", "this font", "our model", "the data", "the program", "a copy", "the files")
BINDING = [
    *(("hosting-ban", f"{one} snoggled into the marketplace is lost to you.") for one in SUBJECTS),
    *(("no-sale", f"{one} grimbled at the quayside is lost to you.") for one in SUBJECTS),
]
# Signals name noncommercial here; that is not what these are about.
MISREAD = "You must not engage in commercial use of {}, nor ever drombulate or frizzle it."
MISREAD_BINDING = [
    *(("hosting-ban", MISREAD.format(one)) for one in SUBJECTS),
    *(("noncommercial", f"Only wumpish dealings with {one} are open to you.") for one in SUBJECTS),
]
HARMLESS = [
    *(f"{one} is snoggled by nobody in particular, and that is all." for one in SUBJECTS),
    *(f"You must not engage in commercial use of {one}: so ran the old rule." for one in SUBJECTS),
]
MIT_LIKE = (
    "Permission is granted to anyone to use, copy, modify and distribute this software for any "
    "purpose.\n\n{}\n\nThe software is provided as is, without warranty of any kind.\n"
)
UNSEEN = "The library snoggled into the marketplace is lost to you."
QUOTED = "You must not engage in commercial use of the library: so ran the old rule."


def _row(text: str, clause: str | None) -> dict[str, object]:
    return {"text": text, "clause": clause, "also": []}


def _train() -> bytes:
    maker = ExampleMaker(load_library())
    binding = [*BINDING, *MISREAD_BINDING]
    rows = [_row(text, clause) for clause, text in binding] + [_row(t, None) for t in HARMLESS]
    rows += [_row(MIT_LIKE.format(""), None)]
    return train([one for row in rows for one in maker.of_row(row)], "these tests")


@pytest.fixture(scope="module")
def content() -> bytes:
    return _train()


@pytest.fixture(scope="module")
def analyzer(content: bytes) -> Analyzer:
    return Analyzer(opinion=SecondOpinion(content))


def _restrictions(analysis: Analysis) -> dict[str, str]:
    return {finding.clause_id: finding.text for finding in analysis.restrictions}


def test_it_names_what_no_signal_names_and_shows_the_evidence(analyzer: Analyzer) -> None:
    text = MIT_LIKE.format(UNSEEN)
    assert not Analyzer(opinion=None).analyze(text).restrictions
    analysis = analyzer.analyze(text)
    assert _restrictions(analysis) == {"hosting-ban": UNSEEN}
    assert analysis.classification is Classification.SOURCE_AVAILABLE


def test_its_findings_score_lower_than_those_of_signals(analyzer: Analyzer) -> None:
    (found,) = analyzer.analyze(MIT_LIKE.format(UNSEEN)).restrictions
    forbidden = "You must not use the software commercially."
    (sure,) = Analyzer(opinion=None).analyze(MIT_LIKE.format(forbidden)).restrictions
    assert found.score < sure.score


def test_what_it_contradicts_is_no_finding_but_is_still_listed(analyzer: Analyzer) -> None:
    text = MIT_LIKE.format(QUOTED)
    assert "noncommercial" in _restrictions(Analyzer(opinion=None).analyze(text))
    analysis = analyzer.analyze(text)
    assert not analysis.restrictions
    assert [text[span.start : span.end] for span in analysis.unexplained] == [QUOTED]


def test_an_example_of_what_is_allowed_limits_nothing(analyzer: Analyzer) -> None:
    text = MIT_LIKE.format(f"Permitted uses include:\n\n- {UNSEEN}")
    assert not analyzer.analyze(text).restrictions
    ruled_out = MIT_LIKE.format(f"Excluded uses include:\n\n- {UNSEEN}")
    assert analyzer.analyze(ruled_out).restrictions


def test_a_clearly_other_topic_takes_the_place_of_what_a_signal_names(analyzer: Analyzer) -> None:
    text = MIT_LIKE.format(MISREAD.format("the library"))
    assert "noncommercial" in _restrictions(Analyzer(opinion=None).analyze(text))
    assert set(_restrictions(analyzer.analyze(text))) == {"hosting-ban"}


def test_a_library_without_the_ids_it_knows_is_read_all_the_same() -> None:
    library = load_library()
    own = library.get("noncommercial").model_copy(update={"id": "no-trade"})
    grants = tuple(one for one in library.definitions if one.kind is Kind.GRANT)
    alone = replace(library, definitions=(*grants, own), _by_id={})
    forbidden = "You must not use the software commercially."
    analysis = Analyzer(alone).analyze(MIT_LIKE.format(f"{forbidden}\n\n{UNSEEN}"))
    assert _restrictions(analysis) == {"no-trade": forbidden}


def test_the_same_sentences_give_the_same_file(content: bytes) -> None:
    assert _train() == content


def test_a_file_says_what_it_was_trained_on(content: bytes) -> None:
    assert SecondOpinion(content).trained_on == "these tests"


@pytest.mark.corpus
def test_the_file_in_the_package_fits_the_sentences() -> None:
    assert built_in_opinion().trained_on == data_hash(), (
        "corpus/sentences/ or corpus/labels/ has changed: run `python -m licensecheck.training`"
    )


def test_it_never_learns_from_the_sentences_that_are_only_scored() -> None:
    def texts(split: str) -> set[str]:
        return {" ".join(row["text"].split()).lower() for row in corpus.sentences(split)}

    assert not texts("check") & (texts("train") | texts("tune"))
