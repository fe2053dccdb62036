"""`site/`: the digest as pages for a browser, from a folder or any web server.

`index.html` (and `page-2.html`, ... for many stories) is the digest, `documents/` has a page an
article, `search/` the data of the search. Written in two passes over the stories; memory holds one
story's articles, the dates, and the ids of the documents written.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.outputs.base import Corpus
from pipeline.outputs.characters import markup_safe
from pipeline.outputs.evidence import ArticleView, StoryView, lone_article, story_views
from pipeline.outputs.identifiers import slug
from pipeline.outputs.pages import asset, environment
from pipeline.outputs.search import SearchData, pair_flags
from pipeline.outputs.timeline import Timeline

STORIES_PER_PAGE: Final = 150
"""A page of so many stories with their evidence is about 1 MB of HTML."""

ASSETS: Final = ("page.css", "page.js", "favicon.svg")


def write_site(corpus: Corpus, path: Path) -> None:
    """Write the site into a new folder."""
    for folder in (path, path / "documents"):
        folder.mkdir()
    for name in ASSETS:
        path.joinpath(name).write_text(asset(name), encoding="utf-8", newline="\n")
    _Site(corpus, path).write()


class _Site:
    def __init__(self, corpus: Corpus, path: Path) -> None:
        self.corpus = corpus
        self.path = path
        self.search = SearchData(path / "search")
        self.written: set[str] = set()

    def write(self) -> None:
        timeline = Timeline()
        for number, story in enumerate(self.corpus.stories()):
            place = f"{_page_name(number)}#{_story_anchor(story.id)}"
            timeline.add(story.date, place, markup_safe(story.headline))
        pages = max(1, -(-timeline.total // STORIES_PER_PAGE))
        views = self._writing_articles(story_views(self.corpus, markup_safe))
        template = environment().get_template("digest.html.j2")
        for page in range(pages):
            # The head is drawn before the stories that follow it are looked up.
            shown = islice(views, STORIES_PER_PAGE)
            stream = template.generate(
                info=self.corpus.info,
                chart=timeline.chart(),
                stories=shown,
                documents="documents/",
                page=page,
                pages=[_page_name(number * STORIES_PER_PAGE) for number in range(pages)],
            )
            self._render(_page_name(page * STORIES_PER_PAGE), stream)
        for document in self.corpus.documents():
            if document.id not in self.written:
                self._article(lone_article(document, self.corpus.info, markup_safe), None, 0)
        self.search.close()

    def _writing_articles(self, views: Iterator[StoryView]) -> Iterator[StoryView]:
        for number, view in enumerate(views):
            for article in view.articles:
                if article.article.document not in self.written:
                    self._article(article, view, number)
            yield view

    def _article(self, view: ArticleView, story: StoryView | None, number: int) -> None:
        document = view.article.document
        self.written.add(document)
        self.search.add(view)
        back = _page_name(number) + (f"#{_story_anchor(story.id)}" if story else "")
        stream = (
            environment()
            .get_template("document.html.j2")
            .generate(
                info=self.corpus.info,
                view=view,
                story=story,
                back=back,
                flags=list(
                    dict.fromkeys(flag.name for pair in view.pairs for flag in pair_flags(pair))
                ),
            )
        )
        self._render(f"documents/{slug(document)}.html", stream)

    def _render(self, name: str, stream: Iterator[str]) -> None:
        with self.path.joinpath(name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(stream)


def _page_name(story: int) -> str:
    page = story // STORIES_PER_PAGE
    return f"page-{page + 1}.html" if page else "index.html"


def _story_anchor(story: str) -> str:
    return f"story-{slug(story)}"
