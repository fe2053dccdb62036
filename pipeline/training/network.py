"""The forward pass of MarianMT over a plain dictionary of parameters.

The parameters keep their Hugging Face names, so warm starts and exports are copies without a
translation table. The architecture is Marian's transformer: post-norm, swish, sinusoidal
positions, tied embeddings scaled by sqrt(d), a bias on the output (Junczys-Dowmunt et al. 2018,
"Marian: Fast Neural Machine Translation in C++").
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

EMBEDDING = "model.shared.weight"
OUTPUT_BIAS = "final_logits_bias"
# bfloat16 has no room for minus infinity minus minus infinity; this is enough to mask.
_MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of a MarianMT model; `vocab_size` counts the pad token, which comes last."""

    vocab_size: int
    d_model: int = 256
    encoder_layers: int = 6
    decoder_layers: int = 2
    heads: int = 8
    ffn: int = 1024
    positions: int = 512
    eos: int = 0
    activation: str = "swish"

    @property
    def pad(self) -> int:
        """Id of the pad token, which also starts every target."""
        return self.vocab_size - 1


def parameter_shapes(architecture: Architecture) -> dict[str, tuple[int, ...]]:
    """Name and shape of every parameter."""
    d, ffn = architecture.d_model, architecture.ffn
    shapes: dict[str, tuple[int, ...]] = {
        EMBEDDING: (architecture.vocab_size, d),
        OUTPUT_BIAS: (1, architecture.vocab_size),
    }

    def linear(name: str, rows: int, columns: int) -> None:
        shapes[f"{name}.weight"] = (rows, columns)
        shapes[f"{name}.bias"] = (rows,)

    def norm(name: str) -> None:
        shapes[f"{name}.weight"] = (d,)
        shapes[f"{name}.bias"] = (d,)

    stacks = (("encoder", architecture.encoder_layers), ("decoder", architecture.decoder_layers))
    for side, layers in stacks:
        for index in range(layers):
            layer = f"model.{side}.layers.{index}"
            attentions = ("self_attn", "encoder_attn") if side == "decoder" else ("self_attn",)
            for attention in attentions:
                for projection in ("q_proj", "k_proj", "v_proj", "out_proj"):
                    linear(f"{layer}.{attention}.{projection}", d, d)
                norm(f"{layer}.{attention}_layer_norm")
            linear(f"{layer}.fc1", ffn, d)
            linear(f"{layer}.fc2", d, ffn)
            norm(f"{layer}.final_layer_norm")
    return shapes


