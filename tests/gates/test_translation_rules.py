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
    "all placeholders": ("Skriv {navn} i feltet og trykk på knappen.",),
    "sentences in capitals": ("BRANN I HJELMELAND KIRKE", "ERNA SOLBERG GRÅT PÅ LANDSMØTET"),
    "half in capitals": (
        "ELEVENE PÅ BRYNE FÅR NY SKOLE, sier rektor Per Bakke.", "VIKTIG! Husk møtet 1. MARS.",
    ),
    "lost names behind placeholders": (
        "DAGBLADET SLO AFTENPOSTEN", "PRESIDENT DONALD TRUMP KOMMER TIL OSLO.",
    ),
    "English names of places": ("Toget fra Køln til Nürnberg kører igen.",),
    "misspelled numbers": ("Av 61.978 saker ble 4441 avvist.",),
    "misspelled names": (
        "Hemsing flyttet til Folldal i fjor.", "Gjelsvik flyttet til Tynset i fjor.",
    ),
    "respelled names": (
        "Ordføreren i Brønderslev heter Viktor Nygaard.",
        "Ordføreren i Engerdal heter Viktor Aksnes.",
    ),
    "endings of ordinals": (
        "Målet faldt i det 82. minut.", "Seieren kom i det 22. forsøket, etter 3828 runder.",
    ),
    "acronyms": ("Foto: FN", "(FN/NTB)"),
    "date stamps": ("14.15 – Politiet har kontroll på stedet.",),
    "phrases of newspapers": ("Leder: Statsråden må gå", "Leiar: No må kommunen snu"),
    "kickers": ("VIKTIG! Husk møtet 1. MARS.",),
    "results": ("Brann–Viking 2–1 (1–0)", "Start – Lyn 0–0"),
    "second tries": ("DAGBLADET SLO AFTENPOSTEN", "PRESIDENT DONALD TRUMP KOMMER TIL OSLO."),
}  # fmt: skip
# Of these, docs/translation.md has a figure of the words around them.
NOT_NEEDED = {"votes"}


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
