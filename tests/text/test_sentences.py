import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import Segment
from pipeline.text.abbreviations import ENGLISH, NORDIC
from pipeline.text.sentences import RULES, join, split_sentences

# ` | ` is a space between sentences, `|` alone a boundary without one.
HARD = [
    # a rank and a month, at least and a minute, parts in letters and Roman numerals
    ("nb", "Etter maj. Petersen var alt rolig."),
    ("da", "Ifølge maj. Petersen er alt i orden. | Det skete 1. maj. | Petersen tav."),
    ("da", "Han kom i maj. | Petersen kom i juni."),
    ("nb", "Det tar min. 2 timer. | Han løp i 3 min. | 2 av dem vant."),
    ("nb", "Kok i 3 min. | La det hvile i 5 min."),
    ("nb", "Se kap. III i loven, fig. B og vår ref. 2023/14."),
    ("nb", "Han leste fem s. | I går var det mer."),
    ("da", "Selskabet Alm. Brand taber penge i Sdr. Omme."),
    # abbreviations before numbers and names
    ("nb", "Org.nr. 912 345 678 er registrert. | Det er nytt."),
    ("nb", "Se saksnr. 2023/1234 for mer."),
    ("nb", "Han bor i Storgt. 12 i Oslo."),
    ("nb", "Prof. dr. med. Kari Lie leder studien."),
    ("nb", "Møtet er kl. 12.40 i morgen. | Alle er velkomne."),
    ("nb", "Rom nr. Fire er stengt."),
    ("nb", "Overlege dr. Hansen sier nei."),
    ("nb", "Telefonnr. 22 33 44 55 er stengt."),
    ("nb", "Kontonr. 1234.56.78903 brukes."),
    ("nb", "Jf. forvaltningsloven § 3. | Saken er lukket."),
    ("nb", "Innst. 12 S er vedtatt."),
    ("nb", "Prop. 1 S ble lagt fram."),
    ("nb", "Ca. 300 møtte opp."),
    ("nb", "Avd.leder Kari Moe sa opp."),
    ("nb", "Han er adm. dir. i Equinor."),
    ("nb", "St. Olavs hospital utvides."),
    ("nb", "Ole Chr. Hansen er død."),
    ("nb", "Pb. 123 Sentrum er adressen."),
    ("nb", "Gnr. 12 bnr. 3 er solgt."),
    ("nb", "Åpent fre. 9–17 og lør. 10–14."),
    ("nb", "Fnr. 010190 12345 er feil."),
    ("nb", "Reg.nr. AB 12345 er stjålet."),
    ("nb", "Tabellen: 1. Glimt 63, 2. Brann 58, 3. Viking 57."),
    ("nb", "Arkivref. 22/334 gjelder."),
    ("nb", "Vi viser til ref. Sak 14/22 i protokollen."),
    ("nb", "Varene ble sendt fra Kr. Sand i går. | De er her."),
    ("nb", "Boka koster 500 Kr. | Det er dyrt."),
    ("nb", "Hun bor i Kirkegt. 14 B. | Naboen er enig."),
    ("nb", "Hun ble nr. 2 i løpet."),
    ("nb", "Det skjedde 3. mai. | Alle så det."),
    ("nb", "Kapt. Hansen førte båten."),
    ("nb", "Ifølge gen.maj. Lie er alt i orden."),
    ("nb", "I 3. kv. 2024 falt salget. | Alle så det."),
    ("nb", "Det sier avd.dir. Per Aas og lt. Eva Lie."),
    ("nb", "Alt er klart t.o.m. 3. mai 2024."),
    ("nb", "Pris: kr. 500. | Bestill nå."),
    ("nb", "Han ble dømt etter strl. § 291 bokstav b. | Kommunen anket dommen."),
    ("nb", "Det følger av aml. § 15-7 og fvl. § 17. | Saken er ny."),
    ("nb", "Norge er i gruppe C. | Danmark er i gruppe A. | Sverige venter."),
    ("nb", "Hun trenger vitamin D. | Solen hjelper."),
    ("nb", "Åpent: man.–fre. 9–16, søn. stengt."),
    ("nb", "Hun skal møte studenter. | (NTB) | Besøket varer til fredag."),
    ("nb", "Partiet (NTB) Møtte sier nei."),
    ("da", "Han fik straf efter strfl. § 119. | Han ankede."),
    ("nn", "Saksnr. 22/1 er avgjort. | Kommunen seier nei."),
    ("nn", "Ho bur i Strandgt. 4 i Florø."),
    ("nn", "Org.nr. 987 654 321 er sletta."),
    ("nn", "Prof. Kari Lie kjem kl. 10."),
    ("da", "Cpr.nr. 010190-1234 er forkert."),
    ("da", "J.nr. 2023-12 er lukket. | Sagen er slut."),
    ("da", "CVR-nr. 12345678 er nyt."),
    ("da", "Hun bor på Vesterbrog. 12."),
    ("da", "Lektor ph.d. Anne Holm udtaler sig."),
    ("da", "Adv. Peter Hansen førte sagen."),
    ("da", "Tlf. 33 12 12 12 er åben."),
    ("da", "Iflg. Ritzau er han død."),
    ("da", "Mødet er kl. 14.15. | Alle er velkomne."),
    ("da", "Sagsnr. 12-345 er afsluttet."),
    ("da", "Overlæge, dr.med. Jens Bo er enig."),
    ("da", "Jvf. Højesterets dom fra 2010."),
    # headlines and their like, each on its own line
    ("nb", "Fergen står i havn|\nMotoren sviktet i natt. | Ingen ble skadd."),
    ("da", "Broen lukker igen|\n\nArbejdet varer til maj."),
    ("nn", "Hausten kjem tidleg|\nBøndene ventar frost."),
    # quotes opened by a dash
    ("nb", "– Vi er slitne. | – Men vi gir oss ikke, sier hun."),
    ("nb", "– Hvor er nøkkelen? spør Berg. | – Hjemme."),
    ("nb", "Han lo. | – Det gikk bra."),
    ("da", "- Det er for sent, siger hun. | - Vi går nu."),
    ("da", "Hun smilede. | - Selvfølgelig kommer jeg."),
    ("nn", "– Kva no? spurde ho. | – Vi ventar."),
    ("nb", "Målet er klart: – Vi skal vinne."),
    ("nb", "– Ja! roper hun. | – Nei! svarer han."),
    # guillemets and other quotation marks
    ("nb", "«Kommer du?» spurte Anna. | «Snart.» | Hun la på."),
    ("nb", "Hun sa: «Dette holder.» | Så gikk hun."),
    ("nb", "Boken heter «Hvem er du?» og selger godt."),
    ("da", "»Vi rejser i morgen,« siger han. | »Måske.« | Ingen svarede."),
    ("da", "»Hvad nu?« spurgte hun."),
    ("nb", 'Han ropte "Stopp!" og løp. | "Hvorfor?" | Ingen visste det.'),
    ("nb", "“Det er nok.” | Møtet var over."),
    ("nb", "Skiltet sa «Stengt». | « Åpner snart » sto det under."),
    # abbreviations that join
    ("nb", "Det koster ca. Tre tusen, f.eks. Oslo–Bergen tur-retur."),
    ("nb", "Se nr. 5 kl. 10.30 jf. Grunnloven § 2. | Det holder."),
    ("nb", "Dr. Lie og prof. Dahl kom, dvs. Hele rådet."),
    ("da", "Det gælder bl.a. Fyn og evt. Als. | Hr. Holm er enig."),
    ("da", "Prisen er inkl. Moms og ekskl. Fragt."),
    ("nn", "Det gjeld m.a. Voss og t.d. Odda. | Eg veit det."),
    ("nb", "Han viste til St.meld. Nr. 8 og Ot.prp. Nr. 3."),
    ("da", "Han er cand.polit. Og hun er cand.jur. Fra Aarhus."),
    ("nb", "Hun bor i St. Petersburg. | Han bor på St. Hanshaugen."),
    # abbreviations that may close
    ("nb", "De solgte epler, pærer osv. | Alt gikk unna."),
    ("nb", "De solgte epler, pærer osv. til naboen."),
    ("da", "Der var kaffe, te m.m. | Bagefter var der dans."),
    ("nb", "Det kostet 40 mill. | Kommunen betalte."),
    ("nb", "Det kostet 40 mill. kroner."),
    ("nb", "Budsjettet er 5 mrd. NOK. | Det er lite."),
    ("da", "Billetten koster 95 kr. | Børn er gratis."),
    ("da", "Billetten koster kr. 95."),
    ("nb", "Renten er 4 pst. | Den stiger."),
    ("nb", "Stien er 25 m. | Heisen er stengt."),
    ("nb", "Byen ble grunnlagt 300 f.Kr. | Hun er mor."),
    # ordinals and dates
    ("nb", "Møtet er 2. mai. | 3. mai er fri."),
    ("nb", "Det skjedde 4. nov. 2021. | Nå er det over."),
    ("nb", "Det skjedde i nov. | Siden har det vært stille."),
    ("da", "Den 1. januar steg prisen. | Den 2. februar faldt den."),
    ("nb", "Han kom på 3. plass i 2. divisjon."),
    ("nb", "Hun ble nummer 3. | Han ble nummer 7."),
    ("da", "Butikken lukkede den 24. 12. 2021."),
    ("nb", "Norge ble nummer 4. | Vinteren gikk med til trening."),
    ("da", "Under 2. Verdenskrig var havnen lukket."),
    ("nb", "De feiret 17. Mai i Lillesand."),
    ("nb", "I 1998 flyttet de. | 12 år senere kom de hjem."),
    ("nb", "Festen varer 10. – 12. juni."),
    ("da", "Dronningen åbnede museet i 1998. | Det er populært."),
    # list numbers
    ("nb", "1. Kjøp mel. | 2. Vent en time."),
    ("da", "a. Bland det hele."),
    # initials and acronyms
    ("nb", "J. R. Bakke og A.B. Moe skrev brevet. | De fikk svar."),
    ("nb", "Stig H. Dahl vant."),
    ("nb", "Kongen er Harald V. | Han er gammel."),
    ("nn", "Carl I. Hegge talte."),
    ("nb", "Hun fikk vitamin C. | Det hjalp."),
    ("nb", "Han jobber med PR. | Kona er lege."),
    ("da", "De rejste til USA. | Turen var lang."),
    # ellipses
    ("nb", "Jeg vet ikke … | Kanskje i morgen."),
    ("nb", "Jeg vet ikke … kanskje i morgen."),
    ("da", "Og så ... | Ingen ved det."),
    ("nb", "Vent... | Nå!"),
    # brackets, numbers, addresses
    ("nb", "Saken er avsluttet (den startet i 2019). | Nå venter anken."),
    ("nb", "Han ble dømt. | (NTB)"),
    ("nb", "Prisen steg 3.5 prosent til 1.550 kroner kl. 10.15."),
    ("nb", "Les mer på avis.no. | Det er gratis."),
    ("nb", "Avtalen gjelder (se kap. 3) fra nå. | Alle vet det."),
    ("nb", "Temperaturen falt til -5. | Kaldt."),
    ("nb", "Fristen er 12. Nov. | Da må alle svare."),
    ("da", "Mødet er den 5. Dec. kl. 18."),
    ("nb", "Se kap. 2. | Verden er ny."),
    # capital in second place, strong marks
    ("nb", "Salget stanset. | iPhone selger fortsatt."),
    ("nb", "Hva?! | Nei!!! | Jo."),
    ("nb", "Hvem kommer? | 12 personer er meldt på."),
    # one-letter words
    ("nn", "Det er mykje å sjå i. | Dyra søv."),
    ("da", "Han boede på en ø. | Der var stille."),
    # the space between sentences lost
    ("nb", "Møtet er avlyst.|Det sier ordføreren."),
    # English, as in summaries
    ("en", "Dr. Hill met Mr. Moe at 5 p.m. | The U.S. Army left."),
    ("en", "It fell to $5.3 bn. | No one knows, e.g. Reuters."),
    ("en", "J. K. Bell wrote it. | It sold well in the U.S. | The end."),
    ("en", "See No. 5 vs. No. 7. | “Stop!” | He did."),
    ("en", "They came on Nov. 2. | He left in Dec. | She stayed."),
    ("en", "Acme Inc. said so. | Smith Jr. did not."),
]


