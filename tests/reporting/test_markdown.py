"""The comment for a pull request: complete, and deaf to whatever a text says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensecheck.inputs import FailedInput
from licensecheck.model import Reason
from licensecheck.reporting.markdown import COMMENT_LIMIT, render_markdown
from reporting.made_by_hand import make_analysis, make_finding, sample

EVIL = "a | b ` c `` d <script>alert(1)</script> @someone #12 https://example.com **x**\n\n# head\n"
CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


def outside_code(line: str) -> str:
    """What is left of a line for Markdown to act on: without code, escapes and comments."""
    return re.sub(r"\\.|<!-- -->", "", CODE.sub("", line))


def cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row)) - 1


def evil_report(text: str) -> str:
    finding = make_finding(text, 0, len(text), parameters={"name": text, text: [text]}, title="T|")
    reason = Reason(rule="r", message=f"{text} and (`user-cap`) {text}", findings=(0,))
    analysis = make_analysis(text, [finding], path=text, reasons=[reason], note=text)
    return render_markdown([analysis, FailedInput(text, "UnreadableFileError", text)])


def test_a_comment_says_what_was_found() -> None:
    failed = FailedInput("cake.txt", "NoLicenseTextError", "nothing reads as license terms")
    lines = render_markdown([sample(), failed]).splitlines()
    assert "| `LICENSE` | **custom** | `user-cap` |" in lines
    assert (
        "| `cake.txt` | not analyzed | `NoLicenseTextError`: nothing reads as license terms |"
        in lines
    )
    assert "- User cap (`user-cap`) contradicts criterion 5." in lines
    assert (
        "| User cap (`user-cap`) | 5 | threshold `40,000,000`, metric `monthly active users` "
        "| `If your products have more than 40 million monthly active users, these rights do not "
        "reach you.` | 5 |" in lines
    )
    assert "- Conditions: `retain-notice` (line 6)" in lines
    assert "- Unexplained duties or bans: line 8" in lines


def check_is_deaf(report: str) -> None:
    lines = report.splitlines()
    widths = [cells(line) for line in lines if line.startswith("|")]
    assert widths[:4] == [3, 3, 3, 3]
    assert widths[4:] == [5, 5, 5]
    for line in lines:
        rest = outside_code(line)
        assert "<" not in rest
        if line.startswith("|"):
            rest = rest.strip("| ").replace("|", "")
        assert not re.search(r"[\[\]`]", rest)
    for line in lines:
        bare = CODE.sub("", line)
        assert not re.search(r"(?<!-->)@", bare)
        assert "://" not in bare
        assert not re.search(r"(?<![\\&])#\d", bare)


def test_nothing_in_a_text_breaks_the_table_or_becomes_markup() -> None:
    check_is_deaf(evil_report(EVIL))


@given(st.text(alphabet="a |`<>@#1:/\\\n[]()!*_&wW.", min_size=1, max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    check_is_deaf(evil_report("x" + text))


@pytest.mark.parametrize("count", [0, 1, 3000])
def test_a_comment_is_never_too_long(count: int) -> None:
    report = render_markdown([sample()] * count)
    assert len(report) <= COMMENT_LIMIT + 500
    assert ("are not listed here" in report) == (count == 3000)
    if count == 0:
        assert "No input was analyzed." in report


def test_white_space_in_reasons_is_kept() -> None:
    reason = Reason(rule="r", message="Needs `a` and `b`.")
    report = render_markdown([make_analysis("x", reasons=[reason])])
    assert "- Needs `a` and `b`." in report
