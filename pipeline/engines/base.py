"""The seams behind which models run: one batched method each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a seq2seq model searches; the same meaning in every engine.

    `length_penalty` is the exponent of the target length a hypothesis' score is divided by
    (Wu et al. 2016 use another form; both engines here use this one). `max_tokens` limits the
    target, end token not counted; `max_ratio` limits it relative to the source:
    `max_ratio * source tokens + 16`. `no_repeat_ngram_size` 0 forbids nothing. A `sparse` pass has
    few texts of many lengths, so an engine may pad them further to make fewer batches.
    """

    beam_size: int = 4
    length_penalty: float = 1.0
    max_tokens: int = 512
    max_ratio: float | None = None
    no_repeat_ngram_size: int = 0
    alignment: bool = False
    sparse: bool = False


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a model wrote for one source text.

    `score` is the mean log-probability per target token. `finished` is False when the length
    limit cut the text off. `alignment` holds character spans as in `documents.Translation`.
    `tokens` counts what `score` is a mean over.
    """

    text: str
    score: float
    finished: bool
    alignment: tuple[tuple[int, int, int, int], ...] | None = None
    tokens: int = 1


class Seq2Seq(Protocol):
    """A sequence-to-sequence model, translator or summarizer: source texts in, target texts out."""

    max_source_tokens: int

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count source tokens as the model sees them, special tokens included."""
        ...

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[Hypothesis]:
        """Begin to generate, and yield one hypothesis a text in the same order as they are ready.

        Longer texts may be ready first. Raises ValueError at once for a text longer than
        `max_source_tokens`: nothing is truncated.
        """
        ...
