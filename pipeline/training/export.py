"""From a run's checkpoint to a model folder that any MarianMT user can load.

Hugging Face layout in float16, with a manifest (size and SHA-256 of every file) and a card.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.filehashes import hash_file
from pipeline.errors import InputError, ModelError

from .card import card_text
from .checkpoint import load_checkpoint
from .network import Architecture, decode_hidden, logits, parameter_shapes
from .recipe import merge_starts, read_starts
from .vocabulary import piece_ids, read_vocabulary

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import MarianMTModel

PARITY = 1e-4


@dataclass(frozen=True, slots=True)
class Description:
    """What a manifest says about a model, besides its files; an older manifest can be read as one.

    `recipe` lists the training runs in order, `scores` the measurements. `tested_tokens` is the
    longest source, in tokens, that the model translates well: longer ones are cut. `copyleft` names
    those of the credited sources that have such a licence. `statement_tokens` is the same limit
    for sentences to be stated shortly, of a model that learned from `train statements`.
    """

    name: str
    task: str
    source_languages: tuple[str, ...]
    target_language: str
    license: str
    attribution: tuple[str, ...]
    data: str
    limits: str
    recipe: tuple[Mapping[str, Any], ...] = ()
    scores: tuple[Mapping[str, Any], ...] = ()
    tested_tokens: int | None = None
    copyleft: tuple[str, ...] = ()
    statement_tokens: int | None = None


def read_description(path: Path, scores: Path | None) -> Description:
    """Read a manifest, or a JSON file with its descriptive fields; `scores` replaces its scores.

    Raises InputError naming what is missing.
    """
    content = _read_json(path)
    missing = [
        each.name
        for each in fields(Description)
        if each.default is MISSING and each.name not in content
    ]
    if missing:
        message = f"{path} has no {', '.join(missing)}: add them, they go into the model card"
        raise InputError(message)
    names = {each.name for each in fields(Description)}
    known = {name: value for name, value in content.items() if name in names}
    if scores is not None:
        known["scores"] = read_scores(scores)
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Description(**known | lists)


def read_scores(path: Path) -> list[dict[str, Any]]:
    """Read what `eval translation` or `eval summaries` printed with `--json`, for the manifest.

    Summaries keep the rows of the baselines. Raises InputError if it is something else, or holds
    translations of several systems.
    """
    content = _read_json(path)
    try:
        if isinstance(content, dict):
            return [_summary_score(row, content["articles"]) for row in content["rows"]]
        systems = {row["system"] for row in content}
        scores = [_translation_score(row) for row in content]
    except (KeyError, TypeError) as error:
        message = f"{path} is not what `eval translation --json` or `eval summaries --json` prints"
        raise InputError(message) from error
    if len(systems) != 1:
        message = f"{path} holds {len(systems)} systems: measure the exported model alone"
        raise InputError(message)
    return scores


def _translation_score(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "set": row["set"],
        "source": row["source"],
        "sentences": row["sentences"],
        "bleu": round(row["scores"]["BLEU"]["value"], 1),
        "chrf": round(row["scores"]["chrF2"]["value"], 1),
        "engine": "ctranslate2 int8, beam 4",
    }


def _summary_score(row: Mapping[str, Any], articles: int) -> dict[str, Any]:
    measures = ("rouge1", "rouge2", "rougeL", "words")
    return {
        "system": row["system"],
        "articles": articles,
        **{name: round(row[name], 1) for name in measures},
    }


def export_run(
    run: Path,
    vocabulary: Path,
    out: Path,
    description: Description,
    positions: int | None = None,
    notice: Path | None = None,
) -> float:
    """Write the model folder of a run; returns the parity, the largest difference of a score.

    Takes the moving average where the schedule kept one. `positions` states a shorter limit than
    the architecture's, for models trained on shorter texts. `notice` is a licence text to keep with
    the weights, as NOTICE. Raises ModelError if transformers does
    not compute the same scores to 1e-4, and InputError if the vocabulary is another one.
    """
    checkpoint = load_checkpoint(run)
    at = checkpoint.progress
    read_vocabulary(vocabulary)
    if at.vocabulary and at.vocabulary != hash_file(vocabulary):
        message = f"{vocabulary} is not the vocabulary that {run} was trained with: give that one"
        raise InputError(message)
    weights = checkpoint.average if at.averaged else checkpoint.parameters
    stage = {
        "steps": at.step,
        "target_tokens": at.target_tokens,
        "minutes": round(at.elapsed_seconds / 60, 1),
        "weights": "moving average" if at.averaged else "last step",
    }
    complete = {
        each.name: getattr(description, each.name)
        for each in fields(Description)
        if getattr(description, each.name) is not None
    }
    complete["recipe"] = [*description.recipe, stage | merge_starts(read_starts(run))]
    architecture = replace(at.architecture, positions=positions or at.architecture.positions)
    return export_weights(architecture, weights, vocabulary, out, complete, notice)


def export_weights(
    architecture: Architecture,
    weights: Mapping[str, Tensor],
    vocabulary: Path,
    out: Path,
    manifest: Mapping[str, Any],
    notice: Path | None = None,
) -> float:
    """Write weights, tokenizer, manifest, card and notice; see `export_run`.

    Parity is measured on what was written, read back, before it takes its place.
    """
    import torch

    model = build_marian(architecture, weights)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="export-", dir=out) as name:
        part = Path(name)
        module: torch.nn.Module = model
        module.to(torch.float16)
        model.save_pretrained(part)
        parity = folder_parity(architecture, weights, part)
        if not parity <= PARITY:
            message = (
                f"transformers differs from the trainer by {parity:.1e}: the export was not made"
            )
            raise ModelError(message)
        _write_tokenizer(architecture, vocabulary, part)
        card = card_text(architecture, manifest)
        (part / "MODEL_CARD.md").write_text(card, encoding="utf-8")
        if notice is not None:
            shutil.copyfile(notice, part / "NOTICE")
        for path in part.iterdir():
            path.replace(out / path.name)
    write_manifest(out, manifest)
    return parity


def folder_parity(architecture: Architecture, weights: Mapping[str, Tensor], folder: Path) -> float:
    """Compare a written folder, as transformers reads it, with the weights rounded to float16."""
    import torch
    from transformers import MarianMTModel

    rounded = {name: value.detach().half().float() for name, value in weights.items()}
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32)
    model.train(mode=False)
    return measure_parity(architecture, rounded, model)


def build_marian(architecture: Architecture, weights: Mapping[str, Tensor]) -> MarianMTModel:
    """Build the transformers model with these weights, in evaluation mode.

    Raises ModelError if they are not those of the architecture.
    """
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    shapes = parameter_shapes(architecture)
    given = {name: tuple(value.shape) for name, value in weights.items()}
    wrong = sorted(name for name in shapes | given if shapes.get(name) != given.get(name))
    if wrong:
        message = f"the weights are not those of the architecture: {wrong[0]} does not fit"
        raise ModelError(message)
    config = MarianConfig(
        vocab_size=architecture.vocab_size,
        decoder_vocab_size=architecture.vocab_size,
        d_model=architecture.d_model,
        encoder_layers=architecture.encoder_layers,
        decoder_layers=architecture.decoder_layers,
        encoder_attention_heads=architecture.heads,
        decoder_attention_heads=architecture.heads,
        encoder_ffn_dim=architecture.ffn,
        decoder_ffn_dim=architecture.ffn,
        max_position_embeddings=architecture.positions,
        activation_function=architecture.activation,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=architecture.pad,
        eos_token_id=architecture.eos,
        decoder_start_token_id=architecture.pad,
        forced_eos_token_id=architecture.eos,
        bos_token_id=None,
    )
    model = MarianMTModel(config)
    # Not strict, since the tied embeddings and the positions go by other names too.
    model.load_state_dict(dict(weights), strict=False)
    model.tie_weights()
    model.generation_config = GenerationConfig.from_dict(
        {
            "eos_token_id": architecture.eos,
            "pad_token_id": architecture.pad,
            "decoder_start_token_id": architecture.pad,
            "forced_eos_token_id": architecture.eos,
            "bad_words_ids": [[architecture.pad]],
            "max_length": architecture.positions,
            "num_beams": 4,
        }
    )
    model.train(mode=False)
    return model


def measure_parity(
    architecture: Architecture, weights: Mapping[str, Tensor], model: MarianMTModel
) -> float:
    """Largest absolute difference of any score, between the trainer's forward and transformers'.

    On two random sentences of different lengths, so that masking is compared too.
    """
    import torch

    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(2, architecture.vocab_size - 1, (2, 15), generator=generator)
    source, target = ids[:, :9].clone(), ids[:, 9:].clone()
    source[1, 7:] = architecture.pad
    target[:, 0] = architecture.pad
    with torch.no_grad():
        ours = logits(weights, decode_hidden(weights, architecture, source, target))
        theirs = model(
            input_ids=source,
            attention_mask=(source != architecture.pad).long(),
            decoder_input_ids=target,
        ).logits
    return float((ours - theirs).abs().max())


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write `manifest.json` with size and SHA-256 of every other file of the folder."""
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name != "manifest.json" and path.is_file():
            files[path.name] = {"sha256": hash_file(path), "size": path.stat().st_size}
    text = json.dumps({**manifest, "files": files}, ensure_ascii=False, indent=2)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _write_tokenizer(architecture: Architecture, vocabulary: Path, out: Path) -> None:
    processor = read_vocabulary(vocabulary)
    size = processor.get_piece_size()
    if size + 1 != architecture.vocab_size:
        message = (
            f"{vocabulary} has {size} pieces, the model {architecture.vocab_size - 1}: "
            "give the vocabulary it was trained with"
        )
        raise InputError(message)
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(vocabulary, out / name)
    ids = json.dumps(piece_ids(processor), ensure_ascii=False)
    (out / "vocab.json").write_text(ids, encoding="utf-8")
    settings = {
        "tokenizer_class": "MarianTokenizer",
        "model_max_length": architecture.positions,
        "pad_token": "<pad>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
    }
    (out / "tokenizer_config.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")


def _read_json(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read as JSON ({error})"
        raise InputError(message) from error
