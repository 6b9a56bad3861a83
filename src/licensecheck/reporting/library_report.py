"""Clause definitions as JSON; `schema/library.schema.json` describes it."""

from collections.abc import Iterable, Iterator
from typing import Any

from licensecheck.definition import ClauseDefinition
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.json_report import dump, dump_line, heading


def render_json(definitions: Iterable[ClauseDefinition], options: ReportOptions) -> Iterator[str]:
    """One JSON object with all definitions, indented."""
    yield dump({**heading(options), "definitions": [definition_dict(d) for d in definitions]})


def render_jsonl(definitions: Iterable[ClauseDefinition]) -> Iterator[str]:
    """One definition a line."""
    for definition in definitions:
        yield dump_line(definition_dict(definition))


def definition_dict(definition: ClauseDefinition) -> dict[str, Any]:
    """What a definition says to its users; the signals that find it are left out."""
    return {
        "id": definition.id,
        "kind": definition.kind.value,
        "title": definition.title,
        "summary": definition.summary,
        "osd": definition.osd,
        "standing": definition.standing,
        "not_this": list(definition.not_this),
        "sources": list(definition.sources),
        "parameters": [rule.name for rule in definition.parameters],
        "examples": [
            {
                "expect": example.expect,
                "register": example.register_,
                "text": example.text,
                "why": example.why,
            }
            for example in definition.examples
        ],
    }
