import resource
import subprocess
import sys
from typing import get_args

import pytest

from pipeline.config import Format
from pipeline.errors import OutputError
from pipeline.outputs.formats import FORMATS
from pipeline.outputs.publish import staged
from tests.outputs.samples import SMALL, write


def test_every_format_of_the_config_has_a_sink():
    assert set(FORMATS) == set(get_args(Format))
    assert len({each.name for each in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_sinks_write_the_same_bytes_again(tmp_path, name):
    form = FORMATS[name]
    contents = []
    for run in ("first", "second"):
        path = tmp_path / run
        write(form.open, SMALL, path)
        files = sorted(each for each in [path, *path.rglob("*")] if each.is_file())
        contents.append([(file.relative_to(path), file.read_bytes()) for file in files])
    assert contents[0] == contents[1]
    assert contents[0]


def test_naming_the_formats_loads_no_format_library():
    heavy = "{'datasets', 'jinja2', 'lxml', 'pyarrow'}"
    code = f"import sys, pipeline.outputs.formats; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("size", [1, 100, 1500], ids=["head", "early", "late"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_an_error_of_the_system(tmp_path, name, size):
    import lxml.etree  # noqa: F401 - imports may write files
    import pyarrow.parquet  # noqa: F401 - the same

    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def write_limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with staged(tmp_path / "out", []) as folder:
                write(FORMATS[name].open, SMALL, folder / "x")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    write(FORMATS[name].open, SMALL, tmp_path / "whole")
    with pytest.raises(OutputError, match=r"File too large.*nothing computed is lost"):
        write_limited()
    assert not list((tmp_path / "out").iterdir())
