"""The aligned start: embeddings that know translations, attention that is a diagonal."""

import numpy as np
import torch

from pipeline.training.aligned import aligned_parameters
from pipeline.training.dataset import encode_pairs
from pipeline.training.embeddings import bilingual_embeddings
from pipeline.training.network import EMBEDDING, OUTPUT_BIAS, Architecture, decode_hidden, logits
from pipeline.training.warmstart import random_parameters

from .conftest import Material

WIDE = Architecture(vocab_size=400, encoder_layers=1, ffn=64)


def _embeddings(vocab_size: int, width: int) -> np.ndarray:
    vectors = np.random.default_rng(1).standard_normal((vocab_size, width))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_words_of_the_same_sentences_are_neighbours(material: Material) -> None:
    import sentencepiece

    vectors = bilingual_embeddings(material.pairs, material.architecture.vocab_size, 16, seed=1)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(material.vocabulary))
    words = {"▁rød": "▁red", "▁svart": "▁black", "▁gul": "▁yellow", "▁båt": "▁boat"}
    found = 0
    for source, target in words.items():
        if pieces.unk_id() in (pieces.piece_to_id(source), pieces.piece_to_id(target)):
            continue
        near = vectors @ vectors[pieces.piece_to_id(source)]
        rank = int((near > near[pieces.piece_to_id(target)]).sum())
        assert rank <= 3, (source, rank)
        found += 1
    assert found >= 2


def test_an_untrained_model_prefers_the_word_at_the_same_position() -> None:
    embeddings = _embeddings(WIDE.vocab_size, WIDE.d_model)
    counts = np.ones(WIDE.vocab_size, dtype=np.int64)
    source = torch.arange(10, 30)[None]
    target = torch.full((1, 20), WIDE.pad)

    def found(parameters: dict[str, torch.Tensor]) -> int:
        scores = logits(parameters, decode_hidden(parameters, WIDE, source, target))[0]
        ranks = (scores > scores.gather(1, source[0][:, None])).sum(1)
        return int((ranks < 20).sum())

    assert found(aligned_parameters(WIDE, embeddings, counts, seed=1)) >= 15
    assert found(random_parameters(WIDE, seed=1)) <= 6


def test_content_is_off_the_positions_and_the_bias_is_the_unigram() -> None:
    counts = np.arange(WIDE.vocab_size)
    parameters = aligned_parameters(WIDE, _embeddings(WIDE.vocab_size, WIDE.d_model), counts, 1)
    assert parameters.keys() == random_parameters(WIDE, seed=1).keys()
    norms = parameters[EMBEDDING].norm(dim=1)
    assert torch.allclose(norms[:-1], torch.tensor(0.6), atol=1e-4)
    assert norms[-1] == 0
    chances = parameters[OUTPUT_BIAS][0].exp()
    assert torch.isclose(chances.sum(), torch.tensor(1.0), atol=1e-4)
    assert chances[300] > chances[3]


def test_the_same_data_give_the_same_embeddings(material: Material, tmp_path: object) -> None:
    from pathlib import Path

    again = encode_pairs(material.data, material.vocabulary, Path(str(tmp_path)), lambda _: None)
    size = material.architecture.vocab_size
    first = bilingual_embeddings(material.pairs, size, 16, seed=1)
    assert np.array_equal(first, bilingual_embeddings(again, size, 16, seed=1))
