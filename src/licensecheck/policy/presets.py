"""The presets of a policy: names and what each denies, warns of and allows.

docs/how-to/policy.md tells why. A preset names classes, clause ids and issues of model folders;
a name that stands for a clause goes before the class that the clause leads to, so that
`deny = ["custom"]` with `warn = ["acceptable-use-policy"]` lets a text pass whose only such
clause is a policy on its use.
"""

from collections.abc import Mapping

CLASSES = ("osi-compatible", "source-available", "custom")

ISSUES = ("declared-mismatch", "missing-license-text", "missing-policy", "open-source-claim")
"""What can be wrong with a model folder, beyond its license text. Denied unless named."""

UNEXPLAINED_RULE = "unexplained"
"""What an exemption and a violation call a sentence that no definition explains."""

LEVELS = ("deny", "warn", "allow")

DEFAULT: Mapping[str, str] = {"source-available": "deny", "custom": "deny"}
"""Where a policy names no preset and denies nothing: every text passes that is osi-compatible."""

_COPYLEFT = ("copyleft", "weak-copyleft", "network-copyleft", "disclose-source")


def _levels(deny: str, warn: str = "", allow: str = "") -> Mapping[str, str]:
    return {
        name: level
        for level, names in zip(LEVELS, (deny, warn, allow), strict=True)
        for name in names.split()
    }


PRESETS: Mapping[str, Mapping[str, str]] = {
    "permissive-only": _levels(
        "source-available custom grant-back mandatory-branding " + " ".join(_COPYLEFT)
    ),
    "open-source": _levels("source-available custom"),
    "commercial-product": _levels(
        "source-available custom",
        "acceptable-use-policy behavioral-use-restriction technical-protection "
        "reverse-engineering-ban benchmark-ban mandatory-branding grant-back indemnification "
        "notify-licensor " + " ".join(_COPYLEFT),
    ),
    "research": _levels(
        "source-available custom",
        "acceptable-use-policy behavioral-use-restriction field-exclusion technical-protection "
        "reverse-engineering-ban competing-use-ban access-gate",
        "research-only noncommercial no-sale",
    ),
}

UNEXPLAINED: Mapping[str, str] = {
    "permissive-only": "warn",
    "open-source": "warn",
    "commercial-product": "warn",
    "research": "allow",
}
"""What a sentence counts as that forbids or obliges and that no definition explains."""
