"""Whether two sentences of the same words have them in orders that say the same.

"Brann lost to Molde" and "Molde lost to Brann" share every word.
"""

from itertools import pairwise

from pipeline.text.content import STOP_WORDS, plain_words, stem

# Of a statement's words; with fewer in the sentence, it is worded anew.
_SHARED = 0.75
# One run of words that has moved leaves three breaks in the order, two that changed places four.
_MOST_BREAKS = 3
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def find_swap(statement: str, sentence: str) -> str:
    """Return a word of the statement that has changed places with another one, or nothing.

    Looked at are words that both have once. One part of a sentence may move as a whole, and
    subject and agent change places when a sentence becomes passive, or active, and only then.
    """
    said = plain_words(statement)
    keys, others = list(map(_root, said)), list(map(_root, plain_words(sentence)))
    if not keys or sum(key in others for key in keys) < _SHARED * len(keys):
        return ""
    agent = _unturned_agent(keys, others) or _unturned_agent(others, keys)
    if agent:
        return said[keys.index(agent)]
    if ("by" in keys) != ("by" in others):
        return ""
    once = [
        key
        for key in keys
        if keys.count(key) == others.count(key) == 1 and (key not in STOP_WORDS or key == "than")
    ]
    order = {key: place for place, key in enumerate(sorted(once, key=others.index))}
    line = [-1, *(order[key] for key in once), len(once)]
    breaks = [place for place, (left, right) in enumerate(pairwise(line)) if right != left + 1]
    if len(breaks) <= _MOST_BREAKS:
        return ""
    return said[keys.index(once[min(breaks[0], len(once) - 1)])]


def _unturned_agent(passive: list[str], active: list[str]) -> str:
    """Return the agent of a passive that stands after its subject in the active, too."""
    if "by" not in passive or "by" in active or _BE.isdisjoint(passive):
        return ""
    place = passive.index("by")
    before = [key for key in passive[:place] if key not in STOP_WORDS]
    after = [key for key in passive[place:] if key not in STOP_WORDS]
    if not before or not after or before[0] not in active:
        return ""
    agent = after[0]
    if passive.count(agent) != 1 or active.count(agent) != 1:
        return ""
    return agent if active.index(before[0]) < active.index(agent) else ""


def _root(word: str) -> str:
    lower = word.lower()
    return lower if lower in STOP_WORDS else stem(lower)
