"""Muon's orthogonalization and the optimizer's state."""

import pytest
import torch

from pipeline.training.network import EMBEDDING
from pipeline.training.optimizer import Optimizer, orthogonalize


def _parameters() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    shapes = {
        EMBEDDING: (50, 16),
        "fc1.weight": (32, 16),
        "fc2.weight": (16, 32),
        "q_proj.weight": (16, 16),
        "q_proj.bias": (16,),
    }
    return {
        name: torch.randn(shape, generator=generator).requires_grad_(True)
        for name, shape in shapes.items()
    }


def _give_gradients(parameters: dict[str, torch.Tensor], seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    for parameter in parameters.values():
        parameter.grad = torch.randn(parameter.shape, generator=generator)


@pytest.mark.parametrize("precision", ["bfloat16", "float32"])
def test_singular_values_come_near_one(precision: str) -> None:
    matrices = torch.randn(3, 16, 40, generator=torch.Generator().manual_seed(0))
    values = torch.linalg.svdvals(orthogonalize(matrices, precision))
    assert values.min() > 0.5
    assert values.max() < 1.4


def test_a_batch_gives_what_each_matrix_gives_alone() -> None:
    matrices = torch.randn(4, 16, 16, generator=torch.Generator().manual_seed(0))
    together = orthogonalize(matrices, "bfloat16")
    alone = torch.cat([orthogonalize(matrix[None], "bfloat16") for matrix in matrices])
    assert torch.allclose(together, alone, atol=0.02)


def test_a_tall_matrix_gets_the_update_of_its_transpose() -> None:
    tall = torch.randn(32, 16, generator=torch.Generator().manual_seed(0)).requires_grad_(True)
    wide = tall.detach().T.clone().requires_grad_(True)
    gradient = torch.randn(32, 16, generator=torch.Generator().manual_seed(2))
    tall.grad, wide.grad = gradient.clone(), gradient.T.clone()
    for matrix in (tall, wide):
        bias = torch.zeros(3, requires_grad=True)
        bias.grad = torch.ones(3)
        Optimizer({"w": matrix, "b": bias}, "float32").step(0.1, 0.1)
    assert torch.allclose(tall.detach().T, wide.detach(), atol=1e-3)


def test_a_restored_optimizer_goes_on_as_if_never_stopped() -> None:
    straight, stopped = _parameters(), _parameters()
    first, second = Optimizer(straight, "float32"), Optimizer(stopped, "float32")
    for seed in (1, 2):
        for optimizer, parameters in ((first, straight), (second, stopped)):
            _give_gradients(parameters, seed)
            optimizer.step(0.01, 0.001)
    restored = Optimizer(stopped, "float32")
    restored.load_state({name: tensor.clone() for name, tensor in second.state().items()})
    for optimizer, parameters in ((first, straight), (restored, stopped)):
        _give_gradients(parameters, 3)
        optimizer.step(0.01, 0.001)
    for name, parameter in straight.items():
        assert torch.equal(parameter, stopped[name]), name


def test_every_parameter_moves_by_about_its_rate() -> None:
    parameters = _parameters()
    before = {name: parameter.detach().clone() for name, parameter in parameters.items()}
    _give_gradients(parameters, 1)
    Optimizer(parameters, "float32").step(muon_rate=0.01, adam_rate=0.001)
    for name, parameter in parameters.items():
        change = (parameter.detach() - before[name]).abs().max()
        assert 1e-4 < change < 0.02, name
        assert parameter.grad is None


def _encoder_and_decoder() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    return {
        f"model.{side}.layers.0.{name}": torch.randn(shape, generator=generator).requires_grad_()
        for side in ("encoder", "decoder")
        for name, shape in (("fc1.weight", (32, 16)), ("fc1.bias", (32,)))
    }


def test_the_encoder_rate_scales_the_encoders_updates_alone() -> None:
    slow, plain = _encoder_and_decoder(), _encoder_and_decoder()
    before = {name: value.detach().clone() for name, value in plain.items()}
    for parameters, rate in ((slow, 0.25), (plain, 1.0)):
        _give_gradients(parameters, 1)
        Optimizer(parameters, "float32", rate).step(muon_rate=0.01, adam_rate=0.001)
    for name, value in before.items():
        factor = 0.25 if "encoder" in name else 1.0
        wanted = (plain[name].detach() - value) * factor
        assert torch.allclose(slow[name].detach() - value, wanted, atol=1e-6), name


def test_parameters_without_a_gradient_stay_as_they_are() -> None:
    parameters = _encoder_and_decoder()
    before = {name: value.detach().clone() for name, value in parameters.items()}
    optimizer = Optimizer(parameters, "float32")
    _give_gradients(parameters, 1)
    optimizer.step(0.01, 0.001)
    moved = {name: value.detach().clone() for name, value in parameters.items()}
    _give_gradients({n: p for n, p in parameters.items() if "decoder" in n}, 2)
    optimizer.step(0.01, 0.001)
    for name, value in parameters.items():
        assert not torch.equal(before[name], moved[name])
        assert torch.equal(moved[name], value.detach()) is ("encoder" in name), name
