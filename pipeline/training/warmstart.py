"""Parameters to start from: a Hugging Face Marian folder, or random weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

from .network import ACTIVATIONS, EMBEDDING, OUTPUT_BIAS, Architecture, parameter_shapes
from .vocabulary import piece_ids, read_vocabulary

if TYPE_CHECKING:
    from torch import Tensor


def read_marian_folder(folder: Path) -> tuple[Architecture, dict[str, Tensor]]:
    """Architecture and float32 parameters of a MarianMT folder.

    Raises ModelError if files are missing or the model is not of the trainer's kind.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    config_path, weights = folder / "config.json", folder / "model.safetensors"
    if not config_path.is_file() or not weights.is_file():
        message = f"{folder} has no config.json and model.safetensors: give a MarianMT folder"
        raise ModelError(message)
    try:
        config = json.loads(config_path.read_text(encoding="utf-8"))
        stored = load_file(weights)
    except (ValueError, SafetensorError) as error:
        message = f"{folder} is damaged ({error}): get the model again"
        raise ModelError(message) from error
    if config.get("activation_function") not in ACTIVATIONS:
        message = (
            f"{config_path}: activation_function is {config.get('activation_function')!r}, only "
            f"{' and '.join(ACTIVATIONS)} can be trained"
        )
        raise ModelError(message)
    wanted = {
        "model_type": "marian",
        "scale_embedding": True,
        "share_encoder_decoder_embeddings": True,
        "decoder_attention_heads": config.get("encoder_attention_heads"),
        "decoder_ffn_dim": config.get("encoder_ffn_dim"),
        "pad_token_id": config.get("vocab_size", 0) - 1,
    }
    for key, value in wanted.items():
        if config.get(key) != value:
            message = f"{config_path}: {key} is {config.get(key)!r}, only {value!r} can be trained"
            raise ModelError(message)
    architecture = Architecture(
        vocab_size=config["vocab_size"],
        d_model=config["d_model"],
        encoder_layers=config["encoder_layers"],
        decoder_layers=config["decoder_layers"],
        heads=config["encoder_attention_heads"],
        ffn=config["encoder_ffn_dim"],
        positions=config["max_position_embeddings"],
        eos=config["eos_token_id"],
        activation=config["activation_function"],
    )
    parameters = {}
    for name, shape in parameter_shapes(architecture).items():
        if name not in stored or tuple(stored[name].shape) != shape:
            message = f"{weights} has no tensor {name} of shape {shape}: it is not a whole model"
            raise ModelError(message)
        parameters[name] = stored[name].float()
    return architecture, parameters


def check_vocabulary(folder: Path, vocabulary: Path, architecture: Architecture) -> None:
    """Raise ModelError unless a folder's token ids are those of this SentencePiece model."""
    processor = read_vocabulary(vocabulary)
    source, table = folder / "source.spm", folder / "vocab.json"
    if not source.is_file() or source.read_bytes() != vocabulary.read_bytes():
        message = (
            f"{source} is not {vocabulary}: weights cannot be trained on with another vocabulary, "
            "leave --vocabulary out"
        )
        raise ModelError(message)
    numbered = json.loads(table.read_text(encoding="utf-8")) if table.is_file() else {}
    if numbered != piece_ids(processor) or processor.eos_id() != architecture.eos:
        message = (
            f"{table} does not number the pieces as {source.name} does: such folders, as those of "
            "OPUS-MT, cannot be trained on"
        )
        raise ModelError(message)


def random_parameters(architecture: Architecture, seed: int) -> dict[str, Tensor]:
    """Xavier-uniform matrices, zero biases, unit norms; the pad embedding is zero."""
    import torch

    generator = torch.Generator().manual_seed(seed)
    parameters = {}
    for name, shape in parameter_shapes(architecture).items():
        if name == EMBEDDING:
            scale = architecture.d_model**-0.5
            value = torch.randn(shape, generator=generator) * scale
            value[architecture.pad] = 0
        elif name == OUTPUT_BIAS or name.endswith(".bias"):
            value = torch.zeros(shape)
        elif len(shape) == 2:
            bound = (6 / sum(shape)) ** 0.5
            value = (torch.rand(shape, generator=generator) * 2 - 1) * bound
        else:
            value = torch.ones(shape)
        parameters[name] = value
    return parameters
