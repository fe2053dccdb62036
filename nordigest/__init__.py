"""Norwegian and Danish articles in, English digests and sentence-aligned translations out."""

from pipeline import __version__
from pipeline.api import load_config, process, translate
from pipeline.config import Config
from pipeline.core.plan import StagePlan
from pipeline.documents import (
    Document,
    Failure,
    Flag,
    Language,
    Segment,
    Summary,
    SummarySentence,
    Translation,
)
from pipeline.errors import ConfigError, DocumentError, InputError, ModelError, NordigestError
from pipeline.report import RunReport
from pipeline.run import plan, run

__all__ = [
    "Config",
    "ConfigError",
    "Document",
    "DocumentError",
    "Failure",
    "Flag",
    "InputError",
    "Language",
    "ModelError",
    "NordigestError",
    "RunReport",
    "Segment",
    "StagePlan",
    "Summary",
    "SummarySentence",
    "Translation",
    "__version__",
    "load_config",
    "plan",
    "process",
    "run",
    "translate",
]
