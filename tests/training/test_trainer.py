"""The training loop: it learns, stops when told, and goes on with the very same losses."""

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file

from pipeline.errors import ConfigError, InputError, ModelError, NordigestError
from pipeline.training.checkpoint import CHECKPOINT, load_checkpoint
from pipeline.training.dataset import Pairs, encode_pairs, pair_shapes
from pipeline.training.network import EMBEDDING, ENCODER, Architecture
from pipeline.training.schedule import WARM_UP_STEPS, Budget, Open, Schedule
from pipeline.training.trainer import Settings, Trainer
from pipeline.training.warmstart import random_parameters

from .conftest import Material

Ids = NDArray[np.uint16]
Offsets = NDArray[np.int64]
SETTINGS = Settings(batch_tokens=512, threads=1, log_steps=1, muon_rate=0.02, adam_rate=0.004)


def _trainer(
    material: Material,
    folder: Path,
    schedule: Schedule | None = None,
    settings: Settings = SETTINGS,
    said: list[str] | None = None,
) -> Trainer:
    folder.mkdir(exist_ok=True)
    start = (material.architecture, random_parameters(material.architecture, seed=5))
    report = said.append if said is not None else lambda _: None
    return Trainer(folder, material.pairs, start, schedule or Open(), settings, report)


def _rows(folder: Path) -> list[str]:
    return (folder / "metrics.jsonl").read_text().splitlines()


def _losses(folder: Path) -> dict[int, float]:
    return {row["step"]: row["loss"] for row in map(json.loads, _rows(folder))}


def test_it_learns_and_keeps_the_start_token_at_zero(material: Material, tmp_path: Path) -> None:
    _trainer(material, tmp_path).run(max_steps=150)
    losses = _losses(tmp_path)
    assert losses[1] > 4
    assert losses[150] < 0.5 * losses[1]
    checkpoint = load_checkpoint(tmp_path)
    for weights in (checkpoint.parameters, checkpoint.average):
        assert not weights[EMBEDDING][material.architecture.pad].any()
        assert weights[EMBEDDING][:-1].any(dim=1).all()


@pytest.mark.parametrize(
    ("schedule", "settings"),
    [
        (Open(), SETTINGS),
        (Budget(60, new_weights=True), SETTINGS),
        (Open(), replace(SETTINGS, dropout=0.2, encoder_rate=0.3)),
        (Open(), replace(SETTINGS, frozen_minutes=60)),
    ],
)
def test_a_resumed_run_has_the_losses_of_a_straight_one(
    material: Material, tmp_path: Path, schedule: Schedule, settings: Settings
) -> None:
    _trainer(material, tmp_path / "straight", schedule, settings).run(max_steps=12)
    for steps in (5, 12):
        _trainer(material, tmp_path / "stopped", schedule, settings).run(max_steps=steps)
    assert _losses(tmp_path / "stopped") == _losses(tmp_path / "straight")
    straight = load_checkpoint(tmp_path / "straight")
    stopped = load_checkpoint(tmp_path / "stopped")
    for name, value in straight.parameters.items():
        assert torch.equal(value, stopped.parameters[name]), name
        assert torch.equal(straight.average[name], stopped.average[name]), name


def _train_until_killed(folder: Path, pairs: Pairs, architecture: Architecture) -> None:
    start = (architecture, random_parameters(architecture, seed=5))
    settings = replace(SETTINGS, checkpoint_seconds=0.0)
    Trainer(folder, pairs, start, Open(), settings, lambda _: None).run()


def test_a_killed_run_goes_on_with_the_same_losses(material: Material, tmp_path: Path) -> None:
    killed, straight = tmp_path / "killed", tmp_path / "straight"
    killed.mkdir()
    context = multiprocessing.get_context("spawn")
    pairs = encode_pairs(material.data, material.vocabulary, tmp_path, lambda _: None)
    process = context.Process(
        target=_train_until_killed, args=(killed, pairs, material.architecture)
    )
    process.start()
    # Killed at any instant once some checkpoints were written, most likely while writing one.
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if (killed / "metrics.jsonl").is_file() and len(_rows(killed)) >= 4:
            break
        time.sleep(0.05)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    reached = load_checkpoint(killed).progress.step
    assert reached >= 3
    _trainer(material, killed).run(max_steps=reached + 3)
    _trainer(material, straight).run(max_steps=reached + 3)
    expected = _losses(straight)
    after = {step: loss for step, loss in _losses(killed).items() if step > reached}
    assert after == {step: expected[step] for step in after}
    assert sorted(after) == [reached + 1, reached + 2, reached + 3]


