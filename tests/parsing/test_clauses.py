"""Which clauses are recognized in texts of all shapes."""

from inspect import cleandoc

import pytest

from licensecheck.parsing import parse
from parsing.outline import headings, items, leaves, numbers, statements


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1.", "2.", ["1", "2"]),
        ("1)", "2)", ["1", "2"]),
        ("(1)", "(2)", ["1", "2"]),
        ("1.1", "1.2", ["1.1", "1.2"]),
        ("1.1.2", "1.1.3", ["1.1.2", "1.1.3"]),
        ("a.", "b.", ["a", "b"]),
        ("a)", "b)", ["a", "b"]),
        ("(a)", "(b)", ["a", "b"]),
        ("A.", "B.", ["A", "B"]),
        ("i)", "ii)", ["i", "ii"]),
        ("(i)", "(ii)", ["i", "ii"]),
        ("IV.", "V.", ["IV", "V"]),
        ("§ 3", "§ 4", ["§ 3", "§ 4"]),
        ("Article 2", "Article 3", ["Article 2", "Article 3"]),
        ("Section A.", "Section B.", ["Section A", "Section B"]),
        ("SECTION 1:", "SECTION 2:", ["Section 1", "Section 2"]),
        ("3(a)", "3(b)", ["3(a)", "3(b)"]),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_styles_of_enumerators(first: str, second: str, expected: list[str], gap: str) -> None:
    text = f"{first} You may run the model.{gap}{second} You may not sell the model.\n"
    assert numbers(text) == expected


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "o", "+", "▪"])
def test_bullets(bullet: str) -> None:
    text = f"You must not:\n  {bullet} sell the model\n  {bullet} rent the model\n    to others\n"
    assert items(text) == ["sell the model", "rent the model to others"]
    assert numbers(text) == []


def test_numbers_of_nested_items_are_full_citations() -> None:
    text = cleandoc("""
        1. You may not:
        (a) sell the model; or
        (b) give the model to
        (i) an army; or
        (ii) a police force.
        2. You may run the model.
    """)
    assert numbers(text) == ["1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)", "2"]


def test_a_title_below_a_numbered_paragraph_does_not_replace_it() -> None:
    text = "§ 9. If a court forbids a part, the rest holds.\n\nNO WARRANTY\n\n§ 10. It is free.\n"
    assert statements(text)[0] == "If a court forbids a part, the rest holds."
    assert headings(text) == ["NO WARRANTY"]


def test_items_of_an_attachment_are_cited_with_it() -> None:
    text = "Exhibit A\nProhibited Uses\n\nYou will not:\n\n1. lie\n\n2. cheat\n"
    assert numbers(text) == ["Exhibit A", "Exhibit A(1)", "Exhibit A(2)"]
    assert headings(text) == ["Prohibited Uses"]


def test_i_after_h_is_a_letter() -> None:
    text = "\n".join(f"({letter}) You must keep rule {letter}." for letter in "abcdefghij")
    assert numbers(text) == list("abcdefghij")


def test_i_after_h_is_a_number_where_a_list_within_h_begins() -> None:
    text = cleandoc("""
        (g) You may read it.
        (h) You may pass it on to:
        (i) schools; and
        (ii) libraries.
        (i) You may keep it.
        (j) You may burn it.
    """)
    assert numbers(text) == ["g", "h", "h(i)", "h(ii)", "i", "j"]


def test_a_number_closes_the_letters_below_the_one_before() -> None:
    text = "1. Uses\n\n(a) Run it.\n\n(b) Read it.\n\n2. Limits\n\n(a) Do not sell it.\n"
    assert numbers(text) == ["1", "1(a)", "1(b)", "2", "2(a)"]


def test_numbers_run_on_below_the_next_section() -> None:
    text = cleandoc("""
        Section I: GRANT

        1. You may use it.

        Section II: LIMITS

        2. You may not sell it.
    """)
    document = parse(text)
    assert numbers(text) == ["Section I", "1", "Section II", "2"]
    second = next(clause for clause in document.clauses if clause.number == "2")
    assert second.parent is not None
    assert document.clauses[second.parent].number == "Section II"


