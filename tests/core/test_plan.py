import pytest

from pipeline.core.plan import CountingResolver
from pipeline.core.runner import CachingResolver, walk
from pipeline.core.store import Store
from pipeline.executors.local import LocalExecutor
from tests.core.stubs import Upper, Words, document


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store.sqlite") as opened:
        yield opened


def run(store, documents, stages):
    resolver = CachingResolver(store, LocalExecutor(), lambda *_: None)
    list(walk(documents, stages, resolver, 2))
    store.remember_inputs((each.sources[0], each.id) for each in documents)
    store.mark_used(stage.fingerprint for stage in stages)
    return resolver.computed


def plan(store, documents, stages):
    planning = CountingResolver(store, stages)
    list(walk(documents, stages, planning, 2))
    return planning.plans


BASE = [document("en to", "1.txt"), document("tre", "2.txt")]
EDITS = {
    "nothing": BASE,
    "added": [*BASE, document("fire en", "3.txt")],
    "removed": BASE[:1],
    "renamed": [document("en to", "new.txt"), BASE[1]],
    "edited": [document("en fem", "1.txt"), BASE[1]],
    "repeated words": [document("syv syv", "1.txt"), document("syv otte", "2.txt")],
}
STAGES = {
    "same": lambda: [Words(), Upper()],
    "setting": lambda: [Words(), Upper(suffix="!")],
    "model": lambda: [Words(), Upper(model="b" * 64)],
    "code": lambda: [Words(code=2), Upper()],
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("stages", STAGES)
def test_a_run_computes_what_was_planned(store, edit, stages):
    run(store, BASE, [Words(), Upper()])
    planned = plan(store, EDITS[edit], STAGES[stages]())
    computed = run(store, EDITS[edit], STAGES[stages]())
    assert {name: each.due for name, each in planned.items() if each.due} == computed


@pytest.mark.parametrize(
    ("edit", "stages", "stage", "reason"),
    [
        ("added", "same", "translate", "new input 3.txt"),
        ("edited", "same", "translate", "changed input 1.txt"),
        ("nothing", "setting", "translate", "changed setting translate.suffix  -> !"),
        (
            "nothing",
            "model",
            "translate",
            "changed model embedded:x aaaaaaaaaaaa... -> bbbbbbbbbbbb...",
        ),
        ("nothing", "code", "segment", "changed code version 1 -> 2"),
    ],
)
def test_a_plan_says_why(store, edit, stages, stage, reason):
    run(store, BASE, [Words(), Upper()])
    assert list(plan(store, EDITS[edit], STAGES[stages]())[stage].reasons) == [reason]


def test_a_plan_writes_nothing(tmp_path):
    path = tmp_path / "store.sqlite"
    with Store(path, create=False) as store:
        assert plan(store, BASE, [Words(), Upper()])["translate"].due == 3
    assert not path.exists()


def test_a_remembered_failure_is_planned_as_such(store):
    documents = [document("en bad", "1.txt")]
    run(store, documents, [Words(), Upper()])
    planned = plan(store, documents, [Words(), Upper()])["translate"]
    assert (planned.due, planned.failed) == (0, 1)


def test_an_interrupted_run_is_told(store):
    run(store, BASE, [Words(), Upper()])
    store.prune([Words().fingerprint])
    reasons = plan(store, BASE, [Words(), Upper()])["translate"].reasons
    assert list(reasons) == ["not finished by an earlier run"]
