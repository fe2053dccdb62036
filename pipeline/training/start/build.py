"""From the wheel to a folder that `train model --from` takes."""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.errors import InputError
from pipeline.training.export import export_weights
from pipeline.training.network import Architecture
from pipeline.training.vocabulary import read_vocabulary, sample_pairs

from .decoder import Figures, add_decoder
from .e5file import E5, WHEEL
from .encoder import adapt_encoder, build_teacher, distil
from .texts import LONGEST, Pair, text_batches
from .vocabulary import choose_vocabulary, count_words

if TYPE_CHECKING:
    from torch import Tensor

# Enough for the words, and for what an hour of distillation sees.
_PAIRS = 300_000
_FEWEST_PAIRS = 200
_HELD_OUT = 0.01
# The decoder is fitted on whole sentences of a middling length, in tokens.
_FITTED_PAIRS = 4_000
_FITTED_LENGTHS = range(8, 48)
# What the figures should reach.
_MOST_UNEXPLAINED = 0.03
_MOST_KEY_ERROR = 2.0
_FEWEST_WORDS_FOUND = 0.55


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes of the start, and how long it is distilled."""

    pieces: int = 24_000
    encoder_layers: int = 6
    minutes: float = 12.0
    seed: int = 1
    threads: int = 2


def build_start(
    e5: E5, data: Path, out: Path, settings: Settings, progress: Callable[[str], None]
) -> None:
    """Write the start into `out`; `data` is the TSV of sources and targets to train on later.

    Raises InputError if the data are missing or too few, or the settings do not fit e5.
    """
    import torch

    if settings.encoder_layers > e5.layers:
        message = (
            f"--encoder-layers {settings.encoder_layers} is too many: e5 has {e5.layers}, give no "
            "more than that"
        )
        raise InputError(message)
    torch.set_num_threads(settings.threads)
    rows = _sample(data, settings.seed)
    progress(f"counting the words of {len(rows)} pairs")
    chosen = choose_vocabulary(e5, count_words(rows), settings.pieces)
    progress(
        f"{len(chosen.e5_ids)} pieces, {chosen.tokens_a_word:.3f} tokens a word "
        f"({chosen.tokens_a_word_of_all:.3f} with all {len(e5.pieces)} of e5)"
    )
    architecture = Architecture(
        vocab_size=len(chosen.e5_ids) + 1,
        d_model=e5.d_model,
        encoder_layers=settings.encoder_layers,
        heads=e5.heads,
        ffn=e5.ffn,
        activation="gelu",
    )
    with tempfile.TemporaryDirectory(prefix="start-") as name:
        vocabulary = Path(name) / "joint.spm"
        vocabulary.write_bytes(chosen.model)
        pairs = _encode(rows, vocabulary, data)
        encoder, unexplained = _encoder(e5, chosen.e5_ids, architecture, pairs, settings, progress)
        parameters, figures = _decoder(encoder, architecture, pairs, settings, progress)
        export_weights(
            architecture,
            parameters,
            vocabulary,
            out,
            _manifest(out, settings, unexplained, figures),
        )
    for shortfall in _shortfalls(unexplained, figures):
        progress(shortfall)


def _sample(data: Path, seed: int) -> list[tuple[str, ...]]:
    """Pairs from all of the file, in random order."""
    rows = list(sample_pairs(data, _PAIRS, seed))
    wrong = next((row for row in rows if len(row) != 2), None)
    if wrong is not None:
        message = f"{data} has a line of {len(wrong)} columns: source, tab, target wanted"
        raise InputError(message)
    random.Random(seed).shuffle(rows)  # noqa: S311  data order, not a secret
    return rows


def _encode(rows: list[tuple[str, ...]], vocabulary: Path, data: Path) -> list[Pair]:
    """Token ids ending in eos, of the pairs that are short enough."""
    processor = read_vocabulary(vocabulary)
    eos = processor.eos_id()
    sides = ([[*ids, eos] for ids in processor.encode([row[i] for row in rows])] for i in (0, 1))
    pairs = [pair for pair in zip(*sides, strict=True) if max(map(len, pair)) <= LONGEST]
    if len(pairs) < _FEWEST_PAIRS:
        message = f"{data} has {len(pairs)} pairs of up to {LONGEST} tokens: give more data"
        raise InputError(message)
    return pairs


def _encoder(
    e5: E5,
    ids: list[int],
    architecture: Architecture,
    pairs: list[Pair],
    settings: Settings,
    progress: Callable[[str], None],
) -> tuple[dict[str, Tensor], float]:
    teacher = build_teacher(e5, ids, architecture)
    held = math.ceil(len(pairs) * _HELD_OUT)
    batches = text_batches(pairs[held:], architecture.pad, settings.seed)
    held_out = text_batches(pairs[:held], architecture.pad, settings.seed)
    parameters, unexplained = adapt_encoder(teacher, batches)
    progress(f"unexplained variance of the first layer's projections: {unexplained:.3f}")
    return parameters, distil(teacher, parameters, batches, held_out, settings.minutes, progress)


def _decoder(
    encoder: dict[str, Tensor],
    architecture: Architecture,
    pairs: list[Pair],
    settings: Settings,
    progress: Callable[[str], None],
) -> tuple[dict[str, Tensor], Figures]:
    targets = [token for _, target in pairs for token in target]
    counts = np.bincount(targets, minlength=architecture.vocab_size)
    fitted = [pair for pair in pairs if all(len(side) in _FITTED_LENGTHS for side in pair)]
    if len(fitted) < _FEWEST_PAIRS // 2:
        fitted = pairs
    chosen = fitted[:_FITTED_PAIRS]
    return add_decoder(encoder, architecture, chosen, counts, settings.seed, progress)


def _manifest(
    out: Path, settings: Settings, unexplained: float, figures: Figures
) -> dict[str, Any]:
    return {
        "name": out.name,
        "task": "translation",
        "source_languages": ["da", "nb", "nn"],
        "target_language": "en",
        "license": "Apache-2.0",
        "attribution": [
            "multilingual-e5-small, MIT licence, Copyright (c) Microsoft Corporation",
            f"{WHEEL}, MIT licence",
        ],
        "data": "An encoder out of multilingual-e5-small and a decoder fitted to it.",
        "limits": "A start for `nordigest train model --from`; it does not translate yet.",
        "recipe": [
            {
                "start": WHEEL,
                "minutes": settings.minutes,
                "unexplained variance": round(unexplained, 4),
                "key error": round(figures.key_error, 2),
                "words found": round(figures.words_found, 3),
            }
        ],
        "scores": [],
    }


def _shortfalls(unexplained: float, figures: Figures) -> Iterator[str]:
    """Name the figures that did not reach what a good start has."""
    if not unexplained <= _MOST_UNEXPLAINED:
        yield f"the encoder is not e5 yet ({unexplained:.3f} > {_MOST_UNEXPLAINED}): more --minutes"
    if not figures.key_error <= _MOST_KEY_ERROR:
        yield f"the key map is off by more than {_MOST_KEY_ERROR} positions: more --minutes"
    if not figures.words_found >= _FEWEST_WORDS_FOUND:
        yield f"the word map finds under {_FEWEST_WORDS_FOUND:.0%}: more --minutes, or other data"
