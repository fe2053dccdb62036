"""Text out of pieces of HTML, as feeds and JSON-LD hold them."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCK_TAGS = (
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_NO_TEXT = frozenset(("script", "style", "noscript", "template", "iframe", "object", "svg"))
_MARKUP = re.compile(r"<[a-zA-Z/!]")


def fragment_text(fragment: str) -> str:
    """Return the text of a piece of HTML: blocks as paragraphs, `br` as a line break.

    A text without tags comes back with its entities decoded and its line breaks kept.
    """
    if not _MARKUP.search(fragment):
        return html.unescape(fragment)
    from lxml import html as parser
    from lxml.etree import ParserError

    try:
        root = parser.fromstring(f"<div>{fragment}</div>")
    except (ParserError, ValueError):
        return ""
    paragraphs = re.split(r"\n{2,}", "".join(_pieces(root)))
    lines = ("\n".join(" ".join(line.split()) for line in each.split("\n")) for each in paragraphs)
    return "\n\n".join(filter(None, map(str.strip, lines)))


def _pieces(root: "HtmlElement") -> Iterator[str]:
    """Yield the texts of a tree in order, without recursion: hostile pages nest without end."""
    stack: list[HtmlElement | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if not isinstance(item.tag, str) or item.tag in _NO_TEXT:
            continue
        around = "\n\n" if item.tag in _BLOCKS else "\n" if item.tag == "br" else ""
        yield around
        yield _flat(item.text)
        stack.append(around if item.tag in _BLOCKS else "")
        for child in reversed(item):
            stack += [_flat(child.tail), child]


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
