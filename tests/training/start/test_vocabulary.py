"""The vocabulary: e5's pieces and scores, numbers figure by figure, bytes for the rest."""

import pytest
import sentencepiece

from pipeline.errors import InputError
from pipeline.training.start.vocabulary import choose_vocabulary, count_words

from .conftest import Tiny

FIRST = 258


def _processor(model: bytes) -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_proto=model)


def test_every_piece_has_the_row_and_the_score_of_e5(tiny: Tiny) -> None:
    processor = _processor(tiny.vocabulary.model)
    ids = tiny.vocabulary.e5_ids
    assert processor.get_piece_size() == len(ids)
    assert (processor.eos_id(), processor.unk_id()) == (0, 1)
    assert ids[0] == tiny.e5.eos
    assert set(ids[1:FIRST]) == {tiny.e5.unknown}
    for i in range(FIRST, len(ids)):
        assert processor.id_to_piece(i) == tiny.e5.pieces[ids[i]]
        assert processor.get_score(i) == pytest.approx(float(tiny.e5.scores[ids[i]]))
    assert len(set(ids[FIRST:])) == len(ids) - FIRST


def test_numbers_go_figure_by_figure_and_unknown_characters_as_bytes(tiny: Tiny) -> None:
    processor = _processor(tiny.vocabulary.model)
    assert processor.encode("Kari 1990", out_type=str) == ["▁Kari", "▁", "1", "9", "9", "0"]
    assert processor.encode("ł", out_type=str) == ["▁", "<0xC5>", "<0x82>"]
    assert processor.decode(processor.encode("Kari ł 12")) == "Kari ł 12"


def test_with_little_room_the_most_used_pieces_and_all_characters_stay(tiny: Tiny) -> None:
    words = {"bil": 5, "hund": 3, "båt": 1}
    characters = sum(
        len(piece.removeprefix("▁")) <= 1 and piece != "▁2" for piece in tiny.e5.pieces
    )
    size = FIRST + characters + 2
    small = choose_vocabulary(tiny.e5, words, size)
    processor = _processor(small.model)
    assert processor.get_piece_size() == size
    pieces = {processor.id_to_piece(i) for i in range(size)}
    assert {"▁bil", "▁hund"} <= pieces
    assert "▁båt" not in pieces
    assert small.tokens_a_word == pytest.approx((5 + 3 + 4) / 9)
    assert small.tokens_a_word_of_all == 1
    with pytest.raises(InputError, match=r"259 pieces are too few: .* give a --size of \d+"):
        choose_vocabulary(tiny.e5, words, FIRST + 1)


def test_words_of_all_columns_are_counted() -> None:
    assert count_words([("en bil", "a car"), ("en", "one")]) == {
        "en": 2,
        "bil": 1,
        "a": 1,
        "car": 1,
        "one": 1,
    }
