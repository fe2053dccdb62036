"""Files that hold one article each: plain text, Markdown and web pages."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.reading.article import RawArticle, check_length
from pipeline.reading.encodings import decode
from pipeline.reading.frames import Frame, join_source_lines
from pipeline.reading.frontmatter import split_front_matter
from pipeline.reading.hints import hint_by_form, hint_by_tag, hint_for_page
from pipeline.reading.linkeddata import LinkedArticle
from pipeline.reading.texttables import has_usual_header
from pipeline.reading.wrapping import join_lines
from pipeline.text.layout import is_code, is_special_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from markdown_it.token import Token

# What is nested deeper than this is lost to the parser; its default of 20 is within reach of mail
# that was answered often.
_NESTING = 40

_NO_ARTICLE = "is a web page without an article in it: save the article's text as .txt"

# A page that shows less than two thirds of its JSON-LD has a teaser or a notice, not the article.
_RICHER = 1.5
_LEAST = "MIN_EXTRACTED_SIZE"


def read_text(data: bytes) -> RawArticle:
    """Read a .txt file; raises DocumentError, also for a page, table or mail that is called so."""
    text = _decode(data)
    if hint := hint_by_form(text) or hint_by_tag(text) or _hint_by_header(text):
        raise DocumentError(hint)
    fields, body = split_front_matter(text)
    return RawArticle(body, **fields) if fields else RawArticle(text)


def _hint_by_header(text: str) -> str | None:
    """Say what a text is whose first line has the names of a table's columns."""
    is_table = has_usual_header(text.lstrip().partition("\n")[0].rstrip("\r"))
    return "is a table saved as text: let its name end in .csv" if is_table else None


def read_markdown(data: bytes) -> RawArticle:
    """Read a .md file: CommonMark without its markup, one paragraph a block.

    Dashes and numbers in front of list items stay, since quotes open with dashes. A front matter
    is taken off, and its fields are used. Raises DocumentError.
    """
    from markdown_it import MarkdownIt

    whole = _decode(data)
    if hint := hint_by_form(whole):
        raise DocumentError(hint)
    fields, text = split_front_matter(whole)
    check_length(text)
    tokens = (
        MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING})
        .enable(["table", "strikethrough"])
        .parse(text)
    )
    return RawArticle(_plain_text(tokens), **(fields or {}))


def read_page(data: bytes) -> RawArticle:
    """Read a web page: its main text by trafilatura, without navigation and adverts.

    Where a page has nothing else, the `articleBody` of its JSON-LD is taken, with its headline.
    The date is the page's own first publication date, never one guessed from its text. Raises
    DocumentError when there is no article on the page.
    """
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction, load_html
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document as Extract

    dates = {"original_date": True, "extensive_search": False}
    try:
        text = _decode(data)
        if hint := hint_for_page(text):
            raise DocumentError(hint)
        tree = load_html(text)
        if tree is None:
            raise DocumentError(_NO_ARTICLE)
        linked = LinkedArticle.of(tree)
        join_source_lines(tree)
        untouched = deepcopy(tree)
        page = bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
        if not isinstance(page, Extract):
            page = extract_metadata(tree, date_config=dates)
        shown = _read_frame(untouched, page.text or "")
    except (LxmlError, ValueError, RecursionError) as exc:
        msg = f"is a web page that cannot be parsed ({type(exc).__name__}): save its text as .txt"
        raise DocumentError(msg) from exc
    whole = "\n\n".join(dict.fromkeys(filter(None, linked.bodies)))
    outlet, url = page.sitename or linked.outlet, page.url or linked.url
    if len(whole) > _RICHER * len(shown):
        return RawArticle(
            whole, linked.headline or page.title, page.date or linked.date, outlet, url
        )
    if not shown:
        raise DocumentError(_NO_ARTICLE)
    # Of the JSON-LD's text trafilatura keeps no paragraphs.
    same = next((body for body in linked.bodies if body.split() == shown.split()), None)
    titles = (linked.headline, page.title) if same else (page.title, linked.headline)
    text = same or shown.replace("\n", "\n\n")
    return RawArticle(text, titles[0] or titles[1], page.date or linked.date, outlet, url)


