import json
import zipfile

import pytest
from typer import Typer
from typer.testing import CliRunner

from pipeline.errors import ConfigError, NordigestError
from pipeline.weights.names import locate
from tests.benchmarks import translation as bench
from tests.benchmarks.bare import Shape, write_random_model
from tests.benchmarks.processes import Finished
from tests.benchmarks.translate import main
from tests.benchmarks.translation_systems import Job, run_job, translate_all

app = Typer()
app.command()(main)

TEXTS = ("Vi skal stemme om dette i dag.", "Kommisjonen har svart.")


@pytest.fixture
def files(tmp_path):
    source, reference = tmp_path / "nb.txt", tmp_path / "en.txt"
    source.write_text("\n".join(TEXTS) + "\n", encoding="utf-8")
    reference.write_text("We shall vote on this today.\nThe Commission replied.\n")
    return [str(source), str(reference)]


def setting(tmp_path) -> bench.Setting:
    return bench.Setting(
        "embedded:gmq-en-small", TEXTS, ("We shall vote.", "It replied."), "nb", 1, 1, tmp_path
    )


@pytest.mark.integration
def test_rows_compare_the_systems_on_the_same_sentences(files):
    arguments = [*files, "--from", "nb", "--repeats", "1", "--beam-size", "1"]
    result = CliRunner().invoke(
        app, [*arguments, "--systems", "ctranslate2,nordigest", "--json"], catch_exceptions=False
    )
    rows = json.loads(result.stdout.splitlines()[-1])["rows"]
    assert [row["system"] for row in rows] == ["nordigest", "ctranslate2"]
    for row in rows:
        assert row["model"] == "embedded:gmq-en-small"
        assert row["words_per_second"] > 0
        assert row["peak_rss_mb"] > 50
        assert row["chrf"] > 30
    assert rows[0]["ratio"] == 1.0
    assert rows[1]["ratio"] > 0


@pytest.mark.integration
def test_thepack_for_argos_holds_the_same_weights(tmp_path):
    package = bench.pack_for_argos(setting(tmp_path), tmp_path)
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        config = json.loads(archive.read("translate-nb_en/model/config.json"))
    assert {"translate-nb_en/metadata.json", "translate-nb_en/sentencepiece.model"} <= names
    assert "translate-nb_en/model/model.bin" in names
    assert config["add_source_eos"] is True


@pytest.mark.integration
@pytest.mark.parametrize("system", ["nordigest", "ctranslate2", "transformers"])
def test_an_untrained_model_writes_texts_of_the_length_it_is_told(tmp_path, monkeypatch, system):
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "cache"))
    shape = Shape(layers=1, width=32, feed_forward=64, heads=2, pieces=24_100)
    write_random_model(tmp_path / "model", locate("embedded:gmq-en-small"), shape)
    job = Job(system, str(tmp_path / "model"), list(TEXTS), "nb", 2, 1, 1, length=6)
    made = run_job(job)
    assert made["seconds"] > 0
    assert len(made["texts"]) == len(TEXTS)
    assert all(made["texts"])


def test_texts_come_again_as_others_until_the_count_is_met():
    asked = []

    def translate(texts):
        asked.extend(texts)
        return [text.upper() for text in texts]

    texts = ["a", "b", "c"]
    made = translate_all(translate, texts, 7, keep=True)
    assert made == [text.upper() for text in asked]
    assert [text[0] for text in asked] == ["a", "b", "c", "a", "b", "c", "a"]
    assert asked[:3] == texts
    assert len(set(asked)) == 7
    assert asked[3] == "a https://example.org/3"
    assert translate_all(translate, texts, 7, keep=False) == []


def test_ratios_compare_to_nordigest_wherever_it_is_named():
    assert bench.ours_first(["argos", "nordigest", "ctranslate2"]) == [
        "nordigest",
        "argos",
        "ctranslate2",
    ]
    assert bench.ours_first(["transformers", "argos"]) == ["transformers", "argos"]


def test_an_unknown_system_is_named(files):
    result = CliRunner().invoke(app, [*files, "--from", "nb", "--systems", "marian"])
    assert isinstance(result.exception, ConfigError)
    assert "marian" in str(result.exception)


def test_a_failed_process_is_told_with_its_last_words():
    with pytest.raises(NordigestError, match=r"argos process ended with code 3: .*out of memory"):
        bench.check_ended(Finished(3, 1.0, 1.0, "", "Traceback\nout of memory\n"), "argos")
