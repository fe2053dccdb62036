"""What a config means, found out once for each command: models, routes, glossary, stages.

After `resolve` nobody reads a config's names again: stages hold what they need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import LEAD, Compute, Config, Decode, Summarize, Translate
from pipeline.core.stage import Fingerprint, Stage
from pipeline.engines.base import Seq2Seq
from pipeline.errors import ConfigError
from pipeline.languages import MACROLANGUAGE, MULTIPLE, name_languages, read_language
from pipeline.segmentation.detect import DetectStage
from pipeline.segmentation.segment import SegmentStage
from pipeline.translation.glossary import load_glossary
from pipeline.translation.stage import TranslateStage
from pipeline.weights import names
from pipeline.weights.names import ModelFolder

if TYPE_CHECKING:
    from pipeline.summarization.stage import SummarizeStage

_HERE = Compute()


@dataclass(frozen=True, slots=True)
class UsedModel:
    """A model and the stage that runs it; `languages` it is named for, empty for all."""

    stage: str
    model: ModelFolder
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A config with its stages, in the order documents go through them, and their models."""

    config: Config
    stages: tuple[Stage, ...]
    models: tuple[UsedModel, ...]


def resolve(
    config: Config, translating: tuple[DetectStage, SegmentStage, TranslateStage] | None = None
) -> Job:
    """Find out what a config means; no model is loaded before the first `compute`.

    `translating` are its stages up to the English, where they are built already. Raises
    ConfigError for a language without a model or a wrong glossary, and ModelError for a model that
    is not on this machine or not whole.
    """
    detect, segment, translate = translating or translating_stages(config)
    summarize = summarize_stage(
        config.summarize, config.compute, translate.fingerprint, translate.models
    )
    models = [
        UsedModel(translate.name, model, _named_for(config, name))
        for name, model in translate.models.items()
    ]
    if summarize.model:
        models.append(UsedModel(summarize.name, summarize.model))
    return Job(config, (detect, segment, translate, summarize), tuple(models))


def build_stages(config: Config) -> tuple[Stage, ...]:
    """Resolve a config for its stages only, as an actor of a cluster does."""
    return resolve(config).stages


def translating_stages(config: Config) -> tuple[DetectStage, SegmentStage, TranslateStage]:
    """Build the stages up to the English; raises as `resolve` does."""
    languages = config.translate.languages
    return (
        DetectStage(languages),
        SegmentStage(config.detect, languages),
        translate_stage(config.translate, config.compute),
    )


def translate_stage(settings: Translate, compute: Compute = _HERE) -> TranslateStage:
    """Build the translate stage with its models and glossary; raises as `resolve` does."""
    routes = settings.routes
    wanted = () if settings.engine == "fake" else sorted(set(routes.values()))
    models = {name: names.resolve(name) for name in wanted}
    _check_languages(routes, models)
    glossary = load_glossary(Path(settings.glossary)) if settings.glossary else None

    def load(name: str) -> Seq2Seq:
        return _load(models.get(name), settings, compute)

    return TranslateStage(settings, routes, models, glossary, load)


def _check_languages(routes: Mapping[str, str], models: Mapping[str, ModelFolder]) -> None:
    """Raise ConfigError for a language that its model does not read."""
    for tag, name in routes.items():
        read = _languages_of(models[name]) if name in models else frozenset()
        if read and tag not in read:
            key = "translate.languages"
            msg = (
                f"config {key}: {name} does not read {name_languages([tag])} but "
                f"{name_languages(sorted(read))}: leave it out, or name a model that reads it"
            )
            raise ConfigError(msg, key)


def _languages_of(model: ModelFolder) -> frozenset[str]:
    """Return what a model reads; empty when its card is silent or names groups of languages."""
    try:
        stated = {read_language(each) for each in model.languages}
    except ValueError:
        return frozenset()
    if MULTIPLE in stated:
        return frozenset()
    norwegian = {"nb", "nn"} if MACROLANGUAGE in stated else set()
    return frozenset((stated | norwegian) - {MACROLANGUAGE, "en"})


def summarize_stage(
    settings: Summarize,
    compute: Compute = _HERE,
    translate: Fingerprint | None = None,
    known: Mapping[str, ModelFolder] | None = None,
) -> "SummarizeStage":
    """Build the summarize stage with its model; raises as `resolve` does.

    `translate` is the fingerprint of the stage that makes its English; None where none does.
    `known` are models that were found before, by name.
    """
    # To translate takes none of it.
    from pipeline.summarization.stage import SummarizeStage

    needed = settings.model != LEAD and settings.engine != "fake"
    model = None
    if needed:
        model = (known or {}).get(settings.model) or names.resolve(settings.model)

    def load() -> Seq2Seq:
        return _load(model, settings, compute, summarizes=True)

    return SummarizeStage(settings, model, translate, load)


def _load(
    model: ModelFolder | None, settings: Decode, compute: Compute, *, summarizes: bool = False
) -> Seq2Seq:
    if model is None:
        from pipeline.engines.fakes import FakeSeq2Seq

        return FakeSeq2Seq()
    from pipeline.engines.loading import load_seq2seq

    return load_seq2seq(
        model,
        engine=settings.engine,
        compute_type=settings.compute_type,
        device=compute.device,
        threads=compute.threads,
        batch_tokens=compute.batch_tokens,
        summarizes=summarizes,
    )


def _named_for(config: Config, model: str) -> tuple[str, ...]:
    """List the languages a model is named for; none where one model is named for all."""
    if isinstance(config.translate.model, str):
        return ()
    return tuple(sorted(tag for tag, name in config.translate.routes.items() if name == model))
