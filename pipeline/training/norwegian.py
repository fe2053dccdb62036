"""Synthetic Bokmål and Nynorsk from Danish, word by word.

The three written languages share their word order, so a mapping of the vocabulary made once gives
usable training sources at the speed of a dictionary look-up. The first of these that knows a
word gives its Norwegian form:

- the reviewed overrides,
- the table learned from real translations,
- Apertium, where a Norwegian word list knows the result,
- the Danish form, where the list knows it,
- regular spelling correspondences and known compounds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pipeline.errors import InputError

from .agreement import choose_forms
from .apertium import translate_words
from .danish import WORD, Word, contexts, has_context, read_words

_BOKMAAL_SPELLING: tuple[tuple[str, str], ...] = (
    (r"hederne(s?)$", r"hetene\1"),
    (r"heder(s?)$", r"heter\1"),
    (r"heden(s?)$", r"heten\1"),
    (r"hed(s?)$", r"het\1"),
    (r"hedspolitik", "hetspolitikk"),
    (r"erne(s?)$", r"ene\1"),
    (r"tion", "sjon"),
    (r"politik(?!k)", "politikk"),
    (r"ssion", "sjon"),
    (r"sion", "sjon"),
    (r"gennem", "gjennom"),
    (r"våben", "våpen"),
    (r"igt$", "ig"),
    (r"æ(?=[lmnrv]d|gt|nd|ns)", "e"),
    (r"(?<=[aeiouyæøå])b(?=e|$)", "p"),
    (r"(?<=[aeiouyæøå])d(?=e$|er$|et$|t$)", "t"),
    (r"(?<=[aeiouyæøå])g(?=e$|er$|et$|t$)", "k"),
    (r"nd(?=$|s$)", "nn"),
    (r"ld(?=$|s$)", "ll"),
    (r"(?<=[^s])c(?=[eiy])", "s"),
    (r"eje", "eie"),
    (r"øj", "øy"),
    (r"^af", "av"),
    (r"^efter", "etter"),
    (r"^ind", "inn"),
    (r"^ud", "ut"),
    (r"^udenrigs", "utenriks"),
    (r"ien$", "ia"),
    (r"projekt", "prosjekt"),
    (r"iere$", "iere"),
    (r"tz", "ts"),
)
# Correspondences that hold even where no word list can confirm the result.
_CERTAIN = re.compile(r"hederne|heder|heden|hed|tion|gennem|våben|projekt|udenrigs")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_INFINITIVE = _words(
    "de denne dette disse alle hele mange nogle store vore deres begge ikke hverandre samme både "
    "mine sine visse flere fælles nye netop europæiske nationale internationale sociale andre "
    "første hvilke nuværende ene bedre mere mindre stadige gerne længe måske dine"
)
_SHORT_INFINITIVE = _words(
    "få gå se stå gøre tro bo dø le sy give ske forstå opnå foregå modstå bestå tilstå indgå slå "
    "undgå opstå blive tage have være sige slås nå bede"
)
# After these words, or at the start of a clause, "der" is the expletive subject, not "who/which".
_BEFORE_EXPLETIVE = _words(
    "at er var har kan skal vil og hvis når findes blev bliver hvor hvordan om fordi mens så men "
    "da eller bør må kunne skulle ville"
)


@dataclass(frozen=True, slots=True)
class WordLists:
    """Lower-case full-form lists of the two written standards."""

    bokmaal: frozenset[str]
    nynorsk: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Lower-case Danish word -> Bokmål and -> Nynorsk."""

    bokmaal: dict[str, str]
    nynorsk: dict[str, str]

    def save(self, path: Path) -> None:
        """Write as JSON."""
        content = {"bokmaal": self.bokmaal, "nynorsk": self.nynorsk}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Mapping:
        """Read what `save` wrote."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(bokmaal=content["bokmaal"], nynorsk=content["nynorsk"])


def read_word_lists(folder: Path = Path("/usr/share/dict")) -> WordLists:
    """Read the lists of Debian's `wnorwegian`; raises InputError if they are not installed."""

    def words(name: str) -> frozenset[str]:
        path = folder / name
        if not path.is_file():
            message = f"the word list {path} is missing: install the Debian package wnorwegian"
            raise InputError(message)
        text = path.read_text(encoding="latin-1")
        return frozenset(word.strip().lower() for word in text.splitlines())

    return WordLists(bokmaal=words("bokmaal"), nynorsk=words("nynorsk"))


def read_overrides() -> dict[str, tuple[str, str]]:
    """Read Danish, Bokmål and Nynorsk: the learned table, and over it the reviewed one.

    Keys of the learned table may have a context (`contexts`); an empty side says nothing.
    """
    return read_table("norwegian_learned.tsv") | read_table("norwegian_overrides.tsv")


def read_table(name: str) -> dict[str, tuple[str, str]]:
    """Read one of the project's tables: Danish, Bokmål, Nynorsk."""
    table = resources.files(__package__).joinpath(name)
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return {danish: (bokmaal, nynorsk) for danish, bokmaal, nynorsk in rows}


