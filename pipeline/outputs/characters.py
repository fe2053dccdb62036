"""Characters that a format cannot hold, and what stands in their place."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_SURROGATE = re.compile("[\ud800-\udfff]")

# Everything outside the Char production of XML 1.0 (fifth edition, section 2.2).
_NOT_MARKUP = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

DECLARATION: Final = "<?xml version='1.0' encoding='utf-8'?>\n"

_WHITE = re.compile(r"\s+")


def encodable(text: str) -> str:
    """Replace lone surrogates, which no Unicode encoding form can hold, one for one."""
    return _SURROGATE.sub(REPLACEMENT, text)


def markup_safe(text: str) -> str:
    """Replace what XML 1.0 and HTML cannot hold: control characters, surrogates, U+FFFE, U+FFFF."""
    return _NOT_MARKUP.sub(REPLACEMENT, text)


def markup(element: "_Element") -> str:
    """Write an XML element out, for a file whose errors are the system's and not lxml's."""
    from lxml import etree

    return etree.tostring(element, encoding="unicode")


def one_line(text: str) -> str:
    """Make a title or a sentence fit on a line: runs of white space become one space."""
    return _WHITE.sub(" ", markup_safe(text)).strip()
