"""The second opinion: two linear models that read what no signal names.

The judgment says how likely a statement takes something away that open licenses leave to
everybody; the topics say which restriction that is. Both look at words and runs of words, the
judgment also at the force under which they stand. `python -m licensecheck.training` makes the
numbers in `second_opinion.bin` from the sentences of `corpus/sentences/` and the labeled texts.

A model has thousands of numbers and a statement meets a few hundred: they are added up here
without a library for arrays, which takes longer to start than a license takes to read.
"""

import json
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from struct import unpack

from licensecheck.definition import Force
from licensecheck.matching.force import ForceMap
from licensecheck.matching.words import Words

MODEL_FILE = Path(__file__).with_name("second_opinion.bin")
JUDGMENT_SIZE = 1 << 20  # features that the judgment tells apart, by their hash
TOPIC_SIZE = 1 << 17  # the same for the topics
SQUARE_UNIT = 0.5  # what a step of `LinearModel.squares` is worth

Features = set[int]

_STEM = 6  # letters of a longer word that count: "modify", "modifies" and "modified" meet
_PIECES = range(3, 7)  # lengths of the parts of words, for words that were never met
_LONGEST = 30  # letters of a token that parts are taken of
_LANE = 4  # bytes of a topic's column: room for the sum over millions of features
_SHIFT = 128  # makes a weight of one byte a number from 0 to 255
_MOST_TOKENS = 60_000  # bounds memory on texts that are no prose

# Odd factors and random numbers keep the kinds of features apart.
_LAST = JUDGMENT_SIZE - 1
_MARKS = {
    Force.FORBIDDEN: 0x9A5C3,
    Force.LIMITED: 0x2F169,
    Force.REQUIRED: 0xCD7E5,
    Force.ALLOWED: 0x38B2F,
    Force.NONE: 0x64E91,
}
_PAIR, _APART, _TRIPLE = 0x95B8D, 0x3C2A7, 0xE9F71


def judgment_features(words: Words, forces: ForceMap) -> Features:
    """What the judgment looks at: words and runs of up to three, bare and with their force."""
    stems = [_stem(token) for token in words.tokens]
    marks = [_MARKS[force] for force in forces.by_token(words)]
    pairs = [one * 5 + two for one, two in pairwise(stems)]
    features = set(stems)
    features.update(marks)
    features.update([stem ^ mark for stem, mark in zip(stems, marks, strict=True)])
    features.update([pair + _PAIR & _LAST for pair in pairs])
    features.update([(pair ^ mark) & _LAST for pair, mark in zip(pairs, marks, strict=False)])
    features.update(
        [one * 7 + three + _APART & _LAST for one, three in zip(stems, stems[2:], strict=False)]
    )
    features.update(
        [pair * 5 + three + _TRIPLE & _LAST for pair, three in zip(pairs, stems[2:], strict=False)]
    )
    return features


def topic_features(words: Words) -> Features:
    """What a topic shows in: words, parts of words, and neighboring words."""
    stems = [_stem(token) for token in words.tokens]
    features = {(one * 5 + two + _PAIR) % TOPIC_SIZE for one, two in pairwise(stems)}
    return features.union(*(_pieces(token) for token in words.distinct))


@lru_cache(maxsize=_MOST_TOKENS)
def _stem(token: str) -> int:
    return 1 if token.isdigit() else _hash(token[:_STEM]) % JUDGMENT_SIZE


@lru_cache(maxsize=_MOST_TOKENS)
def _pieces(token: str) -> frozenset[int]:
    marked = f"<{token[:_LONGEST]}>"
    pieces = {marked}
    for size in _PIECES:
        pieces.update(marked[at : at + size] for at in range(len(marked) - size + 1))
    return frozenset(_hash(piece) % TOPIC_SIZE for piece in pieces)


def _whole_number(lanes: bytes) -> int:
    return int.from_bytes(lanes, "little")


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Vote:
    """What a statement adds to the judgment: the sum of its weights, and their squared length.

    The votes of two statements that belong together can be added.
    """

    weight: float
    square: float

    def __add__(self, other: "Vote") -> "Vote":
        return Vote(self.weight + other.weight, self.square + other.square)


