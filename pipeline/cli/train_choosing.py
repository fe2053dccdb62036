"""`nordigest train choosing`: the score that chooses a summary's sentences."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import check_target
from pipeline.cli.weighted import read_weighted


def choosing(
    articles: Annotated[
        list[str],
        typer.Argument(
            help="JSONL of `text`, `summary`, perhaps `headline`, English: PATH or PATH=WEIGHT."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="TSV of weights to write.")],
) -> None:
    """Learn which sentences summaries tell.

    From articles with summaries that somebody else wrote. Articles of a file with weight 8
    count eight times.
    """
    from pipeline.evaluation.summaries import read_examples
    from pipeline.extras import require
    from pipeline.training.choosing import learn_weights, write_weights

    require("eval", "rouge_score")
    check_target(out)
    files = [read_weighted("ARTICLES", entry) for entry in articles]
    examples = [(each, weight) for path, weight in files for each in read_examples(path)]
    write_weights(learn_weights(examples), out)
    typer.echo(f"{out}: weights learned from {len(examples)} articles", err=True)
