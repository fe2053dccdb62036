"""Conversion to CTranslate2: once for each model digest and numeric type, whole or not at all."""

import json
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

from pipeline.core.derived import derive_folder
from pipeline.core.filehashes import cache_folder
from pipeline.errors import ModelError
from pipeline.weights.architecture import read_architecture
from pipeline.weights.names import ModelFolder
from pipeline.weights.shortlist import SHORTLIST, read_shortlist

if TYPE_CHECKING:
    from transformers import PreTrainedModel

# Part of every conversion's name: raise it when what is written here changes.
_LAYOUT = 4
_FAST_TOKENIZER = "tokenizer.json"

# The largest int8 weight, in place of 127.
_WIDEST = 90
# A logit that no softmax sees, in half precision too.
_NEVER = -6e4
# What the converter still asks configs for, though transformers 5 knows it by the model's class:
# BART normalizes after each block and once after the embedding, Pegasus before each block.
_NORMS = {
    "bart": {"normalize_before": False, "normalize_embedding": True},
    "pegasus": {"normalize_before": True, "normalize_embedding": False},
}

QUANTIZATIONS = {
    "int8": "int8",
    "int8_float32": "int8",
    "bfloat16": "bfloat16",
    "float16": "float16",
    "float32": "float32",
}
"""How weights are stored for each compute type."""


def conversions_folder() -> Path:
    """Return where converted models are kept."""
    return cache_folder() / "ctranslate2"


def conversion_path(model: ModelFolder, compute_type: str) -> Path:
    """Name the folder of a conversion, whether it is there or not."""
    release = version("ctranslate2")
    name = f"{model.digest[:40]}-{QUANTIZATIONS[compute_type]}-{release}-{_LAYOUT}"
    return conversions_folder() / name


def convert(model: ModelFolder, compute_type: str) -> Path:
    """Return the model in CTranslate2's format, converting it the first time.

    Raises ModelError when the model cannot be converted or the cache cannot be written.
    """
    final = conversion_path(model, compute_type)
    quantization = QUANTIZATIONS[compute_type]
    try:
        return derive_folder(
            final,
            lambda folder: _convert_into(folder, model, quantization),
            f"the converted {model.name}",
        )
    except OSError as exc:
        msg = (
            f"the conversion of {model.name} cannot be written to {final.parent} ({exc}): "
            "free some space, or set NORDIGEST_CACHE to a writable folder"
        )
        raise ModelError(msg) from exc


def _convert_into(folder: Path, model: ModelFolder, quantization: str) -> None:
    with quiet_transformers():
        from ctranslate2.converters import TransformersConverter

        class Converter(TransformersConverter):  # type: ignore[misc] # ctranslate2 is untyped
            """Loads safely, and keeps all heads of the last layer for alignments."""

            def load_model(self, model_class: Any, path: str, **kwargs: Any) -> Any:  # noqa: ANN401 - the library's signature
                loaded = load_weights(model_class, path, model.name, **kwargs)
                if loaded.config.model_type == "marian":
                    _check_start_embedding(loaded, model.name)
                for key, value in _NORMS.get(loaded.config.model_type, {}).items():
                    setattr(loaded.config, key, value)
                return loaded

            def load_spec(self) -> Any:  # noqa: ANN401 - a ctranslate2 spec
                spec = super()._load()
                # 0 averages all heads; the library's own default looks at the first one only.
                spec.decoder.alignment_heads = spec.decoder.alignment_heads.__class__(0)
                return spec

        listed = read_shortlist(model.path) is not None
        try:
            spec = Converter(str(model.path)).load_spec()
            if listed:
                spec.register_vocabulary_mapping(str(model.path / SHORTLIST))
            spec.validate()
            spec.optimize(quantization=quantization)
            _narrow_integers(spec)
            folder.mkdir()
            spec.save(str(folder))
        except (ValueError, RuntimeError, NotImplementedError, KeyError) as exc:
            msg = f"{model.name} cannot be converted ({exc}): set its engine to `transformers`"
            raise ModelError(msg) from exc
        if read_architecture(model.path).family != "marian":
            _save_fast_tokenizer(model, folder)


