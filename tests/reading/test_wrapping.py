import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.wrapping import unwrap

ARTICLE = """\
Ferja mellom øya og fastlandet blir innstilt fra mandag av, og pendlerne må belage seg på en \
omvei på om lag tre mil. Det opplyser rederiet i en melding, som ble sendt ut f.eks. til \
kommunen og skolene i går kveld.
– Vi beklager ulempene. Mannskapet har gjort det de kan, men skaden på roret er større enn vi \
trodde, sier driftslederen, som ikke vil si når ferja er tilbake.
Omvei
Ordføreren er ikke fornøyd med svaret og ber om et møte med departementet allerede denne uka. \
Der skal også Nord-Norge-banen og olje- og gassavtalen opp til drøfting."""
PARAGRAPHS = ARTICLE.split("\n")
VERSE = """\
Over fjorden går ferja i det aller første lyset om morgenen,
og måkene følger,
mens byen ennå sover,
og kaia venter."""
SENTENCES = """\
Rederiet har solgt båten.
Kommunen vil kjøpe den nå.
Ingen vet hva den koster.
Saken skal opp i kveld."""
WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=14)
PROSE = st.lists(WORDS, min_size=80, max_size=200).map(" ".join)


@pytest.mark.parametrize("width", [55, 66, 72, 80, 100])
@pytest.mark.parametrize("gap", ["\n\n", "\n \n"])
def test_wrapped_article_comes_back(width, gap):
    wrapped = gap.join(textwrap.fill(each, width) for each in PARAGRAPHS)
    assert wrapped.count("\n") > 6
    assert unwrap(wrapped) == gap.join(PARAGRAPHS)


def fill_by_bytes(text, width):
    """Wrap as programs do that take "å" for two characters."""
    lines = textwrap.wrap(text.encode().decode("latin-1").replace("\xa0", "_"), width)
    return "\n".join(line.replace("_", "\xa0").encode("latin-1").decode() for line in lines)


def test_lines_wrapped_by_their_bytes_are_joined():
    wrapped = "\n\n".join(fill_by_bytes(each, 72) for each in PARAGRAPHS)
    assert unwrap(wrapped) == "\n\n".join(PARAGRAPHS)


def test_lines_wrapped_by_hand_are_joined():
    by_hand = """\
I dag må syke kjøre 92 kilometer etter kl. 22. Torsdag sa et
flertall ja til et tilbud i egen kommune.

Kommunestyret vedtok torsdag kveld å bruke 4,5 mill. kr i året
på døgnåpen legevakt. Vedtaket falt med 17 mot 10 stemmer
etter en debatt som varte i over tre timer og ble ledet av
Grete Myhre."""
    assert unwrap(by_hand).split("\n\n") == [
        " ".join(block.split("\n")) for block in by_hand.split("\n\n")
    ]


def test_paragraphs_without_blank_lines_between_stay_apart():
    body = [each + " Slik var det." for each in PARAGRAPHS[:2]] + [PARAGRAPHS[3]]
    wrapped = "\n".join(textwrap.fill(each, 72, break_on_hyphens=False) for each in body)
    assert unwrap(wrapped) == "\n".join(body)


def test_trailing_spaces_and_indents_of_mail_are_the_wrapping():
    wrapped = "\n\n".join(
        textwrap.fill(each, 72, initial_indent="  ", subsequent_indent="  ").replace("\n", " \n")
        for each in PARAGRAPHS
    )
    assert [line.strip() for line in unwrap(wrapped).split("\n\n")] == PARAGRAPHS


def test_long_headline_and_address_do_not_hide_the_wrapping():
    headline = (
        "Ferja innstilles: " + "Pendlerne må belage seg på en omvei på tre mil hver dag nå " * 2
    )
    address = "https://avisa.example/" + "x" * 120
    wrapped = "\n\n".join([headline, *(textwrap.fill(each, 66) for each in PARAGRAPHS), address])
    assert unwrap(wrapped) == "\n\n".join([headline, *PARAGRAPHS, address])


def test_a_column_with_divided_words_is_narrow():
    column = (
        "Regjeringa vil gi kom-\nmunane meir pengar til\nskulane, og opposisjo-\n"
        "nen er samd i at dei må\nfå dei før jul."
    )
    assert unwrap(column) == (
        "Regjeringa vil gi kommunane meir pengar til skulane, og opposisjonen er samd i at dei må "
        "få dei før jul."
    )


WRAPPED = textwrap.fill(PARAGRAPHS[0], 60)


