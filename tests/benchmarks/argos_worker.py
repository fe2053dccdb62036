"""Times argos-translate; run by the Python of its own environment, it imports nothing of ours.

Arguments: a job file (JSON: package, language, texts, repeats, length) and the file to write.
"""

import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any


class _OneSentence:
    """Stands for argos' sentence splitter, whose model it would fetch: the texts are sentences."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def _main(job_file: str, out_file: str) -> None:
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    from argostranslate import package, translate  # type: ignore[import-not-found,unused-ignore]

    package.install_from_path(Path(job["package"]))
    if job["length"]:
        _fix_length(translate.ctranslate2, job["length"])
    chosen: Any = translate.get_translation_from_codes(job["language"], "en")
    chosen.underlying.sentencizer = _OneSentence()
    chosen.translate(job["texts"][0])
    best = processor = float("inf")
    written: list[str] = []
    for _ in range(job["repeats"]):
        started, used = time.perf_counter(), time.process_time()
        # One text at a time, as its interface has it; the underlying one, as the other keeps
        # what it translated before.
        written = [chosen.underlying.translate(text) for text in job["texts"]]
        best = min(best, time.perf_counter() - started)
        processor = min(processor, time.process_time() - used)
    out = {"seconds": best, "cpu_seconds": processor, "texts": written}
    Path(out_file).write_text(json.dumps(out), encoding="utf-8")
    os._exit(0)  # its background threads would keep the process


def _fix_length(library: ModuleType, length: int) -> None:
    """Have every translator the library makes write so many tokens."""
    made = library.Translator
    limits = {"min_decoding_length": length, "max_decoding_length": length}

    class Fixed(made):  # type: ignore[misc,valid-type,unused-ignore]
        def translate_batch(self, *args: object, **settings: object) -> object:
            return super().translate_batch(*args, **{**settings, **limits})

    library.Translator = Fixed  # type: ignore[attr-defined,unused-ignore]


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
