"""The commented policy that `licenseclauses check --init` starts a user with."""

from pathlib import Path

from licensecheck.errors import ConfigError
from licensecheck.policy.loading import FILE, PROJECT_FILE, find_policy, shown

STARTING_POLICY = """\
# The policy of `licenseclauses check`. The same settings may stand in pyproject.toml, in the
# table [tool.licenseclauses]; keep them in one of the two.

# Where to start: "permissive-only", "open-source", "commercial-product" or "research".
preset = "open-source"

# Classes (osi-compatible, source-available, custom), clause ids (`licenseclauses clauses` lists
# them) and issues of model folders (declared-mismatch, missing-license-text, missing-policy,
# open-source-claim). They go before the preset; a clause id goes before a class.
deny = []
warn = []
allow = []

# Findings with a lower score than this, from 0 to 1, do not count.
minimum_score = 0.0

# What a sentence counts as that forbids or obliges and that no definition explains:
# "allow", "warn" or "deny".
unexplained = "warn"

# What a denied restriction becomes where the profile does not say whether it binds:
# "deny" or "warn".
cannot_tell = "deny"

# Other rules for some paths, as in .gitignore; of several that fit, the last counts.
# [[overrides]]
# paths = ["tests/**", "docs/**"]
# allow = ["noncommercial"]

# A violation that is accepted, and why. When the date is over, it is a violation itself.
# [[exemptions]]
# path = "vendor/some-model/**"
# clause = "user-cap"
# reason = "Our lawyer wrote to the licensor; see ticket 123."
# expires = 2030-01-31

# Who you are and what you do: a restriction that does not bind you is no violation. What is not
# answered is "cannot tell".
# [profile]
# monthly_active_users = 20_000
# annual_revenue = { amount = 500_000, currency = "EUR" }
# employees = 12                    # without contractors
# commercial = true                 # the work serves a business
# hosting = false                   # others use the work itself as a service that you run
# modifies = true                   # you change the work (fine-tuning counts)
# redistributes = false             # copies leave your organization
# trains_models_on_outputs = false  # you improve other models with the work or its outputs
# regions = ["European Union", "United States"]
# fields = ["education"]
# purpose = "production"            # or internal, research, education, evaluation, personal
"""


def write_starting_policy(folder: Path = Path()) -> str:
    """Writes the starting policy into a folder and returns the file's name.

    Raises ConfigError where there is a policy already, or the file cannot be written.
    """
    path = folder / FILE
    existing = find_policy(folder)
    if existing is not None:
        what = f"[tool.licenseclauses] in {shown(existing)}"
        what = what if existing.name == PROJECT_FILE else shown(existing)
        raise ConfigError(f"--init: there is a policy already: {what}; nothing was written")
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(STARTING_POLICY)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"--init: {shown(path)}: cannot be written ({reason})") from error
    return shown(path)
