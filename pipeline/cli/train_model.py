"""`nordigest train model`: the loop itself, from new weights, a folder's or a checkpoint."""

from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.paths import make_folder
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from torch import Tensor

    from pipeline.training.dataset import Pairs
    from pipeline.training.network import Architecture
    from pipeline.training.schedule import Schedule


class Start(StrEnum):
    """How new weights begin."""

    aligned = "aligned"
    random = "random"


class Activation(StrEnum):
    """The feed-forward layers' activation."""

    swish = "swish"
    gelu = "gelu"


class Device(StrEnum):
    """What to train on."""

    cpu = "cpu"
    cuda = "cuda"


class ScheduleName(StrEnum):
    """How the learning rate goes."""

    budget = "budget"
    open = "open"


def _say(text: str) -> None:
    typer.echo(text, err=True)


def model(
    data: Annotated[Path, typer.Option(help="TSV of source and target sentences.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    warm_start: Annotated[
        Path | None, typer.Option("--from", help="Marian folder whose weights to go on from.")
    ] = None,
    init: Annotated[Start, typer.Option(help="New weights, where --from is not given.")] = (
        Start.aligned
    ),
    vocabulary: Annotated[
        Path | None, typer.Option(help="SentencePiece model [default: that of --from].")
    ] = None,
    schedule: Annotated[ScheduleName, typer.Option(help="Ends after --minutes, or open.")] = (
        ScheduleName.budget
    ),
    minutes: Annotated[
        float,
        typer.Option(min=0.01, help="Length of the budget, counted from the run's first step."),
    ] = 60.0,
    muon_rate: Annotated[
        float, typer.Option(min=0, help="Peak rate of the hidden matrices.")
    ] = 0.008,
    adam_rate: Annotated[float, typer.Option(min=0, help="Peak rate of everything else.")] = 7e-4,
    encoder_rate: Annotated[
        float, typer.Option(min=0, max=1, help="Factor on the rates of the encoder's layers.")
    ] = 1.0,
    frozen_minutes: Annotated[
        float, typer.Option(min=0, help="Leave the encoder as it is for the run's first minutes.")
    ] = 0.0,
    dropout: Annotated[
        float, typer.Option(min=0, max=0.9, help="Share of states zeroed; for data seen often.")
    ] = 0.0,
    device: Annotated[Device, typer.Option(help="cuda takes large batches.")] = Device.cpu,
    batch_tokens: Annotated[
        int | None,
        typer.Option(min=16, help="Padded tokens a batch [default: 4096; cuda 60000]."),
    ] = None,
    width: Annotated[
        int | None, typer.Option(min=8, help="Width of new weights [default: 256].")
    ] = None,
    feed_forward: Annotated[
        int | None, typer.Option(min=8, help="Feed-forward width of new weights [default: 1024].")
    ] = None,
    heads: Annotated[
        int | None, typer.Option(min=1, help="Heads of new weights [default: 8].")
    ] = None,
    encoder_layers: Annotated[
        int | None, typer.Option(min=1, help="Encoder layers of new weights [default: 6].")
    ] = None,
    decoder_layers: Annotated[
        int | None, typer.Option(min=1, help="Decoder layers of new weights [default: 2].")
    ] = None,
    activation: Annotated[
        Activation | None, typer.Option(help="Activation of new weights [default: swish].")
    ] = None,
    max_source: Annotated[int, typer.Option(min=2, max=512, help="Longest source.")] = 72,
    max_target: Annotated[int, typer.Option(min=2, max=512, help="Longest target.")] = 72,
    average_decay: Annotated[
        float, typer.Option(min=0, max=1, help="Of the moving average.")
    ] = 0.999,
    seed: Annotated[int, typer.Option(min=0, help="Of weights, data order and negatives.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
) -> None:
    """Train a model, or go on from the checkpoint in --out.

    SIGTERM or Ctrl-C ends it with a checkpoint; a killed run loses five minutes at most.
    """
    from pipeline.extras import require
    from pipeline.training.dataset import encode_pairs
    from pipeline.training.plot import plot_metrics
    from pipeline.training.precision import fast_precision
    from pipeline.training.recipe import keep_start
    from pipeline.training.trainer import Settings, Trainer, check_device

    require("train", "matplotlib")
    shape: dict[str, Any] = {
        "d_model": width,
        "ffn": feed_forward,
        "heads": heads,
        "encoder_layers": encoder_layers,
        "decoder_layers": decoder_layers,
        "activation": activation and str(activation),
    }
    shape = {name: value for name, value in shape.items() if value is not None}
    if warm_start is not None and shape:
        message = "--from brings its own shape: leave out the options of new weights"
        raise ConfigError(message)
    check_device(device)
    if device is Device.cpu:
        _use_tcmalloc()
    if vocabulary is None:
        if warm_start is None:
            message = "--vocabulary is needed where there is no --from to take it from"
            raise ConfigError(message)
        vocabulary = warm_start / "source.spm"
    warm = _warm_start(warm_start, vocabulary) if warm_start is not None else None
    make_folder(out)
    pairs = encode_pairs(data, vocabulary, out.parent, _say)
    start = warm or _resumed(out, shape) or _new_start(init, vocabulary, pairs, seed, shape)
    settings = Settings(
        muon_rate=muon_rate,
        adam_rate=adam_rate,
        encoder_rate=encoder_rate,
        frozen_minutes=frozen_minutes,
        dropout=dropout,
        device=str(device),
        precision=fast_precision(device),
        batch_tokens=batch_tokens or (60_000 if device is Device.cuda else 4096),
        max_source=max_source,
        max_target=max_target,
        average_decay=average_decay,
        seed=seed,
        threads=threads,
    )
    chosen = _schedule(schedule, minutes, new_weights=warm_start is None)
    facts = asdict(settings) | {"schedule": str(schedule), "data": data.name}
    facts |= {"start": warm_start.name if warm_start else str(init)}
    facts |= {"minutes": minutes} if schedule is ScheduleName.budget else {}
    trainer = Trainer(out, pairs, start, chosen, settings, _say)
    for change in keep_start(out, trainer.step, facts):
        _say(change)
    progress = trainer.run()
    if progress.step:
        plot_metrics(out)
    _say(f"{progress.step} steps, {progress.target_tokens} target tokens; next: train export")


def _use_tcmalloc() -> None:
    from pipeline.training.allocator import find_tcmalloc, restart_with_tcmalloc

    restart_with_tcmalloc()
    if find_tcmalloc() is None:
        _say("tcmalloc is not installed (Debian: libtcmalloc-minimal4); training is slower")


def _schedule(name: ScheduleName, minutes: float, *, new_weights: bool) -> "Schedule":
    from pipeline.training.schedule import Budget, Open

    if name is ScheduleName.budget:
        return Budget(minutes, new_weights=new_weights)
    return Open(short_seconds=600.0 if new_weights else 0.0)


def _warm_start(folder: Path, vocabulary: Path) -> "tuple[Architecture, dict[str, Tensor]]":
    from pipeline.training.warmstart import check_vocabulary, read_marian_folder

    start = read_marian_folder(folder)
    check_vocabulary(folder, vocabulary, start[0])
    return start


def _resumed(run: Path, shape: dict[str, Any]) -> "tuple[Architecture, dict[str, Tensor]] | None":
    """Take the shape of a run that goes on, so that nobody has to give it again."""
    from pipeline.training.checkpoint import CHECKPOINT, load_checkpoint

    if not (run / CHECKPOINT).is_file():
        return None
    checkpoint = load_checkpoint(run)
    architecture = checkpoint.progress.architecture
    if replace(architecture, **shape) != architecture:
        message = (
            f"the run in {run} has another shape: leave those options out, or give another --out"
        )
        raise ConfigError(message)
    return architecture, checkpoint.parameters


def _new_start(
    init: Start, vocabulary: Path, pairs: "Pairs", seed: int, shape: dict[str, Any]
) -> "tuple[Architecture, dict[str, Tensor]]":
    import numpy as np

    from pipeline.training.aligned import aligned_parameters
    from pipeline.training.embeddings import bilingual_embeddings
    from pipeline.training.network import Architecture
    from pipeline.training.vocabulary import read_vocabulary
    from pipeline.training.warmstart import random_parameters

    processor = read_vocabulary(vocabulary)
    architecture = Architecture(processor.get_piece_size() + 1, eos=processor.eos_id(), **shape)
    if architecture.d_model % (2 * architecture.heads):
        message = (
            f"a width of {architecture.d_model} does not divide into {architecture.heads} heads of "
            "an even size: give other --width or --heads"
        )
        raise ConfigError(message)
    if init is Start.random:
        return architecture, random_parameters(architecture, seed)
    _say("computing the bilingual embeddings of the aligned start")
    vectors = bilingual_embeddings(pairs, architecture.vocab_size, architecture.d_model, seed)
    counts = np.bincount(pairs.targets, minlength=architecture.vocab_size)
    return architecture, aligned_parameters(architecture, vectors, counts, seed)
