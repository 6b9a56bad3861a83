"""Annotations: one command a line, and nothing in a text that GitHub would take for another."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import TEXT, analysis, failure
from licensecheck.inputs import FailedInput
from licensecheck.reporting import RENDERERS, ReportOptions
from licensecheck.reporting.github import github_annotations
from licensecheck.reporting.problems import Problem, Reported

OPTIONS = ReportOptions(library_version="abc")
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescape(text):
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def parse(report):
    """The commands as a runner of GitHub reads them: name, properties, message."""
    commands = []
    for line in report.split("\n")[:-1]:
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        commands.append((match[1], {k: unescape(v) for k, v in pairs}, unescape(match[3])))
    return commands


def scan(*documents):
    return parse("".join(RENDERERS["github"](documents, OPTIONS)))


def test_a_scan_gives_notices():
    commands = scan(analysis())
    assert {name for name, _, _ in commands} == {"notice"}
    assert [properties["title"] for _, properties, _ in commands] == [
        "missing-right", "user-cap", "unexplained",
    ]  # fmt: skip
    _, place, message = commands[1]
    assert (place["file"], place["line"], place["col"]) == ("LICENSE", "4", "1")
    assert (place["endLine"], place["endColumn"]) == ("4", "78")
    assert message.startswith("User cap (threshold 700,000,000 · metric monthly active users): “If")


def test_a_failed_input_is_an_error():
    assert scan(failure("a b.txt")) == [
        ("error", {"file": "a b.txt", "title": "UnreadableFileError"},
         "does not exist; check the path"),
    ]  # fmt: skip


def test_a_check_gives_errors_and_warnings():
    problems = [
        Problem("user-cap", "error", "User cap, which is denied", "f", 4, 2, 40, "If you\nhave"),
        Problem("custom", "warning", "Nothing gives a right", "f", path="a/README.md"),
    ]
    report = "".join(github_annotations([Reported("LICENSE", None, "custom", problems)]))
    assert report == (
        "::error file=LICENSE,line=4,col=2,title=user-cap::"
        "User cap, which is denied: “If you have”\n"
        "::warning file=a/README.md,line=1,col=1,title=custom::Nothing gives a right\n"
    )


def test_nothing_found_is_nothing_said():
    assert scan(analysis(findings=(), reasons=(), unexplained=())) == []
    assert scan() == []


@pytest.mark.parametrize(
    "path", ["a,b:c/100%.txt", "für Ä/LICENSE", "<stdin>", "x%0A::error::y", "a=b"]
)
def test_odd_paths_come_back_as_they_were(path):
    for _, properties, _ in scan(analysis(path=path), failure(path)):
        assert properties["file"] == path


def test_a_text_without_a_file_has_no_file():
    assert all("file" not in properties for _, properties, _ in scan(analysis(path=None)))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_text_becomes_another_command(odd):
    text = f"{odd}\n::error::x\r::warning::\x1b[31m%0A"
    document = analysis(path=odd, text=TEXT + text, evidence=text)
    commands = scan(document, FailedInput(text, "NoLicenseTextError", text))
    assert len(commands) == 4
    for _, properties, message in commands:
        assert "\n" not in message
        assert "\r" not in message
        assert set(properties) <= {"file", "line", "col", "endLine", "endColumn", "title"}
