"""`nordigest train`: data, vocabulary, weights and export of the embedded models."""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.train_gap_sentences import gap_sentences
from pipeline.errors import ConfigError
from pipeline.training.noise import Noise

if TYPE_CHECKING:
    from torch import Tensor

    from pipeline.training.dataset import Pairs
    from pipeline.training.network import Architecture
    from pipeline.training.schedule import Schedule

app = typer.Typer(
    name="train",
    help="Make training data, train a model from it, and export it.",
    no_args_is_help=True,
)


@app.callback()
def _group() -> None:
    """Make training data, train a model from it, and export it."""


app.command("gap-sentences")(gap_sentences)


class Start(StrEnum):
    """How new weights begin."""

    aligned = "aligned"
    random = "random"


class ScheduleName(StrEnum):
    """How the learning rate goes."""

    budget = "budget"
    open = "open"


DataOption = Annotated[Path, typer.Option("--data", help="TSV of source and target sentences.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder to write to.")]


def _say(text: str) -> None:
    typer.echo(text, err=True)


@app.command()
def corpus(
    source: Annotated[Path, typer.Argument(help="Danish, tab, English; .tsv or .tsv.zst.")],
    out: OutOption,
    extra: Annotated[
        list[str] | None,
        typer.Option(help="TSV of language, source, English, mixed in: PATH or PATH=WEIGHT."),
    ] = None,
    full_sentence: Annotated[
        float, typer.Option(min=0, max=1, help="Share of Norwegian made by Apertium as a whole.")
    ] = 0.0,
    leave_out: Annotated[
        list[Noise] | None, typer.Option(help="Kind of noise not to put in; repeatable.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Shards worked on at a time.")] = 2,
    seed: Annotated[int, typer.Option(help="Of languages and noise.")] = 1,
) -> None:
    """Clean a corpus, write part of it in synthetic Norwegian, mix, and hold some out.

    Finished shards are kept: the same command goes on where it was interrupted.
    """
    from pipeline.training.corpus import Mix, build_corpus, load_mapping

    out.mkdir(parents=True, exist_ok=True)
    mapping = load_mapping(source, out / "mapping.json", _say)
    weights = dict(_weighted(entry) for entry in extra or [])
    noise = tuple(kind for kind in Noise if kind not in (leave_out or []))
    mix = Mix(full_sentence=full_sentence, noise=noise, seed=seed)
    report = build_corpus(source, out, mapping, mix, weights, processes, _say)
    for reason, count in report.dropped.most_common():
        _say(f"dropped {count:>9,}  {reason}")
    for kind, count in report.written.most_common():
        _say(f"written {count:>9,}  {kind}")


@app.command()
def dictionary(
    source: Annotated[
        Path, typer.Argument(help="FreeDict files without ending: freedict-dan-eng.")
    ],
    out: Annotated[Path, typer.Option("--out", help="TSV to write, for `train corpus --extra`.")],
) -> None:
    """Write a FreeDict dictionary, as Debian installs it, as a TSV to mix in."""
    from pipeline.training.freedict import read_freedict

    rows = list(read_freedict(source))
    lines = ("\t".join(row) + "\n" for row in rows)
    out.write_text("".join(lines), encoding="utf-8")
    _say(f"{len(rows)} word pairs in {out}")


@app.command()
def vocabulary(
    data: DataOption,
    out: Annotated[Path, typer.Option("--out", help="SentencePiece file to write.")],
    size: Annotated[int, typer.Option(min=300, help="Pieces.")] = 16_000,
    seed: Annotated[int, typer.Option(help="Of the sample of sentences.")] = 1,
) -> None:
    """Train the joint vocabulary; the same data and options give the same file."""
    from pipeline.training.vocabulary import train_vocabulary

    _say(f"{train_vocabulary(data, out, size=size, seed=seed)} pieces in {out}")


