"""`nordigest eval summaries`: baselines and models on a data set of articles and summaries."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.configs import JsonOption

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.evaluation.summaries import Scores, System

EMBEDDED = "embedded:digest-en-tiny"

_COLUMNS = ("rouge1", "rouge2", "rougeL", "novel_numbers", "novel_names", "replaced", "words")


def summaries(
    data: Annotated[Path, typer.Argument(help="JSONL with `text` and `summary`, in English.")],
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

    A model has two rows: as the pipeline uses it, and `unchecked`, what it writes by itself.
    """
    from pipeline.errors import ConfigError
    from pipeline.evaluation import summaries as evaluation
    from pipeline.extras import require
    from pipeline.summarization.stage import LEAD

    require("eval", "rouge_score")
    examples = evaluation.read_examples(data)
    systems: dict[str, System] = {
        f"lead-{count}": evaluation.lead_system(count),
        "lexrank": evaluation.lexrank_system(count),
        "random": evaluation.random_system(count),
    }
    if LEAD in (model or ()):
        message = f"--model {LEAD}: the first sentences are measured in any case; name a model"
        raise ConfigError(message)
    for name in model if model is not None else _embedded():
        systems |= _model_systems(name, engine, compute_type, count)
    scores = [evaluation.score(name, system, examples) for name, system in systems.items()]
    if as_json:
        rows = {"articles": len(examples), "rows": [asdict(each) for each in scores]}
        typer.echo(json.dumps(rows, indent=2))
    else:
        _print_table(scores, len(examples))


def _embedded() -> list[str]:
    from pipeline.errors import ModelError
    from pipeline.weights.names import locate

    try:
        locate(EMBEDDED)
    except ModelError:
        typer.echo(f"there is no {EMBEDDED}: measuring the baselines only", err=True)
        return []
    return [EMBEDDED]


def _model_systems(name: str, engine: str, compute_type: str, count: int) -> "dict[str, System]":
    from pipeline.config import parse_config
    from pipeline.evaluation.summaries import model_system
    from pipeline.job import summarize_stage

    settings = {
        "model": name,
        "engine": engine,
        "compute_type": compute_type,
        "max_sentences": count,
    }
    config: Config = parse_config({"sources": [{"path": "."}], "summarize": settings})
    stage = summarize_stage(config.summarize)
    return {
        name: model_system(stage.summarizer()),
        f"{name}, unchecked": model_system(stage.summarizer(check=False)),
    }


def _print_table(scores: "list[Scores]", articles: int) -> None:
    width = max(len(each.system) for each in scores)
    typer.echo(f"{articles} articles; ± is one standard error")
    typer.echo(" " * width + "".join(f"{column.replace('_', ' '):>16}" for column in _COLUMNS))
    for each in scores:
        cells = [
            f"{getattr(each, measure):.1f} ± {each.error[measure]:.1f}"
            for measure in ("rouge1", "rouge2", "rougeL")
        ]
        cells += [f"{value:.1%}" for value in (each.novel_numbers, each.novel_names, each.replaced)]
        cells.append(f"{each.words:.0f}")
        typer.echo(f"{each.system:<{width}}" + "".join(f"{cell:>16}" for cell in cells))
