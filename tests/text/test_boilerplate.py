import pytest

from pipeline.text.boilerplate import classify_paragraphs, classify_sentence

LEAD = "Kommunen stenger kaien til våren, og båtene må flytte til nabohavna."
MORE = "Arbeidet begynner i mars. Det er ventet å ta ett år."
REST = "– Vi får ikke til alt på en gang, sier havnesjefen."


def _kind_inside(paragraph):
    """Classify a paragraph that stands in the middle of an article."""
    return classify_paragraphs(["Kaien stenges", LEAD, MORE, paragraph, MORE, REST])[3]


@pytest.mark.parametrize(
    ("kind", "paragraph"),
    [
        ("byline", "NTB"),
        ("byline", "(NTB)"),
        ("byline", "©NTB"),
        ("byline", "/ritzau/"),
        ("byline", "Ritzau"),
        ("byline", "NTB / AFP"),
        ("byline", "NTB-Reuters"),
        ("byline", "Av Kari Nordmann"),
        ("byline", "Af Mette Sørensen, 12. marts 2025 kl. 21.40"),
        ("byline", "Av Kari Nordmann | 12.03.2025 21:40"),
        ("byline", "Av: Kari Nordmann og Ola Normann"),
        ("byline", "Av NTB"),
        ("byline", "Af Mette Holm, erhvervsredaktør"),
        ("byline", "Af Mette Holm"),
        ("byline", "Tekst og foto: Kari von Berg"),
        ("byline", "Skrive av Gro Å. Hauge"),
        ("byline", "By Jane Hill and John Moe"),
        ("byline", "mette.lund@avisen.dk"),
        ("byline", "E-post: mette.lund@avisen.dk"),
        ("byline", "Nyhetsredaktør Kari Holm, kari.holm@avis.example"),
        ("byline", "Bilde: Privat"),
        ("byline", "Arkivbilde: NTB"),
        ("related", "Saken oppdateres."),
        ("related", "Saken er oppdatert"),
        ("related", "Meld deg på nyhetsbrevet."),
        ("related", "Abonner på nyhetsbrevet vårt"),
        ("related", "Sign up for our newsletter"),
        ("related", "Del på Facebook"),
        ("related", "Du må ha et aktivt abonnement for å lese hele saken"),
        ("related", "Saka krev abonnement."),
        ("related", "Denne artikkelen er bare tilgjengelig for våre abonnenter"),
        ("related", "Du skal have et abonnement for at læse videre"),
        ("related", "Dette er en plussak"),
        ("related", "+ Ferjekrisen: Ordføreren svarer kritikerne"),
        ("caption", "Illustrasjonsbilde"),
        ("caption", "(Arkivfoto)"),
        ("caption", "Genrefoto."),
        ("caption", "Bildet er tatt ved en annen anledning."),
        ("caption", "Bildet er generert med kunstig intelligens."),
        ("body", "Bildet er laget av Munch i 1893."),
        ("table", "For 17, mot 12, blanke 2"),
        ("table", "Votering: 31 ja, 4 nei."),
        ("table", "Mot: 21"),
        ("table", "Forslag fra Ap: 25 stemmer (Ap, Sp, SV)"),
        ("body", "Han fikk dette resultatet: 25 stemmer gikk til ham."),
        ("table", "Molde – Rosenborg 4–1 (2–0)"),
        ("table", "0–1 Sørloth (34)"),
        ("table", "Tilskuere: 11.204"),
        ("table", "0–1 Sørloth (34, straffe)"),
        ("caption", "Illustrasjon"),
        ("caption", "Illustration"),
        ("timestamp", "Publisert 3. mai 2022 kl. 14.05 Oppdatert: 4. mai"),
        ("timestamp", "For 3 timer siden"),
        ("timestamp", "for en dag siden"),
        ("body", "Rosenborg slo Molde 4–1 i går."),
        ("body", "Avisen fikk 300 nye abonnenter i fjor."),
        ("body", "For 21 år siden var 14 personer mot forslaget."),
        ("body", "Bildet viser at byen er i vekst."),
        ("body", "Du må ha en plan for å klare det."),
        ("byline", "Foto: Kari Nordmann / NTB"),
        ("byline", "FOTO: OLE BERG"),
        ("byline", "Arkivfoto: Jens Holm/Ritzau Scanpix"),
        ("byline", "Photo: Jane Hill"),
        ("timestamp", "Publisert 3. februar 2023 kl. 09.15"),
        ("timestamp", "Publisert: For 20 minutter siden"),
        ("timestamp", "Publisert 3.2.2023 Oppdatert 4.2.2023"),
        ("timestamp", "Sist oppdatert i går kl. 12:30"),
        ("timestamp", "Sist endra: 5. juni 2022 10:15"),
        ("timestamp", "14. okt. 2021 07:45 Sist oppdatert nå nettopp"),
        ("timestamp", "2023-02-03T09:15:00Z"),
        ("timestamp", "Offentliggjort 3. maj 2022"),
        ("timestamp", "Opdateret den 3. maj 2022 kl. 14.05"),
        ("timestamp", "Udgivet af Mette Holm 3. maj 2022"),
        ("timestamp", "Published May 3, 2022"),
        ("timestamp", "Updated 5 minutes ago"),
        ("related", "les også Slik blir den nye kaien"),
        ("related", "LES OGSÅ: Kaien kan rase"),
        ("related", "Les også: – Jeg tør ikke gå der"),
        ("related", "Les mer om saken her"),
        ("related", "Les mer!"),
        ("related", "Les meir på nettsida til kommunen"),
        ("related", "Sjå også: Dette meiner partia"),
        ("related", "Læs også: Havnen lukker til foråret"),
        ("related", "Læs mere: »Det er en skandale«"),
        ("related", "Read more: Harbour to close"),
        ("related", "Artikkelen fortsetter under bildet"),
        ("related", "ANNONSE"),
        ("caption", "Kaien er stengt siden jul. Foto: Kari Nordmann / NTB"),
        (
            "caption",
            "Foto: Slik ser kaien ut etter uværet som rammet kysten natt til lørdag forrige uke",
        ),
        ("caption", "Billedtekst: Havnen set fra broen."),
        ("caption", "STENGT: Havnesjef Kari Berg (til venstre) og ordfører Ola Vik på kaien."),
        ("caption", "NY KAI: Kari Berg (t.h.) viser fram planene."),
        ("subhead", "Venter på pengene"),
        ("subhead", "Hvem skal betale?"),
        ("subhead", "– Ikke godt nok"),
        ("subhead", "«Helt uholdbart»"),
    ],
)
def test_paragraphs_inside_an_article(kind, paragraph):
    assert _kind_inside(paragraph) == kind


