"""How fast a text is analyzed: `python benchmarks/speed.py` prints one table of figures.

Megabytes are 10**6 bytes of UTF-8; times are CPU seconds of one core, so that a busy machine
blurs them less. The texts come from the pinned license database (`corpus/manifest.toml`).
"""

import argparse
import contextlib
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from licensecheck.analyzer import Analyzer
from licensecheck.errors import NoLicenseTextError
from licensecheck.evaluation import database

TEXTS = 400
GROWTH = (1, 2, 5, 10)  # megabytes of one text
FIRST_ANSWER = (
    "import licensecheck; "
    "licensecheck.analyze('Permission is granted to use, copy, modify and sell this software.')"
)


def license_texts() -> list[str]:
    """400 texts, drawn evenly from the whole database in the order of its keys."""
    texts = [entry.text for entry in database.selected()]
    return texts[:: len(texts) // TEXTS][:TEXTS]


def size(text: str) -> float:
    """Megabytes of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass")) / 1e6


def analysis_time(analyzer: Analyzer, texts: list[str]) -> float:
    """CPU seconds to analyze `texts` one after the other."""
    start = time.process_time()
    for text in texts:
        with contextlib.suppress(NoLicenseTextError):
            analyzer.analyze(text)
    return time.process_time() - start


def start_up_times(runs: int = 5) -> list[float]:
    """Wall seconds from starting Python to the answer on one sentence, in ascending order."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_ANSWER], check=True)
        times.append(time.perf_counter() - start)
    return sorted(times)


def peak_memory() -> float:
    """The most memory that this process held so far, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def long_texts(texts: list[str]) -> Iterator[str]:
    """One text of each size of `GROWTH`, licenses one behind the other as often as it takes."""
    whole = "\n\n".join(texts)
    for megabytes in GROWTH:
        yield (whole * (1 + int(megabytes / size(whole))))[: megabytes * 1_000_000]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--growth", action="store_true", help="also single texts up to 10 MB")
    options = parser.parse_args()
    times = start_up_times()
    print(f"start-up         {times[len(times) // 2]:.2f} s to a first answer (median of 5)")
    texts = license_texts()
    analyzer = Analyzer()
    seconds = analysis_time(analyzer, texts)
    megabytes = sum(map(size, texts))
    print(f"texts            {len(texts)} licenses, {megabytes:.2f} MB")
    print(f"speed            {megabytes / seconds:.2f} MB/s, {len(texts) / seconds:.0f} texts/s")
    print(f"peak memory      {peak_memory():.0f} MB")
    if options.growth:
        for text in long_texts(texts):
            seconds = analysis_time(Analyzer(), [text])
            print(f"one text         {size(text):.1f} MB in {seconds:.1f} s")
        print(f"peak memory      {peak_memory():.0f} MB")


if __name__ == "__main__":
    main()
