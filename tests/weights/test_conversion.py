import numpy as np
from ctranslate2.specs.common_spec import LinearSpec
from ctranslate2.specs.model_spec import NumpyVariable

from pipeline.weights.conversion import _narrow_integers


def test_integers_keep_clear_of_overflow_and_mean_what_they_meant() -> None:
    weights = np.random.default_rng(1).normal(size=(8, 64)).astype(np.float32)
    spec = LinearSpec()
    spec.weight = NumpyVariable(weights.copy())
    spec.bias = NumpyVariable(np.zeros(8, np.float32))
    spec.validate()
    spec.optimize(quantization="int8")
    _narrow_integers(spec)
    integers, scale = spec.weight.numpy(), spec.weight_scale.numpy()
    assert integers.dtype == np.int8
    assert np.abs(integers).max(axis=1).tolist() == [90] * 8
    # Twice rounded: at most half a step of each of the two scales.
    error = np.abs(integers / scale[:, None] - weights) * scale[:, None]
    assert error.max() <= 0.5 + 0.5 * 90 / 127 + 1e-4


def test_floats_stay_as_they_are() -> None:
    spec = LinearSpec()
    spec.weight = NumpyVariable(np.ones((2, 4), np.float32))
    spec.bias = NumpyVariable(np.zeros(2, np.float32))
    spec.validate()
    spec.optimize(quantization="float32")
    _narrow_integers(spec)
    assert spec.weight.numpy().tolist() == [[1.0] * 4] * 2
