"""Every rule of translation earns its place: the shipped weights need it in some sentence.

The sentences are those of `tests/cases` whose English lacked something without the rule. After new
weights, look for others that need it (`python -m tests.benchmarks.rules`), or delete the rule.
"""

import pytest

from tests.benchmarks.rules import RULES, build_stage, is_held, read_cases, translate, without

pytestmark = pytest.mark.integration

NEEDED = {
    "amounts": ("Huset kostet £250.000 i fjor.", "Fondet tapte 12 mrd. USD i fjor."),
    "ordinals": ("Kong Harald 5. besøkte byen i 1999.", "Holdet vandt for 4. gang."),
    "decades": ("500-tallets gull ligger på museet.", "Tårnet er fra 900-tallet."),
    "turns of a year": (
        "Festen markerte 2000-årsskiftet i Oslo.", "Rundt årsskiftet 1999/2000 var mange redde.",
    ),
    "notations": ("Talet er 1,250,000 og ikkje mindre.", "Der er solgt 3,456,789 billetter."),
    "times of day": ("Ulykken skjedde klokken 12.40 i dag.", "Klokka 07.15 gjekk alarmen."),
    "times in words": ("Toget går ti over halv fire.", "Møtet begynner fem på halv sju."),
    "times of races": ("Vinnertiden ble 27.42,7.", "Tida på 5000 meter var 13.28,4."),
    "identifiers": (
        "Betal til NO93 8601 1117 947 innen fredag.",
        "Kontoen har IBAN DK50 0040 0440 1162 43 hos banken.",
    ),
    "addresses, code, numeric dates": (
        "Betal til konto 1234.56.78903 innen fredag.", "Ho vart fødd 3.11.1956 i Florø.",
    ),
    "markup": ("Prisene steg i fjor.[3] Nå faller de.",),
    "signed numbers": (
        "Laget på 4 × 400 meter stafett ble diskvalifisert.",
        "Laget til Ghana på 4 × 100 meter stafett kom i mål.",
    ),
    "fractions": ("Bland ½ dl melk og 2 egg.", "Tilsæt ¾ l vand og lidt salt."),
    "other alphabets and symbols": (
        "Rząd przyjął dziś nową ustawę.", "Vi ❤ Bergen, sier ordføreren.",
    ),
    "sections of laws": (
        "Kravet bygger på § 12-3 annet ledd bokstav b i skatteloven.",
        "Retten viste til § 4-1 tredje ledd i opplæringslova.",
    ),
    "numbers of registers": (
        "Eiendommen er registrert som gnr. 45, bnr. 12 i Lærdal.",
        "Tomten på gnr. 7 bnr. 231 ble solgt i juni.",
    ),
    "whole numbers with a fraction": (
        "Det er 1 1/2 mil fra skolen til butikken.", "Løypa er 2 1/2 mil lang og går over fjellet.",
    ),
    "one and a half": ("Gjelden er på halvannen milliard.",),
    "pages and flats": (
        "Familien bor på Vestergade 12, 3. tv., i Odense.",
        "Saken er omtalt på side 45 f. i rapporten fra utvalget.",
    ),
    "weeks, feasts, opening hours": (
        "Butikken er åpen man–fre 10–18, lør 10–15.",
        "Museet holder lukket 2. juledag og 1. januar.",
    ),
    "lists of parties": (
        "Forslaget fikk støtte fra H, Frp, V og KrF.", "Mot: Ap, SV, R",
    ),
    "ranks": (
        "Øvelsen ledes av oblt. Hansen fra Bardufoss.", "Skipet føres av komkapt. Berg fra Bergen.",
    ),
    "persons named by common words": (
        "Det sier Trym Hav, som leder klubben.", "Prisen gikk til Dag Vår fra Molde.",
    ),
    "papers and firms": ("DAGENS NÆRINGSLIV KUTTER 40 STILLINGER",),
    "organizations": (
        "Kontonummer 2480 13 09562 tilhører Kirkens Nødhjelp.", "Frelsens Hær deler mad ud.",
    ),
    "laws": ("Retten la vekt på allmenngjøringsloven § 5.", "Han viste til odelsloven."),
    "clubs": ("Brann tapte igjen.", "Fram fikk ny trener."),
    "names at the start": (
        "Rolf vant loppet foran Kari.",
        "Stein kastet inn håndkleet etter 12 år som ordfører i Rana.",
    ),
    "parties in headlines": ("Rødt krever svar", "VENSTRE UNDER SPERREGRENSEN"),
    "temperatures": (
        "Det var 8 varmegrader i går.", "Temperaturen er på pluss 2 grader.",
        "Der ventes op til 12 graders frost.",
    ),
    "numbers that begin with zero": ("Politiet kan nås på 02800 hele natten.",),
    "code words": ("Send SMS med kodeord HJELP til 2290 (kr 5,-).",),
    "days in digits": (
        "Torsdag 24.10. kl. 19 holder Frode Grytten foredrag i Odda bibliotek.",
    ),
    "value added tax": ("Prisen er 300 kroner eks. moms, oplyser firmaet.",),
    "titles of works": (
        "Hun leste fra romanen «Septologien» på festivalen.",
        "Filmen «Fjols til fjells» ble vist på nytt i helgen.",
    ),
    "letters": (
        "Bokstavene æ, ø og å skaper trøbbel i e-postadresser.",
        "Systemet kan ikke læse æ, ø og å.",
    ),
    "nights": ("Natten til 2. påskedag brød tyve ind i butikken.",),
    "pointers": ("Les mer ›",),
    "foreign words in quotation marks": ("Han ropte «Perkele» til dommeren.",),
    "institutions and prizes": ("Solstrålen barnehage har fått ny styrer.",),
    "clubs in capitals": ("SKISTAR ØKER OVERSKUDDET",),
    "Latin": (
        "Kjøperen handlet bona fide, mener retten.", "Advokaten arbeidet pro bono for familien.",
    ),
    "all placeholders": ("Skriv {navn} i feltet og trykk på knappen.",),
    "sentences in capitals": ("BRANN I HJELMELAND KIRKE", "ERNA SOLBERG GRÅT PÅ LANDSMØTET"),
    "half in capitals": (
        "ELEVENE PÅ BRYNE FÅR NY SKOLE, sier rektor Per Bakke.",
    ),
    "lost names behind placeholders": (
        "DAGBLADET SLO AFTENPOSTEN", "PRESIDENT DONALD TRUMP KOMMER TIL OSLO.",
    ),
    "English names of places": ("Kampene ved Kyjiv er ikke over.",),
    "misspelled numbers": (
        (
            "Kommunevalget i Istanbul blev kørt om i juni, og oppositionens kandidat øgede sin "
            "føring fra 13.000 til 800.000 stemmer."
        ),
    ),
    "misspelled names": (
        "Hemsing flyttet til Folldal i fjor.", "Gjelsvik flyttet til Tynset i fjor.",
    ),
    "respelled names": ("Advokat Berit Reiss-Andersen bistår Tor Mikkel Wara.",),
    "endings of ordinals": (
        "Målet faldt i det 82. minut.", "Seieren kom i det 22. forsøket, etter 3828 runder.",
    ),
    "acronyms": ("Foto: FN", "(FN/NTB)"),
    "date stamps": ("14.15 – Politiet har kontroll på stedet.",),
    "phrases of newspapers": ("Leder: Statsråden må gå", "Leiar: No må kommunen snu"),
    "kickers": ("HUSK! Møtet er flyttet til 1. MARS.",),
    "results": ("Brann–Viking 2–1 (1–0)", "Start – Lyn 0–0"),
    "rows of tables": ("1. Brann 45", "3. Odd 12 8 2 2 24–10 26"),
    "abbreviations and bank notes": ("Han fikk igjen tre hundrelapper i kassen.",),
    "names with other capitals": (
        "Gaute Nepstad i Norwegian Crew Management i Kristiansund ansetter 30.",
        "Aksjekursen i Kitron, Nordic Semiconductor og Frontline falt mest på Oslo Børs.",
    ),
    "second tries": ("DAGBLADET SLO AFTENPOSTEN", "PRESIDENT DONALD TRUMP KOMMER TIL OSLO."),
}  # fmt: skip
# Of these, docs/translation.md has a figure of the words around them.
NOT_NEEDED = {"votes", "misread phrases"}


@pytest.fixture(scope="module")
def stages():
    return {retry: build_stage(retry=retry) for retry in (True, False)}


@pytest.fixture(scope="module")
def cases():
    return {each.text: each for each in read_cases()}


def test_every_rule_has_sentences_that_need_it():
    assert RULES.keys() == NEEDED.keys() | NOT_NEEDED


@pytest.mark.parametrize("rule", NEEDED)
def test_no_rule_of_translation_is_idle(rule, stages, cases):
    sentences = [cases[text] for text in NEEDED[rule]]
    made = translate(stages[True], sentences)
    assert all(is_held(*each) for each in zip(sentences, (text for text, _ in made), strict=True))
    with without(rule):
        made = translate(stages[rule != "second tries"], sentences)
    held = [is_held(*each) for each in zip(sentences, (text for text, _ in made), strict=True)]
    assert not all(held)
