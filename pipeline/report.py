"""What a run did, for the command line and for `run.json`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version

from pydantic import TypeAdapter

from pipeline.config import Config
from pipeline.core.spool import Counts
from pipeline.core.stage import Json
from pipeline.documents import Failure, RunInfo

LIBRARIES = ("ctranslate2", "transformers", "torch", "sentencepiece", "py3langid")
"""Libraries whose versions `run.json` names."""


@dataclass(slots=True)
class LanguageReport:
    """What was done in one language; `seconds` is its share, by words, of the translating."""

    documents: int = 0
    sentences: int = 0
    words: int = 0
    flagged: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class RunReport:
    """What a run did.

    `computed` counts the units of each stage that were not known before, `skipped` by reason what
    was left out of the sources.
    """

    folder: str
    skipped: Counter[str] = field(default_factory=Counter)
    languages: dict[str, LanguageReport] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    stories: int = 0
    computed: dict[str, int] = field(default_factory=dict)

    def add(self, counts: Counts) -> None:
        """Add what a finished document has."""
        report = self.languages.setdefault(counts.language, LanguageReport())
        report.documents += 1
        report.sentences += counts.sentences
        report.words += counts.words
        report.flagged += counts.flagged

    def share_seconds(self, seconds: float) -> None:
        """Divide the time of translating among the languages by their words."""
        words = sum(each.words for tag, each in self.languages.items() if tag != "en")
        for tag, each in self.languages.items():
            if tag != "en":
                each.seconds = seconds * each.words / max(1, words)


def describe(config: Config, info: RunInfo, report: RunReport) -> Mapping[str, object]:
    """Describe a run for `run.json`; holds nothing that differs between two runs on the same input.

    How it was computed (device, threads, executor) is left out with the clock.
    """
    failures = Counter(failure.stage for failure in report.failures)
    return {
        "schema": "nordigest-run/1",
        "nordigest": info.version,
        "libraries": {name: version(name) for name in LIBRARIES},
        "config": config.model_dump(mode="json", exclude={"compute", "ray"}),
        "models": [asdict(model) for model in info.models],
        "documents": dict(info.languages),
        "sentences": {tag: each.sentences for tag, each in sorted(report.languages.items())},
        "words": {tag: each.words for tag, each in sorted(report.languages.items())},
        "flagged": {tag: each.flagged for tag, each in sorted(report.languages.items())},
        "stories": report.stories,
        "failures": dict(sorted(failures.items())),
    }


def dump_report(report: RunReport) -> Json:
    """Turn a report into plain data, for a later run that has nothing to do."""
    told: Json = TypeAdapter(RunReport).dump_python(report, mode="json")
    return told


def load_report(told: Json) -> RunReport:
    """Make the report of a run that found all as it was; it took no time and computed nothing."""
    report = TypeAdapter(RunReport).validate_python(told)
    report.computed = {}
    report.share_seconds(0.0)
    return report