def _pieces(text, language):
    return [text[span.start : span.end] for span in split_sentences(text, language)]


@pytest.mark.parametrize(("language", "marked"), HARD)
def test_hard_cases_split_where_they_should(language, marked):
    text = marked.replace(" | ", " ").replace("|", "")
    expected = [piece.strip() for piece in marked.split("|")]
    assert _pieces(text, language) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.reason)
def test_every_rule_decides_a_case(rule, monkeypatch):
    rules = tuple(each for each in RULES if each is not rule)
    monkeypatch.setattr("pipeline.text.sentences.RULES", rules)
    plain = ((language, marked.replace(" | ", " ").replace("|", "")) for language, marked in HARD)
    found = [_pieces(text, language) for language, text in plain]
    assert found != [[piece.strip() for piece in marked.split("|")] for _, marked in HARD]


@pytest.mark.parametrize(
    ("language", "text"),
    [("nb", "Harald 5. Hans mor var svensk."), ("nb", "Husarene, de britiske 11. Husarene.")],
)
def test_a_capital_after_a_short_number_is_taken_for_a_start(language, text):
    # Known limit: without knowing the names, an ordinal and a score look alike.
    assert len(_pieces(text, language)) == 2


def test_every_rule_gives_a_reason_of_its_own():
    reasons = [rule.reason for rule in RULES]
    assert all(reasons)
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("words", [NORDIC, ENGLISH])
def test_no_word_is_in_two_lists_that_contradict(words):
    assert not words.joining & (words.closing | words.months | words.amounts)
    assert not words.closing & (words.months | words.amounts)
    for group in (words.joining, words.closing, words.numbering, words.months):
        assert all(word == word.lower() and not word.endswith(".") for word in group)


