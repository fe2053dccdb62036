import json
import re
from dataclasses import replace

import pytest

from pipeline.outputs.site import ASSETS, STORIES_PER_PAGE, SiteSink
from tests.outputs.hostile import ATTACKS, HOSTILE
from tests.outputs.markup import check_inert, parse, visible
from tests.outputs.samples import (
    BRIDGE_NB,
    DOCUMENTS,
    MODELS,
    SMALL,
    STORIES,
    Line,
    MemoryCorpus,
    article,
    build,
    run_info,
    write,
)


def written(corpus, folder):
    path = folder / "site"
    write(SiteSink, corpus, path)
    return path


def search_entries(site):
    for number in range(1, 100):
        path = site / "search" / f"{number}.js"
        if not path.exists():
            return
        call = re.fullmatch(r"nordigest\.add\((.*)\);\n", path.read_text("utf-8"), re.DOTALL)
        yield from json.loads(call[1])


def manifest(site):
    text = (site / "search" / "manifest.js").read_text("utf-8")
    return json.loads(re.fullmatch(r"nordigest\.begin\((.*)\);\n", text)[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return written(SMALL, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return written(HOSTILE, tmp_path_factory.mktemp("hostile"))


def test_every_page_is_there_and_every_link_leads_somewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 1 + len(DOCUMENTS)
    for page in pages:
        check_inert(parse(page), page.parent)


def test_anchors_exist_where_links_point(site):
    for page in site.rglob("*.html"):
        for href in parse(page).xpath("//a/@href"):
            path, _, fragment = href.partition("#")
            if fragment and ":" not in path:
                target = (page.parent / path).resolve() if path else page
                assert parse(target).xpath("//*[@id=$id]", id=fragment), (page.name, href)


def test_the_policy_is_strict_on_every_page(site):
    for page in site.rglob("*.html"):
        policy = parse(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert [part.strip() for part in policy[0].split(";")] == [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]


def test_style_and_script_are_small(site):
    assert sum((site / name).stat().st_size for name in ASSETS) < 30_000


def test_the_digest_has_stories_statements_and_sentences(site):
    root = parse(site / "index.html")
    assert root.xpath("//h3/text()") == [story.headline for story in STORIES]
    statements = root.xpath("//summary/span[@class='statement']/text()")
    assert statements == [s.text for story in STORIES for s in story.statements]
    assert root.xpath("//h2[@class='period']/text()") == [
        "October 2022",
        "November 2022",
        "Undated",
    ]
    sources = root.xpath("//details//p[@lang='da']")
    assert [p.text_content() for p in sources] == [
        "En 1.550 meter lang bro blev lørdag indviet i Norge."
    ] * 2


def test_the_chart_links_to_the_stories(site):
    bars = parse(site / "index.html").xpath("//svg//a")
    assert [(bar.get("href"), bar.get("aria-label")) for bar in bars] == [
        ("index.html#story-s-library", "October 2022: 1 story"),
        ("index.html#story-s-bridge", "November 2022: 1 story"),
    ]


def test_a_document_page_has_all_sentences_in_order(site):
    root = parse(site / "documents" / f"{BRIDGE_NB.id}.html")
    pairs = root.xpath("//li[contains(@class, 'pair')]")
    assert [pair.get("id") for pair in pairs] == [f"s{i}" for i in range(len(BRIDGE_NB.segments))]
    for pair, segment in zip(pairs, BRIDGE_NB.segments, strict=True):
        source, english = pair.xpath("./p")
        assert (source.get("lang"), source.text_content()) == ("nb", segment.source)
        assert (english.get("lang"), english.text_content()) == ("en", segment.translation.target)
    paragraphs = [len(ul) for ul in root.xpath("//ul[contains(@class, 'paragraph')]")]
    assert paragraphs == [1, 1, 2, 2, 1]


def test_linked_words_are_marked(site):
    words = parse(site / "documents" / f"{BRIDGE_NB.id}.html").xpath("//span[@class='word']")
    linked = {}
    for word in words:
        linked.setdefault(word.get("data-links"), []).append(word.text)
    assert linked == {
        "0": ["Den", "The"], "1": ["nye", "new"], "2": ["broen", "bridge"], "3": ["over", "across"],
    }  # fmt: skip


def test_flags_and_low_scores_are_named_on_their_sentences(site):
    root = parse(site / "documents" / f"{BRIDGE_NB.id}.html")
    flagged = {li.get("id"): li.get("data-flags") for li in root.xpath("//li[@id]")}
    assert {key: value for key, value in flagged.items() if value} == {
        "s3": "number", "s5": "low score",
    }  # fmt: skip
    assert root.xpath("//div[@class='chips']/button/@data-flag") == ["number", "low score"]
    assert "−1.74 per token" in visible(root)


def test_the_digest_marks_statements_in_doubt(site):
    marked = parse(site / "index.html").xpath("//summary[span[@class='badge']]/span[1]/text()")
    assert marked == [STORIES[1].statements[1].text]


def test_summaries_cite_their_sentences(site):
    root = parse(site / "documents" / f"{BRIDGE_NB.id}.html")
    assert root.xpath("//span[@class='cites']/a/@href") == ["#s0", "#s2", "#s3"]
    assert "machine-summarized" in visible(root)
    assert "machine-translated" in visible(root)


def test_flags_of_the_reading_are_on_the_document(site):
    root = parse(site / "documents" / "c3d4e5f60718293a.html")
    assert "mojibake the text was repaired" in visible(root)


def test_models_stand_at_the_foot_of_every_page(site):
    for page in site.rglob("*.html"):
        foot = parse(page).xpath("//footer")[0].text_content()
        for model in MODELS:
            assert model.name in foot
            assert model.licence in foot


def test_the_search_data_has_every_sentence(site):
    entries = {entry[0]: entry for entry in search_entries(site)}
    assert set(entries) == {document.id for document in DOCUMENTS}
    for document in DOCUMENTS:
        sentences = entries[document.id][5]
        assert [(s[0], s[1]) for s in sentences] == [
            (index, segment.source) for index, segment in enumerate(document.segments)
        ]
    assert entries[BRIDGE_NB.id][5][3][3] == [["number", "2,4 is not in the translation"]]
    assert entries[BRIDGE_NB.id][5][5][3] == [["low score", "−1.74 per token"]]
    assert manifest(site) == {
        "files": 1, "articles": 4, "sentences": 16, "flags": [["low score", 1], ["number", 1]],
    }  # fmt: skip


def test_many_stories_are_split_into_pages(tmp_path):
    documents = [
        build(f"d{n}", "nb", [("body", [Line(f"Sak {n}.", f"Story {n}.")])], date="2022-11-05")
        for n in range(STORIES_PER_PAGE + 1)
    ]
    stories = [
        replace(STORIES[0], id=f"s{n}", headline=f"Story {n}", statements=(), date=d.date,
                period="2022-11", articles=(article(d),))
        for n, d in enumerate(documents)
    ]  # fmt: skip
    site = written(MemoryCorpus(run_info(documents), documents, stories), tmp_path)
    assert len(parse(site / "index.html").xpath("//h3")) == STORIES_PER_PAGE
    second = parse(site / "page-2.html")
    assert second.xpath("//h3/text()") == [f"Story {STORIES_PER_PAGE}"]
    assert second.xpath("//nav//a/@href") == ["index.html", "page-2.html"]
    assert second.xpath("//nav//a[@aria-current='page']/text()") == ["2"]
    back = parse(site / "documents" / f"d{STORIES_PER_PAGE}.html").xpath("//header//a/@href")
    assert back == [f"../page-2.html#story-s{STORIES_PER_PAGE}"]


def test_an_empty_run_has_a_page(tmp_path):
    site = written(MemoryCorpus(SMALL.info, []), tmp_path)
    assert "no stories" in visible(parse(site / "index.html"))


def test_hostile_texts_stay_text(hostile):
    pages = list(hostile.rglob("*.html"))
    assert len(pages) == 1 + len(ATTACKS)
    for page in pages:
        root = parse(page)
        check_inert(root, page.parent)
        assert root.xpath("count(//main)") == 1
    shown = visible(parse(hostile / "index.html"))
    for attack in ATTACKS[:10]:
        assert " ".join(attack.split()) in shown


def test_hostile_identifiers_stay_in_the_folder(hostile):
    outside = [path for path in hostile.parent.iterdir() if path != hostile]
    assert outside == []
    names = [page.name for page in (hostile / "documents").iterdir()]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+\.html", name) for name in names)


def test_hostile_search_data_is_only_data(hostile):
    entries = list(search_entries(hostile))
    assert len(entries) == len(ATTACKS)
    assert entries[0][5][0][1] == ATTACKS[0]
    for path in (hostile / "search").iterdir():
        assert "\x00" not in path.read_text("utf-8")
