"""Training data from a Danish-English corpus: cleaned, put into three languages, mixed.

The corpus is cut into shards that are cleaned and rewritten in parallel. A finished shard is kept
with its report, so an interrupted run goes on where it was; shards of other settings are not
mixed in, since their fingerprint is part of their name.
"""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from pipeline.core.filehashes import write_atomically
from pipeline.errors import InputError

from .apertium import translate_lines
from .cleaning import reason_to_drop, repair
from .noise import ALL_NOISE, Noise, vary
from .norwegian import (
    WORD,
    Mapping,
    build_mapping,
    read_overrides,
    read_word_lists,
    to_norwegian,
)

CORPUS_VERSION = 5
SHARD_LINES = 40_000
# Of the code that maps words; a mapping made by another version is made again.
MAPPING_VERSION = 1
_HELD_OUT_ONE_IN = 1000
# Words that mark the proceedings of a parliament; such pairs are thinned out, not dropped.
_JARGON = re.compile(
    r"formand|betænkning|ordfører|ændringsforslag|medlemsstat|parlamentet|kommission|direktiv"
    r"|forordning|artikel|dagsorden|afstemning|ærede",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(herr)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of the training data; the languages' shares add up to one."""

    danish: float = 0.38
    bokmaal: float = 0.42
    nynorsk: float = 0.20
    english_copies: float = 0.015
    full_sentence: float = 0.0
    jargon_kept: float = 0.4
    max_words: int = 60
    noise: tuple[Noise, ...] = ALL_NOISE
    seed: int = 1


@dataclass(slots=True)
class Report:
    """What came in, what went out, and what was dropped for which reason."""

    read: int = 0
    written: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, other: Report) -> None:
        """Add the counts of another report."""
        self.read += other.read
        self.written += other.written
        self.dropped += other.dropped

    def as_json(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "read": self.read,
            "written": dict(self.written.most_common()),
            "dropped": dict(self.dropped.most_common()),
        }


