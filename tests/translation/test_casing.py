import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.translation.casing import (
    calm,
    find_known,
    find_vanished,
    is_shouted,
    natural_case,
    shout,
)


@pytest.mark.parametrize(
    ("language", "shouted", "natural"),
    [
        ("nb", "PRESIDENT DONALD TRUMP KOMMER TIL OSLO.",
         "President Donald Trump kommer til Oslo."),
        ("nb", "STATSMINISTER STØRE REISER TIL KYIV FOR Å MØTE ZELENSKYJ",
         "Statsminister Støre reiser til Kyiv for å møte Zelenskyj"),
        ("nb", "NRK OG VG KRITISERES AV FHI", "NRK og VG kritiseres av FHI"),
        ("nb", "BRANN I HJELMELAND", "Brann i Hjelmeland"),
        ("nb", "SKATTELETTEKOMMISJONEN ER HER", "Skattelettekommisjonen er her"),
        ("nn", "FERJA MELLOM MOLDE OG VESTNES ER INNSTILT",
         "Ferja mellom Molde og Vestnes er innstilt"),
        ("da", "METTE FREDERIKSEN VIL SÆNKE SKATTEN I DANMARK",
         "Mette Frederiksen vil sænke skatten i Danmark"),
        ("da", "DRONNING MARGRETHE BESØGER RØNNE", "Dronning Margrethe besøger Rønne"),
        ("nb", "KARI HAGEN OG TORE VANT", "Kari Hagen og Tore vant"),
        ("nb", "KJÆRSTI OG JOAR GIFTET SEG", "Kjærsti og Joar giftet seg"),
        ("nb", "LASTEBIL VELTET VED KLEPP OG GRAN", "Lastebil veltet ved Klepp og Gran"),
        ("nb", "FULL JUBEL PÅ LYSAKER", "Full jubel på Lysaker"),
        ("nb", "STANGE KOMMUNE VIL STANGE MOT ALLE", "Stange kommune vil stange mot alle"),
        ("nb", "MARIUS BORG HØIBY ER TILTALT", "Marius Borg Høiby er tiltalt"),
        ("nb", "VIKING SLO START 3–0", "Viking slo Start 3–0"),
        ("nb", "EN VIKING SLO SEG NED", "En viking slo seg ned"),
        ("nb", "GULL PÅ SKI OG BRANN I SKI", "Gull på ski og brann i Ski"),
        ("nn", "RAS MELLOM OS OG BERGEN", "Ras mellom Os og Bergen"),
        ("da", "BREV TIL OS FRA GREVE OG RINGE", "Brev til os fra Greve og Ringe"),
        ("nb", "BRANN ER SERIEMESTER I HELL", "Brann er seriemester i Hell"),
        ("nb", "BODØ/GLIMT TAPTE", "Bodø/Glimt tapte"),
        ("nb", "TRYGVE SLAGSVOLD VEDUM OG KONG HARALD SYKMELDT",
         "Trygve Slagsvold Vedum og kong Harald sykmeldt"),
        ("nb", "JUBEL I VÅRT LAND OG HOS HØYRE", "Jubel i Vårt Land og hos Høyre"),
        ("nb", "RAS VED KORGFJELLET OG I FJELLVEGEN", "Ras ved Korgfjellet og i fjellvegen"),
        ("nb", "VI ANKER, SIER ADVOKAT ELDEN", "Vi anker, sier advokat Elden"),
        ("nb", "LEDER FORNØYD MED NM", "Leder fornøyd med NM"),
        ("nb", "LISTHAUG PÅ OSLO S", "Listhaug på Oslo S"),
        ("da", "FREDERIK X TALTE I AARHUS", "Frederik X talte i Aarhus"),
    ],
)  # fmt: skip
def test_names_keep_their_capital(language, shouted, natural):
    assert is_shouted(shouted)
    assert natural_case(shouted, language)[0] == natural


