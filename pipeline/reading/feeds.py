"""Feeds: RSS 0.9 to 2.0 and Atom files, an article an entry."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pipeline.errors import DocumentError
from pipeline.reading.article import RawArticle, one_line
from pipeline.reading.fragments import fragment_text
from pipeline.reading.hints import hint_by_content, hint_for_feed
from pipeline.reading.rows import Named


def read_feed(data: bytes) -> Iterator[Named]:
    """Yield the entries of a feed by their ids, or their numbers from 1.

    The text is an entry's full text where the feed has it, else its summary. The name is None for
    what concerns the feed as a whole. Raises DocumentError when it is no feed.
    """
    import feedparser

    if hint := _hint(data):
        raise DocumentError(hint)
    # A stream, since feedparser takes bytes for the name of a file or an address.
    feed = feedparser.parse(BytesIO(data))
    if not feed.version and not feed.entries:
        msg = "is XML but no RSS or Atom feed: convert it to text, or leave it out"
        raise DocumentError(msg)
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        yield one_line(entry.get("id")) or str(number), _article(entry, outlet)
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        why = " ".join(str(feed.bozo_exception).split())[:100]
        msg = f"is no well-formed feed, so that entries may be missing ({why}): save it again"
        yield None, DocumentError(msg)
    elif not feed.entries:
        yield None, DocumentError("has no entries: leave it out")


def _hint(data: bytes) -> str | None:
    """Say what a file is that is no feed, and what to do with it."""
    if not data.strip():
        return "is empty: fill it in, or leave it out"
    if hint := hint_by_content(data):
        return f"is no feed: {hint}"
    return hint_for_feed(data[:1000].decode("utf-8", "replace"))


def _article(entry: Any, outlet: str | None) -> RawArticle | DocumentError:  # noqa: ANN401 - feedparser has no types
    texts = [each.value for each in entry.get("content", ())]
    text = "\n\n".join(map(fragment_text, filter(None, texts))).strip()
    text = text or fragment_text(entry.get("summary") or "").strip()
    if not text:
        return DocumentError("has neither text nor summary: take the article from its page")
    title = fragment_text(entry.get("title") or "")
    source = entry.get("source", {}).get("title") or outlet
    date = entry.get("published") or entry.get("updated")
    # Without a link feedparser gives the entry's id, which is not always an address.
    link = entry.get("link") or ""
    url = link if link.startswith(("http://", "https://")) else None
    return RawArticle(text, title or None, date, source, url)
