"""The training loop: from token pairs and a start to a folder with checkpoint and metrics."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import ConfigError, InputError, ModelError, NordigestError

from .checkpoint import Checkpoint, Progress, load_checkpoint, save_checkpoint
from .dataset import LADDER, Batch, Pairs, Stream, fills_a_batch, pair_shapes
from .loss import NegativeSampler, full_loss, sampled_loss
from .network import EMBEDDING, Architecture, decode_hidden
from .optimizer import Optimizer
from .plot import METRICS, drop_rows_after
from .schedule import Schedule

if TYPE_CHECKING:
    from torch import Tensor

NEGATIVES = 4096
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made with, besides its data, its start and its schedule.

    Rates are peak rates. `encoder_rate` is a factor on those of the encoder's layers, which stay as
    they are for the first `frozen_minutes`. `batch_tokens` counts padded source tokens. `dropout`
    is a share of states, for data seen several times. `average_decay` is that of the moving
    average, and the interval of checkpoints is in seconds. `device` is `cpu` or `cuda`.
    `precision` of matrix products is `bfloat16` or `float32`.
    """

    muon_rate: float = 0.008
    adam_rate: float = 7e-4
    encoder_rate: float = 1.0
    frozen_minutes: float = 0.0
    dropout: float = 0.0
    device: str = "cpu"
    precision: str = "bfloat16"
    batch_tokens: int = 4096
    max_source: int = 72
    max_target: int = 72
    average_decay: float = 0.999
    seed: int = 1
    threads: int = 2
    checkpoint_seconds: float = 300.0
    log_steps: int = 25


