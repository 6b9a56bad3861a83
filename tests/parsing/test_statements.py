"""Sentences, and the lead-ins that carry to list items."""

from inspect import cleandoc

import pytest

from licensecheck.parsing import parse
from parsing.outline import items, leads, statements, words


@pytest.mark.parametrize(
    "text",
    [
        "As Sec. 4 says, you may run it.",
        "You may run tools, e.g. Compilers, on it.",
        "It belongs to Acme Inc. Berlin and to Foo Ltd. Paris.",
        "See No. 5 of the list.",
        "The case Foo v. Bar shows this.",
        "It is subject to the laws of the U.S. Government.",
        "Use version 2.0 of it.",
        "It was written by J. R. Smith alone.",
        "You may use books, etc. as you like.",
        'We call it "Free. And open." in this text.',
        "Read https://example.org/a.B/C?d=E first.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert statements(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "You may run it.|You may not sell it.",
        "May I run it? Yes.|May I sell it? Ask us.",
        "Enjoy!|It is free.",
        'It is "free."|You may run it.',
        "You may run it (at home).|(But not at work.)",
        "It comes from Acme Inc.|You may run it.",
        "It has no price.|2 copies are free.",
        "Nothing else, etc.|The rest is free.",
        "您可以使用本模型。|您不得出售。",
    ],
)
def test_two_sentences(text: str) -> None:
    assert statements(text.replace("|", "" if "。" in text else " ")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "May I sell it? No.",
        "May I run it? Yes, you may.",
        "May I sell it? Sorry, you may not.",
        "May I sell it? Unfortunately not.",
        "May I run it?\nOf course.",
        "May I sell it? You must ask us.",
    ],
)
def test_a_question_keeps_its_answer(text: str) -> None:
    assert statements(text) == [" ".join(text.split())]


def test_questions_in_a_row_are_sentences_of_their_own() -> None:
    assert statements("May I sell it? May I rent it? No.") == [
        "May I sell it?",
        "May I rent it? No.",
    ]


def test_only_the_first_sentence_after_a_question_is_its_answer() -> None:
    assert statements("May I sell it? No. You may lend it.") == [
        "May I sell it? No.",
        "You may lend it.",
    ]


def test_a_lead_in_carries_to_every_item() -> None:
    text = "You agree not to use the model:\n\n(a) to lie;\n\n(b) to cheat; or\n\n(c) to steal.\n"
    lead = ["You agree not to use the model:"]
    assert leads(text) == {"to lie;": lead, "to cheat; or": lead, "to steal.": lead}
    document = parse(text)
    assert document.statements[0].role == "lead"
    (found,) = document.lists
    assert (found.lead, found.items) == (0, (1, 2, 3))
    assert text[found.start : found.end] == text.strip()


def test_lead_ins_of_nested_lists_are_outermost_first() -> None:
    text = cleandoc("""
        You may not:

        1. harm others, such as:

           a. by lies; or

           b. by force;

        2. sell the model.
    """)
    outer, inner = "You may not:", "harm others, such as:"
    assert leads(text) == {
        inner: [outer],
        "by lies; or": [outer, inner],
        "by force;": [outer, inner],
        "sell the model.": [outer],
    }
    assert [found.items for found in parse(text).lists] == [(1, 2, 3, 4), (2, 3)]


def test_only_the_first_sentence_of_an_item_is_led() -> None:
    text = "You must not:\n\n(a) sell it. We mean it.\n\n(b) rent it.\n"
    assert leads(text) == {"sell it.": ["You must not:"], "rent it.": ["You must not:"]}


def test_an_item_led_by_its_second_sentence_passes_only_that_on() -> None:
    text = "You must not:\n\n1. sell it. You may:\n\n(a) lend it;\n\n(b) give it.\n\n2. rent it.\n"
    found = leads(text)
    assert found["sell it."] == ["You must not:"]
    assert found["lend it;"] == ["You may:"]


@pytest.mark.parametrize(
    "lead",
    [
        "You may not:",
        "You may not do the following.",
        "You may not",
        "We do not allow any of these things —",
        "These things are not allowed.",
    ],
)
def test_kinds_of_lead_ins(lead: str) -> None:
    text = f"{lead}\n\n- sell the model\n- rent the model\n"
    assert leads(text) == {"sell the model": [lead], "rent the model": [lead]}


def test_a_title_leads_the_fragments_directly_below_it() -> None:
    text = "## Prohibited uses\n\n- weapons\n- mass surveillance\n"
    assert leads(text) == {
        "weapons": ["Prohibited uses"],
        "mass surveillance": ["Prohibited uses"],
    }
    (found,) = parse(text).lists
    assert found.lead is None
    assert text[found.start : found.end].startswith("Prohibited uses")


