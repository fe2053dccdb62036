"""The decoder of the pretrained start, which translates word by word before any training.

As in the aligned start, cross-attention begins as a diagonal over positions and hands on the word
it looks at, and the first self-attention takes the previous word out of the prediction. Here both
are fitted. Keys and values are linear maps of the encoder's states. They are fitted to word pairs
that are each other's nearest by the cosine of these states. Queries are maps of what the decoder
has there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.training.aligned import (
    OTHER_BRANCHES,
    PREVIOUS_WORD_GAIN,
    TRAINED_POSITIONS,
    in_each_head,
    off_positions,
    position_components,
)
from pipeline.training.network import (
    EMBEDDING,
    OUTPUT_BIAS,
    Architecture,
    Network,
    encode_hidden,
    padding_mask,
    sinusoidal_positions,
)
from pipeline.training.warmstart import random_parameters

from .ridge import fit_ridge
from .texts import Pair, length_of_batch, padded

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

_BATCH = 100
# Pairs that the maps of the queries are fitted on.
_QUERY_PAIRS = 3000
# Share of the examples that a map is fitted on; the others measure it.
_FITTED = 0.9
# What the first and the later layers add of the word they look at.
_CROSS_GAINS = (1.5, 0.7)
# Sharpens the diagonal.
_QUERY_GAIN = 1.5
# Of a piece whose content the last state equals.
_LARGEST_SCORE = 9.6
_NOISE = 0.003


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the maps do on examples that they were not fitted on.

    `words_found` is the share of aligned words whose translation is the nearest of all pieces;
    `key_error` and `query_errors` (one a layer) are mean distances of the position found.
    """

    aligned_words: int
    words_found: float
    key_error: float
    query_errors: tuple[float, ...]


def add_decoder(
    encoder: dict[str, Tensor],
    architecture: Architecture,
    pairs: list[Pair],
    counts: NDArray[np.int64],
    seed: int,
    progress: Callable[[str], None],
) -> tuple[dict[str, Tensor], Figures]:
    """Parameters of the whole model, from those of the encoder and pairs of token ids.

    `counts` [vocab_size] of the target tokens give the output bias, the log unigram probability.
    """
    import torch

    parameters = random_parameters(architecture, seed) | encoder
    for name, value in parameters.items():
        if "decoder" in name and name.endswith(("out_proj.weight", "fc2.weight")):
            value.mul_(OTHER_BRANCHES)
    chance = (counts + 1) / (counts + 1).sum()
    parameters[OUTPUT_BIAS] = torch.from_numpy(np.log(chance)).float()[None]
    found = _align(encoder, architecture, pairs)
    values, words_found = _fit_words(encoder[EMBEDDING][: architecture.pad], *found.words)
    progress(f"the word map finds {words_found:.1%} of {len(found.words[0])} aligned words")
    places = _Places(architecture)
    keys, key_error = places.fit(*found.places)
    progress(f"the key map is off by {key_error:.2f} positions")
    _take_out_previous_word(parameters, architecture, places)
    query_errors = []
    for index in range(architecture.decoder_layers):
        cross = f"model.decoder.layers.{index}.encoder_attn"
        _set(parameters, f"{cross}.k_proj", *(in_each_head(architecture, each) for each in keys))
        _set(parameters, f"{cross}.v_proj", *(each * architecture.d_model**0.5 for each in values))
        gain = _CROSS_GAINS[min(index, len(_CROSS_GAINS) - 1)]
        parameters[f"{cross}.out_proj.weight"] = torch.eye(architecture.d_model) * gain
        queries, error = places.fit(*_queries(parameters, architecture, pairs, index))
        sharp = (in_each_head(architecture, each) * _QUERY_GAIN for each in queries)
        _set(parameters, f"{cross}.q_proj", *sharp)
        progress(f"the query map of decoder layer {index + 1} is off by {error:.2f} positions")
        query_errors.append(error)
    _finish(parameters, architecture, seed)
    figures = Figures(len(found.words[0]), words_found, key_error, tuple(query_errors))
    return parameters, figures


@dataclass(frozen=True, slots=True)
class _Alignment:
    """States of aligned source words with the ids of their targets; all states with positions."""

    words: tuple[Tensor, Tensor]
    places: tuple[Tensor, Tensor]


def _align(
    parameters: dict[str, Tensor], architecture: Architecture, pairs: list[Pair]
) -> _Alignment:
    """Align the words of pairs that are each other's nearest by the cosine of their states."""
    import torch
    from torch.nn import functional

    words, targets, states, places = [], [], [], []
    for source, target in _batches(pairs, architecture):
        ours, theirs = (_states(parameters, architecture, ids) for ids in (source, target))
        real, real_target = source != architecture.pad, target != architecture.pad
        ours_unit = functional.normalize(ours - ours[real].mean(0), dim=-1)
        theirs_unit = functional.normalize(theirs - theirs[real_target].mean(0), dim=-1)
        cosine = ours_unit @ theirs_unit.transpose(1, 2)
        cosine = cosine.masked_fill(~(real[:, :, None] & real_target[:, None]), -9)
        nearest, back = cosine.argmax(2), cosine.argmax(1)
        where = torch.arange(source.shape[1]).expand(source.shape)
        mutual = (back.gather(1, nearest) == where) & real
        words.append(ours[mutual])
        targets.append(target.gather(1, nearest)[mutual])
        states.append(ours[real])
        places.append(where[real])
    return _Alignment(
        (torch.cat(words), torch.cat(targets)), (torch.cat(states), torch.cat(places))
    )


