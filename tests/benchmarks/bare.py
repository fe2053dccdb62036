"""The same weights without this project around them, for benchmarks to compare with."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Translate = Callable[[Sequence[str]], list[str]]

# What the library and the models' own settings stop at.
_MAX_TOKENS = 256
_BATCH_TOKENS = 1024
# The sizes worth trying on CPUs: smaller ones waste cores, larger ones padding.
_BATCH_SIZES = (16, 32, 64)


def bare_ctranslate2(
    model: Path, converted: Path, *, beam_size: int, layout: tuple[int, int], length: int | None
) -> Translate:
    """Return translation by `ctranslate2.Translator.translate_batch` and SentencePiece alone.

    `layout` is (translators in parallel, threads of each); `length` fixes the target's tokens.
    """
    import ctranslate2
    from sentencepiece import SentencePieceProcessor

    source = SentencePieceProcessor(model_file=str(model / "source.spm"))
    target = SentencePieceProcessor(model_file=str(model / "target.spm"))
    translator = ctranslate2.Translator(
        str(converted),
        device="cpu",
        compute_type="int8",
        inter_threads=layout[0],
        intra_threads=layout[1],
    )

    def translate(texts: Sequence[str]) -> list[str]:
        tokens = [[*pieces, "</s>"] for pieces in source.encode(list(texts), out_type=str)]
        results = translator.translate_batch(
            tokens,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=beam_size,
            max_decoding_length=length or _MAX_TOKENS,
            min_decoding_length=length or 1,
        )
        return [str(target.decode(result.hypotheses[0])) for result in results]

    return translate


def bare_transformers(
    model: Path, *, beam_size: int, threads: int, length: int | None
) -> Translate:
    """Return translation by transformers' `generate`, float32, in batches sorted by length.

    The batch size is the fastest of a few on the first texts translated.
    """
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from pipeline.weights.conversion import quiet_transformers

    torch.set_num_threads(threads)
    with quiet_transformers():
        tokenizer: Any = AutoTokenizer.from_pretrained(str(model), local_files_only=True)
        loaded: Any = AutoModelForSeq2SeqLM.from_pretrained(
            str(model), local_files_only=True, dtype=torch.float32
        ).eval()
    limits = {"max_new_tokens": length or _MAX_TOKENS, "max_length": None}
    if length:
        limits["min_new_tokens"] = length
    best: list[int] = []

    def run(texts: Sequence[str], size: int) -> list[str]:
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        written = [""] * len(texts)
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            inputs = tokenizer([texts[index] for index in batch], return_tensors="pt", padding=True)
            with torch.inference_mode():
                made = loaded.generate(**inputs, num_beams=beam_size, **limits)
            decoded = tokenizer.batch_decode(made, skip_special_tokens=True)
            for index, text in zip(batch, decoded, strict=True):
                written[index] = text
        return written

    def translate(texts: Sequence[str]) -> list[str]:
        if not best:
            best.append(_fastest(run, texts))
        return run(texts, best[0])

    return translate


def _fastest(run: Callable[[Sequence[str], int], list[str]], texts: Sequence[str]) -> int:
    import time

    sample = texts[: max(_BATCH_SIZES)]
    seconds = {}
    for size in _BATCH_SIZES:
        started = time.perf_counter()
        run(sample, size)
        seconds[size] = time.perf_counter() - started
    return min(seconds, key=seconds.__getitem__)


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a Marian model; by default that of OPUS-MT's big ones."""

    layers: int = 6
    width: int = 1024
    feed_forward: int = 4096
    heads: int = 16
    pieces: int = 60_000


def write_random_model(folder: Path, tokenizer: Path, shape: Shape = Shape()) -> None:
    """Write an untrained Marian model; its speed is that of trained weights.

    The first of its pieces are those of another model's folder, the others are never read.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    pad = shape.pieces - 1
    vocabulary = json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8"))
    pieces = {piece: index for piece, index in vocabulary.items() if piece != "<pad>"}
    pieces |= {f"▁extra{index}": index for index in range(len(pieces), pad)}
    torch.manual_seed(0)
    model: Any = MarianMTModel(
        MarianConfig(
            vocab_size=shape.pieces, decoder_vocab_size=shape.pieces, d_model=shape.width,
            encoder_layers=shape.layers, decoder_layers=shape.layers,
            encoder_attention_heads=shape.heads, decoder_attention_heads=shape.heads,
            encoder_ffn_dim=shape.feed_forward, decoder_ffn_dim=shape.feed_forward,
            max_position_embeddings=512, activation_function="swish", scale_embedding=True,
            share_encoder_decoder_embeddings=True, pad_token_id=pad, eos_token_id=0,
            decoder_start_token_id=pad, forced_eos_token_id=0,
        )
    )  # fmt: skip
    with torch.no_grad():
        model.model.shared.weight[pad] = 0  # as trained Marian models have it
    folder.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(folder)
    listed = json.dumps({**pieces, "<pad>": pad}, ensure_ascii=False)
    (folder / "vocab.json").write_text(listed, encoding="utf-8")
    for name in ("source.spm", "target.spm", "tokenizer_config.json"):
        shutil.copy(tokenizer / name, folder / name)
