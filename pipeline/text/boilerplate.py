"""Tells an article's text from what stands around it: bylines, time stamps, links, captions.

Works on the words and the place of each paragraph, for Norwegian, Danish and English pages alike.
A doubtful paragraph is body: a byline in a summary is a blemish, a lost sentence is an error.
"""

import math
import re
from collections.abc import Callable, Sequence

from pipeline.documents import BOILERPLATE, Kind
from pipeline.text.clock import AT
from pipeline.text.layout import code_lines, row_lines
from pipeline.text.notices import is_notice, is_said
from pipeline.text.results import is_result

_MONTHS = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar|r)?|mar(?:ch|s|ts)?|apr(?:il)?|mai|maj|may|june?|juni"
    r"|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?)"
)
_CLOCK = rf"(?:\b{AT}\s*)?\d{{1,2}}[:.]\d{{2}}"
_DATE = re.compile(
    rf"\d{{1,2}}(?:\.\s*|\s+){_MONTHS}\b\.?,?\s+(?:\d{{4}}|{_CLOCK})|{_MONTHS}\s+\d{{1,2}},\s+\d{{4}}"
    r"|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(rf"{_CLOCK}\W*(?:{_CLOCK}\W*)?", re.IGNORECASE)
_STAMPED = re.compile(
    r"(?:sist\s+|sidst\s+|senest\s+|last\s+)?(?:publisert|oppdatert|offentliggjort|publiceret"
    r"|opdateret|udgivet|endret|endra|ændret|published|updated|posted)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"for (?:\d{1,2}|en|ein|et|eit|ei) (?:minutt|time|timar|dag|uke|uge|veke)\w* si(?:den|dan)\.?",
    re.IGNORECASE,
)
# A time stamp is made of these and a date; names and statements are not.
_STAMP_VOCABULARY = """
publisert oppdatert offentliggjort publiceret opdateret udgivet endret endra ændret published
updated posted sist sidst senest last for siden sidan nå no nu nettopp netop akkurat lige mindre
enn end minutt minutter min time timer timar dag dager dagar dage uke uker uger veke i går gårs
den d kl klokken klokka klokken at on ago just now minute minutes hour hours day days yesterday
today less than t z am pm cet cest utc gmt en et ein to tre mandag måndag tirsdag tysdag onsdag
torsdag fredag lørdag laurdag søndag sundag monday tuesday wednesday thursday friday saturday
sunday
"""
_STAMP_WORDS = frozenset(_STAMP_VOCABULARY.split())
_WORD = re.compile(r"[^\W\d_]+")

_AGENCY = r"(?:NTB|Ritzaus?|Scanpix|NPK|AFP|Reuters|AP|TT|DPA|STT|FNB|Bloomberg|Bureau|Nyhetsbyrå)"
_AGENCIES = re.compile(
    rf"[(/©\s]*{_AGENCY}(?:[\s/,©–-]+(?:og\s+|and\s+)?{_AGENCY})*[)/.\s]*", re.IGNORECASE
)
_MAIL = re.compile(r"(?:(?i:e-?post|e-?mail)\s*:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\.?")
_BY = re.compile(
    r"(?i:av|af|by|tekst(?: og foto)?|text(?: and photos?)?|(?:skrevet|skrive) a[vf]|written by"
    r"|journalist|reporter)\s*:?\s+(?P<who>.+)"
)
_NAME = r"[A-ZÆØÅÄÖÉ][\w.'’-]*"
_PERSON = rf"{_NAME}(?:\s+(?:(?:von|van|de|der|den|af|av|el|al)\s+)?{_NAME})+"
_PEOPLE = re.compile(
    rf"(?:{_PERSON}|{_AGENCY})(?:\s*(?:,|/|&|\bog\b|\band\b)\s*(?:{_PERSON}|{_AGENCY}))*"
    r"(?:\s*[,(–-]\s*[^.!?]{2,50})?"
)
# What follows the name: ", 12. marts 2025 kl. 21.40", "Publisert 12.03.2025"
_DATED = re.compile(
    rf"(?:\s*[,|–-])?\s*(?:(?:publisert|oppdatert|publiceret|opdateret|published)\s*:?\s*)?"
    rf"(?:{_DATE.pattern})(?:,?\s*{_CLOCK})?\s*$",
    re.IGNORECASE,
)
_PERSON_ALONE = re.compile(_PERSON)
_PERSON_AND_MAIL = re.compile(rf"(?:\w+\s+)?{_PERSON}\s*[,:–-]?\s+{_MAIL.pattern}")

# With a capital: "et foto: ..." in lowercase is running text.
_CREDIT = (
    r"(?:FOTO|PHOTO|VIDEO|Foto|(?:Arkiv|Illustrasjons|Illustrations|Presse|Privat)foto|Photo"
    r"|Bilde|Arkivbilde|Arkivbillede|Illustrasjon|Illustration|Grafikk|Grafik|Skjermdump|Faksimile|Video)\s*:"
)
_CREDIT_LINE = re.compile(rf"[(\[]?{_CREDIT}.+")
_CREDIT_AT_END = re.compile(rf"[\s(]{_CREDIT}[^.!?]{{2,60}}[.)]*$")
_CAPTION_LABEL = re.compile(r"(?:bildetekst|billedtekst|bilettekst|caption)\s*:", re.IGNORECASE)
_CAPITALS_COLON = re.compile(r"[A-ZÆØÅÄÖÉ][A-ZÆØÅÄÖÉ0-9 ,«»–-]{2,50}:\s+\S")
# Illustrasjonsfoto. (Arkivfoto), Arkivbilde fra 2019
_PICTURE = re.compile(
    r"\(?(?:arkiv|illustrasjons|illustrations|modell?|genre|presse|privat|symbol|dokumentar)-?"
    r"(?:foto|bilde|bilete|billede|photo)\w*(?:\s+f(?:ra|rå)\s.{1,40})?[.)]*"
    r"|illustrasjon|illustration"
    r"|(?:bildet|biletet|billedet|fotoet)\s+(?:er\s+(?:tatt|teke|taget|f(?:ra|rå)|kun|berre|bare"
    r"|(?:generert|laget|laga|genereret|lavet|skabt)\s.{0,20}(?:kunstig|KI|AI))"
    r"|har\s+(?:ingen|ikke|ikkje)|viser\s+(?:en|ein|et|eit|ei)\s+(?:annen|annan|anden|anna|annet))\b.*",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\((?:(?:til|to the|i)\s+)?(?:venstre|høyre|høgre|højre|midten|left|right|t\.?\s?[vh]\.?)"
    r"(?:\s[^)]{1,30})?\)",
    re.IGNORECASE,
)

# A title with the mark of pages that only subscribers may read.
_PLUS = re.compile(r"[+＋]\s*[A-ZÆØÅ«\"].*[^.!?]$")

_CLOSERS = "\"'»«”’)]"
_INNER_END = re.compile(r"[.!?…][\"'»”’)]*\s+(?:[\"'«»“–-]+\s*)?[A-ZÆØÅ]")

# Longer than any headline, and shorter than most leads.
_HEADLINE_WORDS = 22
_SUBHEAD_WORDS = 12
_NOTICE_WORDS = 30
_STAMP_WORDS_MAX = 15
_CREDIT_WORDS = 10
_CAPTION_WORDS = 60
_RESULT_WORDS = 40


def classify_paragraphs(paragraphs: Sequence[str]) -> list[Kind]:
    """Say what each paragraph of an article is, in order."""
    kinds = [_by_words(paragraph) for paragraph in paragraphs]
    for index in row_lines(paragraphs):
        kinds[index] = "table" if kinds[index] == "body" else kinds[index]
    for index in code_lines(paragraphs):
        kinds[index] = "code"
    _mark_paid_links(paragraphs, kinds)
    _mark_names(paragraphs, kinds)
    _mark_headline(paragraphs, kinds)
    _mark_subheads(paragraphs, kinds)
    _mark_top_caption(paragraphs, kinds)
    return kinds


def classify_sentence(text: str) -> Kind:
    """Say what a sentence of a body paragraph is, as `(NTB)` at its end."""
    return _by_words(text)


def _by_words(text: str) -> Kind:
    """Classify what the words alone give away; everything else is body for now."""
    words = len(text.split())
    return next((kind for most, kind, is_kind in _KINDS if words <= most and is_kind(text)), "body")


def _is_timestamp(text: str) -> bool:
    """Nothing but a date and words around it, or a stamp that also names who published."""
    if _AGO.fullmatch(text):
        return True
    stamped, date = _STAMPED.match(text), _DATE.search(text) or _CLOCK_ALONE.fullmatch(text)
    if not (stamped or date):
        return False
    if stamped and date and text[-1] not in ".!?":
        return True
    without_date = _DATE.sub(" ", text)
    return all(word.lower() in _STAMP_WORDS for word in _WORD.findall(without_date))


def _is_byline(text: str) -> bool:
    if _AGENCIES.fullmatch(text) or _MAIL.fullmatch(text) or _PERSON_AND_MAIL.fullmatch(text):
        return True
    by = _BY.fullmatch(text)
    if by and _PEOPLE.fullmatch(_DATED.sub("", by["who"])):
        return True
    credit = _CREDIT_LINE.fullmatch(text)
    return bool(credit) and len(text.split()) <= _CREDIT_WORDS


def _is_result(text: str) -> bool:
    return is_result(text) and not _DATE.search(text)


def _is_caption(text: str) -> bool:
    if _PICTURE.fullmatch(text) and not is_said(text):
        return True
    if _CREDIT_LINE.fullmatch(text) or _CREDIT_AT_END.search(text) or _CAPTION_LABEL.match(text):
        return True
    return bool(_CAPITALS_COLON.match(text) and _POINTER.search(text))


def _mark_paid_links(paragraphs: Sequence[str], kinds: list[Kind]) -> None:
    """Mark titles of other articles with the plus that says that they are for subscribers."""
    for index, text in enumerate(paragraphs):
        if index and kinds[index] == "body" and _PLUS.fullmatch(text):
            kinds[index] = "related"


def _mark_names(paragraphs: Sequence[str], kinds: list[Kind]) -> None:
    """Mark a name alone as a byline when a time stamp or another byline stands beside it."""
    for index, text in enumerate(paragraphs):
        if kinds[index] == "body" and _PERSON_ALONE.fullmatch(text):
            beside = {*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2]}
            if index > 0 and beside & {"timestamp", "byline"} and len(text.split()) <= 4:
                kinds[index] = "byline"


def _mark_headline(paragraphs: Sequence[str], kinds: list[Kind]) -> None:
    """Mark the first title-like paragraph, and captions in capitals and a colon before it.

    Only boilerplate and one such caption may precede it, and something must follow.
    """
    text_at = [index for index, kind in enumerate(kinds) if kind not in BOILERPLATE]
    if len(text_at) < 2:
        return
    first, second = text_at[:2]
    captioned = _CAPITALS_COLON.match(paragraphs[first]) is not None
    if captioned and len(text_at) > 2 and _is_title(paragraphs[second], _HEADLINE_WORDS):
        kinds[first], kinds[second] = "caption", "headline"
    elif _is_title(paragraphs[first], _HEADLINE_WORDS):
        kinds[first] = "headline"


def _mark_subheads(paragraphs: Sequence[str], kinds: list[Kind]) -> None:
    """Mark short lines between running text; short lines in a row are a list or verse."""
    text_at = [index for index, kind in enumerate(kinds) if kind not in BOILERPLATE]
    short = {index: _is_title(paragraphs[index], _SUBHEAD_WORDS) for index in text_at}
    for before, index, after in zip(text_at, text_at[1:], text_at[2:], strict=False):
        alone = not short[after] and (not short[before] or kinds[before] == "headline")
        if kinds[index] == "body" and short[index] and alone:
            kinds[index] = "subhead"


def _mark_top_caption(paragraphs: Sequence[str], kinds: list[Kind]) -> None:
    """Mark the sentence between the lead and the credit line of the picture at the top.

    Headline, lead, one sentence, byline, more text: that sentence describes the picture.
    """
    text_at = [index for index, kind in enumerate(kinds) if kind not in BOILERPLATE]
    if len(text_at) < 4 or kinds[text_at[0]] != "headline":
        return
    lead, caption, more = text_at[1:4]
    credited = "byline" in kinds[caption + 1 : more] and caption == lead + 1
    if credited and kinds[caption] == "body" and not _INNER_END.search(paragraphs[caption]):
        kinds[caption] = "caption"


def _is_title(text: str, max_words: int) -> bool:
    """Short, begun like a sentence, and without a full stop or a comma at the end."""
    if len(text.split()) > max_words or sum(map(str.isalpha, text)) < 2:
        return False
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] not in ".:,;" and not text[0].islower()


# The most words that a paragraph of a kind has; the first kind that fits is it.
_KINDS: tuple[tuple[float, Kind, Callable[[str], bool]], ...] = (
    (_STAMP_WORDS_MAX, "timestamp", _is_timestamp),
    (math.inf, "byline", _is_byline),
    (_NOTICE_WORDS, "related", is_notice),
    (_CAPTION_WORDS, "caption", _is_caption),
    (_RESULT_WORDS, "table", _is_result),
)
