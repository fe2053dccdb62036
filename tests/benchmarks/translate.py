"""The translate stage beside other ways to run the same weights."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption, read_tag
from pipeline.core.filehashes import cache_folder
from pipeline.errors import ConfigError
from pipeline.evaluation.lines import read_parallel
from pipeline.extras import require
from tests.benchmarks import translation as bench
from tests.benchmarks.launch import launch

_MEMORY_SIZES = (10_000, 100_000)
# Enough for full batches, of a model twenty times the size of the embedded one.
_RANDOM_SENTENCES = 400


def main(
    source: Annotated[Path, typer.Argument(help="File of one sentence a line.")],
    reference: Annotated[Path, typer.Argument(help="Its English, line by line.")],
    language: Annotated[str, typer.Option("--from", help="Language of the sentences.")],
    model: Annotated[str, typer.Option(help="Model name, as in a config.")] = (
        "embedded:gmq-en-small"
    ),
    sentences: Annotated[int, typer.Option(min=1, help="Sentences to translate.")] = 500,
    beam_size: Annotated[int, typer.Option(min=1, help="Beam size of all systems.")] = 4,
    repeats: Annotated[int, typer.Option(min=1, help="Times to measure; the best counts.")] = 3,
    systems: Annotated[
        str, typer.Option(help="What to measure, with commas.")
    ] = "nordigest,ctranslate2,transformers,argos",
    random: Annotated[
        bool, typer.Option("--random", help="Also an untrained model of OPUS-MT big's shape.")
    ] = False,
    memory: Annotated[
        bool, typer.Option("--memory", help="Peak memory over 10,000 and 100,000 sentences only.")
    ] = False,
    cold_start: Annotated[
        bool, typer.Option("--cold-start", help="Time to the first sentence only.")
    ] = False,
    argos: Annotated[
        Path | None, typer.Option(help="Environment for argos-translate; made if not there.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure speed, memory and chrF on the same sentences and the same weights."""
    require("eval", "sacrebleu")
    tag = read_tag(language, "--from")
    chosen = [name.strip() for name in systems.split(",")]
    unknown = [name for name in chosen if name not in bench.SYSTEMS]
    if unknown:
        msg = f"--systems knows {', '.join(bench.SYSTEMS)}, not {unknown[0]}"
        raise ConfigError(msg)
    sources, references = (lines[:sentences] for lines in read_parallel(source, reference))
    setting = bench.Setting(
        model, tuple(sources), tuple(references), tag, beam_size, repeats,
        argos or cache_folder() / "argos",
    )  # fmt: skip
    rows, peaks, cold = [], [], None
    if memory:
        for peak in bench.measure_memory(setting, _MEMORY_SIZES):
            peaks.append(peak)
            typer.echo(
                f"{peak.sentences:,} sentences: {peak.peak_rss_mb:.0f} MB at the peak, "
                f"{peak.words_per_second:,.0f} words/s",
                err=as_json,
            )
    if cold_start:
        cold = bench.measure_cold_start(setting)
        typer.echo(
            f"first sentence after {cold.first_seconds:.2f} s ({cold.cpu_seconds:.2f} s of "
            f"processor time; {cold.converting_seconds:.2f} s with the conversion), "
            f"{cold.peak_rss_mb:.0f} MB",
            err=as_json,
        )
    if not memory and not cold_start:
        typer.echo(_HEAD, err=as_json)
        for row in bench.measure_systems(setting, chosen):
            rows.append(row)
            typer.echo(_line(row), err=as_json)
    if random:
        few = min(sentences, _RANDOM_SENTENCES)
        large = replace(setting, texts=setting.texts[:few], references=setting.references[:few])
        for row in bench.measure_random(replace(large, repeats=1), chosen):
            rows.append(row)
            typer.echo(_line(row), err=as_json)
    if as_json:
        typer.echo(json.dumps(bench.as_json(rows, peaks, cold)))


_HEAD = (
    f"{'model':<22} {'system':<13} {'words/s':>8} {'ours is':>8} {'words/CPU s':>11} "
    f"{'peak MB':>8} {'chrF':>6}"
)


def _line(row: bench.Row) -> str:
    chrf = "" if row.chrf is None else f"{row.chrf:.1f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
    return (
        f"{row.model:<22} {row.system:<13} {row.words_per_second:>8,.0f} {ratio:>8} "
        f"{row.words_per_cpu_second:>11,.0f} {row.peak_rss_mb:>8.0f} {chrf:>6}"
    )


if __name__ == "__main__":
    launch(main)
