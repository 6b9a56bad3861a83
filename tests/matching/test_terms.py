"""Defined terms are read with what their definitions say."""

from licensecheck.matching.terms import DefinedTerms
from licensecheck.normalizing import fold

DEFINITION = "“Gainful Use” means use that earns money. Gainful Use includes lending for a fee."


def test_a_use_of_the_term_says_what_its_definition_says() -> None:
    terms = DefinedTerms([DEFINITION])
    said = terms.expand(fold("You may not make any Gainful Use of it."))
    assert said.startswith(" you may not make any gainful use use that earns money ")
    assert said.endswith(" of it . ")


def test_a_term_stays_as_it_is_within_its_own_definition() -> None:
    terms = DefinedTerms([DEFINITION])
    assert terms.expand(fold(DEFINITION)) == fold(DEFINITION)


def test_a_definition_may_use_another_term() -> None:
    terms = DefinedTerms([DEFINITION, "“Barred Purpose” means any Gainful Use."])
    said = terms.expand(fold("“Barred Purpose” means any Gainful Use."))
    assert said.startswith(" barred purpose means any gainful use use that earns money ")


def test_the_definitions_of_the_terms_in_use_are_given_as_they_stand() -> None:
    terms = DefinedTerms([DEFINITION, "“Home Region” means Malta."])
    assert terms.definitions(fold("Gainful Uses are for others.")) == [DEFINITION]
    assert terms.definitions(fold("Every use is allowed.")) == []


def test_a_term_that_no_statement_uses_is_unused() -> None:
    terms = DefinedTerms([DEFINITION, "“Faithful Copy” means an unchanged copy.", "Give copies."])
    assert terms.leaves_unused("“Faithful Copy” means an unchanged copy.")
    assert not terms.leaves_unused("Give copies.")
    used = DefinedTerms(["“Faithful Copy” means an unchanged one.", "Give Faithful Copies only."])
    assert not used.leaves_unused("“Faithful Copy” means an unchanged one.")
