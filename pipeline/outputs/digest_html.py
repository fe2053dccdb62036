"""`digest.html`: the newest stories as one page to mail, without scripts or other files.

Mail programs cut a message off at about 100 kB, so the page is no longer than that. It says how
many stories it leaves out, and links to where they are.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline.documents import Document, RunInfo, Story
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import markup_safe
from pipeline.outputs.evidence import story_view
from pipeline.outputs.fragments import Fragments
from pipeline.outputs.identifiers import slug
from pipeline.outputs.pages import asset, environment
from pipeline.outputs.timeline import Timeline

PAGE_BYTES: Final = 100_000
# What stands around the stories: head, foot, and a chart of the days they are of.
_AROUND: Final = 25_000
# With less room than hardly a story needs, the others are not drawn to be measured.
_SMALLEST: Final = 1_000

# Where all stories are, in the order of what a reader would rather open.
_WHOLE: Final = {
    "site": "site/index.html",
    "digest-markdown": "digest.md",
    "digest-json": "digest.json",
}


class DigestHtmlSink(Sink):
    """Writes the page; its only style sheet is allowed by hash (CSP Level 3, section 2.3.1)."""

    reads = "stories"

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        self._path = path
        self._css = asset("page.css")
        self._room = PAGE_BYTES - len(self._css) - _AROUND
        self._left = 0
        self._timeline = Timeline()
        self._stories = Fragments(path.parent, self.held, documents="")

    def story(self, story: Story, documents: Mapping[str, Document]) -> None:
        """Draw a story where there is room for it."""
        first = not self._timeline.total
        if self._stories.size > self._room - _SMALLEST:
            self._left += 1
            return
        view = story_view(story, documents, self.info, markup_safe)
        if not self._stories.draw(view, first=first, limit=self._room):
            self._left += 1
            return
        self._timeline.add(story.date, f"#story-{slug(story.id)}", view.headline)

    def finish(self) -> None:
        """Write the page around the stories."""
        digest = b64encode(sha256(self._css.encode("utf-8")).digest()).decode("ascii")
        wholes = (place for name, place in _WHOLE.items() if name in self.info.formats)
        stream = (
            environment()
            .get_template("standalone.html.j2")
            .generate(
                info=self.info,
                chart=self._timeline.chart(),
                stories=iter(self._stories),
                left=self._left,
                whole=next(wholes, None),
                style=self._css,
                style_hash=f"'sha256-{digest}'",
            )
        )
        with self._path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(stream)
