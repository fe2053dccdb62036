import pytest

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.reading.article import to_document
from pipeline.reading.articles import read_markdown, read_page, read_text

SOURCE = Config.model_validate({"sources": [{"path": "x"}]}).sources[0]

PAGE = """<!DOCTYPE html>
<html lang="nb"><head>
<title>Ferja innstilles | Havneposten</title>
<meta property="og:title" content="Ferja innstilles">
<meta property="og:site_name" content="Havneposten">
<meta property="article:published_time" content="2024-03-12T08:10:00+01:00">
<meta property="article:modified_time" content="2024-04-01T08:10:00+01:00">
<link rel="canonical" href="https://havneposten.example/ferja">
</head><body>
<nav><ul><li><a href="/">Forsiden</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferja innstilles</h1>
<p>Fra mandag må 1.550 pendlere ta omveien, som er på 3,5 mil.</p>
<p>– Vi beklager. Mannskapet har gjort det de kan, sier driftsleder Per Vik.</p>
<p>- Ikke godt nok, svarer ordføreren.</p>
<h2>Omvei på tre mil</h2>
<p>Rederiet sier at turen tar ca. 40 minutter, bl.a. fordi «det f.eks.
ikke går buss».</p>
</article>
<script>alert("nei")</script><footer>Havneposten 2030-01-01</footer>
</body></html>
"""


def document(raw):
    return to_document(raw, "x", SOURCE)


def test_text_file_is_its_text():
    raw = read_text("\ufeffFerja går.\r\n\r\n  Alle er om bord.  \r\n".encode())
    assert document(raw).text == "Ferja går.\n\n  Alle er om bord."


def test_hard_wrapped_text_file_is_unwrapped():
    wrapped = (
        "Ferja mellom øya og fastlandet blir innstilt fra mandag av, og alle må\n"
        "belage seg på en omvei på om lag tre mil, opplyser rederiet i går.\n"
    )
    assert "\n" not in document(read_text(wrapped.encode())).text


def test_page_gives_its_paragraphs_and_metadata():
    found = document(read_page(PAGE.encode()))
    assert found.text.split("\n\n") == [
        "Ferja innstilles",
        "Fra mandag må 1.550 pendlere ta omveien, som er på 3,5 mil.",
        "– Vi beklager. Mannskapet har gjort det de kan, sier driftsleder Per Vik.",
        "- Ikke godt nok, svarer ordføreren.",
        "Omvei på tre mil",
        "Rederiet sier at turen tar ca. 40 minutter, bl.a. fordi «det f.eks. ikke går buss».",
    ]
    assert (found.title, found.date, found.outlet, found.url) == (
        "Ferja innstilles",
        "2024-03-12",
        "Havneposten",
        "https://havneposten.example/ferja",
    )


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="windows-1252"?>\n'])
def test_page_in_windows_1252_is_read(declaration):
    found = document(read_page((declaration + PAGE).encode("cp1252")))
    assert found.text == document(read_page(PAGE.encode())).text


def test_page_without_a_date_gets_none_from_its_text():
    undated = "\n".join(line for line in PAGE.split("\n") if "_time" not in line)
    assert document(read_page(undated.encode())).date is None


def test_entities_of_a_page_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "bombe"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    page = PAGE.replace("<!DOCTYPE html>", bomb).replace("Mannskapet", "&b;")
    assert "bombe" not in document(read_page(page.encode())).text


@pytest.mark.parametrize("page", ["<p>Hei</p>", "<html></html>", "<" * 5000, "<div>" * 5000])
def test_page_without_an_article_is_refused(page):
    with pytest.raises(DocumentError, match=r"save .* \.txt"):
        read_page(page.encode())


BODY = '"articleBody": "En ulv ble tatt i en felle.\\n\\nDen er fri igjen, sier politiet, ..."'
ITEM = (
    '{"@type": ["NewsArticle", "Article"], "headline": "Ulv tatt &amp; sluppet", '
    f'"url": "https://firda.example/ulv", "publisher": {{"name": "Firda"}}, {BODY}}}'
)


@pytest.mark.parametrize(
    "data",
    [
        ITEM,
        f'[{{"@type": "BreadcrumbList"}}, {ITEM}]',
        f'{{"@graph": [{{"@type": "WebSite", "name": "Firda"}}, {ITEM}]}}',
        ITEM.replace('"url":', '"mainEntityOfPage":'),
        ITEM[:-1] + ",}",
        f"/* <![CDATA[ */\n{ITEM}\n/* ]]> */",
        f"//<![CDATA[\n{ITEM}\n//]]>",
        f"<!--{ITEM}-->",
    ],
)
def test_page_gives_the_article_of_its_json_ld(data):
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body/></html>'
    found = read_page(page.encode())
    assert found.text.split("\n\n") == [
        "En ulv ble tatt i en felle.",
        "Den er fri igjen, sier politiet, ...",
    ]
    assert (found.title, found.outlet, found.url) == (
        "Ulv tatt & sluppet",
        "Firda",
        "https://firda.example/ulv",
    )


