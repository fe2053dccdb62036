"""The translate stage: every sentence becomes English, checked, and tried again when flagged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from typing import cast

from pipeline.config import Translate
from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document, Flag, Segment, Translation
from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.engines.loading import LIBRARIES
from pipeline.errors import DocumentError
from pipeline.languages import NO_LANGUAGE
from pipeline.text import langid
from pipeline.translation.casing import find_known, is_shouted
from pipeline.translation.glossary import Glossary
from pipeline.translation.names import list_names
from pipeline.translation.persons import list_starting
from pipeline.translation.translator import DecodingPass, Translator, foreign_flag
from pipeline.weights.names import ModelFolder

CODE_VERSION = 24

_ENGLISH = "en"
# What tells languages apart, and names from words in capitals.
_LIBRARIES = (langid.LIBRARY, "simplemma")
# English has fewer tokens than twice those of its source; what goes on beyond them is a loop.
_MAX_RATIO = 2.0
# The fallback may not loop, has shorter pieces and, as it is a small part of the work only when it
# is cheap, half the beam. Of 100 sentences of which the embedded model flagged 35, it left 26
# so for a tenth more time; the whole beam left 26 for a third more, and on 240 sentences shorter
# pieces left 50 of 71, twice the beam 55.
_FALLBACK_NGRAM = 3
_FALLBACK_PIECES = 3
_FALLBACK_BEAMS = 2


class TranslateStage:
    """Translates sentence by sentence; one unit a sentence, other languages are copied."""

    name = "translate"
    cheap = False
    batch_units = 1024

    def __init__(
        self,
        settings: Translate,
        routes: Mapping[str, str],
        models: Mapping[str, ModelFolder],
        glossary: Glossary | None,
        load: Callable[[str], Seq2Seq],
    ) -> None:
        """Set what decides the English, and how a model is loaded when it is first needed.

        `routes` names the model of each language (BCP-47). `models` are they by name; empty for
        the fake engine, which has none.
        """
        self._settings = settings
        self._routes = routes
        self.models = models
        self._glossary = glossary
        self._load = load
        self._translators: dict[str, Translator] = {}
        self.fingerprint = self._fingerprint()

    def _fingerprint(self) -> Fingerprint:
        # Languages and models are in the routes, and a glossary is its terms, not its path.
        stated = self._settings.model_dump(exclude={"languages", "model", "glossary"})
        stated["model"] = dict(sorted(self._routes.items()))
        stated["glossary"] = self._glossary.digest if self._glossary else None
        stated["limits"] = {name: asdict(model.limits) for name, model in self.models.items()}
        return Fingerprint(
            self.name,
            CODE_VERSION,
            {f"{self.name}.{key}": value for key, value in stated.items()},
            {name: model.digest for name, model in self.models.items()},
            {name: version(name) for name in (*LIBRARIES[self._settings.engine], *_LIBRARIES)},
            {},
        )

    def units(self, document: Document) -> Sequence[Unit]:
        """List the sentences that a model translates, with names that the document has elsewhere.

        These are all names of one in capitals, and a word that begins another.
        """
        segments = [each for each in document.segments if self._translates(each)]
        sources = [each.source for each in segments]
        shouted = set(filter(is_shouted, sources))
        names = list_names(sources) if shouted else ()
        known = [
            find_known(source, names) if source in shouted else starting
            for source, starting in zip(sources, list_starting(sources), strict=True)
        ]
        return [Unit(_identity(each, found)) for each, found in zip(segments, known, strict=True)]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Return {"text", "score", "flags": [[name, reason], ...], "alignment"} for each."""
        sentences = cast("Sequence[Mapping[str, str]]", payloads)
        known = [cast("Mapping[str, list[str]]", each).get("names", []) for each in payloads]
        groups: dict[str, list[int]] = {}
        for index, sentence in enumerate(sentences):
            groups.setdefault(self._routes[sentence["language"]], []).append(index)
        results: dict[int, Json] = {}
        for model, group in groups.items():
            made = self._translator(model).translate(
                [sentences[index]["text"] for index in group],
                [sentences[index]["language"] for index in group],
                [known[index] for index in group],
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
        return _language(segment) in self._routes

    def _translator(self, model: str) -> Translator:
        if model not in self._translators:
            self._translators[model] = self._build(model)
        return self._translators[model]

    def _build(self, model: str) -> Translator:
        settings = self._settings
        first = Decoding(
            beam_size=settings.beam_size,
            length_penalty=settings.length_penalty,
            max_ratio=_MAX_RATIO,
            alignment=settings.alignment,
        )
        engine = self._load(model)
        tested = self.models[model].limits.tested_tokens if model in self.models else None
        limit = min(engine.max_source_tokens, tested or engine.max_source_tokens)
        beams = max(1, settings.beam_size // _FALLBACK_BEAMS)
        fallback = DecodingPass(
            replace(first, beam_size=beams, no_repeat_ngram_size=_FALLBACK_NGRAM, sparse=True),
            limit // _FALLBACK_PIECES if tested else limit,
        )
        return Translator(
            engine,
            DecodingPass(first, limit),
            fallback if settings.retry else None,
            self._glossary,
            langid.LanguageIdentification(),
        )


def _identity(segment: Segment, names: Sequence[str]) -> Json:
    identity: dict[str, Json] = {"text": segment.source, "language": _language(segment)}
    return identity | {"names": list(names)} if names else identity


def _copy(segment: Segment) -> Translation:
    """Return a sentence that is not translated, flagged unless it is English or no language."""
    language = _language(segment)
    if language in {_ENGLISH, NO_LANGUAGE}:
        return Translation(segment.source, 0.0)
    return Translation(segment.source, 0.0, (foreign_flag(language),))


def _language(segment: Segment) -> str:
    if segment.language is None:
        msg = "a sentence's language is not known: run the segment stage before the translate stage"
        raise DocumentError(msg)
    return segment.language.tag


def _encode(translation: Translation) -> Json:
    links = translation.alignment
    return {
        "text": translation.target,
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
