"""Word pairs from FreeDict's dictionaries, as Debian's `dict-freedict-*` packages install them.

A dictionary is two files: `NAME.index` (headword, offset and length, tab-separated, the numbers in
base 64) and `NAME.dict.dz`, which gzip reads. An article's first line is the headword with
pronunciation and part of speech; translations follow, numbered where there are several senses,
each followed by a definition (dict-freedict 2022.11.18 and 0.3.1 looked at).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError

# Of ISO 639-3, which FreeDict's file names use, to the languages the training data names.
_LANGUAGES = {"dan": "da", "nor": "nob", "nob": "nob", "nno": "nno"}
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PRONUNCIATION = re.compile(r"\s/.*?/(?=\s|$)")
_PART_OF_SPEECH = re.compile(r"\s*<(\w+)>$")
_BRACKETS = re.compile(r"\[.*?\]|\(.*?\)|<.*?>")
_SENSE = re.compile(r"^\s*\d+\.\s*")
_NEXT_SENSE = re.compile(r"\s\d+\.$")
_ENDINGS = {"suffix", "prefix"}
# A gloss of more words than this explains instead of translating.
_LONGEST = 4


def read_freedict(stem: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (language, source word, English) from the dictionary `stem`, as `freedict-dan-eng`.

    One side must be English and the other Danish or Norwegian; English headwords are turned.
    English verbs begin with "to". Raises InputError for other names and missing files.
    """
    first, second = stem.name.split("-")[-2:] if "-" in stem.name else ("", "")
    language = _LANGUAGES.get(second if first == "eng" else first)
    if language is None or "eng" not in (first, second):
        message = f"{stem} is not named like freedict-dan-eng or freedict-eng-nor"
        raise InputError(message)
    for headword, verb, translations in _articles(stem):
        for translation in translations:
            source, english = (translation, headword) if first == "eng" else (headword, translation)
            yield language, source, f"to {english}" if verb else english


def _articles(stem: Path) -> Iterator[tuple[str, bool, list[str]]]:
    index, text = stem.with_name(f"{stem.name}.index"), stem.with_name(f"{stem.name}.dict.dz")
    if not index.is_file() or not text.is_file():
        message = f"{index} or {text.name} does not exist: install dict-{stem.name}"
        raise InputError(message)
    whole = gzip.decompress(text.read_bytes())
    spans = set()
    for line in index.read_text(encoding="utf-8").splitlines():
        headword, offset, length = line.split("\t")[:3]
        if not headword.startswith("00"):
            spans.add((_number(offset), _number(length)))
    for begin, size in sorted(spans):
        article = whole[begin : begin + size].decode("utf-8").splitlines()
        pronounced = _PRONUNCIATION.sub("", article[0])
        part = _PART_OF_SPEECH.search(pronounced)
        headword = _PART_OF_SPEECH.sub("", pronounced).strip()
        kind = part.group(1) if part else ""
        if headword and kind not in _ENDINGS:
            yield headword, kind == "v", _translations(article[1:])


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 64 + _BASE64.index(digit)
    return number


def _translations(lines: list[str]) -> list[str]:
    """Take the first line and every numbered one; the lines between them are definitions."""
    found: list[str] = []
    for position, line in enumerate(lines):
        if position == 0 or _SENSE.match(line):
            plain = _NEXT_SENSE.sub("", _SENSE.sub("", _BRACKETS.sub("", line)))
            found.extend(word.strip() for word in re.split("[,;]", plain))
    return [word for word in found if word and len(word.split()) <= _LONGEST]
