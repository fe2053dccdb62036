import subprocess
import sys

import pytest

from pipeline.core.locks import hold_output, hold_store
from pipeline.errors import OutputError, StoreError

HOLDER = """
import sys, time
from pathlib import Path
from pipeline.core.locks import hold_store
with hold_store(Path(sys.argv[1]), wait=False):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "store")]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_told_who_holds_it(tmp_path, holder):
    with (
        pytest.raises(StoreError, match=rf"in use by process {holder.pid} on .* add --wait"),
        hold_store(tmp_path / "store", wait=False),
    ):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path, holder):
    holder.kill()
    holder.wait()
    with hold_store(tmp_path / "store", wait=False):
        pass


def test_waiting(tmp_path, holder):
    holder.stdin.write("\n")
    holder.stdin.flush()
    with hold_store(tmp_path / "store", wait=True):
        pass


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "out").write_text("")
    with (
        pytest.raises(OutputError, match="cannot be written"),
        hold_output(tmp_path / "out", wait=False),
    ):
        pass
