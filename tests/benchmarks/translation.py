"""The translation benchmark: several systems, the same weights, sentences and machine."""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import NordigestError
from tests.benchmarks.processes import Finished, run_cli, run_command
from tests.benchmarks.translation_systems import Job, text_at, write_job

SYSTEMS = ("nordigest", "ctranslate2", "transformers", "argos")
RANDOM_MODEL = "random-opus-mt-big"
# Target tokens an untrained model writes: near the mean of news sentences.
_FIXED_LENGTH = 32
_ARGOS = "argostranslate==1.11.0"


@dataclass(frozen=True, slots=True)
class Row:
    """One system on one model; `ratio` is how many times as fast nordigest is.

    Words per second of processor time say what the wall clock would on a machine that does
    nothing else, divided by its cores.
    """

    model: str
    system: str
    words_per_second: float
    words_per_cpu_second: float
    peak_rss_mb: float
    chrf: float | None
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one process: best wall and processor time, peak memory, translations."""

    seconds: float
    cpu_seconds: float
    peak_rss_mb: float
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all systems of one table share."""

    model: str
    texts: tuple[str, ...]
    references: tuple[str, ...]
    language: str
    beam_size: int
    repeats: int
    argos: Path
    length: int | None = None

    @property
    def name(self) -> str:
        """Return the model's name for the table."""
        return self.model if self.length is None else RANDOM_MODEL


def measure_systems(setting: Setting, systems: Sequence[str]) -> Iterator[Row]:
    """Measure each system in a process of its own, nordigest first, which ratios compare to.

    Raises NordigestError when a system's process fails, with the end of its messages.
    """
    ours = None
    for system in ours_first(systems):
        measured = [_measure(setting, system, layout) for layout in _layouts(system)]
        best = min(measured, key=lambda each: each.seconds)
        words = sum(len(text.split()) for text in setting.texts)
        speed = words / best.seconds
        ours = speed if system == "nordigest" else ours
        chrf = _chrf(best.texts, setting.references) if setting.length is None else None
        ratio = ours / speed if ours else None
        cpu = words / min(each.cpu_seconds for each in measured)
        yield Row(setting.name, system, speed, cpu, best.peak_rss_mb, chrf, ratio)


def ours_first(systems: Sequence[str]) -> list[str]:
    """Put nordigest before the others, if it is among them."""
    return sorted(systems, key=lambda system: system != "nordigest")


def _layouts(system: str) -> list[tuple[int, int]]:
    """List the thread layouts to try: bare CTranslate2 gets the better one of two."""
    cores = _cores()
    return [(cores, 1), (1, cores)] if system == "ctranslate2" and cores > 1 else [(1, cores)]


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _chrf(texts: Sequence[str], references: Sequence[str]) -> float:
    from sacrebleu import CHRF

    return float(CHRF().corpus_score(list(texts), [list(references)]).score)


def _measure(setting: Setting, system: str, layout: tuple[int, int]) -> Measured:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if system == "argos":
            finished = _run_argos(setting, folder)
        else:
            job = Job(
                system, setting.model, list(setting.texts), setting.language, setting.beam_size,
                setting.repeats, _cores(), setting.length, layout,
            )  # fmt: skip
            finished = _run_job(job, folder)
        made = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return Measured(made["seconds"], made["cpu_seconds"], finished.peak_rss_mb, made["texts"])


def _run_job(job: Job, folder: Path) -> Finished:
    write_job(job, folder / "job.json")
    module = "tests.benchmarks.translation_systems"
    command = [sys.executable, "-m", module, "job.json", "out.json"]
    root = str(Path(__file__).parents[2])
    return check_ended(run_command(command, folder, {"PYTHONPATH": root}), job.system)


def check_ended(finished: Finished, name: str) -> Finished:
    """Return a process that ended well; raises NordigestError with the last words of another."""
    if finished.code:
        last = " ".join(finished.stderr.strip().splitlines()[-3:])
        msg = f"the benchmark's {name} process ended with code {finished.code}: {last}"
        raise NordigestError(msg)
    return finished


def _run_argos(setting: Setting, folder: Path) -> Finished:
    python = install_argos(setting.argos)
    package = pack_for_argos(setting, folder)
    job = {
        "package": str(package), "language": setting.language, "texts": list(setting.texts),
        "repeats": setting.repeats, "length": setting.length,
    }  # fmt: skip
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    worker = Path(__file__).with_name("argos_worker.py")
    env = {
        # Its packages, settings and caches: gone with the folder, and nothing else seen.
        **dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(folder)),
        "ARGOS_INTRA_THREADS": str(_cores()),
        "ARGOS_BEAM_SIZE": str(setting.beam_size),
        "PYTHONPATH": "",
    }
    command = [str(python), str(worker), "job.json", "out.json"]
    return check_ended(run_command(command, folder, env), "argos")


