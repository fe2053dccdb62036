"""A user's glossary: which English term a source term must become."""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.languages import MACROLANGUAGE, read_language
from pipeline.text.normalize import loosely, normalize, visible
from pipeline.translation.names import english_name
from pipeline.translation.placeholders import Kept


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and its English, for one language (BCP-47) or, when empty, for all."""

    source: str
    target: str
    language: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in the order of their file; `digest` is the SHA-256 of the terms."""

    terms: tuple[Term, ...]
    digest: str

    def find(self, text: str, language: str) -> list[Term]:
        """List the terms a text holds, each at most once, longer ones before those inside them."""
        found = []
        text = visible(text)
        ordered = sorted(self.terms, key=lambda term: (-len(term.source), term.source))
        for term in ordered:
            if term.language in {"", language} and _pattern(term.source).search(text):
                found.append(term)
                text = _pattern(term.source).sub(" ", text)
        return found


def name_terms(text: str, names: Iterable[str]) -> list[Term]:
    """Return names of a text as terms, neighbours as one.

    Compounds (`Nato-sjefen`) are left out: a part of them is to be translated.
    """
    terms: list[Term] = []
    for name in names:
        if "-" in name:
            continue
        known = english_name(name)
        genitive = known and name.endswith("s") and not known.endswith("s")
        target = f"{known}'s" if genitive else known or name
        last = terms[-1] if terms else None
        if last and f"{last.source} {name}" in text:
            terms[-1] = Term(f"{last.source} {name}", f"{last.target} {target}", "")
        else:
            terms.append(Term(name, target, ""))
    return terms


def put_targets(text: str, terms: Sequence[Term]) -> str:
    """Return a text with the English terms in it: of a source text, models copy most of them.

    All are put in at once, and none where an English term is already.
    """
    words = {term.source: term.target for term in terms if term.source != term.target}
    kept = [term.target for term in terms if term.target not in words]
    return _substitute(text, words, kept)


def find_terms(text: str, terms: Sequence[Term]) -> list[Kept]:
    """Find where terms are in a text (see `visible`), genitive endings left out."""
    if not terms:
        return []
    ordered = sorted({term.source: term for term in terms}.values(), key=lambda t: -len(t.source))
    found = []
    for match in _any(tuple(term.source for term in ordered)).finditer(text):
        group = match.lastindex or 0
        term = ordered[group - 1]
        target = _cased(term.target, term.source, match[group], text[: match.start()])
        found.append(Kept(match.start(group), match.end(group), target))
    return found


def missing_terms(text: str, terms: Sequence[Term]) -> list[Term]:
    """List the terms whose English a translation does not hold; its first letter may be either."""
    text = visible(text)
    return [term for term in terms if _pattern(term.target).search(text) is None]


# As many patterns as a glossary has terms: without one of them, every sentence would wait.
@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Match a word as `_one_of` does."""
    return re.compile(_one_of([word]))


@lru_cache(maxsize=1024)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_one_of(words))


def _one_of(words: Iterable[str]) -> str:
    """Write a pattern of whole words, a group for each, maybe with a genitive's ending after it.

    Where a word begins in lower case, its first letter may be in either, or all be in capitals.
    """
    groups = "|".join(f"({_word(normalize(word))})" for word in words)
    return rf"(?<!\w)(?:{groups})(?:['’]?s)?(?!\w)"


def _word(word: str) -> str:
    first = loosely(word[0])
    if not word[0].islower():
        return first + loosely(word[1:])
    return f"(?i:{first}){loosely(word[1:])}|{loosely(word.upper())}"


def _substitute(text: str, words: Mapping[str, str], kept: Iterable[str]) -> str:
    """Put words in place of others in one pass, past what is kept; the longest comes first."""
    if not words:
        return text
    ordered = sorted([*words, *kept], key=len, reverse=True)

    def replacement(match: re.Match[str]) -> str:
        group = match.lastindex or 0
        source = ordered[group - 1]
        word = words.get(source)
        if word is None:
            return match[0]
        written = _cased(word, source, match[group], visible_text[: match.start()])
        return written if match.end() == match.end(group) else written + "'s"

    visible_text = visible(text)
    return _any(tuple(ordered)).sub(replacement, visible_text)


_SENTENCE_START = re.compile(r"(?:^|[.!?:]|[-–—]\s|[\"'«»“”„’])\s*$")


def _cased(word: str, source: str, found: str, before: str) -> str:
    """Give a word the capitals with which its source was found: all, or a sentence's first."""
    if found == source:
        return word
    if len(found) > 1 and found.isupper():
        return word.upper()
    if found[0].isupper() and _SENTENCE_START.search(before):
        return word[0].upper() + word[1:]
    return word


def load_glossary(path: Path) -> Glossary:
    """Read a TSV of source term, English term and language; raises ConfigError.

    The language may be left out: the term then holds for all. Lines that begin with `#` and blank
    ones are skipped.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"the glossary {path} cannot be read ({exc}): name a UTF-8 TSV file"
        raise ConfigError(msg, "translate.glossary") from exc
    terms: dict[tuple[str, str], Term] = {}
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, 1):
        if not row or not "".join(row).strip() or row[0].startswith("#"):
            continue
        term = _read_row(row, f"the glossary {path}, line {number}")
        key = (term.source, term.language)
        if key in terms and terms[key] != term:
            msg = (
                f"the glossary {path}, line {number}: {term.source} has two translations: keep one"
            )
            raise ConfigError(msg, "translate.glossary")
        terms[key] = term
    ordered = tuple(terms.values())
    listed = json.dumps([[each.source, each.target, each.language] for each in ordered])
    return Glossary(ordered, hashlib.sha256(listed.encode()).hexdigest())


def _read_row(row: Sequence[str], place: str) -> Term:
    cells = [" ".join(visible(cell).split()) for cell in row]
    if len(cells) not in {2, 3} or not all(map(normalize, cells[:2])):
        msg = f"{place} must hold source term, tab, English term, and maybe tab, language"
        raise ConfigError(msg, "translate.glossary")
    language = cells[2] if len(cells) == 3 else ""
    try:
        tag = read_language(language) if language else ""
    except ValueError as exc:
        msg = f"{place}: {exc}, or nothing for all languages"
        raise ConfigError(msg, "translate.glossary") from exc
    return Term(cells[0], cells[1], "nb" if tag == MACROLANGUAGE else tag)
