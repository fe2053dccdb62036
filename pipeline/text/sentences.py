"""Splits text into sentences with exact offsets: Punkt's verdict, and rules for where it errs.

Punkt is Kiss and Strunk's "Unsupervised Multilingual Sentence Boundary Detection" (2006) with the
parameters the package carries. The rules come first, in the order of the table; what no rule
decides, Punkt does.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.documents import Segment
from pipeline.text.abbreviations import ENGLISH, NORDIC, Words
from pipeline.text.layout import code_lines, row_lines, split_cells

if TYPE_CHECKING:
    from punkt import PunktSentenceTokenizer

# Any other language the config asks for is written with the ordinals and dashes of the Nordic
# ones, if a model covers it together with them.
_PUNKT = {"nb": "norwegian", "nn": "norwegian", "da": "danish", "sv": "swedish", "en": "english"}
_PUNKT_DEFAULT = "norwegian"

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")

_OPENERS = "\"'«»“”„‘’([{"
_CLOSERS = "\"'»«”“’)]}"
_DASHES = "-–—―"

# Letters of the Latin, Greek and Cyrillic scripts, which are those with case in such text.
_UPPER = "".join(each for each in map(chr, range(0x530)) if each.isupper())
_LOWER = "".join(each for each in map(chr, range(0x530)) if each.islower())

# A possible boundary: the white space after a sentence-final mark and what closes around it.
_CANDIDATE = re.compile(rf"(?<=[.!?…])[{re.escape(_CLOSERS)}]*\s+")
# An agency's tag after a sentence is one of its own.
_TAG = re.compile(
    r"(?<=[.!?] )\(©?(?:NTB|Ritzau|AFP|Reuters|TT|NPK)(?:[ /–-][A-Za-z]{2,8}){0,2}\)\s+"
)
# Extracted pages lose the space between paragraphs; a domain name has no "Det" after its stop.
_GLUED = re.compile(rf"(?<=[{_LOWER}]{{4}}[.!?])(?=[{_UPPER}])")

_OPENING = rf"[{re.escape(_OPENERS)}]\s?"
_QUOTE_OR_DASH = rf"(?:[{_DASHES}]\s*)?(?:{_OPENING})*"
_LOWERCASE = re.compile(rf"{_QUOTE_OR_DASH}[{_LOWER}](?![{_UPPER}])")
# iPhone and eBay start sentences, so a capital in second place counts as one.
_CAPITAL = re.compile(rf"{_QUOTE_OR_DASH}[{_LOWER}]?[{_UPPER}]")
_MARKED_CAPITAL = re.compile(
    rf"(?:[{_DASHES}]\s*(?:{_OPENING})*|(?:{_OPENING})+)[{_LOWER}]?[{_UPPER}]"
)
_DASHED_CAPITAL = re.compile(rf"[{_DASHES}]\s*(?:{_OPENING})*[{_UPPER}]")
_DIGIT = re.compile(r"[(\[]?\d")
# kap. III, fig. B, but no `s. I går`
_LABEL = re.compile(r"[(\[]?(?:\d|(?:[IVXL]{2,}|[A-HJ-Z])(?=[.,;)]| [a-zæøå(]|$))")
_LEAST = re.compile(r"(?<!\d )(?<!\d)\bmin\. $", re.IGNORECASE)
# `12. maj. Petersen` and `i maj. Petersen` have the month, `etter maj. Petersen` the major.
_MONTH = re.compile(
    r"(?:\d\.?|\b(?:i|og|av|af|fra|frå|til|før|mot|mod|siden|sidan|midt|slut|medio|ultimo|primo))"
    r" maj\. $",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[A-Z]{3}\b|(?i:kr\b|kroner|dollar|euro|pund)")
# Kr. Sand is a town, and `500 Kr. Det` an amount.
_TOWN = re.compile(r"(?<![\d,] )(?<![\w.])(?:Kr|Fr|Sandn|Haug|Trh)\. $")
_CASE = re.compile(r"[Ss]ak(?:en|a)? \d")
# 14 B. Naboen
_HOUSE = re.compile(r" \d{1,3} ?[A-H]\.\s+$")
_WORD = re.compile(r"[^\W\d_]+")

_NUMBERING = re.compile(r"nr$")
_STREET = re.compile(r"\w{2}(?:gt|gtn|vn|pl|brog|ref)$")
_TITLE = re.compile(r"\b(?i:(?:dr|cand|stud|lic|mag)\.\s?\w{2,8}|ph\.\s?d)\.\s+$")
_LETTERED = re.compile(
    r"\b(?i:bokstav|bogstav|litra|punkt|alternativ|vitamin|gruppe|gruppa|klasse|type|kategori|plan"
    r"|hepatitt?|hepatitis|influensa|opp?gang|oppgong|blokk?|sone|zone|serie|nivå|niveau) \w\.\s+$"
)
_RANGE = re.compile("[–-]")
_SHORT_NUMBER = re.compile(r"\d{1,2}\.")
_SHORT_MONTH = re.compile(r"[A-Z][a-z]{2,3}\.")
# After what counts, and before an item
_ITEM = re.compile(r"(?:[^\W\d_]:|\w,) \d{1,2}\.\s+$")
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.-?)+")
_ACRONYM = re.compile(rf"[{_UPPER}]{{2,}}\.")
_LIST_NUMBER = re.compile(rf"[{re.escape(_OPENERS)}]*(?:\d{{1,2}}|[a-zA-Z])\.")
_STRONG_END = re.compile(rf"(?:[!?…]|\.\.)[{re.escape(_CLOSERS)}]*|.*\.[\"'»«”“’]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence: the paragraph it is in, counted from 0, and its character offsets."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A possible boundary, as the rules see it.

    `token` is what stands before it up to white space, `core` the same without quotes and
    brackets, `word` that in lowercase without its stop. `at` is where the next sentence would
    start in `text`. `first` says that the token begins its sentence.
    """

    text: str
    at: int
    token: str
    core: str
    word: str
    first: bool
    words: Words

    def followed_by(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.at) is not None

    def ends_in(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.text[max(0, self.at - 40) : self.at]) is not None

    def next_word(self) -> str:
        match = _WORD.search(self.text, self.at, self.at + 40)
        return match.group().lower() if match else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where it `applies`, it decides: a boundary if `splits` says so."""

    reason: str
    applies: Callable[[_Place], bool]
    splits: Callable[[_Place], bool]


def _never(_place: _Place) -> bool:
    return False


def _always(_place: _Place) -> bool:
    return True


def _before_capital(place: _Place) -> bool:
    return place.followed_by(_CAPITAL)


def _before_starter(place: _Place) -> bool:
    return place.followed_by(_CAPITAL) and place.next_word() in place.words.starters


RULES = (
    Rule(
        "`Han kom. (NTB) Møtet varte`: an agency's tag ends what is before it",
        lambda place: place.token.endswith(")") and place.core.isalpha(),
        _before_capital,
    ),
    Rule(
        "`slutt.Det`: a page lost the space before a word that starts sentences",
        lambda place: not place.text[place.at - 1].isspace(),
        _always,
    ),
    Rule(
        "no sentence begins in lowercase, not even after a question in quotes",
        lambda place: place.followed_by(_LOWERCASE),
        _never,
    ),
    Rule(
        "the number or letter of a list item belongs to the item",
        lambda place: place.first and _LIST_NUMBER.fullmatch(place.token) is not None,
        _never,
    ),
    Rule(
        "`bokstav b. Retten`, `gruppe C. Norge`: a letter that names a part is no initial",
        lambda place: place.ends_in(_LETTERED),
        _before_capital,
    ),
    Rule(
        "`Kirkegt. 14 B. Naboen`: the letter of a house is no initial",
        lambda place: place.ends_in(_HOUSE),
        _before_capital,
    ),
    Rule(
        "`Kr. Sand`, `Fr. Stad`: the first part of a town",
        lambda place: place.ends_in(_TOWN),
        _never,
    ),
    Rule(
        "`ref. Sak 14`: what a case is referred to by",
        lambda place: place.word == "ref" and place.followed_by(_CASE),
        _never,
    ),
    Rule(
        "initials belong to a name, unless a word follows that starts sentences",
        lambda place: _INITIALS.fullmatch(place.core) is not None,
        lambda place: (
            place.followed_by(_CAPITAL)
            and (place.next_word() in place.words.starters or place.followed_by(_DASHED_CAPITAL))
        ),
    ),
    Rule(
        "`5 mill. NOK`: a currency is no sentence start",
        lambda place: place.word in place.words.amounts and place.followed_by(_CURRENCY),
        _never,
    ),
    Rule(
        "an acronym in capitals abbreviates without a stop: `PR.` is no `pr.`",
        lambda place: place.followed_by(_CAPITAL) and _ACRONYM.fullmatch(place.core) is not None,
        _always,
    ),
    Rule(
        "`maj. Petersen`: the rank, unless what is before makes it the month",
        lambda place: place.word == "maj" and not place.ends_in(_MONTH),
        _never,
    ),
    Rule(
        "`min. 2 timer`: at least, unless a number is before it",
        lambda place: place.followed_by(_DIGIT) and place.ends_in(_LEAST),
        _never,
    ),
    Rule(
        "titles, `nr.`, `kl.`, `f.eks.` and their like need what follows",
        lambda place: place.word in place.words.joining,
        _never,
    ),
    Rule(
        "`Org.nr. 912`, `saksnr. 3`: what numbers is often a compound",
        lambda place: _NUMBERING.search(place.word) is not None,
        lambda place: not place.followed_by(_DIGIT) and _before_starter(place),
    ),
    Rule(
        "`Storgt. 12`, `arkivref. 22`: a street or a file, and its number",
        lambda place: _STREET.search(place.word) is not None and place.followed_by(_DIGIT),
        _never,
    ),
    Rule(
        "`Prof. dr. med. Lie`, `ph.d. Holm`: a title in several words, and a name",
        lambda place: place.ends_in(_TITLE),
        _before_starter,
    ),
    Rule(
        "`s. 12`, `kap. III`: an abbreviation that numbers things",
        lambda place: (
            # man.–fre. 9–16
            _RANGE.split(place.word)[-1] in place.words.numbering and place.followed_by(_LABEL)
        ),
        _never,
    ),
    Rule(
        "`osv.`, `kr.`, `nov.` end a sentence only when the next begins with a capital",
        lambda place: (
            place.word in place.words.closing
            or place.word in place.words.amounts
            or place.word in place.words.months
        ),
        _before_capital,
    ),
    Rule(
        "`2. Verdenskrig`, `1. Mai`: an ordinal before a noun that some capitalize",
        lambda place: (
            _SHORT_NUMBER.fullmatch(place.core) is not None
            and place.next_word() in place.words.ordinal_nouns
        ),
        _never,
    ),
    Rule(
        "`5. Des. Det`: the day before a short month with a capital",
        lambda place: (
            _SHORT_NUMBER.fullmatch(place.core) is not None
            and place.next_word() in place.words.months
            and place.followed_by(_SHORT_MONTH)
        ),
        _never,
    ),
    Rule(
        "`1. Glimt 63, 2. Brann 58`: the number of an item in a list",
        lambda place: _SHORT_NUMBER.fullmatch(place.core) is not None and place.ends_in(_ITEM),
        _never,
    ),
    Rule(
        "an ordinal or the day of a date, unless a capital follows",
        lambda place: _SHORT_NUMBER.fullmatch(place.core) is not None,
        _before_capital,
    ),
    Rule(
        "`!`, `?`, an ellipsis or a closing quote before a capital",
        lambda place: (
            place.followed_by(_CAPITAL) and _STRONG_END.search(place.token[-6:]) is not None
        ),
        _always,
    ),
    Rule(
        "a dash or an opening quote before a capital starts a speaker's turn",
        lambda place: place.followed_by(_MARKED_CAPITAL),
        _always,
    ),
)


def split_sentences(text: str, language: str) -> list[Span]:
    """Split a text of the given language (BCP-47) into sentences; every line is a paragraph.

    The cells of a table's row count as sentences, and so does a line of code. Spans are in order,
    never empty, and have no white space at either end. Between them are only white space and a
    table's pipes and rules, or nothing where a page lost the space between two sentences.
    """
    words = ENGLISH if language == "en" else NORDIC
    tokenizer = _tokenizer(_PUNKT.get(language, _PUNKT_DEFAULT))
    lines = list(_paragraphs(text))
    code = code_lines([text[start:end] for start, end in lines])
    rows = row_lines([text[start:end] for start, end in lines]) - code
    spans: list[Span] = []
    for index, (start, end) in enumerate(lines):
        number = spans[-1].paragraph + 1 if spans else 0
        line = text[start:end]
        for first, last in split_cells(line) if index in rows else [(0, len(line))]:
            cut = [(0, last - first)]
            if index not in code:
                cut = _split_paragraph(line[first:last], words, tokenizer)
            spans += [
                Span(number, start + first + begin, start + first + stop) for begin, stop in cut
            ]
    # A table's pipes at the beginning belong to its first cell, since nothing is before them.
    if spans and spans[0].start:
        spans[0] = replace(spans[0], start=lines[0][0])
    return spans or [Span(0, start, end) for start, end in lines[:1]]


def join(segments: Iterable[Segment]) -> str:
    """Give the text back that the segments were made of."""
    return "".join(part for segment in segments for part in (segment.source, segment.gap))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that hold anything, without white space at their ends."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


@cache
def _tokenizer(language: str) -> "PunktSentenceTokenizer":
    from punkt import tokenizer_for

    return tokenizer_for(language)


def _split_paragraph(
    text: str, words: Words, tokenizer: "PunktSentenceTokenizer"
) -> list[tuple[int, int]]:
    verdicts = {start for start, _ in tokenizer.span_tokenize(text)}
    spans: list[tuple[int, int]] = []
    begin = 0
    for end, start in _candidates(text, words):
        if _is_boundary(_place(text, begin, end, start, words), verdicts):
            spans.append((begin, end))
            begin = start
    spans.append((begin, len(text)))
    return spans


def _candidates(text: str, words: Words) -> list[tuple[int, int]]:
    """List the possible boundaries as (end of the sentence, start of the next)."""
    found = []
    for match in _CANDIDATE.finditer(text):
        end = match.start() + len(match.group().rstrip())
        found.append((end, match.end()))
    found += [
        (match.start() + len(match.group().rstrip()), match.end()) for match in _TAG.finditer(text)
    ]
    for match in _GLUED.finditer(text):
        word = _WORD.match(text, match.start(), match.start() + 40)
        if (
            word
            and word.group().lower() in words.starters
            and text[word.end() : word.end() + 1].isspace()
        ):
            found.append((match.start(), match.start()))
    return sorted(found)


def _place(text: str, begin: int, end: int, start: int, words: Words) -> _Place:
    # No token that decides anything is longer; a slice keeps this constant for text without spaces.
    low = max(begin, end - 40)
    token = text[low:end].rsplit(maxsplit=1)[-1]
    core = token.lstrip(_OPENERS).rstrip(_CLOSERS)
    first = low == begin and end - len(token) == begin
    return _Place(text, start, token, core, core[:-1].lower(), first, words)


def _is_boundary(place: _Place, verdicts: set[int]) -> bool:
    for rule in RULES:
        if rule.applies(place):
            return rule.splits(place)
    return place.at in verdicts
