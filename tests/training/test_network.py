"""The trainer's forward pass against transformers' MarianMT."""

from dataclasses import replace

import pytest
import torch

from pipeline.training.export import build_marian, measure_parity
from pipeline.training.network import (
    ACTIVATIONS,
    EMBEDDING,
    ENCODER,
    Architecture,
    decode_hidden,
    encode_hidden,
    parameter_shapes,
    sinusoidal_positions,
)
from pipeline.training.warmstart import random_parameters

TINY = Architecture(
    vocab_size=101, d_model=32, encoder_layers=2, decoder_layers=2, heads=4, ffn=48, positions=64
)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_scores_are_those_of_transformers(activation: str) -> None:
    architecture = replace(TINY, activation=activation)
    parameters = random_parameters(architecture, seed=1)
    assert measure_parity(architecture, parameters, build_marian(architecture, parameters)) < 1e-5


def test_another_activation_gives_other_scores() -> None:
    parameters = random_parameters(TINY, seed=1)
    gelu = replace(TINY, activation="gelu")
    assert measure_parity(gelu, parameters, build_marian(TINY, parameters)) > 1e-3


@pytest.mark.parametrize(
    "name", ["model.encoder.layers.1.fc1.bias", "model.decoder.layers.0.encoder_attn.k_proj.weight"]
)
def test_parity_sees_one_changed_tensor(name: str) -> None:
    parameters = random_parameters(TINY, seed=1)
    model = build_marian(TINY, parameters)
    parameters[name] = parameters[name] + torch.randn(parameters[name].shape)
    assert measure_parity(TINY, parameters, model) > 1e-3


def test_parameters_have_the_names_and_shapes_of_transformers() -> None:
    model = build_marian(TINY, random_parameters(TINY, seed=1))
    theirs = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    ours = parameter_shapes(TINY)
    assert ours.items() <= theirs.items()
    tied_or_fixed = ("embed_tokens.weight", "embed_positions.weight", "lm_head.weight")
    assert all(name.endswith(tied_or_fixed) for name in theirs.keys() - ours.keys())


def test_positions_are_those_of_transformers() -> None:
    theirs = build_marian(TINY, random_parameters(TINY, seed=1)).get_encoder().embed_positions
    ours = sinusoidal_positions(TINY.positions, TINY.d_model)
    assert torch.allclose(ours, theirs.weight.detach(), atol=1e-6)


def test_padding_of_the_source_changes_nothing() -> None:
    parameters = random_parameters(TINY, seed=2)
    source = torch.tensor([[5, 6, 7, 0]])
    padded = torch.cat([source, torch.full((1, 5), TINY.pad)], dim=1)
    target = torch.tensor([[TINY.pad, 8, 9]])
    plain = decode_hidden(parameters, TINY, source, target)
    assert torch.allclose(plain, decode_hidden(parameters, TINY, padded, target), atol=1e-5)


def test_a_target_position_sees_nothing_after_it() -> None:
    parameters = random_parameters(TINY, seed=3)
    source = torch.tensor([[5, 6, 7, 0]])
    first = decode_hidden(parameters, TINY, source, torch.tensor([[TINY.pad, 8, 9]]))
    second = decode_hidden(parameters, TINY, source, torch.tensor([[TINY.pad, 8, 55]]))
    assert torch.allclose(first[:, :2], second[:, :2], atol=1e-6)
    assert not torch.allclose(first[:, 2], second[:, 2], atol=1e-3)


def test_the_pad_embedding_starts_at_zero() -> None:
    assert not random_parameters(TINY, seed=1)[EMBEDDING][TINY.pad].any()


def test_encoder_states_are_those_of_transformers() -> None:
    parameters = random_parameters(TINY, seed=1)
    source = torch.tensor([[5, 6, 7, 0], [8, 0, TINY.pad, TINY.pad]])
    mask = (source != TINY.pad).long()
    encoder = build_marian(TINY, parameters).get_encoder()
    with torch.no_grad():
        theirs = encoder(input_ids=source, attention_mask=mask).last_hidden_state
    assert torch.allclose(encode_hidden(parameters, TINY, source)[0], theirs[0], atol=1e-5)
    assert torch.allclose(encode_hidden(parameters, TINY, source)[1, :2], theirs[1, :2], atol=1e-5)


@pytest.mark.parametrize("train_encoder", [True, False])
def test_a_frozen_encoder_gets_no_gradient(train_encoder: bool) -> None:
    parameters = random_parameters(TINY, seed=4)
    for value in parameters.values():
        value.requires_grad_(True)
    source, target = torch.tensor([[5, 6, 0]]), torch.tensor([[TINY.pad, 8, 9]])
    hidden = decode_hidden(parameters, TINY, source, target, train_encoder=train_encoder)
    torch.autograd.backward(hidden.pow(2).sum())
    for name, value in parameters.items():
        if name.startswith(ENCODER):
            assert (value.grad is not None) is train_encoder, name
    # Token 9 is in the target alone, 5 in the source alone.
    gradient = parameters[EMBEDDING].grad
    assert gradient is not None
    assert gradient[9].any()
    assert bool(gradient[5].any()) is train_encoder


def test_dropout_changes_states_in_training_alone() -> None:
    parameters = random_parameters(TINY, seed=4)
    source, target = torch.tensor([[5, 6, 0]]), torch.tensor([[TINY.pad, 8, 9]])
    plain = decode_hidden(parameters, TINY, source, target)
    torch.manual_seed(1)
    dropped = decode_hidden(parameters, TINY, source, target, dropout=0.3)
    assert not torch.allclose(plain, dropped, atol=1e-2)
    assert torch.equal(plain, decode_hidden(parameters, TINY, source, target))
