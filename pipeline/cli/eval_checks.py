"""`nordigest eval checks`: precision and recall of the checks on translations."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption
from pipeline.errors import ConfigError


def checks(
    cases: Annotated[
        Path, typer.Argument(help="TSV of language, source, target, and the flags it should get.")
    ],
    pairs: Annotated[
        list[Path] | None,
        typer.Option(help="Human translations, source file then English file: their flags."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how often checks are right, and how many errors they find."""
    from pipeline.evaluation.checks import flag_rates, read_cases, score_checks
    from pipeline.evaluation.parallel import read_parallel

    if pairs and len(pairs) % 2:
        msg = "--pairs names files in twos: a source file, then its English"
        raise ConfigError(msg)
    labelled = read_cases(cases)
    scores = score_checks(labelled)
    rates = {
        str(source): flag_rates(*read_parallel(source, target))
        for source, target in zip((pairs or [])[::2], (pairs or [])[1::2], strict=True)
    }
    if as_json:
        rows = [
            {
                "check": name,
                "precision": score.precision,
                "recall": score.recall,
                "right": score.right,
                "wrong": score.wrong,
                "missed": score.missed,
            }
            for name, score in scores.items()
        ]
        typer.echo(json.dumps({"cases": len(labelled), "rows": rows, "flag_rates": rates}))
        return
    typer.echo(f"{len(labelled)} labelled cases")
    for name, score in scores.items():
        typer.echo(
            f"  {name:<13} precision {score.precision:6.1%}, recall {score.recall:6.1%} "
            f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
        )
    for source_name, shares in rates.items():
        flagged = ", ".join(f"{name} {share:.2%}" for name, share in shares.items() if share)
        typer.echo(f"{source_name}: {flagged or 'no flags'}")
