"""Language identification with py3langid (Lui and Baldwin's langid.py, 2012, retrained)."""

import re
from collections.abc import Sequence
from functools import cache
from threading import Lock, Thread
from typing import TYPE_CHECKING

from pipeline.documents import Language
from pipeline.languages import MACROLANGUAGE

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LIBRARY = "py3langid"
"""The distribution whose version decides what is identified."""

# ISO 639-2 "no linguistic content": the model's label for markup and program code.
_NO_LANGUAGE = "zxx"


class LanguageIdentification:
    """Identifies 140 languages, none of them left out.

    Asked to choose among the wanted languages only, an identifier cannot reject the others. The
    model's `no` is Bokmål beside a Nynorsk of its own, so it is called `nb`.
    """

    def detect(self, texts: Sequence[str]) -> list[Language]:
        """Identify each text's language; `und` with confidence 0 where there are no letters."""
        classify = _identifier().classify
        found = []
        for text in map(_without_other_scripts, texts):
            if any(map(str.isalpha, text)):
                tag, confidence = classify(text)
                found.append(Language(_tag(tag), confidence))
            else:
                found.append(Language("und", 0.0))
        return found

    def rank(self, text: str) -> list[Language]:
        """List all languages by their probability for a text, the likeliest first."""
        return [
            Language(_tag(tag), confidence)
            for tag, confidence in _identifier().rank(_without_other_scripts(text))
        ]


def _without_other_scripts(text: str) -> str:
    """Return a text without emoji and names in other scripts, if a third of its letters stay."""
    if text.isascii():
        return text
    rest = _OTHER_SCRIPTS.sub(" ", text)
    return rest if 3 * sum(map(str.isalpha, rest)) >= sum(map(str.isalpha, text)) else text


# Neither Latin letters nor the marks around them.
_OTHER_SCRIPTS = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2010-\u203a\u20a0-\u20cf]+")


def begin_loading() -> None:
    """Load the model in a thread, beside imports: its decompression needs no interpreter."""
    Thread(target=_identifier, daemon=True).start()


def _identifier() -> "LanguageIdentifier":
    with _LOADING:
        return _load()


_LOADING = Lock()


@cache
def _load() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _tag(label: str) -> str:
    if label == _NO_LANGUAGE:
        return "und"
    return "nb" if label == MACROLANGUAGE else label
