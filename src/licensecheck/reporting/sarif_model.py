"""The part of SARIF 2.1.0 that we write, as it is named there (in camel case on the wire).

The descriptions of the properties are those of the standard: docs.oasis-open.org/sarif.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from licensecheck.reporting.problems import Level


class _Sarif(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class Message(_Sarif):
    """A text for people: plain, and in Markdown where that says more."""

    text: str
    markdown: str | None = None


class ArtifactLocation(_Sarif):
    """Where a file lies: a URI, and the file's place in `Run.artifacts`."""

    uri: str
    index: int | None = None


class Artifact(_Sarif):
    """A file that was read, with the hashes of its bytes."""

    location: ArtifactLocation
    roles: tuple[str, ...] = ("analysisTarget",)
    hashes: dict[str, str] | None = None
    properties: dict[str, Any] | None = None


class Snippet(_Sarif):
    """The text of a region."""

    text: str


class Region(_Sarif):
    """A stretch of a file: lines and columns 1-based, the end exclusive, all in code points."""

    start_line: int = Field(ge=1)
    start_column: int = Field(ge=1)
    end_line: int | None = None
    end_column: int | None = None
    char_offset: int | None = None
    char_length: int | None = None
    snippet: Snippet | None = None


class PhysicalLocation(_Sarif):
    """A file, and a stretch of it."""

    artifact_location: ArtifactLocation
    region: Region | None = None


class Location(_Sarif):
    """Where a result is."""

    physical_location: PhysicalLocation


class Configuration(_Sarif):
    """The level that results of a rule have where they say nothing."""

    level: Level


class Rule(_Sarif):
    """What a rule looks for (a `reportingDescriptor`)."""

    id: str
    short_description: Message
    full_description: Message
    help: Message
    help_uri: str | None = None
    default_configuration: Configuration
    properties: dict[str, Any]


class Result(_Sarif):
    """One thing that was found."""

    rule_id: str
    rule_index: int
    kind: Literal["fail", "informational"]
    level: Level
    message: Message
    locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str]


class DescriptorReference(_Sarif):
    """Names the kind of a notification."""

    id: str


class Notification(_Sarif):
    """Something that happened to the tool itself."""

    descriptor: DescriptorReference
    level: Level
    message: Message
    locations: tuple[Location, ...]


class Invocation(_Sarif):
    """How the run went."""

    execution_successful: bool
    tool_execution_notifications: tuple[Notification, ...]


class Driver(_Sarif):
    """The tool and its rules (a `toolComponent`)."""

    name: str
    version: str
    semantic_version: str
    rules: tuple[Rule, ...]
    properties: dict[str, Any]


class Tool(_Sarif):
    """The tool that ran."""

    driver: Driver


class Run(_Sarif):
    """One run of the tool."""

    tool: Tool
    invocations: tuple[Invocation, ...]
    artifacts: tuple[Artifact, ...]
    results: tuple[Result, ...]
    column_kind: Literal["unicodeCodePoints"] = "unicodeCodePoints"


class SarifLog(_Sarif):
    """A SARIF file."""

    schema_: str = Field("https://json.schemastore.org/sarif-2.1.0.json", alias="$schema")
    version: Literal["2.1.0"] = "2.1.0"
    runs: tuple[Run, ...]
