import csv
import datetime as dt
import io
import json
import struct
import warnings

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.documents import Document, Failure
from pipeline.reading.hints import hint_by_content
from pipeline.reading.limits import MAX_BYTES
from pipeline.reading.lines import stream_lines
from pipeline.reading.read import list_sources, read_documents
from pipeline.reading.rows import UnusedColumnsWarning

COLUMNS = {
    "text": "body", "id": "nr", "title": "head", "date": "day", "outlet": "paper", "url": "link",
}  # fmt: skip
ROWS = [
    {
        "nr": "a-1",
        "head": "Ferja innstilt",
        "day": "2024-03-12",
        "paper": "Havneposten",
        "link": "https://havneposten.example/1",
        "body": "Ferja går ikke.\n\n«Ikke i dag, nei», sier mannskapet; de venter.",
    },
    {
        "nr": "a-2",
        "head": None,
        "day": None,
        "paper": None,
        "link": None,
        "body": "Færgen sejler igen på mandag.",
    },
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a working directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path, columns=None):
    source = {"path": str(path), "columns": columns or {}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnusedColumnsWarning)
        return list(read_documents(list_sources(Config.model_validate({"sources": [source]}))))


def told(path, columns=None):
    """Read what fails, as (source, reason)."""
    return [(each.source, each.reason) for each in read(path, columns) if isinstance(each, Failure)]


def texts(path, columns=None):
    return [each.text for each in read(path, columns) if isinstance(each, Document)]


def to_jsonl(path):
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))


def to_csv(path, delimiter=",", encoding="utf-8", end="\r\n"):
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter, lineterminator=end)
        writer.writeheader()
        writer.writerows(ROWS)


def to_parquet(path):
    pq.write_table(pa.Table.from_pylist(ROWS), path)


def to_dataset(path):
    from datasets import Dataset

    Dataset.from_list(ROWS).save_to_disk(path)


WRITERS = {
    "t.jsonl": to_jsonl,
    "t.csv": to_csv,
    "semicolons.csv": lambda path: to_csv(path, ";", "cp1252"),
    "excel.csv": lambda path: to_csv(path, ";", "utf-8-sig", "\n"),
    "t.tsv": lambda path: to_csv(path, "\t"),
    "t.parquet": to_parquet,
    "dataset": to_dataset,
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_table_gives_the_same_documents(here, name):
    WRITERS[name](here / name)
    first, second = read(name, COLUMNS)
    assert first.sources == (f"{name}#a-1",)
    assert first.text == f"Ferja innstilt\n\n{ROWS[0]['body']}"
    assert first.title == "Ferja innstilt"
    assert first.date == "2024-03-12"
    assert first.outlet == "Havneposten"
    assert first.url == "https://havneposten.example/1"
    assert second.sources == (f"{name}#a-2",)
    assert second.text == "Færgen sejler igen på mandag."
    assert (second.title, second.date, second.outlet, second.url) == (None, None, None, None)
    assert first.flags == second.flags == ()


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("t.jsonl", "12"), ("t.csv", "25"), ("t.parquet", "12"), ("dataset", "12")],
)
def test_rows_without_an_id_are_named_by_line_or_number(here, name, numbers):
    WRITERS[name](here / name)
    assert [each.sources[0] for each in read(name, {"text": "body"})] == [
        f"{name}#{number}" for number in numbers
    ]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("field", ["text", "title"])
def test_missing_column_is_told_once_with_those_there_are(here, name, field):
    WRITERS[name](here / name)
    columns = {"text": "body", field: "artikkel"}
    assert told(name, columns) == [
        (
            name,
            f"has no column 'artikkel': set columns.{field} to one of {', '.join(ROWS[0])}",
        )
    ]


