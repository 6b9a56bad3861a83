"""Where a text goes against a policy."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from licensecheck.facts import DocumentFacts, FindingFacts, folded_hash
from licensecheck.policy.model import Exemption, Level, Policy, Settings
from licensecheck.policy.presets import UNEXPLAINED_RULE
from licensecheck.profile.binding import Binding, bind, bind_missing
from licensecheck.profile.decisions import Verdict
from licensecheck.profile.lifting import Lift, find_lift
from licensecheck.reporting.wording import describe_parameters

EXPIRED = "expired-exemption"

_CODE = re.compile(r"`(grant-[a-z-]+)`")
_POLICY_NAME = re.compile(r"(?:use|usage|prohibited)[-_ ]?(?:\w+[-_ ])?polic", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a text goes against the policy.

    `rule` is the clause id found there, the denied class where a right is missing, an issue of a
    model folder, `unexplained` or `expired-exemption`. `line` and `column` are 1-based.
    `finding` is the index of the evidence in the document's findings, None where there is none.
    `fingerprint` is a hash of the folded clause: with the rule, it says which violation this is,
    wherever the file lies. `text` is the evidence and `start` its offset in code points, None
    where a violation is about a whole file. `binding` says whether the restriction binds, None
    without a profile. `level` is `deny` or `warn`.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    fingerprint: str
    finding: int | None = None
    start: int | None = None
    text: str = ""
    binding: Binding | None = None
    level: Level = "deny"


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a policy says of one document, each in text order.

    `freed` are restrictions that would be violations but do not bind.
    """

    violations: tuple[Violation, ...] = ()
    warnings: tuple[Violation, ...] = ()
    freed: tuple[Violation, ...] = ()


def judge(
    document: DocumentFacts, policy: Policy, today: date, rights_expected: bool | None = None
) -> Judgment:
    """Judges a text by the policy on a day; each finding counts at most once.

    `rights_expected` says whether a missing right counts: a policy on use or a notice grants
    nothing by itself; where it is None, the file's name decides. A clause id's own level goes
    before that of the class. A denied class points to the findings that its reasons rest on and
    that contradict the OSD, and to line 1 for a missing right. What does not bind under the
    profile is no violation.
    """
    if rights_expected is None:
        rights_expected = not holds_only_a_policy(document.path)
    settings = policy.for_path(document.path)
    judged = _Judge(document, policy, settings, today, rights_expected).run()
    return sort_out(judged, policy, today)


def sort_out(found: Iterable[Violation], policy: Policy, today: date) -> Judgment:
    """Violations by what they count as: those that are exempted are left out."""
    denied: list[Violation] = []
    warned: list[Violation] = []
    freed: list[Violation] = []
    for each in sorted(found, key=lambda each: (each.path, each.line, each.column)):
        if each.binding is not None and each.binding.verdict is Verdict.DOES_NOT_BIND:
            freed.append(each)
        elif policy.exemption(each.path, each.rule, today) is None:
            (denied if each.level == "deny" else warned).append(each)
    return Judgment(tuple(denied), tuple(warned), tuple(freed))


def level_issues(issues: Iterable[Violation], policy: Policy, today: date) -> Judgment:
    """Issues of a model folder by what the policy says of each at its path."""
    leveled = []
    for each in issues:
        level = policy.for_path(each.path).level_of(each.rule)
        if level is not None and level != "allow":
            leveled.append(replace(each, level=level))
    return sort_out(leveled, policy, today)


def expired_exemptions(policy: Policy, today: date) -> list[Violation]:
    """One violation for every exemption of the policy whose last day is over."""
    return [
        Violation(
            path=policy.path or "",
            line=each.line,
            column=1,
            rule=EXPIRED,
            message=_expired_message(each),
            fingerprint="",
        )
        for each in policy.expired(today)
    ]


def holds_only_a_policy(path: str) -> bool:
    """Whether a file's name says that it holds a policy on use, which is no license by itself."""
    return _POLICY_NAME.search(PurePosixPath(path).name) is not None


