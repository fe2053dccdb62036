"""Decades and centuries that are named by their first year: `1800-tallet`, `1990'erne`."""

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
