"""The taxonomy's three rules: findings in, a class and its reasons out.

The rules stand in docs/reference/taxonomy.md under "Classification"; nothing else decides: no
name, no title, no list.
"""

from collections.abc import Iterable, Sequence

from licensecheck.definition import Kind
from licensecheck.model import Classification, Finding, Reason

# The four rights an open license gives, in the order they are named in reasons.
RIGHTS = {
    "grant-use": "use",
    "grant-reproduce": "copy",
    "grant-modify": "modify",
    "grant-distribute": "redistribute",
}

# Rights that a finding carries besides its own: handing on a copy takes making one, a dedication
# to the public gives everything, and a text that grants any other right without limiting use
# grants use (taxonomy, "Grants").
_IMPLIED = {
    "public-domain-dedication": frozenset(RIGHTS),
    "grant-distribute": frozenset({"grant-reproduce", "grant-use"}),
    "grant-modify": frozenset({"grant-use"}),
    "grant-reproduce": frozenset({"grant-use"}),
}


def rights_granted(findings: Iterable[Finding]) -> frozenset[str]:
    """The ids of `RIGHTS` that the findings give, directly or by what they carry with them."""
    granted: set[str] = set()
    for finding in findings:
        if finding.clause_id in RIGHTS:
            granted.add(finding.clause_id)
        granted |= _IMPLIED.get(finding.clause_id, frozenset())
    return frozenset(granted)


def classify(
    findings: Sequence[Finding], base_rights: frozenset[str] = frozenset()
) -> tuple[Classification, tuple[Reason, ...]]:
    """Decide the class of a text from its findings.

    `base_rights` are the rights of a base license that the text amends (a rider), as ids of
    `RIGHTS`. Returns the class and the reasons, most important first.
    """
    granted = rights_granted(findings) | base_rights
    missing = [right for right in RIGHTS if right not in granted]
    breaking = [
        (place, finding)
        for place, finding in enumerate(findings)
        if finding.kind is Kind.RESTRICTION and finding.osd
    ]
    bespoke = [(place, f) for place, f in breaking if f.definition.standing == "bespoke"]
    reasons = [*_restriction_reasons(breaking), *_missing_reasons(missing)]

    if not breaking and not missing:
        places = tuple(
            place
            for place, finding in enumerate(findings)
            if finding.clause_id in RIGHTS or finding.clause_id in _IMPLIED
        )
        return Classification.OSI_COMPATIBLE, (
            Reason(
                rule="all-rights-granted",
                message="Everyone may use, copy, modify and redistribute for any purpose, "
                "and nothing found contradicts the Open Source Definition.",
                findings=places,
            ),
        )
    shares = {"grant-reproduce", "grant-distribute"} <= granted
    if bespoke or "grant-use" not in granted or not (shares or "grant-modify" in granted):
        return Classification.CUSTOM, tuple(reasons)
    return Classification.SOURCE_AVAILABLE, tuple(reasons)


def _restriction_reasons(breaking: list[tuple[int, Finding]]) -> list[Reason]:
    """One reason a clause id, vendor-specific terms first."""
    by_id: dict[str, list[int]] = {}
    first: dict[str, Finding] = {}
    for place, finding in breaking:
        by_id.setdefault(finding.clause_id, []).append(place)
        first.setdefault(finding.clause_id, finding)
    ordered = sorted(by_id, key=lambda clause_id: first[clause_id].definition.standing != "bespoke")
    return [
        Reason(
            rule=f"{first[clause_id].definition.standing}-restriction",
            message=f"{first[clause_id].definition.title} (`{clause_id}`) contradicts criterion "
            f"{', '.join(map(str, first[clause_id].osd))} of the Open Source Definition.",
            findings=tuple(by_id[clause_id]),
        )
        for clause_id in ordered
    ]


def _missing_reasons(missing: list[str]) -> list[Reason]:
    return [
        Reason(
            rule="missing-right",
            message=f"Nothing in the text gives everyone the right to {RIGHTS[right]} the work "
            f"(`{right}`).",
        )
        for right in missing
    ]
