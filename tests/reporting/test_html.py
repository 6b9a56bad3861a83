"""The HTML reports: nothing escapes, the text stays the text, and the page stands alone."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensecheck.definition import Kind
from licensecheck.inputs import FailedInput
from licensecheck.model import Reason, Span
from licensecheck.reporting.highlight import PRECEDENCE, Highlight, mark_text, segments
from licensecheck.reporting.html import NOTEBOOK_TEXT_LIMIT, render_html, render_notebook
from reporting.made_by_hand import (
    TEXT,
    make_analysis,
    make_finding,
    place,
    sample,
)

VOID = {"meta", "br"}
EVIL = '<script>alert("1")</script> & \'quote\' <img src=x onerror=alert(1)> ]]> --> " x="'


class Reader(HTMLParser):
    """Collects tags, ids, the text of `<pre>`, and whatever is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.pre = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            return
        self.text += data
        if "pre" in self.open:
            self.pre += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get("id"))]


def highlights(length: int) -> st.SearchStrategy[list[Highlight]]:
    offset = st.integers(0, length + 3)
    return st.lists(
        st.builds(Highlight, offset, offset, st.sampled_from(PRECEDENCE), st.text(max_size=5))
    )


@given(st.text(max_size=60).flatmap(lambda t: st.tuples(st.just(t), highlights(len(t)))))
def test_the_marked_text_without_tags_is_the_text(case: tuple[str, list[Highlight]]) -> None:
    text, ranges = case
    reader = Reader(mark_text(text, ranges, "a"))
    assert reader.text == text.replace("\x00", "\ufffd")
    assert reader.open == []
    assert {tag for tag, _ in reader.tags} <= {"mark"}
    assert len(reader.ids) == len(set(reader.ids))


@given(st.integers(0, 40).flatmap(lambda n: st.tuples(st.just(n), highlights(n))))
def test_segments_cover_the_text_and_know_their_highlights(
    case: tuple[int, list[Highlight]],
) -> None:
    length, ranges = case
    position = 0
    for start, end, covering in segments(length, ranges):
        assert start == position < end
        position = end
        for offset in range(start, end):
            expected = [each for each in ranges if each.start <= offset < each.end]
            assert sorted(map(id, covering)) == sorted(map(id, expected))
    assert position == length


def test_overlapping_and_nested_ranges_name_every_clause() -> None:
    ranges = [
        Highlight(0, 6, "grant", "grant-use"),
        Highlight(4, 9, "restriction", "user-cap"),
        Highlight(5, 6, "notice", "acceptance"),
    ]
    marks = Reader(mark_text("0123456789", ranges, "a")).named("mark")
    assert [mark["title"] for mark in marks] == [
        "grant: grant-use",
        "restriction: user-cap; grant: grant-use",
        "restriction: user-cap; grant: grant-use; notice: acceptance",
        "restriction: user-cap",
    ]
    assert [mark.get("data-tag") for mark in marks] == ["G", "R", "N", None]
    assert [mark["id"] for mark in marks] == ["a-0", "a-4", "a-5", "a-6"]


def test_the_notebook_fragment_says_what_was_found() -> None:
    reader = Reader(render_notebook(sample()))
    assert reader.open == []
    for words in (
        "custom", "User cap", "user-cap", "threshold: 40,000,000", "line 5", "retain-notice",
        "grant-use", "You must bring cake.", "contradicts criterion 5.",
    ):  # fmt: skip
        assert words in reader.text
    assert reader.pre == TEXT


@pytest.mark.parametrize("text", ["\n\nstarts blank\n", "tabs\t  and   spaces\r\n\r\n\x0c end", ""])
def test_white_space_is_kept(text: str) -> None:
    html = render_notebook(make_analysis(text))
    assert Reader(html).pre == text
    # A browser drops a newline right after <pre>.
    assert "<pre" in html
    assert ">\n" not in html[html.index("<pre") :][: html[html.index("<pre") :].index("</span>")]