def _narrow_integers(spec: Any) -> None:  # noqa: ANN401 - a ctranslate2 spec
    """Bring int8 weights from 127 down to `_WIDEST`, so that no processor's sums overflow.

    Processors without VNNI add two products of 8 bits in 16 bits, and cut what is too large.
    """
    import numpy as np
    from ctranslate2.specs.model_spec import NumpyVariable, visit_spec

    def narrow(layer: Any, name: str, value: Any) -> None:  # noqa: ANN401 - part of a spec
        key = name.rpartition("/")[2]
        scale = getattr(layer, f"{key}_scale", None)
        if scale is not None and isinstance(value, NumpyVariable) and value.dtype == "int8":
            weights = np.rint(value.numpy() * (_WIDEST / 127)).astype(np.int8)
            setattr(layer, key, NumpyVariable(weights))
            setattr(layer, f"{key}_scale", NumpyVariable(scale.numpy() * np.float32(_WIDEST / 127)))

    visit_spec(spec, narrow)


def load_weights(
    model_class: Any,  # noqa: ANN401 - a transformers class, or an AutoModel
    path: str,
    name: str,
    **kwargs: Any,  # noqa: ANN401 - what from_pretrained takes
) -> "PreTrainedModel":
    """Load a model's weights from its folder: no remote code, no pickles but plain tensors.

    Raises ModelError when weights are missing or cannot be read.
    """
    try:
        loaded, report = model_class.from_pretrained(
            path,
            local_files_only=True,
            trust_remote_code=False,
            weights_only=True,
            output_loading_info=True,
            **kwargs,
        )
    except UnpicklingError as exc:
        msg = f"the weights of {name} cannot be loaded: their pickle holds more than tensors"
        raise ModelError(msg) from exc
    except (OSError, ValueError, RuntimeError, ImportError) as exc:
        reason = " ".join(str(exc).split())[:300]
        msg = f"the weights of {name} cannot be loaded ({reason}): copy the model folder again"
        raise ModelError(msg) from exc
    missing = sorted(report["missing_keys"])
    if missing:
        msg = f"{name} lacks the weights {', '.join(missing[:3])}: copy the model folder again"
        raise ModelError(msg)
    _close_vocabulary(loaded, Path(path), name)
    return loaded  # type: ignore[no-any-return] # from_pretrained is untyped


def _close_vocabulary(loaded: Any, folder: Path, name: str) -> None:  # noqa: ANN401 - a transformers model
    """Take the tokens off a shortlist out of every softmax, those of scores as well."""
    allowed = read_shortlist(folder)
    if allowed is None:
        return
    try:
        vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        bias = loaded.final_logits_bias
    except (OSError, ValueError, AttributeError) as exc:
        msg = f"{name} cannot keep to a {SHORTLIST}, as Marian models do: delete that file"
        raise ModelError(msg) from exc
    bias[:, [index for token, index in vocabulary.items() if token not in allowed]] = _NEVER


def _check_start_embedding(loaded: Any, name: str) -> None:  # noqa: ANN401 - a MarianMTModel
    """CTranslate2 starts from a zero embedding: another start costs the first word there."""
    start = loaded.config.decoder_start_token_id
    table = loaded.get_decoder().embed_tokens.weight
    if start != len(table) - 1 or bool(table[start].any()):
        msg = (
            f"{name} does not start from a zero embedding in the last row of its vocabulary, "
            "as Marian models do: set its engine to `transformers`, or train it with that row zero"
        )
        raise ModelError(msg)


def _save_fast_tokenizer(model: ModelFolder, folder: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(
        str(model.path), local_files_only=True, trust_remote_code=False
    )
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        msg = f"{model.name} has no fast tokenizer: set its engine to `transformers`"
        raise ModelError(msg)
    backend.save(str(folder / _FAST_TOKENIZER))


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """Import and run transformers offline, without progress bars and its usual advice."""
    # Read when huggingface_hub is first imported: nothing is ever fetched to load a model.
    os.environ["HF_HUB_OFFLINE"] = "1"
    with warnings.catch_warnings():
        # The translate stage normalizes punctuation itself.
        warnings.filterwarnings("ignore", message=".*sacremoses.*")
        from transformers.utils import logging

        bars = logging.is_progress_bar_enabled()
        verbosity = logging.get_verbosity()
        _call(logging.disable_progress_bar)
        _call(logging.set_verbosity_error)
        try:
            yield
        finally:
            logging.set_verbosity(verbosity)
            if bars:
                _call(logging.enable_progress_bar)


def _call(function: Callable[[], object]) -> None:
    """Call a function that transformers leaves untyped."""
    function()
