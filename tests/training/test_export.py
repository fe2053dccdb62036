"""Exported folders: the same scores in transformers and CTranslate2, honest manifests."""

import hashlib
import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from pipeline.engines.base import Decoding
from pipeline.engines.loading import load_seq2seq
from pipeline.errors import InputError, ModelError
from pipeline.training.export import (
    PARITY,
    Description,
    build_marian,
    export_run,
    export_weights,
    folder_parity,
    measure_parity,
    read_description,
    read_scores,
)
from pipeline.training.network import EMBEDDING, parameter_shapes
from pipeline.training.schedule import Open
from pipeline.training.shortlist import write_shortlist
from pipeline.training.trainer import Settings, Trainer
from pipeline.training.warmstart import check_vocabulary, random_parameters, read_marian_folder
from pipeline.weights.names import resolve

from .conftest import Material

DESCRIPTION = Description(
    name="tiny",
    task="translation",
    source_languages=("nb",),
    target_language="en",
    license="Apache-2.0",
    attribution=("made for a test",),
    data="Simple sentences.",
    limits="Knows a few words.",
    recipe=({"target_tokens": 12},),
    scores=({"set": "dev", "source": "nb", "bleu": 1.0, "chrf": 2.0, "engine": "int8"},),
)


@pytest.fixture(scope="module")
def exported(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train until the sentences are known, then export."""
    run = tmp_path_factory.mktemp("run")
    settings = Settings(
        batch_tokens=1024, threads=1, muon_rate=0.02, adam_rate=0.004, precision="float32"
    )
    start = (material.architecture, random_parameters(material.architecture, seed=5))
    Trainer(run, material.pairs, start, Open(), settings, lambda _: None).run(max_steps=500)
    out = run / "tiny"
    assert export_run(run, material.vocabulary, out, DESCRIPTION) < PARITY
    return out


@pytest.mark.parametrize("engine", ["transformers", "ctranslate2"])
def test_both_engines_translate_what_was_learned(
    exported: Path, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path))
    model = resolve(str(exported))
    seq2seq = load_seq2seq(model, engine=engine, compute_type="float32", canary=False, threads=1)
    hypotheses = list(
        seq2seq.generate(
            ["Kari ser en rød bil i 1990.", "Ola selger en svart bok i 1999."],
            Decoding(beam_size=2),
        )
    )
    assert [hypothesis.text for hypothesis in hypotheses] == [
        "Kari sees a red car in 1990.",
        "Ola sells a black book in 1999.",
    ]


def test_the_folder_is_a_warm_start_of_its_own_weights(exported: Path, material: Material) -> None:
    architecture, parameters = read_marian_folder(exported)
    assert architecture == material.architecture
    assert measure_parity(architecture, parameters, build_marian(architecture, parameters)) < PARITY
    assert not parameters[EMBEDDING][architecture.pad].any()


def test_the_manifest_lists_every_file_and_the_whole_recipe(exported: Path) -> None:
    manifest = json.loads((exported / "manifest.json").read_text())
    files = {path.name for path in exported.iterdir()} - {"manifest.json"}
    assert manifest["files"].keys() == files
    for name, entry in manifest["files"].items():
        content = (exported / name).read_bytes()
        assert entry == {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    assert [stage["target_tokens"] > 0 for stage in manifest["recipe"]] == [True, True]
    assert manifest["recipe"][1]["weights"] == "moving average"
    card = (exported / "MODEL_CARD.md").read_text()
    for fact in ("license: apache-2.0", "[nb, en]", "Knows a few words.", "| dev | nb | 1.0 | 2.0"):
        assert fact in card


def test_weights_are_stored_once_in_float16(exported: Path, material: Material) -> None:
    from safetensors import safe_open

    with safe_open(exported / "model.safetensors", framework="pt") as stored:
        tensors = {key: stored.get_tensor(key).dtype for key in stored.keys()}  # noqa: SIM118
    assert set(tensors.values()) == {torch.float16}
    # Tied weights stand there once.
    assert tensors.keys() == parameter_shapes(material.architecture).keys()
    assert json.loads((exported / "config.json").read_text())["dtype"] == "float16"


def test_positions_state_a_shorter_limit_and_notices_travel_with_the_weights(
    material: Material, tmp_path: Path
) -> None:
    weights = random_parameters(material.architecture, seed=1)
    run = tmp_path / "run"
    run.mkdir()
    Trainer(
        run,
        material.pairs,
        (material.architecture, weights),
        Open(),
        Settings(batch_tokens=256, threads=1),
        lambda _: None,
    ).run(max_steps=1)
    out = tmp_path / "out"
    notice = tmp_path / "licence.txt"
    notice.write_text("Copyright of the start.", encoding="utf-8")
    description = replace(DESCRIPTION, copyleft=("manuals (GPL)",))
    export_run(run, material.vocabulary, out, description, 40, notice)
    assert (out / "NOTICE").read_text(encoding="utf-8") == "Copyright of the start."
    assert "NOTICE" in json.loads((out / "manifest.json").read_text())["files"]
    card = (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "Copyleft among them: manuals (GPL)." in card
    assert "--without-licence copyleft\n--without-licence share-alike" in card
    assert json.loads((out / "config.json").read_text())["max_position_embeddings"] == 40
    assert json.loads((out / "tokenizer_config.json").read_text())["model_max_length"] == 40


def test_another_vocabulary_is_refused(material: Material, tmp_path: Path) -> None:
    weights = random_parameters(material.architecture, seed=1)
    smaller = tmp_path / "smaller.spm"
    from pipeline.training.vocabulary import train_vocabulary

    train_vocabulary(material.data, smaller, size=300)
    with pytest.raises(InputError, match="300 pieces"):
        export_weights(
            material.architecture, weights, smaller, tmp_path / "out", {**vars_of(DESCRIPTION)}
        )


def test_another_vocabulary_of_the_same_size_is_refused(
    exported: Path, material: Material, tmp_path: Path
) -> None:
    from pipeline.training.vocabulary import train_vocabulary

    other = tmp_path / "other.spm"
    lines = material.data.read_text(encoding="utf-8").replace("Kari", "Bodil")
    (tmp_path / "data.tsv").write_text(lines, encoding="utf-8")
    train_vocabulary(tmp_path / "data.tsv", other, size=310)
    with pytest.raises(InputError, match="not the vocabulary that"):
        export_run(exported.parent, other, tmp_path / "out", DESCRIPTION)


def test_only_folders_that_number_pieces_as_their_vocabulary_are_trained_on(
    exported: Path, material: Material, tmp_path: Path
) -> None:
    check_vocabulary(exported, material.vocabulary, material.architecture)
    folder = tmp_path / "copy"
    shutil.copytree(exported, folder)
    check_vocabulary(folder, folder / "source.spm", material.architecture)
    ids = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    ids["</s>"], ids["<unk>"] = ids["<unk>"], ids["</s>"]
    (folder / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be trained on"):
        check_vocabulary(folder, material.vocabulary, material.architecture)
    (folder / "source.spm").write_bytes(b"other")
    with pytest.raises(ModelError, match="leave --vocabulary out"):
        check_vocabulary(folder, material.vocabulary, material.architecture)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_damaged_folder_is_no_warm_start(exported: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(exported, folder)
    (folder / name).write_bytes(b"{")
    with pytest.raises(ModelError, match="copy is damaged"):
        read_marian_folder(folder)


def vars_of(description: Description) -> dict[str, object]:
    return {name: getattr(description, name) for name in Description.__slots__}


@pytest.mark.parametrize("change", ["missing", "added", "of another shape"])
def test_weights_that_do_not_fit_are_refused(
    material: Material, tmp_path: Path, change: str
) -> None:
    weights = random_parameters(material.architecture, seed=1)
    name = "model.encoder.layers.0.fc1.bias"
    if change == "missing":
        del weights[name]
    elif change == "added":
        name = "model.encoder.layers.0.fc1.extra"
        weights[name] = torch.zeros(2)
    else:
        weights[name] = torch.zeros(2)
    with pytest.raises(ModelError, match=f"{name} does not fit"):
        export_weights(
            material.architecture, weights, material.vocabulary, tmp_path, vars_of(DESCRIPTION)
        )


def test_parity_is_that_of_the_written_folder(
    exported: Path, material: Material, tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file

    _, weights = read_marian_folder(exported)
    assert folder_parity(material.architecture, weights, exported) < PARITY
    # Less than float16 can tell from the weights is not a difference, one of its steps is.
    close = {name: value * (1 + 1e-5) for name, value in weights.items()}
    assert folder_parity(material.architecture, close, exported) < PARITY
    folder = tmp_path / "altered"
    shutil.copytree(exported, folder)
    stored = load_file(folder / "model.safetensors")
    stored["final_logits_bias"][0, 5] += 0.01
    save_file(stored, folder / "model.safetensors", metadata={"format": "pt"})
    assert folder_parity(material.architecture, weights, folder) > PARITY


def test_a_description_without_a_licence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "description.json"
    path.write_text(json.dumps({"name": "x", "task": "translation"}), encoding="utf-8")
    with pytest.raises(InputError, match="license"):
        read_description(path, None)


def test_measured_scores_are_read_from_what_eval_prints(tmp_path: Path) -> None:
    def row(system: str) -> dict[str, object]:
        scores = {"BLEU": {"value": 21.04}, "chrF2": {"value": 49.96}}
        return {"set": "dev", "source": "nb", "system": system, "sentences": 5, "scores": scores}

    path = tmp_path / "scores.json"
    path.write_text(json.dumps([row("one")]), encoding="utf-8")
    (score,) = read_scores(path)
    assert (score["set"], score["source"], score["bleu"], score["chrf"]) == (
        "dev",
        "nb",
        21.0,
        50.0,
    )
    path.write_text(json.dumps([row("one"), row("two")]), encoding="utf-8")
    with pytest.raises(InputError, match="2 systems"):
        read_scores(path)
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="eval translation"):
        read_scores(path)


def test_scores_of_summaries_keep_the_baselines_beside(tmp_path: Path) -> None:
    measures = {"rouge1": 50.04, "rouge2": 30.0, "rougeL": 45.0, "words": 40.0, "replaced": 0.1}
    rows = [{"system": name} | measures for name in ("lead-3", "mine")]
    path = tmp_path / "scores.json"
    path.write_text(json.dumps({"articles": 24, "rows": rows}), encoding="utf-8")
    expected = {"articles": 24, "rouge1": 50.0, "rouge2": 30.0, "rougeL": 45.0, "words": 40.0}
    assert read_scores(path) == [{"system": "lead-3"} | expected, {"system": "mine"} | expected]


def test_a_manifest_serves_as_the_description_of_the_next_version(exported: Path) -> None:
    description = read_description(exported / "manifest.json", None)
    assert description.limits == DESCRIPTION.limits
    assert len(description.recipe) == 2


def test_the_shortlist_allows_what_targets_have_and_spells_the_rest(
    exported: Path, material: Material, tmp_path: Path
) -> None:
    import sentencepiece

    from pipeline.weights.shortlist import read_shortlist

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(material.vocabulary))
    names = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    folder = tmp_path / "listed"
    shutil.copytree(exported, folder)
    size, share = write_shortlist(material.pairs, names, folder / "vmap.txt")
    allowed = read_shortlist(folder)
    assert allowed is not None
    assert len(allowed) == size < len(names)
    assert 0.99 < share <= 1
    assert {"</s>", "a", "1", "<0xE6>"} <= allowed
    counts = Counter(material.pairs.targets.tolist())
    for index, name in enumerate(names):
        if counts[index] >= 5:
            assert name in allowed
        elif len(name) > 2 and not name.startswith("<0x"):
            assert name not in allowed
    listed = load_seq2seq(
        resolve(str(folder)), engine="ctranslate2", compute_type="float32", canary=False
    )
    (hypothesis,) = listed.generate(["Kari ser en rød bil i 1990."], Decoding())
    # Which name and year it writes depends on the processor that trained it.
    assert " sees a red car in " in hypothesis.text
