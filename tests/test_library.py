"""The clause library keeps its own promises: every example, every invariant, one test each."""

from pathlib import Path

import pytest

import licensecheck
from licensecheck.analyzer import Analyzer
from licensecheck.definition import ClauseDefinition, Example, Kind
from licensecheck.evaluation.gold import same_value
from licensecheck.library import load_library
from licensecheck.parsing import parse

LIBRARY = load_library()
DEFINITIONS_ALONE = Analyzer(LIBRARY, opinion=None)
EXAMPLES = [
    pytest.param(definition, example, id=f"{definition.id}-{number}-{example.expect}")
    for definition in LIBRARY.definitions
    for number, example in enumerate(definition.examples, 1)
]
TAXONOMY = Path(__file__).parents[1] / "docs" / "reference" / "taxonomy.md"


@pytest.mark.parametrize(("definition", "example"), EXAMPLES)
def test_example(definition: ClauseDefinition, example: Example) -> None:
    result = DEFINITIONS_ALONE.match(parse(example.text))
    matches = [match for match in result.matches if match.definition.id == definition.id]
    if example.expect == "known-miss":
        assert not matches, f"this known miss is found now: make it a match: {example.text}"
    elif example.expect == "known-false-alarm":
        assert matches, f"this known false alarm is gone: make it a no-match: {example.text}"
    elif example.expect == "no-match":
        assert not matches, f"{definition.id} must not be found ({example.why}): {example.text}"
    else:
        assert matches, f"{definition.id} must be found: {example.text}"
        read = {rule.name for rule in definition.parameters}
        read |= {"categories"} if definition.tally else set()
        for name in read & set(example.parameters):
            value = example.parameters[name]
            said = [match.parameters.get(name) for match in matches]
            assert any(same_value(value, one) for one in said), f"{name}: {said}, not {value}"


def _taxonomy_ids() -> set[str]:
    text = TAXONOMY.read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    grants_and_notices = text[text.index("## Grants") : text.index("# Classification")]
    named = {
        word for word in grants_and_notices.split("`")[1::2] if word.isidentifier() or "-" in word
    }
    return rows | named


def test_every_id_of_the_taxonomy_has_a_definition_and_no_other() -> None:
    assert {definition.id for definition in LIBRARY.definitions} == _taxonomy_ids()


@pytest.mark.parametrize("definition", LIBRARY.definitions, ids=lambda definition: definition.id)
def test_definition_has_examples_both_ways(definition: ClauseDefinition) -> None:
    needed = 6 if definition.kind is Kind.RESTRICTION else 2
    for expect in ("match", "no-match"):
        texts = {example.text for example in definition.examples if example.expect == expect}
        assert len(texts) >= needed, f"{len(texts)} {expect} examples, {needed} needed"


@pytest.mark.parametrize("definition", LIBRARY.definitions, ids=lambda definition: definition.id)
def test_no_match_examples_say_why(definition: ClauseDefinition) -> None:
    assert all(example.why for example in definition.examples if example.expect == "no-match")


def test_definition_lies_where_its_id_and_kind_say() -> None:
    folder = Path(__file__).parents[1] / "clause_library"
    for definition in LIBRARY.definitions:
        assert (folder / definition.kind.value / f"{definition.id}.toml").is_file()


MINIMAL = """
id = "no-umbrellas"
kind = "restriction"
title = "No umbrellas"
osd = 6
standing = "bespoke"
summary = "Bars use under an umbrella."
sources = ["https://opensource.org/osd"]

[[signals]]
topic = "umbrella*"
force = ["forbidden"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "no-umbrellas.toml").write_text(MINIMAL, encoding="utf-8")
    return tmp_path


def test_a_folder_of_ones_own_adds_a_definition(folder: Path) -> None:
    library = licensecheck.load_library(extra=[folder])
    analysis = licensecheck.Analyzer(library=library).analyze(
        "You may use, copy, modify and distribute this. You may not use it under an umbrella."
    )
    (finding,) = [f for f in analysis.restrictions if f.clause_id == "no-umbrellas"]
    assert finding.text == "You may not use it under an umbrella."
    assert analysis.classification == "custom"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("kind = ", "kid = "), ["no-umbrellas.toml", "kid", "did you mean `kind`"]),
        (("osd = 6", "osd = 11"), ["no-umbrellas.toml", "osd", "less than or equal to 10"]),
        (('standing = "bespoke"', ""), ["no-umbrellas.toml", "standing"]),
        (('"forbidden"', '"forbiden"'), ["no-umbrellas.toml", "signals.0.force", "forbidden"]),
        (('"umbrella*"', '"{umbrellas}"'), ["no-umbrellas", "{umbrellas}", "no word class"]),
        (('"umbrella*"', '"(umbrella"'), ["no-umbrellas", "`)` is missing"]),
        (('"umbrella*"', '"Umbrella"'), ["no-umbrellas", "lower case"]),
        (('"umbrella*"', '"[umbrella]"'), ["no-umbrellas", "matches the empty text"]),
        (("title = ", "title "), ["no-umbrellas.toml", "TOML"]),
    ],
)
def test_a_broken_definition_is_told_by_file_field_and_reason(
    folder: Path, change: tuple[str, str], told: list[str]
) -> None:
    path = folder / "no-umbrellas.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(licensecheck.LibraryError) as error:
        licensecheck.Analyzer(library=licensecheck.load_library(extra=[folder]))
    assert "\n" not in str(error.value)
    for part in told:
        assert part in str(error.value)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(licensecheck.LibraryError, match="no such folder"):
        licensecheck.load_library(extra=[tmp_path / "nowhere"])


def test_an_unknown_id_suggests_the_nearest() -> None:
    with pytest.raises(licensecheck.LibraryError, match=r"did you mean .*user-cap"):
        LIBRARY.get("user-caps")
