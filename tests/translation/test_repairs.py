import time

import pytest

from pipeline.documents import Flag
from pipeline.translation.repairs import repair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Rundt 100.000 soldater", "Around 100.000 soldiers", "Around 100,000 soldiers"),
        ("Rundt 100.000 soldater", "Around 100 000 soldiers", "Around 100,000 soldiers"),
        ("Renten er 3,5 prosent", "The rate is 3,5 percent", "The rate is 3.5 percent"),
        ("Det steg 7.45", "It rose 7.45", "It rose 7.45"),
        ("Fergen går 10.08", "The ferry leaves at 10: 08", "The ferry leaves at 10:08"),
        ("Solgt for 12.345.678,50", "Sold for 12.345.678,50", "Sold for 12,345,678.50"),
        ("Solgt for 1 234 567,50", "Sold for 1.234.567,50", "Sold for 1,234,567.50"),
        ("Det er 2,5 millioner", "It is 2,5 million", "It is 2.5 million"),
        ("3.000 til 4.000 kom", "3.000 to 4.000 came", "3,000 to 4,000 came"),
        ("De 300 millionene", "The 300 million", "The 300 million"),
        ("Et 30-millionersanlegg", "A 30 million facility", "A 30 million facility"),
        ("Gull på 200 m", "Gold in the 200m", "Gold in the 200m"),
        ("Ring 900 12 345 nå", "Call 900 12 345 now", "Call 900 12 345 now"),
        ("Ring 116 123 nå", "Call 116 123 now", "Call 116 123 now"),
        ("Org.nr. 912 345 678", "Org. no. 912 345 678", "Org. no. 912 345 678"),
        ("Fra 2024: 50 døde", "From 2024: 50 died", "From 2024: 50 died"),
        ("Folk i Ukraina", "People in Ukraina", "People in Ukraine"),
        ("Fns råd møtes", "Fns council meets", "UN's council meets"),
        ("Natos sjef", "Nato's chief", "NATO's chief"),
        ("Øya Bowen Island", "The island Bowen Island", "The island Bowen Island"),
        ("Det er opp til 38 %", "It is up to 38%", "It is up to 38%"),
        ("Han kan ha gått i natt", "He may have left last night", "He may have left last night"),
        ("Det er fint", "It isn't 'fine'", "It isn't 'fine'"),
        ("Natt til søndag", "On Saturday night", "On Saturday night"),
        ("Brann natt til lørdag", "A fire on Friday night", "A fire on Friday night"),
    ],
)
def test_typography_and_known_names_are_mended_silently(source, target, expected):
    assert repair(source, target) == (expected, ())


