"""`nordigest train model`: the loop itself, from new weights, a folder's or a checkpoint."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    batch_tokens: Annotated[int, typer.Option(min=16, help="Padded tokens of a batch.")] = 4096,
    max_source: Annotated[int, typer.Option(min=2, max=512, help="Longest source.")] = 72,
    max_target: Annotated[int, typer.Option(min=2, max=512, help="Longest target.")] = 72,
    average_decay: Annotated[
        float, typer.Option(min=0, max=1, help="Of the moving average.")
    ] = 0.999,
    seed: Annotated[int, typer.Option(min=0, help="Of weights, data order and negatives.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
) -> None:
    """Train on CPU; goes on from the checkpoint in --out if there is one.

    SIGTERM or Ctrl-C ends it with a checkpoint; a killed run loses five minutes at most.
    """
    from pipeline.extras import require
    from pipeline.training.allocator import find_tcmalloc, restart_with_tcmalloc
    from pipeline.training.dataset import encode_pairs
    from pipeline.training.plot import plot_metrics
    from pipeline.training.recipe import keep_start
    from pipeline.training.trainer import Settings, Trainer

    require("train", "matplotlib")
    restart_with_tcmalloc()
    if find_tcmalloc() is None:
        _say("tcmalloc is not installed (Debian: libtcmalloc-minimal4); training is slower")
    if vocabulary is None:
        if warm_start is None:
            message = "--vocabulary is needed where there is no --from to take it from"
            raise ConfigError(message)
        vocabulary = warm_start / "source.spm"
    warm = _warm_start(warm_start, vocabulary) if warm_start is not None else None
    make_folder(out)
    pairs = encode_pairs(data, vocabulary, out.parent, _say)
    start = warm or _new_start(init, vocabulary, pairs, seed)
    settings = Settings(
        muon_rate=muon_rate,
        adam_rate=adam_rate,
        batch_tokens=batch_tokens,
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


def _new_start(
    init: Start, vocabulary: Path, pairs: "Pairs", seed: int
) -> "tuple[Architecture, dict[str, Tensor]]":
    import numpy as np

    from pipeline.training.aligned import aligned_parameters
    from pipeline.training.embeddings import bilingual_embeddings
    from pipeline.training.network import Architecture
    from pipeline.training.vocabulary import read_vocabulary
    from pipeline.training.warmstart import random_parameters

    processor = read_vocabulary(vocabulary)
    architecture = Architecture(processor.get_piece_size() + 1, eos=processor.eos_id())
    if init is Start.random:
        return architecture, random_parameters(architecture, seed)
    _say("computing the bilingual embeddings of the aligned start")
    vectors = bilingual_embeddings(pairs, architecture.vocab_size, architecture.d_model, seed)
    counts = np.bincount(pairs.targets, minlength=architecture.vocab_size)
    return architecture, aligned_parameters(architecture, vectors, counts, seed)
