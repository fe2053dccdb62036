import pytest

from pipeline.outputs.formats import FORMATS
from pipeline.outputs.pages import asset
from tests.outputs.samples import SMALL, write
from tests.outputs.write_golden import GOLDEN, TEXT_FORMATS


def contents(path):
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_the_bytes_are_those_read_and_agreed_on(tmp_path, name):
    path = tmp_path / FORMATS[name].name
    write(FORMATS[name].open, SMALL, path)
    found = contents(path)
    if name == "site":
        for copied in ("page.css", "page.js", "favicon.svg"):
            assert found.pop(copied) == asset(copied).encode()
    assert found == contents(GOLDEN / FORMATS[name].name)
