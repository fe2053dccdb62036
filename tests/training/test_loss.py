"""The sampled loss against the whole one."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from pipeline.training.loss import NegativeSampler, full_loss, sampled_loss
from pipeline.training.network import EMBEDDING, OUTPUT_BIAS

VOCAB, WIDTH, TOKENS = 60, 8, 12
Case = tuple[dict[str, torch.Tensor], torch.Tensor, torch.Tensor, torch.Tensor]


@pytest.fixture
def case() -> Case:
    generator = torch.Generator().manual_seed(4)
    parameters = {
        EMBEDDING: torch.randn(VOCAB, WIDTH, generator=generator),
        OUTPUT_BIAS: torch.randn(1, VOCAB, generator=generator),
    }
    hidden = torch.randn(TOKENS, WIDTH, generator=generator)
    targets = torch.randint(0, VOCAB - 1, (TOKENS,), generator=generator)
    real = torch.ones(TOKENS, dtype=torch.bool)
    return parameters, hidden, targets, real


def _sampler(size: int) -> NegativeSampler:
    return NegativeSampler.from_counts(np.arange(VOCAB) ** 2, size)


def test_a_sample_of_everything_is_the_whole_loss(case: Case) -> None:
    parameters, hidden, targets, real = case
    # The pad token, which never is a target, must not count in the whole loss either.
    parameters[OUTPUT_BIAS][0, -1] = -1e4
    parameters[EMBEDDING][-1] = 0
    sampled = sampled_loss(parameters, hidden, targets, real, _sampler(VOCAB - 1), seed=0)
    scores = (hidden @ parameters[EMBEDDING].T + parameters[OUTPUT_BIAS])[:, :-1]
    whole = torch.nn.functional.cross_entropy(scores, targets, label_smoothing=0.1)
    assert sampled.item() == pytest.approx(whole.item(), rel=1e-5)


def test_gradients_are_those_of_cross_entropy(case: Case) -> None:
    parameters, hidden, targets, real = case
    real[2:5] = False
    leaves = [*parameters.values(), hidden]
    for leaf in leaves:
        leaf.requires_grad_()
    (3 * full_loss(parameters, hidden, targets, real)).backward()
    ours = [leaf.grad for leaf in leaves]
    for leaf in leaves:
        leaf.grad = None
    scores = (hidden @ parameters[EMBEDDING].T + parameters[OUTPUT_BIAS])[real]
    loss = torch.nn.functional.cross_entropy(scores, targets[real], label_smoothing=0.1)
    (3 * loss).backward()
    for mine, leaf in zip(ours, leaves, strict=True):
        assert mine is not None
        assert leaf.grad is not None
        torch.testing.assert_close(mine, leaf.grad, rtol=1e-4, atol=1e-6)


def test_the_partition_sum_is_estimated_without_bias(case: Case) -> None:
    parameters, hidden, targets, _ = case
    sampler = _sampler(30)
    whole = (hidden @ parameters[EMBEDDING].T + parameters[OUTPUT_BIAS])[:, :-1].exp().sum(1)
    present = torch.unique(targets)
    estimates = []
    for seed in range(3000):
        candidates, chance = sampler.draw(present, seed)
        scores = hidden @ parameters[EMBEDDING][candidates].T
        scores = scores + parameters[OUTPUT_BIAS][0, candidates]
        estimates.append((scores.exp() / chance).sum(1))
    ratio = torch.stack(estimates).mean(0) / whole
    assert abs(ratio.mean() - 1) < 0.02
    assert ratio.min() > 0.9
    assert ratio.max() < 1.1


def test_padding_does_not_count(case: Case) -> None:
    parameters, hidden, targets, real = case
    real[-3:] = False
    changed = hidden.clone()
    changed[-3:] = 100
    losses: list[Callable[[torch.Tensor], torch.Tensor]] = [
        lambda states: full_loss(parameters, states, targets, real),
        lambda states: sampled_loss(parameters, states, targets, real, _sampler(30), seed=1),
    ]
    for loss in losses:
        assert loss(hidden).item() == pytest.approx(loss(changed).item())


def test_a_draw_has_the_targets_first_and_no_repeats() -> None:
    present = torch.tensor([3, 17, 40])
    drawn, chance = _sampler(30).draw(present, seed=5)
    assert drawn[:3].tolist() == [3, 17, 40]
    assert len(set(drawn.tolist())) == len(drawn) == 30
    assert VOCAB - 1 not in drawn.tolist()
    assert chance[:3].tolist() == [1, 1, 1]
    assert 0 < chance.min() < chance[3:].max() <= 1
    assert torch.equal(drawn, _sampler(30).draw(present, seed=5)[0])
    assert not torch.equal(drawn, _sampler(30).draw(present, seed=6)[0])


def test_gradients_reach_embeddings_bias_and_states(case: Case) -> None:
    parameters, hidden, targets, real = case
    tensors = [*parameters.values(), hidden]
    for tensor in tensors:
        tensor.requires_grad_(True)
    loss = sampled_loss(parameters, hidden, targets, real, _sampler(30), seed=1)
    torch.autograd.backward(loss)
    assert all(tensor.grad is not None and tensor.grad.any() for tensor in tensors)
