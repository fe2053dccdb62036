"""The vocabulary of the pretrained start: the pieces of e5 that the given text uses.

One SentencePiece unigram model with e5's own log probabilities, so that text falls into the pieces
whose embeddings e5 was trained with. Ids: 0 end of sentence, 1 unknown, then 256 bytes, then the
pieces. Pieces with a digit among other characters stay out, so numbers go figure by figure.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentencepiece import SentencePieceProcessor

    from .e5file import E5

_DIGIT_AMONG_OTHERS = re.compile(r"\d.|.\d", re.DOTALL)
# SentencePiece's mark of a word's beginning.
_SPACE = "\u2581"
# Latin letters with all their accents, and typographical marks up to the euro sign: single
# characters of these stay in whatever the text has, so few words fall into bytes.
_LATIN = range(0x250)
_MARKS = range(0x2010, 0x20AD)
# Bytes are for what no piece covers; as likely as a piece, they would win over rare words.
_BYTE_SCORE = -30.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SentencePiece model, and the id of e5 for each of its pieces (its unknown's where none).

    Tokens a word of the given text: with these pieces, and with all that e5 has.
    """

    model: bytes
    e5_ids: list[int]
    tokens_a_word: float
    tokens_a_word_of_all: float


def count_words(rows: Iterable[tuple[str, ...]]) -> Counter[str]:
    """Words of all columns, as they are divided by spaces, with how often they occur."""
    words: Counter[str] = Counter()
    for row in rows:
        for column in row:
            words.update(column.split())
    return words


def choose_vocabulary(e5: E5, words: Mapping[str, int], size: int) -> Vocabulary:
    """Take the `size` pieces that the words use most, single characters first.

    Raises InputError if `size` has no room for the single characters.
    """
    base = _special_pieces()
    usable = [i for i, piece in enumerate(e5.pieces) if i > e5.unknown and _usable(piece)]
    everything = _load(_model(base, e5, usable))
    first = everything.get_piece_size() - len(usable)
    use = _use(everything, words)[first:]
    single = {i for i, of_e5 in enumerate(usable) if _is_single(e5.pieces[of_e5])}
    room = size - first - len(single)
    if room < 0:
        least = first + len(single)
        message = (
            f"{size} pieces are too few: {least} are bytes and characters, "
            f"give a --size of {least} or more"
        )
        raise InputError(message)
    by_use = [i for i in np.argsort(-use, kind="stable").tolist() if i not in single and use[i] > 0]
    chosen = [usable[i] for i in sorted([*single, *by_use[:room]])]
    model = _model(base, e5, chosen)
    return Vocabulary(
        model=model.SerializeToString(),
        e5_ids=[e5.eos, *[e5.unknown] * (first - 1), *chosen],
        tokens_a_word=_tokens_a_word(_load(model), words),
        tokens_a_word_of_all=_tokens_a_word(everything, words),
    )


def _usable(piece: str) -> bool:
    return bool(piece) and not _DIGIT_AMONG_OTHERS.search(piece)


def _is_single(piece: str) -> bool:
    bare = piece.removeprefix(_SPACE)
    return len(bare) <= 1 and all(ord(mark) in _LATIN or ord(mark) in _MARKS for mark in bare)


def _special_pieces() -> Any:  # noqa: ANN401  protobuf's classes are made at run time
    """Make a model with end of sentence, unknown and bytes, and no other pieces."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    # Protobuf makes the class at run time, so type checkers do not know it.
    make: Any = sentencepiece_model_pb2
    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g"] * 20),
        model_writer=stream,
        model_type="unigram",
        vocab_size=300,
        hard_vocab_limit=False,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="nmt_nfkc",
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    model = make.ModelProto()
    model.ParseFromString(stream.getvalue())
    kinds = make.ModelProto.SentencePiece
    special = [piece for piece in model.pieces if piece.type != kinds.NORMAL]
    del model.pieces[len(special) :]
    for piece in model.pieces:
        if piece.type == kinds.BYTE:
            piece.score = _BYTE_SCORE
    return model


def _model(base: Any, e5: E5, ids: list[int]) -> Any:  # noqa: ANN401  see above
    """Add pieces of e5, with its log probabilities, to a copy of the special pieces."""
    model = type(base)()
    model.CopyFrom(base)
    for i in ids:
        model.pieces.add(piece=e5.pieces[i], score=float(e5.scores[i]))
    model.trainer_spec.vocab_size = len(model.pieces)
    return model


def _load(model: Any) -> SentencePieceProcessor:  # noqa: ANN401  see above
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())


def _use(processor: SentencePieceProcessor, words: Mapping[str, int]) -> NDArray[np.float64]:
    """How often each piece occurs in the words."""
    use = np.zeros(processor.get_piece_size())
    for ids, count in zip(processor.encode(list(words)), words.values(), strict=True):
        for i in ids:
            use[i] += count
    return use


def _tokens_a_word(processor: SentencePieceProcessor, words: Mapping[str, int]) -> float:
    return float(_use(processor, words).sum() / sum(words.values()))
