"""`nordigest eval translation`: BLEU and chrF of models and of other people's outputs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.configs import JsonOption, read_tag
from pipeline.cli.paths import check_target
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.evaluation.translation import ParallelSet, Row


def translation(
    sets: Annotated[
        list[str],
        typer.Option("--set", help="NAME:LANGUAGE=SOURCE,REFERENCE; files line by line."),
    ],
    models: Annotated[
        list[str] | None,
        typer.Option("--model", help="Model to measure; the first is compared to."),
    ] = None,
    outputs: Annotated[
        list[str] | None,
        typer.Option(help="NAME=TSV of source, translation made by something else."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set-translate", help="Setting of the translate section, as beam_size=1."),
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="First lines of each set; 0: all.")] = 0,
    worst: Annotated[
        Path | None, typer.Option(help="HTML page to write the 20 worst sentences of a set to.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure translation with sacrebleu.

    Prints bootstrap intervals and paired p-values.
    """
    from pipeline.evaluation import translation as evaluation
    from pipeline.extras import require

    require("eval", "sacrebleu")
    if not models and not outputs:
        message = "nothing to measure: give --model or --outputs"
        raise ConfigError(message)
    if worst is not None:
        check_target(worst)
    parallels = [_read_set(entry, limit) for entry in sets]
    written = [_look_up(parallel, outputs or []) for parallel in parallels]
    for parallel in parallels:
        for model in models or []:
            evaluation.check_model(model, parallel.source, settings or [])
    rows: list[Row] = []
    pages = {}
    for parallel, others in zip(parallels, written, strict=True):
        systems = {
            model: evaluation.translate_set(model, parallel, settings or [])
            for model in models or []
        } | others
        rows += evaluation.score_systems(parallel, systems)
        title = f"{parallel.name}, {parallel.source}"
        pages[title] = evaluation.worst_sentences(parallel, systems)
    if worst is not None:
        worst.write_text(evaluation.worst_page(pages), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        _print_table(rows)


def _look_up(parallel: "ParallelSet", outputs: Sequence[str]) -> dict[str, list[str]]:
    from pipeline.evaluation.translation import look_up, read_outputs

    found = {}
    for entry in outputs:
        name, path = _split(entry, "--outputs", "NAME=TSV")
        found[name] = look_up(read_outputs(Path(path)), parallel, Path(path))
    return found


def _read_set(entry: str, limit: int) -> "ParallelSet":
    from pipeline.evaluation.translation import read_set

    form = "NAME:LANGUAGE=SOURCE,REFERENCE"
    left, right = _split(entry, "--set", form)
    name, _, language = left.rpartition(":")
    source, _, reference = right.partition(",")
    if not name or not reference:
        message = f"--set {entry}: write {form}, as dev:da=da.txt,en.txt"
        raise ConfigError(message)
    tag = read_tag(language, f"--set {entry}")
    return read_set(name, tag, Path(source), Path(reference), limit)


def _split(entry: str, option: str, form: str) -> tuple[str, str]:
    left, found, right = entry.partition("=")
    if not found or not left or not right:
        message = f"{option} {entry}: write {form}"
        raise ConfigError(message)
    return left, right


def _print_table(rows: "Sequence[Row]") -> None:
    typer.echo(f"{'set':<14} {'language':<8} {'BLEU':>12} {'chrF2':>12}  {'p':>6}  system")
    for row in rows:
        values = [f"{score.value:5.1f} ± {score.interval:3.1f}" for score in row.scores.values()]
        p_value = row.scores["chrF2"].p_value
        shown = "" if p_value is None else f"{p_value:.3f}"
        typer.echo(
            f"{row.set:<14} {row.source:<8} {values[0]:>12} {values[1]:>12}  {shown:>6}  "
            f"{row.system} ({row.sentences} sentences)"
        )
    for signature in rows[0].signatures.values():
        typer.echo(signature)
