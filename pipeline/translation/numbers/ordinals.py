"""Ordinal numbers before a noun, and numbers of kings: `2. og 3. etasje`, `Harald 5.`."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

# Of a year: the 3rd quarter of 2024.
_PERIODS = {
    "kvartal": "quarter", "kvartalet": "quarter", "kvt.": "quarter", "kv.": "quarter",
    "halvår": "half", "halvåret": "half",
    "tertial": "four-month period", "tertialet": "four-month period",
}  # fmt: skip
_NOUNS = {
    "gang": "time", "gong": "time", "gangen": "time", "gongen": "time",
    "etasje": "floor", "etage": "floor", "sal": "floor", "etg.": "floor",
    "divisjon": "division", "divisjonen": "division", "division": "division",
    "plass": "place", "plads": "place", "plassen": "place", "pladsen": "place",
    "klasse": "grade", "trinn": "grade", "trin": "grade", **_PERIODS,
    "runde": "round", "omgang": "half", "kamp": "match",
    "sesong": "season", "sæson": "season", "utgave": "edition", "utgåve": "edition",
    "udgave": "edition", "århundre": "century", "århundrede": "century", "hundreår": "century",
    "verdenskrig": "World War", "verdskrig": "World War", "verdenskrigen": "World War",
}  # fmt: skip
_PLURALS = {"half": "halves", "match": "matches", "century": "centuries"}
_JOINTS = {"og": "and", "samt": "and", "eller": "or", "til": "to the"}
# 1., 2. og 3. plass; 3.–5. klasse; 2.- og 3. plass; fra 2. til 4. etasje
_JOINT = rf"(?:-?,? (?:{'|'.join(_JOINTS)}) |-?, | ?[-–] ?)"
_ORDINAL = re.compile(
    rf"(?<![\w.,-])(?:[Dd]en )?(?P<numbers>\d{{1,3}}\.(?:{_JOINT}\d{{1,3}}\.){{0,9}})-? ?"
    rf"(?P<noun>{'|'.join(map(re.escape, sorted(_NOUNS, key=len, reverse=True)))})(?!\w)"
    r"(?P<year>,? (?:i |av |af )?(?:19|20)\d\d(?![\w/–-]))?"
)
_RULER = re.compile(
    r"\b(?i:kong|kongen|konge|dronning|dronningen|prins|pave|paven|keiser|kejser|tsar|zar) "
    r"([A-ZÆØÅ]\w+) (\d{1,2})\.?(?=\s+[a-zæøå]|s\s)"
)
# Karl 12. av Sverige
_RULER_OF = re.compile(r"(?<![\w.])([A-ZÆØÅ][a-zæøå]+) (\d{1,2})\.(?= (?:av|af) [A-ZÆØÅ])")
_NUMBER = re.compile(r"(\d+)\.-?(?!\d)")
_JOINING = re.compile(r"(?<= )[a-z]+(?= )")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LARGEST_ROMAN = 39


def find_ordinals(text: str) -> Iterator[Kept]:
    """Yield ordinals with their noun, and rulers with their number."""
    for match in _ORDINAL.finditer(text):
        period = match["noun"] in _PERIODS
        english = _english(match["numbers"], _NOUNS[match["noun"]])
        if period and match["year"]:
            english += f" of {match['year'][-4:]}"
        elif "halvår" in match["noun"]:
            english += " of the year"
        end = match.end() if period else match.end("noun")
        yield Kept(match.start(), end, english, "number")
    for match in (*_RULER.finditer(text), *_RULER_OF.finditer(text)):
        number = int(match[2])
        if 0 < number <= _LARGEST_ROMAN:
            yield Kept(match.start(1), match.end(), f"{match[1]} {_roman(number)}")


def _english(numbers: str, noun: str) -> str:
    """Write one ordinal, a list or a range of them: `the 1st, 2nd and 3rd places`."""
    written = _NUMBER.sub(lambda match: ordinal(int(match[1])), numbers)
    written = _JOINING.sub(lambda match: _JOINTS[match[0]], written)
    several = "and" in written or "–" in written or "-" in written
    return f"the {written} {_PLURALS.get(noun, f'{noun}s') if several else noun}"


def ordinal(number: int) -> str:
    """Write an English ordinal: 1st, 2nd, 3rd, 4th, 11th."""
    teens = 10 < number % 100 < 20
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