@pytest.mark.parametrize(
    "text",
    [
        "The files are under version\n2. of the license, or any later one you like.",
        "You may copy the files under the GPL version\n3.0 or later, as you please.",
        "The rules that apply are listed in paragraph\n(a) of the agreement between us.",
        "It was written by the well-known author\nJ. Smith and given to all of us.",
        "We wrote down the terms of this license in\n1996. They have not changed since.",
        "You may use any format for the copies,\ne.g. a book or a set of clay tablets.",
        "Copyright of the whole work belongs to us,\n(c) 2020 Example Works, Berlin.",
        "You must follow paragraphs (a) and (b) of the agreement.",
        "As said in Section 3(a), and in Section 3(b), we grant you nothing.",
        "Anyone can use the right(s) and the file(s) of the model(s).",
    ],
)
def test_references_and_numbers_in_running_text_are_no_items(text: str) -> None:
    assert numbers(text) == []
    assert items(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "You shall not (a) sell the model; (b) rent the model; or (c) lend it. You must pay us.",
        "You shall not (i) sell the model, (ii) rent the model, (iii) lend it. You must pay us.",
        "You shall not 1) sell the model, 2) rent the model or 3) lend it. You must pay us.",
        "You shall not (a) sell the model;\n(b) rent the model; or (c) lend it. You must pay us.",
    ],
)
def test_items_within_a_line(text: str) -> None:
    document = parse(text)
    found = [text[s.start : s.end] for s in document.statements if s.role == "item"]
    assert [item.split(" the model")[0].split(" it")[0] for item in found] == [
        "sell",
        "rent",
        "lend",
    ]
    assert document.statements[0].role == "lead"
    last = document.statements[-1]
    assert text[last.start : last.end] == "You must pay us."
    assert last.leads == ()
    assert document.clauses[last.clause].kind == "paragraph"


def test_a_single_letter_in_brackets_is_no_item() -> None:
    assert items("You shall not (a) sell the model or rent it to anyone.") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Allowed uses\n\nYou may run it.", "Allowed uses"),
        ("Allowed Uses\n============\n\nYou may run it.", "Allowed Uses"),
        ("Allowed uses\n------------\n\nYou may run it.", "Allowed uses"),
        ("ALLOWED USES\nYou may run it.", "ALLOWED USES"),
        ("Allowed Uses\n\nYou may run it.", "Allowed Uses"),
        ("1. Allowed Uses. You may run it.", "Allowed Uses"),
        ("1. Allowed uses. You may run it.", "Allowed uses"),
        ("1. ALLOWED USES\n\nYou may run it.", "ALLOWED USES"),
        ("2.1 Allowed Uses: You may run it.", "Allowed Uses"),
        ("Section 1 -- Allowed Uses.\n\nYou may run it.", "Allowed Uses"),
        ("**1. Allowed Uses.** You may run it.", "Allowed Uses"),
        ("Attachment A\nAllowed Uses\nYou may run it.", "Allowed Uses"),
        ("TERMS AND CONDITIONS\n\nYou may run it.", "TERMS AND CONDITIONS"),
    ],
)
def test_titles(text: str, title: str) -> None:
    document = parse(text)
    assert headings(text) == [title]
    body = document.statements[-1]
    assert text[body.start : body.end] == "You may run it."
    assert body.heading is not None
    assert text[slice(*body.heading)] == title
    section = document.clauses[0]
    assert section.kind == "section"
    assert section.heading == title


@pytest.mark.parametrize(
    "text",
    [
        "THE MODEL IS PROVIDED AS IS, WITHOUT WARRANTY OF ANY KIND.",
        "Copyright 2020 Example Works\n\nYou may run it.",
        "Version 2.0, January 2004\n\nYou may run it.",
        "You may run it",
        "by anyone and for anything",
    ],
)
def test_no_titles(text: str) -> None:
    assert headings(text) == []


def test_a_disclaimer_in_capitals_is_split_into_sentences() -> None:
    text = 'THE MODEL COMES "AS IS" FROM ACME INC. WITHOUT WARRANTY.\nWE ARE NOT LIABLE TO YOU.'
    assert statements(text) == [
        'THE MODEL COMES "AS IS" FROM ACME INC. WITHOUT WARRANTY.',
        "WE ARE NOT LIABLE TO YOU.",
    ]


