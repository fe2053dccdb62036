"""`nordigest train summaries`: training pairs for a summarizer from English articles."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import check_target


def summaries(
    articles: Annotated[
        Path, typer.Argument(help="JSONL or .zst of `title`, `paragraphs`, perhaps `summary`.")
    ],
    out: Annotated[Path, typer.Option("--out", help="TSV to write.")],
    copies: Annotated[int, typer.Option(min=1, help="Pairs of an article at the most.")] = 3,
    seed: Annotated[int, typer.Option(help="Of lengths, order, names and numbers.")] = 1,
) -> None:
    """Pair English articles with what matters in them."""
    from pipeline.training.summarypairs import write_pairs

    check_target(out)
    written = write_pairs(articles, out, copies, seed)
    typer.echo(f"{written} pairs in {out}", err=True)
