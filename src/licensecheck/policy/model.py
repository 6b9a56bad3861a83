"""A policy as plain data: quick to load from a cache, with nothing left to validate."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from licensecheck.policy.presets import DEFAULT, ISSUES
from licensecheck.profile.model import Profile

Level = str
"""`deny`, `warn` or `allow`."""


@dataclass(frozen=True, slots=True)
class Globs:
    """Patterns as in a .gitignore file, each as (whether it includes, regular expression).

    The last pattern that fits decides, as in git; no pattern fits nothing.
    """

    patterns: tuple[tuple[bool, str], ...]

    def fits(self, path: str) -> bool:
        """Whether `path`, relative to the policy's folder and with `/`, is meant."""
        for include, regex in reversed(self.patterns):
            if re.match(regex, path):
                return include
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts for one file.

    `levels` maps classes, clause ids and issues to `deny`, `warn` or `allow`; findings with a
    score below `minimum_score` (0 to 1) do not count; `unexplained` is the level of sentences
    that no definition explains; `cannot_tell` is `deny` or `warn`: what a denied restriction
    becomes where the profile does not say whether it binds.
    """

    levels: Mapping[str, Level]
    minimum_score: float = 0.0
    unexplained: Level = "allow"
    cannot_tell: Level = "deny"

    def level_of(self, name: str) -> Level | None:
        """The level of a class, a clause id or an issue; None where it is not named."""
        level = self.levels.get(name)
        return "deny" if level is None and name in ISSUES else level


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for the files that `paths` mean."""

    paths: Globs
    settings: Settings


@dataclass(frozen=True, slots=True)
class Exemption:
    """A violation that is accepted: `clause` (also a class or an issue) at the given paths.

    `expires` is the last day on which it holds, None for ever; `line` is where it stands in the
    policy's file, 1-based.
    """

    paths: Globs
    shown_paths: str
    clause: str
    reason: str
    expires: date | None
    line: int


@dataclass(frozen=True)
class Policy:
    """A policy that was read and validated.

    `path` is its file as shown, None where there is none; `folder` (absolute) is what its globs
    are relative to.
    """

    settings: Settings = field(default_factory=lambda: Settings(levels=DEFAULT))
    overrides: tuple[Override, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    profile: Profile | None = None
    path: str | None = None
    folder: str = ""

    def for_path(self, path: str) -> Settings:
        """The settings for a file; of several overrides that mean it, the last counts."""
        if self.overrides:
            relative = self.relative(path)
            for override in reversed(self.overrides):
                if override.paths.fits(relative):
                    return override.settings
        return self.settings

    def exemption(self, path: str, rule: str, today: date) -> Exemption | None:
        """The exemption that accepts a violation of `rule` at `path`, if one still holds."""
        candidates = [each for each in self.exemptions if each.clause == rule]
        if not candidates:
            return None
        relative = self.relative(path)
        for each in candidates:
            if (each.expires is None or today <= each.expires) and each.paths.fits(relative):
                return each
        return None

    def expired(self, today: date) -> list[Exemption]:
        """The exemptions whose last day is over."""
        return [each for each in self.exemptions if each.expires and each.expires < today]

    def relative(self, path: str) -> str:
        """`path` relative to the policy's folder, with `/`."""
        return os.path.relpath(path, self._base).replace(os.sep, "/")

    @cached_property
    def _base(self) -> str:
        return self.folder or os.getcwd()


def unknown_name(names: Iterable[str], known: Sequence[str]) -> str | None:
    """What is wrong with the first name that is not known, and the nearest that are."""
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "see `licenseclauses clauses`"
            return f"`{name}` is neither a class nor a clause id nor an issue; {hint}"
    return None


def policy_to_json(policy: Policy) -> dict[str, Any]:
    """What the cache keeps of a policy: nothing of where its file lies."""
    data = asdict(policy)
    for exemption in data["exemptions"]:
        expires = exemption["expires"]
        exemption["expires"] = expires.isoformat() if expires else None
    del data["path"], data["folder"]
    return data


def policy_from_json(data: Mapping[str, Any], path: str | None, folder: str) -> Policy:
    """The policy that `policy_to_json` wrote; raises KeyError, TypeError, ValueError."""
    return Policy(
        settings=Settings(**data["settings"]),
        overrides=tuple(
            Override(_globs(each["paths"]), Settings(**each["settings"]))
            for each in data["overrides"]
        ),
        exemptions=tuple(
            Exemption(
                **{
                    **each,
                    "paths": _globs(each["paths"]),
                    "expires": date.fromisoformat(each["expires"]) if each["expires"] else None,
                }
            )
            for each in data["exemptions"]
        ),
        profile=Profile.from_json(data["profile"]) if data["profile"] else None,
        path=path,
        folder=folder,
    )


def _globs(data: Mapping[str, Any]) -> Globs:
    return Globs(tuple((bool(include), str(regex)) for include, regex in data["patterns"]))