def test_sigterm_ends_it_with_a_checkpoint(material: Material, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()

    def stop_at_the_third_step(text: str) -> None:
        if text.startswith("step 3 "):
            os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    start = (material.architecture, random_parameters(material.architecture, seed=5))
    trainer = Trainer(folder, material.pairs, start, Open(), SETTINGS, stop_at_the_third_step)
    assert trainer.run().step == 3
    assert load_checkpoint(folder).progress.step == 3
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_budget_ends_by_itself_at_rate_zero(material: Material, tmp_path: Path) -> None:
    progress = _trainer(material, tmp_path, Budget(0.04)).run()
    assert progress.elapsed_seconds >= 2.4
    last = json.loads(_rows(tmp_path)[-1])
    warm_up = min(1.0, last["step"] / WARM_UP_STEPS)
    assert last["rate_factor"] < 0.5 * warm_up
    with pytest.raises(ConfigError, match=r"already 0\.0 minutes old: give more --minutes"):
        _trainer(material, tmp_path, Budget(0.04))


def test_a_start_without_a_step_keeps_the_moving_average(
    material: Material, tmp_path: Path
) -> None:
    _trainer(material, tmp_path).run(max_steps=3)
    before = (tmp_path / CHECKPOINT).read_bytes()
    with pytest.raises(ConfigError, match="give more --minutes"):
        _trainer(material, tmp_path, Budget(1e-6))
    assert _trainer(material, tmp_path, Budget(60)).run(max_steps=3).step == 3
    assert (tmp_path / CHECKPOINT).read_bytes() == before


@pytest.mark.parametrize("checkpoint_seconds", [0.0, 300.0])
def test_weights_that_overflow_end_the_run_and_are_not_kept(
    material: Material, tmp_path: Path, checkpoint_seconds: float
) -> None:
    _trainer(material, tmp_path).run(max_steps=3)
    before = (tmp_path / CHECKPOINT).read_bytes()
    settings = replace(SETTINGS, adam_rate=float("inf"), checkpoint_seconds=checkpoint_seconds)
    with pytest.raises(NordigestError, match=r"step [45]: .* lower --muon-rate"):
        _trainer(material, tmp_path, settings=settings).run(max_steps=9)
    assert (tmp_path / CHECKPOINT).read_bytes() == before


def test_pairs_beyond_the_positions_stay_out(material: Material, tmp_path: Path) -> None:
    said: list[str] = []
    longest = int(material.pairs.source_lengths().max())
    assert longest > 24
    few = replace(material, architecture=replace(material.architecture, positions=27))
    _trainer(few, tmp_path, said=said).run(max_steps=2)
    assert "the model has 27 positions: pairs of up to 24 tokens are used, not of 72" in said
    none = replace(material, architecture=replace(material.architecture, positions=11))
    with pytest.raises(ModelError, match="11 positions: 12 at least"):
        _trainer(none, tmp_path / "none")


def test_new_weights_begin_with_all_pairs_where_none_are_short(
    material: Material, tmp_path: Path
) -> None:
    chosen = pair_shapes(material.pairs, 72, 72) > 24
    assert chosen.sum() > 20
    pairs = _only(material.pairs, chosen.nonzero()[0].tolist())
    said: list[str] = []
    _trainer(replace(material, pairs=pairs), tmp_path, Budget(60, new_weights=True), said=said).run(
        max_steps=2
    )
    assert any("beginning with all pairs" in text for text in said)
    assert load_checkpoint(tmp_path).progress.position == 2


def _only(pairs: Pairs, indices: list[int]) -> Pairs:
    def side(flat: Ids, offsets: Offsets) -> tuple[Ids, Offsets]:
        parts = [flat[offsets[i] : offsets[i + 1]] for i in indices]
        return np.concatenate(parts), np.cumsum([0, *(len(part) for part in parts)])

    sources = side(pairs.sources, pairs.source_offsets)
    return Pairs(*sources, *side(pairs.targets, pairs.target_offsets), "some")


def test_rows_beyond_the_checkpoint_are_dropped(material: Material, tmp_path: Path) -> None:
    _trainer(material, tmp_path).run(max_steps=3)
    rows = _rows(tmp_path)
    lost = json.dumps(json.loads(rows[-1]) | {"step": 4, "loss": 99.0})
    (tmp_path / "metrics.jsonl").write_text("\n".join([*rows, lost, '{"step": 5, "lo']))
    _trainer(material, tmp_path).run(max_steps=5)
    assert _rows(tmp_path)[:3] == rows
    assert [json.loads(row)["step"] for row in _rows(tmp_path)] == [1, 2, 3, 4, 5]
    assert _losses(tmp_path)[4] < 99


def test_a_checkpoint_of_another_shape_is_refused(material: Material, tmp_path: Path) -> None:
    _trainer(material, tmp_path).run(max_steps=1)
    other = replace(material, architecture=replace(material.architecture, d_model=64))
    with pytest.raises(ModelError, match="another shape"):
        _trainer(other, tmp_path)


def test_the_average_trails_the_weights(material: Material, tmp_path: Path) -> None:
    settings = replace(SETTINGS, average_decay=0.5)
    _trainer(material, tmp_path, settings=settings).run(max_steps=30)
    checkpoint = load_checkpoint(tmp_path)
    name = "model.encoder.layers.0.fc1.weight"
    start = random_parameters(material.architecture, seed=5)[name]
    weights, average = checkpoint.parameters[name], checkpoint.average[name]
    assert 0 < (weights - average).norm() < 0.5 * (weights - start).norm()
    assert checkpoint.progress.averaged


def test_other_data_are_read_from_their_start_and_that_is_said(
    material: Material, tmp_path: Path
) -> None:
    _trainer(material, tmp_path).run(max_steps=3)
    said: list[str] = []
    other = replace(material, pairs=replace(material.pairs, digest="other"))
    _trainer(other, tmp_path, said=said).run(max_steps=4)
    assert any("data changed" in text for text in said)
    assert load_checkpoint(tmp_path).progress.position == 1


def test_another_vocabulary_is_refused(material: Material, tmp_path: Path) -> None:
    _trainer(material, tmp_path).run(max_steps=1)
    assert load_checkpoint(tmp_path).progress.vocabulary == material.pairs.vocabulary
    other = replace(material, pairs=replace(material.pairs, vocabulary="other"))
    with pytest.raises(InputError, match="another vocabulary"):
        _trainer(other, tmp_path)


def test_a_checkpoint_from_before_vocabularies_were_kept_goes_on(
    material: Material, tmp_path: Path
) -> None:
    unknown = replace(material, pairs=replace(material.pairs, vocabulary=""))
    _trainer(unknown, tmp_path).run(max_steps=1)
    _rewrite_progress(tmp_path, "vocabulary")
    assert _trainer(material, tmp_path).run(max_steps=2).vocabulary == material.pairs.vocabulary


def _rewrite_progress(folder: Path, without: str) -> None:
    """Take a field out of a checkpoint, as an older version wrote it."""
    path = folder / CHECKPOINT
    with safe_open(path, framework="pt") as stored:
        progress = json.loads(stored.metadata()["progress"])
        tensors = {key: stored.get_tensor(key) for key in stored.keys()}  # noqa: SIM118
    del progress[without]
    save_file(tensors, path, metadata={"progress": json.dumps(progress)})


def test_too_long_pairs_are_counted_aloud(material: Material, tmp_path: Path) -> None:
    said: list[str] = []
    _trainer(material, tmp_path, settings=replace(SETTINGS, max_source=12), said=said)
    assert any("too long and stay out" in text for text in said)


def test_a_broken_checkpoint_is_named(material: Material, tmp_path: Path) -> None:
    (tmp_path / CHECKPOINT).write_bytes(b"no checkpoint")
    with pytest.raises(ModelError, match="not a checkpoint of this trainer"):
        _trainer(material, tmp_path)


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_checkpoint(folder).parameters


def test_a_frozen_encoder_stays_as_it_began_until_its_minutes_are_over(
    material: Material, tmp_path: Path
) -> None:
    began = random_parameters(material.architecture, seed=5)
    _trainer(material, tmp_path, settings=replace(SETTINGS, frozen_minutes=60)).run(max_steps=3)
    frozen = _weights(tmp_path)
    _trainer(material, tmp_path).run(max_steps=5)
    thawed = _weights(tmp_path)
    for name, value in began.items():
        if name.startswith(ENCODER):
            assert torch.equal(value, frozen[name]), name
            assert not torch.equal(value, thawed[name]), name
        elif name.endswith("weight"):
            assert not torch.equal(value, frozen[name]), name


def test_a_device_that_is_not_there_is_refused(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ConfigError, match=r"no CUDA device is there.*leave --device out"):
        _trainer(material, tmp_path, settings=replace(SETTINGS, device="cuda"))
    assert not (tmp_path / CHECKPOINT).exists()


def test_a_checkpoint_of_an_older_trainer_is_refused_and_kept(
    material: Material, tmp_path: Path
) -> None:
    _trainer(material, tmp_path).run(max_steps=1)
    path = tmp_path / CHECKPOINT
    with safe_open(path, framework="pt") as stored:
        metadata = stored.metadata()
        tensors = {key: stored.get_tensor(key) for key in stored.keys()}  # noqa: SIM118
    older = {key.replace("muon.rest.", "muon."): value for key, value in tensors.items()}
    save_file(older, path, metadata=metadata)
    before = path.read_bytes()
    with pytest.raises(ModelError, match=r"of an older trainer.*another --out"):
        _trainer(material, tmp_path)
    assert path.read_bytes() == before
