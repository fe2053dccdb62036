"""The translate stage: every sentence becomes English, checked, and tried again when in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import cast

from pipeline.config import Config
from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document, Flag, Segment, Translation
from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.errors import ConfigError, DocumentError, ModelError
from pipeline.languages import NO_LANGUAGE
from pipeline.text import langid
from pipeline.translation.glossary import Glossary, load_glossary
from pipeline.translation.translator import Attempt, Translator, foreign_flag
from pipeline.weights.names import locate, read_manifest, resolve

CODE_VERSION = 6

_ENGLISH = "en"
ENGINE_LIBRARIES = {
    "ctranslate2": ("ctranslate2", "sentencepiece"),
    "transformers": ("torch", "transformers", "sentencepiece"),
    "fake": (),
}
"""Libraries whose version may change what a model writes, by engine."""

# English has fewer tokens than twice those of its source; what goes on beyond them is a loop.
_MAX_RATIO = 2.0
# A second try may not loop, has shorter pieces and, as it is a small part of the work only when it
# is cheap, half the beam. Of 100 sentences of which the embedded model made 35 doubtful, it left 26
# so for a tenth more time; the whole beam left 26 for a third more, and on 240 sentences shorter
# pieces left 50 of 71, twice the beam 55.
_SECOND_NGRAM = 3
_SECOND_PIECES = 3
_SECOND_BEAMS = 2


class TranslateStage:
    """Translates sentence by sentence; one unit a sentence, other languages are copied."""

    name = "translate"
    cheap = False
    batch_units = 1024

    def __init__(self, config: Config, engine: Seq2Seq | None = None) -> None:
        self._config = config
        self._given = engine
        self._models = _route(config)
        self._translators: dict[str, Translator] = {}

    def fingerprint(self) -> Fingerprint:
        """Name the code, the settings that decide the English, the models and the libraries."""
        settings = self._config.translate
        keys = ("engine", "compute_type", "beam_size", "length_penalty", "retry", "alignment")
        named: dict[str, Json] = {f"translate.{key}": getattr(settings, key) for key in keys}
        named["translate.model"] = dict(sorted(self._models.items()))
        named["translate.glossary"] = self._glossary.digest if self._glossary else None
        models: dict[str, str] = {}
        if settings.engine != "fake":
            models = {name: resolve(name).digest for name in sorted(set(self._models.values()))}
            named["tested_tokens"] = {name: tested_tokens(name) for name in models}
        used = (*ENGINE_LIBRARIES[settings.engine], langid.LIBRARY, "simplemma")
        libraries = {name: version(name) for name in used}
        return Fingerprint(self.name, CODE_VERSION, named, models, libraries, {})

    def units(self, document: Document) -> Sequence[Unit]:
        """List the sentences that a model translates."""
        return [
            Unit({"text": segment.text, "language": _language(segment)})
            for segment in document.segments
            if self._translates(segment)
        ]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Return {"text", "score", "flags": [[name, reason], ...], "alignment"} for each."""
        sentences = cast("Sequence[Mapping[str, str]]", payloads)
        groups: dict[str, list[int]] = {}
        for index, sentence in enumerate(sentences):
            groups.setdefault(self._models[sentence["language"]], []).append(index)
        results: dict[int, Json] = {}
        for model, group in groups.items():
            made = self._translator(model).translate(
                [sentences[index]["text"] for index in group],
                [sentences[index]["language"] for index in group],
            )
            results.update(zip(group, map(_encode, made), strict=True))
        return [results[index] for index in range(len(sentences))]

    def apply(self, document: Document, results: Sequence[Json]) -> Document:
        """Fill the translations in; English is copied, and so are other languages, flagged."""
        made = iter(results)
        segments = tuple(
            replace(
                segment,
                translation=_decode(next(made)) if self._translates(segment) else _copy(segment),
            )
            for segment in document.segments
        )
        return replace(document, segments=segments)

    def _translates(self, segment: Segment) -> bool:
        return _language(segment) in self._models

    @cached_property
    def _glossary(self) -> Glossary | None:
        path = self._config.translate.glossary
        return load_glossary(Path(path)) if path else None

    def _translator(self, model: str) -> Translator:
        if model not in self._translators:
            self._translators[model] = self._build(model)
        return self._translators[model]

    def _build(self, model: str) -> Translator:
        settings = self._config.translate
        first = Decoding(
            beam_size=settings.beam_size,
            length_penalty=settings.length_penalty,
            max_ratio=_MAX_RATIO,
            alignment=settings.alignment,
        )
        engine = self._given or self._load(model)
        tested = tested_tokens(model) if settings.engine != "fake" else None
        limit = min(engine.max_source_tokens, tested or engine.max_source_tokens)
        beams = max(1, settings.beam_size // _SECOND_BEAMS)
        second = Attempt(
            replace(first, beam_size=beams, no_repeat_ngram=_SECOND_NGRAM),
            limit // _SECOND_PIECES if tested else limit,
        )
        return Translator(
            engine,
            Attempt(first, limit),
            second if settings.retry else None,
            self._glossary,
            langid.LanguageIdentification(),
        )

    def _load(self, model: str) -> Seq2Seq:
        from pipeline.engines.loading import load_seq2seq

        settings, compute = self._config.translate, self._config.compute
        return load_seq2seq(
            resolve(model),
            engine=settings.engine,
            compute_type=settings.compute_type,
            device=compute.device,
            threads=compute.threads,
            batch_tokens=compute.batch_tokens,
        )


def _route(config: Config) -> dict[str, str]:
    """Name the model of every language; raises ConfigError for one without."""
    settings = config.translate
    languages = [tag for tag in settings.languages if tag != _ENGLISH]
    if isinstance(settings.model, str):
        return dict.fromkeys(languages, settings.model)
    missing = [tag for tag in languages if tag not in settings.model]
    if missing:
        key = "translate.model"
        msg = f"config {key} names no model for {', '.join(missing)}: add `{missing[0]}: <model>`"
        raise ConfigError(msg, key)
    return {tag: settings.model[tag] for tag in languages}


def tested_tokens(model: str) -> int | None:
    """Return up to how many source tokens a model is known to do well on, if it says so.

    Small models fall apart on sources longer than their training had, far below what their
    architecture takes; their manifest's `tested_tokens` says where.
    """
    stated = read_manifest(locate(model)).get("tested_tokens")
    if stated is not None and (not isinstance(stated, int) or stated < 8):
        msg = f"{model}: tested_tokens in its manifest is {stated!r}: write a whole number over 7"
        raise ModelError(msg)
    return stated


def _copy(segment: Segment) -> Translation:
    """Return a sentence that is not translated, flagged unless it is English or no language."""
    language = _language(segment)
    if language in {_ENGLISH, NO_LANGUAGE}:
        return Translation(segment.text, 0.0)
    return Translation(segment.text, 0.0, (foreign_flag(language),))


def _language(segment: Segment) -> str:
    if segment.language is None:
        msg = "a sentence's language is not known: run the segment stage before the translate stage"
        raise DocumentError(msg)
    return segment.language.tag


def _encode(translation: Translation) -> Json:
    links = translation.alignment
    return {
        "text": translation.text,
        "score": translation.score,
        "flags": [[flag.name, flag.reason] for flag in translation.flags],
        "alignment": None if links is None else [list(link) for link in links],
    }


def _decode(result: Json) -> Translation:
    made = cast("Mapping[str, object]", result)
    flags = cast("Sequence[tuple[str, str]]", made["flags"])
    links = cast("Sequence[tuple[int, int, int, int]] | None", made["alignment"])
    return Translation(
        str(made["text"]),
        float(cast("float", made["score"])),
        tuple(Flag(name, reason) for name, reason in flags),
        None if links is None else tuple((a, b, c, d) for a, b, c, d in links),
    )
