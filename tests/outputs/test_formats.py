import subprocess
import sys
from typing import get_args

import pytest

from pipeline.config import Format
from pipeline.outputs.formats import FORMATS
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
