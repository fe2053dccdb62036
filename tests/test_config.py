from pathlib import Path

import pytest

from pipeline.cli.reference import config_reference
from pipeline.config import Config, NorwegianTagWarning, load_config
from pipeline.errors import ConfigError

ROOT = Path(__file__).parent.parent
MINIMAL = {"sources": [{"path": "seeds"}]}


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_ready_configs_are_valid(path):
    assert load_config(path).sources


def test_the_reference_page_is_current():
    assert (ROOT / "docs/config.md").read_text(encoding="utf-8") == config_reference()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"translat": {}}, "config translat: unknown key: did you mean translate?"),
        ({"translate": {"beam": 2}}, "unknown key: did you mean translate.beam_size?"),
        (
            {"ray": {"translate": {"cpus": 1}}},
            "ray.translate: unknown key: write ray.cpus, ray.gpus",
        ),
        ({"summarize": {"no_repeat_ngram": 2}}, "write summarize.no_repeat_ngram_size"),
        ({"max_sentences": 2}, "unknown key: did you mean summarize.max_sentences?"),
        ({"sources": [{"path": "x", "colums": {}}]}, "did you mean sources.columns?"),
        ({"sources": [{"path": "x", "language": False}]}, "quote it ('no'), or write nb"),
        ({"translate": {"languages": [False]}}, "quote it ('no'), or write nb"),
        ({"translate": {"beam_size": 0}}, "must be greater than or equal to 1 (it says 0)"),
        ({"output": {"formats": ["pdf"]}}, "config output.formats.0: must be 'jsonl'"),
    ],
)
def test_mistakes_are_answered_with_the_place_and_the_fix(raw, sentence):
    with pytest.raises(ConfigError) as caught:
        Config.model_validate(MINIMAL | raw)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_means_bokmaal_with_a_warning():
    with pytest.warns(NorwegianTagWarning, match="taken for nb"):
        config = Config.model_validate({"sources": [{"path": "x", "language": "no"}]})
    assert config.sources[0].language == "nb"


def test_overrides(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text("sources: [{path: seeds}]\n")
    changed = load_config(path, ["summarize.max_sentences=2", "output.formats=[tsv]"])
    assert changed.summarize.max_sentences == 2
    assert changed.output.formats == ("tsv",)


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ("summarize.max_sentences", "write it as key=value"),
        ("sources.path=x", "a list is set as a whole, as --set 'sources=[...]'"),
        ("sources[0].language=nb", "a list is set as a whole, as --set 'sources=[...]'"),
        ("sources.columns.text=tekst", "a list is set as a whole, as --set 'sources=[...]'"),
        ("output.formats[0]=tsv", "as --set 'output.formats=[...]'"),
        ("digest.period.x=y", "digest.period is not a section"),
        ("summarize.max_sentence=2", "did you mean summarize.max_sentences?"),
        ("translate.beam_size=[", "not valid YAML"),
    ],
)
def test_wrong_overrides(tmp_path, override, sentence):
    path = tmp_path / "c.yaml"
    path.write_text("sources: [{path: seeds}]\ndigest: {period: week}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path, [override])
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sources: [", "is not valid YAML"),
        ("sources:\n\t- path: x\n", "is not valid YAML in line 2 (found character '\\t'"),
        ("sources:\n\t- path: x\n", "indent with spaces"),
        ("sources:\n  - path: x\n   language: nb\n", "in line 3"),
        ("sources:\n  - path: a\n    path: b\n", "in line 3 (path is twice in one section): keep"),
        ("digest: {}\nsources: [{path: a}]\ndigest: {}\n", "digest is twice"),
        ("- a\n", "must hold keys and values"),
        ("sources: !!python/object:os.system {}", "is not valid YAML"),
    ],
)
def test_files_that_are_no_config(tmp_path, text, sentence):
    path = tmp_path / "c.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert sentence in str(caught.value)


def test_a_missing_config(tmp_path):
    with pytest.raises(ConfigError, match="name one that exists"):
        load_config(tmp_path / "none.yaml")
