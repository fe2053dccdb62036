"""How good translations are: BLEU and chrF per data set, several systems side by side.

Scores are those of sacrebleu (Post 2018), with its signatures; intervals and p-values come from
its paired bootstrap (Koehn 2004) against the first system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import yaml

from pipeline.errors import ConfigError, InputError
from pipeline.evaluation.lines import read_lines, read_parallel

if TYPE_CHECKING:
    from pipeline.translation.stage import TranslateStage

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class ParallelSet:
    """Source sentences and their references, line by line; `source` is a language tag."""

    name: str
    source: str
    sources: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One metric of one system on one set.

    `interval` is half the width of the 95% bootstrap interval; `p_value` is of the difference to
    the first system, None for that one.
    """

    value: float
    interval: float
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One system on one set; scores by metric name, `BLEU` and `chrF2`."""

    set: str
    source: str
    system: str
    sentences: int
    scores: Mapping[str, Score]
    signatures: Mapping[str, str]


def read_set(name: str, language: str, source: Path, reference: Path, limit: int) -> ParallelSet:
    """Read two files as `read_parallel` does; `limit` takes that many first pairs, 0 all."""
    sources, references = (lines[: limit or None] for lines in read_parallel(source, reference))
    return ParallelSet(name, language, tuple(sources), tuple(references))


def read_outputs(path: Path) -> dict[str, str]:
    """Read somebody else's translations: source, tab, translation."""
    outputs = {}
    for number, line in enumerate(read_lines(path, "source, tab, translation"), 1):
        columns = line.split("\t")
        if len(columns) != 2:
            message = f"{path} line {number}: source, tab, translation wanted"
            raise InputError(message)
        outputs[columns[0].strip()] = columns[1].strip()
    return outputs


def look_up(outputs: Mapping[str, str], parallel: ParallelSet, path: Path) -> list[str]:
    """Find a set's translations in `read_outputs`; raises InputError for a missing sentence."""
    missing = [source for source in parallel.sources if source.strip() not in outputs]
    if missing:
        message = f"{path} lacks {len(missing)} sentences of {parallel.name}, as {missing[0]!r}"
        raise InputError(message)
    return [outputs[source.strip()] for source in parallel.sources]


def translate_set(model: str, parallel: ParallelSet, overrides: Sequence[str] = ()) -> list[str]:
    """Translate a set with the translate stage, as a run of the default settings does.

    `overrides` are `key=value` settings of the translate section, as `beam_size=1`.
    """
    stage = _open_stage(model, parallel.source, overrides)
    results = []
    for start in range(0, len(parallel.sources), stage.batch_units):
        batch = parallel.sources[start : start + stage.batch_units]
        results += stage.compute([{"text": text, "language": parallel.source} for text in batch])
    return [str(cast("Mapping[str, object]", result)["text"]) for result in results]


def check_model(model: str, language: str, overrides: Sequence[str] = ()) -> None:
    """Raise NordigestError where `translate_set` would: for before anything is translated."""
    _open_stage(model, language, overrides)


def _open_stage(model: str, language: str, overrides: Sequence[str]) -> TranslateStage:
    from pipeline.config import Config
    from pipeline.job import translate_stage

    section: dict[str, object] = {"model": model, "languages": [language]}
    for entry in overrides:
        key, found, value = entry.partition("=")
        if not found or not key:
            message = f"--set-translate {entry}: write KEY=VALUE, as beam_size=1"
            raise ConfigError(message)
        try:
            section[key] = yaml.safe_load(value)
        except yaml.YAMLError as error:
            message = f"--set-translate {entry}: the value is not valid YAML"
            raise ConfigError(message) from error
    config = Config.model_validate({"sources": [{"path": "."}], "translate": section})
    return translate_stage(config.translate)


def score_systems(
    parallel: ParallelSet, systems: Mapping[str, Sequence[str]], samples: int = SAMPLES
) -> list[Row]:
    """Score every system's translations of a set, the first system being the one compared to."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.significance import PairedTest, Result

    references = [list(parallel.references)]
    metrics = {"BLEU": BLEU(references=references), "chrF2": CHRF(references=references)}
    named: list[tuple[str, Sequence[str]]] = list(systems.items())
    if len(named) == 1:
        # The paired test wants a pair; the first system against itself gives its interval.
        named.append((f"{named[0][0]} again", named[0][1]))
    test = PairedTest(named, metrics, references, test_type="bs", n_samples=samples, n_jobs=1)
    signatures, results = test()
    rows = []
    for position, name in enumerate(systems):
        scores = {}
        for metric in metrics:
            result = results[metric][position]
            if not isinstance(result, Result) or result.ci is None:
                message = (
                    f"sacrebleu gave no interval for {metric} of {name}: use sacrebleu 2.5 or 2.6"
                )
                raise InputError(message)
            # The first system, and its twin where it is alone, is compared to nothing.
            p_value = float(result.p_value) if position and result.p_value is not None else None
            scores[metric] = Score(float(result.score), float(result.ci), p_value)
        written = {metric: str(signatures[metric]) for metric in metrics}
        rows.append(
            Row(parallel.name, parallel.source, name, len(parallel.sources), scores, written)
        )
    return rows


@dataclass(frozen=True, slots=True)
class Worst:
    """A sentence a system did badly on, with its own chrF."""

    chrf: float
    source: str
    reference: str
    outputs: Mapping[str, str]


def worst_sentences(
    parallel: ParallelSet, systems: Mapping[str, Sequence[str]], count: int = 20
) -> list[Worst]:
    """List the sentences with the lowest chrF of the first system, worst first."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    first = next(iter(systems.values()))
    scored = [
        (metric.sentence_score(output, [reference]).score, index)
        for index, (output, reference) in enumerate(zip(first, parallel.references, strict=True))
    ]
    return [
        Worst(
            score,
            parallel.sources[index],
            parallel.references[index],
            {name: outputs[index] for name, outputs in systems.items()},
        )
        for score, index in sorted(scored)[:count]
    ]


def worst_page(pages: Mapping[str, Sequence[Worst]]) -> str:
    """Render a page of the worst sentences by set; everything in it is escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("pipeline.evaluation", "templates"), autoescape=True
    )
    return environment.get_template("worst.html.j2").render(pages=pages)
