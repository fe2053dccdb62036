"""`nordigest train gap-sentences`: training pairs for a summarizer from running text."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import check_target


def gap_sentences(
    source: Annotated[Path, typer.Argument(help="Source, tab, English; .tsv or .tsv.zst.")],
    out: Annotated[Path, typer.Option("--out", help="TSV to write.")],
    pairs: Annotated[int, typer.Option(min=1, help="Pairs at the most.")] = 200_000,
    min_sentences: Annotated[int, typer.Option(min=4, help="Of a run, at the least.")] = 8,
    max_sentences: Annotated[int, typer.Option(min=4, help="Of a run, at the most.")] = 25,
    max_words: Annotated[int, typer.Option(min=40, help="Of a run, at the most.")] = 350,
    alter: Annotated[
        float, typer.Option(min=0, max=1, help="Share of runs with other names and numbers.")
    ] = 0.5,
    seed: Annotated[int, typer.Option(help="Of run lengths, names and numbers.")] = 1,
) -> None:
    """Pair English texts with their most informative sentences."""
    from pipeline.errors import ConfigError
    from pipeline.training.gapsentences import RunShape, write_pairs

    if min_sentences > max_sentences:
        message = f"--min-sentences {min_sentences} is above --max-sentences {max_sentences}"
        raise ConfigError(message)
    check_target(out)
    shape = RunShape(min_sentences, max_sentences, max_words, alter)
    written = write_pairs(source, out, pairs, shape, seed)
    typer.echo(f"{written} pairs in {out}", err=True)