@pytest.mark.parametrize(
    "paragraph",
    [
        "Saken oppdateres ikke lenger av politiet, sier ordføreren.",
        "Få leser nyhetsbrevet, viser en undersøkelse fra universitetet i Bergen i fjor.",
        "Del på deg om du vil rekke bussen til byen.",
        "Send svaret til mette.lund@avisen.dk innen fredag.",
        "Av Norge får de ingenting, sier han.",
        "Av alle havner er dette den eldste.",
        "By og land, hand i hand, heter det.",
        "By i Jylland vil have sin havn tilbage, og regeringen siger ja.",
        "Publisert forskning fra 2019 viser at kaien er for svak.",
        "Oppdatert 3. februar 2023 er planen langt dyrere enn før, skriver avisa i dag.",
        "2. november 2022 ble kaien stengt.",
        "Den 3. maj 2022 lukkede havnen.",
        "Se også hvordan det gikk i nabokommunen, oppfordrer han leserne.",
        "NTB har vært i kontakt med kommunen.",
        "BERGEN: Kommunen stenger kaien til våren.",
        "OSLO (NTB): Kommunen stenger kaien.",
        "Han viste oss et foto: kaien slik den var.",
        "Foto er en kunst, sier hun.",
        "Dette er saken:",
        "Related work is under way.",
        "Det melder lokalavisa.",
        "***",
        # Longer than stamps, notices, captions, results and subheads are.
        (
            "Oppdatert kunnskap om snøskred fra 12.03.2019 viser at de fleste ulykkene skjer i "
            "bratte heng nær toppen"
        ),
        (
            "Du skal have et abonnement for at bruge de nye delebiler, som kommunen stiller op på "
            "ti pladser i byen til foråret, og prisen bliver 99 kroner om måneden for dem, der bor "
            "i kommunen."
        ),
        f"{LEAD} {MORE} {LEAD} {MORE} {LEAD} {MORE} Foto: Kari Nordmann",
        (
            "Resultat: Kommunen må bygge ny kai, og de 12 båtene som ligger der i dag, får plass i "
            "nabohavna til arbeidet er ferdig, men eierne må selv betale for flyttingen og for all "
            "strømmen som de bruker mens de venter på at den gamle plassen blir ledig igjen."
        ),
        "Fire båter fra nabohavna kom inn til den gamle kaien i går kveld for å losse fisk",
    ],
)
def test_running_text_is_body(paragraph):
    assert _kind_inside(paragraph) == "body"


def test_the_headline_is_the_first_title_like_paragraph():
    assert classify_paragraphs(["Kaien stenges", LEAD, MORE]) == ["headline", "body", "body"]
    assert classify_paragraphs(["Må kaien stenges?", LEAD]) == ["headline", "body"]
    assert classify_paragraphs(["Havnesjefen: – Jeg gir meg", LEAD]) == ["headline", "body"]


def test_boilerplate_may_precede_the_headline():
    kinds = classify_paragraphs(["NTB", "Publisert 3. mai 2022", "Kaien stenges", LEAD, MORE])
    assert kinds == ["byline", "timestamp", "headline", "body", "body"]


