"""`nordigest train corpus`: training data from a corpus and what is mixed into it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import make_folder
from pipeline.cli.weighted import read_weighted
from pipeline.training.extras import Extra, Licence
from pipeline.training.noise import Noise


def corpus(
    source: Annotated[Path, typer.Argument(help="Danish, tab, English; .tsv or .tsv.zst.")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write to.")],
    extra: Annotated[
        list[str] | None,
        typer.Option(
            help="TSV to mix in, of language, source, English, or with the origin before them: "
            "PATH or PATH=WEIGHT."
        ),
    ] = None,
    authored: Annotated[
        list[str] | None,
        typer.Option(help="TSV of English, Bokmål, Nynorsk, Danish to mix in: PATH[=WEIGHT]."),
    ] = None,
    origins: Annotated[
        Path | None, typer.Option(help="Table of weights and licences by origin [default: own].")
    ] = None,
    without: Annotated[
        list[Licence] | None,
        typer.Option("--without-licence", help="Leave out origins of this class; repeatable."),
    ] = None,
    test_set: Annotated[
        list[Path] | None,
        typer.Option(help="File of sentences that no pair may hold; repeatable."),
    ] = None,
    full_sentence: Annotated[
        float, typer.Option(min=0, max=1, help="Share of Norwegian made by Apertium as a whole.")
    ] = 0.0,
    leave_out: Annotated[
        list[Noise] | None, typer.Option(help="Kind of noise not to put in; repeatable.")
    ] = None,
    reverse: Annotated[
        bool, typer.Option("--reverse", help="Write pairs for a model from English, with tags.")
    ] = False,
    processes: Annotated[int, typer.Option(min=1, help="Shards worked on at a time.")] = 2,
    seed: Annotated[int, typer.Option(help="Of languages, repeats and noise.")] = 1,
) -> None:
    """Clean a corpus, make part of it Norwegian, and mix it.

    Some of it is held out.

    Finished shards are kept: the same command goes on where it was interrupted.
    """
    from pipeline.training.corpus import Mix, build_corpus
    from pipeline.training.extras import read_extras, read_origins
    from pipeline.training.mapping import load_mapping
    from pipeline.training.testsets import read_known_sentences

    files = [Extra(*read_weighted("--extra", entry)) for entry in extra or []]
    quadruples = [read_weighted("--authored", entry) for entry in authored or []]
    files += [Extra(*each, quadruples=True) for each in quadruples]
    pairs = list(read_extras(files, read_origins(origins), frozenset(without or [])))
    test_sets = tuple(test_set or [])
    read_known_sentences(test_sets)
    make_folder(out)
    mapping = load_mapping(source, out / "mapping.json", _say, extras=pairs)
    noise = tuple(kind for kind in Noise if kind not in (leave_out or []))
    mix = Mix(full_sentence=full_sentence, noise=noise, seed=seed, reverse=reverse)
    report = build_corpus(source, out, mapping, mix, pairs, test_sets, processes, _say)
    for reason, count in report.dropped.most_common():
        _say(f"dropped {count:>9,}  {reason}")
    for kind, count in report.written.most_common():
        _say(f"written {count:>9,}  {kind}")


def _say(text: str) -> None:
    typer.echo(text, err=True)