@dataclass(frozen=True)
class _Judge:
    document: DocumentFacts
    policy: Policy
    settings: Settings
    today: date
    rights_expected: bool

    def run(self) -> Iterator[Violation]:
        lift = find_lift(self.document.findings, self.today)
        yield from self._findings(lift)
        yield from self._class_itself(lift)
        yield from self._unexplained()

    def _findings(self, lift: Lift | None) -> Iterator[Violation]:
        class_level = self.settings.level_of(self.document.classification)
        decisive = {place for reason in self.document.reasons for place in reason.findings}
        for place, finding in enumerate(self.document.findings):
            if finding.score < self.settings.minimum_score:
                continue
            own = self.settings.level_of(finding.clause_id)
            makes_class = bool(finding.osd) and place in decisive
            level = own if own is not None else class_level if makes_class else None
            if level is None or level == "allow":
                continue
            why = f"which makes the license {self.document.classification}"
            if own is not None:
                why = "which is denied" if own == "deny" else "which the policy warns of"
            binding = None
            if finding.kind == "restriction":
                binding = bind(finding, self.policy.profile, self.today, lift)
            yield self._leveled(
                Violation(
                    path=self.document.path,
                    line=finding.line,
                    column=finding.column,
                    rule=finding.clause_id,
                    message=_message(finding, why, binding),
                    fingerprint=finding.clause_hash,
                    finding=place,
                    start=finding.start,
                    text=finding.text,
                    binding=binding,
                    level=level,
                )
            )

    def _class_itself(self, lift: Lift | None) -> Iterator[Violation]:
        """What a denied class rests on beyond findings: missing rights, or being what it is."""
        name = self.document.classification
        level = self.settings.level_of(name)
        if level is None or level == "allow":
            return
        if name == "osi-compatible":
            yield self._at_start(name, self.document.reasons[0].message, level, None)
            return
        if not self.rights_expected:
            return
        for reason in self.document.reasons:
            if not reason.findings:
                right = _CODE.search(reason.message)
                name_of_right = right[1] if right is not None else "right"
                binding = bind_missing(name_of_right, self.policy.profile, lift)
                message = reason.message + (f" [{binding.message}]" if binding else "")
                yield self._leveled(self._at_start(name, message, level, binding))

    def _unexplained(self) -> Iterator[Violation]:
        if self.settings.unexplained == "allow":
            return
        for passage in self.document.report["unexplained"]:
            yield Violation(
                path=self.document.path,
                line=passage["line"],
                column=passage["column"],
                rule=UNEXPLAINED_RULE,
                message="Forbids or obliges the licensee, and no definition explains it",
                fingerprint=folded_hash(passage["text"]),
                start=passage["start"],
                text=passage["text"],
                level=self.settings.unexplained,
            )

    def _at_start(
        self, rule: str, message: str, level: Level, binding: Binding | None
    ) -> Violation:
        fingerprint = folded_hash(f"{self.document.text_hash} {message.partition(' [')[0]}")
        return Violation(
            self.document.path, 1, 1, rule, message, fingerprint, binding=binding, level=level
        )

    def _leveled(self, violation: Violation) -> Violation:
        binding = violation.binding
        if (
            binding is not None
            and binding.verdict is Verdict.CANNOT_TELL
            and violation.level == "deny"
            and self.settings.cannot_tell == "warn"
        ):
            return replace(violation, level="warn")
        return violation


def _message(finding: FindingFacts, why: str, binding: Binding | None) -> str:
    parameters = describe_parameters(finding.parameters)
    details = f" ({parameters})" if parameters else ""
    tail = f" [{binding.message}]" if binding is not None else ""
    return f"{finding.title}, {why}{details}{tail}"


def _expired_message(exemption: Exemption) -> str:
    last = exemption.expires.isoformat() if exemption.expires else ""
    return (
        f"The exemption of {exemption.clause} for {exemption.shown_paths} ended with {last} "
        f"({exemption.reason}): renew it or drop it"
    )
