"""Taking a segment apart into what a model translates and what needs none.

Translation models are trained on sentences. Dialogue dashes, list markers, enclosing quotation
marks, time stamps, datelines and fixed newspaper phrases around them are where they loop and
invent, so these are set in English here, and the model gets the sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pipeline.text.clock import AT
from pipeline.text.dictionaries import is_nordic
from pipeline.text.normalize import loosely, normalize
from pipeline.text.numerals import ENGLISH_MONTHS, MONTHS
from pipeline.text.results import VOTE_WORDS, counts_votes, names_sides
from pipeline.translation.casing import AGENCIES, is_shouted, natural_case
from pipeline.translation.clubs import is_club
from pipeline.translation.firms import find_shouted_firms
from pipeline.translation.labels import find_state, find_tag
from pipeline.translation.names import english_forms
from pipeline.translation.parties import is_party
from pipeline.translation.placeholders import MARK
from pipeline.translation.wording import rewrite


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a segment; joined, the parts' sources are the segment.

    `target` is its English, or None when a model has to translate it. `shouted` parts are written
    in capitals: their model gets lower case, and its English goes into capitals.
    """

    source: str
    target: str | None = None
    shouted: bool = False


_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
# Three digits stand for a time or a date that is kept.
_CLOCK = rf"(?:(?:\b{AT}\s*)?\d{{1,2}}[.:]\d{{2}}(?!\d)|\b{AT}\s*\d{{3}}\b)"
_STAMP = re.compile(
    rf"(?:(?:den\s+)?\d{{1,2}}\.?\s?(?P<month>{_MONTH_NAMES})\b\.?(?:,?\s\d{{4}})?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|\d{{4}}-\d\d(?:-\d\d)?|\b\d{{3}}(?=,?\s+{AT}))"
    rf"(?P<clock>,?\s*(?:-\s)?{_CLOCK})?|{_CLOCK}",
    re.IGNORECASE,
)
_STAMP_COLON = re.compile(r":(?=\s+[A-ZÆØÅ«\"–-])")
_MARKER = re.compile(
    r"(?:(?:[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+|[-–—―•·▪●■*>→☐✓|]+|#{1,6}|\(?\d{1,2}\)|\(?[a-h]\)|o(?=\s[A-ZÆØÅ])|\d{1,2}\.(?=\s[A-ZÆØÅ]))\s+)+"
)
_DATELINE = re.compile(
    r"(?P<place>[A-ZÆØÅ][A-ZÆØÅÉÜ.\-/, ]+?|[A-ZÆØÅ]\w+(?:/[A-ZÆØÅ]\w+)*)\s?"
    r"(?P<agency>\((?:NTB|Ritzau|Reuters|AFP|AP|DPA|TT|STT|NPK)(?!\w)[\w\s/&-]{0,20}\)"
    r"|\([A-Z][\w\s/&-]{1,20}\)(?=\s*[:–-]\s)|/[\w/-]{2,20}/)\s*[:.–-]?\s+(?=\S)"
)
# OSLO/BERGEN (VG) Broen er stengt: a place in capitals, whatever the paper; a sentence follows.
_SHOUTED_DATELINE = re.compile(
    r"(?P<place>[A-ZÆØÅ][A-ZÆØÅÉÜ./-]{3,}(?:[ ,/]+[A-ZÆØÅ]{2,})*)\s?\([A-Z][\w/ -]{1,12}\)\s+"
    r"(?=[A-ZÆØÅ«\"–-].*[a-zæøå]{2})"
)
_SHOUTED_KICKER = re.compile(r"[A-ZÆØÅ][A-ZÆØÅÉÜ0-9 ,'«»\"-]{3,60}[:!]\s+(?=\S)")
_CUT = re.compile(f"({MARK.pattern})")
_TURN = re.compile(
    r"(?<=[\w|])\s+(?=(?:Foto|Tekst|Video|Illustrasjon|Grafikk):\s)|(?<=[:.!?])\s+(?=[–—-]\s)|(?<=:)\s+(?=[«“”„\"»])"
)
_OPENING, _CLOSING = '«“”„»"', '»”“«"'
# The party of a result: H: 21,7 prosent.
_LABEL = re.compile(r"(?:[A-ZÆØÅ]{1,5}|Ap|Sp|[FK]r[FfPp]|Mdg|INP):\s+(?=[\d+-])")
_LETTERS = re.compile(r"[^\W\d_]")
_UNTRANSLATED = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[#@]\w+")
_SIGNATURE = r"(?:[A-ZÆØÅ]{2,6}|Ritzau|Reuters|Scanpix)"
_CREDIT = re.compile(rf"[\s/(©]*{_SIGNATURE}(?:[\s/&-]+{_SIGNATURE})*[\s/).]*")


# Longer texts are no addresses or credits.
_SHORT = 300


def split_parts(text: str) -> list[Part]:
    """Take a segment apart, at its marks first; joining the parts' sources gives it back."""
    parts: list[Part] = []
    for stretch in _CUT.split(text):
        for turn in _split_keeping(stretch, _TURN) if not MARK.match(stretch) else ():
            parts.extend(_take_front(turn))
        if MARK.match(stretch):
            parts.append(Part(stretch, stretch))
    return _join_fixed(parts)


def _split_keeping(text: str, boundary: re.Pattern[str]) -> list[str]:
    """Split after each match, which stays at the end of its piece."""
    cuts = [0, *(match.end() for match in boundary.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if start < end]


def _take_front(text: str) -> list[Part]:
    """Take fixed things off the front until a sentence is left."""
    front: list[Part] = []
    if tag := find_tag(text):
        bracket, closing = Part(text[0], text[0]), text[tag.end("tag") : tag.end()]
        front = [bracket, *_take_front(tag["tag"]), Part(closing, closing)]
        text = text[tag.end() :]
    while text:
        part = _fixed_front(text)
        if part is None:
            break
        front.append(part)
        text = text[len(part.source) :]
    return [*front, *(_take_core(text) if text else [])]


def _fixed_front(text: str) -> Part | None:
    space = text[: len(text) - len(text.lstrip())]
    if space:
        return Part(space, space)
    if not _LETTERS.search(text):
        return Part(text, _set_digits(text))
    # The letter of a result or a class in a table, or a party.
    if len(text.rstrip()) == 1 or is_party(text.rstrip()):
        return Part(text, text)
    for pattern in (_UNTRANSLATED, _CREDIT) if len(text) < _SHORT else ():
        if (match := pattern.fullmatch(text.rstrip())) and not _is_word(match[0]):
            return Part(text, _acronyms(text))
    if match := _LABEL.match(text):
        return Part(match[0], _acronyms(match[0]))
    return (
        _result(text)
        or _mark_front(text)
        or _state_front(text)
        or _stamp_front(text)
        or _phrase_front(text)
        or _source_front(text)
        or _kicker_front(text)
    )


def _result(text: str) -> Part | None:
    """Take a line that counts votes, or names two sides and their score."""
    if len(text) < _SHORT and counts_votes(text.strip()):
        return Part(text, _LETTERED.sub(_vote_word, text))
    if len(text) < _SHORT and names_sides(text) and not is_shouted(text):
        return Part(text, _places(text))
    if (match := _RANK.fullmatch(text.strip())) and _is_ranked(match["name"]):
        return Part(text, _places(text).replace("poeng", "points").replace(" p.", " pts"))
    return None


# A row of a table of clubs: 1. Brann 45, 3. Odd 12 8 2 2 24–10 26
_RANK = re.compile(
    r"\d{1,2}[.)] (?P<name>[A-ZÆØÅ][\w/.-]*(?: [A-ZÆØÅ][\w/.-]*){0,3})"
    r"(?:[ ,:]+[+–-]?\d{1,3}(?:[–-]\d{1,3})?){1,9}(?: poeng| p\.?)?"
)


def _is_ranked(name: str) -> bool:
    """Say whether a row is about a name: no word of it is a common one, but clubs'."""
    return all(
        is_club(word.capitalize()) or english_forms(word) is not None or not is_nordic(word.lower())
        for word in _LETTERED.findall(name)
    )


_LETTERED = re.compile(r"[^\W\d_]+")


def _vote_word(match: re.Match[str]) -> str:
    english = VOTE_WORDS[match[0].lower()]
    return english.upper() if match[0].isupper() else _like(match[0], english)


def _like(source: str, english: str) -> str:
    return english[0].upper() + english[1:] if source[0].isupper() else english


def _mark_front(text: str) -> Part | None:
    """Take a dash, a list marker, a dateline or a byline."""
    if match := _MARKER.match(text):
        return Part(match[0], match[0])
    if match := _DATELINE.match(text) or _SHOUTED_DATELINE.match(text):
        place = _places(match["place"])
        return Part(match[0], place + match[0][len(match["place"]) :])
    match = _BYLINE.match(text)
    if match and (match.end() == len(text) or _STAMPED.fullmatch(text, match.end())):
        return Part(match[0], "By" + match[0][len(match["by"]) :])
    return None


def _state_front(text: str) -> Part | None:
    """Take a label and a person's state: `Familie: Gift, to barn`."""
    found = find_state(text)
    if found is None:
        return None
    label, after, state = found
    name = _like(label, _phrases()[0][label.lower()])
    return Part(
        label + after, f"{name}: {state if after.strip(': ')[0].isupper() else state.lower()}"
    )


def _is_word(text: str) -> bool:
    """Say whether capitals are a shouted word (KRIG, NEI) rather than an acronym (NTB, VG)."""
    words = re.findall(r"\w+", text)
    return any(
        word.isupper()
        and not english_forms(word)
        and word not in AGENCIES
        and (len(word) > 4 or re.search("[AEIOUYÆØÅ]", word) is not None)
        for word in words
    )


def _acronyms(text: str) -> str:
    """Write FN as UN; USA stays, as it is English too."""

    def english(match: re.Match[str]) -> str:
        forms = english_forms(match[0])
        return forms[0] if forms and match[0] not in forms else match[0]

    return re.sub(r"[A-ZÆØÅ]{2,}", english, text)


def _places(text: str) -> str:
    """Write the places of a dateline in English, in capitals when they are."""

    def english(match: re.Match[str]) -> str:
        forms = english_forms(match[0])
        if forms is None:
            return match[0]
        return forms[0].upper() if match[0].isupper() else forms[0]

    return re.sub(r"[^\W\d_]+", english, text)


def _stamp_front(text: str) -> Part | None:
    """Take a date and time that is no part of a sentence: alone, or before a capital letter."""
    match = _STAMP.match(text)
    if not match or not match[0]:
        return None
    rest = text[match.end() :]
    colon = _STAMP_COLON.match(rest) if re.fullmatch(r"\d\d[.:]\d\d", match[0]) else None
    if colon:  # 22.30: Politiet melder
        return Part(match[0] + colon[0], _set_date(match[0], None) + colon[0])
    if rest.strip(" .)") and not re.match(r"[\s,|·•–-]+(?:[A-ZÆØÅ]|\d{1,2}[.:]\d\d)", rest):
        return None
    month = match["month"]
    if month is None and not match["clock"] and re.match(r"\s+[A-ZÆØÅ]\w+\s+[a-zæøå]", rest):
        return None
    return Part(match[0], _set_date(match[0], month))


def _set_date(text: str, month: str | None) -> str:
    text = re.sub(rf"\b{AT}\s*(?=\d)", "at ", text, flags=re.IGNORECASE)
    text = re.sub(r"^den\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<![\d.])(\d{1,2})\.(\d{2})$", r"\1:\2", text)
    if month is None:
        return text
    number = MONTHS.get(month.lower())
    if number is None:  # İ and other letters that are two in lower case
        return text
    full = ENGLISH_MONTHS[number - 1]
    written = full if len(month) > 4 or month.lower() in _WHOLE_MONTHS else full[:3]
    text = re.sub(rf"{month}\.?", written, text, count=1)
    return re.sub(rf"(\d)\.?\s?{written}", rf"\1 {written}", text, count=1)


_WHOLE_MONTHS = frozenset({"mai", "maj", "juni", "juli", "mars"})


def _set_digits(text: str) -> str:
    """Write numbers that stand alone the English way: 1.550 is 1,550 and 3,5 is 3.5."""
    return _STANDING_NUMBER.sub(lambda match: match[0].translate(_TO_ENGLISH), text)


_TO_ENGLISH = str.maketrans(".,", ",.")
# 1.550, 1 250,5 and 3,5, but no date (1.3.2024), time (12.30) or list (1,2,3).
_STANDING_NUMBER = re.compile(
    r"(?<![\w.,:/])\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?: \d{3})*,\d+)(?![\w:/]|[.,]\d)"
)


@cache
def _phrases() -> tuple[Mapping[str, str], re.Pattern[str]]:
    lines = (
        files("pipeline.translation")
        .joinpath("phrases.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    table = dict(line.split("\t") for line in lines[1:])
    ordered = sorted(table, key=len, reverse=True)
    names = "|".join(map(loosely, ordered))
    return table, re.compile(rf"(?P<phrase>{names})(?P<mark>\s*:)?(?=\s|$|[.,!]$)", re.IGNORECASE)


def _phrase_front(text: str) -> Part | None:
    """Take a fixed phrase: with a colon, alone, or before a capital, a digit or another one."""
    table, pattern = _phrases()
    match = pattern.match(text)
    if match is None:
        return None
    english = table.get(normalize(match["phrase"]).lower())
    if english is None:  # İ and other letters that are two in lower case
        return None
    rest = text[match.end() :]
    alone = not rest.strip(" .:!")
    followed = re.match(r"\s+(?:[A-ZÆØÅ«\"–]|\d{1,2}[.:])", rest) or (pattern.match(rest.lstrip()))
    if not (alone or match["mark"] or (followed and _is_stamp_word(english))):
        return None
    credited = _CREDITED.match(rest) if english.split()[-1].lower() in _CREDITS else None
    if credited:  # Foto: Ola Nordmann / NTB
        match_text = match[0] + credited[0]
        return Part(match_text, english + (match["mark"] or "") + _acronyms(credited[0]))
    written = _like(match[0], english)
    written = written.upper() if match["phrase"].isupper() else written
    mark = match["mark"] or (":" if rest.strip() and english in _POINTERS else "")
    return Part(match[0], written + mark)


_POINTERS = frozenset({"Read also", "See also", "Listen also", "Read more"})
_CREDITS = frozenset(
    {"photo", "text", "source", "sources", "illustration", "graphics", "screenshot"}
)
_CREDITED = re.compile(
    r"\s+[A-ZÆØÅÉÜÖÄ][\w.'’-]*(?:(?:\s*[/,&|]\s*|\s+)(?:[A-ZÆØÅÉÜÖÄ(][\w.'’)-]*|scanpix))*[.)]?\s*$"
)
# Av Kari Nordby, 12. mars 2025
_BYLINE = re.compile(
    r"(?P<by>(?:Av|Af|AV|AF):?)(?:\s+[A-ZÆØÅÉÜÖÄ][\w.'’-]*){2,5}(?:[\s|]*$|[\s,|–-]*\s(?=\w+.{4}))"
)
_STAMPED = re.compile(rf"(?:[^\W\d_]+:?\s+)?(?:{_STAMP.pattern})[\s.]*", re.IGNORECASE)


# Models write "It writes VG." Of several, the verb lacks its s.
_SOURCE_VERBS = {
    "skriver": "writes", "skriv": "writes", "skrev": "wrote", "melder": "reports",
    "melde": "reported", "meldte": "reported", "opplyser": "states", "oplyser": "states",
    "opplyste": "stated", "oplyste": "stated",
}  # fmt: skip
_SOURCE = re.compile(
    rf"(?:Det|Dette) (?P<verb>{'|'.join(_SOURCE_VERBS)}) "
    r"(?P<who>(?!(?:Det|De|Jeg|Vi|Den)\b)[A-ZÆØÅ][\w.&-]*(?:(?: | og )[A-ZÆØÅ][\w.&-]*){0,4})\.\s*"
)


def _source_front(text: str) -> Part | None:
    """Take a sentence that only names its source, as `Det skriver VG`."""
    match = _SOURCE.fullmatch(text)
    if match is None or _is_word(match["who"]):
        return None
    who = _acronyms(match["who"].replace(" og ", " and "))
    verb = _SOURCE_VERBS[match["verb"]]
    verb = verb.removesuffix("s") if " and " in who else verb
    return Part(text, f"This is what {who} {verb}.{text[len(text.rstrip()) :]}")


def _is_stamp_word(english: str) -> bool:
    """Say whether a phrase stands before other text without a colon: stamps and links do."""
    return english.split(maxsplit=1)[0] in {
        "Published",
        "Updated",
        "Last",
        "Read",
        "See",
        "just",
        "Listen",
    }


def _kicker_front(text: str) -> Part | None:
    match = _SHOUTED_KICKER.match(text)
    if match is None or not re.search(r"[a-zæøå]{2}", text[match.end() :]):
        return None
    papers = [each.upper() for each in find_shouted_firms(match[0])]
    if papers == [match[0].strip(" :!")]:  # VÅRT LAND: nothing is left for a model
        return Part(match[0], match[0])
    return Part(match[0], None, shouted=True)


def _take_core(text: str) -> list[Part]:
    """Take enclosing quotation marks and the white space at the end off a sentence."""
    core = text.rstrip()
    after = text[len(core) :]
    tail = [Part(after, after)] if after else []
    front, back = _enclosing_quotes(core)
    inner = core[len(front) : len(core) - len(back)]
    if not _LETTERS.search(inner):
        return [Part(core, core), *tail]
    parts = [Part(inner, None, shouted=is_shouted(inner))]
    if front:
        parts.insert(0, Part(front, '"'))
    if back:
        parts.append(Part(back, '"'))
    return [*parts, *tail]


def _enclosing_quotes(text: str) -> tuple[str, str]:
    """Return the opening and closing marks that enclose the text, or open or close it alone."""
    marks = [index for index, mark in enumerate(text) if mark in _OPENING]
    opens = bool(marks) and marks[0] == 0
    closes = bool(marks) and marks[-1] == len(text) - 1 and len(text) > 1
    if opens and closes and len(marks) == 2:
        return text[0], text[-1]
    if opens and len(marks) == 1:
        return text[0], ""
    if closes and len(marks) == 1:
        return "", text[-1]
    return "", ""


def _join_fixed(parts: list[Part]) -> list[Part]:
    """Join neighbours that need no model, so that a part is one unit of text."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and part.target is not None and last.target is not None:
            joined[-1] = Part(last.source + part.source, last.target + part.target)
        else:
            joined.append(part)
    return joined


def model_text(part: Part, language: str = "") -> str:
    """Return what the model gets for a part: normalized, and not in capitals.

    Abbreviations are written out.
    """
    text = rewrite(normalize(part.source))
    return natural_case(text, language)[0] if part.shouted else text
