"""Stories with the sentences behind their statements, as the digests and the site show them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.documents import Article, Document, Flag, RunInfo, Story, SummarySentence
from pipeline.outputs.rows import AlignedRow, clean_flag, document_rows

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentences of one article that support a statement."""

    article: Article
    pairs: tuple[AlignedRow, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A statement and the quotes behind it."""

    text: str
    replaced: Flag | None
    quotes: tuple[Quote, ...]

    @property
    def doubtful(self) -> bool:
        """Tell whether a sentence behind it has a flag or a low score."""
        return any(pair.flags or pair.low for quote in self.quotes for pair in quote.pairs)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article of a story with its own summary and all its sentences."""

    article: Article
    summary: tuple[SummarySentence, ...]
    flags: tuple[Flag, ...]
    pairs: tuple[AlignedRow, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story ready to be shown."""

    id: str
    period: str
    date: str | None
    headline: str
    points: tuple[Point, ...]
    articles: tuple[ArticleView, ...]


def web_address(url: str | None) -> str | None:
    """Return the address where it is safe to link to: http or https with a host."""
    if url is None or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def language_tag(tag: str) -> str:
    """Return a tag fit for `lang`; the empty string, "unknown", for `und` and what is no tag."""
    return tag if tag != "und" and _TAG.fullmatch(tag) else ""


def story_view(
    story: Story, documents: Mapping[str, Document], info: RunInfo, clean: Callable[[str], str]
) -> StoryView:
    """Put a story together with its evidence; `clean` replaces what the format cannot hold."""
    articles = {article.document: _clean_article(article, clean) for article in story.articles}
    pairs = {name: tuple(document_rows(documents[name], info, clean)) for name in articles}
    points = tuple(
        Point(
            clean(statement.text),
            statement.replaced and clean_flag(statement.replaced, clean),
            tuple(
                Quote(
                    articles[evidence.document],
                    tuple(pairs[evidence.document][index] for index in evidence.segments),
                )
                for evidence in statement.evidence
            ),
        )
        for statement in story.statements
    )
    views = tuple(
        _article_view(article, documents[name], pairs[name], clean)
        for name, article in articles.items()
    )
    return StoryView(
        id=story.id,
        period=clean(story.period),
        date=story.date and clean(story.date),
        headline=clean(story.headline),
        points=points,
        articles=views,
    )


def _article_view(
    article: Article, document: Document, pairs: tuple[AlignedRow, ...], clean: Callable[[str], str]
) -> ArticleView:
    summary = document.summary.sentences if document.summary else ()
    sentences = tuple(
        SummarySentence(
            clean(sentence.text),
            sentence.segments,
            sentence.replaced and clean_flag(sentence.replaced, clean),
        )
        for sentence in summary
    )
    flags = tuple(clean_flag(flag, clean) for flag in document.flags)
    return ArticleView(article, sentences, flags, pairs)


def _clean_article(article: Article, clean: Callable[[str], str]) -> Article:
    return Article(
        document=article.document,
        headline=clean(article.headline),
        original_headline=clean(article.original_headline),
        language=article.language,
        sources=tuple(clean(source) for source in article.sources),
        date=article.date and clean(article.date),
        outlet=article.outlet and clean(article.outlet),
        url=article.url,
    )
