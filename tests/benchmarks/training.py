"""Training speed: our loop beside the obvious one, each in a process of its own.

Run as `python -m tests.benchmarks.training ours|obvious SECONDS THREADS`; prints JSON. The obvious
loop is what one writes first: transformers' MarianMTModel in float32, AdamW, shuffled batches
padded to their longest pair, cross-entropy over the whole vocabulary.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import InputError
from pipeline.training.allocator import preload_environment
from pipeline.training.dataset import Pairs
from pipeline.training.network import Architecture

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

_ARCHITECTURE = Architecture(vocab_size=16_001)
_PAIRS = 60_000
_BATCH_TOKENS = 4096
# The first batch of every shape compiles its kernels; steady state begins after this share.
_WARM_UP_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Speed:
    """Target tokens per second in steady state, padding not counted."""

    loop: str
    tokens_per_second: float
    steps: int


def compare_loops(seconds: float, threads: int) -> list[Speed]:
    """Measure both loops one after the other; raises InputError if one fails."""
    speeds = []
    for loop in ("obvious", "ours"):
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.training", loop, str(seconds), str(threads)],
            capture_output=True,
            text=True,
            check=False,
            env=preload_environment() if loop == "ours" else None,
        )
        if run.returncode != 0:
            message = f"the {loop} loop failed: {run.stderr.strip().splitlines()[-1:]}"
            raise InputError(message)
        speeds.append(Speed(**json.loads(run.stdout)))
    return speeds


def make_pairs(count: int, vocab_size: int, seed: int = 1) -> Pairs:
    """Random token ids with the lengths and frequencies of sentences."""
    rng = np.random.default_rng(seed)
    sources = np.clip(rng.lognormal(3.1, 0.55, count), 4, 69).astype(np.int64)
    targets = np.clip(sources + rng.normal(0, 3, count), 4, 69).astype(np.int64)

    def side(lengths: NDArray[np.int64]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        # Zipf's law: token frequencies fall with their rank.
        ids = np.minimum(rng.zipf(1.2, int(lengths.sum())) + 1, vocab_size - 2)
        return ids.astype(np.uint16), np.concatenate([[0], np.cumsum(lengths)])

    flat_sources, source_offsets = side(sources)
    flat_targets, target_offsets = side(targets)
    return Pairs(flat_sources, source_offsets, flat_targets, target_offsets, "random")


def measure_ours(seconds: float, threads: int) -> Speed:
    """Run the trainer on random pairs for some seconds."""
    from pipeline.training.plot import METRICS
    from pipeline.training.precision import fast_precision
    from pipeline.training.schedule import Budget
    from pipeline.training.trainer import Settings, Trainer
    from pipeline.training.warmstart import random_parameters

    start = (_ARCHITECTURE, random_parameters(_ARCHITECTURE, seed=1))
    settings = Settings(
        batch_tokens=_BATCH_TOKENS,
        threads=threads,
        log_steps=1,
        precision=fast_precision("cpu"),
    )
    pairs = make_pairs(_PAIRS, _ARCHITECTURE.vocab_size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trainer = Trainer(folder, pairs, start, Budget(seconds / 60), settings, lambda _: None)
        trainer.run()
        lines = (folder / METRICS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return _steady("ours", [(row["seconds"], row["target_tokens"]) for row in rows], seconds)


def measure_obvious(seconds: float, threads: int) -> Speed:
    """Train transformers' own model the obvious way for some seconds."""
    import torch

    from pipeline.training.export import build_marian
    from pipeline.training.warmstart import random_parameters

    torch.set_num_threads(threads)
    model = build_marian(_ARCHITECTURE, random_parameters(_ARCHITECTURE, seed=1))
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
    pairs = make_pairs(_PAIRS, _ARCHITECTURE.vocab_size)
    order = np.random.default_rng(1).permutation(len(pairs)).tolist()
    marks, tokens, began = [], 0, time.monotonic()
    while time.monotonic() - began < seconds and order:
        source, target = _padded_batch(pairs, order)
        labels = target.masked_fill(target == _ARCHITECTURE.pad, -100)
        mask = (source != _ARCHITECTURE.pad).long()
        loss = model(input_ids=source, attention_mask=mask, labels=labels).loss
        torch.autograd.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
        tokens += int((labels >= 0).sum())
        marks.append((time.monotonic() - began, tokens))
    return _steady("obvious", marks, seconds)


def _padded_batch(pairs: Pairs, order: list[int]) -> tuple[Tensor, Tensor]:
    """Take pairs off the end of `order` until a batch is full, padded to the longest of each."""
    import torch
    from torch.nn.utils.rnn import pad_sequence

    sources: list[Tensor] = []
    targets: list[Tensor] = []
    longest = 0
    while longest * len(sources) < _BATCH_TOKENS and order:
        index = order.pop()
        source = pairs.sources[pairs.source_offsets[index] : pairs.source_offsets[index + 1]]
        target = pairs.targets[pairs.target_offsets[index] : pairs.target_offsets[index + 1]]
        sources.append(torch.from_numpy(source.astype(np.int64)))
        targets.append(torch.from_numpy(target.astype(np.int64)))
        longest = max(longest, len(source), len(target))
    pad = float(_ARCHITECTURE.pad)
    return (
        pad_sequence(sources, batch_first=True, padding_value=pad),
        pad_sequence(targets, batch_first=True, padding_value=pad),
    )


def _steady(loop: str, marks: list[tuple[float, int]], seconds: float) -> Speed:
    """Speed over what follows the warm-up; `marks` are (seconds, tokens) after every step."""
    late = [mark for mark in marks if mark[0] >= _WARM_UP_SHARE * seconds]
    if len(late) < 2:
        message = f"{seconds:.0f} seconds are too few on this machine: give more --seconds"
        raise InputError(message)
    (first, before), (last, after) = late[0], late[-1]
    return Speed(loop, (after - before) / (last - first), len(late) - 1)


if __name__ == "__main__":
    from dataclasses import asdict

    measure = {"ours": measure_ours, "obvious": measure_obvious}[sys.argv[1]]
    sys.stdout.write(json.dumps(asdict(measure(float(sys.argv[2]), int(sys.argv[3])))))
