"""The decoder: it hands on the word at the same position before any training."""

import numpy as np
import torch

from pipeline.training.network import (
    OUTPUT_BIAS,
    Architecture,
    decode_hidden,
    logits,
    parameter_shapes,
)
from pipeline.training.start.decoder import add_decoder
from pipeline.training.start.texts import Pair
from pipeline.training.warmstart import random_parameters

WIDE = Architecture(300, d_model=128, encoder_layers=1, heads=4, ffn=128, activation="gelu")


def _pairs(count: int) -> list[Pair]:
    """Each source word has one translation, 100 ids on, in the same place."""
    rng = np.random.default_rng(1)
    texts = (rng.integers(10, 110, rng.integers(8, 30)).tolist() for _ in range(count))
    return [([*text, 0], [*(i + 100 for i in text), 0]) for text in texts]


def _encoder() -> dict[str, torch.Tensor]:
    """An encoder that keeps its embeddings, in which a word and its translation are near."""
    parameters = random_parameters(WIDE, seed=2)
    words = torch.randn(100, WIDE.d_model, generator=torch.Generator().manual_seed(3))
    embeddings = torch.randn(300, WIDE.d_model, generator=torch.Generator().manual_seed(4))
    embeddings[10:110], embeddings[110:210] = words, words + 0.3 * embeddings[110:210]
    embeddings[WIDE.pad] = 0
    parameters["model.shared.weight"] = embeddings * 0.5
    for name, value in parameters.items():
        if name.endswith(("out_proj.weight", "fc2.weight")):
            value.mul_(0.1)
    return {n: v for n, v in parameters.items() if "decoder" not in n and n != OUTPUT_BIAS}


def test_an_untrained_decoder_translates_the_word_at_its_position() -> None:
    said: list[str] = []
    pairs = _pairs(400)
    counts = np.bincount([i for _, target in pairs for i in target], minlength=300)
    encoder = _encoder()
    parameters, figures = add_decoder(encoder, WIDE, pairs[20:], counts, 1, said.append)
    assert {name: tuple(v.shape) for name, v in parameters.items()} == parameter_shapes(WIDE)
    assert figures.words_found > 0.9
    assert figures.key_error < 2
    first, second = figures.query_errors
    assert first < 1
    assert second < 4
    assert len(said) == 4
    found = total = 0
    for source, target in pairs[:20]:
        given = torch.tensor([[WIDE.pad, *target[:-1]]])
        with torch.no_grad():
            hidden = decode_hidden(parameters, WIDE, torch.tensor([source]), given)
            scores = logits(parameters, hidden)[0]
        ranks = (scores > scores.gather(1, torch.tensor(target)[:, None])).sum(1)
        found += int((ranks < 5).sum())
        total += len(target)
    # By chance, 5 of 300.
    assert found > 0.5 * total
    for name, value in encoder.items():
        assert torch.equal(parameters[name], value)
