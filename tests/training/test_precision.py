"""The precision of training's products follows the device and what it is quick at."""

import pytest
import torch

from pipeline.training import precision
from pipeline.training.precision import fast_precision


def test_a_gpu_computes_in_bfloat16() -> None:
    assert fast_precision("cuda") is torch.bfloat16


@pytest.mark.parametrize("quicker", [torch.bfloat16, torch.float32])
def test_a_cpu_computes_in_what_it_is_quicker_at(
    quicker: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "_seconds", lambda kind: 1.0 if kind is quicker else 2.0)
    assert fast_precision.__wrapped__("cpu") is quicker
