import pytest
from lxml.html import document_fromstring, tostring

from pipeline.reading.articles import read_page
from pipeline.reading.frames import join_source_lines

HEADLINE = "<h1>Nye bussruter</h1>"
LEAD = "Fra mandag får Nordbyen tre nye bussruter, opplyser selskapet."
PRICE = "Billetten koster 42 kroner for voksne og 21 kroner for barn."
LIST = "<ul><li>Rute 12: Sentrum–Nes</li><li>Rute 14: Sentrum–Vik</li></ul>"
TABLE = "<table><tr><th>Rute</th><th>Pris</th></tr><tr><td>12</td><td>42 kr</td></tr></table>"
BYLINE = '<div class="byline">Av <a href="/siri">Siri Moen</a></div>'
PICTURE = "<figure><img src='a.jpg'><figcaption>En buss. Foto: Per Lie / NTB</figcaption></figure>"
MENU = '<nav><ul><li><a href="/">Hjem</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
FOOT = "<footer><p>© 2024 Nordbyen Avis</p></footer>"
MORE = "Kommunestyret bestemmer i desember om tilbudet skal utvides til søndager. " * 4


def lines(body):
    page = f"<html><head><title>Bussruter</title></head><body>{MENU}{body}{FOOT}</body></html>"
    return [" ".join(line.split()) for line in read_page(page.encode()).text.split("\n\n")]


@pytest.mark.parametrize(
    "frame",
    [
        "{}", "<div>{}</div>", "<div class='c-4f2'>{}</div>", "<section>{}</section>",
        "<main>{}</main>", "<article>{}</article>", "<div id='content'>{}</div>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("block", ["p", "div"])
@pytest.mark.parametrize("more", ["", f"<h2>Flere reiser</h2><p>{MORE}</p>"])
def test_lists_subheads_and_order_are_kept_wherever_the_article_is(frame, block, more):
    parts = f"<{block}>{LEAD}</{block}>{LIST}<{block}>{PRICE}</{block}>{more}"
    assert lines(frame.format(HEADLINE + PICTURE + parts)) == [
        "Nye bussruter", LEAD, "- Rute 12: Sentrum–Nes", "- Rute 14: Sentrum–Vik", PRICE,
        *(["Flere reiser", MORE.strip()] if more else []),
    ]  # fmt: skip


def test_a_short_article_with_a_byline_and_a_picture_is_read_in_paragraphs():
    body = f"<article>{HEADLINE}{BYLINE}<p>{LEAD}</p>{LIST}{TABLE}{PICTURE}<p>{PRICE}</p></article>"
    assert lines(body) == [
        "Nye bussruter", LEAD, "- Rute 12: Sentrum–Nes", "- Rute 14: Sentrum–Vik",
        "| Rute | Pris |", "|---|---|", "| 12 | 42 kr |", PRICE,
    ]  # fmt: skip


def test_a_headline_outside_of_the_text_comes_first():
    body = f"<div id='main'>{HEADLINE}<div class='text'>{LEAD}<br><br>{PRICE}</div>{LIST}</div>"
    assert lines(body) == [
        "Nye bussruter", LEAD, PRICE, "- Rute 12: Sentrum–Nes", "- Rute 14: Sentrum–Vik",
    ]  # fmt: skip


def test_lists_of_links_do_not_come_along():
    links = "<ul><li><a href='/a'>Ordføreren går av</a></li></ul>"
    body = f"<div>{HEADLINE}<p>{LEAD}</p><p>{PRICE}</p><p>{MORE}</p></div><div>{links}</div>"
    assert lines(body)[-3:] == [LEAD, PRICE, MORE.strip()]


def test_the_lines_of_a_pages_source_are_joined():
    item = "<ul><li>\n  Rute 12 går fra sentrum\n  til Nes hver time.\n</li></ul>"
    body = f"<article>{HEADLINE}<p>{LEAD}</p>{item}<p>{MORE}</p></article>"
    assert lines(body)[2] == "- Rute 12 går fra sentrum til Nes hver time."


def test_white_space_in_code_is_kept():
    page = document_fromstring(
        "<body><p> a\n <b>b</b>\n c</p><pre>\n x\n  <b>y\n</b> z</pre></body>"
    )
    join_source_lines(page)
    assert tostring(page[0]) == b"<body><p>a <b>b</b> c</p><pre>\n x\n  <b>y\n</b> z</pre></body>"
