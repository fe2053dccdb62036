"""`digest.html`: the whole digest as one page to hand on, without scripts or other files."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from pipeline.outputs.base import Corpus
from pipeline.outputs.characters import markup_safe
from pipeline.outputs.evidence import story_views
from pipeline.outputs.identifiers import slug
from pipeline.outputs.pages import asset, environment
from pipeline.outputs.timeline import Timeline


def write_digest_html(corpus: Corpus, path: Path) -> None:
    """Write the page; its only style sheet is allowed by hash (CSP Level 3, section 2.3.1)."""
    timeline = Timeline()
    for story in corpus.stories():
        timeline.add(story.date, f"#story-{slug(story.id)}", markup_safe(story.headline))
    css = asset("page.css")
    digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
    stream = (
        environment()
        .get_template("standalone.html.j2")
        .generate(
            info=corpus.info,
            chart=timeline.chart(),
            stories=story_views(corpus, markup_safe),
            documents="",
            style=css,
            style_hash=f"'sha256-{digest}'",
        )
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(stream)
