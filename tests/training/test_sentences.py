"""The sentences written for this project, which the embedded translator was trained on."""

from collections import Counter
from pathlib import Path

from pipeline.training.reading import read_rows

SENTENCES = Path(__file__).parents[2] / "models" / "sentences" / "authored.tsv.zst"


def test_they_are_quadruples_without_repeats() -> None:
    rows = list(read_rows(SENTENCES))
    assert len(rows) >= 20_000
    for row in rows:
        assert len(row) == 4, row
        assert all(cell == cell.strip() != "" for cell in row), row
    for column in range(4):
        repeated = Counter(row[column] for row in rows)
        # Short exclamations may share a translation.
        assert sum(count - 1 for count in repeated.values()) < 0.005 * len(rows), column
    assert max(Counter(rows).values()) == 1
