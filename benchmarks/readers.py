"""Whether the time of the value readers grows in step with the text, on awkward repetition.

`python benchmarks/readers.py` prints, for each repeated piece, the CPU seconds that all readers
together take on a text and on one twice as long; the second should be about twice the first.
"""

import time

from licensecheck.matching.values import READERS
from licensecheck.normalizing import fold

PIECES = (
    "a.", "1,", "million ", '"', "“", "(", "1 and ", "A", "a A ", "one ", "u . s . ",
    "Use Policy ", "https://", "twelve 12 ", "users, ", "' ", "www.", "policy of A ",
    "GPL License ", "100 000 ",
)  # fmt: skip
SIZE = 100_000  # code points


def reading_time(text: str) -> float:
    """CPU seconds of all readers on one text."""
    folded = fold(text)
    start = time.process_time()
    for reader in READERS.values():
        reader(folded, text, 10)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    for piece in PIECES:
        half, whole = (reading_time(piece * (size // len(piece))) for size in (SIZE, 2 * SIZE))
        print(f"{piece!r:16} {half:6.2f} s  {whole:6.2f} s")


if __name__ == "__main__":
    main()
