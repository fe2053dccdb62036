"""Words of simplemma's dictionaries, compounds of them, and frequent given names."""

import re
from functools import cache, lru_cache
from importlib.resources import files

NORDIC = ("nb", "nn", "da")
"""The dictionaries of the languages that are translated."""
# Names of places and surnames end in these, compounds of common words rarely.
_PLACE = re.compile(
    r"(?:land|nes|næs|vik|vig|dal|berg|stad|sted|heim|sund|havn|fjord|lund|sen|by|borg|rud|torp|rup|bø"
    r"|moen|holm|gaard|voll|vold|holt|bæk|haug|hild|gade|bukta)s?$"
)
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4
_BINDING = ("", "s", "e")


@lru_cache(maxsize=65536)
def find_lemma(word: str, dictionaries: tuple[str, ...]) -> str | None:
    """Look a word up, or the parts of a compound; None for one in no dictionary."""
    from simplemma import is_known, lemmatize

    for dictionary in dictionaries:
        if is_known(word, dictionary):
            return str(lemmatize(word, dictionary))
    if _PLACE.search(word):
        return None
    for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        head, tail = word[:cut], word[cut:]
        if any(is_common(tail, each) and _is_head(head, each) for each in dictionaries):
            return tail
    return None


def _is_head(head: str, dictionary: str) -> bool:
    heads = (head.removesuffix(binding) for binding in _BINDING if head.endswith(binding))
    return any(len(each) >= _SHORTEST_HEAD and is_common(each, dictionary) for each in heads)


def is_common(word: str, dictionary: str) -> bool:
    """Say whether a word in lower case is one of a dictionary, and no name there."""
    from simplemma import is_known, lemmatize

    return is_known(word, dictionary) and str(lemmatize(word, dictionary))[0].islower()


def is_nordic(word: str) -> bool:
    """Say whether a word in lower case is common in one of the languages that are translated."""
    return any(is_common(word, each) for each in NORDIC)


@cache
def given_names() -> frozenset[str]:
    """Read the given names that are frequent in Norway and Denmark, in lower case."""
    text = files("pipeline.text").joinpath("propernames.txt").read_text(encoding="utf-8")
    return frozenset(text.lower().split())
