"""The joint SentencePiece vocabulary of both sides (Kudo 2018, unigram language model)."""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError

from .reading import read_rows

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

# Ids are kept in 16 bits, and the pad token has one more.
MOST_PIECES = 65_535
# Enough for 16,000 pieces; more only takes longer.
SENTENCES = 1_000_000


def train_vocabulary(
    data: Path, out: Path, *, size: int = 16_000, sentences: int = SENTENCES, seed: int = 1
) -> int:
    """Train on sources and targets of a TSV; returns the number of pieces.

    Bytes stand in for characters that are not covered, so nothing becomes unknown, and digits are
    split, so numbers are copied figure by figure. One thread and a fixed sample make the file the
    same each time. Ids: 0 end of sentence, 1 unknown, as in Marian; no start of sentence.
    """
    import sentencepiece

    model = io.BytesIO()
    sampled = sample_pairs(data, sentences // 2, seed)
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=itertools.chain.from_iterable(sampled),
            model_writer=model,
            model_type="unigram",
            vocab_size=size,
            character_coverage=0.9999,
            byte_fallback=True,
            split_digits=True,
            eos_id=0,
            unk_id=1,
            bos_id=-1,
            pad_id=-1,
            num_threads=1,
            input_sentence_size=0,
            minloglevel=2,
        )
    except RuntimeError as error:
        message = f"{data} does not give {size} pieces ({error}): use more data or a smaller --size"
        raise InputError(message) from error
    out.write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return int(processor.get_piece_size())


def read_vocabulary(path: Path) -> SentencePieceProcessor:
    """Read a SentencePiece model; raises InputError if it is none, or none to train with."""
    import sentencepiece

    if not path.is_file():
        message = f"the vocabulary {path} does not exist: make it with `nordigest train vocabulary`"
        raise InputError(message)
    try:
        processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        message = f"{path} is not a SentencePiece model: make it with `nordigest train vocabulary`"
        raise InputError(message) from error
    if processor.get_piece_size() > MOST_PIECES or processor.eos_id() < 0:
        message = (
            f"{path} cannot be trained with: it must have an end of sentence and at most "
            f"{MOST_PIECES:,} pieces"
        )
        raise InputError(message)
    return processor


def piece_ids(processor: SentencePieceProcessor) -> dict[str, int]:
    """Give the ids of a model's pieces, and of the pad token, which comes last."""
    size = processor.get_piece_size()
    return {processor.id_to_piece(i): i for i in range(size)} | {"<pad>": size}


def sample_pairs(data: Path, pairs: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Yield about that many of a TSV's rows, spread over the file, in its order."""
    rows = sum(1 for _ in read_rows(data))
    rng = random.Random(seed)  # noqa: S311  a sample, not a secret
    chance = min(1.0, pairs / max(1, rows))
    return (row for row in read_rows(data) if rng.random() < chance)
