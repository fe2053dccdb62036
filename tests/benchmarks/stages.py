"""How long each stage takes for the same articles, models loaded."""

import time
from pathlib import Path
from typing import Annotated

import typer

from pipeline.config import load_config
from pipeline.core.runner import Direct, walk
from pipeline.documents import Document, Failure
from pipeline.errors import InputError
from pipeline.job import build_stages
from pipeline.reading.read import list_sources, read_documents
from tests.benchmarks.launch import launch


def main(
    config: Annotated[Path, typer.Argument(help="Config whose articles to take.")],
    repeats: Annotated[int, typer.Option(min=1, help="Times to measure; the best counts.")] = 3,
) -> None:
    """Measure the stages side by side, without store and outputs."""
    chosen = load_config(config)
    found = list(read_documents(list_sources(chosen)))
    if not any(isinstance(each, Document) for each in found):
        msg = f"{config} names no article that can be read: name others under sources"
        raise InputError(msg)
    stages = build_stages(chosen)
    list(walk(found, stages, Direct(), len(found)))
    best: dict[str, float] = {}
    for _ in range(repeats):
        documents: list[Document | Failure] = found
        for stage in stages:
            begun = time.perf_counter()
            documents = list(walk(documents, [stage], Direct(), len(documents)))
            spent = time.perf_counter() - begun
            best[stage.name] = min(spent, best.get(stage.name, spent))
    for name, seconds in best.items():
        typer.echo(f"{name:<10} {seconds:7.2f} s for {len(found)} articles")
    typer.echo(f"summarize takes {best['summarize'] / best['translate']:.2f} of translate's time")


if __name__ == "__main__":
    launch(main)