def _read_frame(page: "HtmlElement", shown: str) -> str:
    """Return the text of a page's frame where `shown`, what was found of it, lacks parts of it."""
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG
    from trafilatura.settings import Document as Extract

    frame = Frame(page)
    lost, held = frame.count_lost(shown), frame.count_held(shown)
    config = deepcopy(DEFAULT_CONFIG)
    # Of a page with less than its least, trafilatura takes all text, menus as well.
    least = config.getint("DEFAULT", _LEAST)
    is_dump = len(shown) < least or (len(shown) < 4 * least and frame.is_in_one_piece(shown))
    if not (is_dump or lost):
        return shown
    config.set("DEFAULT", _LEAST, "1")
    frame.name()
    again = bare_extraction(page, include_comments=False, config=config)
    text = (again.text if isinstance(again, Extract) else None) or ""
    if is_dump:
        return text if frame.count_held(text) * _RICHER >= max(1, held) else shown
    whole = frame.count_held(text) >= held and len(text) * _RICHER >= len(shown)
    return text if whole and frame.count_lost(text) < lost else shown


def _decode(data: bytes) -> str:
    if not data.strip():
        msg = "is empty: fill it in, or leave it out"
        raise DocumentError(msg)
    return decode(data)


def _plain_text(tokens: "list[Token]") -> str:
    """Join the text of CommonMark's blocks by blank lines, list markers before their items.

    Code keeps its fences and gets them where it was only indented; a table is a line with pipes for
    each row.
    """
    blocks: list[str] = []
    marker = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} "
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(f"| {' | '.join(row)} |")
            row = None
        elif token.type == "fence":
            blocks.append(f"{token.markup}{token.info}\n{token.content.rstrip()}\n{token.markup}")
        elif token.type == "code_block":
            block = token.content.rstrip("\n")
            code = any(is_code(line.strip()) for line in block.split("\n"))
            blocks.append(f"```\n{block}\n```" if code else marker + block)
            marker = ""
        elif token.type == "inline" and row is not None:
            row.append(_inline(token.children or []).replace("|", r"\|"))
        elif token.type == "inline":
            blocks.append(marker + _inline(token.children or []).rstrip("\n"))
            marker = ""
    return "\n\n".join(blocks)


_CODE_AFTER = re.compile(r"\(|\.\w")
_EMPHASIS = frozenset(["em_open", "strong_open"])


def _literal_marks(tokens: "Sequence[Token]") -> frozenset[int]:
    """Return the indices of marks that are no emphasis but part of an identifier or a formula.

    `__init__` is a name of Python, `__min_klasse__` and `__x__.y` are identifiers, and `2*3*4` is
    a product.
    """
    literal: set[int] = set()
    for index, token in enumerate(tokens[:-2]):
        if token.type not in _EMPHASIS or tokens[index + 1].type != "text":
            continue
        closing = index + 2
        before = tokens[index - 1].content[-1:] if index else ""
        after = tokens[closing + 1].content[:2] if closing + 1 < len(tokens) else ""
        inside = tokens[index + 1].content
        if token.markup == "__":
            code = is_special_name(inside) or "_" in inside or before == "."
            code = code or _CODE_AFTER.match(after) is not None
            code = code and inside.isascii() and inside.isidentifier()
        else:
            code = token.markup in {"*", "**"} and before.isalnum() and after[:1].isalnum()
        if code and tokens[closing].markup == token.markup:
            literal |= {index, closing}
    return frozenset(literal)


def _inline(tokens: "list[Token]") -> str:
    """Join the text of a block: its lines but those that end in a hard break."""
    lines = [""]
    literal = _literal_marks(tokens)
    for index, token in enumerate(tokens):
        if index in literal:
            lines[-1] += token.markup
        elif token.type == "hardbreak":
            lines.append("")
        elif token.type == "softbreak":
            lines[-1] += "\n"
        elif token.type == "code_inline":
            lines[-1] += f"{token.markup}{token.content}{token.markup}"
        else:
            lines[-1] += token.content
    return "\n".join(map(join_lines, lines))
