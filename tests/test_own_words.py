"""Every sentence of the corpus and the clause library is our own: none runs along with a license.

Short terms of art are everybody's; twelve words in a row are somebody's sentence.
"""

import re
from collections.abc import Iterator

import pytest

from licensecheck.evaluation import corpus
from licensecheck.library import load_library

pytestmark = pytest.mark.corpus

_RUN = 12


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


@pytest.fixture(scope="module")
def real_runs() -> set[int]:
    return {hash(run) for entry in corpus.database().values() for run in _runs(entry.text)}


def test_a_run_of_a_real_license_is_recognized(real_runs: set[int]) -> None:
    text = corpus.license_text("mit")
    assert all(hash(run) in real_runs for run in _runs(text))


@pytest.mark.parametrize("split", ["train", "tune", "check"])
def test_sentences(real_runs: set[int], split: str) -> None:
    assert not _copied({row["id"]: row["text"] for row in corpus.sentences(split)}, real_runs)


def test_examples_of_the_library(real_runs: set[int]) -> None:
    definitions = load_library().definitions
    texts = {one.text: one.text for definition in definitions for one in definition.examples}
    assert not _copied(texts, real_runs)


def test_texts_of_the_corpus(real_runs: set[int]) -> None:
    paths = [path for path in (corpus.CORPUS / "texts").iterdir() if path.is_file()]
    assert paths
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    assert not _copied(texts, real_runs)


def _copied(texts: dict[str, str], real_runs: set[int]) -> dict[str, str]:
    """By the name of a text, the last of its runs that a real license has too."""
    return {
        name: run for name, text in texts.items() for run in _runs(text) if hash(run) in real_runs
    }
