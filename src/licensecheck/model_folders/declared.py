"""What a declared license id means, only to compare a declaration with a text.

The source is the SPDX license list: `osi_ids.txt` holds the ids that it flags as approved by the
OSI. Whether an id is permissive or copyleft stands in the index of `license-expression`. Any
other id (`other`, `llama2`, an id that is no SPDX id) says nothing and contradicts nothing. No
text is classified by this.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_COPYLEFT = ("Copyleft", "Copyleft Limited")
_PERMISSIVE = ("Permissive", "Public Domain")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a declared expression says of the text.

    `ids` are the SPDX ids in it; `is_open` is True where every choice is approved by the OSI;
    `share` is `permissive` or `copyleft` where all ids are, None where they say nothing.
    """

    ids: tuple[str, ...]
    is_open: bool
    share: str | None


@lru_cache(maxsize=1)
def osi_ids() -> frozenset[str]:
    """The SPDX ids that the SPDX license list flags as approved by the OSI."""
    listed = files("licensecheck.model_folders") / "osi_ids.txt"
    lines = listed.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def meaning(expression: str) -> Meaning:
    """What a declared id or SPDX expression means; raises ValueError where it is none."""
    from license_expression import ExpressionError, get_license_index, get_spdx_licensing

    licensing = get_spdx_licensing()
    try:
        parsed = licensing.parse(expression)
    except ExpressionError as error:
        raise ValueError(str(error).splitlines()[0]) from error
    if parsed is None:
        return Meaning((), False, None)
    ids = tuple(
        str(symbol.key) for symbol in licensing.license_symbols(parsed) if not symbol.is_exception
    )
    categories = {each["spdx_license_key"]: each["category"] for each in get_license_index()}
    kinds = {categories.get(each) for each in ids}
    share = None
    if ids and kinds <= {*_PERMISSIVE}:
        share = "permissive"
    elif ids and kinds <= {*_COPYLEFT}:
        share = "copyleft"
    return Meaning(ids, bool(ids) and {*ids} <= osi_ids(), share)
