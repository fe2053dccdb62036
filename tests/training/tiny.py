"""A tiny vocabulary, parallel data and architecture, made on the spot."""

from pathlib import Path

from pipeline.training.network import Architecture
from pipeline.training.vocabulary import train_vocabulary

_NOUNS = {
    "bil": "car",
    "hund": "dog",
    "båt": "boat",
    "bok": "book",
    "mann": "man",
    "skole": "school",
}
_COLOURS = {"rød": "red", "grønn": "green", "svart": "black", "gul": "yellow"}
_VERBS = {"ser": "sees", "kjøper": "buys", "selger": "sells", "vasker": "washes"}
_NAMES = ("Kari", "Ola", "Ingrid", "Per")
_YEARS = range(1990, 2030, 3)


def write_data(path: Path, repeats: int = 1) -> Path:
    """Write a TSV of simple sentences, all combinations of a few words."""
    lines = []
    for name in _NAMES:
        for verb, english_verb in _VERBS.items():
            for colour, english_colour in _COLOURS.items():
                for (noun, english_noun), year in zip(_NOUNS.items(), _YEARS, strict=False):
                    lines.append(
                        f"{name} {verb} en {colour} {noun} i {year}.\t"
                        f"{name} {english_verb} a {english_colour} {english_noun} in {year}.\n"
                    )
    path.write_text("".join(lines * repeats), encoding="utf-8")
    return path


def make_vocabulary(folder: Path, data: Path) -> tuple[Path, Architecture]:
    """Train a vocabulary of 310 pieces; returns its path and a small architecture for it."""
    path = folder / "joint.spm"
    pieces = train_vocabulary(data, path, size=310)
    architecture = Architecture(
        vocab_size=pieces + 1,
        d_model=32,
        encoder_layers=2,
        decoder_layers=1,
        heads=4,
        ffn=64,
        positions=64,
    )
    return path, architecture
