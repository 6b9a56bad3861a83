import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from factories import TEXT, analysis, failure
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.json_report import read_schema, render_json, render_jsonl

OPTIONS = ReportOptions(library_version="abc")


def report(*documents):
    return json.loads("".join(render_json(documents, OPTIONS)))


def validate(data, part=None):
    schema = read_schema()
    if part is not None:
        schema = {**schema, "$id": "urn:part", "$ref": f"#/$defs/{part}"}
        for key in ("properties", "required", "additionalProperties", "type"):
            schema.pop(key)
    Draft202012Validator(schema).validate(data)


def test_schemas_are_schemas():
    for name in ("report", "library"):
        Draft202012Validator.check_schema(read_schema(name))


def test_report_has_the_shape_of_the_contract():
    data = report(analysis(), failure())
    validate(data)
    assert data["schema_version"] == "1"
    assert data["tool"]["name"] == "licenseclauses"
    assert data["tool"]["library_version"] == "abc"
    good, bad = data["documents"]
    assert good["path"] == "LICENSE"
    assert good["classification"] == "custom"
    assert good["error"] is None
    assert good["reasons"][0]["findings"] == [1]
    cap = good["findings"][1]
    assert cap["clause_id"] == "user-cap"
    assert cap["osd"] == [5]
    assert cap["parameters"] == {"threshold": 700000000, "metric": "monthly active users"}
    assert TEXT[cap["start"] : cap["end"]] == cap["text"]
    assert (cap["line"], cap["column"]) == (4, 1)
    assert good["unexplained"][0]["text"] == "You must feed the cat."
    assert bad["classification"] is None
    assert bad["findings"] == bad["clauses"] == bad["unexplained"] == []
    assert bad["error"]["type"] == "UnreadableFileError"
    assert "does not exist" in bad["error"]["message"]


def test_no_documents_is_a_valid_report():
    validate(report())


def test_jsonl_is_one_document_a_line_whatever_the_text_holds():
    odd = "ask\u2028us\u0085now\u2029"
    text = TEXT + odd
    lines = "".join(
        render_jsonl([analysis(text=text, evidence=odd), failure()], OPTIONS)
    ).splitlines()
    assert len(lines) == 2
    for line in lines:
        validate(json.loads(line), "document")
    assert json.loads(lines[0])["findings"][1]["text"] == odd


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"classification": "fine"},
        {"classification": None},
        {"error": {"type": "X", "message": "y"}},
        {"sha256": "short"},
    ],
)
def test_the_schema_is_strict(change):
    data = report(analysis())
    data["documents"][0].update(change)
    with pytest.raises(ValidationError):
        validate(data)