def _batches(pairs: list[Pair], architecture: Architecture) -> Iterator[tuple[Tensor, Tensor]]:
    for start in range(0, len(pairs), _BATCH):
        sources, targets = zip(*pairs[start : start + _BATCH], strict=True)
        length = length_of_batch(max(map(len, sources + targets)))
        yield padded(sources, architecture.pad, length), padded(targets, architecture.pad, length)


def _states(parameters: dict[str, Tensor], architecture: Architecture, ids: Tensor) -> Tensor:
    import torch

    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        return encode_hidden(parameters, architecture, ids).float()


def _fit_words(
    embeddings: Tensor, states: Tensor, targets: Tensor
) -> tuple[tuple[Tensor, Tensor], float]:
    """Map states to the content of the word's translation; also how many it finds."""
    from torch.nn import functional

    content = functional.normalize(embeddings - embeddings.mean(0), dim=1)
    cut = int(len(states) * _FITTED)
    weight, bias = fit_ridge(states[:cut], content[targets[:cut]])
    guess = (states[cut:] @ weight.T + bias) @ content.T
    return (weight, bias), float((guess.argmax(1) == targets[cut:]).float().mean())


class _Places:
    """Positions as whitened components of their sinusoids, in which near ones are alike."""

    def __init__(self, architecture: Architecture) -> None:
        positions = sinusoidal_positions(TRAINED_POSITIONS, architecture.d_model)
        self.weight, mean = position_components(architecture)
        self.bias = -self.weight @ mean
        self._of_position = positions @ self.weight.T + self.bias

    def fit(self, states: Tensor, positions: Tensor) -> tuple[tuple[Tensor, Tensor], float]:
        """Map states to their positions' components; also the mean distance of what it finds."""
        positions = positions.clamp_max(TRAINED_POSITIONS - 1)
        cut = int(len(states) * _FITTED)
        weight, bias = fit_ridge(states[:cut], self._of_position[positions[:cut]])
        nearest = ((states[cut:] @ weight.T + bias) @ self._of_position.T).argmax(1)
        return (weight, bias), float((nearest - positions[cut:]).abs().float().mean())


def _take_out_previous_word(
    parameters: dict[str, Tensor], architecture: Architecture, places: _Places
) -> None:
    name = "model.decoder.layers.0.self_attn"
    for projection in ("q_proj", "k_proj"):
        rows = (in_each_head(architecture, each) for each in (places.weight, places.bias))
        _set(parameters, f"{name}.{projection}", *rows)
    content = off_positions(architecture.d_model)
    parameters[f"{name}.v_proj.weight"] = content
    parameters[f"{name}.out_proj.weight"] = content * PREVIOUS_WORD_GAIN


def _queries(
    parameters: dict[str, Tensor], architecture: Architecture, pairs: list[Pair], index: int
) -> tuple[Tensor, Tensor]:
    """Compute what cross-attention of layer `index` makes queries of, with target positions."""
    import torch

    layers = Network(parameters, architecture)
    states, places = [], []
    for source, target in _batches(pairs[:_QUERY_PAIRS], architecture):
        start = torch.full((len(target), 1), architecture.pad)
        with torch.no_grad():
            mask = padding_mask(source == architecture.pad)
            memory = layers.encode(source, mask)
            x = layers.embed(torch.cat([start, target[:, :-1]], 1))
            for layer in range(index):
                x = layers.attend_to_target(layer, x)
                x = layers.attend_to_source(layer, x, memory, mask)
            x = layers.attend_to_target(index, x)
        real = target != architecture.pad
        states.append(x[real])
        places.append(torch.arange(target.shape[1]).expand(target.shape)[real])
    return torch.cat(states), torch.cat(places)


def _finish(parameters: dict[str, Tensor], architecture: Architecture, seed: int) -> None:
    """Scale the scores of pieces, and break the symmetry of heads with a little noise."""
    import torch

    last = f"model.decoder.layers.{architecture.decoder_layers - 1}.final_layer_norm.weight"
    embedded = parameters[EMBEDDING][: architecture.pad].norm(dim=1).mean()
    parameters[last].fill_(_LARGEST_SCORE / float(embedded) / architecture.d_model**0.5)
    generator = torch.Generator().manual_seed(seed + 1)
    for name, value in parameters.items():
        if "decoder" in name and value.ndim == 2:
            value.add_(torch.randn(value.shape, generator=generator) * _NOISE)


def _set(parameters: dict[str, Tensor], name: str, weight: Tensor, bias: Tensor) -> None:
    parameters[f"{name}.weight"], parameters[f"{name}.bias"] = weight, bias
