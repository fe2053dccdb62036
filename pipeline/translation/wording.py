"""Words that models do not know, written as they know them, before a model reads a text."""

import re
from collections.abc import Callable

_VALUES = {
    "ti": 10, "tjue": 20, "tyve": 20, "femti": 50, "hundre": 100, "hundrede": 100,
    "tohundre": 200, "tohundrede": 200, "femhundre": 500, "femhundrede": 500, "tusen": 1000,
    "tusind": 1000, "tusinde": 1000,
}  # fmt: skip
_NOTES = {
    "lapp": "seddel", "lap": "seddel", "lappen": "seddelen", "lapper": "sedler",
    "lappar": "sedler", "lappene": "sedlene", "lappane": "sedlene", "lapperne": "sedlerne",
}  # fmt: skip
_NOTE = re.compile(
    rf"\b(?P<value>{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
    rf"(?:(?:krone(?:r|s)?|kroners)?-?(?P<slip>{'|'.join(sorted(_NOTES, key=len, reverse=True))})"
    r"|krone[rs]?-?(?P<note>(?:sedd|set)el(?:en)?|sedlerne|sedlene|sedler|setlar|setlane))\b",
    re.IGNORECASE,
)

# A model reads tusenkroneseddel, and no 1000-kroneseddel.
_THOUSAND = 1000


def _write_note(match: re.Match[str]) -> str:
    note = match["note"] or _NOTES[match["slip"].lower()]
    value = _VALUES[match["value"].lower()]
    return f"{value}-krone{note}" if value < _THOUSAND else f"tusenkrone{note}"


def _in_full(full: str) -> Callable[[re.Match[str]], str]:
    """Write something in full, with a capital where the abbreviation has one."""

    def write(match: re.Match[str]) -> str:
        return full[0].upper() + full[1:] if match[0][0].isupper() else full

    return write


# 3. jan. 1999
_MONTHS = {
    "jan": "januar", "feb": "februar", "febr": "februar", "mar": "mars", "apr": "april",
    "jun": "juni", "jul": "juli", "aug": "august", "sep": "september", "sept": "september",
    "okt": "oktober", "nov": "november", "des": "desember", "dec": "december",
}  # fmt: skip
_MONTH = re.compile(
    rf"(?<=\d\. )(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b(?:\.(?=[ ,;)])|(?=\.?$))",
    re.IGNORECASE,
)

# Abbreviations that models trained on parliaments and subtitles do not know.
_REWRITTEN = (
    (re.compile(r"(?<=\d )(?:mrd|mia)\b\.?(?=\s|$)"), _in_full("milliarder")),
    (re.compile(r"(?<=\d )(?:mill|mio)\b\.?(?=\s|$)"), _in_full("millioner")),
    (re.compile(r"\b[Tt]\.\s?o\.\s?m\.?(?=\s)"), _in_full("til og med")),
    (re.compile(r"\b[Ff]\.\s?o\.\s?m\.?(?=\s)"), _in_full("fra og med")),
    # (f. 1950), Kari Hansen, f. 12. mai 1950
    (re.compile(r"(?:(?<=[(;])|(?<=[,;] ))f\.(?=\s\d)"), _in_full("født")),
    (re.compile(r"(?:(?<=\()|(?<=, ))d\.(?=\s(?:1\d|20)\d\d\b)"), _in_full("døde")),
    (re.compile(r"(?<!\w)e\.\s?e\.\s?o\.?(?=[\s,;)]|$)"), _in_full("etter ekstraomganger")),
    (re.compile(r"\b[Tt]lf\b\.?(?=\s*:?\s*[\d+(])"), _in_full("telefon")),
    (re.compile(r"(?<!\d )\bs\.\s?(?=\d)"), _in_full("side ")),
    (re.compile(r"\b[Pp](?:\.\s?g\.\s?a\.?|ga\b\.?)(?=\s)"), _in_full("på grunn av")),
    (re.compile(r"(?:(?<=\bble )|(?<=\b(?:blei|blev|vart) ))nr\.(?= \d)"), _in_full("nummer")),
    (re.compile(r"\bavd\.(?= (?:\d|[A-ZÆØÅ]))"), _in_full("avdeling")),
    (re.compile(r"\b[Pp]kt\.(?= \d)"), _in_full("punkt")),
    (re.compile(r"\bgrl\.(?= )", re.IGNORECASE), lambda _: "Grunnloven"),
    # A model reads Sp as an association or as the mail.
    (re.compile(r"^Sp-(?=[a-zæøå])"), _in_full("senterparti")),
    (re.compile(r"\bSp-(?=[a-zæøå])"), lambda _: "senterparti"),
    (re.compile(r"(?<!\()\bSp\b(?=[ ,;:)]|$|\.$)"), _in_full("Senterpartiet")),
    (re.compile(r"\b[Hh]hv\b\.?(?=\s)"), _in_full("henholdsvis")),
    (re.compile(r"\b[Ii](?:ft\b\.?|\.\s?f\.\s?t\.)(?=\s)"), _in_full("i forhold til")),
    (re.compile(r"\b[Mm](?:ht\b\.?|\.\s?h\.\s?t\.)(?=\s)"), _in_full("med hensyn til")),
    (re.compile(r"\b[Mm]\.\s?a\.\s?o\.(?=[\s,])"), _in_full("med andre ord")),
    (re.compile(r"\b[Vv]el(?= \d)"), _in_full("litt over")),
    (re.compile(r"\b[Vv]edr\b\.?(?=\s)"), _in_full("angående")),
    (re.compile(r"\b[Mm]in\.(?=\s\d)"), _in_full("minst")),
    (re.compile(r"\b[Mm]a(?:ks|x)\.(?=\s\d)"), _in_full("maksimalt")),
    (re.compile(r"\b[Gg]j\.?sn\.(?=\s)"), _in_full("gjennomsnittet")),
    (_NOTE, _write_note),
    (re.compile(r"\b[Aa]rt\.(?= \d)"), _in_full("artikkel")),
    (re.compile(r"\b[Rr]eg\.\s?nr\.?(?= )"), _in_full("registreringsnummer")),
    (_MONTH, lambda match: _MONTHS[match[0].rstrip(".").lower()]),
    # Models read one hour.
    (re.compile(r"\b[Hh]alv(?:annen|annan|anden) time\b"), _in_full("1,5 timer")),
)  # fmt: skip


def rewrite(text: str) -> str:
    """Write abbreviations in full, and bank notes by their value."""
    ended = text.endswith(".")
    for pattern, write in _REWRITTEN:
        text = pattern.sub(write, text)
    return text + "." if ended and not text.endswith(".") else text
