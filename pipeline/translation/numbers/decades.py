"""Decades and centuries (`1800-tallet`, `1990'erne`) and the turn of one (`1900-årsskiftet`)."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

# 1800-tallet, på 80-tallet, 1990-åra, 1990'erne; a man i 50-årene is in his fifties.
_ENDING = (
    r"(?:-(?:talle?t|talet)(?P<genitive>s)?|(?<=\d{4})(?:-år(?:ene|a|ane)|['’-]?erne)(?:s\b)?)"
)
_DECADE = re.compile(
    r"(?P<lead>\bpå )?(?<![\w.,/-])(?:(?P<first>\d{1,3}0)-?,? (?P<joint>og|til|eller) )?"
    rf"(?P<last>\d{{1,3}}0){_ENDING}(?![\w-])",
    re.IGNORECASE,
)
# 2000-årsskiftet, tusenårsskiftet, forrige århundreskifte; årsskiftet 1999/2000
_TURN = re.compile(
    r"(?<![\w.,/-])(?:(?:(?:det )?(?P<which>forrige|førre|siste|sidste|neste|næste) )?"
    r"(?:(?P<year>\d{3,4}(?:/\d{2,4})?)-år"
    r"|(?P<century>århundred?e?|hundred?e?år)|(?P<millennium>(?:år)?tus[ei]nd?e?(?:år)?))"
    r"s?skifte(?P<definite>t)?(?P<genitive>s)?|års?skiftet (?P<years>\d{4}/\d{2,4}))(?![\w/-])",
    re.IGNORECASE,
)
_WHICH = {
    "forrige": "last", "førre": "last", "siste": "last", "sidste": "last",
    "neste": "next", "næste": "next",
}  # fmt: skip
_JOINTS = {"og": "and", "til": "to", "eller": "or"}


def find_decades(text: str) -> Iterator[Kept]:
    """Yield decades and centuries; a model reads `i 617` for `på 1800-tallet`."""
    for match in _DECADE.finditer(text):
        first, joint = match["first"], match["joint"]
        english = f"the {match['last']}s"
        if first:
            english = f"the {first}s {_JOINTS[joint.lower()]} {english}"
        end = match.end() - bool(match["genitive"])
        lead = ("I " if match["lead"][0] == "P" else "i ") if match["lead"] else ""
        yield Kept(match.start(), end, english, "number", lead)


def find_turns(text: str) -> Iterator[Kept]:
    """Yield the turns of years that are named, of centuries and of millennia, with their English.

    An indefinite one (`et århundreskifte`) is left to the model.
    """
    for match in _TURN.finditer(text):
        which, year = match["which"], match["year"] or match["years"]
        if not (which or year or match["definite"]):
            continue
        what = f"year {year}" if year else "century" if match["century"] else "millennium"
        turn = f"{_WHICH[which.lower()]} turn" if which else "turn"
        english = f"{'The' if match[0][0].isupper() else 'the'} {turn} of the {what}"
        # After `omkring`, a number counts.
        yield Kept(match.start(), match.end() - bool(match["genitive"]), english)
