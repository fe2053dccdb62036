"""The mapping of a corpus's words to Norwegian, made once and kept."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.core.filehashes import write_atomically

from .danish import WORD
from .extras import ExtraPair
from .norwegian import Mapping, build_mapping, read_overrides, read_word_lists
from .reading import check_file, read_rows

# Of the code that maps words; a mapping made by another version is made again.
MAPPING_VERSION = 2


def count_vocabulary(path: Path, minimum: int = 3, others: Iterable[ExtraPair] = ()) -> list[str]:
    """Lower-case words of the source side seen at least `minimum` times, most frequent first.

    After them come the words of `others` whose sources are rewritten, however rare.
    """
    counts: Counter[str] = Counter()
    for row in read_rows(path):
        counts.update(WORD.findall(row[0].lower()))
    words = [word for word, count in counts.most_common() if count >= minimum]
    sources = (pair.source for pair in others if pair.rewritten and pair.repeats)
    more = (word for source in sources for word in WORD.findall(source.lower()))
    return list(dict.fromkeys([*words, *more]))


Overrides = dict[str, tuple[str, str]]


def _build(words: Sequence[str], overrides: Overrides) -> Mapping:
    return build_mapping(words, read_word_lists(), overrides)


def load_mapping(
    corpus: Path,
    path: Path,
    progress: Callable[[str], None],
    overrides: Overrides | None = None,
    build: Callable[[Sequence[str], Overrides], Mapping] = _build,
    extras: Sequence[ExtraPair] = (),
) -> Mapping:
    """Read the mapping kept at `path`, or make it from the words and keep it there.

    The words are those of the corpus, and of `extras` that are rewritten.

    A digest beside it says what it was made from; one made from anything else is made again.
    """
    if overrides is None:
        overrides = read_overrides()
    rewritten = [pair.source for pair in extras if pair.rewritten and pair.repeats]
    made_from = [MAPPING_VERSION, check_file(corpus), sorted(overrides.items()), *rewritten]
    digest = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()
    kept = path.with_name(path.name + ".digest")
    if not path.is_file() or not kept.is_file() or kept.read_text(encoding="utf-8") != digest:
        words = count_vocabulary(corpus, others=extras)
        progress(f"mapping {len(words)} words to Norwegian with Apertium")
        mapping = build(words, overrides)
        # The digest goes first and comes last, so it never stands beside another mapping.
        kept.unlink(missing_ok=True)
        part = path.with_name(path.name + ".part")
        mapping.save(part)
        part.replace(path)
        write_atomically(kept, digest.encode())
    return Mapping.load(path)
