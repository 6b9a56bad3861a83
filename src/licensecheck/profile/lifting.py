"""What a change date that has passed lifts: the restrictions that the new license does not have.

The clause `change-license` says on which day which license takes over. Where that license is
open source (its SPDX id is flagged so by the OSI), no restriction is left and every right is
given. Where it is not known what the new license says, every restriction that is not ruled out
by the profile is `cannot tell`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licensecheck.facts import FindingFacts
from licensecheck.profile.comparing import day


@dataclass(frozen=True, slots=True)
class Lift:
    """A change of license that has happened: when, to what, and whether that is open source.

    `is_open` is False where that is not known.
    """

    since: date
    license: str | None
    is_open: bool

    @property
    def words(self) -> str:
        """What happened, in words."""
        to = f" to {self.license}" if self.license else ""
        return f"since the license changed{to} on {self.since.isoformat()}"


def find_lift(findings: Iterable[FindingFacts], today: date) -> Lift | None:
    """The change of license whose date has passed by `today`; the earliest, None if none has."""
    lifts = []
    for finding in findings:
        if finding.clause_id != "change-license":
            continue
        since = day(finding.parameters.get("change_date"))
        if since is not None and since <= today:
            name = str(finding.parameters.get("license") or _labeled(finding.text))
            lifts.append(Lift(since, name or None, _is_open(name)))
    return min(lifts, key=lambda lift: lift.since, default=None)


# How open source licenses are called in prose, over lower-case words.
_PROSE = re.compile(
    r"""(?:gnu[ ])?(?:
        apache(?:[ ]license)?,?[ ]?(?:version[ ]|v)?2(?:\.0)?
      | mit
      | (?:mozilla[ ]public[ ]license|mpl),?[ ]?(?:version[ ]|v)?2(?:\.0)?
      | (?:affero[ ]general[ ]public[ ]license|agpl),?[ ]?(?:version[ ]|v)?3(?:\.0)?
      | (?:lesser[ ]general[ ]public[ ]license|lgpl),?[ ]?(?:version[ ]|v)?(?:2\.1|3(?:\.0)?)
      | (?:general[ ]public[ ]license|gpl),?[ ]?(?:version[ ]|v)?[23](?:\.0)?
      | (?:bsd[ ])?[23]-clause(?:[ ]bsd)?
      | version[ ][23](?:\.0)?(?:[ ]or[ ]later)?[ ]of[ ]the[ ]gnu[ ]general[ ]public[ ]license
    )(?:[ ]license)?(?:,?[ ]or[ ](?:any[ ])?(?:later|higher)(?:[ ]versions?)?)?\W*""",
    re.VERBOSE,
)


# A header that states it: "Change License: Apache License, Version 2.0".
_LABEL = re.compile(r"\bchange licen[sc]e[ \t]*:[ \t]*([^\n]+)", re.IGNORECASE)


def _labeled(clause: str) -> str:
    match = _LABEL.search(clause)
    return match[1].strip() if match else ""


def _is_open(name: str) -> bool:
    from licensecheck.model_folders.declared import osi_ids

    written = " ".join(name.lower().replace("licence", "license").split()).removeprefix("the ")
    by_id = written in {each.lower() for each in osi_ids()}
    return by_id or _PROSE.fullmatch(written) is not None
