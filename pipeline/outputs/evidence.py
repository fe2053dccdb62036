"""Stories with the sentences behind their statements, as the digests and the site show them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.documents import (
    Article,
    Document,
    Evidence,
    Flag,
    RunInfo,
    Statement,
    Story,
    SummarySentence,
)
from pipeline.outputs.identifiers import source_name
from pipeline.outputs.rows import AlignedRow, clean_flag, document_rows

# More outlets than these are counted.
_MOST_NAMED = 3
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentences of one article that support a statement."""

    article: Article
    pairs: tuple[AlignedRow, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What an article has in the place of a statement's numbers or days, and its sentences."""

    name: str
    values: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement, the quotes behind it, and who says otherwise.

    `credit` names who says it, where not all articles of the story do.
    """

    text: str
    replaced: Flag | None
    quotes: tuple[Quote, ...]
    credit: str
    otherwise: tuple[Disagreement, ...]

    @property
    def flagged(self) -> bool:
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
    points: tuple[StatementView, ...]
    articles: tuple[ArticleView, ...]
    brief: bool


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
    points = tuple(_point(statement, articles, pairs, clean) for statement in story.statements)
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
        brief=story.brief,
    )


def _point(
    statement: Statement,
    articles: Mapping[str, Article],
    pairs: Mapping[str, tuple[AlignedRow, ...]],
    clean: Callable[[str], str],
) -> StatementView:
    def quote(evidence: Evidence) -> Quote:
        rows = pairs[evidence.document]
        return Quote(articles[evidence.document], tuple(rows[n] for n in evidence.segments))

    contrary: dict[Evidence, list[str]] = {}
    for difference in statement.differences:
        contrary.setdefault(difference.evidence, []).append(clean(difference.otherwise))
    return StatementView(
        clean(statement.text),
        statement.replaced and clean_flag(statement.replaced, clean),
        tuple(map(quote, statement.evidence)),
        _credit([articles[each.document] for each in statement.evidence], [*articles.values()]),
        tuple(
            Disagreement(origin_name(articles[evidence.document]), tuple(values), quote(evidence))
            for evidence, values in contrary.items()
        ),
    )


def _credit(saying: Sequence[Article], articles: Sequence[Article]) -> str:
    """Name the outlets that say something; nothing where all of a story's do."""
    names = list(dict.fromkeys(map(origin_name, saying)))
    every = {origin_name(each) for each in articles}
    if len(names) == len(every):
        return ""
    return f"{len(names)} of {len(every)} outlets" if len(names) > _MOST_NAMED else ", ".join(names)


def origin_name(article: Article) -> str:
    """Name an article's outlet, or the file it was read from."""
    return article.outlet or source_name(article.sources[0])


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
