import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import Flag
from pipeline.errors import DocumentError
from pipeline.reading.encodings import decode, decode_together, repair

ARTICLE = (
    "– Vi må få på plass både fiskeri­kvoter og blåbær, sa ordføreren på Ørlandet «i går».\n"
    "Æresgjesten fra Århus svarte at 3,5 prosent ikke er nok for øyfolket…"
)
WORD = st.text("abdefgiklmnoprstuvyzæøåéäö", min_size=1, max_size=12)
MARK = st.sampled_from([" ", ", ", ". ", " – ", ": «", "» ", "…\n", " “", "” ", "’", "\xa0", " ½ "])
NORDIC = st.lists(
    st.tuples(st.one_of(WORD, WORD.map(str.capitalize), st.just("3,5 °C")), MARK), max_size=40
).map(lambda pairs: "".join(word + mark for word, mark in pairs))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
def test_text_comes_back_from_every_encoding(codec):
    assert decode(ARTICLE.encode(codec)) == ARTICLE


def test_cells_of_a_row_are_decoded_by_what_all_of_them_show():
    cells = ["«Nå»", ARTICLE, "–"]
    assert decode_together([cell.encode("cp1252") for cell in cells]) == cells


def test_latin_1_comes_back():
    text = "Båten gikk på grunn ved Færder i går, sa Åse Sørlie. Ingen ble skadd."
    assert decode(text.encode("latin-1")) == text


@pytest.mark.parametrize("codec", ["cp865", "cp850", "mac_roman"])
def test_text_of_dos_and_the_macintosh_is_read(codec):
    text = "Brua åpnet i går for trafikk, sier ordføreren på Sørøya. Ærlig talt gikk det bra."
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Han sagde ›nej‹ og ‘ja’ † 1999, og så gik han ud ad døren i går.",
        "Ordet er ›den‹ og prisen £3 ½.",
    ],
)
def test_daggers_and_guillemets_of_windows_are_no_letters_of_dos(text):
    assert decode(text.encode("cp1252")) == text


@given(st.text().filter(lambda text: not text.startswith("\ufeff") and "\0" not in text))
def test_utf_8_is_read_as_it_is(text):
    assert decode(text.encode("utf-8")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 4,
        "Привет, это статья о переговорах между двумя странами".encode("cp1251"),
        b"\xff\xfea",
    ],
    ids=["png", "all-bytes", "cyrillic", "broken-utf-16"],
)
def test_what_is_not_nordic_text_is_refused(data):
    with pytest.raises(DocumentError, match="UTF-8"):
        decode(data)


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp437"])
def test_mojibake_is_repaired_and_flagged(codec):
    text = "På øya får både båt og fly gå igjen i år. Ærlig talt, sa Ørjan."
    broken = "Ren linje på øya.\n" + text.encode("utf-8").decode(codec)
    assert broken != text
    assert repair(broken) == (
        f"Ren linje på øya.\n{text}",
        (Flag("mojibake", "wrongly decoded characters repaired in 1 line"),),
    )


def test_wrong_bytes_in_utf_8_do_not_cost_the_article():
    data = (ARTICLE * 5).encode("utf-8") + "Må – ".encode("cp1252") + ARTICLE.encode("utf-8")
    assert repair(decode(data)) == (
        ARTICLE * 5 + "Må – " + ARTICLE,
        (Flag("encoding", "2 broken characters were read as best they could"),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "«DET SKJER NÅ»",
        "– Gå på, sa «Å». “Så?” ’Nei’ ﬁnt ｆｕｌｌ ① … Å…",
        "MAKT OG ÆRE” – «Ø»",
        "Café à la crème, naïve Göteborg, Łódź og Kyïv",
        "Привет Ελλάδα 東京",
    ],
)
def test_clean_text_stays_as_it_is(text):
    assert repair(text) == (text, ())


@given(NORDIC)
def test_nordic_prose_stays_as_it_is(text):
    assert repair(text) == (text, ())


@given(NORDIC)
def test_nordic_prose_survives_a_wrong_decoding(prose):
    text = f"Møtet er slutt.\n{prose}"
    broken = text.encode("utf-8").decode("latin-1")
    repaired, flags = repair(broken)
    assert repaired == text
    assert [flag.name for flag in flags] == ["mojibake"]


def test_half_a_character_is_replaced_and_flagged():
    text, flags = repair(json.loads('"Godt nytt år \\ud83d, sa hun \\ud83d\\ude00"'))
    assert text == "Godt nytt år \ufffd, sa hun \U0001f600"
    assert [flag.name for flag in flags] == ["encoding"]
