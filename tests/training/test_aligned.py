"""The aligned start: embeddings that know translations, attention that is a diagonal."""

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.training.aligned import aligned_parameters
from pipeline.training.dataset import Pairs, encode_pairs
from pipeline.training.embeddings import bilingual_embeddings
from pipeline.training.network import EMBEDDING, OUTPUT_BIAS, Architecture, decode_hidden, logits
from pipeline.training.warmstart import random_parameters

from .conftest import Material

WIDE = Architecture(vocab_size=400, encoder_layers=1, ffn=64)


def _embeddings(vocab_size: int, width: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(1).standard_normal((vocab_size, width), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def test_translations_come_out_as_neighbours() -> None:
    rng = np.random.default_rng(1)
    # Tokens 10 to 39 on the source side are 40 to 69 on the other, in another order.
    sources = [rng.choice(np.arange(10, 40), 6, replace=False) for _ in range(800)]
    targets = [rng.permutation(source + 30) for source in sources]
    offsets = np.arange(801) * 6
    pairs = Pairs(
        sources=np.concatenate(sources).astype(np.uint16),
        source_offsets=offsets,
        targets=np.concatenate(targets).astype(np.uint16),
        target_offsets=offsets,
        digest="made",
    )
    vectors = bilingual_embeddings(pairs, 80, 16, seed=1)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    similarity = vectors[10:40] @ vectors[40:70].T
    nearest = similarity.argmax(axis=1)
    assert (nearest == np.arange(30)).mean() > 0.9


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
