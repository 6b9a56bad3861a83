"""What a text as a whole is: license terms at all, or a rider on another license."""

import re

_LICENSE_LANGUAGE = re.compile(
    r"\b(?:licen[sc]\w*|copyright\w*|permission|permitted|warrant(?:y|ies)|public domain|agreement"
    r"|rights? reserved|redistribut\w*|liab(?:le|ility)|copyleft|sublicens\w*|proprietary"
    r"|terms (?:and|of|under)|all rights|hereby|freeware|shareware|any purpose|use policy)\b"
    r"|\(c\)|©",
    re.IGNORECASE,
)

# A rider changes the terms of a license that stands elsewhere ("the License, as defined below,
# subject to the following condition"), so that the rights of that license are offered too.
_RIDER = re.compile(
    r"\b(?:under|to|with|of|in) the (?:[“\"'(]?[\w.\-]+[”\"')]? ){0,4}licen[sc]e\b[^.]{0,60}\b"
    r"(?:with|subject to|modified by|as amended by|amended by|supplemented by|together with|plus)\b"
    r"[^.]{0,40}\b(?:following|additional|extra|further|below|these|this)\b[^.]{0,40}"
    r"\b(?:conditions?|restrictions?|terms?|exceptions?|clauses?|limitations?|rider|amendment)\b",
    re.IGNORECASE | re.DOTALL,
)


def speaks_of_licensing(text: str) -> bool:
    """Whether any word of the text belongs to the language of licenses alone."""
    return _LICENSE_LANGUAGE.search(text) is not None


def amends_base_license(text: str) -> bool:
    """Whether the text is a rider: conditions put on top of a license that stands elsewhere."""
    return _RIDER.search(text) is not None
