"""`nordigest eval summaries`: baselines and models on a data set of articles and summaries."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.configs import JsonOption

if TYPE_CHECKING:
    from pipeline.evaluation.summaries import Run, Scores
    from pipeline.summarization.stage import SummarizeStage

EMBEDDED = "embedded:gmq-en-small"

_ROUGE = ("rouge1", "rouge2", "rougeL")
_COLUMNS = (*_ROUGE, "novel_numbers", "novel_names", "replaced", "words")


def summaries(
    data: Annotated[
        Path, typer.Argument(help="JSONL with `text`, `summary`, perhaps `headline`, in English.")
    ],
    model: Annotated[
        list[str] | None,
        typer.Option(help="Model to measure, named as in a config [default: the embedded one]."),
    ] = None,
    engine: Annotated[str, typer.Option(help="ctranslate2 or transformers.")] = "ctranslate2",
    compute_type: Annotated[str, typer.Option(help="Numeric type.")] = "int8",
    count: Annotated[
        int, typer.Option("--sentences", min=1, max=20, help="Sentences of a summary at the most.")
    ] = 3,
    as_json: JsonOption = False,
) -> None:
    """Measure summaries of baselines and models, side by side.

    Prints ROUGE, novel numbers and names, and length.

    A model has three rows. One is the model as the pipeline uses it, `unchecked` is what it writes
    by itself. The third is the first sentences at the length of its summaries, with the chance that
    they are as good (paired bootstrap).
    """
    from pipeline.config import LEAD
    from pipeline.errors import ConfigError
    from pipeline.evaluation import summaries as evaluation
    from pipeline.extras import require

    require("eval", "rouge_score")
    examples = evaluation.read_examples(data)
    runs: dict[str, Sequence[Run]] = {
        f"lead-{count}": evaluation.lead_system(count)(examples),
        "lexrank": evaluation.lexrank_system(count)(examples),
        "random": evaluation.random_system(count)(examples),
    }
    if LEAD in (model or ()):
        message = f"--model {LEAD}: the first sentences are measured in any case; name a model"
        raise ConfigError(message)
    against: dict[str, str] = {}
    for name in model if model is not None else _embedded():
        stage = _stage(name, engine, compute_type, count)
        runs[name] = evaluation.model_system(stage.summarizer())(examples)
        unchecked = evaluation.model_system(stage.summarizer(check=False))
        runs[f"{name}, unchecked"] = unchecked(examples)
        against[name] = f"lead, as long as {name}"
        runs[against[name]] = evaluation.lead_like(runs[name][0])(examples)
    scores = {name: evaluation.score(name, run, examples) for name, run in runs.items()}
    chances = {
        name: evaluation.p_values(scores[name], scores[other]) for name, other in against.items()
    }
    if as_json:
        rows = [_row(each) | {"p_values": chances.get(name)} for name, each in scores.items()]
        typer.echo(json.dumps({"articles": len(examples), "rows": rows}, indent=2))
        return
    _print_table(list(scores.values()), len(examples))
    for name, found in chances.items():
        told = ", ".join(f"{measure} {value:.3f}" for measure, value in found.items())
        typer.echo(f"{name} against “{against[name]}”: p = {told}")


def _embedded() -> list[str]:
    from pipeline.errors import ModelError
    from pipeline.weights.names import locate

    try:
        locate(EMBEDDED)
    except ModelError:
        typer.echo(f"there is no {EMBEDDED}: measuring the baselines only", err=True)
        return []
    return [EMBEDDED]


def _stage(name: str, engine: str, compute_type: str, count: int) -> "SummarizeStage":
    from pipeline.config import Config
    from pipeline.job import summarize_stage

    settings = {
        "model": name,
        "engine": engine,
        "compute_type": compute_type,
        "max_sentences": count,
    }
    config: Config = Config.model_validate({"sources": [{"path": "."}], "summarize": settings})
    return summarize_stage(config.summarize)


def _row(scores: "Scores") -> dict[str, Any]:
    found = asdict(scores)
    del found["articles"]
    return found


def _print_table(scores: "list[Scores]", articles: int) -> None:
    width = max(len(each.system) for each in scores)
    typer.echo(f"{articles} articles; ± is one standard error")
    typer.echo(" " * width + "".join(f"{column.replace('_', ' '):>16}" for column in _COLUMNS))
    for each in scores:
        cells = [f"{getattr(each, measure):.1f} ± {each.error[measure]:.1f}" for measure in _ROUGE]
        cells += [f"{value:.1%}" for value in (each.novel_numbers, each.novel_names, each.replaced)]
        cells.append(f"{each.words:.0f}")
        typer.echo(f"{each.system:<{width}}" + "".join(f"{cell:>16}" for cell in cells))
