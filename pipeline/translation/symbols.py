"""Characters that carry no words: which of them a translation lost, or made up."""

import re
from collections import Counter
from collections.abc import Iterator

# What texts in both languages are full of, and what one language writes for a word of the other:
# signs of currencies and units are compared with their numbers, quotation marks by themselves.
_COMMON = re.compile(
    r"[\w\s.,:;!?'\"()/%&+*#$\u00a7\u00b0\u00b4`\u00ab\u00bb\u2010-\u2015\u2018-\u201f\u2026\u2212-]"
    r"|[\u00a2-\u00a5\u20a0-\u20cf\u00bc-\u00be\u2150-\u215e\u00b2\u00b3\u00b9\u2103]"
)
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]")
_BROKEN = "\ufffd"


def changed_symbols(source: str, target: str) -> Iterator[str]:
    """Say which symbols of a text its English lacks, and which it holds without cause.

    Letters of other alphabets than the Latin count as symbols.
    """
    if source.isascii() and target.isascii() and not _ASCII.search(source + target):
        return
    wanted, given = Counter(_symbols(source)), Counter(_symbols(target))
    for symbol in given - wanted:
        yield "a character is broken" if symbol == _BROKEN else f"{symbol} is not in the source"
    for symbol in wanted - given:
        yield f"{symbol} is missing"


_ASCII = re.compile(r"[<>{}\[\]=|\\^~_@]")


def _symbols(text: str) -> Iterator[str]:
    for mark in text:
        other = mark.isalpha() and not _LATIN.match(mark)
        if other or mark == "_" or not _COMMON.match(mark):
            yield mark
