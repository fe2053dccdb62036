"""`digest.html`: the whole digest as one page to hand on, without scripts or other files."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pipeline.documents import Document, RunInfo, Story
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import markup_safe
from pipeline.outputs.evidence import story_view
from pipeline.outputs.fragments import Fragments
from pipeline.outputs.identifiers import slug
from pipeline.outputs.pages import asset, environment
from pipeline.outputs.timeline import Timeline


class DigestHtmlSink(Sink):
    """Writes the page; its only style sheet is allowed by hash (CSP Level 3, section 2.3.1)."""

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        self._path = path
        self._timeline = Timeline()
        self._stories = Fragments(path.parent, self.held, documents="")

    def story(self, story: Story, documents: Mapping[str, Document]) -> None:
        """Draw a story."""
        first = not self._timeline.total
        view = story_view(story, documents, self.info, markup_safe)
        self._timeline.add(story.date, f"#story-{slug(story.id)}", view.headline)
        self._stories.draw(view, first=first)

    def finish(self) -> None:
        """Write the page around the stories."""
        css = asset("page.css")
        digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
        stream = (
            environment()
            .get_template("standalone.html.j2")
            .generate(
                info=self.info,
                chart=self._timeline.chart(),
                stories=iter(self._stories),
                style=css,
                style_hash=f"'sha256-{digest}'",
            )
        )
        with self._path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(stream)