def test_everything_is_escaped() -> None:
    finding = make_finding(
        EVIL, 2, len(EVIL) - 3, parameters={EVIL: EVIL, "list": [EVIL]}, title=EVIL
    )
    analysis = make_analysis(
        EVIL,
        [finding],
        [Span(start=0, end=5)],
        path=EVIL,
        reasons=[Reason(rule="r", message=f"{EVIL} `{EVIL}`", findings=(0,))],
        note=EVIL,
    )
    allowed_in_page = {"html", "head", "meta", "title", "style", "body", "main", "section"}
    allowed = {
        "div", "style", "h1", "h2", "h3", "h4", "p", "span", "ul", "li", "table", "caption",
        "thead", "tbody", "tr", "th", "td", "abbr", "code", "q", "a", "mark", "pre", "br", "strong",
    }  # fmt: skip
    for html in (
        render_notebook(analysis),
        render_html([analysis, FailedInput(EVIL, EVIL, EVIL)]),
    ):
        reader = Reader(html)
        assert reader.open == []
        assert {tag for tag, _ in reader.tags} <= allowed | allowed_in_page
        for _, attributes in reader.tags:
            assert not {name for name in attributes if name.startswith("on")}
            assert not {"src", "x", "style"} & set(attributes)
        assert reader.pre == EVIL


def test_links_stay_inside_and_find_their_target() -> None:
    other = make_analysis("See https://example.com/ <a href='https://example.com'>", path=None)
    page = render_html([sample(), FailedInput("b", "UnreadableFileError", "no"), other])
    reader = Reader(page)
    assert len(reader.ids) == len(set(reader.ids))
    targets = [attributes["href"] for attributes in reader.named("a")]
    assert targets
    for target in targets:
        assert target is not None
        assert target.startswith("#")
        assert target[1:] in reader.ids
    for outside in ("<script", "<link", "<img", "<iframe", "url(", "@import", "src="):
        assert outside not in page
    policy = reader.named("meta")[1]
    assert str(policy["content"]).startswith("default-src 'none'")


def test_the_page_can_be_read_without_sight_and_without_a_mouse() -> None:
    reader = Reader(render_html([sample(), sample()]))
    assert reader.named("html") == [{"lang": "en"}]
    assert [tag for tag, _ in reader.tags if tag in ("h1", "h2", "h3")][:3] == ["h1", "h2", "h3"]
    assert all(head.get("scope") in ("col", "row") for head in reader.named("th"))
    assert len(reader.named("caption")) == len(reader.named("table"))
    for box in reader.named("pre"):
        assert box["tabindex"] == "0"
        assert box["role"] == "region"
        assert box["aria-label"]
    assert all(mark.get("title") for mark in reader.named("mark") if "id" in mark)


def test_a_failed_input_is_reported_in_its_place() -> None:
    failed = FailedInput("cake.txt", "NoLicenseTextError", "nothing reads as license terms")
    text = Reader(render_html([sample(), failed, sample()])).text
    assert text.count("nothing reads as license terms") == 2
    assert "3 inputs" in text
    assert "1 input" in Reader(render_html([failed])).text
    assert "0 inputs" in Reader(render_html([])).text


def test_a_text_without_findings() -> None:
    text = Reader(render_notebook(make_analysis("Nothing.", path=None, reasons=[]))).text
    assert "No restriction was found." in text


def test_a_huge_text_is_cut_in_a_notebook_only() -> None:
    text = "line of text\n" * (NOTEBOOK_TEXT_LIMIT // 10)
    late = make_finding(text, len(text) - 5, len(text))
    analysis = make_analysis(text, [late])
    fragment = Reader(render_notebook(analysis))
    assert len(fragment.pre) <= NOTEBOOK_TEXT_LIMIT
    assert f"{len(text) - len(fragment.pre):,} more characters" in fragment.text
    assert not fragment.named("a")
    assert Reader(render_html([analysis])).pre == text


def test_what_no_page_can_hold_is_replaced() -> None:
    text = "a\x00b\ud800c"
    html = render_html([make_analysis(text, [make_finding(text, 0, 5)])])
    assert Reader(html).pre == "a\ufffdb\ufffdc"
    html.encode("utf-8")


def test_the_same_analysis_gives_the_same_bytes() -> None:
    assert render_html([sample()]) == render_html([sample()])
    assert render_notebook(sample()) == sample()._repr_html_()


def test_kinds_do_not_differ_by_color_alone() -> None:
    findings = [
        make_finding(TEXT, *place(TEXT, "use"), "grant-use", Kind.GRANT),
        make_finding(TEXT, *place(TEXT, "copies"), "acceptance", Kind.NOTICE),
    ]
    tags = [
        mark.get("data-tag")
        for mark in Reader(render_notebook(make_analysis(TEXT, findings))).named("mark")
    ]
    assert tags == ["G", "N", "G", "N"]  # the legend, then the text
