"""Identifiers in running text: account numbers, bank codes, hashes, case numbers, addresses.

They mix letters and digits, and models copy them wrongly. Ordinary words that do so as well
(`2000-tallet`, `18-åring`, `G20-møtet`) are none.
"""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

_LEAST_CHARACTERS = 6
_LEAST_DIGITS = 5
# NO93 8601 1117 947, and the code of a bank after the word for it.
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)")
_BANK = re.compile(
    r"\b(?i:swift|bic)\b(?:[-/ ](?i:kode|koden|code|adresse|adressen|bic|swift)\b)?"
    r"(?:[: ]| er ){1,3}(?P<code>[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)(?!\w)"
)
# Rv. 7, Fv. 63
_ROAD = re.compile(r"(?<![\w.])[RFrf]v\.? ?\d{1,4}(?!\w|[.,]\d)")
# SK 4455, DY1302: a flight of an airline that Nordic papers write of
_FLIGHT = re.compile(
    r"(?<![\w-])(?:SK|DY|D8|WF|FR|KL|BA|LH|AF|U2|EK|QR|TK|AY|W6) ?\d{2,4}(?![\w%]|[.,]\d| ?%)"
)
_TOKEN = re.compile(r"(?<![\w.,/:-])[^\W_]{1,200}(?:[:-][^\W_]{1,200}){0,20}(?![\w/@])")
_ENDING = re.compile(r"(?:-[a-zæøå]{3,})+$")
# 2000kr, 100kWh, G20landene, 90talls
_NUMBER_AND_UNIT = re.compile(
    r"\d+(?:k?m|[cm]m|k?g|mg|kr|[kMGT]?Wh?|[cd]?l|mill?|mrd|stk|t|min|sek|[GMTk]B|k?Hz|hk)"
)
_NUMBER_AND_WORD = re.compile(r"[A-Za-z]{0,3}\d+[A-Za-z]?(?![a-f]+$)[a-z]{4,}")


def find_identifiers(text: str) -> Iterator[Kept]:
    """Yield the identifiers of a text; what is compounded with one (`X12345-saken`) is no part."""
    for match in (*_ACCOUNT.finditer(text), *_ROAD.finditer(text), *_FLIGHT.finditer(text)):
        yield Kept(*match.span(), match[0])
    for match in _BANK.finditer(text):
        yield Kept(*match.span("code"), match["code"])
    for match in _TOKEN.finditer(text):
        token = _ENDING.sub("", match[0])
        if _is_identifier(token):
            yield Kept(match.start(), match.start() + len(token), token)


def _is_identifier(token: str) -> bool:
    """Say whether a token mixes letters and digits as no word does."""
    digits = sum(map(str.isdecimal, token))
    if not token.isascii() or len(token) < _LEAST_CHARACTERS or not 0 < digits < len(token):
        return False
    pieces = re.split("[:-]", token)
    mixed = [each for each in pieces if _is_mixed(each)]
    if any(len(each) >= _LEAST_CHARACTERS for each in mixed):
        return True
    if mixed and sum(any(map(str.isdecimal, each)) for each in pieces) > 1:
        return True
    letters = [each for each in pieces if not each.isdecimal()]
    return digits >= _LEAST_DIGITS and bool(letters) and token.isupper()


def _is_mixed(piece: str) -> bool:
    if piece.isdecimal() or piece.isalpha():
        return False
    return not _NUMBER_AND_UNIT.fullmatch(piece) and not _NUMBER_AND_WORD.fullmatch(piece)
