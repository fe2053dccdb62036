"""Words that real translations have where the mapping has others, learned from them.

A Danish sentence and its Norwegian are aligned word by word, by the fewest edits between what the
mapping gives and what is there. A word's own majority becomes an entry, and so does another
majority that it has before or after a certain word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.errors import InputError

from .danish import WORD, Word, contexts, read_words, word_of
from .norwegian import build_mapping, read_table, read_word_lists
from .reading import read_rows

_FEWEST = 3
_FEWEST_IN_CONTEXT = 4
# Over the mapping's own word.
_MAJORITY = 2
_MAJORITY_IN_CONTEXT = 3
# Of all that a word stands for.
_SHARE = 0.5
_SHARE_IN_CONTEXT = 0.7
# A word that is so much more frequent than the Danish one comes from another wording beside it.
_MORE_FREQUENT = 10
# `at` and `å` are told apart by rule, for verbs that no pair has.
_BY_RULE = frozenset({"at"})

Counts = defaultdict[str, Counter[str]]


def write_table(quadruples: Path, out: Path, progress: Callable[[str], None]) -> int:
    """Learn from a TSV of English, Bokmål, Nynorsk, Danish; returns the entries written to `out`.

    Raises InputError if the file is missing, damaged or of other columns.
    """
    rows = [row[1:] for row in read_rows(quadruples)]
    wrong = next((number for number, row in enumerate(rows, 1) if len(row) != 3), None)
    if wrong is not None:
        message = f"{quadruples} line {wrong}: English, Bokmål, Nynorsk, Danish wanted"
        raise InputError(message)
    words = Counter(word for *_, danish in rows for word in WORD.findall(danish.lower()))
    progress(f"mapping {len(words)} words to Norwegian with Apertium")
    reviewed = read_table("norwegian_overrides.tsv")
    mapping = build_mapping(list(words), read_word_lists(), reviewed)
    bokmaal = learn(((danish, nb) for nb, _, danish in rows), mapping.bokmaal)
    nynorsk = learn(((danish, nn) for _, nn, danish in rows), mapping.nynorsk)
    keys = sorted((bokmaal | nynorsk).keys() - reviewed.keys())
    lines = (f"{key}\t{bokmaal.get(key, '')}\t{nynorsk.get(key, '')}\n" for key in keys)
    out.write_text("".join(lines), encoding="utf-8")
    return len(keys)


def learn(pairs: Iterable[tuple[str, str]], mapping: Mapping[str, str]) -> dict[str, str]:
    """Entries for Danish words, alone and in context, from pairs of Danish and Norwegian.

    `mapping` is one side of the mapping without what is learned.
    """
    alone: Counts = defaultdict(Counter)
    in_context: Counts = defaultdict(Counter)
    for danish, norwegian in pairs:
        for word, found in _aligned(danish, norwegian, mapping):
            alone[word.lower][found] += 1
            for key in contexts(word):
                in_context[key][found] += 1
    frequency = Counter(found for counts in alone.values() for found in counts.elements())
    learned: dict[str, str] = {}
    needed = (_FEWEST, _MAJORITY, _SHARE)
    needed_in_context = (_FEWEST_IN_CONTEXT, _MAJORITY_IN_CONTEXT, _SHARE_IN_CONTEXT)
    for entries, thresholds in ((alone, needed), (in_context, needed_in_context)):
        now = {**mapping, **learned}
        for key, counts in entries.items():
            danish = word_of(key)
            mapped = now.get(danish, danish)
            # Of several words, as a passive, only one would be aligned.
            if danish in _BY_RULE or " " in mapped:
                continue
            best = _best(counts, mapped, *thresholds)
            own = alone[danish].total()
            if best is not None and frequency[best] <= _MORE_FREQUENT * own:
                learned[key] = best
    return learned


def _best(
    counts: Counter[str], mapped: str, fewest: int, majority: float, share: float
) -> str | None:
    """Return the most frequent word, if it is frequent enough and not the mapped one."""
    best, count = counts.most_common(1)[0]
    enough = count >= max(fewest, majority * counts[mapped], share * counts.total())
    return best if enough and best != mapped else None


def _aligned(danish: str, norwegian: str, mapping: Mapping[str, str]) -> Iterator[tuple[Word, str]]:
    from rapidfuzz.distance import Levenshtein

    words = read_words(danish)
    mapped = [mapping.get(word.lower, word.lower) for word in words]
    found = [word.lower() for word in WORD.findall(norwegian)]
    for edit in Levenshtein.opcodes(mapped, found):
        length = edit.src_end - edit.src_start
        if edit.tag in {"equal", "replace"} and length == edit.dest_end - edit.dest_start:
            for i in range(length):
                yield words[edit.src_start + i], found[edit.dest_start + i]
