"""Language identification with py3langid (Lui and Baldwin's langid.py, 2012, retrained)."""

import re
from array import array
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from pipeline.core.derived import derive_folder
from pipeline.core.filehashes import cache_folder
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
    """Load the model in a thread, beside imports."""
    Thread(target=_identifier, daemon=True).start()


def _identifier() -> "LanguageIdentifier":
    with _LOADING:
        return _load()


_LOADING = Lock()


@cache
def _load() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    final = cache_folder() / "identification" / f"{LIBRARY}-{version(LIBRARY)}"
    try:
        return _read(derive_folder(final, _unpack, "the unpacked language model"))
    except OSError:
        # A cache that cannot be written costs time, never a result.
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


# In the order of py3langid's `load_model`.
_ARRAYS = ("ptc", "pc", "classes", "nextmove", "row", "output")


def _unpack(folder: Path) -> None:
    """Keep the model's arrays in a new folder: its LZMA takes eight times as long to read."""
    import numpy as np
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    folder.mkdir()
    for name, values in zip(_ARRAYS, load_model(MODEL_DIR / MODEL_FILE), strict=True):
        np.save(folder / f"{name}.npy", np.asarray(values))


def _read(folder: Path) -> "LanguageIdentifier":
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    ptc, pc, classes, nextmove, row, output = (np.load(folder / f"{name}.npy") for name in _ARRAYS)
    # The automaton walks arrays of the standard library, which give single numbers sooner.
    steps, rows = (array(each.dtype.char, each.tobytes()) for each in (nextmove, row))
    return LanguageIdentifier(
        ptc, pc, classes.tolist(), steps, output.tolist(), norm_probs=True, tk_row=rows
    )


def _tag(label: str) -> str:
    if label == _NO_LANGUAGE:
        return "und"
    return "nb" if label == MACROLANGUAGE else label
