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
        typer.Option(
            help="Human translations, source file then English: flags as they are and spoiled."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how often checks are right, and what they miss."""
    from pipeline.evaluation.checks import flag_rates, read_cases, score_checks
    from pipeline.evaluation.corruptions import found_corruptions
    from pipeline.evaluation.lines import read_parallel

    if pairs and len(pairs) % 2:
        msg = "--pairs names files in twos: a source file, then its English"
        raise ConfigError(msg)
    labelled = read_cases(cases)
    scores = score_checks(labelled)
    rates, found = {}, {}
    for source, target in zip((pairs or [])[::2], (pairs or [])[1::2], strict=True):
        human = read_parallel(source, target)
        rates[str(source)] = flag_rates(*human)
        found[str(source)] = found_corruptions(*human)
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
        measured = {"cases": len(labelled), "rows": rows, "flag_rates": rates, "found": found}
        typer.echo(json.dumps(measured))
        return
    typer.echo(f"{len(labelled)} labelled cases")
    for name, score in scores.items():
        typer.echo(
            f"  {name:<13} precision {score.precision:6.1%}, recall {score.recall:6.1%} "
            f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
        )
    for name, shares in rates.items():
        flagged = ", ".join(f"{each} {share:.2%}" for each, share in shares.items() if share)
        typer.echo(f"{name}\n  flagged as they are: {flagged or 'none'}")
        spoiled = ", ".join(
            f"{each} {right / total:.1%} of {total:,}"
            for each, (right, total) in found[name].items()
            if total
        )
        typer.echo(f"  found when spoiled: {spoiled}")