def test_a_title_does_not_lead_full_sentences() -> None:
    text = "## Rules\n\n- You may run the model.\n- You may not sell the model.\n"
    assert leads(text) == {}


def test_numbered_sections_are_not_led_by_the_paragraph_before() -> None:
    text = cleandoc("""
        By using the model you accept this license.

        1. Grant. You may run the model.

        2. Limits. You may not sell the model.
    """)
    assert leads(text) == {}
    assert parse(text).lists == ()


def test_a_colon_leads_numbered_conditions() -> None:
    lead = "You may copy it, provided that the following conditions are met:"
    text = (
        f"{lead}\n\n1. Copies must keep this notice.\n\n2. Copies must be free.\n\nNo warranty.\n"
    )
    assert leads(text) == {
        "Copies must keep this notice.": [lead],
        "Copies must be free.": [lead],
    }


def test_a_title_within_an_item_does_not_stop_the_lead_in() -> None:
    text = "You must do the following:\n\n(a) Name Us. Name us in your work.\n\n(b) Pay. Pay us.\n"
    assert leads(text)["Name us in your work."] == ["You must do the following:"]


def test_items_without_enumerators() -> None:
    text = "You may not use it for:\n\nwar;\n\nlies; or\n\ntheft.\n\nYou may use it for play.\n"
    assert items(text) == ["war;", "lies; or", "theft."]
    assert list(leads(text)) == ["war;", "lies; or", "theft."]


def test_indented_items_without_enumerators() -> None:
    text = cleandoc("""
        You may not use the model to:

            Cause harm, including:

                Threats against people.

                Attacks on buildings.

            Deceive people.

        You may use it for play.
    """)
    outer, inner = "You may not use the model to:", "Cause harm, including:"
    assert leads(text) == {
        inner: [outer],
        "Threats against people.": [outer, inner],
        "Attacks on buildings.": [outer, inner],
        "Deceive people.": [outer],
    }


def test_indented_items_after_a_sentence_that_breaks_off() -> None:
    lead = "You must not allow others to"
    text = f"{lead}\n\n  sell it;\n\n  rent it.\n\nYou may lend it.\n"
    assert leads(text) == {"sell it;": [lead], "rent it.": [lead]}
    assert leads("My thanks go to\n\n  Ann and Bob.\n") == {}
    lead = "The data may, by anybody, in particular"
    assert leads(f"{lead}\n\n  be copied;\n\n  be changed.\n") == {
        "be copied;": [lead],
        "be changed.": [lead],
    }


@pytest.mark.parametrize(
    "text",
    [
        "If (i) you sell it or (ii) you rent it, you must pay a fee.",
        "If:\n\n(i) you sell it; or\n\n(ii) you rent it,\n\nyou must pay a fee.\n",
        "If you\n\n- sell it, or\n\n- rent it\n\nyou must pay a fee.\n",
    ],
)
def test_a_duty_leads_every_condition_that_it_closes(text: str) -> None:
    found = leads(text)
    first = next(statement for statement in found if "sell it" in statement)
    assert found[first][0] == "you must pay a fee"
    assert [words for words, of in found.items() if "you must pay" in words and len(of) > 1] == []


def test_a_duty_before_its_conditions_leads_them_alone() -> None:
    lead = "If one of these is true, you must pay:"
    text = f"{lead}\n\n(a) you sell it; or\n\n(b) you rent it, which is common.\n"
    assert set(map(tuple, leads(text).values())) == {(lead,)}


@pytest.mark.parametrize(
    "second",
    [
        "This includes renting it.",
        "Such acts also cover renting it.",
        "That extends to renting it.",
        "The same applies to renting it.",
        "All other uses are reserved.",
    ],
)
def test_a_sentence_may_go_on_with_the_one_before(second: str) -> None:
    first = "You may not sell it."
    assert leads(f"{first} {second}") == {second: [first]}
    assert leads(f"{first} This license ends in May.") == {}
    assert leads(second) == {}


def test_text_that_completes_the_lead_in_after_the_list() -> None:
    text = "You may not:\n\n- sell it, or\n\n- rent it\n\nunless we have agreed to it.\n"
    last = parse(text).statements[-1]
    assert words(text, last.start, last.end) == "unless we have agreed to it."
    assert last.continues_list


def test_a_new_sentence_after_the_list_does_not_continue_it() -> None:
    text = "You may not:\n\n- sell it; or\n\n- rent it.\n\nAsk us for anything else.\n"
    assert not any(statement.continues_list for statement in parse(text).statements)


def test_offsets_point_into_the_text_as_given() -> None:
    text = "\ufeff# Terms\r\n\r\nYou may not:\r\n\r\n\t(a)\u00a0sell it;\r\n\t(b) rent 🙂 it.\r\n"
    assert statements(text) == ["Terms", "You may not:", "sell it;", "rent 🙂 it."]
