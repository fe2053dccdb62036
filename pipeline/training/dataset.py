"""Token ids of a whole training set, memory-mapped, and the order in which batches are drawn.

The order of an epoch follows from the seed and the epoch's number alone, so a training run that
was killed goes on with the very batch that would have come next.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.filehashes import hash_file
from pipeline.errors import InputError

from .vocabulary import read_vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentencepiece import SentencePieceProcessor

# oneDNN compiles a kernel per shape, so batches come in these lengths only.
LADDER = (12, 16, 20, 24, 28, 32, 40, 48, 56, 72, 96, 128, 192, 256, 384, 512)
_CHUNK = 20_000
# Batches are put together from this many shuffled pairs, then shuffled among themselves.
_POOL = 12_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Token ids of N pairs, each side ending in eos.

    `sources` and `targets` are flat id arrays; pair i is [offsets[i]:offsets[i + 1]]. `vocabulary`
    is the SHA-256 of the SentencePiece model they come from.
    """

    sources: NDArray[np.uint16]
    source_offsets: NDArray[np.int64]
    targets: NDArray[np.uint16]
    target_offsets: NDArray[np.int64]
    digest: str
    vocabulary: str = ""

    def __len__(self) -> int:
        return len(self.source_offsets) - 1

    def source_lengths(self) -> NDArray[np.int64]:
        """Tokens of every source."""
        return np.diff(self.source_offsets)

    def target_lengths(self) -> NDArray[np.int64]:
        """Tokens of every target."""
        return np.diff(self.target_offsets)


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch of a fixed shape: ids [rows, source length] and [rows, target length]."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]


def encode_pairs(
    data: Path, vocabulary: Path, cache: Path, progress: Callable[[str], None]
) -> Pairs:
    """Encode a two-column TSV once and map the result; later calls read the cache.

    The cache folder is named by the contents of both files, and takes its place when it is whole.
    Raises InputError for a missing file, a vocabulary that is none, a line without two columns, or
    a cache that was cut short.
    """
    processor = read_vocabulary(vocabulary)
    if not data.is_file():
        message = f"the training data {data} does not exist: make it with `nordigest train corpus`"
        raise InputError(message)
    digests = [hash_file(path) for path in (data, vocabulary)]
    digest = hashlib.sha256(json.dumps(digests).encode()).hexdigest()[:16]
    folder = cache / f"encoded-{digest}"
    if not (folder / "done").is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="encoding-", dir=cache) as name:
            part = Path(name) / "pairs"
            part.mkdir()
            _encode(data, processor, part, progress)
            _take_place(part, folder)
    sources, source_offsets = _read_side(folder, "source")
    targets, target_offsets = _read_side(folder, "target")
    return Pairs(sources, source_offsets, targets, target_offsets, digest, digests[1])


