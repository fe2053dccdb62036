"""A user's glossary: which English term a source term must become."""

import csv
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import ConfigError

# Acronyms that models copy: of eleven placeholders tried, such ones came through best.
_PLACEHOLDERS = ("ABC", "NTB", "BBC", "CNN", "DNB", "TDC", "SAS", "LEGO", "IKEA", "VG")


_ADDRESS = re.compile(
    r"https?://[^\s<>\"«»]{1,500}|(?<![\w@])www\.[^\s<>\"«»]{1,500}"
    r"|(?<![\w.])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|(?<![\w&/])[#@]\w{2,60}"
)


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
        ordered = sorted(self.terms, key=lambda term: (-len(term.source), term.source))
        for term in ordered:
            if term.language in {"", language} and _pattern(term.source).search(text):
                found.append(term)
                text = _pattern(term.source).sub(" ", text)
        return found


def find_addresses(text: str) -> list[Term]:
    """List web and mail addresses, handles and tags as terms: they stay as they are."""
    found = dict.fromkeys(match[0].rstrip(".,:;!?") for match in _ADDRESS.finditer(text))
    return [Term(address, address, "") for address in found]


def put_targets(text: str, terms: Sequence[Term]) -> str:
    """Return the source text with the English terms in it: models copy most of them."""
    for term in terms:
        text = _substitute(_pattern(term.source), text, term.target, genitive="'s")
    return text


def put_placeholders(text: str, terms: Sequence[Term]) -> tuple[str, dict[str, str]]:
    """Return the source text with placeholders for its terms, and what each stands for.

    Terms beyond the number of placeholders stay as they are.
    """
    free = [name for name in _PLACEHOLDERS if name not in text]
    meanings = {}
    for name, term in zip(free, terms, strict=False):
        text = _substitute(_pattern(term.source), text, name, genitive="s")
        meanings[name] = term.target
    return text, meanings


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Match a term as a whole word, its first letter in either case, with a genitive's ending."""
    first, rest = re.escape(source[0]), re.escape(source[1:])
    if source[0].islower():
        first = f"[{source[0]}{re.escape(source[0].upper())}]"
    return re.compile(rf"(?<!\w){first}{rest}(?P<genitive>(?:['’]?s)?)(?!\w)")


def fill_placeholders(text: str, meanings: Mapping[str, str]) -> str:
    """Put the English terms where a model copied their placeholders."""
    for name, target in meanings.items():
        text = _substitute(re.compile(rf"(?<!\w){name}(?!\w)"), text, target)
    return text


def _substitute(pattern: re.Pattern[str], text: str, word: str, genitive: str = "") -> str:
    def replacement(match: re.Match[str]) -> str:
        return word + genitive if match.groupdict().get("genitive") else word

    return pattern.sub(replacement, text)


def missing_terms(text: str, terms: Sequence[Term]) -> list[Term]:
    """List the terms whose English a translation does not hold; its first letter may be either."""
    return [term for term in terms if not _pattern(term.target).search(text)]


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
    cells = [cell.strip() for cell in row]
    if len(cells) not in {2, 3} or not cells[0] or not cells[1]:
        msg = f"{place} must hold source term, tab, English term, and maybe tab, language"
        raise ConfigError(msg, "translate.glossary")
    language = cells[2] if len(cells) == 3 else ""
    if language and not re.fullmatch(r"[a-z]{2,3}", language):
        msg = f"{place}: {language} is no language tag: write nb, nn or da, or nothing for all"
        raise ConfigError(msg, "translate.glossary")
    return Term(cells[0], cells[1], "nb" if language == "no" else language)
