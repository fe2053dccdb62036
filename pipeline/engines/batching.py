"""How both engines group and limit what they are given."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.engines.base import Decoding, Hypothesis
from pipeline.weights.architecture import Architecture

BLANK = Hypothesis("", 0.0, finished=True)
"""What becomes of a text without characters: models invent something for it."""


def by_length(lengths: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Group indices by exact token count, longest first, so that nothing needs padding."""
    groups: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        groups.setdefault(length, []).append(index)
    yield from sorted(groups.items(), reverse=True)


@dataclass(frozen=True, slots=True)
class Batching:
    """How the texts of one model are put into batches of padded widths.

    A text's width follows from its own length alone: whatever stands in its batch, it is padded
    alike, and its sums are added up in the same order. `tokens` is what a batch holds at the most,
    widths are multiples of `step`, and none is over `longest`.
    """

    tokens: int
    step: int
    longest: int

    def suited(self, decoding: Decoding) -> "Batching":
        """Return the batching of a pass: a sparse one has fewer widths, or its batches are tiny.

        For the fallback of 500 sentences (74 texts, `gmq-en-small`) that took 1.26 s of processor
        time, and 1.48 s without.
        """
        return replace(self, step=4 * self.step) if decoding.sparse else self

    def width(self, length: int) -> int:
        """Round a length up to the width of its batch, which no model's limit is under."""
        return min(-(-length // self.step) * self.step, self.longest)

    def batches(self, lengths: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Group indices into batches, widest first; yields (width, indices)."""
        groups: dict[int, list[int]] = {}
        for index, length in enumerate(lengths):
            groups.setdefault(self.width(length), []).append(index)
        for width, group in sorted(groups.items(), reverse=True):
            number = -(-len(group) // max(1, self.tokens // width))
            for start in range(number):
                yield width, group[start::number]


# Batches of one exact length are small, and a model reads all its weights for each. On two cores,
# 400 sentences and a model 1,024 wide, (step, tokens) of (8, 1280) made 1.03 times the speed of
# (8, 1024), which made 1.07 times that of (4, 1024) and 1.12 times that of (8, 512); with one 256
# wide, (4, 512) made 1.05 times that of (8, 512) and of (4, 1024).
_WIDE = 512


def batching(architecture: Architecture, tokens: int = 0) -> Batching:
    """Return the batching that suits a model's width; `tokens` 0 leaves their number to it."""
    wide = architecture.width >= _WIDE
    return Batching(
        tokens or (1280 if wide else 512), 8 if wide else 4, architecture.max_source_tokens
    )


def check_lengths(lengths: Iterable[int], limit: int) -> None:
    """Raise ValueError when a text has more tokens than the model takes."""
    longest = max(lengths, default=0)
    if longest > limit:
        msg = f"a text has {longest} tokens, the model takes {limit}"
        raise ValueError(msg)


def bends(decoding: Decoding, output: Sequence[str]) -> bool:
    """Say whether what decoding forbids can have changed the search's score of this output.

    Its score is then of a bent distribution; the text is scored afterwards under the model's own,
    so that decoding passes compare. A forbidden n-gram changes the distribution only after n - 1
    tokens that stood there before.
    """
    if decoding.no_repeat_ngram_size == 1:
        return True
    size = decoding.no_repeat_ngram_size - 1
    starts = [tuple(output[i : i + size]) for i in range(len(output) - size)] if size > 0 else []
    return len(set(starts)) < len(starts)


def target_limit(decoding: Decoding, source_tokens: int, architecture: Architecture) -> int:
    """Return how many target tokens a source of this many may become, end token not counted."""
    # Scoring a target that was cut off takes a position each for its start, its end and the token
    # over the limit.
    limit = min(decoding.max_tokens, architecture.max_target_tokens - 2)
    if decoding.max_ratio is not None:
        limit = min(limit, int(decoding.max_ratio * source_tokens) + 16)
    return limit
