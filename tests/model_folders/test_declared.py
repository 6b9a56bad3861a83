import pytest

from licensecheck.evaluation.corpus import osi_approved
from licensecheck.model_folders.declared import meaning, osi_ids


@pytest.mark.corpus
def test_the_ids_are_those_of_the_spdx_list():
    assert osi_ids() == osi_approved()


@pytest.mark.parametrize(
    ("expression", "is_open", "share"),
    [
        ("apache-2.0", True, "permissive"),
        ("MIT OR Apache-2.0", True, "permissive"),
        ("MIT AND GPL-3.0-only", True, None),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", True, "copyleft"),
        ("MIT OR LicenseRef-own", False, None),
        ("cc-by-nc-4.0", False, None),
        ("llama2", False, None),
        ("other", False, None),
        ("", False, None),
    ],
)
def test_meaning(expression, is_open, share):
    meant = meaning(expression)
    assert (meant.is_open, meant.share) == (is_open, share)


@pytest.mark.parametrize("expression", ["Apache License, Version 2.0", "MIT AND", "(MIT"])
def test_no_expression(expression):
    with pytest.raises(ValueError, match=r"(?i)license|expression"):
        meaning(expression)