@pytest.mark.parametrize(
    ("source", "target", "expected", "reason"),
    [
        ("Det var i 2022", "It was in 202", "It was in 2022", "2022: the model wrote 202"),
        ("Onsdag regnet det", "On Monday it rained", "On Wednesday it rained",
         "Wednesday: the model wrote Monday"),
        ("1250 kroner og 350 euro", "1,250 kroner and 250 euros", "1,250 kroner and 350 euros",
         "350: the model wrote 250"),
        ("Den 24. januar", "On 24 February", "On 24 January", "January: the model wrote February"),
        ("Avisen Kommersant", "The paper Kommerant", "The paper Kommersant",
         "Kommersant: the model wrote Kommerant"),
        ("XY-BRAN-saken er ny", "The XYBRAN case is new", "The XY-BRAN case is new",
         "XY-BRAN: the model wrote XYBRAN"),
        ("Bonde fra Klepp vant", "Farmer from Klep won", "Farmer from Klepp won",
         "Klepp: the model wrote Klep"),
        ("Vi kjenner Ukraina", "We know Uckraina", "We know Ukraine",
         "Ukraine: the model wrote Uckraina"),
        ("Det blir regn i natt", "It will rain last night", "It will rain tonight",
         "tonight: the model wrote last night"),
        ("I nat kan det sne", "Last night it may snow", "Tonight it may snow",
         "Tonight: the model wrote Last night"),
        ("Hos Nordic Semiconductor", "At Nordic semi-conductor", "At Nordic Semiconductor",
         "Nordic Semiconductor: the model wrote Nordic semi-conductor"),
        ("De tapte 2–1 for Molde", "They lost 2–1 for Molde", "They lost 2–1 to Molde",
         "lost 2–1 to: the model wrote lost 2–1 for"),
        ("Brann natt til lørdag", "A fire on Saturday night", "A fire early on Saturday",
         "early on Saturday: the model wrote on Saturday night"),
        ("Prisen er opp 38 %", "The price is up to 38%", "The price is up 38%",
         "up 38: the model wrote up to 38"),
        ("Alle møttes i Spejlsalen", "They met in the speilsalen", "They met in the Spejlsalen",
         "Spejlsalen: the model wrote speilsalen"),
        ("Brev fra Sveits", "Letters from Sveit", "Letters from Switzerland",
         "Switzerland: the model wrote Sveit"),
    ],
)  # fmt: skip
def test_what_was_put_right_is_told(source, target, expected, reason):
    assert repair(source, target) == (expected, (Flag("repaired", reason),))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ministeren møtte Daniel i går", "The minister met him yesterday"),
        ("Tyrkia er på 783,562 km².", "Turkey covers 783,562 square kilometres."),
        ("De gikk 100 mil på ski.", "They walked 1,000 kilometres on skis."),
        ("Gården er på 500 mål.", "The farm covers 50 hectares."),
        ("Kl. 3.30 steg renten til 3,30 prosent.", "At 3:30 the rate rose to 3.30 percent."),
        ("Møtet begynner kl. 14.30.", "The meeting starts at 4:30 p.m."),
        ("Sesongen 2023/24 var den beste.", "The 2022/23 season was the best."),
        ("Muhammed døde i Medina i 632.", "Muhammad died in Medina in 632."),
        ('Kald mig bare "Deres Majestæt".', 'Just call me "Your Majesty".'),
        ("Vi tenkte på Danmarks Statistik.", "We thought about Statistics Denmark."),
        ("I går tapte Bayern München for Napoli.", "Yesterday Bayern Munich lost to Napoli."),
        ('Norge heter "Norge" på norsk.', 'Norway is called "Norge" in Norwegian.'),
        ("Det var «helt sykt», sier 16-åringen.", "“It was ‘insane’,” says the 16-year-old."),
        ("Han sa at han «brukte slang».", "He said he 'used slang like the boys' friend.'"),
        ("Ordføreren i Mandal", "The mayor on Monday"),
        ("Han traff Oliver", "Over is hit"),
        ("Fra 120 til 110", "From 120 to 11O"),
        ("Mellom 20 og 30 dyr", "Between 200 and 300 animals"),
        ("Mandag og onsdag", "Tuesday and Friday"),
        ("Fem av 12 hus", "Nine of them"),
        ("Herr Hansen smilte", "Mr Petersen smiled"),
        ("Vi møtte Hansen og Hanssen", "We met Hamsen"),
        ("I 2022 kom 12 dyr", "In 1984 animals came"),
    ],
)
def test_what_is_not_sure_is_left(source, target):
    assert repair(source, target) == (target, ())


def test_a_text_that_lost_thousands_of_numbers_takes_no_time():
    start = time.process_time()
    assert repair("12 dyr " * 3000, "animals 21 " * 3000)[1] == ()
    assert time.process_time() - start < 5


def test_ordinals_get_their_own_ending():
    assert repair("Det er den 22. i rekken.", "It is the 22th in a row.")[0] == (
        "It is the 22nd in a row."
    )


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("Ferja går til Vestnes nå.", "The ferry goes to Westnes now.",
         "The ferry goes to Vestnes now."),
        ("Hun bor i byen Rønne.", "She lives in the town of Røne.",
         "She lives in the town of Rønne."),
        ("Vi besøkte Orkla i går.", "We visited Orcla yesterday.", "We visited Orkla yesterday."),
        ("Dei drog til Fosen.", "They went to Phosen.", "They went to Fosen."),
        ("Det sier Berit Reiss-Andersen.", "So says Berit Reis-Andersen.",
         "So says Berit Reiss-Andersen."),
        ("Det sier Gahr Støre.", "So says Gahr Store.", "So says Gahr Støre."),
        ("Føtex", "Fétex", "Føtex"),
        ("Salling selger", "Saling is selling", "Salling is selling"),
        ("Moderna åpner", "Modern opens", "Modern opens"),
        ("Kaptein Berg", "Kaptain Berg", "Kaptain Berg"),
        ("Prigozjin døde i fjor.", "Prigozhin died last year.", "Prigozhin died last year."),
        ("Er de fra Åre?", "Are they from Are?", "Are they from Are?"),
        ("Flere bor i Møre nå.", "More live in More now.", "More live in More now."),
        ("Afrikas leiarar drog til Korsika.", "The leaders of Africa went to Corsica.",
         "The leaders of Africa went to Corsica."),
        ("Han møtte Zelenskyj i går.", "He met Zelensky yesterday.", "He met Zelensky yesterday."),
    ],
)  # fmt: skip
def test_a_name_has_its_own_spelling(source, target, mended):
    assert repair(source, target)[0] == mended
