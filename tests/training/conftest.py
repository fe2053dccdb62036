"""Tiny training material, made once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.training.dataset import Pairs, encode_pairs
from pipeline.training.network import Architecture

from .tiny import make_vocabulary, write_data


@dataclass(frozen=True, slots=True)
class Material:
    """Data, vocabulary, encoded pairs and an architecture for them."""

    data: Path
    vocabulary: Path
    pairs: Pairs
    architecture: Architecture


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Encode 384 pairs of simple sentences."""
    folder = tmp_path_factory.mktemp("material")
    data = write_data(folder / "data.tsv")
    vocabulary, architecture = make_vocabulary(folder, data)
    pairs = encode_pairs(data, vocabulary, folder, lambda _: None)
    return Material(data, vocabulary, pairs, architecture)
