"""What the value readers find in sentences of our own, and that they never raise."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensecheck.matching import values
from licensecheck.matching.values import READERS, Value, read_metric
from licensecheck.normalizing import fold

NUMERIC = {
    "counts": values.read_counts,
    "amounts": values.read_amounts,
    "percentages": values.read_percentages,
    "periods": values.read_periods,
    "durations": values.read_durations,
    "dates": values.read_dates,
}
TEXTUAL = [
    values.read_urls, values.read_quoted, values.read_policy_names, values.read_regions,
]  # fmt: skip


def found(read: Callable[[str], list[Value]], text: str) -> list[object]:
    return [value.value for value in read(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than 700 million users", [700_000_000]),
        ("over seven hundred million users", [700_000_000]),
        ("above 700M users", [700_000_000]),
        ("reaches 700,000,000 users", [700_000_000]),
        ("about 1.5 million users", [1_500_000]),
        ("1,5 million users", [1_500_000]),
        ("past 2 thousand users", [2_000]),
        ("past 10k users", [10_000]),
        ("twenty-five seats", [25]),
        ("one hundred (100) employees", [100]),
        ("ten million (10,000,000) or more accounts", [10_000_000]),
        ("two hundred and fifty (250) persons", [250]),
        ("a hundred copies", [100]),
        ("a dozen copies", [12]),
        ("half a million accounts", [500_000]),
        ("a quarter of a million accounts", [250_000]),
        ("more than 1 500 000 accounts", [1_500_000]),
        ("one and a half million accounts", [1_500_000]),
        ("one million two hundred thousand and five users", [1_200_005]),
        ("7.00.000 users", [700_000]),
        ("7,00,000 users", [700_000]),
        ("500.000 users", [500_000]),
        ("on a single computer", [1]),
        ("not more than one copy", [1]),
        ("2000 employees", [2_000]),
        ("under Section 3", []),
        ("under sections 3, 4 and 5", []),
        ("see 3.1 below", []),
        ("released in 2024", []),
        ("on January 31, 2027", []),
        ("20% of revenue", []),
        ("five per cent of revenue", []),
        ("US$500 and 300 euros", []),
        ("within 30 days and twelve (12) months", []),
        ("one of the following, or one or more of them", []),
        ("1. The licensee may copy it. (2) Such copies are free.", []),
        ("On the Heron 2 version release date, 9 million users", [9_000_000]),
        ("the second anniversary", []),
    ],
)
def test_counts(text: str, expected: list[object]) -> None:
    assert found(values.read_counts, text) == expected


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("exceeds US $1,000,000.", 1_000_000, "USD"),
        ("exceeds US$1,000,000.", 1_000_000, "USD"),
        ("exceeds U.S. $1,000,000.", 1_000_000, "USD"),
        ("exceeds USD $1,000,000 yearly", 1_000_000, "USD"),
        ("above $1M", 1_000_000, "USD"),
        ("above USD 1 million", 1_000_000, "USD"),
        ("above £500k", 500_000, "GBP"),
        ("above 500,000 euros", 500_000, "EUR"),
        ("above EUR 500.000", 500_000, "EUR"),
        ("above 2.500.000 €", 2_500_000, "EUR"),
        ("above 1,000,000 US dollars", 1_000_000, "USD"),
        ("above 1,000,000 U.S. dollars", 1_000_000, "USD"),
        ("above ten million dollars", 10_000_000, "USD"),
        ("above ten million pounds sterling (£10,000,000)", 10_000_000, "GBP"),
        ("above $5 million Canadian dollars", 5_000_000, "CAD"),
        ("above RMB 5 million", 5_000_000, "CNY"),
        ("above 1,000 yuan", 1_000, "CNY"),
        ("above ¥50,000", 50_000, "JPY"),
        ("above CHF 3 million", 3_000_000, "CHF"),
        ("above HK$200,000", 200_000, "HKD"),
        ("above A$200,000 in any year", 200_000, "AUD"),
        ("pay a $20 fee", 20, "USD"),
        ("above INR 1 crore", 10_000_000, "INR"),
        ("a fee of $9.99 is due", 9.99, "USD"),
        ("a fee of 300 crowns", 300, None),
    ],
)
def test_amounts(text: str, amount: float, currency: str | None) -> None:
    assert found(values.read_amounts, text) == [{"amount": amount, "currency": currency}]


def test_no_amounts() -> None:
    assert found(values.read_amounts, "50 users, 30 days, 5% and Section 7") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("annual revenue", ["year"]),
        ("$200k a year", ["year"]),
        ("per year", ["year"]),
        ("in any 12-month period", ["year"]),
        ("in any twelve (12) month period", ["year"]),
        ("in a fiscal year", ["year"]),
        ("in its last completed financial year", ["year"]),
        ("a monthly fee per calendar quarter", ["month", "quarter"]),
        ("10 requests per day", ["day"]),
        ("monthly active users", []),
        ("three years from now", []),
    ],
)
def test_periods(text: str, expected: list[object]) -> None:
    assert found(values.read_periods, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("within 32 days", ["32 days"]),
        ("thirty (30) days", ["30 days"]),
        ("12 months or four years", ["12 months", "4 years"]),
        ("a one-year term", ["1 year"]),
        ("ten business days", ["10 business days"]),
        ("the fourth anniversary", ["4 years"]),
        ("the 90th day after receipt", ["90 days"]),
        ("1.5 years", ["1.5 years"]),
        ("50 users and 5% of $20", []),
    ],
)
def test_durations(text: str, expected: list[object]) -> None:
    assert found(values.read_durations, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until January 31, 2027.", ["2027-01-31"]),
        ("until Jan. 31st, 2027", ["2027-01-31"]),
        ("until 31 January 2027", ["2027-01-31"]),
        ("until the 1st of March, 2028", ["2028-03-01"]),
        ("the first of March 2028", ["2028-03-01"]),
        ("the twenty-first day of May 2028", ["2028-05-21"]),
        ("from 2027-01-31 on", ["2027-01-31"]),
        ("from 31/01/2027 on", ["2027-01-31"]),
        ("from 01/31/2027 on", ["2027-01-31"]),
        ("from 03.01.2027 on", ["2027-01-03"]),
        ("from 03/01/2027 on", []),
        ("on February 30, 2027", []),
        ("four years from release", []),
        ("from 2027-01-31 to 2028-02-01", ["2027-01-31", "2028-02-01"]),
    ],
)
def test_dates(text: str, expected: list[object]) -> None:
    assert found(values.read_dates, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5% of sales", [5]),
        ("five percent (5%) of sales", [5]),
        ("two and one half per cent (2.5%)", [2.5]),
        ("5 users", []),
    ],
)
def test_percentages(text: str, expected: list[object]) -> None:
    assert found(values.read_percentages, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.com/policy.", ["https://example.com/policy"]),
        ("[policy](https://example.com/a_b), and", ["https://example.com/a_b"]),
        ("(at https://example.com/a_(b))", ["https://example.com/a_(b)"]),
        ("at www.example.org, or", ["www.example.org"]),
        ("at example.com/policy\nor example.net.", ["example.com/policy", "example.net"]),
        ("mail first.last@example.com, e.g. now", []),
        ("end of sentence.It goes on, Inc. and ASP.NET", []),
    ],
)
def test_urls(text: str, expected: list[str]) -> None:
    assert values.read_urls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('show "Built with\n  Heron" there', ["Built with Heron"]),
        ("show “Built with Heron,” there", ["Built with Heron"]),
        ("show 'Built with Heron' in the licensee's product", ["Built with Heron"]),
        ("show “Built with Heron” or “Heron Inside”", ["Built with Heron", "Heron Inside"]),
        ("the licensor's and the users' rights", []),
        ('a lonely " mark', []),
    ],
)
def test_quoted(text: str, expected: list[str]) -> None:
    assert values.read_quoted(text) == expected


def test_the_prescribed_phrase_goes_before_defined_terms() -> None:
    text = (
        'Put this in a "Notice" text file of the program (the "Work") and prominently display '
        '"Heron Inside" on its page.'
    )
    assert READERS["quoted"](fold(text), text, None) == "Heron Inside"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("comply with the Aurora Acceptable\nUse Policy at", "Aurora Acceptable Use Policy"),
        ("obey our Prohibited Use Policy.", "Prohibited Use Policy"),
        ("follow Aurora’s Responsible AI Guidelines", "Responsible AI Guidelines"),
        ("follow the Usage Guidelines", "Usage Guidelines"),
        ("adhere to the Code of Ethics", "Code of Ethics"),
        ("the Ethical Principles and the Privacy Policy", "Ethical Principles"),
        ("the Privacy Policy and the Community Standards", "Community Standards"),
        ("the Use Restrictions Policy", "Use Restrictions Policy"),
        ("the Content Policy", "Content Policy"),
        ("the Privacy Policy", "Privacy Policy"),
        ("must follow the acceptable use policy", "acceptable use policy"),
        ("must use acceptable use policy terms", "acceptable use policy"),
        ("our terms of acceptable use apply", "terms of acceptable use"),
        ("the Charter of Permitted Usage applies", "Charter of Permitted Usage"),
        ("this Agreement and the Acceptable Use Policy", "Acceptable Use Policy"),
        ("the Quarry Content and Conduct Policy", "Quarry Content and Conduct Policy"),
        ("adhere to Heron Labs’s AUP", "Heron Labs Acceptable Use Policy"),
        ("COMPLY WITH THE SEPARATE PROHIBITED USE POLICY OF US", "PROHIBITED USE POLICY"),
        ("the Source Code and the License Terms", None),
        ("our policy", None),
    ],
)
def test_policy_names(text: str, expected: str | None) -> None:
    assert READERS["name"](fold(text), text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "not in the EU, the UK or the Republic of\nKorea",
            ["European Union", "United Kingdom", "South Korea"],
        ),
        ("NOT IN THE UNITED STATES OR CHINA", ["United States", "China"]),
        ("the U.S. and South Africa", ["United States", "South Africa"]),
        ("in the USA or the Russian Federation", ["United States", "Russia"]),
        ("in the European Economic Area", ["European Economic Area"]),
        ("contact us, pay US $5, a turkey", []),
        ("in California, New Mexico and Québec", ["California", "New Mexico", "Quebec"]),
        ("outside the Territory", []),
    ],
)
def test_regions(text: str, expected: list[str]) -> None:
    assert values.read_regions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than 7 million monthly active users in May", "monthly active users"),
        ("the number of monthly active users exceeds 5 million in May", "monthly active users"),
        ("its daily active users, in all, are fewer than 900", "daily active users"),
        ("over 1M registered users", "registered users"),
        ("more than 50 employees", "employees"),
        ("100 or more employees and contractors", "employees and contractors"),
        ("100 total individuals working as employees and consultants", "employees and consultants"),
        ("at most 50 full-time employees", "full-time employees"),
        ("no more than 20 people are employed", "employees"),
        ("employs 20 persons or more", "employees"),
        ("if the number of monthly active users exceeds 1 million persons", "monthly active users"),
        ("only five people may use it", "users"),
        ("five (5) physical sites", "sites"),
        ("50 concurrent seats", "concurrent seats"),
        ("not more than one copy", "copies"),
        ("at most 16 CPU cores", "CPU cores"),
        ("10,000 requests per day", "requests per day"),
        ("no more than three greenhouses", "greenhouses"),
        ("the correct number of user seats", "user seats"),
        ("above ten million MAU", "monthly active users"),
        ("used by at most 8,000 active users a month", "monthly active users"),
        ("a subscriber count greater than 50,000", "subscribers"),
        ("upward of 2,000 members of staff", "members of staff"),
        ("nothing is counted here", None),
    ],
)
def test_metric(text: str, expected: str | None) -> None:
    assert read_metric(fold(text)) == expected


def test_the_nearest_value_is_taken_and_the_later_of_two_as_near() -> None:
    folded = fold("more than 50 users or 70 seats")
    assert READERS["count"](folded, "", folded.index("more")) == 50
    assert READERS["count"](folded, "", folded.index("seats")) == 70
    assert READERS["metric"](folded, "", folded.index("seats")) == "seats"
    middle = [Value("a", 0, 2), Value("b", 6, 8)]
    assert values.nearest(middle, 4) == middle[1]
    assert values.nearest(middle, None) == middle[0]
    assert values.nearest([], 3) is None


def test_amount_and_currency_come_from_the_same_money() -> None:
    text = "a fee of €20, once revenue passes $5 million"
    folded = fold(text)
    near = folded.index("passes")
    assert READERS["amount"](folded, text, near) == 5_000_000
    assert READERS["currency"](folded, text, near) == "USD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It may be run only on Quorvix graphics processors.", "Quorvix graphics processors"),
        ("The Plug-in is licensed as part of Harrow Studio and stays there.", "Harrow Studio"),
        ("NOT TO BE USED EXCEPT WITH GENUINE HARROW PRINTERS.", "HARROW PRINTERS"),
        ("You may use the Software with our hardware only.", None),
    ],
)
def test_product(text: str, expected: str | None) -> None:
    assert READERS["product"](fold(text), text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It turns over to the Heron License, Version 2.0.", "Heron License, Version 2.0"),
        ("From 2031 on you may use it under the Willow License instead.", "Willow License"),
        ("After three years it is under the GPL v3 for everyone.", "GPL v3"),
        ("This License ends in 2031.", None),
    ],
)
def test_license_name(text: str, expected: str | None) -> None:
    assert READERS["license"](fold(text), text, None) == expected


VOCABULARY = (
    "a one two half and hundred thousand million first third thirty 5 5% 1,000 $ $1m € us u . , s"
    " may 2027 31 01 day days year month per cent usd dollars section single of users employees"
    " or people working as the Policy Code Terms of Use AUP’s “ ” \" ' ( ) http://a www.b c.com/ EU"
    " 9999999999999999999999 ٣ ² \n İ"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join))


@given(text=TEXTS, near=st.none() | st.integers(-5, 500))
def test_no_reader_raises(text: str, near: int | None) -> None:
    for folded in (text, fold(text)):
        for reader in READERS.values():
            reader(folded, text, near)
        for read_text in TEXTUAL:
            assert all(value == " ".join(value.split()) for value in read_text(text))
        for read in NUMERIC.values():
            spans = [(value.start, value.end) for value in read(folded)]
            assert all(0 <= start < end <= len(folded) for start, end in spans)
            assert spans == sorted(spans)