def read_pairs(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the columns of every line of a TSV, `.zst` or plain; InputError if it is not there."""
    _size(path)
    if path.suffix == ".zst":
        import zstandard

        with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
            for line in io.TextIOWrapper(stream, encoding="utf-8"):
                yield tuple(line.rstrip("\n").split("\t"))
    else:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield tuple(line.rstrip("\n").split("\t"))


def count_vocabulary(path: Path, minimum: int = 3) -> list[str]:
    """Lower-case words of the source side seen at least `minimum` times, most frequent first."""
    counts: Counter[str] = Counter()
    for row in read_pairs(path):
        counts.update(WORD.findall(row[0].lower()))
    return [word for word, count in counts.most_common() if count >= minimum]


Overrides = dict[str, tuple[str, str]]


def _build(words: Sequence[str], overrides: Overrides) -> Mapping:
    return build_mapping(words, read_word_lists(), overrides)


def load_mapping(
    corpus: Path,
    path: Path,
    progress: Callable[[str], None],
    overrides: Overrides | None = None,
    build: Callable[[Sequence[str], Overrides], Mapping] = _build,
) -> Mapping:
    """Read the mapping kept at `path`, or make it from the corpus's words and keep it there.

    A digest beside it says what it was made from; one made from anything else is made again.
    """
    if overrides is None:
        overrides = read_overrides()
    made_from = [MAPPING_VERSION, _size(corpus), sorted(overrides.items())]
    digest = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()
    kept = path.with_name(path.name + ".digest")
    if not path.is_file() or not kept.is_file() or kept.read_text(encoding="utf-8") != digest:
        words = count_vocabulary(corpus)
        progress(f"mapping {len(words)} words to Norwegian with Apertium")
        mapping = build(words, overrides)
        # The digest goes first and comes last, so it never stands beside another mapping.
        kept.unlink(missing_ok=True)
        part = path.with_name(path.name + ".part")
        mapping.save(part)
        part.replace(path)
        write_atomically(kept, digest.encode())
    return Mapping.load(path)


def _size(corpus: Path) -> int:
    if not corpus.is_file():
        message = f"the corpus {corpus} does not exist: give the path of a TSV or TSV.zst file"
        raise InputError(message)
    return corpus.stat().st_size


def build_corpus(
    corpus: Path,
    out: Path,
    mapping: Mapping,
    mix: Mix,
    extra: dict[Path, float],
    processes: int,
    progress: Callable[[str], None],
) -> Report:
    """Write `train.tsv`, `heldout.tsv` and `report.json` under `out`; columns source, target.

    `extra` maps three-column TSVs (language, source, English) to how often each is repeated.
    Raises InputError for a missing file or a line with fewer columns.
    """
    check_extra(extra)
    shards = out / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    name = _fingerprint(corpus, mapping, mix)
    report, unread = Report(), Report()
    work = partial(_write_shard, shards, name, mapping, mix)
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        # The pool reads the corpus in a thread of its own, which counts in a report of its own.
        for done, shard in enumerate(pool.imap(work, _numbered_shards(corpus, unread)), 1):
            report.add(shard)
            progress(
                f"{done} shards, {report.read} pairs read, {sum(report.written.values())} kept"
            )
    report.add(unread)
    rng = random.Random(mix.seed)  # noqa: S311  data order, not a secret
    with _replacing(out / "train.tsv") as train, _replacing(out / "heldout.tsv") as held:
        for path in sorted(shards.glob(f"{name}-*.tsv")):
            train.write(path.read_text(encoding="utf-8"))
        for path in sorted(shards.glob(f"{name}-*.heldout")):
            held.write(path.read_text(encoding="utf-8"))
        for path, weight in extra.items():
            _write_extra(path, weight, train, report, rng)
    text = json.dumps(report.as_json() | {"mix": asdict(mix)}, ensure_ascii=False, indent=2)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    return report


def _fingerprint(corpus: Path, mapping: Mapping, mix: Mix) -> str:
    digest = hashlib.sha256()
    digest.update(f"{CORPUS_VERSION} {_size(corpus)} {asdict(mix)}".encode())
    digest.update(json.dumps([mapping.bokmaal, mapping.nynorsk], sort_keys=True).encode())
    return digest.hexdigest()[:12]


def _numbered_shards(corpus: Path, report: Report) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Shards without pairs whose source was seen before; counts what it drops in `report`."""
    seen: set[int] = set()
    rows = read_pairs(corpus)
    number = 0
    while lines := list(islice(rows, SHARD_LINES)):
        shard = []
        for row in lines:
            if len(row) < 2:
                report.dropped["not two columns"] += 1
                continue
            key = hash(row[0].lower())
            if key in seen:
                report.dropped["duplicate"] += 1
                continue
            seen.add(key)
            shard.append((row[0], row[1]))
        report.read += len(lines) - len(shard)
        yield number, shard
        number += 1


def _write_shard(
    folder: Path, name: str, mapping: Mapping, mix: Mix, work: tuple[int, list[tuple[str, str]]]
) -> Report:
    """Clean and rewrite one shard, or read the report of the one already there."""
    number, pairs = work
    stem = f"{name}-{number:05d}"
    done = folder / f"{stem}.json"
    if done.is_file():
        old = json.loads(done.read_text(encoding="utf-8"))
        return Report(old["read"], Counter(old["written"]), Counter(old["dropped"]))
    rng = random.Random(f"{mix.seed} {number}")  # noqa: S311  data order, not a secret
    report = Report(read=len(pairs))
    kept, held = _clean(pairs, mix, rng, report)
    lines = _rewrite(kept, mapping, mix, rng, report)
    with _replacing(folder / f"{stem}.tsv") as out:
        out.writelines(f"{source}\t{target}\n" for source, target in lines)
    with _replacing(folder / f"{stem}.heldout") as out:
        out.writelines(f"{source}\t{target}\n" for source, target in held)
    with _replacing(done) as out:
        json.dump(report.as_json(), out)
    return report


def _clean(
    pairs: list[tuple[str, str]], mix: Mix, rng: random.Random, report: Report
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    kept, held = [], []
    for raw_source, raw_target in pairs:
        source, target = repair(raw_source), repair(raw_target)
        reason = reason_to_drop(source, target)
        if reason is None and len(source.split()) > mix.max_words:
            reason = "too long"
        if reason is None and _is_held_out(target):
            held.append((source, target))
            report.written["held out"] += 1
            continue
        if reason is None and _JARGON.search(source) and rng.random() > mix.jargon_kept:
            reason = "thinned jargon"
        if reason is None:
            kept.append((source, target))
        else:
            report.dropped[reason] += 1
    return kept, held


def _is_held_out(target: str) -> bool:
    # By the hash of the English, so that no rewriting of the source leaks a held-out pair.
    return int(hashlib.sha256(target.encode()).hexdigest()[:8], 16) % _HELD_OUT_ONE_IN == 0


def _rewrite(
    pairs: list[tuple[str, str]], mapping: Mapping, mix: Mix, rng: random.Random, report: Report
) -> list[tuple[str, str]]:
    """Give every pair a language, rewrite its source into it, and add noise and copies."""
    weights = (mix.danish, mix.bokmaal, mix.nynorsk)
    languages = rng.choices(("da", "nb", "nn"), weights, k=len(pairs))
    whole = [lang != "da" and rng.random() < mix.full_sentence for lang in languages]
    sources = [source for source, _ in pairs]
    for language, mode in (("nb", "dan-nob"), ("nn", "dan-nno")):
        chosen = [i for i, lang in enumerate(languages) if lang == language and whole[i]]
        if chosen:
            for i, text in zip(
                chosen, translate_lines([sources[i] for i in chosen], mode), strict=True
            ):
                sources[i] = text
    table = {"nb": mapping.bokmaal, "nn": mapping.nynorsk}
    lines = []
    for i, (_, target) in enumerate(pairs):
        language, source = languages[i], sources[i]
        if language != "da" and not whole[i]:
            source = to_norwegian(source, table[language], target)
        if language != "da":
            source = _TITLE.sub(r"\1", source)
        report.written[language + (" full sentence" if whole[i] else "")] += 1
        lines.append(vary(source, target, language, rng, mix.noise))
        if rng.random() < mix.english_copies:
            lines.append((target, target))
            report.written["english copy"] += 1
    return lines


def check_extra(paths: Iterable[Path]) -> None:
    """Raise InputError unless all are TSVs of three columns."""
    for path in paths:
        for row in read_pairs(path):
            if len(row) != 3:
                message = (
                    f"{path} has a line of {len(row)} columns: language, source, English wanted"
                )
                raise InputError(message)


def _write_extra(
    path: Path, weight: float, train: io.TextIOWrapper, report: Report, rng: random.Random
) -> None:
    for row in read_pairs(path):
        language, source, target = row
        # Dictionaries give verbs as "to run": the source gets its infinitive marker.
        if target.startswith("to ") and " " not in source:
            source = f"{'at' if language == 'da' else 'å'} {source}"
        repeats = int(weight) + (rng.random() < weight % 1)
        train.writelines([f"{source}\t{target}\n"] * repeats)
        report.written[f"{path.stem} {language}"] += repeats


class _replacing:  # noqa: N801  used like a function
    """A text file that takes its place only when it was written to the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")

    def __enter__(self) -> io.TextIOWrapper:
        self._file = self._part.open("w", encoding="utf-8")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            os.replace(self._part, self._path)  # noqa: PTH105  one atomic step
        else:
            self._part.unlink()
