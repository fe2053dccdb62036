"""The default engine with the embedded model, as users get it."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.core.derived import AlteredFolderWarning
from pipeline.engines import ctranslate2
from pipeline.engines.base import Decoding
from pipeline.engines.batching import bends
from pipeline.engines.loading import load_seq2seq
from pipeline.engines.tokenization import MarianTokenizer, target_prefix
from pipeline.errors import ModelError
from pipeline.weights.conversion import (
    conversion_path,
    conversions_folder,
    convert,
)
from pipeline.weights.names import ModelFolder, resolve
from pipeline.weights.shortlist import read_shortlist
from tests.engines import tiny_models
from tests.engines.tiny_models import LINES

EMBEDDED = "embedded:gmq-en-small"


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORDIGEST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def model() -> ModelFolder:
    return resolve(EMBEDDED)


@pytest.fixture(scope="module")
def engine(model):
    return load_seq2seq(model, engine="ctranslate2", compute_type="int8", threads=1)


@pytest.mark.integration
def test_the_text_does_not_depend_on_what_stands_in_the_batch(model, engine):
    decoding = Decoding(max_ratio=2.0)
    together = list(engine.generate(LINES, decoding))
    alone = [next(engine.generate([line], decoding)) for line in LINES[::4]]
    assert [h.text for h in alone] == [h.text for h in together[::4]]
    assert [h.score for h in alone] == pytest.approx([h.score for h in together[::4]], abs=1e-5)
    shuffled = sorted(LINES, key=lambda line: line[::-1])
    small = load_seq2seq(
        model, engine="ctranslate2", compute_type="int8", threads=2, batch_tokens=64
    )
    by_line = dict(zip(shuffled, small.generate(shuffled, decoding), strict=True))
    assert [by_line[line].text for line in LINES] == [h.text for h in together]


@pytest.mark.integration
def test_a_score_does_not_depend_on_what_stands_in_the_batch(engine):
    decoding = Decoding(beam_size=2, no_repeat_ngram_size=3, max_ratio=2.0)
    together = list(engine.generate(LINES, decoding))
    alone = [next(engine.generate([line], decoding)) for line in LINES[::4]]
    assert [h.score for h in alone] == pytest.approx([h.score for h in together[::4]], abs=1e-5)


@pytest.mark.integration
def test_scores_are_mean_log_probabilities_whatever_the_length_penalty(engine):
    # Greedily, the penalty cannot change the text, so the score must stay as well.
    scores = [
        [h.score for h in engine.generate(LINES[:8], Decoding(beam_size=1, length_penalty=penalty))]
        for penalty in (0.0, 1.0, 2.0)
    ]
    assert scores[0] == pytest.approx(scores[1], abs=1e-4)
    assert scores[2] == pytest.approx(scores[1], abs=1e-4)
    assert all(-4 < score < 0 for score in scores[0])


@pytest.mark.integration
def test_rescoring_gives_the_score_of_the_search(engine, monkeypatch):
    plain = list(engine.generate(LINES[:8], Decoding(beam_size=1)))
    monkeypatch.setattr(ctranslate2, "bends", lambda *_: True)
    again = list(engine.generate(LINES[:8], Decoding(beam_size=1)))
    assert [each.text for each in again] == [each.text for each in plain]
    assert [each.score for each in again] == pytest.approx([e.score for e in plain], abs=0.01)


@pytest.mark.integration
def test_forbidding_what_is_not_repeated_changes_no_score(engine):
    plain = list(engine.generate(LINES[:30], Decoding(beam_size=1)))
    bound = list(engine.generate(LINES[:30], Decoding(beam_size=1, no_repeat_ngram_size=3)))
    same = [(a, b) for a, b in zip(plain, bound, strict=True) if a.text == b.text]
    assert len(same) >= 20
    # Those with a repeated pair are scored afterwards, with other rounding.
    assert [a.score for a, _ in same] == pytest.approx([b.score for _, b in same], abs=0.01)
    assert sum(a.score == b.score for a, b in same) >= 10


def test_a_repeated_beginning_may_have_bent_the_score():
    decoding = Decoding(no_repeat_ngram_size=3)
    assert not bends(decoding, ["a", "b", "c", "d", "a", "</s>"])
    assert not bends(decoding, ["a", "b", "c", "</s>", "a", "b"])
    assert bends(decoding, ["a", "b", "c", "a", "b", "</s>"])
    assert not bends(Decoding(), ["a", "a", "a", "a"])
    assert bends(Decoding(no_repeat_ngram_size=1), ["a", "b"])
    assert bends(Decoding(no_repeat_ngram_size=2), ["a", "b", "a", "c"])


@pytest.mark.integration
def test_the_ratio_limits_each_text_by_its_own_length(engine):
    long, short = " ".join(LINES[:3]), LINES[0]
    decoding = Decoding(max_ratio=0.0)
    cut = list(engine.generate([long, short], decoding))
    assert not cut[0].finished
    assert len(cut[0].text.split()) <= 16
    assert next(engine.generate([short], decoding)) == cut[1]


@pytest.mark.integration
def test_names_are_linked_to_themselves(engine):
    texts = [line for line in LINES if "Oslo" in line or "Odense" in line or "Kenya" in line]
    found = 0
    for text, hypothesis in zip(
        texts, engine.generate(texts, Decoding(alignment=True)), strict=True
    ):
        assert hypothesis.alignment
        for start, end, first, last in hypothesis.alignment:
            assert text[start:end].strip() == text[start:end] != ""
            assert hypothesis.text[first:last].strip() == hypothesis.text[first:last] != ""
        links = {(text[a:b], hypothesis.text[c:d]) for a, b, c, d in hypothesis.alignment}
        found += sum((name, name) in links for name in ("Oslo", "Odense", "Kenya"))
    assert found >= 2


@pytest.mark.integration
def test_links_do_not_depend_on_the_batch(engine):
    decoding = Decoding(alignment=True)
    same = sorted(LINES, key=lambda line: engine.count_tokens([line])[0])[20:36]
    together = list(engine.generate(same, decoding))
    assert [next(engine.generate([text], decoding)).alignment for text in same] == [
        hypothesis.alignment for hypothesis in together
    ]


@pytest.mark.integration
def test_a_shortlist_of_the_folder_is_used(model, tmp_path):
    folder = tmp_path / "listed"
    folder.mkdir()
    for file in model.path.iterdir():
        if file.name != "manifest.json":
            (folder / file.name).write_bytes(file.read_bytes())
    allowed = ["▁the", "▁of", "▁and", "."]
    # An entry without a source token holds the words every translation may use.
    (folder / "vmap.txt").write_text("\t" + " ".join(allowed) + "\n", encoding="utf-8")
    listed = resolve(str(folder))
    assert listed.digest != model.digest
    engine = load_seq2seq(listed, engine="ctranslate2", compute_type="int8", canary=False)
    words = " ".join(h.text for h in engine.generate(LINES[:4], Decoding(max_tokens=10))).split()
    assert set("".join(words).replace("the", "").replace("of", "").replace("and", "")) <= {"."}


@pytest.mark.integration
def test_both_engines_keep_to_the_shortlist(model, tmp_path):
    folder = tmp_path / "listed"
    folder.mkdir()
    for file in model.path.iterdir():
        if file.name not in {"manifest.json", "vmap.txt"}:
            (folder / file.name).write_bytes(file.read_bytes())
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    allowed = [token for token in vocabulary if token not in {"▁the", "▁The", "▁a"}]
    (folder / "vmap.txt").write_text("\t" + " ".join(allowed) + "\n", encoding="utf-8")
    fast, reference = (
        load_seq2seq(
            resolve(str(folder)), engine=name, compute_type="float32", canary=False, threads=2
        )
        for name in ("ctranslate2", "transformers")
    )
    decoding = Decoding(beam_size=2, max_ratio=2.0)
    left = list(fast.generate(LINES[:8], decoding))
    right = list(reference.generate(LINES[:8], decoding))
    assert [h.text for h in left] == [h.text for h in right]
    assert [h.score for h in left] == pytest.approx([h.score for h in right], abs=1e-3)
    free = load_seq2seq(model, engine="ctranslate2", compute_type="float32", threads=2)
    for text, without in zip(free.generate(LINES[:8], decoding), left, strict=True):
        assert {"the", "a"}.isdisjoint(without.text.split())
        assert without.text != text.text or {"the", "a"}.isdisjoint(text.text.split())


def test_a_shortlist_by_source_words_is_refused(model, tmp_path):
    shutil.copytree(model.path, tmp_path / "keyed")
    (tmp_path / "keyed" / "vmap.txt").write_text("\t▁the .\n▁hus\t▁house\n", encoding="utf-8")
    with pytest.raises(ModelError, match="depend on their neighbours"):
        read_shortlist(tmp_path / "keyed")


@pytest.mark.integration
def test_texts_that_spell_special_tokens_stay_text(model):
    tokens = MarianTokenizer(model.path).encode(["Hun skrev </s> og <pad> og >>fin<< der."])[0]
    assert tokens.count("</s>") == 1
    assert not {"<pad>", ">>fin<<"} & set(tokens)


def test_a_multi_target_model_is_asked_for_english(tmp_path):
    folder = tiny_models.save_marian(tmp_path / "many", targets=(">>deu<<", ">>eng<<"))
    assert MarianTokenizer(folder).encode(["Oslo"])[0][0] == ">>eng<<"
    assert target_prefix({"▁the": 0, "</s>": 1}, "single") == []
    with pytest.raises(ModelError, match="does not translate to English"):
        target_prefix({">>deu<<": 0, ">>fra<<": 1}, "other")


def test_a_conversion_is_made_once(tmp_path):
    model = resolve(str(tiny_models.save_marian(tmp_path / "tiny")))
    first = convert(model, "int8")
    stamp = (first / "model.bin").stat().st_mtime_ns
    assert convert(model, "int8") == first
    assert (first / "model.bin").stat().st_mtime_ns == stamp
    assert convert(model, "int8_float32") == first
    assert convert(model, "float32") != first


@pytest.mark.parametrize("change", ["edit", "add", "remove", "unlist"])
def test_an_altered_conversion_is_made_again(tmp_path, change):
    model = resolve(str(tiny_models.save_marian(tmp_path / f"altered-{change}", seed=17)))
    final = convert(model, "int8")
    whole = (final / "model.bin").read_bytes()
    if change == "edit":
        (final / "model.bin").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    elif change == "add":
        (final / "vmap.txt").write_text("x")
    elif change == "remove":
        (final / "config.json").unlink()
    else:
        (final / "sha256.json").unlink()
    with pytest.warns(AlteredFolderWarning, match="was altered, and is made again"):
        assert convert(model, "int8") == final
    assert (final / "model.bin").read_bytes() == whole
    assert not (final / "vmap.txt").exists()
    assert convert(model, "int8") == final


def test_two_processes_convert_at_once_without_a_clash(tmp_path):
    folder = tiny_models.save_marian(tmp_path / "twice", seed=11)
    workers = [_conversion(folder) for _ in range(2)]
    paths = {worker.communicate(timeout=120)[0].strip() for worker in workers}
    assert [worker.returncode for worker in workers] == [0, 0]
    assert len(paths) == 1
    assert Path(paths.pop(), "model.bin").exists()
    assert not list(conversions_folder().glob(".partial-*"))


def test_a_killed_conversion_leaves_nothing_under_the_final_name(tmp_path):
    folder = tiny_models.save_marian(tmp_path / "killed", seed=13)
    model = resolve(str(folder))
    final = conversion_path(model, "int8")
    partial = final.with_name(f".partial-{final.name}")
    worker = _conversion(folder, pause=30)
    try:
        deadline = time.monotonic() + 60
        while not partial.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert partial.exists()
    finally:
        worker.kill()
        worker.communicate()
    assert not final.exists()
    assert convert(model, "int8") == final
    assert not partial.exists()


def test_a_start_embedding_that_is_not_zero_is_refused(tmp_path):
    from transformers import MarianMTModel

    folder = tiny_models.save_marian(tmp_path / "start")
    weights = MarianMTModel.from_pretrained(folder)
    weights.model.shared.weight.data[-1] = 0.3
    weights.save_pretrained(folder)
    with pytest.raises(ModelError, match="zero embedding"):
        convert(resolve(str(folder)), "int8")


def test_missing_weights_are_refused(tmp_path):
    from safetensors.torch import load_file, save_file

    folder = tiny_models.save_marian(tmp_path / "missing")
    tensors = load_file(folder / "model.safetensors")
    dropped = next(name for name in tensors if "fc1" in name)
    del tensors[dropped]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="lacks the weights"):
        convert(resolve(str(folder)), "int8")


def test_an_unwritable_cache_is_one_clear_sentence(tmp_path, monkeypatch):
    model = resolve(str(tiny_models.save_marian(tmp_path / "tiny")))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="NORDIGEST_CACHE"):
        convert(model, "int8")


def test_a_type_the_machine_lacks_is_named(model):
    with pytest.raises(ModelError, match="set compute_type to"):
        load_seq2seq(model, engine="ctranslate2", compute_type="float16", device="cpu")


@pytest.mark.integration
def test_translating_imports_neither_torch_nor_transformers(model):
    convert(model, "int8")
    program = (
        "import sys\n"
        "from pipeline.engines.base import Decoding\n"
        "from pipeline.engines.loading import load_seq2seq\n"
        "from pipeline.weights.names import resolve\n"
        f"engine = load_seq2seq(resolve({EMBEDDED!r}), engine='ctranslate2', compute_type='int8')\n"
        "print(next(engine.generate(['Hun bor i Oslo.'], Decoding())).text)\n"
        "print([name for name in ('torch', 'transformers', 'tokenizers') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    text, imported = done.stdout.splitlines()
    assert "Oslo" in text
    assert imported == "[]"


def _conversion(folder: Path, pause: float = 0) -> subprocess.Popen[str]:
    """Start a process that converts a model; `pause` holds it once its partial folder is there."""
    hold = (
        "import os, shutil, time\n"
        "from pathlib import Path\n"
        "def hold(event, arguments):\n"
        "    if event == 'open' and '.partial-' in str(arguments[0]) "
        "and str(arguments[0]).endswith('model.bin'):\n"
        f"        time.sleep({pause})\n"
        "import sys; sys.addaudithook(hold)\n"
    )
    program = (
        (hold if pause else "")
        + "from pipeline.weights.conversion import convert\n"
        + "from pipeline.weights.names import resolve\n"
        + f"print(convert(resolve({str(folder)!r}), 'int8'))\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
