"""Articles made of random words, as many as a benchmark needs."""

import json
import random
from pathlib import Path

_WORDS = [
    "regjeringen",
    "kommunen",
    "elven",
    "fisket",
    "prisen",
    "avtalen",
    "møtet",
    "skolen",
    "broen",
    "havnen",
    "vinteren",
    "ferjen",
    "strømmen",
    "byen",
    "sykehuset",
    "kraften",
    "veien",
    "rapporten",
    "styret",
    "klubben",
    "saken",
    "året",
    "laget",
]
_VERBS = [
    "øker",
    "faller",
    "stenger",
    "åpner",
    "kommer",
    "vokser",
    "endres",
    "skal",
    "bygges",
    "vurderes",
]


def write_articles(path: Path, number: int, sentences: int = 12, seed: int = 1) -> None:
    """Write `number` articles as JSONL (`text`, `date`, `title`), the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secrets, only variety
    with path.open("w", encoding="utf-8") as out:
        for index in range(number):
            text = " ".join(_sentence(chance) for _ in range(sentences))
            date = f"2024-{index % 12 + 1:02}-{index % 28 + 1:02}"
            row = {"title": f"Sak {index}", "date": date, "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def change_article(path: Path) -> None:
    """Add a sentence to the first article of a file of `write_articles`."""
    first, others = path.read_text(encoding="utf-8").split("\n", 1)
    row = json.loads(first)
    row["text"] += " Møtet ble utsatt i går."
    path.write_text(f"{json.dumps(row, ensure_ascii=False)}\n{others}", encoding="utf-8")


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(8)]
    words.insert(1, chance.choice(_VERBS))
    return f"{' '.join(words).capitalize()} med {chance.randint(2, 9999)} i dag."


def write_config(folder: Path, **output: object) -> Path:
    """Write a config that reads `articles.jsonl` with the fake engines; returns its path."""
    config = {
        "sources": [{"path": "articles.jsonl", "language": "nb",
                     "columns": {"title": "title", "date": "date"}}],
        "translate": {"engine": "fake"},
        "summarize": {"model": "lead"},
        "output": {"folder": "out", "formats": ["jsonl", "tsv", "digest-json"], **output},
    }  # fmt: skip
    path = folder / "config.yaml"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path