NO_VOTE = Vote(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One number a feature for each column, what to scale them with, and a constant a column.

    A feature's `squares` number is the square of how rare it is; a text's features are scaled to
    the length 1.
    """

    weights: "array[int]"  # the columns of a feature stand side by side
    unit: tuple[float, ...]  # what a step of a column's weights is worth
    squares: bytes
    constants: tuple[float, ...]

    def pack(self) -> bytes:
        """The model as bytes, for a model file."""
        head = {"type": self.weights.typecode, "unit": self.unit, "constants": self.constants}
        body = zlib.compress(self.squares + self.weights.tobytes(), 9)
        return json.dumps({**head, "size": len(self.squares)}).encode() + b"\n" + body

    @classmethod
    def unpack(cls, content: bytes) -> "LinearModel":
        """The model that `pack` gave these bytes of."""
        line, _, body = content.partition(b"\n")
        head = json.loads(line)
        numbers = zlib.decompress(body)
        weights = array(head["type"])
        weights.frombytes(numbers[head["size"] :])
        return cls(weights, tuple(head["unit"]), numbers[: head["size"]], tuple(head["constants"]))


class SecondOpinion:
    """The trained models in a model file; reusable, without state that shows."""

    def __init__(self, content: bytes) -> None:
        line, _, rest = content.partition(b"\n")
        head = json.loads(line)
        self.trained_on = str(head["trained_on"])
        self._ids = tuple(head["ids"])
        self._packed_topics = rest[head["judgment"] :]
        judgment = LinearModel.unpack(rest[: head["judgment"]])
        self._weight = judgment.weights.__getitem__
        self._square = judgment.squares.__getitem__
        (self._unit,) = judgment.unit
        (self._constant,) = judgment.constants

    @staticmethod
    def pack(
        ids: Sequence[str], judgment: LinearModel, topics: LinearModel, trained_on: str
    ) -> bytes:
        """The content of a model file; `topics` has a column for each of `ids`.

        `trained_on` names the data.
        """
        packed = judgment.pack()
        head = {"trained_on": trained_on, "ids": list(ids), "judgment": len(packed)}
        return json.dumps(head).encode() + b"\n" + packed + topics.pack()

    @cached_property
    def _topic_model(self) -> LinearModel:
        return LinearModel.unpack(self._packed_topics)

    @cached_property
    def _topic_lanes(self) -> bytes:
        """The weights of the topics, each shifted above zero, in a lane of its own.

        So the columns of a feature are one whole number, and adding such numbers adds all columns.
        """
        weights = self._topic_model.weights.tobytes()
        lanes = bytearray(_LANE * len(weights))
        lanes[::_LANE] = weights.translate(bytes((byte + _SHIFT) % 256 for byte in range(256)))
        return bytes(lanes)

    def vote(self, words: Words, forces: ForceMap) -> Vote:
        """What a statement adds to the judgment."""
        features = judgment_features(words, forces)
        weight = sum(map(self._weight, features)) * self._unit
        return Vote(weight, sum(map(self._square, features)) * SQUARE_UNIT)

    def judgment(self, vote: Vote) -> float:
        """How likely a restriction is: above 0 rather so, below 0 rather not.

        A distance from the boundary of a support vector machine, mostly between -2 and 2.
        """
        return vote.weight / (sqrt(vote.square) or 1.0) + self._constant

    def topics(self, statements: Iterable[Words]) -> dict[str, float]:
        """How likely statements read together are about each restriction, given there is one.

        Above 0 rather so, below 0 rather not; the sum has no meaning.
        """
        model = self._topic_model
        lanes = self._topic_lanes
        width = _LANE * len(self._ids)
        features = set().union(*(topic_features(words) for words in statements))
        rows = [lanes[one * width : (one + 1) * width] for one in features]
        added = sum(map(_whole_number, rows)).to_bytes(width, "little")
        shift = _SHIFT * len(rows)
        sums = [lane - shift for lane in unpack(f"<{len(self._ids)}I", added)]
        length = sqrt(sum(model.squares[feature] for feature in features) * SQUARE_UNIT) or 1.0
        return {
            clause_id: total * unit / length + constant
            for clause_id, total, unit, constant in zip(
                self._ids, sums, model.unit, model.constants, strict=True
            )
        }


@cache
def built_in_opinion() -> SecondOpinion:
    """The trained models that come with the package."""
    return SecondOpinion(MODEL_FILE.read_bytes())