def build_mapping(
    vocabulary: Sequence[str],
    lists: WordLists,
    overrides: dict[str, tuple[str, str]],
    translate: Callable[[Sequence[str], str], list[str]] = translate_words,
) -> Mapping:
    """Map every lower-case word; `translate` takes words and an Apertium mode name."""
    proposed = translate(vocabulary, "dan-nob")
    bokmaal: dict[str, str] = {}
    for danish, candidate in zip(vocabulary, proposed, strict=True):
        bokmaal[danish] = _choose_bokmaal(danish, candidate.lower(), lists.bokmaal)
    words_only = {key: row for key, row in overrides.items() if not has_context(key)}
    bokmaal |= {danish: row[0] for danish, row in words_only.items() if row[0]}
    _join_compounds(bokmaal, vocabulary, lists.bokmaal)
    words = list(bokmaal)
    proposed = translate([bokmaal[word] for word in words], "nob-nno_e")
    direct = dict(zip(vocabulary, translate(vocabulary, "dan-nno"), strict=True))
    nynorsk: dict[str, str] = {}
    for danish, candidate in zip(words, proposed, strict=True):
        options = (candidate.lower(), direct.get(danish, "").lower())
        known = (word for word in options if word and known_form(word, lists.nynorsk))
        nynorsk[danish] = next(known, candidate.lower() or bokmaal[danish])
    nynorsk |= {danish: row[1] for danish, row in words_only.items() if row[1]}
    for key, row in overrides.items():
        if has_context(key):
            bokmaal |= {key: row[0]} if row[0] else {}
            nynorsk |= {key: row[1]} if row[1] else {}
    return Mapping(bokmaal=bokmaal, nynorsk=nynorsk)


def known_form(word: str, words: frozenset[str]) -> bool:
    """Whether the list has the word, every part of it, or its form without the genitive s."""
    parts = re.split(r"[ -]", word)
    return all(part in words or (part.endswith("s") and part[:-1] in words) for part in parts)


def _choose_bokmaal(danish: str, candidate: str, words: frozenset[str]) -> str:
    if candidate and candidate != danish and known_form(candidate, words):
        return candidate
    if known_form(danish, words):
        return danish
    respelled = danish
    for pattern, replacement in _BOKMAAL_SPELLING:
        respelled = re.sub(pattern, replacement, respelled)
        if respelled != danish and known_form(respelled, words):
            return respelled
    if candidate and candidate != danish and " " not in candidate:
        return candidate
    return respell(danish)


def respell(danish: str) -> str:
    """Apply only the correspondences that are certain without a word list."""
    for pattern, replacement in _BOKMAAL_SPELLING:
        if _CERTAIN.search(pattern):
            danish = re.sub(pattern, replacement, danish)
    return danish


def _join_compounds(
    mapping: dict[str, str], vocabulary: Iterable[str], words: frozenset[str]
) -> None:
    """Rewrite unknown compounds whose two parts are both mapped to known words, in place."""
    for danish in vocabulary:
        if len(danish) < 9 or known_form(mapping[danish], words):
            continue
        for cut in range(len(danish) - 4, 3, -1):
            head, tail = danish[:cut], danish[cut:]
            link = "s" if head.endswith("s") and head[:-1] in mapping else ""
            first = mapping.get(head.removesuffix(link) if link else head)
            second = mapping.get(tail)
            if first and second and {first, second} <= words and " " not in first + second:
                mapping[danish] = first + link + second
                break


# Danish sets a comma before every clause, Norwegian none before these.
_DANISH_COMMA = re.compile(
    r",(?= (?:at|om|hva|kva|hvordan|korleis|hvorfor|kvifor|hvis|viss|dersom|fordi|når) )"
)
# What becomes of a Danish passive in -s after a modal verb.
_FINITE_AFTER_MODAL = re.compile(
    r"\b(skal|vil|kan|må|bør|skulle|ville|kunne|måtte|burde|å) blir\b", re.IGNORECASE
)


def to_norwegian(sentence: str, mapping: dict[str, str], english: str = "") -> str:
    """Rewrite one Danish sentence; `mapping` is one side of a `Mapping`.

    Capitalized words that stand in its `english` too are names, which keep their spelling.
    """
    names = {word for word in WORD.findall(english) if not word.islower()}
    words = read_words(sentence)
    chosen = choose_forms(words, mapping)
    for index, word in enumerate(words):
        if word.lower == "at" and _has_infinitive(words, index, mapping):
            chosen[index] = "å"
        elif word.lower == "der" and index not in chosen and _is_expletive(words, index):
            chosen[index] = "det"
        in_context = next((mapping[key] for key in contexts(word) if key in mapping), None)
        if in_context is not None:
            chosen[index] = in_context
    parts, end = [], 0
    for index, word in enumerate(words):
        parts.append(sentence[end : word.start])
        if word.text in names:
            parts.append(word.text)
        elif index in chosen:
            parts.append(_as_written(word.text, chosen[index]))
        else:
            parts.append(_replace(word.text, mapping))
        end = word.start + len(word.text)
    text = "".join([*parts, sentence[end:]])
    return _FINITE_AFTER_MODAL.sub(r"\1 bli", _DANISH_COMMA.sub("", text))


def _has_infinitive(words: Sequence[Word], index: int, mapping: dict[str, str]) -> bool:
    """Whether the word after `at` is an infinitive: the mapping has its present tense too."""
    if index + 1 == len(words) or words[index].gap_after:
        return False
    word = words[index + 1].text
    if not word.islower():
        return False
    if word in _SHORT_INFINITIVE:
        return True
    verb = word not in mapping or f"{word}r" in mapping
    return word.endswith("e") and word not in _NOT_INFINITIVE and verb


def _is_expletive(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    return index == 0 or word.text[0] == "D" or word.before in _BEFORE_EXPLETIVE


def _replace(word: str, mapping: dict[str, str]) -> str:
    lower = word.lower()
    target = mapping.get(lower)
    if target is None:
        # Capitalized words outside the vocabulary are names; other words get the sure spellings.
        target = respell(lower) if word.islower() else lower
    return word if target == lower else _as_written(word, target)


def _as_written(word: str, target: str) -> str:
    """Give a word of the mapping the capitals of the one it replaces."""
    if word.isupper() and len(word) > 1:
        return target.upper()
    if word[0].isupper():
        return "-".join(part[:1].upper() + part[1:] for part in target.split("-"))
    return target
