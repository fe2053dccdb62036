"""The forward pass of MarianMT over a plain dictionary of parameters.

The parameters keep their Hugging Face names, so warm starts and exports are copies without a
translation table. The architecture is Marian's transformer: post-norm, swish or gelu, sinusoidal
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
    import torch
    from torch import Tensor

EMBEDDING = "model.shared.weight"
OUTPUT_BIAS = "final_logits_bias"
ENCODER = "model.encoder."
ACTIVATIONS = ("swish", "gelu")
"""Feed-forward activations, by the names of `activation_function` in transformers."""
# bfloat16 has no room for minus infinity minus minus infinity; this is enough to mask.
_MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of a MarianMT model; `vocab_size` counts the pad token, which comes last.

    `activation` is one of ACTIVATIONS.
    """

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
    parameters: Mapping[str, Tensor],
    architecture: Architecture,
    source: Tensor,
    target: Tensor,
    *,
    dropout: float = 0.0,
    train_encoder: bool = True,
) -> Tensor:
    """Compute the final decoder states [batch, target length, d_model].

    `source` and `target` are token ids [batch, length]; `target` starts with pad, as MarianMT's
    decoder input does, and pad ids of `source` are masked. `dropout` is the share of states zeroed
    after the embeddings and in every branch. Without `train_encoder` no gradient reaches the
    encoder, nor the embeddings through it, and none is computed.
    """
    import torch

    net = Network(parameters, architecture, dropout)
    mask = padding_mask(source == architecture.pad)
    with torch.set_grad_enabled(train_encoder and torch.is_grad_enabled()):
        memory = net.encode(source, mask)
    return net.decode(target, memory, mask)


def encode_hidden(
    parameters: Mapping[str, Tensor], architecture: Architecture, source: Tensor
) -> Tensor:
    """Compute the final encoder states [batch, source length, d_model] of ids, pad ids masked."""
    return Network(parameters, architecture, 0.0).encode(
        source, padding_mask(source == architecture.pad)
    )


def logits(parameters: Mapping[str, Tensor], hidden: Tensor) -> Tensor:
    """Score the whole vocabulary for states [..., d_model]."""
    from torch.nn import functional

    return functional.linear(hidden, parameters[EMBEDDING], parameters[OUTPUT_BIAS][0])


def padding_mask(padding: Tensor) -> Tensor:
    """[batch, 1, 1, length] to add to attention scores; `padding` is true where no token is."""
    import torch

    mask = torch.zeros(padding.shape, dtype=torch.bfloat16, device=padding.device)
    return mask.masked_fill_(padding, _MASKED)[:, None, None, :]


@lru_cache(maxsize=32)
def _causal_mask(length: int, device: torch.device) -> Tensor:
    import torch

    return torch.full((length, length), _MASKED, dtype=torch.bfloat16, device=device).triu(1)


@dataclass(frozen=True, slots=True)
class Network:
    """The layers over one set of parameters.

    `mask` is a `padding_mask` of the source, `memory` the encoder's states.
    """

    parameters: Mapping[str, Tensor]
    architecture: Architecture
    dropout: float = 0.0

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """Compute the encoder states [batch, length, d_model] of ids."""
        return self.encode_embedded(self.embed(source), mask)

    def encode_embedded(self, x: Tensor, mask: Tensor) -> Tensor:
        """Compute the encoder states of embedded tokens [batch, length, d_model]."""
        for index in range(self.architecture.encoder_layers):
            layer = f"{ENCODER}layers.{index}"
            x = self._attention_block(f"{layer}.self_attn", x, x, mask)
            x = self._feed_forward_block(layer, x)
        return x

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Compute the decoder states [batch, length, d_model] of ids."""
        x = self.embed(target)
        for index in range(self.architecture.decoder_layers):
            x = self.attend_to_target(index, x)
            x = self.attend_to_source(index, x, memory, mask)
        return x

    def attend_to_target(self, index: int, x: Tensor) -> Tensor:
        """Apply the first part of decoder layer `index`: self-attention."""
        causal = _causal_mask(x.shape[1], x.device)
        return self._attention_block(f"model.decoder.layers.{index}.self_attn", x, x, causal)

    def attend_to_source(self, index: int, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Apply the rest of decoder layer `index`: cross-attention and feed-forward."""
        layer = f"model.decoder.layers.{index}"
        x = self._attention_block(f"{layer}.encoder_attn", x, memory, mask)
        return self._feed_forward_block(layer, x)

    def embed(self, ids: Tensor) -> Tensor:
        """Embed ids [batch, length], with their positions."""
        from torch.nn import functional

        d = self.architecture.d_model
        embedded = functional.embedding(ids, self.parameters[EMBEDDING]) * math.sqrt(d)
        positions = sinusoidal_positions(self.architecture.positions, d)[: ids.shape[1]]
        return self._drop(embedded + positions.to(ids.device))

    def _attention_block(self, name: str, x: Tensor, keys: Tensor, mask: Tensor) -> Tensor:
        return self._norm(f"{name}_layer_norm", x + self._drop(self._attend(name, x, keys, mask)))

    def _attend(self, name: str, x: Tensor, keys: Tensor, mask: Tensor) -> Tensor:
        """Multi-head attention: torch's own on a GPU, matmul, softmax, matmul on a CPU.

        Both give the same numbers; on a CPU the backward pass of torch's own is slower.
        """
        import torch
        from torch.nn import functional

        batch, length, d = x.shape
        heads = self.architecture.heads

        def split(states: Tensor) -> Tensor:
            return states.view(batch, -1, heads, d // heads).transpose(1, 2)

        query = split(self._linear(f"{name}.q_proj", x))
        key = split(self._linear(f"{name}.k_proj", keys))
        value = split(self._linear(f"{name}.v_proj", keys))
        if x.is_cuda:
            mask = mask.to(query.dtype)
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        else:
            scale = (d // heads) ** -0.5
            scores = (query @ key.transpose(-1, -2)) * scale + mask
            mixed = torch.softmax(scores, dim=-1) @ value
        return self._linear(f"{name}.out_proj", mixed.transpose(1, 2).reshape(batch, length, d))

    def _feed_forward_block(self, layer: str, x: Tensor) -> Tensor:
        from torch.nn import functional

        activate = functional.gelu if self.architecture.activation == "gelu" else functional.silu
        inner = activate(self._linear(f"{layer}.fc1", x))
        outer = self._linear(f"{layer}.fc2", inner)
        return self._norm(f"{layer}.final_layer_norm", x + self._drop(outer))

    def _linear(self, name: str, x: Tensor) -> Tensor:
        from torch.nn import functional

        weight, bias = self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
        return functional.linear(x, weight, bias)

    def _norm(self, name: str, x: Tensor) -> Tensor:
        from torch.nn import functional

        weight, bias = self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
        return functional.layer_norm(x, weight.shape, weight, bias)

    def _drop(self, x: Tensor) -> Tensor:
        from torch.nn import functional

        return functional.dropout(x, self.dropout) if self.dropout else x
