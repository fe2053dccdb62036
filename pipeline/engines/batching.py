"""How both engines group and limit what they are given."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.engines.base import Decoding, Hypothesis

BLANK = Hypothesis("", 0.0, finished=True)
"""What becomes of a text without characters: models invent something for it."""


def by_length(lengths: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Group indices by exact token count, longest first, so that nothing needs padding."""
    groups: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        groups.setdefault(length, []).append(index)
    yield from sorted(groups.items(), reverse=True)


def check_lengths(lengths: Iterable[int], limit: int) -> None:
    """Raise ValueError when a text has more tokens than the model takes."""
    longest = max(lengths, default=0)
    if longest > limit:
        msg = f"a text has {longest} tokens, the model takes {limit}"
        raise ValueError(msg)


def forbids(decoding: Decoding) -> bool:
    """Say whether decoding forbids or punishes tokens by what stands before them.

    The search's own scores are then of a bent distribution; texts are scored afterwards under the
    model's own, so that second tries compare with first ones.
    """
    return bool(decoding.repetition_penalty != 1 or decoding.no_repeat_ngram or decoding.min_tokens)


def bends(decoding: Decoding, output: Sequence[str]) -> bool:
    """Say whether what decoding forbids can have changed the search's score of this output.

    A forbidden n-gram changes the distribution only after n - 1 tokens that stood there before.
    """
    if decoding.repetition_penalty != 1 or decoding.min_tokens or decoding.no_repeat_ngram == 1:
        return True
    size = decoding.no_repeat_ngram - 1
    starts = [tuple(output[i : i + size]) for i in range(len(output) - size)] if size > 0 else []
    return len(set(starts)) < len(starts)
