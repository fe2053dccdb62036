import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translation.keeping import find_kept, find_lost_numbers
from pipeline.translation.placeholders import put_placeholders


def kept(text):
    return [text[each.start : each.end] for each in find_kept(text)]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Les mer på www.eksempel.no/a?b=1.", ["www.eksempel.no/a?b=1"]),
        ("Søk på finn.no, yr.no og nrk.no/vestland.", ["finn.no", "yr.no", "nrk.no/vestland"]),
        ("Det står på Dagsavisen.no og bit.ly/3xYz9 nå.", ["Dagsavisen.no", "bit.ly/3xYz9"]),
        ("Han kom.Nå gikk han, bl.a. hit og f.eks. dit.", []),
        ("Ursula von der Leyens plan og Ole van der Meer.", ["von der Leyen", "van der Meer"]),
        ("Strømmen i NO2 er dyr.", ["NO2"]),
        ("Storgata 14, 7100 Vejle, og Vej 2, 1. tv., 8600 Silkeborg",
         ["7100", "1. tv.", "8600"]),
        ("Se https://eksempel.dk, eller skriv til post@eksempel.dk!",
         ["https://eksempel.dk", "post@eksempel.dk"]),
        ("Kontakt <ola@x.example> i dag", ["<ola@x.example>"]),
        ("Følg @eksempel og #valg2021", ["@eksempel", "#valg2021"]),
        ("Det er 5 # her, AT&T og a @ b", []),
        ("Boken har ISBN 978-82-05-12345-6.", ["ISBN 978-82-05-12345-6"]),
        ("Se doi:10.1000/182 og fila data.csv", ["doi:10.1000/182", "data.csv"]),
    ],
)  # fmt: skip
def test_addresses(text, addresses):
    assert kept(text) == addresses


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("Metoden __init__ tar *args og **kwargs.", ["__init__", "*args", "**kwargs"]),
        ("Filen __init__.py har my_var_name.", ["__init__.py", "my_var_name"]),
        ("Feltet _id, self.__name__.title", ["_id", "self.__name__.title"]),
        ("Kall os.path.join med $HOME_DIR.", ["os.path.join", "$HOME_DIR"]),
        ("Typen std::vector<int> brukes.", ["std::vector<int>"]),
        ("Det skjer f.eks. nå.han", []),
        ("Åpne «budsjett utkast 3.xlsx» eller plan.pdf.", ["budsjett utkast 3.xlsx", "plan.pdf"]),
        ("«Send meg rapport.pdf», sa han.", ["rapport.pdf"]),
        ("Hent filen Årsrapport 2024 endelig.pdf her.", ["Årsrapport 2024 endelig.pdf"]),
        ("Vedlegget Møtereferat fra styret.docx, dokumentet Plan for (ny) skole v1.2.docx",
         ["Møtereferat fra styret.docx", "Plan for (ny) skole v1.2.docx"]),
        ("Filen Budsjett er slettet og heter nå plan.pdf.", ["plan.pdf"]),
        ("Filen ligger i plan.pdf.", ["plan.pdf"]),
        ("*Gjelder ikke i ferien.", ["*"]),
    ],
)  # fmt: skip
def test_identifiers_of_programs(text, identifiers):
    assert kept(text) == identifiers


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Han ble født 12.3.1974 på Voss.", ["12.3.1974"]),
        ("Møtet er 3/4-2024 og 2024-04-03.", ["3/4-2024", "2024-04-03"]),
        ("Versjon 2.10.3 og 0.8.0-2sarge4 er ute.", ["2.10.3", "0.8.0-2sarge4"]),
        ("Betal til 1234.56.78903 eller 1234 56 78903.", ["1234.56.78903", "1234 56 78903"]),
        ("Etter § 3-2 og §§ 12 og 13 er det forbudt.", ["3-2"]),
        ("Ring 22 33 44 55 eller +47 916 23 456.", ["22 33 44 55", "+47 916 23 456"]),
        ("Org.nr. 912 345 678 er nytt.", ["Org.nr. 912 345 678"]),
        ("Dokument 15:1432 og kart 1:50000 kom kl. 15:14.", ["15:1432", "1:50000", "15:14"]),
        ("Det bor 1.250.000 i byen, og 12 500 i bygda.", []),
        ("I 2023 var det 1 234 567 innbyggere.", ["1 234 567"]),
        ("I 2024 kom 300 gjester klokken 12.40.", ["12.40"]),
        ("Resultatet ble 2-1 i 3. time.", []),
    ],
)
def test_codes_and_numeric_dates(text, codes):
    assert kept(text) == codes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Han reiste til 北京 i fjor.", ["北京"]),
        ("Der sto «Слава Україні» på veggen.", ["Слава Україні"]),
        ("Łukasz og Đặng bor i Ål.", ["Łukasz", "Đặng"]),
        ("Zbigniew Brzeziński og Nguyễn Văn Đức.", ["Zbigniew Brzeziński", "Nguyễn Văn Đức"]),
        ("Statsminister Łukasz Kowalski møtte Tyrkias Erdoğan.", ["Łukasz Kowalski", "Erdoğan"]),
        ("Den polske Łukasz Nowak-saken er i Łódź NTB.", ["Łukasz", "Łódź"]),
        ("Verdien er x^2 i formelen.", ["x^2"]),
        ("Bruk ½ kg smør og 1½ dl melk.", ["½ kg", "1½ dl"]),
        ("Østergade 12, 2. tv., 8600 Silkeborg", ["2. tv.", "8600"]),
        ("CO₂-utslippet og Đặng-saken på side 12 ff. og 4 f.", ["CO₂", "Đặng", "12 ff."]),
        ("Familien 👨‍👩‍👧‍👦 kom 👍🏽 hit 🇳🇴.", ["👨‍👩‍👧‍👦", "👍🏽", "🇳🇴"]),
        ("Skriv {navn} i feltet `a b`.", ["{navn}", "`a b`"]),
        ("Åse Müller fra Québec så Citroën, Škoda og «Ål».", []),
        ("Er det ikke? Jo! (Kanskje) – «ja» … 50 % & 3 + 4; 'a'/b", []),
    ],
)
def test_words_and_signs_of_other_alphabets(text, words):
    assert kept(text) == words


