"""CycloneDX 1.6 with license evidence: one component of type `file` for each input.

Needs the extra `cyclonedx` (cyclonedx-python-lib). The report has no time stamp and its serial
number is made from its contents: the same inputs give the same bytes.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from cyclonedx.model import AttachedText, HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from cyclonedx.model.license import DisjunctiveLicense, LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6

from licensecheck import __version__
from licensecheck.inputs import FailedInput
from licensecheck.model import Analysis, Finding
from licensecheck.reporting import ReportOptions
from licensecheck.reporting.json_report import TOOL_NAME, dump
from licensecheck.reporting.wording import (
    describe_parameters,
    failure_message,
    shorten,
    showable,
)

if TYPE_CHECKING:
    from licensecheck.scanning import Document

_NAMESPACE = UUID("6a5c2c0e-6d0c-5f43-9f0e-0d5b3c1f7a10")
_PREFIX = TOOL_NAME
_NO_PATH = "(text)"
_TITLE_LENGTH = 80
_EVIDENCE_LENGTH = 1000


def render_cyclonedx(documents: "Iterable[Document]", options: ReportOptions) -> Iterator[str]:
    """A bill of materials, as JSON, of the license texts that were read.

    A component's `licenses` say what the text was found to be, its `evidence` holds the text
    itself and a place for every finding. An input that failed is a component with its error.
    What a check objects to stands in the properties of the metadata.
    """
    bom = Bom()
    bom.metadata.tools.components.add(_tool(options))
    for report in options.reports:
        for each in report.problems:
            place = f"{each.path or report.path}:{each.line}:{each.column}"
            name = "violation" if each.level == "error" else each.level
            bom.metadata.properties.add(_property(name, f"{place}: {each.rule} {each.message}"))
    for number, document in enumerate(documents):
        bom.components.add(
            _failed_component(document, number)
            if isinstance(document, FailedInput)
            else _component(document, number)
        )
    yield dump(_without_chance(json.loads(JsonV1Dot6(bom).output_as_string())))


def _without_chance(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without the time of the run, and with a serial number made from the rest."""
    del data["metadata"]["timestamp"], data["serialNumber"]
    serial_number = uuid5(_NAMESPACE, json.dumps(data, sort_keys=True)).urn
    head = {name: data.pop(name) for name in ("$schema", "bomFormat", "specVersion", "version")}
    return {**head, "serialNumber": serial_number, "metadata": data.pop("metadata"), **data}


def _tool(options: ReportOptions) -> Component:
    return Component(
        name=TOOL_NAME,
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref=TOOL_NAME,
        properties=[_property("library-version", options.library_version)],
    )


def _component(analysis: Analysis, number: int) -> Component:
    path = showable(analysis.path or _NO_PATH)
    reference = _reference(number, path)
    title = _title(analysis)
    return Component(
        name=path,
        type=ComponentType.FILE,
        bom_ref=reference,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=analysis.sha256)],
        licenses=[
            DisjunctiveLicense(
                bom_ref=f"{reference}/license",
                name=title,
                acknowledgement=LicenseAcknowledgement.CONCLUDED,
                properties=[_property("classification", analysis.classification.value)],
            )
        ],
        evidence=ComponentEvidence(
            licenses=[
                DisjunctiveLicense(
                    bom_ref=f"{reference}/license-text",
                    name=title,
                    text=AttachedText(content=showable(analysis.text)),
                )
            ],
            occurrences=[
                _occurrence(finding, path, f"{reference}/finding-{place}")
                for place, finding in enumerate(analysis.findings)
            ],
        ),
        properties=_verdict(analysis),
    )


def _failed_component(failure: FailedInput, number: int) -> Component:
    path = showable(failure.path)
    digest = failure.sha256
    return Component(
        name=path,
        type=ComponentType.FILE,
        bom_ref=_reference(number, path),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)] if digest else [],
        properties=[
            _property("error-type", failure.error_type),
            _property("error-message", failure_message(failure)),
        ],
    )


def _verdict(analysis: Analysis) -> list[Property]:
    restrictions = sorted({finding.clause_id for finding in analysis.restrictions})
    return [
        _property("classification", analysis.classification.value),
        *(_property("reason", reason.message) for reason in analysis.reasons),
        *(_property("restriction", clause_id) for clause_id in restrictions),
    ]


def _occurrence(finding: Finding, path: str, reference: str) -> Occurrence:
    parameters = describe_parameters(finding.parameters)
    context = shorten(showable(finding.text), _EVIDENCE_LENGTH)
    return Occurrence(
        bom_ref=reference,
        location=path,
        line=finding.line,
        offset=finding.span.start,
        symbol=finding.clause_id,
        additional_context=f"{parameters}: {context}" if parameters else context,
    )


def _title(analysis: Analysis) -> str:
    """How the text calls itself: its first line that is not blank, shortened."""
    line = next((line for line in analysis.text.splitlines() if line.strip()), _NO_PATH)
    return showable(shorten(line, _TITLE_LENGTH))


def _reference(number: int, path: str) -> str:
    return f"{number}:{path}"


def _property(name: str, value: str) -> Property:
    return Property(name=f"{_PREFIX}:{name}", value=showable(value))
