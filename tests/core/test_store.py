import json
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.fingerprint import unit_key
from pipeline.core.stage import Fingerprint, canonical
from pipeline.core.store import SCHEMA_VERSION, Store, check_store
from pipeline.core.store_rebuild import rebuild
from pipeline.errors import StoreError

ONE = Fingerprint("translate", 1, {"a": 1}, {}, {}, {})
TWO = Fingerprint("translate", 1, {"a": 2}, {}, {}, {})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.sqlite"


def test_what_is_put_is_there_after_reopening(path):
    with Store(path) as store:
        store.put(ONE, [(b"k", {"text": "hei\ud800"})], [(b"f", "no reason")])
    with Store(path, create=False) as store:
        assert store.get("translate", [b"k", b"x"]) == {b"k": {"text": "hei\ud800"}}
        assert store.known("translate", [b"k", b"x"]) == {b"k"}
        assert store.failed("translate", [b"f", b"k"]) == {b"f": "no reason"}


def test_more_keys_than_sqlite_takes_variables(path):
    keys = [str(n).encode() for n in range(5000)]
    with Store(path) as store:
        store.put(ONE, [(key, None) for key in keys])
        assert store.known("translate", keys) == set(keys)


def test_a_result_ends_a_failure(path):
    with Store(path) as store:
        store.put(ONE, [], [(b"k", "bad luck")])
        store.put(ONE, [(b"k", 1)])
        assert store.failed("translate", [b"k"]) == {}


def test_values_are_readable_with_public_tools(path):
    with Store(path) as store:
        store.put(ONE, [(b"k", ["å"])])
    value = sqlite3.connect(path).execute("SELECT value FROM results").fetchone()[0]
    assert json.loads(zlib.decompress(value)) == ["å"]


def test_prune_keeps_what_is_listed(path):
    with Store(path) as store:
        store.put(ONE, [(b"1", 1)])
        store.put(TWO, [(b"2", 2), (b"3", 3)], [(b"4", "bad")])
        assert store.prune([ONE]) == 3
        assert store.known("translate", [b"1", b"2", b"3"]) == {b"1"}
        store.put(TWO, [(b"2", 2)])
        assert {row["key"] for row in store.export()} == {b"1".hex(), b"2".hex()}


def test_export_tells_everything(path):
    with Store(path) as store:
        store.put(ONE, [(b"1", {"x": 1})], [(b"2", "bad")])
        rows = list(store.export())
    assert [(row["key"], row.get("result"), row.get("failure")) for row in rows] == [
        ("31", {"x": 1}, None),
        ("32", None, "bad"),
    ]
    assert {row["fingerprint"] for row in rows} == {ONE.digest}


def test_another_schema_is_refused_with_the_way_out(path):
    Store(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="upgrade nordigest"):
        Store(path)


def test_a_file_that_is_no_store_is_left_as_it_is(path):
    text = b"this is no database at all, whatever its name says" * 100
    path.write_bytes(text)
    with pytest.raises(StoreError, match="is not a store of Nordigest and is left as it is"):
        Store(path)
    assert path.read_bytes() == text


def test_a_database_without_tables_becomes_a_store_only_for_a_run(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE other (x)")
        db.execute("DROP TABLE other")
    db.close()
    with pytest.raises(StoreError, match="is not a store of Nordigest"):
        check_store(path, create=False)
    with Store(path) as store:
        store.put(ONE, [(b"1", "x")])
    check_store(path, create=False)


def test_a_damaged_store_is_named(path):
    with Store(path) as store:
        store.put(ONE, [(bytes([n]), "x" * 5000) for n in range(100)])
    data = path.read_bytes()
    path.write_bytes(data[:8192] + bytes(len(data) - 8192))
    with Store(path) as store, pytest.raises(StoreError, match=r"is damaged .*store rebuild"):
        store.get("translate", [bytes([n]) for n in range(100)])


def test_a_store_that_is_being_written_for_the_first_time_is_one(path):
    with Store(path) as store:
        store.put(ONE, [(b"k", "x")])
        assert path.with_name(path.name + "-wal").exists()
        check_store(path, create=False)


def test_a_damaged_value_is_named(path):
    with Store(path) as store:
        store.put(ONE, [(b"k", "x")])
    db = sqlite3.connect(path)
    db.execute("UPDATE results SET value = x'789c00'")
    db.commit()
    db.close()
    with Store(path) as store, pytest.raises(StoreError, match="is damaged"):
        store.get("translate", [b"k"])


def test_rebuilding_saves_what_can_be_read(path):
    with Store(path) as store:
        for n in range(400):
            store.put(ONE, [(f"{n:04}".encode(), "x" * 400 + str(n))], [(f"f{n}".encode(), "bad")])
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(data)
    with Store(path, create=False) as store, pytest.raises(StoreError, match="is damaged"):
        list(store.export())
    saved, lost = rebuild(path)
    assert saved > 100
    assert path.with_name("store.sqlite.damaged").exists()
    with Store(path) as store:
        rows = list(store.export())
        results = {row["key"]: row["result"] for row in rows if "result" in row}
        assert len(rows) == saved
    assert all(value == "x" * 400 + str(int(bytes.fromhex(key))) for key, value in results.items())
    assert lost


def test_rebuilding_what_is_no_store_starts_a_new_one(path):
    path.write_bytes(b"nothing to be read here" * 300)
    assert rebuild(path) == (0, True)
    with Store(path) as store:
        assert list(store.export()) == []


def test_a_store_is_read_while_another_thread_writes(path):
    with Store(path) as store:
        store.put(ONE, [(b"0", 0)])

        def read(_):
            with Store(path, create=False) as other:
                return other.known("translate", [b"0"])

        with ThreadPoolExecutor(4) as threads:
            found = threads.map(read, range(8))
            store.put(ONE, [(str(n).encode(), n) for n in range(1, 500)])
        assert set(map(frozenset, found)) == {frozenset({b"0"})}


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)
    )
)
def test_equal_identities_have_equal_keys(value):
    def reverse(each):
        if not isinstance(each, dict):
            return each
        return {key: reverse(each[key]) for key in reversed(list(each))}

    assert canonical(value) == canonical(reverse(value))
    assert unit_key(ONE.digest, value) == unit_key(ONE.digest, reverse(value))
    assert unit_key(ONE.digest, value) != unit_key(TWO.digest, value)