def test_an_amount_is_one_number_in_english():
    (first, second) = find_kept("De fikk 5 mill. dollar og €1.250.")
    assert (first.target, second.target) == ("5 million dollars", "€1,250")
    assert {first.shape, second.shape} == {"number"}


def test_a_sign_is_a_word_after_one_that_governs_it():
    shapes = [each.shape for each in find_kept("Følg os på 📱, kære ★ venner")]
    assert shapes == ["name", "mark"]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Han ble dømt etter loven, jf. forskriften.", ["cf."]),
        ("Jf. loven (jfr. forskriften).", ["Cf.", "cf."]),
        ("Jeg går.", []),
    ],
)
def test_references_to_other_texts(text, english):
    assert [each.target for each in find_kept(text)] == english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Huset ligger 1 1/2 mil unna.", ["15 km"]),
        ("Vi gjekk 1/4 mil og åt 2 1/2 brød.", ["2.5 km", "2 1/2"]),
        ("Eiendommen gnr. 12, bnr. 345 i Bærum", ["gnr. 12, bnr. 345"]),
        ("Gnr. 45 og bnr. 12/3 er solgt.", ["Gnr. 45 and bnr. 12/3"]),
        ("Firmaet (org.nr. 914 782 007)", ["org. no. 914 782 007"]),
        ("Bekendtgørelse nr. 1108 af 21/08/2023", ["Executive Order no. 1108", "21/08/2023"]),
        ("Odd AS, org.nr 987654321, er ute.", ["org. no. 987654321"]),
        ("Ho var ad hoc-leiar.", []),
        ("CVR-nr. 12345678", ["CVR no. 12345678"]),
        ("Temaet var Æ, Ø og Å.", ["Æ, Ø and Å"]),
        ("Han bor på en ø, å ja.", []),
        ("Romanen «Septologien» og «Dronningen»", ["Septologien"]),
        ("Det er «bona fide», de facto.", ["bona fide", "de facto"]),
        ("Fila «Årsrapport 2023 – endeleg.docx» er her.", ["Årsrapport 2023 – endeleg.docx"]),
    ],
)
def test_registers_fractions_and_titles(text, english):
    assert [each.target for each in find_kept(text)] == english


