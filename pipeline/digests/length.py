"""How long a digest is: which stories it tells in full, and which by their headline only.

A run of up to 100 stories is read in a given number of minutes, one of more stories in as many
minutes for each 100. The top stories come first, by their outlets and by the length of their
articles.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

# Adults read English non-fiction at 238 words a minute (Brysbaert 2019).
WORDS_PER_MINUTE = 240
_STORIES = 100
# The date, the outlets, the number of articles, and the sources named after statements.
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Salience:
    """How much an article weighs: its outlet, or its own id without one, its words, its headline.

    `words` counts those of its text, `headline` those of its headline.
    """

    outlet: str
    words: int
    headline: int


def rank(articles: Sequence[Salience]) -> tuple[int, int]:
    """Rank a story by how many outlets tell it, then by how many words they take."""
    return len({each.outlet for each in articles}), sum(each.words for each in articles)


def count_full_stories(
    ranked: Iterable[tuple[T, Sequence[Salience]]], length: Callable[[T], int], minutes: int
) -> int:
    """Count the first stories that are told in full, so that the whole digest stays short enough.

    `length` gives the words of a story's statements. The first story is always among them.
    """
    groups = list(ranked)
    headlines = sum(max(each.headline for each in articles) for _, articles in groups)
    left = minutes * WORDS_PER_MINUTE * max(1, len(groups) / _STORIES) - headlines
    for place, (key, _) in enumerate(groups):
        left -= _AROUND + length(key)
        if left < 0 and place > 0:
            return place
    return len(groups)
