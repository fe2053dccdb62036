"""Characters that carry no words: which of them a translation lost, or made up."""

import re
from collections import Counter
from collections.abc import Iterator

# Letters that are not Latin, and all marks but those that texts in both languages are full of and
# those that one language writes for a word of the other: signs of currencies and units are compared
# with their numbers, quotation marks by themselves.
_SYMBOL = re.compile(
    r"[^\w\s.,:;!?'\"()/%&+*#$\u00a7\u00b0\u00b4`\u00ab\u00bb\u2010-\u2015\u2018-\u201f\u2026\u2212"
    r"\u00a2-\u00a5\u20a0-\u20cf\u00bc-\u00be\u2150-\u215e\u00b2\u00b3\u00b9\u2103\u2030-]|_"
    r"|(?![\u00bc-\u00be\u2150-\u215e])[^\W\d_\u0000-\u024f\u1e00-\u1eff]"
)
_BROKEN = "\ufffd"


def changed_symbols(source: str, target: str) -> Iterator[str]:
    """Say which symbols of a text its English lacks, and which it holds without cause.

    Letters of other alphabets than the Latin count as symbols.
    """
    wanted, given = Counter(_SYMBOL.findall(source)), Counter(_SYMBOL.findall(target))
    for symbol in given - wanted:
        yield "a character is broken" if symbol == _BROKEN else f"{symbol} is not in the source"
    for symbol in wanted - given:
        yield f"{symbol} is missing"
    if _opens_as_many(source) and not _opens_as_many(target):
        yield "a bracket is missing"


# a) and 2) close nothing.
_ITEM = re.compile(r"(?:^|(?<=[.;:] ))[a-h\d]{1,2}\)")


def _opens_as_many(text: str) -> bool:
    """Say whether a text opens as many round brackets as it closes."""
    plain = _ITEM.sub("", text)
    return plain.count("(") == plain.count(")")
