"""`nordigest train statements`: training pairs for a model that states sentences shortly."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import check_target


def statements(
    articles: Annotated[
        Path, typer.Argument(help="JSONL or .zst of `title`, `paragraphs`, perhaps `summary`.")
    ],
    out: Annotated[Path, typer.Option("--out", help="TSV to write.")],
    written: Annotated[
        list[Path] | None,
        typer.Option(help="TSV or .zst of headline, context, sentence, statement; repeatable."),
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="How often a written pair stands.")] = 1,
    copies: Annotated[int, typer.Option(min=1, help="Pairs of an article made by rule.")] = 3,
    seed: Annotated[int, typer.Option(help="Of what is left out, names and numbers.")] = 1,
) -> None:
    """Pair sentences with short statements.

    From English articles, and from pairs that somebody wrote.
    """
    from pipeline.training.statementpairs import write_pairs

    check_target(out)
    count = write_pairs(articles, out, copies, seed, written or [], repeats)
    typer.echo(f"{count} pairs in {out}", err=True)
