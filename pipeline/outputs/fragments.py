"""Stories drawn as HTML and kept on disk until the head of their page is known."""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

from pipeline.outputs.evidence import StoryView
from pipeline.outputs.pages import environment


class Fragments:
    """Story cards in the order they were drawn; memory holds their sizes only.

    `size` is that of all cards, in bytes.
    """

    def __init__(self, folder: Path, held: ExitStack, documents: str) -> None:
        """Keep them in a temporary file in `folder`; `documents` leads to the articles' pages.

        Without such pages a brief story is its headline.
        """
        self._file = held.enter_context(TemporaryFile(dir=folder))  # noqa: SIM115 - held
        self._template = environment().get_template("story.html.j2")
        self._documents = documents
        self._sizes = array("L")
        self.size = 0
        self._period: str | None = None
        self._in_brief = False

    def draw(self, view: StoryView, *, first: bool, limit: int | None = None) -> bool:
        """Draw a story, under a heading where its period begins or it is the `first` of a page.

        Says whether it was kept: not, where all would be longer than `limit` bytes; one always is.
        """
        begins = first or view.period != self._period
        short = view.brief and not self._documents
        text = self._template.render(
            story=view,
            begins=begins,
            documents=self._documents,
            short=short,
            begins_brief=short and (begins or not self._in_brief),
        )
        data = text.encode("utf-8")
        if limit is not None and self._sizes and self.size + len(data) > limit:
            return False
        self._period = view.period
        self._in_brief = short
        self._file.write(data)
        self._sizes.append(len(data))
        self.size += len(data)
        return True

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        for size in self._sizes:
            yield self._file.read(size).decode("utf-8")
