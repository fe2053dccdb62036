"""Muon for the hidden matrices, Adam for embeddings, biases and norms.

Muon (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks") replaces each
matrix's momentum by the nearest orthogonal matrix. Its Newton-Schulz iterations run batched over
all matrices of one shape.

`torch.optim.Muon` iterates in bfloat16 only. The tests' model then learns to write 190 for 1990,
and not every processor is quick at bfloat16. On one that is (width 384, 6 and 2 layers, one thread,
median of 20 steps), a step takes 0.48 s with it and 0.64 s here; in float32 it takes 1.7 s here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .network import EMBEDDING, ENCODER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

# The quintic's coefficients of Jordan et al.: steep at zero, so five iterations are enough.
_QUINTIC = (3.4445, -4.7750, 2.0315)
_MOMENTUM = 0.95
_BETAS = (0.9, 0.98)
_EPSILON = 1e-9


class Optimizer:
    """Updates a dictionary of parameters in place from their gradients.

    Muon's iterations are computed in `precision`. `encoder_rate` is a factor on the rates of the
    encoder's layers: a pretrained encoder beside a new decoder wants less than 1. Parameters
    without a gradient stay as they are.
    """

    def __init__(
        self,
        parameters: Mapping[str, Tensor],
        precision: str,
        encoder_rate: float = 1.0,
    ) -> None:
        import torch

        self._parameters = parameters
        self._precision = precision
        self._encoder_rate = encoder_rate
        self._groups: dict[_Group, list[str]] = {}
        adam: dict[bool, list[str]] = {}
        for name, parameter in parameters.items():
            in_encoder = name.startswith(ENCODER)
            if parameter.ndim == 2 and name != EMBEDDING and parameter.shape[0] > 1:
                group = _Group(min(parameter.shape), max(parameter.shape), in_encoder)
                self._groups.setdefault(group, []).append(name)
            else:
                adam.setdefault(in_encoder, []).append(name)
        device = next(iter(parameters.values())).device
        self._momentum = {
            group: torch.zeros(len(names), group.rows, group.columns, device=device)
            for group, names in self._groups.items()
        }
        self._adam_names = [name for names in adam.values() for name in names]
        self._adam = torch.optim.Adam(
            [
                {"params": [parameters[name] for name in names], "factor": self._factor(in_encoder)}
                for in_encoder, names in adam.items()
            ],
            betas=_BETAS,
            eps=_EPSILON,
            fused=True,
        )

    def _factor(self, in_encoder: bool) -> float:
        return self._encoder_rate if in_encoder else 1.0

    def step(self, muon_rate: float, adam_rate: float) -> None:
        """One update with the gradients in `.grad`, which are cleared."""
        import torch

        with torch.no_grad():
            for group, names in self._groups.items():
                if any(self._parameters[name].grad is not None for name in names):
                    self._step_group(group, names, muon_rate * self._factor(group.in_encoder))
        for adam_group in self._adam.param_groups:
            adam_group["lr"] = adam_rate * adam_group["factor"]
        self._adam.step()
        for parameter in self._parameters.values():
            parameter.grad = None

    def _step_group(self, group: _Group, names: list[str], rate: float) -> None:
        import torch

        parameters = [self._parameters[name] for name in names]
        # Tall matrices are turned, so that one batch holds every matrix of the shape.
        turned = [parameter.shape[0] > parameter.shape[1] for parameter in parameters]
        gradients = torch.stack(
            [
                _gradient(p).T if turn else _gradient(p)
                for p, turn in zip(parameters, turned, strict=True)
            ]
        )
        momentum = self._momentum[group]
        momentum.lerp_(gradients, 1 - _MOMENTUM)
        update = orthogonalize(gradients.lerp_(momentum, _MOMENTUM), self._precision)
        update *= max(1.0, group.columns / group.rows) ** 0.5
        for parameter, change, turn in zip(parameters, update, turned, strict=True):
            parameter.add_(change.T if turn else change, alpha=-rate)

    def state(self) -> dict[str, Tensor]:
        """Everything `load_state` needs to go on as if never stopped."""
        tensors = {group.key: buffer for group, buffer in self._momentum.items()}
        for name in self._adam_names:
            for key, value in self._adam.state[self._parameters[name]].items():
                tensors[f"adam.{name}.{key}"] = value
        return tensors

    def load_state(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over the state of an optimizer for the same parameters; KeyError for another's."""
        for group, buffer in self._momentum.items():
            buffer.copy_(tensors[group.key])
        for name in self._adam_names:
            parameter = self._parameters[name]
            if f"adam.{name}.step" in tensors:
                # Adam's fused kernel wants its counter on the parameter's device, too.
                self._adam.state[parameter] = {
                    key: tensors[f"adam.{name}.{key}"].clone().to(parameter.device)
                    for key in ("step", "exp_avg", "exp_avg_sq")
                }


@dataclass(frozen=True, slots=True)
class _Group:
    """Matrices updated together: of one shape, lying, and of one part of the model."""

    rows: int
    columns: int
    in_encoder: bool

    @property
    def key(self) -> str:
        """Name of the group's momentum in a checkpoint."""
        return f"muon.{'encoder' if self.in_encoder else 'rest'}.{self.rows}x{self.columns}"


def orthogonalize(matrices: Tensor, precision: str) -> Tensor:
    """Bring all singular values of every [rows <= columns] matrix near one.

    Five Newton-Schulz iterations in `precision` on the whole batch [matrices, rows, columns].
    """
    import torch

    a, b, c = _QUINTIC
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    x = x.to(getattr(torch, precision))
    for _ in range(5):
        square = x @ x.transpose(1, 2)
        polynomial = torch.baddbmm(square, square, square, beta=b, alpha=c)
        x = torch.baddbmm(x, polynomial, x, beta=a)
    result: Tensor = x.float()
    return result


def _gradient(parameter: Tensor) -> Tensor:
    import torch

    return parameter.grad if parameter.grad is not None else torch.zeros_like(parameter)
