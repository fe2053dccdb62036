"""A whole run: read, walk the stages, tell the stories, write the outputs."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__
from pipeline.config import Config
from pipeline.core.executor import Executor
from pipeline.core.intake import Intake
from pipeline.core.locks import hold_output, hold_store
from pipeline.core.plan import Planning, StagePlan
from pipeline.core.runner import Computing, Progress, walk
from pipeline.core.spool import Spool
from pipeline.core.stage import Stage
from pipeline.core.store import Store
from pipeline.digests.stories import tell_stories
from pipeline.documents import Document, Failure
from pipeline.executors.local import LocalExecutor
from pipeline.job import build_stages
from pipeline.outputs.base import ModelCredit, RunInfo
from pipeline.outputs.formats import FORMATS
from pipeline.outputs.publish import staged
from pipeline.outputs.upload import check_writable, is_url, uploaded
from pipeline.reading.read import read_documents
from pipeline.weights.names import resolve


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
    """What a run did; `computed` counts the units of each stage that were not known before."""

    folder: str
    languages: dict[str, LanguageReport] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    stories: int = 0
    computed: dict[str, int] = field(default_factory=dict)

    def count(self, document: Document) -> None:
        """Add a finished document."""
        tag = document.language.tag if document.language else "und"
        report = self.languages.setdefault(tag, LanguageReport())
        report.documents += 1
        report.sentences += len(document.segments)
        report.words += len(document.text.split())
        report.flagged += sum(
            1 for each in document.segments if each.translation and each.translation.flags
        )

    def share_seconds(self, seconds: float) -> None:
        """Divide the time of translating among the languages by their words."""
        words = sum(each.words for tag, each in self.languages.items() if tag != "en")
        for tag, each in self.languages.items():
            if tag != "en":
                each.seconds = seconds * each.words / max(1, words)


def run(
    config: Config, progress: Progress, *, retry_failed: bool = False, wait: bool = False
) -> RunReport:
    """Process what the config names and write its outputs.

    Raises NordigestError when nothing can be done; what one document lacks is listed in the
    report's failures and in `failures.jsonl`.
    """
    stages = build_stages(config)
    report = RunReport(config.output.folder)
    intake = Intake(read_documents(config))
    store_path = Path(config.compute.store)
    with ExitStack() as stack:
        stack.enter_context(hold_store(store_path, wait=wait))
        if is_url(report.folder):
            check_writable(report.folder)
        else:
            stack.enter_context(hold_output(Path(report.folder), wait=wait))
        store = stack.enter_context(Store(store_path))
        executor = stack.enter_context(closing(_executor(config)))
        spool_path = store_path.with_name(store_path.name + ".spool")
        spool = Spool(spool_path, intake.sources, intake.origins)
        stack.enter_context(closing(spool))
        resolver = Computing(store, executor, progress, retry_failed=retry_failed)
        for item in walk(intake, stages, resolver, config.compute.window):
            if isinstance(item, Failure):
                report.failures.append(item)
            else:
                spool.add_document(item)
                report.count(item)
        report.failures += intake.failures
        # The window decides in which order failures turn up; it must not decide the output.
        report.failures.sort(key=lambda failure: (failure.source, failure.stage, failure.reason))
        report.computed = resolver.computed
        report.share_seconds(resolver.seconds.get("translate", 0.0))
        store.remember_inputs(intake.pairs())
        store.mark_used(stage.fingerprint() for stage in stages)
        spool.info = _info(config, stages, report)
        for story in tell_stories(spool.documents, spool.document, config.digest):
            spool.add_story(story)
            report.stories += 1
        _write(config, spool, report)
    return report


def plan(config: Config, *, retry_failed: bool = False) -> tuple[list[StagePlan], list[Failure]]:
    """Count what `run` would compute, by stage, and list what cannot be read or processed."""
    stages = build_stages(config)
    intake = Intake(read_documents(config))
    with Store(Path(config.compute.store), create=False) as store:
        planning = Planning(store, stages, retry_failed=retry_failed)
        walked = walk(intake, stages, planning, config.compute.window)
        failures = [item for item in walked if isinstance(item, Failure)]
    return list(planning.plans.values()), intake.failures + failures


def _executor(config: Config) -> Executor:
    if config.compute.executor == "ray":
        from pipeline.executors.ray import RayExecutor

        return RayExecutor(config)
    return LocalExecutor()


def _destination(config: Config) -> AbstractContextManager[Path]:
    """Give a folder to write to, whose files end up in the output folder or behind its URL."""
    names = [each.name for each in FORMATS.values()]
    if not is_url(config.output.folder):
        return staged(Path(config.output.folder), names)
    store = Path(config.compute.store)
    return uploaded(config.output.folder, names, store.with_name(store.name + ".upload"))


def _info(config: Config, stages: Iterable[Stage], report: RunReport) -> RunInfo:
    models = []
    routes = config.translate.model if isinstance(config.translate.model, dict) else {}
    for stage in stages:
        for name, digest in sorted(stage.fingerprint().models.items()):
            folder = resolve(name)
            routed = tuple(sorted(tag for tag, model in routes.items() if model == name))
            languages = routed if stage.name == "translate" else ()
            credit = (folder.licence, folder.attribution, languages)
            models.append(ModelCredit(stage.name, name, digest, *credit))
    counts = {tag: each.documents for tag, each in sorted(report.languages.items())}
    return RunInfo("Nordigest", __version__, tuple(models), counts)


def _write(config: Config, spool: Spool, report: RunReport) -> None:
    with _destination(config) as folder:
        for name in config.output.formats:
            wanted = FORMATS[name]
            wanted.write(spool, folder / wanted.name)
        with (folder / "failures.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(asdict(failure)) + "\n" for failure in report.failures)
        text = json.dumps(_description(config, spool.info, report), indent=2, ensure_ascii=False)
        (folder / "run.json").write_text(text + "\n", encoding="utf-8")


def _description(config: Config, info: RunInfo, report: RunReport) -> Mapping[str, object]:
    """Describe the run; holds nothing that differs between two runs on the same input.

    How it was computed (device, threads, executor) is left out with the clock.
    """
    libraries = ("ctranslate2", "transformers", "torch", "sentencepiece", "py3langid")
    failures = Counter(failure.stage for failure in report.failures)
    return {
        "schema": "nordigest-run/1",
        "nordigest": info.version,
        "libraries": {name: version(name) for name in libraries},
        "config": config.model_dump(mode="json", exclude={"compute", "ray"}),
        "models": [asdict(model) for model in info.models],
        "documents": dict(info.languages),
        "sentences": {tag: each.sentences for tag, each in sorted(report.languages.items())},
        "words": {tag: each.words for tag, each in sorted(report.languages.items())},
        "flagged": {tag: each.flagged for tag, each in sorted(report.languages.items())},
        "stories": report.stories,
        "failures": dict(sorted(failures.items())),
    }
