"""`python -m licensecheck.training`: trains the second opinion and writes its model file.

It learns from the splits "train" and "tune" of `corpus/sentences/` and from the labeled licenses;
never from "check" or from the rest of the license database. The same data and the same cues give
the same file. Needs scikit-learn.
"""

import argparse
import hashlib
import json
from array import array
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from licensecheck.definition import Kind
from licensecheck.evaluation import corpus
from licensecheck.library import Library, load_library
from licensecheck.matching.matcher import Matcher
from licensecheck.matching.opinion import (
    JUDGMENT_SIZE,
    MODEL_FILE,
    SQUARE_UNIT,
    TOPIC_SIZE,
    Features,
    LinearModel,
    SecondOpinion,
)
from licensecheck.parsing import parse

_FEWEST = 2  # examples that a feature must be met in
_JUDGMENT_COST = 2.0  # of a wrong example, for the support vector machine
_TOPIC_COST = 1.0
_TOPIC_WEIGHT = 4  # of an example of the topic, against one of another
_SPLITS = ("train", "tune")


@dataclass(frozen=True, slots=True)
class Example:
    """What is learned from: the features of a statement or two, and the restrictions there."""

    judgment: Features
    topic: Features
    ids: Set[str]  # empty where nothing is restricted


class ExampleMaker:
    """Reads texts into examples as the matcher would read them."""

    def __init__(self, library: Library) -> None:
        self._matcher = Matcher(library)
        self._restrictions = {d.id for d in library.definitions if d.kind is Kind.RESTRICTION}

    def of_row(self, row: dict[str, Any]) -> list[Example]:
        """The examples of a row of `corpus/sentences/`.

        Where a restriction takes several sentences it may stand in any of them: only the whole
        and the pairs of neighbors count.
        """
        features = [self._matcher.features(one) for one in self._matcher.read(parse(row["text"]))]
        ids = self._restrictions.intersection((row["clause"], *row["also"]))
        pairs = [_join(pair) for pair in pairwise(features)]
        units = features if not ids or len(features) == 1 else []
        whole = [_join(features)] if len(features) > 2 else []
        return [Example(*unit, ids) for unit in (*units, *pairs, *whole)]

    def of_text(self, text: str, findings: Sequence[dict[str, Any]]) -> list[Example]:
        """The examples of a license with its labeled findings: one for each statement."""
        examples = []
        for one in self._matcher.read(parse(text)):
            here = one.statement
            ids = self._restrictions.intersection(
                label["clause"]
                for label in findings
                if label["start"] < here.end and here.start < label["end"]
            )
            examples.append(Example(*self._matcher.features(one), ids))
        return examples


def _join(units: Sequence[tuple[Features, Features]]) -> tuple[Features, Features]:
    return (
        set().union(*(judgment for judgment, _ in units)),
        set().union(*(topic for _, topic in units)),
    )


def collect(library: Library, *, with_labels: bool = True) -> list[Example]:
    """Every example there is to learn from; without the labeled licenses if not `with_labels`."""
    maker = ExampleMaker(library)
    examples = [
        example
        for split in _SPLITS
        for row in corpus.sentences(split)
        for example in maker.of_row(row)
    ]
    for label in corpus.labels() if with_labels else ():
        examples += maker.of_text(corpus.license_text(label["key"]), label["findings"])
    return examples


def train(examples: Sequence[Example], trained_on: str) -> bytes:
    """The content of a model file that has learned from `examples`.

    `trained_on` names the data and is kept in the file. Raises ImportError without scikit-learn.
    """
    from sklearn.svm import LinearSVC

    ids = tuple(sorted(frozenset().union(*(example.ids for example in examples))))
    features, rarity = _weighted([example.judgment for example in examples], JUDGMENT_SIZE)
    judgment = LinearSVC(C=_JUDGMENT_COST, random_state=0)
    judgment.fit(features, np.array([bool(example.ids) for example in examples]))
    binding = [example for example in examples if example.ids]
    topic_features, topic_rarity = _weighted([one.topic for one in binding], TOPIC_SIZE)
    topics = []
    for clause_id in ids:
        topic = LinearSVC(C=_TOPIC_COST, class_weight={0: 1, 1: _TOPIC_WEIGHT}, random_state=0)
        topic.fit(topic_features, np.array([clause_id in one.ids for one in binding]))
        topics.append(topic)
    return SecondOpinion.pack(
        ids,
        _linear_model("h", [judgment], rarity),
        _linear_model("b", topics, topic_rarity),
        trained_on,
    )


def _weighted(features: Sequence[Features], size: int) -> tuple[Any, NDArray[np.float64]]:
    """A row of length 1 for each set of features, the rarer ones heavier; and how rare each is."""
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    bounds = np.cumsum([0, *(len(one) for one in features)])
    places = np.array([feature for one in features for feature in sorted(one)])
    met = np.bincount(places, minlength=size)
    rarity = np.where(met < _FEWEST, 0, np.log(len(features) / np.maximum(met, 1)) + 1)
    matrix = csr_matrix((rarity[places], places, bounds), shape=(len(features), size))
    return normalize(matrix), rarity


def _linear_model(
    kind: Literal["b", "h"], columns: Sequence[Any], rarity: NDArray[np.float64]
) -> LinearModel:
    """Trained machines as columns of whole numbers of one byte ("b") or two ("h")."""
    weights = np.stack([column.coef_[0] for column in columns], axis=1) * rarity[:, None]
    largest = np.iinfo(kind).max
    units = np.maximum(np.abs(weights).max(axis=0), 1e-9) / largest
    return LinearModel(
        array(kind, np.round(weights / units).astype(kind).tobytes()),
        tuple(units.tolist()),
        np.round(rarity**2 / SQUARE_UNIT).astype(np.uint8).tobytes(),
        tuple(float(column.intercept_[0]) for column in columns),
    )


def data_hash() -> str:
    """A hash of all that is learned from."""
    digest = hashlib.sha256()
    files = [corpus.CORPUS / "sentences" / f"{split}.jsonl" for split in _SPLITS]
    for path in (*files, *sorted((corpus.CORPUS / "labels").glob("*.json"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on everything and write the model file."""
    parser = argparse.ArgumentParser(prog="python -m licensecheck.training", description=__doc__)
    parser.add_argument("--output", type=Path, default=MODEL_FILE, help="the model file to write")
    parser.add_argument(
        "--without-labels", action="store_true", help="leave the labeled licenses to be scored"
    )
    options = parser.parse_args(arguments)
    if options.without_labels and options.output == MODEL_FILE:
        parser.error("--without-labels needs --output: the package's own file learns from them")
    library = load_library()
    examples = collect(library, with_labels=not options.without_labels)
    content = train(examples, data_hash())
    options.output.write_bytes(content)
    facts = {"examples": len(examples), "bytes": len(content), "file": options.output.name}
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