@pytest.mark.parametrize(
    "block",
    [
        (
            "```\nfor navn i lista gjør vi dette med alle som har betalt, og\n"
            "skriver det ut på skjermen til slutt når alle er funnet\n```"
        ),
        "Her er alle tallene fra kommunene i fylket det siste året,\nLarvik\t4000\tinnbyggere",
        "Dette er den siste setningen i det første avsnittet her.\nNå kommer det en ny.",
        (
            "Det er helt uholdbart for alle som bor på øya, sier hun nå.\n"
            "- Vi vet ikke hva vi skal gjøre med det."
        ),
        (
            "Det er helt uholdbart for alle som bor på øya, sier hun nå.\n"
            "  Kommunestyret møtes i morgen."
        ),
    ],
)
def test_a_break_on_purpose_stays_in_a_wrapped_text(block):
    text = f"{WRAPPED}\n\n{block}"
    assert unwrap(text) == f"{PARAGRAPHS[0]}\n\n{block}"


def test_lines_wider_than_any_wrapping_are_paragraphs():
    text = textwrap.fill(" ".join(PARAGRAPHS), 150)
    assert unwrap(text) == text


def test_soft_hyphen_joins_and_hyphen_stays():
    lines = [
        "Partene møttes for å drøfte den nye avtalen om våpenkontroll og forhand\xad",
        "lingene varte hele natta, ifølge kilder i den russiske avisa og i Nato-",
        "hovedkvarteret, der både utenriks-, forsvars- og finansministre samt olje-",
        "og energiministeren deltok i samtalene til langt på natt.",
    ]
    assert unwrap("\n".join(lines)) == (
        "Partene møttes for å drøfte den nye avtalen om våpenkontroll og forhandlingene varte "
        "hele natta, ifølge kilder i den russiske avisa og i Nato-hovedkvarteret, der både "
        "utenriks-, forsvars- og finansministre samt olje- og energiministeren deltok i "
        "samtalene til langt på natt."
    )


@pytest.mark.parametrize(
    ("divided", "joined"),
    [
        ("Fylkesmannen i Sør-\nTrøndelag ber om svar.", "i Sør-Trøndelag ber"),
        ("I 1990-\nåra var det mange fleire bruk.", "I 1990-åra var"),
        ("Utslippene av CO2-\nekvivalenter falt.", "av CO2-ekvivalenter falt"),
        ("Mange er syke av covid-\n19 ennå.", "av covid-19 ennå"),
        ("Det vart òg løyvd 2-\n3 millionar.", "løyvd 2-3 millionar"),
        ("Det er gratis for barn på 10-\nog 12 år.", "på 10- og 12 år"),
        ("Regnet kom i Trond-\nheim i natt.", "i Trondheim i"),
        ("Regnet kom på Trond-\nheims gater.", "på Trondheims gater"),
        ("Røveriet skete på Nørre-\nbro i nat.", "på Nørrebro i"),
        ("Han bor i Køben-\nhavn nå.", "i København nå"),
        ("Det sier både Oslo-\npolitiet og andre.", "både Oslo-politiet og"),
        ("Det sier også Nato-\nlandene i dag.", "også Nato-landene i"),
        ("Det gjelder også ikke-\nstatlige skoler.", "også ikke-statlige skoler"),
        ("De så på den nye tv-\nserien i går.", "nye tv-serien i"),
        ("Det brant i Kvammes\xad\nvegen i natt.", "i Kvammesvegen i"),
    ],
)
def test_a_line_that_ends_within_a_word_is_joined_in_any_text(divided, joined):
    assert joined in unwrap(f"{divided}\n\nFerja går.")


@pytest.mark.parametrize(
    "text",
    [
        "Håndball-\nFotball-\nSjakk",
        "Det er barne- \n– Vi vet det, sier han.",
        ARTICLE,
        "\n\n".join(PARAGRAPHS),
        "Ferja mellom øya og fastlandet blir innstilt fra mandag av i neste uke\nAv Kari Moen\n"
        "NTB\n\n" + "\n\n".join(PARAGRAPHS),
        "Avganger fra kaia i dag:\nkl. 6.15 mot byen\nkl. 7.30 mot øya\nkl. 9 mot byen",
        VERSE,
        SENTENCES,
        "",
        "\n\n",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert unwrap(text) == text


@given(PROSE, st.integers(50, 100))
def test_unwrapping_undoes_wrapping(prose, width):
    assert unwrap(textwrap.fill(prose, width, break_on_hyphens=False)) == prose


@given(st.text("abcÅ .-–\n", max_size=400))
def test_nothing_but_white_space_and_hyphens_at_the_ends_of_lines_changes(text):
    def letters(text):
        return "".join(text.split()).replace("-", "")

    unwrapped = unwrap(text)
    assert letters(unwrapped) == letters(text)
    divided = len(re.findall(r"-\s*\n", text))
    assert 0 <= text.count("-") - unwrapped.count("-") <= divided


@given(st.text("abcÅ .–\n", max_size=400))
def test_no_words_grow_together(text):
    assert unwrap(text).split() == text.split()


def test_a_word_of_many_letters_is_read_at_once():
    text = f"Skolen er stengt\n{'a' * 200_000}\nsier rektor."
    assert unwrap(text) == text