def install_argos(folder: Path) -> Path:
    """Make an environment with argos-translate, unless it is there; returns its Python.

    PyTorch, which it needs for its sentence splitter, is installed first in the release that is
    here, so that no other build of it is fetched. Raises NordigestError when pip fails.
    """
    python = folder / "bin" / "python"
    done = folder / "installed"
    if done.exists():
        return python
    venv.create(folder, with_pip=True, clear=True)
    torch = version("torch").partition("+")[0]
    for wanted in (f"torch=={torch}", _ARGOS):
        command = [str(python), "-m", "pip", "install", "--quiet", wanted]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            last = " ".join(result.stderr.strip().splitlines()[-2:])
            msg = f"argos-translate could not be installed in {folder}: {last}"
            raise NordigestError(msg)
    done.touch()
    return python


def pack_for_argos(setting: Setting, folder: Path) -> Path:
    """Pack the CTranslate2 folder that the other systems use as an argos package."""
    from pipeline.weights.conversion import convert
    from pipeline.weights.names import resolve

    model = resolve(setting.model)
    name = f"translate-{setting.language}_en"
    inside = folder / "package" / name
    shutil.copytree(convert(model, "int8"), inside / "model")
    shutil.copy(model.path / "source.spm", inside / "sentencepiece.model")
    # argos' tokenizer adds no end token, which Marian models need.
    config = inside / "model" / "config.json"
    stated = json.loads(config.read_text(encoding="utf-8")) | {"add_source_eos": True}
    config.write_text(json.dumps(stated), encoding="utf-8")
    metadata = {
        "package_version": "1.0", "argos_version": "1.5", "from_code": setting.language,
        "from_name": setting.language, "to_code": "en", "to_name": "English",
    }  # fmt: skip
    (inside / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return Path(shutil.make_archive(str(folder / name), "zip", folder / "package", name))


def measure_random(setting: Setting, systems: Sequence[str]) -> Iterator[Row]:
    """Measure the systems on an untrained model of OPUS-MT big's shape, at a fixed length.

    `setting.model` names the model whose pieces it takes.
    """
    from dataclasses import replace

    from pipeline.weights.names import resolve
    from tests.benchmarks.bare import write_random_model

    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / RANDOM_MODEL
        write_random_model(folder, resolve(setting.model).path)
        cache = os.environ.get("NORDIGEST_CACHE")
        os.environ["NORDIGEST_CACHE"] = str(Path(temporary) / "cache")
        try:
            large = replace(setting, model=str(folder), length=_FIXED_LENGTH)
            yield from measure_systems(large, systems)
        finally:
            if cache is None:
                del os.environ["NORDIGEST_CACHE"]
            else:
                os.environ["NORDIGEST_CACHE"] = cache


@dataclass(frozen=True, slots=True)
class Peak:
    """Peak memory after translating so many sentences in windows, as a run does."""

    sentences: int
    words_per_second: float
    peak_rss_mb: float


def measure_memory(setting: Setting, sizes: Sequence[int]) -> Iterator[Peak]:
    """Measure the stage's peak memory at several sizes, on distinct texts (`text_at`)."""
    for size in sizes:
        job = Job(
            "nordigest", setting.model, list(setting.texts), setting.language, setting.beam_size,
            1, _cores(), count=size, keep=False,
        )  # fmt: skip
        with TemporaryDirectory() as temporary:
            finished = _run_job(job, Path(temporary))
            seconds = json.loads((Path(temporary) / "out.json").read_text())["seconds"]
        words = sum(len(text_at(setting.texts, i).split()) for i in range(size))
        yield Peak(size, words / seconds, finished.peak_rss_mb)


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Seconds from a process's start to its first translated sentence, and with a conversion.

    `cpu_seconds` is the processor time of the same: what an idle machine takes.
    """

    first_seconds: float
    cpu_seconds: float
    converting_seconds: float
    peak_rss_mb: float


def measure_cold_start(setting: Setting) -> ColdStart:
    """Time `nordigest translate` on one sentence: converting the model, then with it converted."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "text.txt").write_text(setting.texts[0] + "\n", encoding="utf-8")
        command = ["translate", "text.txt", "--from", setting.language]
        command += ["--set", f"translate.model={setting.model}"]
        env = {"NORDIGEST_CACHE": str(folder / "cache")}
        converting = check_ended(run_cli(command, folder, env), "nordigest translate")
        runs = [
            check_ended(run_cli(command, folder, env), "nordigest translate")
            for _ in range(setting.repeats)
        ]
    best = min(runs, key=lambda run: run.seconds)
    return ColdStart(best.seconds, best.cpu_seconds, converting.seconds, best.peak_rss_mb)


def as_json(
    rows: Sequence[Row], memory: Sequence[Peak], cold_start: ColdStart | None
) -> dict[str, object]:
    """Return the measurements as plain data."""
    return {
        "rows": [asdict(row) for row in rows],
        "memory": [asdict(peak) for peak in memory],
        "cold_start": asdict(cold_start) if cold_start else None,
    }
