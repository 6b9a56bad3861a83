"""`python -m licensecheck.evaluation [gold] [bench] [database]`: one table of figures."""

import argparse
import io
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from licensecheck.analyzer import Analyzer
from licensecheck.evaluation import corpus
from licensecheck.evaluation.bench import score_bench
from licensecheck.evaluation.database import score_database
from licensecheck.evaluation.gold import score_gold
from licensecheck.evaluation.scores import rate
from licensecheck.matching.opinion import SecondOpinion

PARTS = ("gold", "bench", "database")


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the parts asked for and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m licensecheck.evaluation", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--split", choices=("train", "tune", "check"), default="check")
    parser.add_argument("--ids", default="", help="only these clause ids (comma-separated)")
    parser.add_argument(
        "--mistakes", action="store_true", help="list every mistake (never of check)"
    )
    parser.add_argument(
        "--model",
        metavar="FILE",
        help="another model file for the second opinion; `none` scores the definitions alone",
    )
    options = parser.parse_args(arguments)
    parts = options.parts or PARTS
    ids = frozenset(filter(None, options.ids.split(",")))
    analyzer = _analyzer(options.model)
    figures = io.StringIO()
    with redirect_stdout(figures):
        if "gold" in parts:
            print_gold(analyzer, ids, mistakes=options.mistakes)
        if "bench" in parts:
            print_bench(analyzer, options.split, ids, mistakes=options.mistakes)
        if "database" in parts:
            print_database(analyzer, mistakes=options.mistakes)
    print(figures.getvalue(), end="")
    if set(parts) == set(PARTS) and not (ids or options.mistakes or options.model):
        write_page(figures.getvalue(), analyzer)


def _analyzer(model: str | None) -> Analyzer:
    if model is None:
        return Analyzer()
    return Analyzer(opinion=None if model == "none" else SecondOpinion(Path(model).read_bytes()))


def write_page(figures: str, analyzer: Analyzer) -> None:
    """Write docs/accuracy.md: the figures and the known misses."""
    known = [
        f"- `{definition.id}` ({example.expect}): {' '.join(example.text.split())}"
        for definition in analyzer.library.definitions
        for example in definition.examples
        if example.expect.startswith("known-")
    ]
    page = f"""# Accuracy

Written by `python -m licensecheck.evaluation`, library version {analyzer.library.version}.

- *gold*: {len(corpus.labels())} real licenses labeled by careful reading (`corpus/labels/`); they
  were read while the definitions were written, and the second opinion has learned from them.
- *bench check*: sentences of our own in many registers, each put at a random place of a real open
  license (`corpus/sentences/check.jsonl`). They are only scored; no signal was written and nothing
  learned from them: the best guess at wordings nobody has seen. They are stranger than most
  licenses.
- *database*: every English text of the pinned license database, against what its category
  presumes; disputed cases (`corpus/disputed.toml`) aside.

```
{figures.rstrip()}
```

## Known misses

{chr(10).join(known) or "None is recorded."}
"""
    (corpus.ROOT / "docs" / "accuracy.md").write_text(page, encoding="utf-8")


def print_gold(analyzer: Analyzer, ids: frozenset[str], *, mistakes: bool) -> None:
    """Score the labeled texts and print the figures."""
    gold = score_gold(analyzer)
    for kind, tally in gold.by_kind.items():
        print(
            f"gold {kind:12} precision {tally.precision:.3f} recall {tally.recall:.3f} "
            f"F1 {tally.f1:.3f}  (right {tally.right}, false {tally.false_alarms}, "
            f"missed {tally.missed})"
        )
    print(f"gold evidence    {gold.evidence.recall:.3f}")
    print(f"gold parameters  {gold.parameters.recall:.3f}")
    print(f"gold class       {gold.class_right} of {gold.texts}")
    if mistakes:
        for clause_id, line in sorted(gold.mistakes):
            if not ids or clause_id in ids:
                print(f"  {clause_id}: {line}")


def print_bench(analyzer: Analyzer, split: str, ids: frozenset[str], *, mistakes: bool) -> None:
    """Score one split of the sentence bench and print the figures."""
    bench = score_bench(analyzer, split, ids)
    print(
        f"bench {split} right id    {bench.found} of {bench.binding} "
        f"({rate(bench.found, bench.binding):.3f})"
    )
    print(f"bench {split} not open    {rate(bench.closed, bench.binding):.3f}")
    print(f"bench {split} listed      {rate(bench.listed, bench.binding):.3f}")
    print(
        f"bench {split} left alone  {bench.left_alone} of {bench.harmless} "
        f"({rate(bench.left_alone, bench.harmless):.3f})"
    )
    print(f"bench {split} parameters  {rate(bench.parameters_right, bench.parameters_wanted):.3f}")
    for clause_id, (binding, found, harmless, alone) in sorted(bench.by_id.items()):
        print(
            f"  {clause_id:28} found {found:3} of {binding:3}   "
            f"left alone {alone:3} of {harmless:3}"
        )
    if mistakes and split != "check":
        for clause_id, line in sorted(bench.mistakes):
            print(f"  {clause_id}: {line}")


def print_database(analyzer: Analyzer, *, mistakes: bool) -> None:
    """Score the whole license database and print the figures."""
    score = score_database(analyzer)
    print(f"database OSI-approved    {score.osi_right} of {score.osi}")
    print(
        f"database presumed open   {score.open_right} of {score.presumed_open} "
        f"({rate(score.open_right, score.presumed_open):.3f})"
    )
    print(
        f"database presumed closed {score.closed_right} of {score.presumed_closed} "
        f"({rate(score.closed_right, score.presumed_closed):.3f})"
    )
    print(f"database disputed        {score.disputed}")
    print(
        f"database unexplained sentences a text, OSI-approved "
        f"{score.unexplained_osi / max(1, score.osi):.2f}"
    )
    if mistakes:
        for group, key, line in score.mistakes:
            print(f"  {group} {key}: {line}")


if __name__ == "__main__":
    main()
