"""Sentence pairs from the message catalogues (GNU gettext `.mo`) of translated programs.

Programs translated to Bokmål and Nynorsk are a large body of real Norwegian with its English:
help texts, game stories, names of countries and languages (iso-codes). A message keeps the marks
of a user interface, which are taken out; what still is no plain text is left out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError

from .cleaning import is_plain_pair, repair

if TYPE_CHECKING:
    from babel.messages.catalog import Message

# Folder names under a locale root, to the languages the training data names.
_LANGUAGES = {"da": "da", "nb": "nob", "nb_NO": "nob", "no": "nob", "nn": "nno", "nn_NO": "nno"}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# The letter after it is a menu's shortcut.
_SHORTCUT = re.compile(r"[&_](?=\w)")
_DISAMBIGUATION = re.compile(r"^[\w ]*\|")


def read_catalogues(root: Path, report: Callable[[str], None]) -> Iterator[tuple[str, str, str]]:
    """Yield (language, source, English) from every catalogue under a folder, each pair once.

    `root` is a locale folder as `/usr/share/locale`, or one that has such folders in it. Files
    that cannot be read are named to `report`. Raises InputError where there are no catalogues.
    """
    files = [path for path in sorted(root.rglob("LC_MESSAGES/*.mo")) if _language(path)]
    if not files:
        message = (
            f"{root} has no catalogues of Danish or Norwegian: give a folder like /usr/share/locale"
        )
        raise InputError(message)
    seen = set()
    for path in files:
        for source, english in _messages(path, report):
            pair = (_language(path), source, english)
            if pair not in seen:
                seen.add(pair)
                yield pair


def _language(path: Path) -> str:
    return _LANGUAGES.get(path.parent.parent.name, "")


def _messages(path: Path, report: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    from babel.messages.mofile import read_mo

    try:
        with path.open("rb") as file:
            catalogue = list(read_mo(file))
    except (OSError, ValueError, LookupError, struct.error) as exc:
        report(f"left out {path}, which cannot be read: {exc}")
        return
    for message in catalogue:
        for source, english in _forms(message):
            yield from _plain_pairs(source, english)


def _forms(message: Message) -> Iterator[tuple[str, str]]:
    """Yield (translation, English): the one form of a message, or its singular and its plural."""
    english = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    written = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if english[0] and len(english) == len(written):
        yield from zip(map(str, written), map(str, english), strict=True)


def _plain_pairs(source: str, english: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a message where both sides have the same number of them."""
    sources, targets = source.strip().split("\n\n"), english.strip().split("\n\n")
    if len(sources) != len(targets):
        return
    for pair in zip(sources, targets, strict=True):
        one, other = (_plain(side) for side in pair)
        if is_plain_pair(one, other):
            yield one, _sentence_case(one, other)


def _plain(text: str) -> str:
    return repair(_SHORTCUT.sub("", _TAG.sub("", _DISAMBIGUATION.sub("", text))))


def _sentence_case(source: str, english: str) -> str:
    """Undo a title's capitals, where the source has several words and no capital within."""
    first, *rest = english.split(" ")
    if " " not in source or not source[1:].islower():
        return english
    return " ".join([first, *(word.lower() if word[1:].islower() else word for word in rest)])
