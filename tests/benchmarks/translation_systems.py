"""One measured process of the translation benchmark: one system, its texts, its time.

Run as `python -m tests.benchmarks.translation_systems <job> <out>`, both JSON files.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.config import Config
from pipeline.engines.base import Decoding

Translate = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Job:
    """What one process translates.

    `length` fixes the target's tokens, for untrained models. `layout` is (translators in
    parallel, threads of each) of bare CTranslate2. Texts beyond those in the list are those of
    `text_at`, up to `count`; translations are kept when `keep` says so.
    """

    system: str
    model: str
    texts: list[str]
    language: str
    beam_size: int
    repeats: int
    threads: int
    length: int | None = None
    layout: tuple[int, int] = (1, 1)
    count: int = 0
    keep: bool = True


def run_job(job: Job) -> dict[str, object]:
    """Translate a job's texts `repeats` times; returns the best time in seconds and the texts.

    `cpu_seconds` is the least processor time, which other processes on the machine disturb less.
    """
    translate = _SYSTEMS[job.system](job)
    translate(job.texts[:2])
    count = job.count or len(job.texts)
    best = processor = float("inf")
    written: list[str] = []
    for _ in range(job.repeats):
        started, used = time.perf_counter(), time.process_time()
        written = translate_all(translate, job.texts, count, keep=job.keep)
        best = min(best, time.perf_counter() - started)
        processor = min(processor, time.process_time() - used)
    return {"seconds": best, "cpu_seconds": processor, "texts": written}


def translate_all(
    translate: Translate, texts: Sequence[str], count: int, *, keep: bool
) -> list[str]:
    """Translate `count` texts, those of `text_at`, in windows; drop the translations or keep."""
    if count == len(texts):
        return translate(texts)
    written: list[str] = []
    for start in range(0, count, len(texts)):
        window = range(start, min(count, start + len(texts)))
        made = translate([text_at(texts, index) for index in window])
        if keep:
            written += made
    return written


def text_at(texts: Sequence[str], index: int) -> str:
    """Give a text of an endless row: the list, then again with an address of its own on each.

    All are distinct, so memory that grows with every text seen shows.
    """
    text = texts[index % len(texts)]
    return text if index < len(texts) else f"{text} https://example.org/{index}"


def _nordigest(job: Job) -> Translate:
    """Return the translate stage as a run has it, checks and second tries included."""
    from pipeline.job import translate_stage

    translation = {"model": job.model, "languages": [job.language], "beam_size": job.beam_size}
    config = Config.model_validate({"sources": [{"path": "."}], "translate": translation})
    stage = translate_stage(config.translate)

    def translate(texts: Sequence[str]) -> list[str]:
        written: list[str] = []
        for start in range(0, len(texts), stage.batch_units):
            batch = texts[start : start + stage.batch_units]
            results = stage.compute([{"text": text, "language": job.language} for text in batch])
            written += [str(result["text"]) for result in results if isinstance(result, dict)]
        return written

    return translate if job.length is None else _fixed_length(job)


def _fixed_length(job: Job) -> Translate:
    """Return the stage's translator for a model that never stops by itself."""
    from pipeline.engines.loading import load_seq2seq
    from pipeline.translation.translator import DecodingPass, Translator
    from pipeline.weights.names import resolve

    engine = load_seq2seq(
        resolve(job.model), engine="ctranslate2", compute_type="int8", canary=False
    )
    # A lower limit as well would have every target scored again, which trained models do not need.
    # The end token is one of the length's tokens, as the other systems count.
    decoding = Decoding(beam_size=job.beam_size, max_tokens=(job.length or 1) - 1)
    translator = Translator(engine, DecodingPass(decoding, engine.max_source_tokens))

    def translate(texts: Sequence[str]) -> list[str]:
        made = translator.translate(texts, [job.language] * len(texts))
        return [translation.target for translation in made]

    return translate


def _ctranslate2(job: Job) -> Translate:
    from pipeline.weights.conversion import convert
    from pipeline.weights.names import resolve
    from tests.benchmarks.bare import bare_ctranslate2

    model = resolve(job.model)
    return bare_ctranslate2(
        model.path,
        convert(model, "int8"),
        beam_size=job.beam_size,
        layout=(job.layout[0], job.layout[1]),
        length=job.length,
    )


def _transformers(job: Job) -> Translate:
    from pipeline.weights.names import resolve
    from tests.benchmarks.bare import bare_transformers

    path = resolve(job.model).path
    return bare_transformers(path, beam_size=job.beam_size, threads=job.threads, length=job.length)


_SYSTEMS: dict[str, Callable[[Job], Translate]] = {
    "nordigest": _nordigest,
    "ctranslate2": _ctranslate2,
    "transformers": _transformers,
}


def write_job(job: Job, path: Path) -> None:
    """Write a job for `main` to read."""
    path.write_text(json.dumps(asdict(job)), encoding="utf-8")


def main(job_file: str, out_file: str) -> None:
    """Run a job from a file and write what came of it."""
    job = Job(**json.loads(Path(job_file).read_text(encoding="utf-8")))
    Path(out_file).write_text(json.dumps(run_job(job)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