def test_lost_numbers_are_found_where_they_are():
    text = "Det kom 3100 dyr og 45 folk."
    (lost,) = find_lost_numbers(text, "45 people came.")
    assert (text[lost.start : lost.end], lost.target) == ("3100", "3100")
    assert find_lost_numbers(text, "3,100 animals and 45 people came.") == []


@given(st.text(max_size=80))
def test_stretches_are_in_order_and_apart(text):
    found = find_kept(text)
    ends = [0, *(each.end for each in found)]
    assert all(end <= each.start < each.end for end, each in zip(ends, found, strict=False))


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("Den har sha256:9f86d081884c og 7781abc-99.", ["sha256:9f86d081884c", "7781abc-99"]),
        ("Nr. 550e8400-e29b-41d4-a716-446655440000.", ["550e8400-e29b-41d4-a716-446655440000"]),
        ("Se abc123def.pdf på www.abc-12ab34.no.", ["abc123def.pdf", "www.abc-12ab34.no"]),
        ("Konto NO93 8601 1117 947, SWIFT DNBANOKK.", ["NO93 8601 1117 947", "DNBANOKK"]),
        ("Bankens BIC er NDEANOKK i dag.", ["NDEANOKK"]),
        ("Send til 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 nå.", ["1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"]),
        ("Sak AB-12345 og X123456-saken.", ["AB-12345", "X123456"]),
        ("I fjor kom en 18-åring med 3D-printer til G20-møtet.", []),
        ("Den 12-årige gutten fikk 2000kr og 100kWh på 90tallet.", []),
        ("Covid-19-pandemien, OL-2022, 10-12 dager, U21-landslaget.", []),
    ],
)  # fmt: skip
def test_identifiers(text, identifiers):
    assert [each for each in kept(text) if not each.endswith(("kr", "kWh"))] == identifiers


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Han skrev 1.000.000 og 1,000,000 og 1 000 000.", ["1,000,000"] * 3),
        ("Både 1.500 og 1 500 og 1500 går.", ["1,500"] * 3),
        ("Det var 2,250,000 da.", ["2,250,000"]),
        ("Det var 1.500 og 1.500, og 1,250 liter.", []),
    ],
)
def test_numbers_written_in_several_ways_come_out_in_one(text, english):
    assert [each.target for each in find_kept(text)] == english


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Kampen begynner kl. 18.00 og slutter kl. 9.45.", ["18:00", "09:45"]),
        ("Det er stengt etter kl. 22.", ["22:00"]),
        ("Mellom klokken 14 og 16.30 er veien stengt.", ["14:00", "16:30"]),
        ("Åpent kl. 9.30–15 alle dager.", ["09:30", "15:00"]),
        ("Butikken åpner klokka 8.", ["08:00"]),
        ("Det var stengt frå kl. 16 til kl. 01.", ["16:00", "01:00"]),
        ("Ring mellom kl. 9 og 11.", ["09:00", "11:00"]),
        ("Prisen er kl. 100 kroner.", []),
    ],
)
def test_times_of_day_are_kept_as_24_hours(text, times):
    assert [each.target for each in find_kept(text) if ":" in each.target] == times


