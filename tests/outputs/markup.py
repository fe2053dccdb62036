"""What the pages may contain, checked on the parsed tree as a browser would build it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "style", "body", "main", "header", "footer",
    "nav", "section", "article", "div", "h1", "h2", "h3", "p", "ul", "ol", "li", "a", "span",
    "strong", "code", "time", "details", "summary", "figure", "figcaption", "svg", "line", "rect",
    "text", "label", "input", "button",
}  # fmt: skip


def parse(path):
    return html.document_fromstring(path.read_bytes().decode("utf-8"))


def check_inert(root: html.HtmlElement, folder: Path) -> None:
    """Fail on any element, attribute or link that a text could have smuggled in."""
    for element in root.iter():
        assert isinstance(element.tag, str), f"comment or instruction: {element}"
        assert element.tag in ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            assert name != "style", element.tag
            if name in {"href", "src"}:
                check_link(value, folder)
        if element.tag == "script":
            assert not (element.text or "").strip(), "inline script"
            assert element.get("src") in {"page.js", "../page.js", "search/manifest.js"}


def check_link(value: str, folder: Path) -> None:
    parts = urlsplit(value)
    if parts.scheme:
        assert parts.scheme in {"http", "https"}, value
        assert parts.netloc == "example.org", value
        return
    assert not parts.netloc, value
    assert re.fullmatch(r"[\w./-]*", parts.path), value
    target = (folder / parts.path).resolve() if parts.path else None
    assert target is None or target.is_file(), value


def visible(root):
    return " ".join(root.xpath("//body")[0].text_content().split())
