"""TMX against the rules of the specification, 1.4b of 26 April 2005; each test names its section.

The rules about inline elements (3.1.2) and user-defined characters (`ude`, `map`) have nothing to
hold for: these files are TMX level 1, plain text.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tmx import tmxfile

from pipeline.outputs.characters import markup_safe
from pipeline.outputs.tmx import TmxSink
from tests.outputs.samples import (
    BRIDGE_DA,
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

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # RFC 3066, lower case primary subtag
HEADER_REQUIRED = {
    "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype",
}  # fmt: skip
HEADER_OPTIONAL = {"o-encoding", "creationdate", "creationid", "changedate", "changeid"}
TU_ATTRIBUTES = {
    "tuid", "o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool",
    "creationtoolversion", "creationdate", "creationid", "changedate", "segtype", "changeid",
    "o-tmf", "srclang",
}  # fmt: skip

# Documents whose every segment is a translation or English.
TRANSLATED = [
    (f"{document.id}:{index}", segment.language.tag, segment.source, segment.translation.target)
    for document in DOCUMENTS
    for index, segment in enumerate(document.segments)
    if segment.language.tag != "en"
]


def written(corpus, folder):
    path = folder / "aligned.tmx"
    write(TmxSink, corpus, path)
    return path


@pytest.fixture
def root(tmp_path):
    return etree.parse(written(SMALL, tmp_path)).getroot()


def test_1_1_names_are_in_lower_case_and_of_no_namespace(root):
    for element in root.iter():
        assert element.tag == element.tag.lower()
        assert "{" not in element.tag
        assert all(name == LANG or name == name.lower() for name in element.attrib)


def test_1_2_the_encoding_is_utf_8_without_other_entities(tmp_path):
    text = written(SMALL, tmp_path).read_bytes().decode("utf-8")
    assert "encoding='utf-8'" in text.splitlines()[0]
    assert set(re.findall(r"&(\w+);", text)) <= {"amp", "lt", "gt", "apos", "quot"}


def test_2_a_tmx_holds_a_header_and_a_body(root):
    assert root.tag == "tmx"
    assert [child.tag for child in root] == ["header", "body"]
    assert dict(root.attrib) == {"version": "1.4"}  # 3.2.1, version


def test_3_1_1_the_header_has_its_attributes_and_only_notes_and_properties(root):
    header = root.find("header")
    assert set(header.attrib) >= HEADER_REQUIRED
    assert set(header.attrib) <= HEADER_REQUIRED | HEADER_OPTIONAL
    assert {child.tag for child in header} <= {"note", "prop", "ude"}


def test_3_2_1_the_header_says_sentences_of_any_source_language_in_plain_text(root):
    header = root.find("header")
    assert header.get("segtype") == "sentence"
    assert header.get("srclang") == "*all*"
    assert header.get("datatype") == "plaintext"
    assert TAG.fullmatch(header.get("adminlang"))


def test_3_1_1_the_body_has_only_units_with_known_attributes(root):
    for unit in root.find("body"):
        assert unit.tag == "tu"
        assert set(unit.attrib) <= TU_ATTRIBUTES


def test_3_1_1_a_unit_has_notes_and_properties_then_two_variants(root):
    for unit in root.iter("tu"):
        kinds = [child.tag for child in unit]
        assert kinds[-2:] == ["tuv", "tuv"]
        assert set(kinds[:-2]) <= {"note", "prop"}


def test_3_1_1_a_variant_has_a_language_and_one_segment(root):
    for variant in root.iter("tuv"):
        assert TAG.fullmatch(variant.get(LANG))  # 3.2.2, xml:lang
        assert [child.tag for child in variant] == ["seg"]


def test_3_1_1_a_segment_is_text_without_white_space_around(root):
    for segment in root.iter("seg"):
        assert len(segment) == 0
        assert segment.text == segment.text.strip()


def test_3_1_1_a_property_has_a_type_of_our_own(root):
    for prop in root.iter("prop"):
        assert set(prop.attrib) == {"type"}
        assert prop.get("type").startswith("x-")


def test_3_2_1_unit_ids_are_unique_and_without_white_space(root):
    ids = [unit.get("tuid") for unit in root.iter("tu")]
    assert len(set(ids)) == len(ids)
    assert not any(re.search(r"\s", each) for each in ids)


def test_3_2_1_the_source_language_of_a_unit_is_that_of_its_first_variant(root):
    for unit in root.iter("tu"):
        assert unit.get("srclang") == unit.find("tuv").get(LANG)


def test_every_translation_is_a_unit(root):
    units = [
        (unit.get("tuid"), unit.get("srclang"), *(seg.text for seg in unit.iter("seg")))
        for unit in root.iter("tu")
    ]
    assert units == TRANSLATED


def test_untranslated_segments_are_left_out(tmp_path):
    document = build("f0", "nb", [("body", [Line("Ikke oversatt."), Line("Ja.", "Yes.")])])
    root = etree.parse(written(MemoryCorpus(run_info([document]), [document]), tmp_path)).getroot()
    assert [unit.get("tuid") for unit in root.iter("tu")] == ["f0:1"]


def test_the_header_credits_the_translator(root):
    credited = [p.text for p in root.find("header").iter("prop") if p.get("type") == "x-model"]
    assert len(credited) == 1
    assert MODELS[0].name in credited[0]
    assert MODELS[0].licence in credited[0]


@pytest.mark.parametrize("language", ["nb", "nn", "da"])
def test_translate_toolkit_reads_identical_segments(tmp_path, language):
    store = tmxfile(sourcelanguage=language, targetlanguage="en")
    store.parse(written(SMALL, tmp_path).read_bytes())
    units = [(unit.source, unit.target) for unit in store.units if unit.source is not None]
    assert units == [(source, english) for _, tag, source, english in TRANSLATED if tag == language]


@given(source=st.text(st.characters()), english=st.text(st.characters()))
def test_any_text_survives_as_far_as_xml_holds_it(tmp_path_factory, source, english):
    path = written(single(source, english), tmp_path_factory.mktemp("tmx"))
    unit = next(etree.parse(path).iter("tu"))
    texts = [segment.text or "" for segment in unit.iter("seg")]
    assert texts == [markup_safe(source), markup_safe(english)]
    flagged = any(note.text.startswith("replaced-characters") for note in unit.iter("note"))
    assert flagged == (texts != [source, english])


def test_danish_article_keeps_its_order(root):
    ids = [u.get("tuid") for u in root.iter("tu") if u.get("tuid").startswith(BRIDGE_DA.id)]
    assert ids == [f"{BRIDGE_DA.id}:{index}" for index in (0, 1, 3)]
