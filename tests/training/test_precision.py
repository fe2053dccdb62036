"""The precision of training's products follows the device and what it is quick at."""

import pytest

from pipeline.training import precision
from pipeline.training.precision import fast_precision


def test_a_gpu_computes_in_bfloat16() -> None:
    assert fast_precision("cuda") == "bfloat16"


@pytest.mark.parametrize("quicker", ["bfloat16", "float32"])
def test_a_cpu_computes_in_what_it_is_quicker_at(
    quicker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "_seconds", lambda kind: 1.0 if kind == quicker else 2.0)
    assert fast_precision("cpu") == quicker