@lru_cache(maxsize=4)
def sinusoidal_positions(length: int, d_model: int) -> Tensor:
    """[length, d_model]: sines in the first half, cosines in the second, as Marian lays them."""
    import torch

    position = torch.arange(length, dtype=torch.float64)[:, None]
    rate = torch.pow(10000.0, -2 * torch.arange(d_model // 2, dtype=torch.float64) / d_model)
    angle = position * rate[None, :]
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()


def decode_hidden(
    parameters: Mapping[str, Tensor], architecture: Architecture, source: Tensor, target: Tensor
) -> Tensor:
    """Compute the final decoder states [batch, target length, d_model].

    `source` and `target` are token ids [batch, length]; `target` starts with pad, as MarianMT's
    decoder input does, and pad ids of `source` are masked.
    """
    memory, mask = encode(parameters, architecture, source)
    x = embed(parameters, architecture, target)
    for index in range(architecture.decoder_layers):
        x = attend_to_target(parameters, architecture, index, x)
        x = attend_to_source(parameters, architecture, index, x, memory, mask)
    return x


def logits(parameters: Mapping[str, Tensor], hidden: Tensor) -> Tensor:
    """Score the whole vocabulary for states [..., d_model]."""
    from torch.nn import functional

    return functional.linear(hidden, parameters[EMBEDDING], parameters[OUTPUT_BIAS][0])


def encode(
    parameters: Mapping[str, Tensor], architecture: Architecture, source: Tensor
) -> tuple[Tensor, Tensor]:
    """Compute the encoder states [batch, length, d_model], and the mask to attend to them with."""
    mask = padding_mask(source == architecture.pad)
    x = embed(parameters, architecture, source)
    return encode_embedded(parameters, architecture, x, mask), mask


def padding_mask(padding: Tensor) -> Tensor:
    """Turn `padding` [batch, length], true where nothing is, into what attention adds to scores."""
    import torch

    mask = torch.zeros(padding.shape, dtype=torch.bfloat16)
    return mask.masked_fill_(padding, _MASKED)[:, None, None, :]


def encode_embedded(
    parameters: Mapping[str, Tensor], architecture: Architecture, x: Tensor, mask: Tensor
) -> Tensor:
    """Apply the encoder layers to embedded tokens [batch, length, d_model]."""
    for index in range(architecture.encoder_layers):
        layer = f"model.encoder.layers.{index}"
        name = f"{layer}.self_attn"
        attended = _attend(parameters, name, architecture.heads, x, x, mask)
        x = _norm(parameters, f"{name}_layer_norm", x + attended)
        x = _feed_forward(parameters, architecture, layer, x)
    return x


def attend_to_target(
    parameters: Mapping[str, Tensor], architecture: Architecture, index: int, x: Tensor
) -> Tensor:
    """Apply the first third of decoder layer `index`: self-attention to the words before."""
    name = f"model.decoder.layers.{index}.self_attn"
    causal = _causal_mask(x.shape[1])
    attended = _attend(parameters, name, architecture.heads, x, x, causal)
    return _norm(parameters, f"{name}_layer_norm", x + attended)


def attend_to_source(
    parameters: Mapping[str, Tensor],
    architecture: Architecture,
    index: int,
    x: Tensor,
    memory: Tensor,
    mask: Tensor,
) -> Tensor:
    """Apply the rest of decoder layer `index`: cross-attention and feed-forward."""
    layer = f"model.decoder.layers.{index}"
    name = f"{layer}.encoder_attn"
    attended = _attend(parameters, name, architecture.heads, x, memory, mask)
    x = _norm(parameters, f"{name}_layer_norm", x + attended)
    return _feed_forward(parameters, architecture, layer, x)


def embed(parameters: Mapping[str, Tensor], architecture: Architecture, ids: Tensor) -> Tensor:
    """Embed token ids [batch, length], with their positions."""
    from torch.nn import functional

    d = architecture.d_model
    embedded = functional.embedding(ids, parameters[EMBEDDING])
    return embedded * math.sqrt(d) + sinusoidal_positions(architecture.positions, d)[: ids.shape[1]]


@lru_cache(maxsize=32)
def _causal_mask(length: int) -> Tensor:
    import torch

    return torch.full((length, length), _MASKED, dtype=torch.bfloat16).triu(1)


def _attend(
    parameters: Mapping[str, Tensor],
    name: str,
    heads: int,
    x: Tensor,
    keys: Tensor,
    mask: Tensor,
) -> Tensor:
    """Multi-head attention as matmul, softmax, matmul.

    PyTorch's scaled_dot_product_attention gives the same numbers; its backward on CPU is slower.
    """
    import torch

    batch, length, d = x.shape
    scale = (d // heads) ** -0.5

    def split(states: Tensor) -> Tensor:
        return states.view(batch, -1, heads, d // heads).transpose(1, 2)

    query = split(_linear(parameters, f"{name}.q_proj", x))
    key = split(_linear(parameters, f"{name}.k_proj", keys))
    value = split(_linear(parameters, f"{name}.v_proj", keys))
    weights = torch.softmax((query @ key.transpose(-1, -2)) * scale + mask, dim=-1)
    mixed = (weights @ value).transpose(1, 2).reshape(batch, length, d)
    return _linear(parameters, f"{name}.out_proj", mixed)


def _feed_forward(
    parameters: Mapping[str, Tensor], architecture: Architecture, layer: str, x: Tensor
) -> Tensor:
    from torch.nn import functional

    activate = functional.gelu if architecture.activation == "gelu" else functional.silu
    inner = activate(_linear(parameters, f"{layer}.fc1", x))
    outer = _linear(parameters, f"{layer}.fc2", inner)
    return _norm(parameters, f"{layer}.final_layer_norm", x + outer)


def _linear(parameters: Mapping[str, Tensor], name: str, x: Tensor) -> Tensor:
    from torch.nn import functional

    return functional.linear(x, parameters[f"{name}.weight"], parameters[f"{name}.bias"])


def _norm(parameters: Mapping[str, Tensor], name: str, x: Tensor) -> Tensor:
    from torch.nn import functional

    weight, bias = parameters[f"{name}.weight"], parameters[f"{name}.bias"]
    return functional.layer_norm(x, weight.shape, weight, bias)