def test_paragraphs_are_counted_by_lines():
    text = "Tittel\n\nFørste avsnitt. To setninger.\nAndre avsnitt."
    assert [span.paragraph for span in split_sentences(text, "nb")] == [0, 1, 1, 2]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n\n"])
def test_every_line_break_ends_a_sentence(line_break):
    assert _pieces(f"Ingen punktum{line_break}Neste linje", "da") == [
        "Ingen punktum",
        "Neste linje",
    ]


def test_nothing_comes_of_nothing():
    assert split_sentences("", "nb") == []
    assert split_sentences(" \n\t ", "da") == []


_HOSTILE = st.one_of(
    st.text(),
    st.text(
        alphabet=st.sampled_from(list(" .!?…\"'«»“”()[]–-—\n\r\u2028\u00a0\u200b\ufeff,:;aAbÅ1"))
    ),
    st.lists(
        st.sampled_from(
            [
                "Hei",
                "Det",
                "kl.",
                "osv.",
                "2.",
                "nov.",
                "J.",
                "«",
                "»",
                "– ",
                "... ",
                "!",
                "\n",
                " ",
            ]
        )
    ).map("".join),
    st.text(alphabet=st.characters(categories=["Cs", "Co", "Cn", "Zs", "Zl", "Cf", "Mn"])),
)