def test_a_caption_in_capitals_may_precede_the_headline():
    caption = "STORM: Bølgene slo over kaien i går. Ingen ble skadd."
    assert classify_paragraphs([caption, "Kaien stenges", LEAD]) == ["caption", "headline", "body"]
    without_stop = "STORM: Bølgene slo over kaien"
    kinds = classify_paragraphs([without_stop, "Kaien stenges", LEAD, MORE])
    assert kinds == ["caption", "headline", "body", "body"]


def test_a_headline_that_begins_with_capitals_and_a_colon_stays_one():
    assert classify_paragraphs(["SISTE: Kaien stenges", LEAD, MORE]) == ["headline", "body", "body"]


def test_an_article_without_headline_has_none():
    assert classify_paragraphs([LEAD, MORE]) == ["body", "body"]
    long = f"{LEAD} Det blir dyrt, og ingen vet hvor alle pengene skal komme fra"
    assert classify_paragraphs([long, MORE]) == ["body", "body"]
    assert classify_paragraphs([LEAD, "Venter på pengene", MORE])[0] == "body"


def test_a_lone_line_is_body():
    assert classify_paragraphs(["Kaien stenges"]) == ["body"]
    assert classify_paragraphs(["Kaien stenges", "NTB"]) == ["body", "byline"]


def test_lines_of_a_list_are_no_subheads():
    kinds = classify_paragraphs(["Kaien stenges", LEAD, "To båter", "Tre moloer", "En kran", MORE])
    assert kinds == ["headline", "body", "body", "body", "body", "body"]


def test_the_last_line_is_no_subhead():
    assert classify_paragraphs(["Kaien stenges", LEAD, MORE, "Kari Berg"])[-1] == "body"


def test_a_name_beside_a_time_stamp_is_a_byline():
    kinds = classify_paragraphs(["Kaien stenges", "Kari Berg", "Publisert 3. mai 2022", LEAD])
    assert kinds == ["headline", "byline", "timestamp", "body"]
    assert classify_paragraphs(["Kaien stenges", LEAD, "Kari Berg", MORE])[2] == "subhead"


def test_the_sentence_between_lead_and_credit_is_the_caption_of_the_top_picture():
    picture = "Havnesjef Kari Berg på den gamle kaien."
    kinds = classify_paragraphs(["Kaien stenges", LEAD, picture, "NTB", MORE, REST])
    assert kinds == ["headline", "body", "caption", "byline", "body", "body"]


def test_two_sentences_between_lead_and_credit_are_no_caption():
    kinds = classify_paragraphs(["Kaien stenges", LEAD, MORE, "NTB", MORE, REST])
    assert kinds == ["headline", "body", "body", "byline", "body", "body"]


def test_the_lead_before_a_byline_is_no_caption():
    kinds = classify_paragraphs(["Kaien stenges", LEAD, "NTB", MORE, REST])
    assert kinds == ["headline", "body", "byline", "body", "body"]


def test_the_end_before_the_agency_is_no_caption():
    assert classify_paragraphs(["Kaien stenges", LEAD, REST, "(NTB)"])[2] == "body"


def test_kinds_keep_length_and_order():
    paragraphs = ["", " ", "123", "–", "a" * 5000, "NTB"]
    assert len(classify_paragraphs(paragraphs)) == len(paragraphs)
    assert classify_paragraphs([]) == []


def test_tables_and_code_are_no_text():
    paragraphs = [
        "Skolene sparer",
        "Navn\tAlder",
        "| Ap | 12 |",
        "```",
        "x = 1",
        "```",
        "Slutt her.",
    ]
    kinds = classify_paragraphs(paragraphs)
    assert kinds[1:6] == ["table", "table", "code", "code", "code"]
    assert kinds[6] == "body"


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("byline", "(NTB)"),
        ("related", "Du må være innlogget for å lese denne saken."),
        ("related", "Du må vere innlogga for å lese saka."),
        ("related", "Denne artikkelen er for abonnenter."),
        ("related", "Artiklen er kun for abonnenter"),
        ("related", "Logg inn for å lese hele saken"),
        ("related", "Har du allerede abonnement?"),
        ("related", "Vi bruker informasjonskapsler for å gi deg en bedre opplevelse."),
        ("related", "Vi bruger cookies på vores hjemmeside."),
        ("related", "© 2024 Avisen AS"),
        ("related", "Alle rettigheter forbeholdt."),
        ("related", "Ansvarlig redaktør: Kari Nordmann"),
        ("timestamp", "14.15"),
        ("timestamp", "Kl. 14.15"),
        ("body", "Vi bruker mye penger på mat, sier hun."),
        ("body", "Du må være forsiktig på veiene i dag."),
        ("body", "Denne saken er viktig for alle."),
        ("body", "Avisen har mistet mange abonnenter i år."),
        ("body", "Alle rettigheter skal sikres, sier advokaten."),
        ("body", "Klokken 14.15 kom politiet."),
    ],
)
def test_a_sentence_may_be_boilerplate_in_a_paragraph_of_text(kind, sentence):
    assert classify_sentence(sentence) == kind