def test_short_items_are_no_titles() -> None:
    text = "You may not use it for:\n\n1. Surveillance\n2. Weapons\n3. Gambling\n\nThank you.\n"
    assert headings(text) == []
    assert items(text) == ["Surveillance", "Weapons", "Gambling"]


def test_title_text_and_items_are_leaves_of_their_section() -> None:
    document = parse("2. Limits\n\nYou may not:\n\n(a) sell it;\n\n(b) rent it.\n")
    assert [(clause.kind, clause.number) for clause in document.clauses] == [
        ("section", "2"),
        ("heading", None),
        ("paragraph", None),
        ("item", "2(a)"),
        ("item", "2(b)"),
    ]
    assert leaves(document) == [1, 2, 3, 4]


def test_a_rule_between_two_texts_starts_the_numbers_anew() -> None:
    text = "1. Run it.\n\n2. Read it.\n\n----------\n\n1. Do not sell it.\n\n2. Do not rent it.\n"
    document = parse(text)
    assert numbers(text) == ["1", "2", "1", "2"]
    assert {clause.level for clause in document.clauses} == {0}


@pytest.mark.parametrize("sign", ["#", " *", "//", ";", ">", "dnl", "REM", "%", "--", "│"])
def test_comment_signs_hide_no_items(sign: str) -> None:
    body = [
        "You may copy this file provided that:",
        "",
        "1. You keep this notice, the whole of it and not",
        "a part of it, in every copy that you pass on.",
        "",
        "2. You do not sell it.",
    ]
    text = "\n".join(f"{sign} {line}".rstrip() for line in body)
    assert numbers(text) == ["1", "2"]
    assert statements(text)[0] == "You may copy this file provided that:"
    assert statements(text)[-1] == "You do not sell it."


def test_block_comments() -> None:
    text = "/*\n * You must not:\n *  - sell it\n *  - rent it\n */\n"
    assert statements(text) == ["You must not:", "sell it", "rent it"]


def test_text_in_a_box() -> None:
    text = "│ 1. Run it.      │\n│ 2. Do not sell  │\n│    the model.   │"
    assert numbers(text) == ["1", "2"]


def test_one_line_for_each_paragraph() -> None:
    text = (
        "You may use the model for research, for teaching and for the making of art, by yourself "
        "or with others, in any place and at any time that you like, and without asking anyone.\n"
        "You may not sell it.\n"
        "You may not rent it.\n"
    )
    kinds = [clause.kind for clause in parse(text).clauses]
    assert kinds == ["paragraph"] * 3


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "You may use the model for any purpose that\nyou like, at home and at work, or\nboth."
    assert len(parse(text).clauses) == 1
    assert len(parse(text).statements) == 1


def test_a_paragraph_after_a_list_is_no_part_of_it() -> None:
    text = "You may not:\n\n(a) sell it; or\n\n(b) rent it.\n\nYou may lend it.\n"
    document = parse(text)
    last = document.statements[-1]
    assert document.clauses[last.clause].kind == "paragraph"
    assert last.role == "sentence"
    assert last.leads == ()


def test_text_of_a_section_after_its_list_stays_in_the_section() -> None:
    text = (
        "4. Sharing. You must:\n\n   (a) say so;\n\n   (b) keep this.\n\n   You may add a name.\n"
    )
    document = parse(text)
    last = document.clauses[document.statements[-1].clause]
    assert last.parent is not None
    assert document.clauses[last.parent].number == "4"


def test_a_lone_number_takes_the_text_of_the_next_line() -> None:
    text = "1.\n\nYou may run it.\n\n2.\n\nYou may not sell it.\n"
    assert numbers(text) == ["1", "2"]
    assert items(text) == ["You may run it.", "You may not sell it."]


def test_definitions_are_paragraphs_of_their_own() -> None:
    text = '1. Definitions\n\n"Model" means the weights.\n\n"You" means the reader.\n'
    document = parse(text)
    assert [clause.kind for clause in document.clauses] == [
        "section",
        "heading",
        "paragraph",
        "paragraph",
    ]
