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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from .apertium import translate_lines
from .backtranslation import language_tag
from .cleaning import reason_to_drop, repair
from .extras import ExtraPair
from .noise import ALL_NOISE, Noise, vary
from .norwegian import Mapping, to_norwegian
from .reading import check_file, read_rows
from .testsets import KnownSentences, digest_of, read_known_sentences

CORPUS_VERSION = 6
SHARD_LINES = 40_000
_HELD_OUT_ONE_IN = 1000
# Words that mark the proceedings of a parliament; such pairs are thinned out, not dropped.
_JARGON = re.compile(
    r"formand|betænkning|ordfører|ændringsforslag|medlemsstat|parlamentet|kommission|direktiv"
    r"|forordning|artikel|dagsorden|afstemning|ærede",
    re.IGNORECASE,
)
IN_TEST_SET = "in a test set"
_TITLE = re.compile(r"\b(herr)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of the training data; the languages' shares add up to one.

    `reverse` writes pairs for a model from English, each with the tag of its language.
    """

    danish: float = 0.38
    bokmaal: float = 0.42
    nynorsk: float = 0.20
    english_copies: float = 0.015
    full_sentence: float = 0.0
    jargon_kept: float = 0.4
    max_words: int = 60
    noise: tuple[Noise, ...] = ALL_NOISE
    seed: int = 1
    reverse: bool = False


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


def build_corpus(
    corpus: Path,
    out: Path,
    mapping: Mapping,
    mix: Mix,
    extras: Sequence[ExtraPair],
    test_sets: tuple[Path, ...],
    processes: int,
    progress: Callable[[str], None],
) -> Report:
    """Write `train.tsv`, `heldout.tsv` and `report.json` under `out`; columns source, target.

    No pair holds a sentence of the files `test_sets`, or shares eight words in a row with one.
    Raises InputError for a missing or damaged file.
    """
    known = read_known_sentences(test_sets)
    shards = out / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    name = _fingerprint(corpus, mapping, mix, known)
    report, unread = Report(), Report()
    work = partial(_write_shard, shards, name, mapping, mix, test_sets)
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        # The pool reads the corpus in a thread of its own, which counts in a report of its own.
        for done, shard in enumerate(pool.imap(work, _numbered_shards(corpus, unread)), 1):
            report.add(shard)
            progress(
                f"{done} shards, {report.read} pairs read, {sum(report.written.values())} kept"
            )
    report.add(unread)
    with _replacing(out / "train.tsv") as train, _replacing(out / "heldout.tsv") as held:
        for path in sorted(shards.glob(f"{name}-*.tsv")):
            train.write(path.read_text(encoding="utf-8"))
        for path in sorted(shards.glob(f"{name}-*.heldout")):
            held.write(path.read_text(encoding="utf-8"))
        _write_extras(extras, mapping, mix, known, train, report)
    text = json.dumps(report.as_json() | {"mix": asdict(mix)}, ensure_ascii=False, indent=2)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    return report


def _fingerprint(corpus: Path, mapping: Mapping, mix: Mix, known: KnownSentences) -> str:
    digest = hashlib.sha256()
    digest.update(f"{CORPUS_VERSION} {check_file(corpus)} {asdict(mix)}".encode())
    digest.update(digest_of(known).encode())
    digest.update(json.dumps([mapping.bokmaal, mapping.nynorsk], sort_keys=True).encode())
    return digest.hexdigest()[:12]


def _numbered_shards(corpus: Path, report: Report) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Shards without pairs whose source was seen before; counts what it drops in `report`."""
    seen: set[int] = set()
    rows = read_rows(corpus)
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
    folder: Path,
    name: str,
    mapping: Mapping,
    mix: Mix,
    test_sets: tuple[Path, ...],
    work: tuple[int, list[tuple[str, str]]],
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
    kept, held = _clean(pairs, mix, read_known_sentences(test_sets), rng, report)
    lines = _rewrite(kept, mapping, mix, rng, report)
    with _replacing(folder / f"{stem}.tsv") as out:
        out.writelines(f"{source}\t{target}\n" for source, target in lines)
    with _replacing(folder / f"{stem}.heldout") as out:
        out.writelines(f"{source}\t{target}\n" for source, target in held)
    with _replacing(done) as out:
        json.dump(report.as_json(), out)
    return report


def _clean(
    pairs: list[tuple[str, str]],
    mix: Mix,
    known: KnownSentences,
    rng: random.Random,
    report: Report,
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    kept, held = [], []
    for raw_source, raw_target in pairs:
        source, target = repair(raw_source), repair(raw_target)
        reason = reason_to_drop(source, target)
        if reason is None and len(source.split()) > mix.max_words:
            reason = "too long"
        if reason is None and known.hold((source, target)):
            reason = IN_TEST_SET
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
    lines = []
    for i, (_, target) in enumerate(pairs):
        language, source = languages[i], sources[i]
        if language != "da" and not whole[i]:
            source = _to_norwegian(source, target, language, mapping)
        elif language != "da":
            source = _TITLE.sub(r"\1", source)
        report.written[language + (" full sentence" if whole[i] else "")] += 1
        lines.append(_directed(language, *vary(source, target, language, rng, mix.noise), mix))
        if rng.random() < mix.english_copies and not mix.reverse:
            lines.append((target, target))
            report.written["english copy"] += 1
    return lines


def _directed(language: str, source: str, target: str, mix: Mix) -> tuple[str, str]:
    """Turn a pair around for a reverse model."""
    return (f"{language_tag(language)} {target}", source) if mix.reverse else (source, target)


def _to_norwegian(source: str, target: str, language: str, mapping: Mapping) -> str:
    table = mapping.bokmaal if language == "nb" else mapping.nynorsk
    return _TITLE.sub(r"\1", to_norwegian(source, table, target))


def _write_extras(
    extras: Sequence[ExtraPair],
    mapping: Mapping,
    mix: Mix,
    known: KnownSentences,
    train: io.TextIOWrapper,
    report: Report,
) -> None:
    """Write each pair as often as its weight says, the first time it comes."""
    rng = random.Random(mix.seed)  # noqa: S311  data order, not a secret
    seen: set[tuple[str, str]] = set()
    norwegian = (mix.bokmaal, mix.nynorsk)
    for pair in extras:
        key = (pair.source.lower(), pair.target.lower())
        if key in seen:
            report.dropped["duplicate extra"] += 1
        elif known.hold(key):
            report.dropped[IN_TEST_SET] += 1
        elif _is_held_out(pair.target):
            report.dropped["extra held out"] += 1
        else:
            for _ in range(int(pair.repeats) + (rng.random() < pair.repeats % 1)):
                source, kind, language = pair.source, pair.kind, pair.language
                if rng.random() < pair.rewritten:
                    (language,) = rng.choices(("nb", "nn"), norwegian)
                    source = _to_norwegian(source, pair.target, language, mapping)
                    kind += f" as {language}"
                train.write("\t".join(_directed(language, source, pair.target, mix)) + "\n")
                report.written[kind] += 1
        seen.add(key)


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
