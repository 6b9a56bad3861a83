"""Weighs what the second opinion says of a statement: its judgment and its topics.

A restriction is supported by the judgment plus its topic, less what the topic is behind one that is
far clearer. How the figures were chosen: docs/explanation/how-it-works.md.
"""

from collections.abc import Mapping, Set

_CLEAR = 0.5  # a topic counts up to here
_FAR = 1.0  # so far the clearest topic may be ahead: a statement may state two restrictions
_FAR_SHARE = 2.0
_CLEARER = 2.0  # for a belief, the clearest topic counts up to here,
_CLEARER_SHARE = 0.4  # with this share of what is beyond `_CLEAR`

_BELIEVED = 0.87  # from this support on, what only the second opinion names is a finding
SURE = 0.9
"""From this judgment on, what a definition is `unless` does not rule it out."""

LEAST_JUDGMENT = _BELIEVED - _CLEAR - _CLEARER_SHARE * (_CLEARER - _CLEAR)
"""Below this judgment nothing is believed, however clear its topic is."""

_CONTRADICTED = -1.0  # below this support, what a signal names is no finding,
_DOUBTED = -0.4  # and where the judgment is below this,
_CONTRADICTED_DOUBTED = -0.1  # below this one;
_KEPT = -0.35  # but above this judgment, one signal stays if nothing else is named


def clearest(topics: Mapping[str, float]) -> str | None:
    """The likeliest topic; None where there is none."""
    return max(topics, key=topics.__getitem__, default=None)


def believed(judgment: float, topics: Mapping[str, float]) -> str | None:
    """The restriction that the second opinion sees by itself, if it sees one."""
    likeliest = clearest(topics)
    if likeliest is None:
        return None
    beyond = min(max(topics[likeliest], _CLEAR), _CLEARER) - _CLEAR
    support = _support(judgment, topics, likeliest) + _CLEARER_SHARE * beyond
    return likeliest if support >= _BELIEVED else None


def contradicted(
    said: Set[str], judgment: float, topics: Mapping[str, float], seen: str | None
) -> set[str]:
    """The restrictions of `said`, which signals name, that the second opinion does not see.

    Where it sees none itself (`seen` is None) but thinks one likely, the likeliest of them stays.
    """
    least = _CONTRADICTED_DOUBTED if judgment < _DOUBTED else _CONTRADICTED
    dropped = {one for one in said if _support(judgment, topics, one) < least}
    if dropped == said and seen is None and judgment > _KEPT:
        dropped.remove(max(sorted(said), key=lambda one: topics.get(one, 0.0)))
    return dropped


def _support(judgment: float, topics: Mapping[str, float], clause_id: str) -> float:
    topic = topics.get(clause_id, 0.0)
    behind = max(topics.values(), default=topic) - topic
    return judgment + min(topic, _CLEAR) - _FAR_SHARE * max(0.0, behind - _FAR)
