"""The encoder of the pretrained start: the first layers of e5, adapted to MarianMT.

Both are post-norm transformers with gelu, so the layers are copied. MarianMT differs below them: it
adds fixed sinusoids to scaled embeddings without a norm, and texts have no start token. The
embeddings are therefore cleared of the sinusoids' directions, the first layer's projections are
fitted anew by ridge regression, and the whole is distilled to e5's states (mean squared error).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.training.aligned import off_positions
from pipeline.training.network import (
    EMBEDDING,
    ENCODER,
    Architecture,
    Network,
    encode_hidden,
    padding_mask,
)

from .ridge import fit_ridge, unexplained_variance

if TYPE_CHECKING:
    from torch import Tensor

    from .e5file import E5

# Norm of the scaled embeddings: five times that of the sinusoids, which weigh little then.
_EMBEDDED_NORM = 60.0
# Of the sinusoids' directions, those that the embeddings are cleared of.
_CLEARED_DIRECTIONS = 24
_FIRST_LAYER_BATCHES = 24
_HELD_BATCHES = 12
_RATE = 4e-4
_WARMUP_STEPS = 50
_REPORT_STEPS = 100
# Names of a layer's parts in e5's file, and here.
_PARTS = {
    "q": "self_attn.q_proj",
    "k": "self_attn.k_proj",
    "v": "self_attn.v_proj",
    "ao": "self_attn.out_proj",
    "aln": "self_attn_layer_norm",
    "fi": "fc1",
    "fo": "fc2",
    "oln": "final_layer_norm",
}


@dataclass(frozen=True, slots=True)
class Teacher:
    """e5 with the rows of another vocabulary: `words` [vocab, d_model] ends in pad and `<s>`.

    `parameters` are those of the layers, under MarianMT's names. `added` [positions, d_model] is
    what e5 adds to every word: position and type.
    """

    architecture: Architecture
    parameters: dict[str, Tensor]
    words: Tensor
    added: Tensor
    norm: tuple[Tensor, Tensor]

    def embed(self, ids: Tensor) -> Tensor:
        """Embed ids [batch, length] after a start token: [batch, 1 + length, d_model]."""
        import torch

        start = torch.full((len(ids), 1), len(self.words) - 1)
        words = self.words[torch.cat([start, ids], 1)]
        return self.normalize(words + self.added[: words.shape[1]])

    def normalize(self, x: Tensor) -> Tensor:
        """Apply the norm after the embeddings."""
        from torch.nn import functional

        return functional.layer_norm(x, x.shape[-1:], *self.norm)

    def states(self, ids: Tensor) -> Tensor:
        """States of the last layer [batch, length, d_model], without the start token's."""
        import torch

        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            padding = torch.cat([ids[:, :1] < 0, ids == self.architecture.pad], 1)
            layers = Network(self.parameters, self.architecture)
            return layers.encode_embedded(self.embed(ids), padding_mask(padding))[:, 1:].float()


def build_teacher(e5: E5, ids: list[int], architecture: Architecture) -> Teacher:
    """Take the word rows `ids` of e5 and as many of its layers as the architecture has."""
    import torch

    def tensor(name: str) -> Tensor:
        return torch.from_numpy(e5.tensor(name))

    parameters = {
        f"{ENCODER}layers.{layer}.{ours}.{kind}": tensor(f"l{layer}.{theirs}.{kind[0]}")
        for layer in range(architecture.encoder_layers)
        for theirs, ours in _PARTS.items()
        for kind in ("weight", "bias")
    }
    return Teacher(
        architecture=architecture,
        parameters=parameters,
        words=torch.from_numpy(e5.word_rows([*ids, e5.pad, e5.bos])),
        added=tensor("emb.pos") + tensor("emb.type")[0],
        norm=(tensor("emb.ln.w"), tensor("emb.ln.b")),
    )


