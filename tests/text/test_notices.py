import pytest

from pipeline.text.boilerplate import classify_sentence
from pipeline.text.notices import is_notice, names_source_only


@pytest.mark.parametrize(
    "line",
    [
        "Les også: Slik blir skatten, mener Høyre",
        "Du har 3 gratis artikler igjen denne måneden.",
        "Du har fem gratis artikler tilbage.",
        "Kjøp tilgang for 1 krone første måned",
        "Få full tilgang – kun 49,- for de fire første ukene.",
        "Få adgang til alle artikler for 1 kr. den første måned",
        "Abonner på vårt nyhetsbrev og få de viktigste sakene rett i innboksen.",
        "Vi bryr oss om personvernet ditt.",
        "Vi og våre 842 partnere lagrer informasjonskapsler.",
        "Kopiering av innholdet er ikke tillatt uten avtale.",
        "Eftertryk forbudt",
        "Alle rettigheter forbeholdt Havneposten",
        "Copyright Havneposten 2024",
        "Kommentarfeltet er stengt.",
        "Vis kommentarer (34)",
        "Kommentarer (12)",
        "Denne artikkelen er over to år gammel.",
        "Denne artikel er mere end 3 måneder gammel",
        "Denne artikel er udelukkende for abonnenter.",
        "Denne saken ble først publisert på Dagsavisen.no.",
        "VG arbeider etter Vær Varsom-plakatens regler for god presseskikk.",
        "Dette er et debatindlæg.",
        "Dette er ein kronikk, skrive av ein gjest",
        "Indlægget er udtryk for skribentens egen holdning.",
        "Kronikken gir uttrykk for skribentens meninger.",
        "Mest lest",
        "Du trenger abonnement for å se resten av artikkelen.",
        "Har du allerede bruker?",
        "Ja, jeg godtar vilkårene",
        "Lytt til artikkelen",
        "Lyt til artiklen",
        "Del artiklen",
        "Lesetid: 4 minutter",
        "Læsetid: 3 min.",
        "1 av 12 bilder",
        "Annonsørinnhold",
        "Org.nr. 921 456 789",
        "Klikk her for å se video",
        "Følg med i vores liveblog her",
        "Powered by Labrador CMS",
        "Ansvarshavende chefredaktør: Ole Madsen",
        "Ansvarlig redaktør Kari Moen",
        "Få vårt nyhetsbrev",
        "Du skal være abonnent for at læse artiklen.",
        "Opprett en bruker.",
        "Du har ikke et aktivt abonnement.",
        "Les hele saken med abonnement",
        "Kun for abonnenter",
        "For abonnenter",
        "Bli abonnent i dag",
        "Godta alle",
        "All rights reserved",
        "Tips oss!",
        "Følg oss på Facebook",
        "Vil du ha flere saker som dette rett i innboksen?",
        "The post Flom i Gudbrandsdalen appeared first on Avisa Nord.",
        "Les hele saken på nord.no",
        "Læs hele artiklen her",
        "Kilder: NTB, VG og Reuters",
        "Kopier lenke",
        "Denne siden er beskyttet av reCAPTCHA.",
        "Velg abonnement: 1 kr for første måned, deretter 249 kr/mnd.",
        "Prøv Avisa i 1 måned for kun 1 kr",
        "Aksepter alle",
        "Skriv ut",
        "Send på e-post",
        "Last ned som PDF",
        "Kommenter saken",
        "Del med en venn",
        "Vis flere",
        "Relaterte artikler",
        "Ingen kommentarer",
        "Skriv en kommentar",
        "Tillad kun nødvendige cookies",
        "3 min lesetid",
        "Hør siste episode av podkasten Nordnytt her",
        "Se video:",
        "Tlf: 22 33 44 55",
        "Har du meninger om denne saken?",
        "Oppsummeringen er laget av en KI-tjeneste og kvalitetssikret av journalister.",
        "Rettelse: I en tidligere versjon sto det feil navn.",
        "You must be logged in to read this.",
        "Log in to read the whole story.",
        "This article is for subscribers only.",
        "This site uses cookies.",
    ],
)
def test_lines_of_the_page_are_notices(line):
    assert is_notice(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vi bruker cookies i kommunens nye app, innrømmer ordføreren.",
        "Copyright på melodien tilhører arvingene.",
        "Copyright på melodien tilhører arvingene, slo retten fast.",
        "Bildet viser en annen virkelighet enn regjeringens tall, mener Høyre.",
        "Logg inn på nettbanken med BankID, råder politiet etter svindelen.",
        "Prøv et abonnement på treningssenteret før du binder deg, råder Forbrukerrådet.",
        "Du må være logget inn for å stemme ved valget, sier valgstyret.",
        "Følg oss, sa guiden, og gikk inn i tunnelen.",
        "Les mer om dyr, sier bibliotekaren til barna.",
        "Saken fortsetter i retten, opplyser aktor.",
        "Alle rettigheter forbeholdt menn ble opphevet i 1913.",
        "Ansvarlig redaktør Kari Moen slutter i avisen.",
        "Saken er over ti år gammel.",
        "Dette er en leder, ikke en byråkrat.",
        "Dette er en kommentar til forslaget.",
        "Få tilgang til rent vann for 50 millioner mennesker er målet.",
        "Avisen brøt Vær Varsom-plakaten, mener utvalget.",
        "Flere saker skal opp i høst.",
        "Kopiering av kassetter var vanlig.",
        "Les mer om saken i morgendagens avis, oppfordret ordføreren på møtet.",
        "Logg inn på Altinn for å søke om støtte innen 1. mai.",
        "Artikkelen fortsetter å skape debatt i Danmark.",
        "Kilder i politiet bekrefter at to er pågrepet.",
        "Vil du ha en ny bil, må du vente et år.",
        "Prøv å spise mindre kjøtt, råder legen.",
        "Del maten med naboen, oppfordrer kommunen.",
        "Siden er beskyttet av en murvegg fra 1700-tallet.",
        "Kommentarene haglet etter innslaget.",
    ],
)
def test_sentences_of_news_are_body(sentence):
    assert classify_sentence(sentence) == "body"


@pytest.mark.parametrize(
    "text",
    [
        "Det oplyser selskabet bag banen i en meddelelse fredag.",
        "Det oplyste mødelederen, Margit Lindahl, onsdag eftermiddag.",
        "Det skriver NRK.",
        "Dette sier statsministeren til VG.",
        "Det viser ein ny rapport frå SSB.",
    ],
)
def test_a_sentence_may_only_name_its_source(text):
    assert names_source_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det viser seg å være dyrt.",
        "Det viser at prisene stiger.",
        "Det skriv Bergens Tidende, som har snakka med ordføraren.",
        "Det sa han ikke noe om.",
        "Dette sier statsministeren: «Vi må spare.»",
    ],
)
def test_a_sentence_that_tells_something_is_no_source_only(text):
    assert not names_source_only(text)