@pytest.mark.parametrize(
    ("text", "read", "english"),
    [
        ("Møtet er halv ni.", "Møtet er kl. 617.", ["half past eight"]),
        ("Kvart over to kom hun.", "Kl. 617 kom hun.", ["quarter past two"]),
        ("Det varte fra halv to til ti på tre.", "Det varte fra 617 til 839.",
         ["half past one", "ten to three"]),
        ("Klokken er kvart på fire.", "Klokken er 617.", ["quarter to four"]),
        ("Skolen ble bygd på 1920-tallet.", "Skolen ble bygd i 617.", ["the 1920s"]),
        ("På 700-tallet kom vikingene.", "I 617 kom vikingene.", ["the 700s"]),
        ("Slutten av 1600-tallets kunst.", "Slutten av 617s kunst.", ["the 1600s"]),
        ("Mellom 1970- og 1980-talet.", "Mellom 617.", ["the 1970s and the 1980s"]),
        ("Musikk fra 60- og 70-tallet.", "Musikk fra 617.", ["the 60s and the 70s"]),
        ("I 2010'erne blev huset solgt.", "I 617 blev huset solgt.", ["the 2010s"]),
        ("En mann i 50-årene og en bil fra 1950-åra.", "En mann i 50-årene og en bil fra 617.",
         ["the 1950s"]),
        ("Det smalt ved 15-tiden i går.", "Det smalt kl. 617 i går.", ["about 15:00"]),
        ("I firetiden ringte hun.", "Kl. 617 ringte hun.", ["about four o'clock"]),
        ("Åpent kl. 9–17 i dag.", "Åpent kl. 617–839 i dag.", ["09:00", "17:00"]),
        ("Kl. 8 og 15 minutter etter kom 3.", "Kl. 617 og 15 minutter etter kom 3.", ["08:00"]),
        ("Klokken 14 og 3 personer var der.", "Klokken 617 og 3 personer var der.", ["14:00"]),
        ("Klokka 9 og 17 er det stengt.", "Klokka 617 og 839 er det stengt.", ["09:00", "17:00"]),
        ("Et 1700-tallshus.", "Et 1700-tallshus.", []),
        ("Vinnertiden var 2.08.17,4 i går.", "Vinnertiden var 617 i går.", ["2:08:17.4"]),
        ("Hun svømte på 1.58,32.", "Hun svømte på 617.", ["1:58.32"]),
        ("Kursen er 1.234,50 i dag.", "Kursen er 1.234,50 i dag.", []),
        ("Resultatet ble 12,3 MNOK.", "Resultatet ble 617.", ["NOK 12.3 million"]),
        ("De tapte MDKK 40 på salget.", "De tapte 617 på salget.", ["DKK 40 million"]),
        ("Det koster 250 TNOK NOK i alt.", "Det koster 617 i alt.", ["NOK 250 thousand"]),
        ("Budsjettet er 8 Mkr.", "Budsjettet er 617.", ["8 million kroner"]),
        ("Ring 02800 eller 0150 nå.", "Ring 617 eller 839 nå.", ["02800", "0150"]),
        ("Det kostet 1,2 billiarder yen.", "Det kostet 617.", ["1.2 quadrillion yen"]),
        ("Minus 3 til pluss 1 grader i dag.", "617 i dag.", ["Minus 3 to plus 1 degrees"]),
        ("Det er fem til ti plusgrader og 8 graders frost.", "Det er 617 og 839.",
         ["5 to 10 degrees above zero", "8 degrees below zero"]),
        ("Det var én kuldegrad og 3 grader.", "Det var én kuldegrad og 3 grader.", []),
        ("Kodeord HJELP koster 21,30 kroner literen.", "Kodeord TDC koster 617.",
         ["HJELP", "21.30 kroner per litre"]),
        ("Han fikk 200 kr timen før.", "Han fikk 617 timen før.", ["200 kroner"]),
        ("Han vant 1.12 min. foran meg.", "Han vant 617 foran meg.", ["1:12 min"]),
        ("Rundt 24 000 kom.", "Rundt 24 000 kom.", []),
        ("Den 12.3. kom 300 kr inkl. moms.", "617 kom 839 TDC.",
         ["12.3.", "300 kroner", "including VAT"]),
        ("Møtet er 24.10. kl. 19.", "Møtet er 617 kl. 839.", ["24.10.", "19:00"]),
        ("Postboks 7240 er 1,2 da.", "TDC er 617.", ["PO Box 7240", "1.2 daa"]),
        ("Det var 12 da.", "Det var 12 da.", []),
        ("Vinden var 20 mil i timen.", "Vinden var 617.", ["20 mil an hour"]),
    ],
)  # fmt: skip
def test_times_decades_and_large_amounts_are_kept(text, read, english):
    edited, placeholders = put_placeholders(text, find_kept(text))
    assert edited == read
    assert [each.target for each in placeholders] == english
