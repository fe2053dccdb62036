"""`nordigest eval alignment`: how near a model's word links are to hand-drawn ones."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption


def alignment(
    file: Annotated[Path, typer.Argument(help="TSV of source, target and groups of words.")],
    model: Annotated[str, typer.Option(help="A Marian model.")] = "embedded:gmq-en-small",
    compute_type: Annotated[str, typer.Option(help="Numeric type.")] = "int8",
    as_json: JsonOption = False,
) -> None:
    """Measure a model's word links on hand-aligned sentences.

    Prints the alignment error rate of its attention.
    """
    from pipeline.engines.loading import load_ctranslate2
    from pipeline.errors import ModelError
    from pipeline.evaluation.alignment import read_alignments, score_alignments
    from pipeline.weights.names import resolve

    sentences = read_alignments(file)
    engine = load_ctranslate2(resolve(model), compute_type)
    drawn = engine.align([each.source for each in sentences], [each.target for each in sentences])
    links = [each for each in drawn if each is not None]
    if len(links) < len(sentences):
        msg = f"{model} does not link words: name a Marian model"
        raise ModelError(msg)
    score = score_alignments(sentences, links)
    if as_json:
        row = {
            "model": model,
            "sentences": score.sentences,
            "error_rate": score.error_rate,
            "precision": score.precision,
            "recall": score.recall,
        }
        typer.echo(json.dumps(row, indent=2))
        return
    typer.echo(
        f"{model}: alignment error rate {score.error_rate:.3f}, precision {score.precision:.1%}, "
        f"recall {score.recall:.1%} over {score.sentences:,} sentences"
    )