def test_splits_of_a_dataset_are_read_in_order(here):
    from datasets import Dataset, DatasetDict

    splits = {"train": Dataset.from_list(ROWS[:1]), "test": Dataset.from_list(ROWS[1:])}
    DatasetDict(splits).save_to_disk(here / "in/corpus")
    (here / "in/a.txt").write_text("Egen sak.")
    found = read("in", {"text": "body"})
    assert [each.sources[0] for each in found] == [
        "in/a.txt", "in/corpus/test#1", "in/corpus/train#1",
    ]  # fmt: skip
    assert len(read("in/corpus/t*", {"text": "body"})) == 2


def test_dataset_that_points_out_of_its_folder_is_refused(here):
    to_dataset(here / "data")
    state = json.loads((here / "data/state.json").read_text())
    (here / "elsewhere").mkdir()
    name = state["_data_files"][0]["filename"]
    (here / "data" / name).rename(here / "elsewhere" / name)
    state["_data_files"][0]["filename"] = f"../elsewhere/{name}"
    (here / "data/state.json").write_text(json.dumps(state))
    ((source, reason),) = told("data", {"text": "body"})
    assert source == "data"
    assert reason.startswith("is a datasets folder that points out of itself")


def test_dataset_with_offsets_that_point_anywhere_is_told(here):
    to_dataset(here / "data")
    (file,) = (here / "data").glob("*.arrow")
    first, second = (len(row["body"].encode()) for row in ROWS)
    offsets = struct.pack("<3i", 0, first, first + second)
    data = file.read_bytes()
    assert data.count(offsets) == 1
    file.write_bytes(data.replace(offsets, struct.pack("<3i", 0, 2**30, -5)))
    ((source, reason),) = told("data", {"text": "body"})
    assert source == "data"
    assert reason.startswith("is no whole datasets folder")


@pytest.mark.parametrize("state", ["{}", "[]", "{", '{"_data_files": [{"filename": "no.arrow"}]}'])
def test_broken_dataset_is_told(here, state):
    to_dataset(here / "in/data")
    (here / "in/data/state.json").write_text(state)
    (here / "in/z.txt").write_text("Egen sak.")
    assert [source for source, _ in told("in", {"text": "body"})] == ["in/data"]
    assert texts("in", {"text": "body"}) == ["Egen sak."]


def test_broken_lines_of_jsonl_are_told_with_their_numbers(here):
    lines = [
        '{"text": "Første."}',
        '{"text": "Andre."',
        "",
        '["Tredje."]',
        '{"text": ""}',
        '{"text": null}',
        '{"text": 3}',
        '{"txt": "Fjerde."}',
        "[" * 100_000,
        "\x00\x01",
        '{"text": "Siste.", "more": NaN}',
    ]
    (here / "t.jsonl").write_bytes("\n".join(lines).encode())
    assert texts("t.jsonl") == ["Første.", "Siste."]
    found = dict(told("t.jsonl"))
    assert {
        int(source.partition("#")[2]): reason.split(":")[0] for source, reason in found.items()
    } == {
        2: "is not valid JSON (Expecting ',' delimiter, column 18)",
        4: "is not a JSON object",
        5: "has nothing in column 'text'",
        6: "has nothing in column 'text'",
        7: "has a number in column 'text', where text must stand",
        8: "has no column 'text'",
        9: "is not usable JSON (it is nested too deeply)",
        10: "is binary data, not text",
    }
    assert all("\n" not in reason for reason in found.values())


def test_jsonl_in_windows_1252_and_without_a_last_newline_is_read(here):
    row = {"text": "Båten gikk på grunn ved Færder. Ingen ble skadd, sa Åse Sørlie i går."}
    (here / "t.jsonl").write_bytes(json.dumps(row, ensure_ascii=False).encode("cp1252"))
    assert texts("t.jsonl") == [row["text"]]


