"""What changed between two wordings, word by word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from licensecheck.normalizing import fold


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: the same in both texts, or what stood `before` and stands `after`.

    In a stretch that is the same, both hold the words of the later text.
    """

    same: bool
    before: tuple[str, ...]
    after: tuple[str, ...]


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces of two texts, in order; words that fold alike count as the same."""
    old, new = before.split(), after.split()
    operations = Indel.opcodes([fold(word) for word in old], [fold(word) for word in new])
    pieces: list[Piece] = []
    for operation in operations:
        came = tuple(new[operation.dest_start : operation.dest_end])
        went = tuple(old[operation.src_start : operation.src_end])
        same = operation.tag == "equal"
        pieces.append(Piece(same, came if same else went, came))
    return _joined(pieces)


def show_word_diff(
    pieces: Sequence[Piece],
    removed: Callable[[str], str],
    added: Callable[[str], str],
    context: int = 8,
) -> str:
    """The pieces as one line, with at most `context` unchanged words next to each change."""
    if all(piece.same for piece in pieces):
        return " ".join(word for piece in pieces for word in piece.after)
    parts = []
    for place, piece in enumerate(pieces):
        if piece.same:
            first, last = place == 0, place == len(pieces) - 1
            parts.append(_context(piece.after, 0 if first else context, 0 if last else context))
            continue
        if piece.before:
            parts.append(removed(" ".join(piece.before)))
        if piece.after:
            parts.append(added(" ".join(piece.after)))
    return " ".join(part for part in parts if part)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Joins neighboring changes, and changes that a single word stands between."""
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        inside = 0 < place < len(pieces) - 1
        if piece.same and inside and len(piece.after) == 1 and not joined[-1].same:
            piece = Piece(False, piece.before, piece.after)
        if joined and joined[-1].same is piece.same:
            last = joined.pop()
            piece = Piece(piece.same, last.before + piece.before, last.after + piece.after)
        joined.append(piece)
    return joined


def _context(words: Sequence[str], at_start: int, at_end: int) -> str:
    if len(words) <= at_start + at_end + 1:
        return " ".join(words)
    head, tail = words[:at_start], words[len(words) - at_end :]
    return " ".join([*head, "…", *tail])
