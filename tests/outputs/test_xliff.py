"""XLIFF against the rules of the OASIS Standard 2.1 (13 February 2018); tests name its sections.

Rules about skeletons, inline codes, annotations, original data and the other modules have nothing
to hold for: these files use the core with plain text and the metadata module.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff2 import Xliff2File

from pipeline.outputs.characters import markup_safe
from pipeline.outputs.xliff import XliffSink
from tests.outputs.samples import (
    DOCUMENTS,
    MODELS,
    SMALL,
    Line,
    MemoryCorpus,
    build,
    run_info,
    single,
    write,
)

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NMTOKEN = re.compile(r"[\w.\-:]+")
USER_DEFINED = re.compile(r"[^\s:]+:[^\s:]+")
LANGUAGES = ("nb", "nn", "da")


def written(corpus, folder):
    path = folder / "aligned-xliff"
    write(XliffSink, corpus, path)
    return path


@pytest.fixture(params=LANGUAGES)
def root(request, tmp_path):
    return etree.parse(written(SMALL, tmp_path) / f"{request.param}.xlf").getroot()


def names(element):
    return [child.tag.removeprefix(CORE) for child in element]


def test_there_is_one_file_a_source_language(tmp_path):
    found = sorted(path.name for path in written(SMALL, tmp_path).iterdir())
    assert found == ["da.xlf", "nb.xlf", "nn.xlf"]


def test_4_2_2_1_the_root_says_version_and_languages_and_holds_files(root):
    assert root.tag == CORE + "xliff"
    assert root.get("version") == "2.1"
    assert root.get("srcLang") in LANGUAGES
    assert root.get("trgLang") == "en"  # required where there are targets
    assert set(names(root)) == {"file"}


def test_4_2_2_2_a_file_has_an_id_unique_in_the_document(root):
    ids = [file.get("id") for file in root]
    assert all(NMTOKEN.fullmatch(each) for each in ids)
    assert len(set(ids)) == len(ids)


def test_4_2_2_2_a_file_has_modules_then_notes_then_groups(root):
    for file in root:
        assert names(file)[:2] == [METADATA + "metadata", "notes"]
        assert set(names(file)[2:]) == {"group"}
        assert set(file.attrib) <= {"id", "original", SPACE}


def test_4_2_2_4_group_ids_are_unique_in_their_file(root):
    for file in root:
        ids = [group.get("id") for group in file.iter(CORE + "group")]
        assert len(set(ids)) == len(ids)
        assert all(set(names(group)) == {"unit"} for group in file.iter(CORE + "group"))


def test_4_2_2_5_unit_ids_are_unique_in_their_file(root):
    for file in root:
        ids = [unit.get("id") for unit in file.iter(CORE + "unit")]
        assert len(set(ids)) == len(ids)
        assert all(NMTOKEN.fullmatch(each) for each in ids)


def test_4_2_2_5_a_unit_has_metadata_notes_and_a_segment_in_this_order(root):
    order = [METADATA + "metadata", "notes", "segment"]
    for unit in root.iter(CORE + "unit"):
        found = names(unit)
        assert found == [name for name in order if name in found]
        assert found[-1] == "segment"


def test_4_2_2_6_a_segment_has_a_source_then_at_most_one_target(root):
    for segment in root.iter(CORE + "segment"):
        assert names(segment) in (["source"], ["source", "target"])


def test_4_2_2_8_notes_hold_at_least_one_note(root):
    for notes in root.iter(CORE + "notes"):
        assert set(names(notes)) == {"note"}
        assert all(note.text for note in notes)


def test_4_2_2_12_and_13_sources_and_targets_take_the_languages_of_the_root(root):
    for element in root.iter(CORE + "source", CORE + "target"):
        assert not element.attrib


def test_4_3_1_state_is_translated_exactly_where_there_is_a_target(tmp_path):
    document = build("f0", "nb", [("body", [Line("Ikke oversatt."), Line("Ja.", "Yes.")])])
    folder = written(MemoryCorpus(run_info([document]), [document]), tmp_path)
    segments = list(etree.parse(folder / "nb.xlf").iter(CORE + "segment"))
    assert [(segment.get("state"), len(segment)) for segment in segments] == [
        ("initial", 1), ("translated", 2),
    ]  # fmt: skip


def test_4_3_1_translate_and_type_have_allowed_values(root):
    for unit in root.iter(CORE + "unit"):
        assert unit.get("translate", "yes") in {"yes", "no"}
        assert USER_DEFINED.fullmatch(unit.get("type"))


def test_4_3_2_2_inner_white_space_is_preserved(root):
    assert {file.get(SPACE) for file in root} == {"preserve"}


def test_5_4_metadata_hold_groups_of_typed_values(root):
    for metadata in root.iter(METADATA + "metadata"):
        assert names(metadata) == [METADATA + "metaGroup"]
        (group,) = metadata
        assert group.get("category")
        assert all(meta.tag == METADATA + "meta" and meta.get("type") for meta in group)


def test_4_1_there_are_no_other_elements(root):
    core = {"xliff", "file", "notes", "note", "group", "unit", "segment", "source", "target"}
    modules = {"metadata", "metaGroup", "meta"}
    for element in root.iter():
        assert element.tag in {CORE + name for name in core} | {METADATA + n for n in modules}


def test_attribution_and_notice_stand_in_every_file(root):
    for file in root:
        notes = {note.get("category"): note.text for note in file.find(CORE + "notes")}
        assert MODELS[0].name in notes["attribution"]
        assert MODELS[0].licence in notes["attribution"]
        assert "machine-translated" in notes["notice"]


def test_a_sentence_in_english_is_not_to_be_translated_and_says_why(tmp_path):
    root = etree.parse(written(SMALL, tmp_path) / "da.xlf").getroot()
    unit = next(unit for unit in root.iter(CORE + "unit") if unit.get("translate") == "no")
    assert unit.get("id") == "s2"
    assert [(n.get("category"), n.text) for n in unit.iter(CORE + "note")] == [("language", "en")]


def test_flags_are_notes(tmp_path):
    root = etree.parse(written(SMALL, tmp_path) / "nb.xlf").getroot()
    unit = next(unit for unit in root.iter(CORE + "unit") if unit.get("id") == "s3")
    notes = [(note.get("category"), note.text) for note in unit.iter(CORE + "note")]
    assert notes == [("flag", "number: 2,4 is not in the translation")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translate_toolkit_reads_identical_segments(tmp_path, language):
    store = Xliff2File()
    store.parse((written(SMALL, tmp_path) / f"{language}.xlf").read_bytes())
    expected = [
        (segment.source, segment.translation.target)
        for document in DOCUMENTS
        if document.language.tag == language
        for segment in document.segments
    ]
    assert [(unit.source, unit.target) for unit in store.units] == expected


@given(source=st.text(st.characters()), english=st.text(st.characters()))
def test_any_text_survives_as_far_as_xml_holds_it(tmp_path_factory, source, english):
    folder = written(single(source, english), tmp_path_factory.mktemp("xliff"))
    unit = next(etree.parse(folder / "nb.xlf").iter(CORE + "unit"))
    texts = [next(unit.iter(CORE + name)).text or "" for name in ("source", "target")]
    assert texts == [markup_safe(source), markup_safe(english)]
    flagged = any(note.text.startswith("replaced-char") for note in unit.iter(CORE + "note"))
    assert flagged == (texts != [source, english])