def adapt_encoder(teacher: Teacher, batches: Iterator[Tensor]) -> tuple[dict[str, Tensor], float]:
    """Parameters of the encoder and the embeddings before distillation.

    Also returns the variance of the first layer's projections that the fit leaves unexplained.
    """
    import torch

    architecture = teacher.architecture
    longest = min(64, len(teacher.added))
    words = teacher.normalize(teacher.words[:-1] + teacher.added[1:longest].mean(0))
    scale = _EMBEDDED_NORM / float(words.norm(dim=1).mean())
    words = words @ off_positions(architecture.d_model, _CLEARED_DIRECTIONS)
    parameters = {name: value.clone() for name, value in teacher.parameters.items()}
    parameters[EMBEDDING] = words * scale / architecture.d_model**0.5
    parameters[EMBEDDING][architecture.pad] = 0
    attention = f"{ENCODER}layers.0.self_attn"
    # The norm after the sum undoes the scale, if both terms have it.
    for kind in ("weight", "bias"):
        parameters[f"{attention}.out_proj.{kind}"] *= scale
    given, wanted = [], []
    projections = [f"{attention}.{each}_proj" for each in "qkv"]
    weight = torch.cat([teacher.parameters[f"{name}.weight"] for name in projections])
    bias = torch.cat([teacher.parameters[f"{name}.bias"] for name in projections])
    for ids in islice(batches, _FIRST_LAYER_BATCHES):
        real = ids != architecture.pad
        given.append(Network(parameters, architecture).embed(ids)[real])
        wanted.append(teacher.embed(ids)[:, 1:][real] @ weight.T + bias)
    x, y = torch.cat(given), torch.cat(wanted)
    weight, bias = fit_ridge(x, y, 1e-4)
    for i, name in enumerate(projections):
        rows = slice(i * architecture.d_model, (i + 1) * architecture.d_model)
        parameters[f"{name}.weight"], parameters[f"{name}.bias"] = weight[rows], bias[rows]
    return parameters, unexplained_variance(x @ weight.T + bias, y)


def distil(
    teacher: Teacher,
    parameters: dict[str, Tensor],
    batches: Iterator[Tensor],
    held_out: Iterator[Tensor],
    minutes: float,
    progress: Callable[[str], None],
) -> float:
    """Train `parameters` in place for `minutes`; returns the held-out unexplained variance."""
    import torch

    pad = teacher.architecture.pad
    held = list(islice(held_out, _HELD_BATCHES))
    layers = f"unexplained variance of layer {teacher.architecture.encoder_layers}'s states"
    progress(f"{layers} before distillation: {_held_loss(teacher, parameters, held):.3f}")
    for value in parameters.values():
        value.requires_grad_(True)
    optimizer = torch.optim.Adam(parameters.values(), betas=(0.9, 0.98), fused=True)
    began, step, total = time.monotonic(), 0, 0.0
    while (done := (time.monotonic() - began) / 60 / minutes) < 1:
        falling = 0.02 + 1.4 * (1 - done)
        optimizer.param_groups[0]["lr"] = _RATE * min(1, (step + 1) / _WARMUP_STEPS, falling)
        loss = _loss(teacher, parameters, next(batches))
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step, total = step + 1, total + float(loss.detach())
        if step % _REPORT_STEPS == 0:
            progress(f"step {step}, {done:.0%} of the time: {total / _REPORT_STEPS:.4f}")
            total = 0.0
    for value in parameters.values():
        value.requires_grad_(False)
    parameters[EMBEDDING][pad] = 0
    reached = _held_loss(teacher, parameters, held)
    progress(f"{layers} after {step} steps: {reached:.4f}")
    return reached


def _loss(teacher: Teacher, parameters: dict[str, Tensor], ids: Tensor) -> Tensor:
    import torch

    real = ids != teacher.architecture.pad
    wanted = teacher.states(ids)[real]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = encode_hidden(parameters, teacher.architecture, ids)
    return ((states.float()[real] - wanted) ** 2).mean() / wanted.var(0).mean()


def _held_loss(teacher: Teacher, parameters: dict[str, Tensor], held: list[Tensor]) -> float:
    import torch

    with torch.no_grad():
        return sum(float(_loss(teacher, parameters, ids)) for ids in held) / len(held)
