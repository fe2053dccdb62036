"""Nordigest from Python: `import nordigest` gives what is here.

Nothing here prints or downloads, and nothing is remembered between processes but by `run`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from pipeline.config import Config
from pipeline.config import load_config as read_config
from pipeline.core.runner import Direct, walk
from pipeline.core.stage import Stage
from pipeline.documents import Document, Failure
from pipeline.errors import DocumentError
from pipeline.job import resolve, translating_stages
from pipeline.reading.article import RawArticle, to_document
from pipeline.reading.read import list_sources, read_documents
from pipeline.segmentation.detect import DetectStage
from pipeline.segmentation.segment import SegmentStage
from pipeline.translation.stage import TranslateStage
from pipeline.weights.hub import pin_models

StrPath: TypeAlias = str | PathLike[str]

_DEFAULT = Config()
# The sections that decide the stages up to the English.
_TRANSLATING = {"detect", "translate", "compute"}


def load_config(path: StrPath, overrides: Sequence[str] = ()) -> Config:
    """Read a config from a YAML file, with its Hub models pinned by the lock file beside it.

    `overrides` are settings as `--set` takes them: `["summarize.max_sentences=2"]`. Raises
    NordigestError with the dotted name of what is wrong.
    """
    return pin_models(read_config(Path(path), overrides), Path(path))


def translate(text: str, *, language: str | None = None, config: Config = _DEFAULT) -> Document:
    """Translate a text, from a sentence to an article; `english` of the result is its English.

    `language` is a BCP-47 tag or a name; without one the language is identified. The model stays
    loaded until another config is used. Raises NordigestError when the text cannot be translated.
    """
    languages = {"languages": config.translate.languages}
    sources = [{"path": "text", "language": language}]
    (source,) = Config.model_validate({"sources": sources, "translate": languages}).sources
    document = to_document(RawArticle(text), "text", source)
    stages = _translating(config.model_dump_json(include=_TRANSLATING))
    (done,) = walk([document], stages, Direct(), window=1)
    if isinstance(done, Failure):
        raise DocumentError(done.reason)
    return done


def process(
    paths: StrPath | Sequence[StrPath], *, config: Config = _DEFAULT
) -> Iterator[Document | Failure]:
    """Read, translate and summarize articles; yields one document or failure for each, in order.

    `paths` are folders, globs, files or fsspec URLs. They take the place of the config's sources,
    of which the names of columns are used where a table has them. Nothing is written. The models
    stay loaded until it is used with another config. Raises NordigestError when a path holds
    nothing to read or a model is missing.
    """
    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    listed = list_sources(config.reading(map(str, given)))
    stages = _all(config.model_dump_json(include={"summarize", *_TRANSLATING}))
    yield from walk(read_documents(listed), stages, Direct(), config.compute.window)


@lru_cache(maxsize=1)
def _translating(settings: str) -> tuple[DetectStage, SegmentStage, TranslateStage]:
    return translating_stages(Config.model_validate_json(settings))


@lru_cache(maxsize=1)
def _all(settings: str) -> Sequence[Stage]:
    """Build all stages; those that translate are the ones that `translate` uses then."""
    config = Config.model_validate_json(settings)
    return resolve(config, _translating(config.model_dump_json(include=_TRANSLATING))).stages
