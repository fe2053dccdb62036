"""English text with synthetic sources: a reverse model translates it into the source languages.

As Sennrich, Haddow and Birch (2016) do; sources are tagged as synthetic (Caswell, Chelba and
Grangier 2019), so that the model may distrust them.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.filehashes import hash_file
from pipeline.errors import InputError, ModelError

from .cleaning import reason_to_drop
from .reading import check_file, read_rows

if TYPE_CHECKING:
    from ctranslate2 import Translator

    from pipeline.engines.tokenization import Tokenizer

SYNTHETIC = ">>bt<<"
_CHUNK = 2000
_BATCH_TOKENS = 4096
# Longest target, relative to the source, and more for short ones.
_MAX_RATIO, _MORE_TOKENS = 2, 16


@dataclass(frozen=True, slots=True)
class Search:
    """A beam, or sampling from the model's distribution at a temperature; one of the two."""

    beam_size: int = 4
    temperature: float | None = None
    seed: int = 1


def language_tag(language: str) -> str:
    """Return what an English text begins with for a reverse model to write this language."""
    return f">>{language}<<"


class ReverseModel:
    """A model from English into the languages that tags ask for."""

    def __init__(self, folder: Path, device: str, threads: int) -> None:
        """Convert and load the folder; raises ModelError where that cannot be."""
        import ctranslate2

        from pipeline.engines.tokenization import read_tokenizer
        from pipeline.weights.architecture import read_architecture
        from pipeline.weights.conversion import convert
        from pipeline.weights.names import resolve

        if device == "cuda" and not ctranslate2.get_cuda_device_count():
            message = "there is no CUDA device: leave out --device cuda"
            raise ModelError(message)
        model = resolve(str(folder))
        self.digest = model.digest
        architecture = read_architecture(model.path)
        converted = convert(model, "float16" if device == "cuda" else "int8")
        self._limit = architecture.max_source_tokens
        # The end token is one of the target's.
        self._target_limit = architecture.max_target_tokens - 1
        self._tokenizer: Tokenizer = read_tokenizer(model.path, converted, architecture)
        self._translator: Translator = ctranslate2.Translator(
            str(converted), device=device, inter_threads=threads, intra_threads=1
        )

    def translate(self, texts: Sequence[str], search: Search) -> list[str]:
        """Translate tagged texts in order; a text that is too long gives an empty one."""
        import ctranslate2

        ctranslate2.set_random_seed(search.seed)
        encoded = self._tokenizer.encode(texts)
        fitting = [i for i, tokens in enumerate(encoded) if len(tokens) <= self._limit]
        longest = max((len(encoded[i]) for i in fitting), default=0)
        results = self._translator.translate_batch(
            [encoded[i] for i in fitting],
            beam_size=search.beam_size if search.temperature is None else 1,
            sampling_topk=1 if search.temperature is None else 0,
            sampling_temperature=search.temperature or 1.0,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=min(longest * _MAX_RATIO + _MORE_TOKENS, self._target_limit),
            disable_unk=True,
        )
        written = [""] * len(texts)
        decoded = self._tokenizer.decode([result.hypotheses[0] for result in results])
        for i, text in zip(fitting, decoded, strict=True):
            written[i] = " ".join(text.split())
        return written


def back_translate(
    english: Path,
    out: Path,
    translate: Callable[[Sequence[str]], list[str]],
    languages: Sequence[str],
    most: int | None,
    progress: Callable[[str], None],
    made_by: str,
) -> int:
    """Write language, tagged source, English for `train corpus --extra`; returns the rows.

    The last column of `english` is translated, each line into the next of `languages`. Finished
    lines are kept in a file beside `out`, so the same command goes on where it was interrupted.
    Lines of another text, of other languages or `made_by` another model are not gone on with.
    Pairs that are unfit for training stay out.
    """
    check_file(english)
    key = hashlib.sha256(repr((hash_file(english), languages, made_by)).encode()).hexdigest()
    part = out.with_name(f"{out.name}.{key[:12]}.part")
    done = _finished_lines(part)
    if done:
        progress(f"going on after {done} lines")
    with part.open("a", encoding="utf-8") as stream:
        rows = itertools.islice(read_rows(english), done, most)
        number = done
        while chunk := [row[-1].strip() for row in itertools.islice(rows, _CHUNK)]:
            asked = [languages[(number + i) % len(languages)] for i in range(len(chunk))]
            tagged = [
                f"{language_tag(language)} {line}"
                for language, line in zip(asked, chunk, strict=True)
            ]
            for row in zip(asked, translate(tagged), chunk, strict=True):
                stream.write("\t".join(row) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
            number += len(chunk)
            progress(f"{number} lines translated")
    return _write_fit(part, out)


def _finished_lines(part: Path) -> int:
    """Count the whole lines of an unfinished output, and cut off one broken in its middle."""
    if not part.is_file():
        return 0
    content = part.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        part.write_bytes(whole)
    return whole.count(b"\n")


def _write_fit(part: Path, out: Path) -> int:
    kept = list(_fit(part))
    if not kept:
        message = f"nothing of {part} is fit for training: look at it, then delete it"
        raise InputError(message)
    whole = part.with_name(part.name + ".fit")
    whole.write_text("".join(kept), encoding="utf-8")
    whole.replace(out)
    part.unlink()
    return len(kept)


def _fit(part: Path) -> Iterator[str]:
    for language, source, english in read_rows(part):
        if source and english and reason_to_drop(source, english) is None:
            yield f"{language}\t{SYNTHETIC} {source}\t{english}\n"