def test_line_too_long_for_an_article_is_told_and_the_next_one_read(here):
    with (here / "t.jsonl").open("wb") as out:
        out.write(b'{"text": "' + b"ord " * (MAX_BYTES // 4) + b'"}\n{"text": "Etter."}\n')
    with (here / "t.csv").open("wb") as out:
        out.write(b"text\n" + b"ord " * (MAX_BYTES // 4 + 1) + b"\nEtter.\n")
    for name, line in [("t.jsonl", 1), ("t.csv", 2)]:
        assert texts(name) == ["Etter."]
        assert told(name) == [
            (f"{name}#{line}", "is longer than 16 MB, too long for one article: split it")
        ]


def test_broken_rows_of_csv_are_told_with_their_lines(here):
    lines = [
        "id,text",
        "1,Første.",
        "2,For,mange,felt",
        '3,"Aldri lukket',
        "4,Fjerde.",
        '5,"Galt"sitat',
        "",
        '6,"Over',
        'to ""linjer""."',
        "7,",
        "8,Siste.",
        '9,"Aldri lukket',
        "10,Allersist.",
    ]
    (here / "t.csv").write_text("\n".join(lines))
    assert texts("t.csv") == ["Første.", "Fjerde.", 'Over\nto "linjer".', "Siste.", "Allersist."]
    assert [(source, reason.split(":")[0]) for source, reason in told("t.csv")] == [
        ("t.csv#3", "has 4 fields where the header has 2"),
        ("t.csv#4", "is broken (',' expected after '\"')"),
        ("t.csv#6", "is broken (',' expected after '\"')"),
        ("t.csv#7", "has nothing in column 'text'"),
        ("t.csv#12", "is broken (unexpected end of data)"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "has no header line: write the column names in its first line"),
        (b"\n\n", "has no header line: write the column names in its first line"),
        (
            b"PK\x03\x04\0\0",
            f"is no text: {hint_by_content(b'PK' + bytes((3, 4)))}",
        ),
        (
            b"\xff\xfet\0e\0x\0t\0\n\0\0",
            "begins as UTF-16 but is not: save it again as UTF-8",
        ),
        (
            b"text\rHei\r",
            "has carriage returns in its header line: save it with newlines as line ends",
        ),
        (b"a,b\n1,2\n", "has no column 'text': set columns.text to one of a, b"),
        (b"id,text,text\n1,a,b\n", "has 2 columns called 'text': give each a name of its own"),
    ],
    ids=["empty", "blank", "zip", "utf-16", "mac", "other-columns", "twice"],
)
def test_csv_that_is_none_is_told(here, data, reason):
    (here / "t.csv").write_bytes(data)
    assert told("t.csv") == [("t.csv", reason)]


def test_empty_jsonl_is_told(here):
    (here / "a.jsonl").write_bytes(b"")
    assert told("a.jsonl") == [("a.jsonl", "has no rows: fill it in, or leave it out")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_tables_in_utf_16_are_read_with_and_without_a_mark(here, encoding):
    rows = ["Ferja går ikke – «i dag».", "Færgen sejler."]
    (here / "a.csv").write_bytes("\r\n".join(["text", *rows]).encode(encoding))
    lines = [json.dumps({"text": row}, ensure_ascii=False) for row in rows]
    (here / "b.jsonl").write_bytes("\n".join(lines).encode(encoding))
    assert texts("a.csv") == rows
    assert texts("b.jsonl") == rows


def test_broken_parquet_is_told_and_what_was_whole_is_kept(here):
    rows = [{"text": f"Sak nummer {number}. " + "Ord om saken. " * 50} for number in range(3000)]
    pq.write_table(
        pa.Table.from_pylist(rows), here / "t.parquet", row_group_size=500, use_dictionary=False
    )
    data = bytearray((here / "t.parquet").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = bytes(20_000)
    (here / "t.parquet").write_bytes(data)
    (here / "none.parquet").write_bytes(b"PAR1 er dette ikke")
    (here / "empty.parquet").write_bytes(b"")
    found = texts("t.parquet")
    assert 500 <= len(found) < 3000
    ((source, reason),) = told("t.parquet")
    assert source == "t.parquet"
    assert reason.startswith(f"is no whole Parquet file, it breaks off after row {len(found)} (")
    for name in ["none.parquet", "empty.parquet"]:
        ((_, reason),) = told(name)
        assert reason.startswith("is no whole Parquet file, it breaks off (")


def test_parquet_of_unusual_types_is_read(here):
    table = pa.table(
        {
            "text": pa.array(["Tekst på øya."], pa.large_string()).dictionary_encode(),
            "id": pa.array([17]),
            "date": pa.array([dt.datetime(2024, 3, 12, 8, 10, tzinfo=dt.UTC)]),
            "title": pa.array(["Blå båt".encode("cp1252")], pa.binary()),
        }
    )
    pq.write_table(table, here / "t.parquet")
    columns = {"id": "id", "date": "date", "title": "title"}
    (found,) = read("t.parquet", columns)
    assert (found.sources, found.date) == (("t.parquet#17",), "2024-03-12")
    assert found.text == "Blå båt\n\nTekst på øya."


def test_string_column_that_is_not_utf_8_costs_one_row(here):
    good, bad = "Båten går på øya.".encode(), bytes(range(1, 256))
    column = pa.array([good, bad, good], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"text": column}), here / "t.parquet")
    assert texts("t.parquet") == [good.decode()] * 2
    assert [source for source, _ in told("t.parquet")] == ["t.parquet#2"]


def test_column_that_holds_no_text_is_told(here):
    pq.write_table(pa.table({"text": [["a", "b"]], "x": [1]}), here / "t.parquet")
    ((source, reason),) = told("t.parquet")
    assert (source, reason) == ("t.parquet#1", "has a list in column 'text', where text must stand")


def test_doubtful_dates_and_addresses_are_flagged(here):
    row = {"text": "Sak.", "date": "forleden", "url": "javascript:alert(1)"}
    (here / "t.jsonl").write_text(json.dumps(row))
    (found,) = read("t.jsonl", {"date": "date", "url": "url"})
    assert (found.date, found.url) == (None, None)
    assert [(flag.name, flag.reason) for flag in found.flags] == [
        ("date", "'forleden' is not a date as 2022-11-02"),
        ("url", "'javascript:alert(1)' is not a web address"),
    ]


def test_names_and_columns_with_broken_characters_can_be_written(here):
    rows = [{"text": "Sak.", "id": "b\ud800\n t"}, {"te\udc00t": "Sak."}]
    (here / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    document, failure = read("t.jsonl", {"id": "id"})
    assert document.sources == ("t.jsonl#b\ufffd t",)
    assert "te\ufffdt" in failure.reason


def test_title_that_the_text_has_is_not_repeated(here):
    row = {"text": "NTB\n\nFerja  innstilt\n\nDen går ikke.", "title": "Ferja innstilt"}
    (here / "t.jsonl").write_text(json.dumps(row))
    assert texts("t.jsonl", {"title": "title"}) == [row["text"]]


CELL = st.text("abcæøå,;\t\"'\n«» –", max_size=20)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_a_csv_writer_wrote_is_what_is_read(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([("text", "title"), *rows])
    path.write_bytes(out.getvalue().encode())
    found = read(path, {"title": "title"})
    wanted = [(text.strip(), " ".join(title.split())) for text, title in rows]
    assert [
        (each.text.removeprefix(f"{each.title}\n\n"), each.title or "")
        for each in found
        if isinstance(each, Document)
    ] == [(text.removeprefix(f"{title}\n\n"), title) for text, title in wanted if text]
    assert sum(isinstance(each, Failure) for each in found) == sum(not text for text, _ in wanted)


class Trickle(io.BytesIO):
    """Gives a few bytes at a time, as a network may."""

    def read(self, size=-1, /):
        return super().read(min(size, 3))


@given(st.binary(max_size=200))
def test_lines_join_to_the_file(data):
    found = list(stream_lines(Trickle(data)))
    assert b"".join(line for _, line in found) == data
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert all(line.endswith(b"\n") for _, line in found[:-1])
    assert all(line.count(b"\n") <= 1 for _, line in found)