class Trainer:
    """One training run in a folder; goes on from the folder's checkpoint if there is one."""

    def __init__(
        self,
        folder: Path,
        pairs: Pairs,
        start: tuple[Architecture, dict[str, Tensor]],
        schedule: Schedule,
        settings: Settings,
        progress: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._schedule = schedule
        self._settings = settings
        self._report = progress
        self._pairs = pairs
        self._at = Progress(architecture=start[0], data=pairs.digest, vocabulary=pairs.vocabulary)
        check_device(settings.device)
        self._parameters = {
            name: value.float().to(settings.device) for name, value in start[1].items()
        }
        self._average = {name: value.clone() for name, value in self._parameters.items()}
        for parameter in self._parameters.values():
            parameter.requires_grad_(True)
        self._optimizer = Optimizer(self._parameters, settings.precision, settings.encoder_rate)
        if (folder / "checkpoint.safetensors").is_file():
            self._resume(load_checkpoint(folder))
        if schedule.factor(self._at.step, self._at.elapsed_seconds) <= 0:
            minutes = self._at.elapsed_seconds / 60
            message = f"the run is already {minutes:.1f} minutes old: give more --minutes"
            raise ConfigError(message)
        self._prepare_streams()

    @property
    def step(self) -> int:
        """Steps taken so far, those before the checkpoint included."""
        return self._at.step

    def _resume(self, checkpoint: Checkpoint) -> None:
        import torch

        if _shapes(checkpoint.parameters) != _shapes(self._parameters):
            message = (
                f"the checkpoint in {self._folder} is of a model of another shape: "
                "start from the same model and vocabulary, or give another --out"
            )
            raise ModelError(message)
        known = checkpoint.progress.vocabulary
        if known and known != self._pairs.vocabulary:
            message = (
                f"the checkpoint in {self._folder} was trained with another vocabulary: "
                "give that one, or another --out"
            )
            raise InputError(message)
        with torch.no_grad():
            for name, parameter in self._parameters.items():
                parameter.copy_(checkpoint.parameters[name])
                self._average[name].copy_(checkpoint.average[name])
        try:
            self._optimizer.load_state(checkpoint.optimizer)
        except KeyError as error:
            message = (
                f"the checkpoint in {self._folder} is of an older trainer: export it with that "
                "one and go on --from the export, with another --out"
            )
            raise ModelError(message) from error
        self._at = replace(checkpoint.progress, vocabulary=self._pairs.vocabulary)
        if self._at.data != self._pairs.digest:
            self._report(
                "the training data changed since the checkpoint: reading it from its start"
            )
            self._at = replace(self._at, data=self._pairs.digest, position=0, short_position=0)
        self._report(f"resuming at step {self._at.step}")

    def _prepare_streams(self) -> None:
        settings, architecture = self._settings, self._at.architecture
        longest = self._longest()
        max_target = min(settings.max_target, longest)
        shapes = pair_shapes(self._pairs, min(settings.max_source, longest), max_target)
        unused = int((shapes == 0).sum())
        if unused:
            self._report(f"{unused} of {len(shapes)} pairs are too long and stay out")

        def stream(longest: int, position: int) -> Stream:
            return Stream(
                self._pairs,
                shapes,
                longest,
                max_target,
                settings.batch_tokens,
                settings.seed,
                architecture.pad,
                position,
            )

        self._stream = stream(LADDER[-1], self._at.position)
        self._short_stream = stream(_SHORT, self._at.short_position)
        self._has_short = fills_a_batch(shapes, _SHORT, settings.batch_tokens)
        if not self._has_short and self._schedule.short_pairs_only(self._at.elapsed_seconds):
            self._report(
                f"pairs of up to {_SHORT} tokens do not fill a batch: beginning with all pairs"
            )
        counts = np.bincount(self._pairs.targets, minlength=architecture.vocab_size)
        size = min(NEGATIVES, architecture.vocab_size - 1)
        self._sampler = NegativeSampler.from_counts(counts, size)

    def _longest(self) -> int:
        """Find the longest pair, in tokens, whose batches the model has positions for."""
        settings, positions = self._settings, self._at.architecture.positions
        rungs = [rung for rung in LADDER if rung <= positions]
        if not rungs:
            message = f"the model has {positions} positions: {LADDER[0]} at least are needed"
            raise ModelError(message)
        wanted = max(settings.max_source, settings.max_target)
        if wanted > rungs[-1]:
            self._report(
                f"the model has {positions} positions: pairs of up to {rungs[-1]} tokens are "
                f"used, not of {wanted}"
            )
        return rungs[-1]

    def run(self, max_steps: int | None = None) -> Progress:
        """Train until the schedule, `max_steps` or SIGTERM ends it; leaves a checkpoint.

        Raises NordigestError, and keeps the checkpoint of before, when the numbers overflow.
        """
        import torch

        drop_rows_after(self._folder / METRICS, self._at.step)
        began = self._at.step
        torch.set_num_threads(self._settings.threads)
        batches, short_batches = iter(self._stream), iter(self._short_stream)
        last = time.monotonic()
        saved = last
        log = _Log(self._folder / METRICS, self._settings.log_steps, self._report)
        with _stop_on_sigterm() as stop:
            while not stop.is_set() and (max_steps is None or self._at.step < max_steps):
                elapsed = self._at.elapsed_seconds
                factor = self._schedule.factor(self._at.step, elapsed)
                if factor <= 0:
                    break
                short = self._has_short and self._schedule.short_pairs_only(elapsed)
                batch = next(short_batches if short else batches)
                loss, tokens = self._step(batch, factor, self._schedule.samples_negatives(elapsed))
                now = time.monotonic()
                self._advance(tokens, now - last)
                last = now
                log.add(self._at, loss, tokens, factor)
                if now - saved > self._settings.checkpoint_seconds:
                    self._save()
                    saved = now
        # A run that took no step is as it was; saving would replace the moving average of an open
        # one by its weights.
        if self._at.step > began:
            self._save()
            log.flush(self._at)
        return self._at

    def _advance(self, tokens: int, seconds: float) -> None:
        self._at = replace(
            self._at,
            step=self._at.step + 1,
            target_tokens=self._at.target_tokens + tokens,
            elapsed_seconds=self._at.elapsed_seconds + seconds,
            position=self._stream.position,
            short_position=self._short_stream.position,
            average_steps=self._at.average_steps + 1,
        )

    def _step(self, batch: Batch, factor: float, sampled: bool) -> tuple[float, int]:
        import torch

        settings, architecture = self._settings, self._at.architecture
        source = torch.from_numpy(batch.source).to(settings.device)
        target = torch.from_numpy(batch.target).to(settings.device)
        wanted = target.reshape(-1)
        real = wanted != architecture.pad
        shifted = torch.cat([target.new_full((len(target), 1), architecture.pad), target], dim=1)
        # The step is part of the seed, so a resumed run draws the same negatives and dropouts.
        seed = settings.seed * 1_000_003 + self._at.step
        if settings.dropout:
            torch.manual_seed(seed)
        half = settings.precision == "bfloat16"
        with torch.autocast(settings.device, dtype=torch.bfloat16, enabled=half):
            hidden = decode_hidden(
                self._parameters,
                architecture,
                source,
                shifted[:, :-1],
                dropout=settings.dropout,
                train_encoder=self._at.elapsed_seconds >= 60 * settings.frozen_minutes,
            )
            hidden = hidden.reshape(-1, architecture.d_model)
            # Sampling pays where the product with the whole vocabulary is slow.
            if sampled and settings.device == "cpu":
                loss = sampled_loss(self._parameters, hidden, wanted, real, self._sampler, seed)
            else:
                loss = full_loss(self._parameters, hidden, wanted, real)
        if not torch.isfinite(loss):
            raise _overflow(self._at.step + 1)
        torch.autograd.backward(loss)
        self._optimizer.step(self._settings.muon_rate * factor, self._settings.adam_rate * factor)
        self._after_step()
        return float(loss.detach()), int(real.sum())

    def _after_step(self) -> None:
        import torch

        with torch.no_grad():
            # Marian starts its target from a zero embedding, and CTranslate2 does the same.
            self._parameters[EMBEDDING][self._at.architecture.pad] = 0
            if self._schedule.averages:
                steps = self._at.average_steps
                decay = min(self._settings.average_decay, (1 + steps) / (10 + steps))
                names = list(self._parameters)
                torch._foreach_lerp_(
                    [self._average[name] for name in names],
                    [self._parameters[name].detach() for name in names],
                    1 - decay,
                )

    def _save(self) -> None:
        import torch

        if not all(torch.isfinite(value).all() for value in self._parameters.values()):
            raise _overflow(self._at.step)
        average = self._average if self._schedule.averages else self._parameters
        self._at = replace(self._at, averaged=self._schedule.averages)
        save_checkpoint(
            Checkpoint(self._at, self._parameters, average, self._optimizer.state()), self._folder
        )


def check_device(name: str) -> None:
    """Raise ConfigError for a device that is not there."""
    import torch

    if name == "cuda" and not torch.cuda.is_available():
        message = (
            "no CUDA device is there, or this torch is a CPU build: leave --device out, or install "
            "the CUDA build of torch on a machine with a GPU"
        )
        raise ConfigError(message)


def _overflow(step: int) -> NordigestError:
    message = (
        f"the loss is not a finite number at step {step}: go on from the last checkpoint with a "
        "lower --muon-rate and --adam-rate"
    )
    return NordigestError(message)


def _shapes(parameters: dict[str, Tensor]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in parameters.items()}


class _Log:
    """Averages the loss over some steps and appends one JSON line for each such window."""

    def __init__(self, path: Path, steps: int, report: Callable[[str], None]) -> None:
        self._path, self._steps, self._report = path, steps, report
        self._losses: list[float] = []
        self._tokens = 0
        self._since = time.monotonic()
        self._factor = 0.0

    def add(self, at: Progress, loss: float, tokens: int, factor: float) -> None:
        self._losses.append(loss)
        self._tokens += tokens
        self._factor = factor
        if len(self._losses) == self._steps:
            self.flush(at)

    def flush(self, at: Progress) -> None:
        if not self._losses:
            return
        now = time.monotonic()
        row = {
            "step": at.step,
            "seconds": round(at.elapsed_seconds, 1),
            "target_tokens": at.target_tokens,
            "loss": round(float(np.mean(self._losses)), 4),
            "tokens_per_second": round(self._tokens / (now - self._since)),
            "rate_factor": round(self._factor, 4),
        }
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")
        self._report(
            f"step {row['step']}  loss {row['loss']}  {at.target_tokens / 1e6:.2f}M tokens  "
            f"{row['tokens_per_second']} tokens/s"
        )
        self._losses, self._tokens, self._since = [], 0, now


@contextmanager
def _stop_on_sigterm() -> Iterator[threading.Event]:
    """Give an event set by SIGTERM or SIGINT, so that the run ends with a checkpoint."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield stop
    finally:
        for number, old in before.items():
            signal.signal(number, old)
