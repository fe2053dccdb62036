"""A whole run: read, walk the stages, tell the stories, write the outputs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from pipeline import __version__
from pipeline.config import Config
from pipeline.core.executor import Executor
from pipeline.core.intake import Intake
from pipeline.core.locks import hold_output, hold_store
from pipeline.core.plan import Planning, StagePlan
from pipeline.core.runner import Computing, Progress, walk
from pipeline.core.spool import Spool
from pipeline.core.store import Store, check_store
from pipeline.digests.stories import tell_stories
from pipeline.documents import Document, Failure, ModelCredit, RunInfo
from pipeline.executors.local import LocalExecutor
from pipeline.extras import require
from pipeline.job import Job, build_stages, resolve
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import encodable
from pipeline.outputs.formats import FORMATS
from pipeline.outputs.publish import staged
from pipeline.outputs.upload import check_writable, is_url, uploaded
from pipeline.reading.read import count_skipped, list_sources, read_documents

Item = TypeVar("Item")


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
    config: Config,
    progress: Progress | None = None,
    *,
    retry_failed: bool = False,
    wait: bool = False,
) -> RunReport:
    """Process what the config names and write its outputs; only what changed is computed.

    `progress` is called with (stage, units done, units wanted) since its last call.
    `retry_failed` tries again what failed in an earlier run; `wait` waits for another run on the
    same store. Raises NordigestError when nothing can be done; what one document lacks is in the
    report's failures and in `failures.jsonl`.
    """
    job = resolve(config)
    listed = list_sources(config)
    told = progress or _ignore
    report = RunReport(config.output.folder, skipped=count_skipped(listed))
    intake = Intake(_counted(read_documents(listed), told, "read", 1))
    store_path = Path(config.compute.store)
    check_store(store_path)
    if config.compute.executor == "ray":
        require("ray", "ray")
    with ExitStack() as stack:
        if is_url(report.folder):
            check_writable(report.folder)
        else:
            stack.enter_context(hold_output(Path(report.folder), wait=wait))
        stack.enter_context(hold_store(store_path, wait=wait))
        store = stack.enter_context(Store(store_path))
        executor = stack.enter_context(closing(_executor(job)))
        spool_path = store_path.with_name(store_path.name + ".spool")
        spool = Spool(spool_path, intake.complete)
        stack.enter_context(closing(spool))
        resolver = Computing(store, executor, told, retry_failed=retry_failed)
        for item in walk(intake, job.stages, resolver, config.compute.window):
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
        store.mark_used(stage.fingerprint for stage in job.stages)
        _write(job, spool, report, told)
    return report


def plan(config: Config, *, retry_failed: bool = False) -> tuple[list[StagePlan], list[Failure]]:
    """Count what `run` would compute, by stage, and list what cannot be read or processed."""
    stages = resolve(config).stages
    intake = Intake(read_documents(list_sources(config)))
    with Store(Path(config.compute.store), create=False) as store:
        planning = Planning(store, stages, retry_failed=retry_failed)
        walked = walk(intake, stages, planning, config.compute.window)
        failures = [item for item in walked if isinstance(item, Failure)]
    return list(planning.plans.values()), intake.failures + failures


def _ignore(stage: str, done: int, wanted: int) -> None:
    """Tell nobody of progress."""


def _counted(items: Iterable[Item], progress: Progress, work: str, wanted: int) -> Iterator[Item]:
    """Yield items, each as a unit of work done; `wanted` units of it were not yet announced."""
    for item in items:
        progress(work, 1, wanted)
        yield item


def _executor(job: Job) -> Executor:
    if job.config.compute.executor == "ray":
        from pipeline.executors.ray import RayExecutor

        return RayExecutor(job.config, job.stages, build_stages)
    return LocalExecutor()


def _destination(config: Config) -> AbstractContextManager[Path]:
    """Give a folder to write to, whose files end up in the output folder or behind its URL."""
    names = [each.name for each in FORMATS.values()]
    if not is_url(config.output.folder):
        return staged(Path(config.output.folder), names)
    store = Path(config.compute.store)
    return uploaded(config.output.folder, names, store.with_name(store.name + ".upload"))


def _info(job: Job, report: RunReport) -> RunInfo:
    models = tuple(
        ModelCredit(
            used.stage,
            used.model.name,
            used.model.digest,
            used.model.licence,
            used.model.attribution,
            used.languages,
        )
        for used in job.models
    )
    counts = {tag: each.documents for tag, each in sorted(report.languages.items())}
    return RunInfo("Nordigest", __version__, models, counts)


def _write(job: Job, spool: Spool, report: RunReport, progress: Progress) -> None:
    config, info = job.config, _info(job, report)
    # All documents come first, and then again with their stories.
    progress("write", 0, 2 * sum(info.languages.values()))
    with _destination(config) as folder:
        with ExitStack() as stack:
            formats = [FORMATS[name] for name in config.output.formats]
            sinks = [stack.enter_context(each.open(folder / each.name, info)) for each in formats]
            documents = _counted(_fed(spool.documents(), sinks), progress, "write", 0)
            for story, articles in tell_stories(documents, spool.document, config.digest):
                report.stories += 1
                progress("write", len(articles), 0)
                for sink in sinks:
                    sink.story(story, articles)
        with (folder / "failures.jsonl").open("w", encoding="utf-8") as out:
            for failure in report.failures:
                line = json.dumps(asdict(failure), ensure_ascii=False)
                out.write(encodable(line) + "\n")
        text = json.dumps(_description(config, info, report), indent=2, ensure_ascii=False)
        (folder / "run.json").write_text(text + "\n", encoding="utf-8")


def _fed(documents: Iterable[Document], sinks: Sequence[Sink]) -> Iterator[Document]:
    """Yield documents after they were given to all sinks."""
    for document in documents:
        for sink in sinks:
            sink.document(document)
        yield document


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
