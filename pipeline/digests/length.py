"""How long a digest is: which stories it tells in full, and which by their headline only.

A run of up to 100 stories is read in a given number of minutes, one of more stories in as many
minutes for each 100. The top stories come first, by their outlets and by the length of their
articles.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents import Story

# Adults read English non-fiction at 238 words a minute (Brysbaert 2019).
WORDS_PER_MINUTE = 240
_STORIES = 100
# The date, the outlets, the number of articles, and the sources named after statements.
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an article weighs: its outlet, or its own id without one, its words, its headline.

    `words` counts those of its text, `headline` those of its headline.
    """

    outlet: str
    words: int
    headline: int


def rank(articles: Sequence[Weight]) -> tuple[int, int]:
    """Rank a story by how many outlets tell it, then by how many words they take."""
    return len({each.outlet for each in articles}), sum(each.words for each in articles)


def tell_in_full(
    ranked: Iterable[tuple[str, Sequence[Weight]]],
    tell: Callable[[str], Story],
    minutes: int,
) -> dict[str, Story]:
    """Tell stories, the top ones first, as long as the whole digest stays short enough."""
    groups = list(ranked)
    headlines = sum(max(each.headline for each in articles) for _, articles in groups)
    left = minutes * WORDS_PER_MINUTE * max(1, len(groups) / _STORIES) - headlines
    told: dict[str, Story] = {}
    for key, _ in groups:
        story = tell(key)
        left -= _AROUND + sum(len(each.text.split()) for each in story.statements)
        if left < 0 and told:
            break
        told[key] = story
    return told
