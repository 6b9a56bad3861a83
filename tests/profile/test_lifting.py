"""What a passed change date lifts, where a header names the new license."""

from datetime import date

import pytest

from checking import restriction
from licensecheck.profile.lifting import find_lift

HEADER = "Additional Use Grant: None\nChange Date:    2028-01-01\nChange License: {}\n"


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        ("Apache License, Version 2.0", True),
        ("MPL 2.0", True),
        ("Version 2 or later of the GNU General Public License", True),
        ("Heather License", False),
        ("MIT or Heather License", False),
    ],
)
def test_a_header_names_the_new_license(name, is_open):
    found = restriction("change-license", HEADER.format(name), change_date="2028-01-01")
    assert find_lift([found], date(2027, 12, 31)) is None
    lift = find_lift([found], date(2028, 1, 1))
    assert (lift.license, lift.is_open) == (name, is_open)


def test_a_change_without_a_name_is_not_known_to_be_open():
    found = restriction("change-license", "It changes on 2028-01-01.", change_date="2028-01-01")
    assert find_lift([found], date(2028, 1, 1)).is_open is False
