import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.characters import encodable
from pipeline.outputs.tsv import TsvSink
from tests.outputs.samples import SMALL, single, write

TEXTS = {"schema", "document", "date", "outlet", "kind", "language", "source", "target", "model"}
LISTS = {"sources", "flags", "alignment", "document_flags"}
NAMED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def unescape(cell):
    """Read a cell as COPY reads its text format."""
    if cell == r"\N":
        return None
    return re.sub(
        r"\\(?:x([0-9a-f]{2})|(.))",
        lambda match: chr(int(match[1], 16)) if match[1] else NAMED[match[2]],
        cell,
    )


def decode(name, cell):
    value = unescape(cell)
    if value is None:
        return None
    if name in LISTS:
        return json.loads(value)
    return value.removeprefix("'") if name in TEXTS else float(value)


def read(corpus, folder):
    path = folder / "aligned.tsv"
    write(TsvSink, corpus, path)
    header, *lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    names = header.split("\t")
    cells = [line.split("\t") for line in lines]
    assert all(len(row) == len(names) for row in cells)
    return cells, [dict(zip(names, map(decode, names, row), strict=True)) for row in cells]


def test_the_rows_read_back(tmp_path):
    _, rows = read(SMALL, tmp_path)
    assert rows[3]["source"] == "Broen er 1.550 meter lang og kostet 2,4 milliarder kroner."
    assert rows[3]["score"] == -0.44
    assert rows[3]["flags"] == [{"name": "number", "reason": "2,4 is not in the translation"}]
    assert rows[-1]["date"] is None
    assert rows[-1]["model"] is None


@given(source=st.text(st.characters()), english=st.text(st.characters()))
def test_any_text_survives_on_one_line(tmp_path_factory, source, english):
    (cells,), (row,) = read(single(source, english), tmp_path_factory.mktemp("tsv"))
    assert (row["source"], row["target"]) == (encodable(source), encodable(english))
    assert not any(re.search(r"[\x00-\x1f\x7f]", cell) for cell in cells)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)",
        "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "'quoted", "- Vi må snakke",
    ],
)  # fmt: skip
def test_no_text_cell_starts_a_formula(tmp_path, text):
    (cells,), (row,) = read(single(text, text, outlet=text), tmp_path)
    assert sum(cell.startswith("'") for cell in cells) == 3
    assert (row["source"], row["target"], row["outlet"]) == (text, text, text)


def test_numbers_are_left_alone(tmp_path):
    (cells,), _ = read(single("Hei.", "Hi."), tmp_path)
    assert "-0.25" in cells