@given(_HOSTILE, st.sampled_from(["nb", "nn", "da", "en", "sv", "fo"]))
def test_joining_gives_the_text_back(raw, language):
    text = raw.strip()
    spans = split_sentences(text, language)
    ends = [*(span.start for span in spans[1:]), len(text)][: len(spans)]
    segments = [
        Segment(
            span.paragraph, span.start, span.end, text[span.start : span.end], text[span.end : end]
        )
        for span, end in zip(spans, ends, strict=True)
    ]
    assert join(segments) == text
    assert all(segment.source == segment.source.strip() != "" for segment in segments)
    assert all(not segment.gap.strip(" \t\n|:+=-") for segment in segments if "|" in segment.gap)
    assert all(not segment.gap.strip() for segment in segments if "|" not in segment.gap)
    paragraphs = [segment.paragraph for segment in segments]
    assert paragraphs == sorted(paragraphs)
    assert sorted(set(paragraphs)) == list(range(len(set(paragraphs))))


@given(st.lists(st.sampled_from(["Hun kom.", "Gikk han?", "– Nei!", "«Ja.»"]), min_size=1))
def test_plain_sentences_come_back_one_by_one(sentences):
    assert _pieces(" ".join(sentences), "nb") == sentences


def test_the_cells_of_a_table_are_sentences():
    text = "Tabell\n| Parti | Stemmer |\n|---|--:|\n| Ap | 1 234 |\nNavn\tAlder\nSlutt. Nei."
    spans = split_sentences(text, "nb")
    assert [(each.paragraph, text[each.start : each.end]) for each in spans] == [
        (0, "Tabell"), (1, "Parti"), (1, "Stemmer"), (2, "Ap"), (2, "1 234"), (3, "Navn"),
        (3, "Alder"), (4, "Slutt."), (4, "Nei."),
    ]  # fmt: skip


def test_a_line_of_code_is_not_split():
    text = "Slik:\n```\nprint(1). Stopp. | x |\n```\nDet er alt."
    assert _pieces(text, "nb") == ["Slik:", "```", "print(1). Stopp. | x |", "```", "Det er alt."]