@app.command()
def export(
    run: Annotated[Path, typer.Option("--run", help="Folder that `train model` wrote to.")],
    out: OutOption,
    vocabulary_file: Annotated[
        Path, typer.Option("--vocabulary", help="SentencePiece model it was trained with.")
    ],
    describe: Annotated[
        Path, typer.Option(help="JSON with the manifest's fields; an older manifest will do.")
    ],
    scores: Annotated[
        Path | None, typer.Option(help="What `eval translation --json` printed.")
    ] = None,
    shortlist: Annotated[
        Path | None, typer.Option(help="Training data to make vmap.txt from.")
    ] = None,
    positions: Annotated[
        int | None, typer.Option(min=16, max=512, help="Longest text it takes, where under 512.")
    ] = None,
) -> None:
    """Write a Hugging Face folder with manifest and card, after comparing it to the trainer."""
    from pipeline.training.dataset import encode_pairs
    from pipeline.training.export import export_run, read_description
    from pipeline.training.shortlist import write_shortlist
    from pipeline.training.vocabulary import read_vocabulary

    description = read_description(describe, scores)
    if shortlist is not None:
        out.mkdir(parents=True, exist_ok=True)
        processor = read_vocabulary(vocabulary_file)
        pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
        pairs = encode_pairs(shortlist, vocabulary_file, run.parent, _say)
        share = write_shortlist(pairs, pieces, out / "vmap.txt")
        _say(f"the shortlist allows {share:.2%} of the target tokens of unseen sentences")
    parity = export_run(run, vocabulary_file, out, description, positions)
    _say(f"{out}: scores differ from the trainer's by {parity:.1e} at most")


@app.command()
def model(
    data: DataOption,
    out: OutOption,
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
    muon_rate: Annotated[float, typer.Option(help="Peak rate of the hidden matrices.")] = 0.008,
    adam_rate: Annotated[float, typer.Option(help="Peak rate of everything else.")] = 7e-4,
    batch_tokens: Annotated[int, typer.Option(min=16, help="Padded tokens of a batch.")] = 4096,
    max_source: Annotated[int, typer.Option(min=2, max=512, help="Longest source.")] = 72,
    max_target: Annotated[int, typer.Option(min=2, max=512, help="Longest target.")] = 72,
    average_decay: Annotated[float, typer.Option(help="Of the moving average.")] = 0.999,
    seed: Annotated[int, typer.Option(help="Of weights, data order and negatives.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
) -> None:
    """Train on CPU; goes on from the checkpoint in --out if there is one.

    SIGTERM or Ctrl-C ends it with a checkpoint; a killed run loses five minutes at most.
    """
    from pipeline.training.allocator import find_tcmalloc, restart_with_tcmalloc
    from pipeline.training.dataset import encode_pairs
    from pipeline.training.plot import plot_metrics
    from pipeline.training.trainer import Settings, Trainer

    restart_with_tcmalloc()
    if find_tcmalloc() is None:
        _say("tcmalloc is not installed (Debian: libtcmalloc-minimal4); training is slower")
    if vocabulary is None:
        if warm_start is None:
            message = "--vocabulary is needed where there is no --from to take it from"
            raise ConfigError(message)
        vocabulary = warm_start / "source.spm"
    out.mkdir(parents=True, exist_ok=True)
    warm = _warm_start(warm_start, vocabulary) if warm_start is not None else None
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
    _keep_settings(out / "run.json", facts)
    progress = Trainer(out, pairs, start, chosen, settings, _say).run()
    if progress.step:
        plot_metrics(out)
    _say(f"{progress.step} steps, {progress.target_tokens} target tokens; next: train export")


def _keep_settings(path: Path, facts: dict[str, object]) -> None:
    """Write what a run is made with; say what changed since it was begun."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else facts
    for name in sorted(facts.keys() | before.keys()):
        if facts.get(name) != before.get(name):
            _say(f"{name} was {before.get(name)} when this run began and is {facts.get(name)} now")
    path.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def _weighted(entry: str) -> tuple[Path, float]:
    path, _, weight = entry.partition("=")
    try:
        return Path(path), float(weight or 1)
    except ValueError as error:
        message = f"--extra {entry}: write PATH or PATH=WEIGHT, as words.tsv=0.5"
        raise ConfigError(message, key="extra") from error


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