def test_a_place_alone_is_a_name():
    assert natural_case("GRAN:", "nb") == ("Gran:", ("Gran",))
    assert natural_case("GRAN:", "da") == ("Gran:", ())


def test_firms_of_the_table_and_words_beside_an_ampersand_keep_their_capital():
    assert natural_case("HENNES & MAURITZ KUTTER", "nb")[1] == ("Hennes", "Mauritz")
    assert natural_case("NORTURA ØKER PRISENE", "nb")[1] == ("Nortura",)


def test_names_are_listed_at_the_beginning_too():
    assert natural_case("ERNA SOLBERG ER I BERGEN", "nb")[1] == ("Erna", "Solberg", "Bergen")


@pytest.mark.parametrize(
    ("shouted", "known", "natural", "names"),
    [
        ("BRAND I VEJEN", ("Vejen", "Oslo"), "Brand i Vejen", ("Vejen",)),
        ("DEN NORSKE BANK TAPER", ("Den Norske Bank",), "Den Norske Bank taper", ()),
        ("BRAND I VEJENS HUS", ("Vejen",), "Brand i vejens hus", ()),
    ],
)
def test_names_known_from_elsewhere_are_written_as_there(shouted, known, natural, names):
    found = find_known(shouted, known)
    assert natural_case(shouted, "da", found) == (natural, names)


@pytest.mark.parametrize(
    ("natural", "names", "english", "vanished"),
    [
        ("Gahr støre", ("Gahr",), "Gahr", ("støre",)),
        ("Wozniacki syg", ("Wozniacki",), "Wozniacki ill", ()),
        ("Trump krever svar", ("Trump",), "Trump demands", ()),
        ("Stor sak", (), "Matter", ()),
    ],
)
def test_words_beside_a_name_may_be_names_where_the_english_lacks_one(
    natural, names, english, vanished
):
    assert find_vanished(natural, names, english) == vanished


def test_words_shouted_in_a_sentence_are_calmed_and_acronyms_are_not():
    assert calm("Dette er IKKE bra, sier NRK og NAV.")[0] == "Dette er ikke bra, sier NRK og NAV."
    assert calm("IKKE rør!")[0] == "IKKE rør!"
    assert calm("Dette er IKKE GREIT, sier NRK.")[0] == "Dette er ikke greit, sier NRK."
    assert calm("De fikk GULL I OSLO.", "nb")[0] == "De fikk gull i Oslo."
    assert calm("Nå kommer NRK ALDRI.")[0] == "Nå kommer NRK aldri."


@pytest.mark.parametrize(
    ("text", "calmed", "names"),
    [
        ("STRØMMEN ER BORTE I GRUE, sier Kari.", "Strømmen er borte i Grue, sier Kari.", ("Grue",)),
        ("Sport: LANDSLAGET TIL FINALE i kveld", "Sport: landslaget til finale i kveld", ()),
        ("GRUE: Ingen er skadet.", "GRUE: Ingen er skadet.", ("GRUE",)),
        ("VIL IKKE SVARE: Hun går.", "VIL IKKE SVARE: Hun går.", ()),
        ("SPORT: Hun vant i går.", "SPORT: Hun vant i går.", ()),
        ("BRANN PÅ LEKA: Ingen er skadet.", "BRANN PÅ LEKA: Ingen er skadet.", ("LEKA",)),
        (
            "Selskapet NORSK GJENVINNING AS er solgt.",
            "Selskapet NORSK GJENVINNING AS er solgt.",
            (),
        ),
        (
            "Både KRISTIANSUND BK OG REAL MADRID vant i går.",
            "Både KRISTIANSUND BK OG REAL MADRID vant i går.",
            (),
        ),
    ],
)
def test_lines_half_in_capitals_are_calmed(text, calmed, names):
    assert calm(text, "nb") == (calmed, names)


@example("/ABC DEFGH")
@given(st.text(max_size=60))
def test_the_length_stays_the_same(text):
    assert len(natural_case(text, "nb")[0]) == len(calm(text)[0]) == len(shout(text)) == len(text)
