"""An article in the JSON-LD of a page, as schema.org names its parts."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pipeline.reading.fragments import fragment_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPE = "application/ld+json"
# What hides a script from old browsers and XML parsers, and what no JSON but many pages have.
_HIDING = re.compile(
    r"\A\s*(?:/\*|//)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?:/\*|//)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*\Z"
)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The article of a page, and every `articleBody` on it as text, in their order."""

    bodies: tuple[str, ...] = ()
    headline: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, page: "HtmlElement") -> Self:
        """Read the scripts of a page; what is no JSON is left out.

        The article is the first item with a headline, those inside of other items aside.
        """
        data = list(_read(page))
        bodies = tuple(fragment_text(body).strip() for each in data for body in _bodies(each))
        items = (item for each in data for item in _items(each))
        item = next((item for item in items if isinstance(item.get("headline"), str)), {})
        addresses = (_text(item.get("url")), _text(item.get("mainEntityOfPage"), "@id"))
        return cls(
            bodies,
            headline=_text(item.get("headline")),
            date=_text(item.get("datePublished")),
            outlet=_text(item.get("publisher"), "name"),
            url=next((each for each in addresses if each and each.startswith("http")), None),
        )


def _read(page: "HtmlElement") -> Iterator[object]:
    for script in page.iter("script"):
        if script.get("type", "").partition(";")[0].strip().lower() == _TYPE:
            text = _HIDING.sub("", script.text or "")
            try:
                yield json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
            except (ValueError, RecursionError):
                continue


def _items(data: object) -> Iterator[dict[str, object]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            inner = graph if isinstance(graph, list) else []
            yield from (each for each in inner if isinstance(each, dict))


def _bodies(data: object) -> Iterator[str]:
    stack = [data]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            body = item.get("articleBody")
            parts = [body] if isinstance(body, str) else body if isinstance(body, list) else []
            if parts and all(isinstance(part, str) for part in parts):
                yield "\n\n".join(parts)
            stack += reversed(item.values())
        elif isinstance(item, list):
            stack += reversed(item)


def _text(value: object, key: str | None = None) -> str | None:
    """Return a value that is a text or has one under a key."""
    if isinstance(value, dict) and key:
        value = value.get(key)
    return fragment_text(value) if isinstance(value, str) else None
