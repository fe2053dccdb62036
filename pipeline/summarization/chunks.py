"""Cutting an article into runs of whole sentences that a model can take."""

import math
from collections.abc import Sequence

# A run ends at a paragraph's end if that leaves it at least this share of an equal part.
_LEAST_SHARE = 0.5


def chunk_sentences(lengths: Sequence[int], paragraphs: Sequence[int], limit: int) -> list[range]:
    """Cut sentences into runs of at most `limit` tokens; the runs cover all of them in order.

    `lengths` are tokens, `paragraphs` the paragraph each sentence is in. Runs are of about equal
    length and end at a paragraph's end where one is near, else at a sentence's end. Raises
    ValueError for a sentence above the limit.
    """
    if lengths and max(lengths) > limit:
        msg = f"a sentence of {max(lengths)} tokens does not fit into {limit}"
        raise ValueError(msg)
    runs: list[range] = []
    start = 0
    while start < len(lengths):
        rest = sum(lengths[start:])
        part = rest / math.ceil(rest / limit)
        end = _end_of_run(lengths, paragraphs, limit, part, start)
        runs.append(range(start, end))
        start = end
    return runs


def _end_of_run(
    lengths: Sequence[int], paragraphs: Sequence[int], limit: int, part: float, start: int
) -> int:
    """Choose the paragraph end nearest to an equal part, or the last sentence that fits."""
    best, distance = 0, math.inf
    tokens = 0
    for index in range(start, len(lengths)):
        tokens += lengths[index]
        if tokens > limit:
            return best or index
        last = index + 1 == len(lengths)
        ends_paragraph = last or paragraphs[index + 1] != paragraphs[index]
        if ends_paragraph and tokens >= _LEAST_SHARE * part and abs(tokens - part) < distance:
            best, distance = index + 1, abs(tokens - part)
    return len(lengths)
