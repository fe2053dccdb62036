"""What each rule of sentence splitting brings: the same texts with it and without it.

The cases of `tests/text/test_sentences.py` were written for the rules. The sentences written for
the project (`models/sentences`) know nothing of them: five at a time make a paragraph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import typer

from pipeline.text.sentences import RULES, split_sentences
from pipeline.training.reading import read_rows
from tests.benchmarks.launch import launch
from tests.text.test_sentences import HARD

_WRITTEN = Path(__file__).parents[2] / "models" / "sentences" / "authored.tsv.zst"
_PARAGRAPH = 5
_LANGUAGES = ("nb", "nn", "da")
_ENDS = (".", "!", "?", "»", '"', "”")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of a language, and where its sentences begin."""

    language: str
    text: str
    starts: frozenset[int]


def read_paragraphs(most: int) -> Iterator[Paragraph]:
    """Yield paragraphs of written sentences, the languages in turn."""
    rows = (row[1:] for row in read_rows(_WRITTEN) if all(each.endswith(_ENDS) for each in row))
    for number in range(most):
        turn = number % len(_LANGUAGES)
        sentences = [row[turn] for row in islice(rows, _PARAGRAPH)]
        starts = accumulate((len(each) + 1 for each in sentences[:-1]), initial=0)
        yield Paragraph(_LANGUAGES[turn], " ".join(sentences), frozenset(starts))


def count_wrong(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Count boundaries too many and boundaries missed."""
    false = missed = 0
    for each in paragraphs:
        found = {span.start for span in split_sentences(each.text, each.language)}
        false += len(found - each.starts)
        missed += len(each.starts - found)
    return false, missed


def count_right_cases() -> int:
    """Count the cases that are split where they are marked with `|`."""
    right = 0
    for language, marked in HARD:
        text = marked.replace(" | ", " ").replace("|", "")
        found = [text[span.start : span.end] for span in split_sentences(text, language)]
        right += found == [each.strip() for each in marked.split("|")]
    return right


def main(
    paragraphs: Annotated[int, typer.Option(help="Of five written sentences each.")] = 2000,
) -> None:
    """Split with all rules, and without each of them in turn."""
    texts = list(read_paragraphs(paragraphs))
    for left_out in (None, *RULES):
        rules = tuple(rule for rule in RULES if rule is not left_out)
        with patch("pipeline.text.sentences.RULES", rules):
            right = count_right_cases()
            false, missed = count_wrong(texts)
        typer.echo(
            f"{right:>4} of {len(HARD)} cases, {false:>5} boundaries too many, {missed:>5} missed: "
            f"without {left_out.reason if left_out else 'nothing'}"
        )


if __name__ == "__main__":
    launch(main)
