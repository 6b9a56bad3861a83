"""Pieces of Markdown that mean just what they say; nothing here loads the engine.

What comes from a text or a file name is shown as code, which no Markdown reader takes for
markup, a mention, a link or HTML; our own prose stays plain.
"""

import re
from collections.abc import Sequence

from licensecheck.reporting.terminal import harmless
from licensecheck.reporting.wording import showable

#: GitHub refuses a comment of more than 65,536 characters; what does not fit is left out, and
#: the comment says how much.
COMMENT_LIMIT = 60_000
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#+\-!~$&@]|(?<=:)/|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"`": "&#96;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}


def fit(parts: Sequence[str], budget: int) -> tuple[list[str], int]:
    """The first parts that fit into `budget` characters, and how many do not."""
    shown: list[str] = []
    for part in parts:
        budget -= len(part)
        if budget < 0:
            break
        shown.append(part)
    return shown, len(parts) - len(shown)


def code(text: str) -> str:
    """`text` on one line as a code span."""
    line = harmless(showable(" ".join(text.split())))
    if not line:
        return ""
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def row(*cells: str) -> str:
    """A table row; a bar in a cell would end it, in code too, so it is escaped."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def prose(text: str) -> str:
    """`text` on one line with nothing in it that Markdown, HTML or GitHub would act on."""
    return _ACTIVE.sub(_inactive, harmless(showable(" ".join(text.split()))))


def _inactive(match: re.Match[str]) -> str:
    character = match.group()
    if character in "@#/.":
        # A comment splits what GitHub would link by itself: mentions, issues, addresses.
        escaped = "\\#" if character == "#" else character
        return f"<!-- -->{escaped}<!-- -->"
    return _ENTITIES.get(character, "\\" + character)
