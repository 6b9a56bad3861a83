"""CycloneDX: valid by the library's own strict validator, and the same bytes every time."""

import json
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import TEXT, analysis, failure
from licensecheck import cli
from licensecheck.inputs import FailedInput
from licensecheck.reporting import RENDERERS, ReportOptions

VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)


def render(*documents, version="abc"):
    return "".join(RENDERERS["cyclonedx"](documents, ReportOptions(library_version=version)))


def report(*documents):
    text = render(*documents)
    error = VALIDATOR.validate_str(text)
    assert error is None, error
    return json.loads(text)


def properties(component):
    pairs = ((each["name"], each["value"]) for each in component.get("properties", []))
    return {name.removeprefix("licenseclauses:"): value for name, value in pairs}


def test_a_document_is_a_file_with_license_evidence():
    data = report(analysis())
    assert (data["bomFormat"], data["specVersion"]) == ("CycloneDX", "1.6")
    (component,) = data["components"]
    assert (component["type"], component["name"]) == ("file", "LICENSE")
    assert component["hashes"] == [{"alg": "SHA-256", "content": "0" * 64}]
    assert properties(component)["classification"] == "custom"
    assert properties(component)["restriction"] == "user-cap"
    (concluded,) = component["licenses"]
    assert concluded["license"]["name"] == "Sample Terms"
    assert concluded["license"]["acknowledgement"] == "concluded"
    (evidence,) = component["evidence"]["licenses"]
    assert evidence["license"]["text"]["content"] == TEXT
    cap = next(e for e in component["evidence"]["occurrences"] if e["symbol"] == "user-cap")
    assert (cap["location"], cap["line"], cap["offset"]) == ("LICENSE", 4, TEXT.index("If you"))
    assert "threshold 700,000,000" in cap["additionalContext"]
    assert "If you have more than 700 million" in cap["additionalContext"]


def test_the_tool_is_named():
    (tool,) = report()["metadata"]["tools"]["components"]
    assert tool["name"] == "licenseclauses"
    assert properties(tool) == {"library-version": "abc"}


def test_a_failed_input_is_a_component_with_its_error():
    good, bad = report(analysis(), failure())["components"]
    assert good["name"] == "LICENSE"
    assert properties(bad)["error-type"] == "UnreadableFileError"
    assert "evidence" not in bad


def test_no_documents_is_a_valid_report():
    assert report().get("components", []) == []


def test_no_findings_is_a_valid_report():
    (component,) = report(analysis(findings=(), reasons=(), unexplained=()))["components"]
    assert component["evidence"]["licenses"]


def test_the_same_inputs_give_the_same_bytes_and_others_another_serial_number():
    first = render(analysis(), failure())
    assert render(analysis(), failure()) == first
    others = [render(analysis()), render(analysis(), failure(), version="abd")]
    numbers = {json.loads(each)["serialNumber"] for each in [first, *others]}
    assert len(numbers) == 3
    assert "timestamp" not in json.loads(first)["metadata"]


def test_another_process_gives_the_same_bytes():
    code = (
        "import sys; from factories import analysis, failure;"
        "from licensecheck.reporting import RENDERERS, ReportOptions;"
        "sys.stdout.buffer.write(''.join(RENDERERS['cyclonedx']([analysis(), failure(),"
        " analysis(path='b')], ReportOptions('abc'))).encode())"
    )
    program = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    done = subprocess.run(program, capture_output=True, check=True, timeout=120)
    assert done.stdout.decode() == render(analysis(), failure(), analysis(path="b"))


@pytest.mark.parametrize("path", ["a b/LICENSE", "für Ä.txt", "<stdin>", None, "100%#?"])
def test_odd_paths(path):
    (component,) = report(analysis(path=path))["components"]
    assert component["name"] == (path or "(text)")


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_text_makes_it_invalid(odd):
    document = analysis(path=odd, text=odd + TEXT, evidence=odd)
    data = report(document, FailedInput(odd, "NoLicenseTextError", odd))
    assert len(data["components"]) == 2


def test_without_the_extra_the_error_names_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "cyclonedx", None)
    monkeypatch.setitem(sys.modules, "cyclonedx.model", None)
    monkeypatch.delitem(sys.modules, "licensecheck.reporting.cyclonedx", raising=False)
    assert cli.main(["scan", "--format", "cyclonedx", "nothing-here"]) == 2
    error = capsys.readouterr().err
    assert "pip install 'licenseclauses[cyclonedx]'" in error
    assert error.count("\n") == 1
