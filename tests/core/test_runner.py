from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.runner import CachingResolver, walk
from pipeline.core.store import Store
from pipeline.documents import Document, Failure
from pipeline.errors import MachineError, ModelError
from pipeline.executors.local import LocalExecutor
from tests.core.stubs import Upper, Words, document, english


def process(texts, stages, store, window=3, **options):
    told = []
    resolver = CachingResolver(store, LocalExecutor(), lambda *each: told.append(each), **options)
    documents = [document(text, f"{n}.txt") for n, text in enumerate(texts)]
    return list(walk(documents, stages, resolver, window)), resolver, told


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store.sqlite") as opened:
        yield opened


def test_documents_go_through_the_stages_in_order(store):
    done, _, _ = process(["en to", "tre", "fire fem en"], [Words(), Upper()], store, window=2)
    assert [english(each) for each in done] == ["EN TO", "TRE", "FIRE FEM EN"]


def test_a_repeated_unit_is_computed_once(store):
    upper = Upper()
    process(["en to", "to en en", "to"], [Words(), upper], store, window=1)
    assert sorted(upper.computed) == ["en", "to"]


def test_a_rerun_computes_nothing(store):
    process(["en to", "tre"], [Words(), Upper()], store)
    words, upper = Words(), Upper()
    done, resolver, _ = process(["tre", "en to"], [words, upper], store)
    assert [english(each) for each in done] == ["TRE", "EN TO"]
    assert (words.calls, upper.computed, resolver.computed) == ([], [], {})


def test_a_changed_setting_computes_its_stage_only(store):
    process(["en to"], [Words(), Upper()], store)
    done, resolver, _ = process(["en to"], [Words(), Upper(suffix="!")], store)
    assert english(done[0]) == "EN! TO!"
    assert resolver.computed == {"translate": 2}


def test_one_bad_unit_fails_its_document_only(store):
    done, _, _ = process(["en to", "en bad", "tre"], [Words(), Upper()], store)
    assert [type(each) for each in done] == [Document, Failure, Document]
    assert done[1] == Failure("1.txt", "translate", "ValueError: cannot do 'bad'", "en bad")


def test_a_document_without_units_fails_with_its_reason(store):
    done, _, _ = process(["hopeless case", "en"], [Words(), Upper()], store)
    assert done[0] == Failure("0.txt", "segment", "hopeless text", "hopeless case")
    assert english(done[1]) == "EN"


def test_failures_are_remembered_until_asked_for(store):
    process(["en bad"], [Words(), Upper()], store)
    again, resolver, _ = process(["en bad"], [Words(), Upper(bad="other")], store)
    assert isinstance(again[0], Failure)
    assert resolver.computed == {}
    mended, resolver, _ = process(
        ["en bad"], [Words(), Upper(bad="other")], store, retry_failed=True
    )
    assert english(mended[0]) == "EN BAD"
    assert resolver.computed == {"translate": 1}


def test_a_retried_unit_is_tried_once_in_a_run(store):
    process(["bad", "bad bad"], [Words(), Upper()], store, window=1)
    done, resolver, _ = process(["bad", "bad bad"], [Words(), Upper()], store, 1, retry_failed=True)
    assert [type(each) for each in done] == [Failure, Failure]
    assert resolver.computed == {"translate": 1}


def test_a_missing_model_stops_the_run(store):
    class NoModel(Upper):
        def compute(self, payloads):
            msg = f"model missing for {len(payloads)} units"
            raise ModelError(msg)

    with pytest.raises(ModelError):
        process(["en"], [Words(), NoModel()], store)


def test_a_full_disk_stops_the_run_and_is_no_units_failure(store):
    class NoSpace(Upper):
        def compute(self, payloads):
            raise OSError(28, f"No space left on device for {len(payloads)}")

    with pytest.raises(MachineError, match="translate cannot go on"):
        process(["en"], [Words(), NoSpace()], store)
    done, _, _ = process(["en"], [Words(), Upper()], store)
    assert english(done[0]) == "EN"


def test_progress_adds_up(store):
    _, _, told = process(["en to", "tre fire"], [Words(), Upper()], store, window=1)
    done = sum(done for stage, done, _ in told if stage == "translate")
    wanted = sum(wanted for stage, _, wanted in told if stage == "translate")
    assert done == wanted == 4


@settings(max_examples=30, deadline=None)
@given(
    texts=st.lists(st.text("ab ", min_size=1).filter(str.strip), max_size=8),
    windows=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_the_window_changes_nothing(tmp_path_factory, texts, windows):
    folder: Path = tmp_path_factory.mktemp("windows")
    results = []
    for window in windows:
        with Store(folder / f"{len(results)}.sqlite") as store:
            results.append(process(texts, [Words(), Upper()], store, window)[0])
    assert results[0] == results[1]
    assert len(results[0]) == len(texts)
