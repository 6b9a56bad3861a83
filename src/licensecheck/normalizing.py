"""Folds a stretch of license text into plain lower-case tokens that patterns can be written for.

Folding forgets what never changes the meaning: case, line breaks, comment decoration, quotation
marks, brackets, hyphens and typographic variants. The folded text begins and ends with a space
and has exactly one space between tokens; a token is a word, a number, a URL or one of
`, ; : . ? !`. Only the brackets around an exception leave something: a pair of commas each, for
what was said before the bracket holds again behind it. Offsets are not kept: evidence is always
the source statement itself.
"""

import re
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": " - ", "—": " - ", "−": "-",
        "\u00a0": " ", "\u00ad": "", "\u200b": "", "\ufeff": "", "ﬁ": "fi", "ﬂ": "fl",
        "_": " ",
    }
)  # fmt: skip

# Decoration that wrapped comments put at the start of a line.
_LINE_DECORATION = re.compile(r"\n[ \t]*(?:[#*;>|]+|//+|dnl\b|rem\b)[ \t]*")
_HYPHENATED_BREAK = re.compile(r"(?<=[a-z])-[ \t]*\n[ \t]*(?=[a-z])")
_EXCEPTION = re.compile(
    r"\((?=\s*(?:other than|except|excepting|excluding|excludes|exclusive of|unless|save"
    r"|but not (?!required|obliged|obligated|limited|necessarily)"
    r"|apart from|aside from|with the exception of|not including|outside of|until)\b)"
    r"((?:[^()]|\([^()]{0,80}\)){1,600})\)\s*,?"
)
# The stop in "Model X.1" or "README.md" ends nothing and is left out.
_TOKEN = re.compile(
    r"https?://[^\s<>\"')\]]+|www\.[^\s<>\"')\]]+"
    r"|[$€£¥]?\d+(?:[.,]\d+)*[a-z%]*"
    r"|[$€£¥]|[^\W\d_]+\d*|[,;:?!]"
    r"|\.(?!(?<=[^\W\d_]\.)\d|(?<=[^\W_]{2}\.)[a-z])"
)
_SPACED_THOUSANDS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?: \d{3})+(?![\w]|[.,]\d)")
_IN_WORD_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")


def _without_spaces(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    r"""The tokens of `text`, lower-case, joined by single spaces, with a space at both ends.

    >>> fold("You may NOT re-sell\n * the Licensor’s “Work”, etc.")
    ' you may not re sell the licensors work , etc . '
    """
    plain = text.translate(_PLAIN).lower()
    if "\n" in plain:
        plain = _HYPHENATED_BREAK.sub("-", plain)
        plain = _LINE_DECORATION.sub("\n", plain)
    if "'" in plain:
        plain = _IN_WORD_APOSTROPHE.sub("", plain)
    if "(" in plain:
        plain = _EXCEPTION.sub(r" ,, \1 ,, ", plain)
    plain = _SPACED_THOUSANDS.sub(_without_spaces, plain)
    tokens = _TOKEN.findall(plain)
    return f" {' '.join(tokens)} " if tokens else " "
