"""`site/`: the digest as pages for a browser, from a folder or any web server.

`index.html` (and `page-2.html`, ... for many stories) is the digest, `documents/` has a page an
article, `search/` the data of the search. Memory holds one story's articles, and the dates and the
sizes of the stories drawn.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.documents import Document, RunInfo, Story
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import markup_safe
from pipeline.outputs.evidence import ArticleView, StoryView, story_view
from pipeline.outputs.fragments import Fragments
from pipeline.outputs.identifiers import slug
from pipeline.outputs.pages import asset, environment
from pipeline.outputs.search import SearchData, pair_flags
from pipeline.outputs.timeline import Timeline

STORIES_PER_PAGE: Final = 150
"""A page of so many stories with their evidence is about 1 MB of HTML."""

ASSETS: Final = ("page.css", "page.js", "favicon.svg")


class SiteSink(Sink):
    """Writes the site into a new folder: articles as they come, the pages of stories at the end."""

    reads = "stories"

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        for folder in (path, path / "documents"):
            folder.mkdir()
        for name in ASSETS:
            path.joinpath(name).write_text(asset(name), encoding="utf-8", newline="\n")
        self._path = path
        self._timeline = Timeline()
        self._search = SearchData(path / "search")
        self._stories = Fragments(path, self.held, documents="documents/")

    def story(self, story: Story, documents: Mapping[str, Document]) -> None:
        """Draw a story, and write a page for each of its articles."""
        number = self._timeline.total
        view = story_view(story, documents, self.info, markup_safe)
        place = f"{_page_name(number)}#{_story_anchor(story.id)}"
        self._timeline.add(story.date, place, view.headline)
        self._stories.draw(view, first=number % STORIES_PER_PAGE == 0)
        for article in view.articles:
            self._article(article, view, place)

    def finish(self) -> None:
        """Write the pages of stories and the search's manifest."""
        total = max(1, -(-self._timeline.total // STORIES_PER_PAGE))
        names = [_page_name(number * STORIES_PER_PAGE) for number in range(total)]
        stories = iter(self._stories)
        template = environment().get_template("digest.html.j2")
        for page, name in enumerate(names):
            stream = template.generate(
                info=self.info,
                chart=self._timeline.chart(),
                stories=islice(stories, STORIES_PER_PAGE),
                page=page,
                pages=names,
            )
            self._render(name, stream)
        self._search.close()

    def _article(self, view: ArticleView, story: StoryView, place: str) -> None:
        self._search.add(view)
        names = (flag.name for pair in view.pairs for flag in pair_flags(pair))
        stream = (
            environment()
            .get_template("document.html.j2")
            .generate(
                info=self.info,
                view=view,
                story=story,
                back=place,
                flags=list(dict.fromkeys(names)),
            )
        )
        self._render(f"documents/{slug(view.article.document)}.html", stream)

    def _render(self, name: str, stream: Iterator[str]) -> None:
        with self._path.joinpath(name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(stream)


def _page_name(story: int) -> str:
    page = story // STORIES_PER_PAGE
    return f"page-{page + 1}.html" if page else "index.html"


def _story_anchor(story: str) -> str:
    return f"story-{slug(story)}"
