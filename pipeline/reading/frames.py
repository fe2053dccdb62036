"""Finds the part of a page that holds its article, and what an extraction lost of it.

Of a page whose article is in no element named so, trafilatura takes paragraphs, and loses lists,
subheads or tables. Of a short page it takes all text in one piece, with the menu.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS_TEXT = (
    "address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 "
    "h3 h4 h5 h6 header li main nav ol p pre section table tbody td th tr ul"
)
_BLOCKS = frozenset(_BLOCKS_TEXT.split())
_ITEMS = frozenset(["dd", "dt", "h2", "h3", "h4", "h5", "h6", "li", "pre", "td", "th"])
_APART_TEXT = "aside button figure footer form head nav noscript script select style"
_APART = frozenset(_APART_TEXT.split())
"""What is in these is no part of an article."""
# White space counts in these (HTML standard, section 15.3.3).
_PREFORMATTED = frozenset(["pre", "textarea", "script", "style"])
_SPACE = re.compile(r"[ \t\n\r\f]+")
# A paragraph has so many characters without spaces, and a mark at its end.
_PARAGRAPH = 30
_ENDED = re.compile(r"[.!?…][\"'»”’)]*$")


class Frame:
    """The smallest element around the headline and the paragraphs of a page, if it has any."""

    def __init__(self, page: "HtmlElement") -> None:
        """Find it in a parsed page, which is not changed."""
        self._headline = ""
        self._paragraphs: list[str] = []
        self._divisions: list[HtmlElement] = []
        items: list[HtmlElement] = []
        bounds: list[HtmlElement] = []
        for element in _leaves(page):
            text = _letters(element)
            if element.tag in _ITEMS:
                items.append(element)
            elif element.tag == "h1" and not self._headline:
                self._headline = text
                bounds.append(element)
            elif len(text) >= _PARAGRAPH and _ENDED.search(text):
                self._paragraphs.append(text)
                self._divisions += [element] if element.tag == "div" else []
                bounds.append(element)
        self._element = _around(bounds[0], bounds[-1]) if self._paragraphs else None
        self._first = bounds[0] if bounds and bounds[0].tag == "h1" else None
        inside = set(self._element.iter()) if self._element is not None else set()
        self._items = [_letters(each) for each in items if each in inside and not _is_link(each)]

    def name(self) -> None:
        """Change the page: what the frame holds from its headline on becomes an `<article>`.

        Paragraphs in a `<div>`, which are read only where there are few others, become `<p>`.
        """
        frame = self._element
        if frame is None:
            return
        for each in self._divisions:
            each.tag = "p"
        article = frame.makeelement("article", {"itemprop": "articleBody"})
        parts = list(frame)
        if self._first is None:
            article.text, frame.text = frame.text, None
        else:
            above = {self._first, *self._first.iterancestors()}
            parts = parts[next(index for index, each in enumerate(parts) if each in above) :]
        article.extend(parts)
        frame.append(article)

    def count_lost(self, shown: str) -> int:
        """Count the items, subheads and cells that a text lacks, and a headline that comes late."""
        shown = _squeeze(shown)
        late = shown.find(self._headline) > 0
        return late + sum(each not in shown for each in self._items)

    def count_held(self, shown: str) -> int:
        """Count the characters of the frame's paragraphs and items that a text has."""
        shown = _squeeze(shown)
        return sum(len(each) for each in (*self._paragraphs, *self._items) if each in shown)

    def is_in_one_piece(self, shown: str) -> bool:
        """Say whether a line of a text holds several paragraphs, or the headline and one."""
        blocks = [self._headline or "\n", *self._paragraphs]
        lines = map(_squeeze, shown.split("\n"))
        return any(sum(each in line for each in blocks) > 1 for line in lines)


def join_source_lines(page: "HtmlElement") -> None:
    """Make each run of white space in a page's text a space, as browsers show it."""
    kept: set[HtmlElement] = set()
    for element in page.iter():
        if element.tag in _PREFORMATTED or element.getparent() in kept:
            kept.add(element)
        elif element.text:
            text = _SPACE.sub(" ", element.text)
            element.text = text.lstrip(" ") if element.tag in _BLOCKS else text
        if element.tail and element.getparent() not in kept:
            element.tail = _SPACE.sub(" ", element.tail)


def _leaves(page: "HtmlElement") -> Iterator["HtmlElement"]:
    """Yield the blocks of a page that hold no other, in order."""
    apart: set[HtmlElement] = set()
    around: set[HtmlElement] = set()
    blocks = []
    for element in page.iter():
        if element.tag in _APART or element.getparent() in apart:
            apart.add(element)
        elif element.tag in _BLOCKS:
            blocks.append(element)
            parent = element.getparent()
            while parent is not None and parent not in around:
                around.add(parent)
                parent = parent.getparent()
    return (each for each in blocks if each not in around)


def _around(first: "HtmlElement", last: "HtmlElement") -> "HtmlElement":
    """Return the smallest element around two others, but for themselves."""
    above = set(last.iterancestors())
    return next(each for each in first.iterancestors() if each in above)


def _is_link(element: "HtmlElement") -> bool:
    return sum(map(len, map(_letters, element.iter("a")))) == len(_letters(element))


def _letters(element: "HtmlElement") -> str:
    return _squeeze("".join(element.itertext()))


def _squeeze(text: str) -> str:
    return "".join(text.split())
