"""Holds what a model folder declares against what its texts say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from licensecheck.errors import LicenseCheckError, NoLicenseTextError
from licensecheck.facts import DocumentFacts, FindingFacts, folded_hash
from licensecheck.inputs import FailedInput, failed
from licensecheck.model_folders.claims import find_claims
from licensecheck.model_folders.declared import Meaning, meaning
from licensecheck.model_folders.reading import Declaration, ModelFolder, is_policy_name
from licensecheck.policy.judging import Judgment, Violation, judge
from licensecheck.policy.model import Policy
from licensecheck.policy.presets import CLASSES
from licensecheck.reading import Source
from licensecheck.reporting.wording import quote

_EVIDENCE_LENGTH = 100
_COPYLEFT = ("copyleft", "weak-copyleft", "network-copyleft", "disclose-source")


@dataclass
class FolderAnswer:
    """The one answer for a folder.

    `classification` is that of all its texts together, None where there is no license text;
    `texts` are its license texts first, then policies and notices, each with what the policy
    says of it; `issues` are the folder's own violations, not yet leveled.
    """

    path: str
    classification: str | None
    declared: list[Declaration]
    texts: list[tuple[DocumentFacts, Judgment]] = field(default_factory=list)
    issues: list[Violation] = field(default_factory=list)
    failures: list[FailedInput] = field(default_factory=list)


def answer(
    folder: ModelFolder,
    analyze: Callable[[Source], DocumentFacts],
    policy: Policy,
    today: date,
) -> FolderAnswer:
    """Analyzes a folder's texts and compares them with what is declared.

    `analyze` gives the facts of a text or raises NoLicenseTextError. The class is the gravest of
    the license texts; restrictions of policies and notices count as if they stood in them.
    """
    failures = list(folder.failures)
    licenses = list(_facts(folder.licenses, analyze, failures))
    companions = list(_facts([*folder.policies, *folder.notices], analyze, None))
    read = FolderAnswer(folder.path, _class_of(licenses, companions), folder.declarations)
    read.failures = failures
    read.texts = [
        (document, judge(document, policy, today, rights_expected=place < len(licenses)))
        for place, document in enumerate([*licenses, *companions])
    ]
    comparison = _Comparison(folder, licenses, companions, read.classification)
    read.issues = sorted(comparison.issues(), key=lambda each: (each.path, each.line, each.rule))
    return read


def _facts(
    sources: list[Source],
    analyze: Callable[[Source], DocumentFacts],
    failures: list[FailedInput] | None,
) -> Iterator[DocumentFacts]:
    for source in sources:
        try:
            yield analyze(source)
        except NoLicenseTextError as error:
            if failures is not None:  # a notice without terms is in order
                failures.append(_failed(source, error))


def _failed(source: Source, error: LicenseCheckError) -> FailedInput:
    return failed(source.path or "", error, source.sha256)


def _class_of(licenses: list[DocumentFacts], companions: list[DocumentFacts]) -> str | None:
    if not licenses:
        return None
    gravest = max(CLASSES.index(each.classification) for each in licenses)
    for finding in _breaking(companions):
        if finding[1].clause_id == "acceptable-use-policy":  # a policy that speaks of itself
            continue
        gravest = max(
            gravest,
            CLASSES.index("custom" if finding[1].standing == "bespoke" else "source-available"),
        )
    return CLASSES[gravest]


def _breaking(documents: list[DocumentFacts]) -> list[tuple[DocumentFacts, FindingFacts]]:
    """The findings that contradict the OSD, vendor-specific ones first."""
    found = [(each, finding) for each in documents for finding in each.findings if finding.osd]
    return sorted(found, key=lambda pair: pair[1].standing != "bespoke")


@dataclass(frozen=True)
class _Comparison:
    folder: ModelFolder
    licenses: list[DocumentFacts]
    companions: list[DocumentFacts]
    classification: str | None

    def issues(self) -> Iterator[Violation]:
        yield from self._missing_text()
        if self.licenses:
            yield from self._mismatches()
            yield from self._missing_policies()
            yield from self._open_source_claims()

    def _missing_text(self) -> Iterator[Violation]:
        reported: set[str] = set()
        for declaration in self.folder.declarations:
            link = declaration.link
            if link is not None and not urlsplit(link).scheme and not self._has(link):
                reported.add(declaration.path)
                yield _issue(
                    "missing-license-text", declaration.path, declaration.line,
                    f"`{declaration.key}` names {link}, which is not in the folder",
                )  # fmt: skip
        broken = {failure.path for failure in self.folder.failures}
        if self.licenses or self.folder.licenses or reported or any(map(_is_license, broken)):
            return
        stated = next(iter(self.folder.declarations), None)
        if stated is None:
            yield _issue(
                "missing-license-text", self.folder.path, 1,
                "The folder holds no license text and declares no license",
            )  # fmt: skip
        else:
            value = stated.expression or stated.link or ""
            yield _issue(
                "missing-license-text", stated.path, stated.line,
                f"`{stated.key}` says {value}, and the folder does not hold the text",
            )  # fmt: skip

    def _has(self, link: str) -> bool:
        target = self.folder.place / link.removeprefix("./").partition("#")[0]
        return target.is_file()

    def _mismatches(self) -> Iterator[Violation]:
        for declaration in self.folder.declarations:
            if declaration.expression is None:
                continue
            try:
                declared = meaning(declaration.expression)
            except ValueError:  # prose, not an id: it says nothing that could be compared
                continue
            contradiction = self._contradiction(declared)
            if contradiction is not None:
                yield _issue(
                    "declared-mismatch", declaration.path, declaration.line,
                    f"`{declaration.key}` says {declaration.expression}, {contradiction}",
                )  # fmt: skip

    def _contradiction(self, declared: Meaning) -> str | None:
        if declared.is_open and self.classification != "osi-compatible":
            return f"and the text is {self.classification}: {self._what_contradicts()}"
        shares = [
            (document, finding)
            for document in self.licenses
            for finding in document.findings
            if finding.clause_id in _COPYLEFT
        ]
        if declared.share == "permissive":
            for document, finding in shares:
                if finding.clause_id in ("copyleft", "network-copyleft"):
                    return f"and the text is copyleft: {_cite(document, finding)}"
        if declared.share == "copyleft" and not shares:
            return "and nothing in the text is copyleft"
        return None

    def _what_contradicts(self) -> str:
        for document, finding in _breaking([*self.licenses, *self.companions]):
            return _cite(document, finding)
        for document in self.licenses:
            for reason in document.reasons:
                if not reason.findings:
                    return f"{document.path}: {reason.message}"
        return "its rights are not those of an open source license"

    def _missing_policies(self) -> Iterator[Violation]:
        if self.folder.policies or any(map(_is_policy, self.folder.failures)):
            return
        for document in self.licenses:
            ids = {finding.clause_id for finding in document.findings}
            if "behavioral-use-restriction" in ids:  # the policy is attached
                continue
            for finding in document.findings:
                if finding.clause_id == "acceptable-use-policy":
                    named = [finding.parameters.get(key) for key in ("policy", "url")]
                    details = ", ".join(str(each) for each in named if each)
                    yield Violation(
                        path=document.path,
                        line=finding.line,
                        column=finding.column,
                        rule="missing-policy",
                        message="The license makes a policy part of its terms, and the folder "
                        f"does not hold it{f' ({details})' if details else ''}",
                        fingerprint=finding.clause_hash,
                        start=finding.start,
                        text=finding.text,
                    )
                    break

    def _open_source_claims(self) -> Iterator[Violation]:
        if self.classification == "osi-compatible":
            return
        for path, prose in self.folder.cards:
            for claim in find_claims(prose):
                yield Violation(
                    path=path,
                    line=claim.line,
                    column=claim.column,
                    rule="open-source-claim",
                    message=f"Says {quote(claim.text, _EVIDENCE_LENGTH)}, and the license is "
                    f"{self.classification}: {self._what_contradicts()}",
                    fingerprint=folded_hash(f"{claim.text} {self.licenses[0].text_hash}"),
                )


def _cite(document: DocumentFacts, finding: FindingFacts) -> str:
    place = f"{document.path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.clause_id} {quote(finding.text, _EVIDENCE_LENGTH)}"


def _issue(rule: str, path: str, line: int, message: str) -> Violation:
    # The place of the contradicting clause changes when a file moves; what is declared does not.
    return Violation(path, line, 1, rule, message, folded_hash(message.partition(": ")[0]))


def _file_name(path: str) -> str:
    return path.rpartition("/")[2].lower()


def _is_policy(failure: FailedInput) -> bool:
    return is_policy_name(_file_name(failure.path))


def _is_license(path: str) -> bool:
    from licensecheck.license_files import is_license_name

    return is_license_name(_file_name(path))
