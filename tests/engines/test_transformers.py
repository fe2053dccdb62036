"""The reference engine, and how near the default one stays to it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.base import Decoding
from pipeline.engines.loading import load_seq2seq
from pipeline.errors import ModelError
from pipeline.weights.names import resolve
from tests.engines import tiny_models
from tests.engines.tiny_models import LINES


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORDIGEST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.mark.integration
def test_both_engines_translate_alike():
    """Same text for 99% of the sentences in float32, beam 4; the others are listed.

    `NORDIGEST_PARITY_TEXT` names a UTF-8 file with one sentence a line to compare on instead.
    """
    chosen = os.environ.get("NORDIGEST_PARITY_TEXT")
    lines = Path(chosen).read_text(encoding="utf-8").splitlines() if chosen else LINES
    model = resolve("embedded:gmq-en-small")
    fast, reference = (
        load_seq2seq(model, engine=engine, compute_type="float32", threads=1)
        for engine in ("ctranslate2", "transformers")
    )
    assert fast.count_tokens(lines) == reference.count_tokens(lines)
    decoding = Decoding(beam_size=4, alignment=True)
    pairs = list(
        zip(fast.generate(lines, decoding), reference.generate(lines, decoding), strict=True)
    )
    differences = [
        f"{line}\n  ctranslate2 {a.score:.4f}: {a.text}\n  transformers {b.score:.4f}: {b.text}"
        for line, (a, b) in zip(lines, pairs, strict=True)
        if a.text != b.text
    ]
    report = "\n".join([f"{len(differences)} of {len(lines)} differ", *differences])
    print(report)  # noqa: T201 - listed for whoever runs this with -s
    assert len(differences) <= 0.01 * len(lines), report
    alike = [(a, b) for a, b in pairs if a.text == b.text]
    assert [a.score for a, _ in alike] == pytest.approx([b.score for _, b in alike], abs=1e-3)
    assert all(a.finished and b.finished for a, b in alike)
    assert sum(a.alignment == b.alignment for a, b in alike) >= 0.99 * len(alike)


@pytest.mark.parametrize("text", ["Hun skrev </s> der.", ">>fin<< Hei!", "<pad> og <unk>"])
def test_texts_that_spell_special_tokens_are_read_alike(tmp_path, text):
    model = resolve(str(tiny_models.save_marian(tmp_path / "m", targets=(">>deu<<", ">>eng<<"))))
    fast, reference = (
        load_seq2seq(model, engine=engine, compute_type="float32", canary=False)
        for engine in ("ctranslate2", "transformers")
    )
    assert fast.count_tokens([text]) == reference.count_tokens([text])


def test_int8_is_refused_with_the_way_out(tmp_path):
    model = resolve(str(tiny_models.save_marian(tmp_path / "m")))
    with pytest.raises(ModelError, match="set compute_type to float32"):
        load_seq2seq(model, engine="transformers", compute_type="int8")


def test_old_checkpoints_are_read_as_plain_tensors(tmp_path):
    folder = tiny_models.save_marian(tmp_path / "old", safetensors=False)
    assert not list(folder.glob("*.safetensors"))
    decoding = Decoding(max_tokens=12)
    old, new = (
        list(
            load_seq2seq(
                resolve(str(each)), engine="transformers", compute_type="float32", canary=False
            ).generate(LINES[:2], decoding)
        )
        for each in (folder, tiny_models.save_marian(tmp_path / "new"))
    )
    assert old == new


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_pickle_that_runs_code_is_refused(tmp_path, engine):
    import pickle

    folder = tiny_models.save_marian(tmp_path / "evil", safetensors=False)
    proof = tmp_path / "proof"
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(_Payload(str(proof)), protocol=2))
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_seq2seq(resolve(str(folder)), engine=engine, compute_type="float32")
    assert not proof.exists()


def test_safetensors_win_over_a_pickle_beside_them(tmp_path):
    folder = tiny_models.save_marian(tmp_path / "both")
    digest = resolve(str(folder)).digest
    (folder / "pytorch_model.bin").write_bytes(b"no weights at all")
    model = resolve(str(folder))
    assert model.digest == digest
    load_seq2seq(model, engine="transformers", compute_type="float32", canary=False)


class _Payload:
    """Unpickled carelessly, it creates a folder."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self._path,)
