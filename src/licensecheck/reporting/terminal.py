"""What text for a terminal needs: colors, wrapping, and nothing that a terminal would obey."""

import re
import textwrap
from dataclasses import dataclass

# Control characters, and those that reorder what is shown: a license must not steer a terminal.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Paint:
    """Wraps text in ANSI colors, or leaves it alone where `enabled` is false."""

    enabled: bool

    def __call__(self, text: str, *styles: str) -> str:
        """`text` in the given styles: bold, dim, red, green, yellow, cyan."""
        if not self.enabled or not styles:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def harmless(text: str) -> str:
    """`text` with every character that a terminal would obey replaced by U+FFFD."""
    return _OBEYED.sub("\ufffd", text).encode("utf-8", "replace").decode("utf-8")


def wrap(text: str, width: int, indent: str, following: str | None = None) -> str:
    """`text` in lines of at most `width` columns; `following` indents all lines but the first."""
    return textwrap.fill(
        text,
        max(width, 30),
        initial_indent=indent,
        subsequent_indent=indent if following is None else following,
        break_long_words=False,
        break_on_hyphens=False,
    )
