"""The encoder: the teacher is e5, and the adapted encoder comes near it."""

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from pipeline.training.network import EMBEDDING, parameter_shapes
from pipeline.training.start.encoder import adapt_encoder, distil
from pipeline.training.start.ridge import fit_ridge, unexplained_variance
from pipeline.training.start.texts import Pair, padded, text_batches

from .conftest import Tiny


def _pairs(tiny: Tiny, count: int = 400) -> list[Pair]:
    rng = np.random.default_rng(0)
    size = len(tiny.vocabulary.e5_ids)

    def text() -> list[int]:
        return [*rng.integers(258, size, rng.integers(5, 15)).tolist(), 0]

    return [(text(), text()) for _ in range(count)]


def _reference(tiny: Tiny, ids: list[int]) -> torch.Tensor:
    """e5's own arithmetic, one text, written out: <s> first, norm after embeddings, post-norm."""

    def tensor(name: str) -> torch.Tensor:
        return torch.from_numpy(tiny.e5.tensor(name))

    def norm(name: str, x: torch.Tensor) -> torch.Tensor:
        return functional.layer_norm(x, x.shape[-1:], tensor(f"{name}.w"), tensor(f"{name}.b"))

    def linear(name: str, x: torch.Tensor) -> torch.Tensor:
        return x @ tensor(f"{name}.w").T + tensor(f"{name}.b")

    rows = [tiny.e5.bos, *(tiny.vocabulary.e5_ids[i] for i in ids)]
    x = torch.from_numpy(tiny.e5.word_rows(rows)) + tensor("emb.pos")[: len(rows)]
    x = norm("emb.ln", x + tensor("emb.type")[0])
    heads, d = tiny.e5.heads, tiny.e5.d_model
    for layer in range(2):
        q, k, v = (
            linear(f"l{layer}.{name}", x).view(len(rows), heads, d // heads).transpose(0, 1)
            for name in "qkv"
        )
        weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(d // heads), -1)
        mixed = (weights @ v).transpose(0, 1).reshape(len(rows), d)
        x = norm(f"l{layer}.aln", x + linear(f"l{layer}.ao", mixed))
        inner = functional.gelu(linear(f"l{layer}.fi", x))
        x = norm(f"l{layer}.oln", x + linear(f"l{layer}.fo", inner))
    return x[1:]


def test_the_teacher_says_what_e5_says(tiny: Tiny) -> None:
    (first, second), *_ = _pairs(tiny)
    states = tiny.teacher.states(
        padded([first, second, first[:3]], tiny.teacher.architecture.pad, 16)
    )
    for row, text in zip(states, (first, second, first[:3]), strict=True):
        # The teacher computes in bfloat16.
        assert unexplained_variance(row[: len(text)], _reference(tiny, text)) < 1e-3


def test_the_adapted_encoder_keeps_the_layers_and_distillation_brings_it_near(tiny: Tiny) -> None:
    torch.manual_seed(0)
    pad = tiny.teacher.architecture.pad
    pairs = _pairs(tiny)
    batches = text_batches(pairs[50:], pad, seed=1)
    parameters, unexplained = adapt_encoder(tiny.teacher, batches)
    assert 0 < unexplained < 0.5
    shapes = parameter_shapes(tiny.teacher.architecture)
    assert all(shapes[name] == tuple(value.shape) for name, value in parameters.items())
    name = "model.encoder.layers.1.self_attn.q_proj.weight"
    assert torch.equal(parameters[name], tiny.teacher.parameters[name])
    before = {name: value.clone() for name, value in parameters.items()}
    said: list[str] = []
    reached = distil(
        tiny.teacher, parameters, batches, text_batches(pairs[:50], pad, 2), 0.05, said.append
    )
    first, *_, last = said
    assert float(first.rsplit(" ", 1)[1]) > reached
    assert last.endswith(f"{reached:.4f}")
    assert not parameters[EMBEDDING][pad].any()
    assert not any(value.requires_grad for value in parameters.values())
    assert any(not torch.equal(before[name], value) for name, value in parameters.items())


def test_ridge_finds_a_linear_map() -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(500, 6, generator=generator)
    weight, bias = torch.randn(3, 6, generator=generator), torch.randn(3, generator=generator)
    y = x @ weight.T + bias
    found_weight, found_bias = fit_ridge(x, y, 1e-6)
    assert torch.allclose(found_weight, weight, atol=1e-3)
    assert torch.allclose(found_bias, bias, atol=1e-3)
    assert unexplained_variance(y, y) == 0
    assert unexplained_variance(y.mean(0).expand_as(y), y) == pytest.approx(1, abs=0.01)


def test_batches_have_few_shapes_and_all_texts() -> None:
    pairs = [([i] * (3 + i % 40) + [0], [1000 + i] * 5 + [0]) for i in range(1, 400)]
    batches = text_batches(pairs, pad=9999, seed=3)
    seen: set[int] = set()
    for _ in range(60):
        ids = next(batches)
        assert ids.shape[1] in {16, 24, 32, 48, 64}
        assert 3000 <= ids.numel() < 3000 + ids.shape[1]
        assert all(row[row != 9999][-1] == 0 for row in ids)
        seen |= set(ids[:, 0].tolist())
    sources = {source[0] for source, _ in pairs}
    assert len(seen & sources) > 0.9 * len(sources)
    assert len(seen - sources) > 100
