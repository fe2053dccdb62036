"""`digest.md`: the stories as an English reader reads them, the sentences behind as footnotes.

CommonMark with the footnotes of GitHub Flavored Markdown; all text of others is escaped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

from pipeline.documents import Article, Document, RunInfo, Story
from pipeline.languages import language_name
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import one_line
from pipeline.outputs.credits import SUMMARIZED_NOTICE, credit_lines, produced_by
from pipeline.outputs.dates import date_label, period_label
from pipeline.outputs.evidence import (
    Quote,
    StatementView,
    StoryView,
    origin_name,
    story_view,
    web_address,
)
from pipeline.outputs.identifiers import anchor
from pipeline.outputs.rows import AlignedRow

# Punctuation that can start an inline construct, an entity or raw HTML (CommonMark 0.31.2,
# sections 2.4 and 6); `$` and `@` start formulas and mentions on GitHub.
_INLINE = re.compile(r"[\\`*_\[\]<>&|~$@]")

# What makes a line a list item, a heading or a quotation at its beginning (sections 4 and 5).
_LINE_START = re.compile(r"^(\d+(?=[.)])|(?=[#+=\-]))")


class DigestMarkdownSink(Sink):
    """Writes periods as sections, stories under them, and numbered footnotes after each story."""

    reads = "stories"

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        self._file = self.held.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        self._notes = count(1)
        self._period: str | None = None
        self._in_brief = False
        self._write(_head(info))

    def story(self, story: Story, documents: Mapping[str, Document]) -> None:
        """Write a story, under a heading where its period begins."""
        view = story_view(story, documents, self.info, one_line)
        if view.period != self._period:
            self._period = view.period
            self._in_brief = False
            self._write(["", f"## {_escape(period_label(view.period))}"])
        if not view.brief:
            self._write(_story(view, self._notes))
            return
        if not self._in_brief:
            self._write(["", "**In brief**", ""])
        self._in_brief = True
        self._write([f"- {_linked(view)}"])

    def finish(self) -> None:
        """Write the credits."""
        self._write(_foot(self.info))

    def _write(self, lines: Iterable[str]) -> None:
        self._file.writelines(line + "\n" for line in lines)


def _head(info: RunInfo) -> Iterator[str]:
    yield f"# {_escape(info.title)}"
    yield ""
    counts = ", ".join(
        f"{number} in {language_name(tag)}" for tag, number in info.languages.items()
    )
    total = sum(info.languages.values())
    yield f"{_escape(_plural(total, 'article') + (f': {counts}' if counts else ''))}."
    yield ""
    yield f"**{SUMMARIZED_NOTICE}** The numbers behind each statement lead to its sentences."


def _story(story: StoryView, notes: Iterator[int]) -> Iterator[str]:
    yield ""
    yield f"### {_escape(story.headline)}"
    yield ""
    dateline = (date_label(story.date), _plural(len(story.articles), "article"))
    yield "*" + " · ".join(_escape(part) for part in dateline if part) + "*"
    yield ""
    footnotes: list[str] = []
    for point in story.points:
        yield f"- {_statement(point, footnotes, notes)}"
        if point.replaced is not None:
            why = _escape(f"{point.replaced.name}: {point.replaced.reason}")
            yield f"  *(the article's own sentence; the model's was set aside: {why})*"
    yield ""
    yield "Articles:"
    yield ""
    for view in story.articles:
        yield f"- {_article(view.article, story.headline)}"
    for footnote in footnotes:
        yield ""
        yield footnote


def _statement(point: StatementView, footnotes: list[str], notes: Iterator[int]) -> str:
    """Write a statement with who says it, and who says otherwise; adds its footnotes."""

    def mark(quote: Quote) -> str:
        number = next(notes)
        footnotes.append(f"[^{number}]: {_footnote(quote)}")
        return f"[^{number}]"

    marks = " ".join(map(mark, point.quotes))
    flag = " ⚑" if point.flagged else ""
    said = [_escape(point.credit)] if point.credit else []
    for other in point.otherwise:
        values = _escape(f"{other.name}: {', '.join(other.values)}")
        said.append(f"{values}{mark(other.quote)}")
    credit = f" ({'; '.join(said)})" if said else ""
    return f"{_escape(point.text)}{marks}{flag}{credit}"


def _linked(story: StoryView) -> str:
    """Write a headline that leads to the first article, where that has an address."""
    address = web_address(story.articles[0].article.url)
    headline = _escape(story.headline)
    return f"[{headline}](<{_destination(address)}>)" if address else headline


def _footnote(quote: Quote) -> str:
    origin = origin_name(quote.article)
    sentences = "; ".join(_sentence(pair, quote.article.document) for pair in quote.pairs)
    return f"{_escape(origin)}: {sentences}"


def _sentence(pair: AlignedRow, document: str) -> str:
    flags = "".join(f" ⚑ {_escape(flag.name)}: {_escape(flag.reason)}." for flag in pair.flags)
    low = f" ⚑ low score {pair.score:.2f}." if pair.low else ""
    key = f"({pair.language}, `{anchor(document, pair.index)}`)"
    if pair.copied or pair.target is None:
        return f"*{_escape(pair.source)}* {key}{flags}"
    return f"*{_escape(pair.source)}* → {_escape(pair.target)} {key}{flags}{low}"


def _article(article: Article, story: str) -> str:
    named = [article.headline, article.original_headline]
    if article.headline == story:
        named.remove(story)
    headline = _escape(named[0])
    address = web_address(article.url)
    if address:
        headline = f"[{headline}](<{_destination(address)}>)"
    if len(set(named)) > 1:
        headline += f" — *{_escape(article.original_headline)}*"
    origin = [article.outlet, date_label(article.date), language_name(article.language)]
    described = ", ".join(_escape(part) for part in origin if part)
    sources = ", ".join(_escape(source) for source in article.sources)
    return f"{headline} ({described}; {sources})"


def _foot(info: RunInfo) -> Iterator[str]:
    yield ""
    yield "---"
    yield ""
    yield f"Written by {_escape(produced_by(info))}. ⚑ marks statements whose sentences are in"
    yield "doubt; the keys in the footnotes are `<document>:<index>` in the aligned files."
    yield ""
    for line in credit_lines(info.models):
        yield f"- {_escape(one_line(line))}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _escape(text: str) -> str:
    text = _INLINE.sub(lambda match: "\\" + match.group(), text)
    return _LINE_START.sub(lambda match: f"{match.group()}\\", text)


def _destination(address: str) -> str:
    return address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
