import pytest

from factories import analysis, failure
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.text import render_text


def render(*documents, **options):
    return "".join(render_text(documents, ReportOptions(library_version="1", **options)))


def test_a_restriction_is_told_with_everything_a_reader_needs():
    report = render(analysis())
    assert report.startswith("LICENSE: custom\n")
    for words in [
        "  - User cap (user-cap) (line 4).",
        "  - Nothing gives the right to modify.",
        "  User cap (user-cap), line 4",
        "    threshold 700,000,000 · metric monthly active users",
        "“If you have more than 700 million monthly active users",
        "OSD 5: No discrimination against persons or groups (bespoke restriction)",
    ]:
        assert words in report


def test_what_only_the_second_opinion_finds_is_called_likely():
    sure = analysis()
    findings = tuple(found.model_copy(update={"score": 0.5}) for found in sure.findings)
    unsure = sure.model_copy(update={"findings": findings})
    assert "Likely (score 0.50)" in render(unsure)
    assert "Likely" not in render(sure)


def test_other_kinds_are_compact_lines_with_line_numbers():
    report = render(analysis())
    assert "Conditions:  retain-notice (5)\n" in report
    assert "Grants:      grant-use (3)\n" in report
    assert "Notices" not in report


def test_unexplained_sentences_are_shown():
    report = render(analysis())
    assert "Unexplained (1)" in report
    assert "line 6: “You must feed the cat.”" in report


def test_a_text_without_restrictions_has_no_section_for_them():
    report = render(analysis(findings=(), reasons=(), unexplained=()))
    assert report == "LICENSE: custom\n"


def test_a_failure_stands_in_its_place_and_is_counted():
    report = render(analysis("a"), failure("b"), analysis("c", "osi-compatible"))
    assert report.index("a: custom") < report.index("b: not analyzed") < report.index("c: osi-")
    assert "b: not analyzed: does not exist; check the path\n" in report
    assert report.endswith("3 inputs: 1 custom, 1 not analyzed, 1 osi-compatible\n")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_lines_fit_the_terminal(width):
    text = "You may use it.\nYou may not " + "use the work for this or that and " * 30
    report = render(analysis(text="Keep this notice. You must feed You may use. " + text,
                             evidence=text[16:]), width=width)  # fmt: skip
    assert max(map(len, report.splitlines())) <= width + 1
    assert "…”" in report


def test_colors_only_where_asked():
    assert "\x1b" not in render(analysis())
    assert "\x1b[1;31mcustom\x1b[0m" in render(analysis(), color=True)


def test_quiet_is_one_line_a_document():
    assert render(analysis(), failure(), quiet=True) == (
        "LICENSE: custom\nmissing.txt: not analyzed: does not exist; check the path\n"
    )


def test_a_license_cannot_steer_the_terminal():
    evil = "ask\x1b[2J\x07 us\u202e now"
    report = render(analysis("evil\x1b]0;x", text="You may use. Keep this notice. You must feed "
                             + evil, evidence=evil))  # fmt: skip
    assert not set(report) & {"\x1b", "\x07", "\u202e"}


def test_the_decoding_note_is_shown():
    assert "(decoded as Windows-1252, guessed)" in render(
        analysis(note="decoded as Windows-1252, guessed")
    )