def _read_side(folder: Path, side: str) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Map the ids and the offsets of one side; raises InputError where they do not belong together.

    Ids that are missing would be read as empty sentences.
    """
    try:
        ids = np.memmap(folder / f"{side}.u16", dtype=np.uint16, mode="r")
        offsets = np.load(folder / f"{side}_offsets.npy")
    except (OSError, ValueError, EOFError) as error:
        raise _damaged(folder) from error
    if offsets[-1] != len(ids):
        raise _damaged(folder)
    return ids, offsets


def _damaged(folder: Path) -> InputError:
    message = f"the encoded pairs in {folder} are damaged: delete that folder"
    return InputError(message)


def _take_place(part: Path, folder: Path) -> None:
    """Move a whole encoding to its place, unless another run has put it there meanwhile."""
    if folder.is_dir() and not (folder / "done").is_file():
        folder.rename(part.with_name("unfinished"))
    try:
        part.rename(folder)
    except OSError:
        if not (folder / "done").is_file():
            raise


def _encode(
    data: Path, processor: SentencePieceProcessor, folder: Path, progress: Callable[[str], None]
) -> None:
    eos = processor.eos_id()
    lengths: tuple[list[int], list[int]] = ([], [])
    with (
        data.open(encoding="utf-8") as lines,
        (folder / "source.u16").open("wb") as source,
        (folder / "target.u16").open("wb") as target,
    ):
        for number, chunk in enumerate(iter(lambda: list(islice(lines, _CHUNK)), [])):
            rows = [line.rstrip("\n").split("\t") for line in chunk]
            bad = next((i for i, row in enumerate(rows) if len(row) != 2), None)
            if bad is not None:
                line = number * _CHUNK + bad + 1
                message = f"{data} line {line}: source, tab, target wanted"
                raise InputError(message)
            for side, stream in ((0, source), (1, target)):
                encoded = processor.encode([row[side] for row in rows])
                lengths[side].extend(len(ids) + 1 for ids in encoded)
                flat = [token for ids in encoded for token in (*ids, eos)]
                stream.write(np.asarray(flat, dtype=np.uint16).tobytes())
            progress(f"encoded {len(lengths[0])} pairs")
    for side, name in ((0, "source"), (1, "target")):
        np.save(folder / f"{name}_offsets.npy", np.cumsum([0, *lengths[side]], dtype=np.int64))
    os.sync()
    (folder / "done").touch()


def pair_shapes(pairs: Pairs, max_source: int, max_target: int) -> NDArray[np.int64]:
    """Find the rung of the ladder for every pair, or 0 for a pair that is too long to be used.

    A rung L takes sources up to L and targets up to min(L, max_target); both sides are padded
    to it, so there are as many batch shapes as rungs.
    """
    source, target = pairs.source_lengths(), pairs.target_lengths()
    ladder = np.asarray(LADDER)
    rung = ladder[np.minimum(np.searchsorted(ladder, np.maximum(source, target)), len(ladder) - 1)]
    fits = (source <= max_source) & (target <= max_target) & (np.maximum(source, target) <= rung)
    return np.where(fits, rung, 0)


def fills_a_batch(shapes: NDArray[np.int64], longest: int, tokens: int) -> bool:
    """Whether `epoch_batches` gives any batch."""
    rungs, counts = np.unique(shapes[(shapes > 0) & (shapes <= longest)], return_counts=True)
    return bool((counts >= np.maximum(1, tokens // rungs)).any())


def epoch_batches(
    shapes: NDArray[np.int64], longest: int, tokens: int, seed: int, epoch: int
) -> list[NDArray[np.int64]]:
    """List the indices of the pairs of every batch of one epoch, in order.

    `shapes` comes from `pair_shapes`; pairs of rungs above `longest` are left out. A batch of rung
    L has tokens // L pairs; what does not fill a batch in this epoch is left out of it.
    """
    rng = np.random.default_rng([seed, epoch])
    usable = np.flatnonzero((shapes > 0) & (shapes <= longest))
    order = rng.permutation(usable)
    rest: dict[int, NDArray[np.int64]] = {}
    batches: list[NDArray[np.int64]] = []
    for start in range(0, len(order), _POOL):
        pool = order[start : start + _POOL]
        ready = []
        for rung in np.unique(shapes[pool]).tolist():
            queue = np.concatenate([rest.get(rung, pool[:0]), pool[shapes[pool] == rung]])
            rows = max(1, tokens // rung)
            full = len(queue) // rows * rows
            ready.extend(np.split(queue[:full], full // rows) if full else [])
            rest[rung] = queue[full:]
        batches.extend(ready[i] for i in rng.permutation(len(ready)).tolist())
    return batches


def read_batch(
    pairs: Pairs, indices: NDArray[np.int64], rung: int, max_target: int, pad: int
) -> Batch:
    """Read the padded ids of one batch of a rung."""
    width = min(rung, max_target)
    source = np.full((len(indices), rung), pad, dtype=np.int64)
    target = np.full((len(indices), width), pad, dtype=np.int64)
    for row, index in enumerate(indices.tolist()):
        ids = pairs.sources[pairs.source_offsets[index] : pairs.source_offsets[index + 1]]
        source[row, : len(ids)] = ids
        ids = pairs.targets[pairs.target_offsets[index] : pairs.target_offsets[index + 1]]
        target[row, : len(ids)] = ids
    return Batch(source=source, target=target)


@dataclass(slots=True)
class Stream:
    """An endless, seekable run of batches; `position` counts those drawn so far."""

    pairs: Pairs
    shapes: NDArray[np.int64]
    longest: int
    max_target: int
    tokens: int
    seed: int
    pad: int
    position: int = 0

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches from `position` on; raises InputError if no batch can be filled."""
        epoch, skip = 0, self.position
        while True:
            batches = epoch_batches(self.shapes, self.longest, self.tokens, self.seed, epoch)
            if not batches:
                message = "the data does not fill one batch: give more data or fewer --batch-tokens"
                raise InputError(message)
            for indices in batches[skip:]:
                self.position += 1
                rung = int(self.shapes[indices[0]])
                yield read_batch(self.pairs, indices, rung, self.max_target, self.pad)
            skip = max(0, skip - len(batches))
            epoch += 1
