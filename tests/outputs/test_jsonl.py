import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.characters import REPLACEMENT, encodable
from pipeline.outputs.jsonl import JsonlSink
from tests.outputs.samples import SMALL, single, write


def read(corpus, folder):
    path = folder / "aligned.jsonl"
    write(JsonlSink, corpus, path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_one_object_a_segment(tmp_path):
    rows = read(SMALL, tmp_path)
    assert len(rows) == sum(len(document.segments) for document in SMALL.documents())
    assert {row["schema"] for row in rows} == {"nordigest-aligned/2"}
    assert rows[3]["flags"] == [{"name": "number", "reason": "2,4 is not in the translation"}]
    assert rows[2]["alignment"][2] == [8, 13, 8, 14]
    assert rows[7]["sources"] == ["seeds/b2c3d4e5f6071829.txt", "archive/danish.jsonl#17"]


@given(source=st.text(st.characters()), english=st.text(st.characters()))
def test_any_text_survives(tmp_path_factory, source, english):
    (row,) = read(single(source, english), tmp_path_factory.mktemp("jsonl"))
    assert (row["source"], row["target"]) == (encodable(source), encodable(english))
    changed = (source, english) != (row["source"], row["target"])
    assert changed == any(flag["name"] == "replaced-characters" for flag in row["flags"])
    assert not changed or REPLACEMENT in row["source"] + row["target"]
