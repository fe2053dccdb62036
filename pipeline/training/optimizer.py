"""Muon for the hidden matrices, Adam for embeddings, biases and norms.

Muon (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks") replaces each
matrix's momentum by the nearest orthogonal matrix. Its Newton-Schulz iterations run batched over
all matrices of one shape, since on a CPU many small products cost more than one large one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .network import EMBEDDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

# The quintic's coefficients of Jordan et al.: steep at zero, so five iterations are enough.
_QUINTIC = (3.4445, -4.7750, 2.0315)
_MOMENTUM = 0.95
_BETAS = (0.9, 0.98)
_EPSILON = 1e-9


class Optimizer:
    """Updates a dictionary of parameters in place from their gradients."""

    def __init__(self, parameters: Mapping[str, Tensor]) -> None:
        import torch

        self._parameters = parameters
        self._groups: dict[tuple[int, int], list[str]] = {}
        self._adam_names: list[str] = []
        for name, parameter in parameters.items():
            if parameter.ndim == 2 and name != EMBEDDING and parameter.shape[0] > 1:
                shape = (min(parameter.shape), max(parameter.shape))
                self._groups.setdefault(shape, []).append(name)
            else:
                self._adam_names.append(name)
        self._momentum = {
            shape: torch.zeros(len(names), *shape) for shape, names in self._groups.items()
        }
        self._adam = torch.optim.Adam(
            [parameters[name] for name in self._adam_names],
            betas=_BETAS,
            eps=_EPSILON,
            fused=True,
        )

    def step(self, muon_rate: float, adam_rate: float) -> None:
        """One update with the gradients in `.grad`, which are cleared."""
        import torch

        with torch.no_grad():
            for shape, names in self._groups.items():
                self._step_group(shape, names, muon_rate)
        for group in self._adam.param_groups:
            group["lr"] = adam_rate
        self._adam.step()
        for parameter in self._parameters.values():
            parameter.grad = None

    def _step_group(self, shape: tuple[int, int], names: list[str], rate: float) -> None:
        import torch

        parameters = [self._parameters[name] for name in names]
        # Tall matrices are turned, so that one batch holds every matrix of the shape.
        turned = [tuple(parameter.shape) != shape for parameter in parameters]
        gradients = torch.stack(
            [
                _gradient(p).T if turn else _gradient(p)
                for p, turn in zip(parameters, turned, strict=True)
            ]
        )
        momentum = self._momentum[shape]
        momentum.lerp_(gradients, 1 - _MOMENTUM)
        update = orthogonalize(gradients.lerp_(momentum, _MOMENTUM))
        update *= max(1.0, shape[1] / shape[0]) ** 0.5
        for parameter, change, turn in zip(parameters, update, turned, strict=True):
            parameter.add_(change.T if turn else change, alpha=-rate)

    def state(self) -> dict[str, Tensor]:
        """Everything `load_state` needs to go on as if never stopped."""
        tensors = {
            f"muon.{rows}x{columns}": buffer for (rows, columns), buffer in self._momentum.items()
        }
        for name in self._adam_names:
            for key, value in self._adam.state[self._parameters[name]].items():
                tensors[f"adam.{name}.{key}"] = value
        return tensors

    def load_state(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over the state of an optimizer for the same parameters."""
        for (rows, columns), buffer in self._momentum.items():
            buffer.copy_(tensors[f"muon.{rows}x{columns}"])
        for name in self._adam_names:
            keys = ("step", "exp_avg", "exp_avg_sq")
            if f"adam.{name}.step" in tensors:
                self._adam.state[self._parameters[name]] = {
                    key: tensors[f"adam.{name}.{key}"].clone() for key in keys
                }


def orthogonalize(matrices: Tensor) -> Tensor:
    """Bring all singular values of every [rows <= columns] matrix near one.

    Five Newton-Schulz iterations in bfloat16 on the whole batch [matrices, rows, columns].
    """
    import torch

    a, b, c = _QUINTIC
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    x = x.bfloat16()
    for _ in range(5):
        square = x @ x.transpose(1, 2)
        polynomial = torch.baddbmm(square, square, square, beta=b, alpha=c)
        x = torch.baddbmm(x, polynomial, x, beta=a)
    result: Tensor = x.float()
    return result


def _gradient(parameter: Tensor) -> Tensor:
    import torch

    return parameter.grad if parameter.grad is not None else torch.zeros_like(parameter)
