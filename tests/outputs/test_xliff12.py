"""XLIFF 1.2 as CAT tools read it: languages, order of elements, states, notes."""

import pytest
from lxml import etree
from translate.storage.xliff import Xliff1File

from pipeline.outputs.xliff12 import Xliff12Sink
from tests.outputs.hostile import ATTACKS
from tests.outputs.samples import DOCUMENTS, SMALL, single, write

NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(corpus, folder):
    return write(Xliff12Sink, corpus, folder / "aligned-xliff-1.2")


@pytest.fixture(params=["nb", "nn", "da"])
def root(request, tmp_path):
    return etree.parse(written(SMALL, tmp_path) / f"{request.param}.xlf").getroot()


def test_every_file_names_its_languages_and_what_made_it(root):
    assert (root.tag, root.get("version")) == (NAMESPACE + "xliff", "1.2")
    for file in root:
        assert file.get("target-language") == "en"
        assert file.get("source-language") in {"nb", "nn", "da"}
        assert (file.get("datatype"), bool(file.get("original"))) == ("plaintext", True)
        header, body = file
        assert header[0].get("tool-id") == file.get("tool-id")
        ids = [unit.get("id") for unit in body.iter(NAMESPACE + "trans-unit")]
        assert len(set(ids)) == len(ids)


def test_units_hold_source_target_and_notes_in_this_order(root):
    order = ["source", "target", "note"]
    for unit in root.iter(NAMESPACE + "trans-unit"):
        names = [child.tag.removeprefix(NAMESPACE) for child in unit]
        assert names == sorted(names, key=order.index)
        if unit.get("translate") == "no":
            assert unit[0].get(LANG) == "en"
        elif "target" in names:
            assert unit[1].get("state") == "needs-review-translation"
            assert unit[1].get("state-qualifier") == "mt-suggestion"


def test_a_translation_tool_reads_what_was_written(tmp_path):
    folder = written(SMALL, tmp_path)
    for tag in ("nb", "nn", "da"):
        with (folder / f"{tag}.xlf").open("rb") as file:
            store = Xliff1File.parsefile(file)
        read = [(unit.source, unit.target or None) for unit in store.units]
        expected = [
            (segment.source, segment.translation.target if segment.translation else None)
            for document in DOCUMENTS
            if document.language.tag == tag
            for segment in document.segments
        ]
        assert read == expected


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text(tmp_path, attack):
    folder = written(single(attack, attack), tmp_path)
    root = etree.parse(folder / "nb.xlf").getroot()
    assert len(list(root.iter(NAMESPACE + "trans-unit"))) == 1
