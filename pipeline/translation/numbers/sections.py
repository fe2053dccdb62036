"""References to parts of a section of law: `§ 12 tredje ledd bokstav b`, `§ 12, stk. 3, nr. 2`.

Models know what `§ 12` is, and not the parts of a section. Their English is that of the Norwegian
and Danish ministries: `Section 12, third paragraph, letter b`.
"""

import re
from collections.abc import Iterator

from pipeline.text.numerals import NORDIC_ORDINALS
from pipeline.translation.placeholders import Kept

_ORDINALS_TEXT = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = _ORDINALS_TEXT.split()
_NORDIC_ORDINALS = {
    **dict.fromkeys(("første", "fyrste"), 1),
    **dict.fromkeys(("annet", "andre", "anna", "andet"), 2),
    **{word: int(value) for word, value in NORDIC_ORDINALS.items() if value <= len(_ORDINALS)},
}
_NOUNS = {"ledd": "paragraph", "punktum": "sentence", "pkt.": "sentence", "strekpunkt": "indent"}
_LABELS = {
    "bokstav": "letter", "litra": "letter", "litr.": "letter", "nummer": "no.", "nr.": "no.",
    "punkt": "point", "stk.": "subsection", "stykke": "subsection",
}  # fmt: skip
_NTH = rf"(?:{'|'.join(_NORDIC_ORDINALS)}|(?:[1-9]|10)\.)"
_JOINTS = {"og": "and", "eller": "or", "til": "to"}
_JOINT = rf"(?:,? (?:{'|'.join(_JOINTS)}) |, ?)"
# A word in front of others, `nr. 2, i loven`, is no letter.
_VALUE = r"(?:\d{1,3}(?!\. ?(?:pkt|ledd|punktum))|[a-hj-zæø]|[iå](?! [a-zæøå]))(?![\w-])"
_ORDERED = rf"{_NTH}(?:{_JOINT}{_NTH}){{0,5}} (?:{'|'.join(map(re.escape, _NOUNS))})(?!\w)"
_LABELLED = rf"(?:{'|'.join(map(re.escape, _LABELS))}) ?{_VALUE}\)?(?:{_JOINT}{_VALUE}\)?){{0,9}}"
_PART = rf"(?:{_ORDERED}|{_LABELLED}|\(\d{{1,2}}\))"
_NUMBER = r"\d{1,4}(?:-\d{1,3})?(?: ?[a-zæøå](?=[ ,]))?(?!\.)"
_SECTION = re.compile(
    rf"(?<=§)[ \u00a0]?(?P<number>{_NUMBER}(?:{_JOINT}{_NUMBER}){{0,9}})"
    rf"(?P<parts>(?:(?:{_JOINT}| ){_PART})+)",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"(?P<joint>{_JOINT}| )(?P<part>{_PART})", re.IGNORECASE)


def find_sections(text: str) -> Iterator[Kept]:
    """Yield the numbers of sections with the parts named after them, and their English.

    `§` itself is left to the model, which writes what its sentence wants for it.
    """
    for match in _SECTION.finditer(text) if "§" in text else ():
        pieces = _PIECE.finditer(match["parts"])
        english = "".join(_joint(piece) + _part(piece["part"]) for piece in pieces)
        numbers = re.sub("[a-z]+", _joined, match["number"], flags=re.IGNORECASE)
        yield Kept(match.start("number"), match.end(), numbers + english, "number")


def _joined(word: re.Match[str]) -> str:
    return _JOINTS.get(word[0].lower(), word[0])


def _joint(piece: re.Match[str]) -> str:
    word = piece["joint"].strip(" ,").lower()
    if word:
        return f" {_JOINTS[word]} "
    return " " if piece["part"].startswith("(") else ", "


def _part(part: str) -> str:
    """Write one part: `tredje ledd` is the third paragraph, and `nr. 2` is no. 2."""
    if part.startswith("("):
        return part
    first, *rest = _WORDS.findall(part)
    label = _LABELS.get(first.lower())
    words = rest if label else [first, *rest[:-1]]
    noun = label or _NOUNS[rest[-1].lower()]
    named = " ".join(map(_word, words)).replace(" ,", ",")
    if len(words) > 1:
        noun = "nos." if noun == "no." else f"{noun}s"
    return f"{noun} {named}" if label else f"{named} {noun}"


_WORDS = re.compile(r"\w+\.?|,")


def _word(word: str) -> str:
    nth = word.lower()
    if nth in _JOINTS:
        return _JOINTS[nth]
    number = int(nth[:-1]) if re.fullmatch(r"\d+\.", nth) else _NORDIC_ORDINALS.get(nth)
    return _ORDINALS[number - 1] if number else word
