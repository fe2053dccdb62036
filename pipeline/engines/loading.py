"""From a model folder to a running engine."""

from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.engines.base import Seq2Seq
from pipeline.weights.names import ModelFolder

if TYPE_CHECKING:
    from pipeline.engines.ctranslate2 import CTranslate2Seq2Seq


LIBRARIES = {
    "ctranslate2": ("ctranslate2", "sentencepiece"),
    "transformers": ("torch", "transformers", "sentencepiece"),
    "fake": (),
}
"""Libraries whose version may change what a model writes, by engine."""


def load_seq2seq(
    model: ModelFolder,
    *,
    engine: str,
    compute_type: str,
    device: str = "auto",
    threads: int = 0,
    batch_tokens: int = 0,
    canary: bool = True,
    summarizes: bool = False,
) -> Seq2Seq:
    """Load a model; `engine` is `ctranslate2` or `transformers`.

    `threads` 0 takes the cores this process may use, `batch_tokens` 0 what suits the model.
    `canary=False` leaves out the check of what the model writes, for untrained models;
    `summarizes` says that it is to summarize English. Raises ModelError when the model cannot be
    converted or loaded, or fails its canary.
    """
    loaded = _load(engine, model, compute_type, device, threads, batch_tokens)
    if canary:
        from pipeline.engines.canary import check_canary

        setup = f"{engine}-{version(engine)}-{compute_type}"
        check_canary(loaded, model, setup, summarizes=summarizes)
    return loaded


# A model that both translates and summarizes is loaded once.
@lru_cache(maxsize=1)
def _load(
    engine: str,
    model: ModelFolder,
    compute_type: str,
    device: str,
    threads: int,
    batch_tokens: int,
) -> Seq2Seq:
    load = _load_transformers if engine == "transformers" else load_ctranslate2
    loaded: Seq2Seq = load(model, compute_type, device, threads, batch_tokens)
    return loaded


def load_ctranslate2(
    model: ModelFolder,
    compute_type: str,
    device: str = "auto",
    threads: int = 0,
    batch_tokens: int = 0,
) -> "CTranslate2Seq2Seq":
    """Load a model into CTranslate2, converting it the first time; no canary."""
    from pipeline.engines.ctranslate2 import CTranslate2Seq2Seq
    from pipeline.engines.tokenization import read_tokenizer
    from pipeline.weights.architecture import read_architecture
    from pipeline.weights.conversion import convert

    architecture = read_architecture(model.path)
    folder = convert(model, compute_type)
    return CTranslate2Seq2Seq(
        folder,
        read_tokenizer(model.path, folder, architecture),
        architecture,
        compute_type=compute_type,
        device=device,
        threads=threads,
        batch_tokens=batch_tokens,
    )


def _load_transformers(
    model: ModelFolder, compute_type: str, device: str, threads: int, batch_tokens: int
) -> Seq2Seq:
    from pipeline.engines.transformers import TransformersSeq2Seq

    return TransformersSeq2Seq(
        model,
        compute_type=compute_type,
        device=device,
        threads=threads,
        batch_tokens=batch_tokens,
    )
