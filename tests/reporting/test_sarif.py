"""SARIF: valid by the published schema, whatever the inputs hold, and pointing at evidence."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import TEXT, analysis, definition, failure, finding
from licensecheck import load_library
from licensecheck.definition import Kind
from licensecheck.inputs import FailedInput
from licensecheck.reporting import RENDERERS, ReportOptions
from licensecheck.reporting.problems import Problem, Reported
from licensecheck.reporting.sarif import path_to_uri, sarif_report
from published_schemas import validate_sarif

pytestmark = pytest.mark.corpus

OPTIONS = ReportOptions(library_version="abc")


def report(*documents):
    (run,) = validate_sarif("".join(RENDERERS["sarif"](documents, OPTIONS)))["runs"]
    return run


def results(run, rule):
    return [each for each in run["results"] if each["ruleId"] == rule]


def region(result):
    return result["locations"][0]["physicalLocation"]["region"]


def test_a_restriction_is_a_result_at_its_evidence():
    run = report(analysis())
    (cap,) = results(run, "user-cap")
    assert (cap["kind"], cap["level"]) == ("fail", "error")
    assert cap["message"]["text"] == (
        "User cap (threshold 700,000,000 · metric monthly active users)"
    )
    place = region(cap)
    start = place["charOffset"]
    evidence = TEXT[start : start + place["charLength"]]
    assert evidence == place["snippet"]["text"]
    assert evidence.startswith("If you have more than 700 million")
    assert (place["startLine"], place["startColumn"]) == (4, 1)
    assert (place["endLine"], place["endColumn"]) == (4, 1 + len(evidence))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is True


def test_columns_and_offsets_count_code_points():
    text = "😀 Terms.\n\n𝒳𝒴 If you are\nmany 😀, ask us.\n"
    run = report(analysis(text=TEXT + text, evidence="If you are\nmany 😀, ask us."))
    place = region(results(run, "user-cap")[0])
    assert (place["startLine"], place["startColumn"]) == (9, 4)
    assert (place["endLine"], place["endColumn"]) == (10, 16)
    assert place["charLength"] == len("If you are\nmany 😀, ask us.")


def test_a_standard_restriction_is_a_warning():
    base = analysis()
    standard = definition("noncommercial", title="Noncommercial", standing="standard", osd=6)
    cap = base.findings[1].model_copy(
        update={"definition": standard, "clause_id": "noncommercial", "osd": (6,)}
    )
    run = report(base.model_copy(update={"findings": (base.findings[0], cap)}))
    (result,) = results(run, "noncommercial")
    assert result["level"] == "warning"
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert set(rule["properties"]["tags"]) == {"license", "restriction", "standard", "osd-6"}


def test_rules_tell_what_the_clause_library_says():
    run = report(analysis())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    rule = next(each for each in rules if each["id"] == "user-cap")
    assert rule["shortDescription"]["text"] == "User cap"
    assert rule["fullDescription"]["text"] == "What user-cap does."
    assert "criterion 5" in rule["help"]["text"]
    assert "**No discrimination against persons or groups**" in rule["help"]["markdown"]
    assert rule["properties"]["osd"] == 5


def test_what_is_no_problem_is_informational():
    run = report(analysis())
    for rule in ("grant-use", "retain-notice"):
        (result,) = results(run, rule)
        assert (result["kind"], result["level"]) == ("informational", "none")


def test_missing_rights_and_unexplained_sentences_are_results():
    run = report(analysis())
    (missing,) = results(run, "missing-right")
    assert missing["message"]["text"] == "Nothing gives the right to modify."
    assert region(missing) == {"startLine": 1, "startColumn": 1}
    (cat,) = results(run, "unexplained")
    assert cat["level"] == "note"
    assert region(cat)["snippet"]["text"] == "You must feed the cat."


def test_a_failed_input_is_a_notification():
    run = report(failure(), analysis(path="good"))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert note["descriptor"]["id"] == "UnreadableFileError"
    assert note["message"]["text"] == "does not exist; check the path"
    uris = [each["location"]["uri"] for each in run["artifacts"]]
    assert uris == ["missing.txt", "good"]
    assert {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in run["results"]
    } == {"good"}


def test_nothing_is_a_valid_report():
    assert report()["results"] == []
    assert report(analysis(findings=(), reasons=(), unexplained=()))["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("third party/LICENSE", "third%20party/LICENSE"),
        ("Lizenz für Ä.txt", "Lizenz%20f%C3%BCr%20%C3%84.txt"),
        ("100%/a#b?c", "100%25/a%23b%3Fc"),
        ("a:b/LICENSE", "a%3Ab/LICENSE"),
        ("../up/LICENSE", "../up/LICENSE"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\\x1b[31m\\n", "%5Cx1b%5B31m%5Cn"),
        ("/srv/a b", "file:///srv/a%20b"),
        ("C:/a b", "file:///C:/a%20b"),
        (None, "%28text%29"),
    ],
)
def test_paths_become_uris(path, uri):
    assert path_to_uri(path) == uri
    run = report(analysis(path=path))
    assert run["artifacts"][0]["location"]["uri"] == uri


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=40))
def test_no_text_makes_it_invalid(odd):
    base = analysis(path=odd, text=TEXT + odd, evidence=odd, note=odd)
    rewritten = base.findings[1].model_copy(update={"parameters": {"name": odd}})
    document = base.model_copy(update={"findings": (rewritten,)})
    run = report(document, FailedInput(odd, "NoLicenseTextError", odd))
    (cap,) = results(run, "user-cap")
    assert "](" not in cap["message"]["text"]
    assert region(cap)["charLength"] == len(odd)


def test_braces_are_no_placeholders():
    run = report(analysis(reasons=(), findings=(analysis().findings[1].model_copy(
        update={"parameters": {"name": "{0} [here](https://example.org)"}}),)))  # fmt: skip
    (cap,) = results(run, "user-cap")
    assert cap["message"]["text"] == "User cap (name {{0}} [here] (https://example.org))"


def fingerprints(run):
    return [each["partialFingerprints"]["clauseText/v1"] for each in run["results"]]


def test_fingerprints_outlive_reflowing_and_moving():
    evidence = "If you have more than 700 million monthly active users, ask us for a license."
    reflowed = evidence.replace(" 700", "\n700").replace(" ask", "\n  ask")
    moved = "Another line.\n\n" + TEXT.replace(evidence, reflowed)
    before = report(analysis())
    after = report(analysis(path="elsewhere/LICENSE", text=moved, evidence=reflowed, clauses=()))
    plain = report(analysis(clauses=()))
    assert fingerprints(after) == fingerprints(plain)
    assert len(set(fingerprints(before))) == len(before["results"])


def test_fingerprints_tell_wordings_apart():
    one = report(analysis(clauses=()))
    two = report(analysis(text=TEXT.replace("700", "800"), clauses=(),
                          evidence="If you have more than 800 million monthly"))  # fmt: skip
    assert set(fingerprints(one)) != set(fingerprints(two))


def test_the_same_clause_twice_is_two_alerts():
    evidence = "You may use"
    text = "You may use it.\n\n" + TEXT
    grant = definition("grant-use", Kind.GRANT, "Right to use", None, None)
    second = finding(text[10:], evidence, grant)
    found = analysis(text=text, clauses=()).findings
    run = report(analysis(text=text, clauses=(), findings=(found[0], second)))
    lines = [each["partialFingerprints"]["primaryLocationLineHash"]
             for each in results(run, "grant-use")]  # fmt: skip
    assert [line.rpartition(":")[2] for line in lines] == ["1", "2"]


def test_the_same_bytes_every_time():
    documents = [analysis(), failure()]
    first, second = ("".join(RENDERERS["sarif"](documents, OPTIONS)) for _ in range(2))
    assert first == second


def test_problems_of_a_check_have_their_own_levels_and_rules_without_definitions():
    problems = [
        Problem("user-cap", "warning", "User cap, denied", "f" * 32, 4, 1, 44, "If you"),
        Problem("declared-mismatch", "error", "the card says mit", "e" * 32),
        Problem("something-new", "error", "what is it", "d" * 32, path="a/model card.md"),
    ]
    known = {"user-cap": definition()}
    reports = [Reported("a", None, "custom", problems), Reported("a", None, None, problems[1:2])]
    (run,) = validate_sarif(sarif_report(reports, known.get, OPTIONS))["runs"]
    assert [each["level"] for each in run["results"]] == ["warning", "error", "error", "error"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["user-cap", "declared-mismatch", "something-new"]
    assert rules[0]["defaultConfiguration"]["level"] == "error"
    assert rules[2]["shortDescription"]["text"] == "Something new"
    uris = [each["location"]["uri"] for each in run["artifacts"]]
    assert uris == ["a", "a/model%20card.md"]
    assert run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "a/model%20card.md",
        "index": 1,
    }


def test_every_definition_of_the_library_makes_a_valid_rule():
    definitions = {each.id: each for each in load_library().definitions}
    problems = [Problem(name, "error", "m", "f" * 32) for name in definitions]
    (run,) = validate_sarif(
        sarif_report([Reported("a", None, "custom", problems)], definitions.get, OPTIONS)
    )["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        summary = " ".join(definitions[rule["id"]].summary.split())
        assert textwrap.shorten(rule["fullDescription"]["text"], 60) == textwrap.shorten(
            summary.replace("{", "{{").replace("}", "}}"), 60
        )
        assert rule["help"]["markdown"]
