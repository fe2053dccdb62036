"""Which sentences of an article say what matters, by what people or the article itself say of it.

Two signs: a summary that a person wrote, and what a sentence shares with title and rest.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"\w+")


def sentences_of_summary(sentences: Sequence[str], summary: str, most: int) -> list[int]:
    """Choose up to `most` sentences that together have most in common with a summary.

    Greedy search by the mean F1 of words and pairs of words, as extractive summarizers are
    taught (Nallapati et al. 2017). Returns indices in order, fewer where another adds nothing.
    """
    wanted = _ngrams(summary)
    bags = [_ngrams(each) for each in sentences]
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        together = [bags[index] for index in chosen]
        gains = {
            index: _f1([*together, bag], wanted)
            for index, bag in enumerate(bags)
            if index not in chosen
        }
        following = max(gains, key=lambda index: (gains[index], -index), default=None)
        if following is None or gains[following] <= best:
            break
        chosen.append(following)
        best = gains[following]
    return sorted(chosen)


def informative_sentences(sentences: Sequence[str], title: str, most: int) -> list[int]:
    """Choose the sentences that share most with the title and the other sentences.

    Gap-sentence generation after PEGASUS (Zhang et al. 2020, arXiv:1912.08777, section 3.1): each
    sentence is scored alone by its ROUGE-1 F1 against the rest, repeated words counted (their
    "Ind-Orig"). The title counts as part of the rest. Returns indices in order.
    """
    bags = [Counter(_WORD.findall(sentence.lower())) for sentence in sentences]
    whole = Counter(_WORD.findall(title.lower()))
    for bag in bags:
        whole.update(bag)

    def score(index: int) -> float:
        overlap = (bags[index] & (whole - bags[index])).total()
        return 2 * overlap / max(whole.total(), 1)

    ranked = sorted(range(len(sentences)), key=lambda index: (-score(index), index))
    return sorted(ranked[:most])


def _ngrams(text: str) -> tuple[Counter[str], Counter[str]]:
    words = _WORD.findall(text.lower())
    return Counter(words), Counter(map(" ".join, pairwise(words)))


def _f1(
    texts: Sequence[tuple[Counter[str], Counter[str]]], wanted: tuple[Counter[str], Counter[str]]
) -> float:
    """Mean F1 of words and of pairs of words."""
    scores = []
    for kind, reference in enumerate(wanted):
        found: Counter[str] = Counter()
        for text in texts:
            found.update(text[kind])
        size = found.total() + reference.total()
        scores.append(2 * (found & reference).total() / size if size else 0.0)
    return sum(scores) / len(scores)
