"""The rules of a SARIF report: what a clause id, or another name of ours, stands for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from licensecheck.reporting.problems import MISSING_RIGHT, UNEXPLAINED, Level
from licensecheck.reporting.sarif_model import Configuration, Message, Rule
from licensecheck.reporting.wording import CLASS_MEANING, OSD_TITLES

if TYPE_CHECKING:
    from licensecheck.definition import ClauseDefinition

_MAX_EXAMPLES = 3

# Rules that no definition stands behind: a title, and what it means.
_OWN_RULES = {
    **{
        name: (f"Class {name}", f"The text is of the class {name}: {meaning}.")
        for name, meaning in CLASS_MEANING.items()
    },
    UNEXPLAINED: (
        "Unexplained duty or ban",
        "A sentence forbids or obliges the licensee, and no definition of the clause library "
        "explains it: read it yourself.",
    ),
    MISSING_RIGHT: (
        "Missing right",
        "The text does not give one of the rights that an open source license gives: to use, "
        "copy, modify and distribute.",
    ),
    "declared-mismatch": (
        "Declared license differs from the text",
        "What a model card or a package declares is not what the license text says.",
    ),
    "missing-license-text": (
        "Missing license text",
        "A license is declared, and its text is not there.",
    ),
    "missing-policy": (
        "Missing policy",
        "The license makes a policy part of its terms, and that policy is not there.",
    ),
    "expired-exemption": (
        "Expired exemption",
        "The last day of an exemption in the policy is over: renew it or drop it.",
    ),
    "open-source-claim": (
        "Wrongly called open source",
        "The work is called open source, and its license is not.",
    ),
}


def make_rule(name: str, level: Level, definition: "ClauseDefinition | None") -> Rule:
    """The rule `name`; what it says comes from its definition, where there is one.

    A restriction's default level is that of its standing; `level` is that of other rules.
    """
    if definition is None:
        title, meaning = _OWN_RULES.get(name, (_words(name), f"{_words(name)}."))
        return Rule(
            id=name,
            short_description=Message(text=_escape(title)),
            full_description=Message(text=_escape(meaning)),
            help=Message(text=_escape(meaning)),
            default_configuration=Configuration(level=level),
            properties={"tags": ["license"]},
        )
    if definition.standing is not None:
        level = "error" if definition.standing == "bespoke" else "warning"
    return Rule(
        id=name,
        short_description=Message(text=_escape(definition.title)),
        full_description=Message(text=_escape(_line(definition.summary))),
        help=Message(text=_help_text(definition), markdown=_help_markdown(definition)),
        help_uri=next((s for s in definition.sources if s.startswith("https://")), None),
        default_configuration=Configuration(level=level),
        properties=_properties(definition),
    )


def _properties(definition: "ClauseDefinition") -> dict[str, Any]:
    tags = ["license", definition.kind.value]
    properties: dict[str, Any] = {"tags": tags, "kind": definition.kind.value}
    if definition.osd is not None and definition.standing is not None:
        tags += [definition.standing, f"osd-{definition.osd}"]
        properties["standing"] = definition.standing
        properties["osd"] = definition.osd
        properties["osdTitle"] = OSD_TITLES[definition.osd]
    return properties


def _help_text(definition: "ClauseDefinition") -> str:
    return _help(definition, "{heading}:", "", "“{}”")


def _help_markdown(definition: "ClauseDefinition") -> str:
    return _help(definition, "**{heading}**\n", "**", "> {}")


def _help(definition: "ClauseDefinition", heading: str, strong: str, quoted: str) -> str:
    parts = [_escape(_line(definition.summary))]
    if definition.osd is not None:
        parts.append(
            f"A {definition.standing} restriction that contradicts criterion {definition.osd} of "
            f"the Open Source Definition: {strong}{OSD_TITLES[definition.osd]}{strong}."
        )
    examples = [each.text for each in definition.examples if each.expect == "match"]
    if examples:
        shown = [quoted.format(_escape(_line(each))) for each in examples[:_MAX_EXAMPLES]]
        parts.append("\n\n".join([heading.format(heading="Examples").rstrip("\n"), *shown]))
    if definition.not_this:
        parts.append(_bullets(heading.format(heading="Not this"), definition.not_this))
    parts.append(_bullets(heading.format(heading="Sources"), definition.sources))
    return "\n\n".join(parts)


def _bullets(heading: str, items: Sequence[str]) -> str:
    return "\n".join([heading, *(f"- {_escape(_line(item))}" for item in items)])


def _line(text: str) -> str:
    return " ".join(text.split())


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _escape(text: str) -> str:
    """Braces stand for placeholders in a SARIF message, unless they are doubled."""
    return text.replace("{", "{{").replace("}", "}}")
