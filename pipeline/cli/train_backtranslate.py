"""`nordigest train backtranslate`: synthetic sources for English text."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import check_target


class Source(StrEnum):
    """Languages to translate into."""

    da = "da"
    nb = "nb"
    nn = "nn"


class Device(StrEnum):
    """Where the model runs."""

    cpu = "cpu"
    cuda = "cuda"


def backtranslate(
    english: Annotated[
        Path, typer.Argument(help="English lines, in the last column; .tsv or .tsv.zst.")
    ],
    reverse: Annotated[
        Path, typer.Option("--model", help="Model trained on `train corpus --reverse`.")
    ],
    out: Annotated[Path, typer.Option("--out", help="TSV for `train corpus --extra`.")],
    language: Annotated[
        list[Source] | None,
        typer.Option(help="Language to write, line by line in turn; repeatable [default: all]."),
    ] = None,
    beam_size: Annotated[int, typer.Option(min=1, help="Of the search.")] = 4,
    temperature: Annotated[
        float | None, typer.Option(min=0.01, help="Sample at this temperature instead.")
    ] = None,
    lines: Annotated[int | None, typer.Option(min=1, help="Lines at the most.")] = None,
    device: Annotated[Device, typer.Option(help="Where the model runs.")] = Device.cpu,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
    seed: Annotated[int, typer.Option(min=0, help="Of sampling.")] = 1,
) -> None:
    """Translate English text, to train on the pairs.

    Finished lines are kept: the same command goes on where it was interrupted.
    """
    from pipeline.training.backtranslation import ReverseModel, Search, back_translate
    from pipeline.training.reading import check_file

    check_file(english)
    check_target(out)
    model = ReverseModel(reverse, str(device), threads)
    search = Search(beam_size, temperature, seed)
    written = back_translate(
        english,
        out,
        lambda texts: model.translate(texts, search),
        [str(each) for each in language or list(Source)],
        lines,
        lambda text: typer.echo(text, err=True),
        f"{model.digest} {search}",
    )
    typer.echo(f"{written} pairs in {out}", err=True)