def test_a_live_report_has_its_own_headline_and_its_updates_in_their_order():
    data = (
        '{"@type": "LiveBlogPosting", "headline": "Stormen time for time", "liveBlogUpdate": ['
        '{"@type": "BlogPosting", "headline": "Tak av", "articleBody": "Taket blåste av."}, '
        '{"@type": "BlogPosting", "headline": "Tre ned", "articleBody": "Et tre falt."}]}'
    )
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body/></html>'
    found = read_page(page.encode())
    assert found.title == "Stormen time for time"
    assert found.text == "Taket blåste av.\n\nEt tre falt."


def test_what_a_page_shows_goes_before_its_json_ld():
    data = (
        '{"headline": "Seilas", "datePublished": "2020-01-01", "publisher": "X", "url": "/ferja"}'
    )
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    found = read_page(page.encode())
    assert (found.title, found.date, found.outlet) == (
        "Ferja innstilles",
        "2024-03-12",
        "Havneposten",
    )


def test_markdown_keeps_its_tables_and_code():
    raw = read_markdown(
        b"| Parti | Stemmer |\n|---|--:|\n| Ap | 1 234 |\n| H \\| V | 12 |\n\n"
        b"```python\nfor x in y:\n    pass\n```\n\n- [ ] Stem[^1]\n\n[^1]: En note\n"
    )
    assert document(raw).text.split("\n\n") == [
        "| Parti | Stemmer |",
        "| Ap | 1 234 |",
        r"| H \| V | 12 |",
        "```python\nfor x in y:\n    pass\n```",
        "- [ ] Stem[^1]",
        "[^1]: En note",
    ]


def test_indented_code_of_markdown_gets_fences():
    raw = read_markdown("Slik:\n\n    cp a b\n    git add b\n    ferdig nå\n\nOg slutt.".encode())
    assert raw.text == "Slik:\n\n```\ncp a b\ngit add b\nferdig nå\n```\n\nOg slutt."


def test_markdown_loses_its_markup_only():
    raw = read_markdown(
        b"""---
title: 'Ny bru: ja'
date: 2024-03-12
outlet: Havneposten
url: https://havneposten.example/bru
author: Kari Moen
---
# Ny bru: ja

Av **Kari Moen**

Brua koster 3,5 mill. kr,
melder [kommunen](https://kommune.example). Den \\"flyter\\".

- Vi er glade. *Veldig* glade, sier hun.
- Ikke jeg, ~~sa~~ sier han.

![FERDIG: Brua i kveldslys](bru.jpg)

12. mars 2024 kl. 8.10

Neste linje\\
er ny. `kode` <b>her</b>

> Ingen bru

    innrykk
"""
    )
    found = document(raw)
    assert found.text.split("\n\n") == [
        "Ny bru: ja",
        "Av Kari Moen",
        'Brua koster 3,5 mill. kr, melder kommunen. Den "flyter".',
        "- Vi er glade. Veldig glade, sier hun.",
        "- Ikke jeg, sa sier han.",
        "FERDIG: Brua i kveldslys",
        "12. mars 2024 kl. 8.10",
        "Neste linje\ner ny. `kode` <b>her</b>",
        "Ingen bru",
        "innrykk",
    ]
    assert (found.title, found.date, found.outlet, found.url) == (
        "Ny bru: ja",
        "2024-03-12",
        "Havneposten",
        "https://havneposten.example/bru",
    )


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        ("---\n- en\n- to\n---\n", "- en"),
        ("---\nbare tekst\n---\n", "bare tekst"),
        ("---\na: [\n---\n", "a: ["),
        ("---\ntitle: x\n", "title: x"),
        ("---\na: &a [x, x]\ntitle: [*a, *a]\n---\n", "title: ["),
        ("---\n!!python/object:os.system x\n---\n", "!!python"),
    ],
)
def test_what_is_no_front_matter_is_text(start, kept):
    raw = read_markdown(f"{start}\nBrua er ferdig.".encode())
    assert raw.title is None
    assert kept in raw.text
    assert raw.text.endswith("Brua er ferdig.")


def test_header_works_in_markdown_too():
    found = document(read_markdown(b" date 2024-03 Brua er ferdig\n\nDen koster."))
    assert (found.date, found.text) == ("2024-03", "Brua er ferdig\n\nDen koster.")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Metoden __init__ tar *args og **kwargs.", None),
        ("Se __min_klasse__, self.__x__.y og my_var_name.", None),
        ("Den heter _privat, og 2*3*4 er 24.", None),
        ("Det er __viktig__. Og *bra*.", "Det er viktig. Og bra."),
        ("Dette er **viktig** for alle.", "Dette er viktig for alle."),
    ],
)
def test_identifiers_in_markdown_keep_their_marks(written, read):
    assert read_markdown(written.encode()).text == (read or written)


def test_deeply_quoted_markdown_is_kept():
    quoted = ">" * 30 + " Brua er ferdig."
    assert read_markdown(quoted.encode()).text == "Brua er ferdig."


def test_many_lines_like_a_mails_head_are_read_at_once():
    text = "Oslo: sol\r\n" * 800 + "Det er meldt sol i hele landet.\r\n"
    assert "hele landet" in read_text(text.encode()).text
