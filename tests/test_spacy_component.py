"""The spaCy component: the parser's leaf clauses as spans of whole tokens."""

import importlib
import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from licensecheck import spacy_component
from licensecheck.model import Clause, Span
from licensecheck.parsing import parse
from licensecheck.spacy_component import make_license_clauses

ROOT = Path(__file__).parent.parent
SAMPLE = (ROOT / "corpus/texts/aurora-model-license.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("license_clauses")
    return nlp


def check(doc: Doc) -> None:
    spans = doc.spans["license_clauses"]
    records = doc._.license_clauses
    assert len(spans) == len(records)
    position = 0
    for span, record in zip(spans, records, strict=True):
        assert span.start >= position
        assert span.end > span.start
        position = span.end
        assert span.label_ == record["kind"]
        assert span.end_char >= record["end"]
        assert span.start_char < record["end"]


def test_the_leaf_clauses_become_spans_in_order(nlp: Language) -> None:
    doc = nlp(SAMPLE)
    check(doc)
    clauses = parse(SAMPLE).clauses
    parents = {clause.parent for clause in clauses}
    leaves = [clause for index, clause in enumerate(clauses) if index not in parents]
    assert len(doc.spans["license_clauses"]) == len(leaves) > 20
    for span, record, leaf in zip(
        doc.spans["license_clauses"], doc._.license_clauses, leaves, strict=True
    ):
        assert span.text == SAMPLE[leaf.span.start : leaf.span.end]
        assert record["number"] == leaf.number
        assert record["heading"] == leaf.heading
        assert (record["start"], record["end"]) == (leaf.span.start, leaf.span.end)


def test_every_non_blank_token_lies_in_a_clause(nlp: Language) -> None:
    doc = nlp(SAMPLE)
    covered = {token.i for span in doc.spans["license_clauses"] for token in span}
    assert all(token.is_space for token in doc if token.i not in covered)


def test_clauses_that_meet_inside_a_token_do_not_overlap(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = [(0, 2), (2, 3), (3, 9), (10, 14)]
    clauses = tuple(
        Clause(span=Span(start=start, end=end), level=0, kind="item") for start, end in bounds
    )

    class Parsed:
        def __init__(self, text: str) -> None:
            self.clauses = clauses

    monkeypatch.setattr(spacy_component, "parse", Parsed)
    doc = nlp("abcd efgh ijkl")
    check(doc)
    assert [span.text for span in doc.spans["license_clauses"]] == ["abcd", "efgh", "ijkl"]
    assert [record["start"] for record in doc._.license_clauses] == [0, 3, 10]


@pytest.mark.parametrize("text", ["", " \n\n ", "word"])
def test_small_texts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    check(doc)
    assert len(doc.spans["license_clauses"]) == (1 if text.strip() else 0)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab. ()12\n\t\r-*§A:;é\u2029\x0c", max_size=80))
def test_any_text(text: str) -> None:
    doc = spacy.blank("en")(text)
    assert doc.text == text
    check(make_license_clauses(spacy.blank("en"), "license_clauses")(doc))


def test_the_clauses_of_a_saved_doc_come_back(nlp: Language) -> None:
    doc = nlp(SAMPLE)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (loaded,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    check(loaded)
    assert loaded._.license_clauses == doc._.license_clauses
    assert [s.text for s in loaded.spans["license_clauses"]] == [
        s.text for s in doc.spans["license_clauses"]
    ]


def test_a_saved_pipeline_comes_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    check(spacy.load(tmp_path)(SAMPLE))


def test_many_texts_and_one_after_another_do_not_mix(nlp: Language) -> None:
    first, second = nlp.pipe([SAMPLE, "1. One.\n2. Two."])
    check(first)
    check(second)
    assert len(second._.license_clauses) == 2


def test_the_entry_point_names_the_factory() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["license_clauses"].partition(":")
    assert getattr(importlib.import_module(module), name) is make_license_clauses
