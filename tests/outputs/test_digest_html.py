import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from pipeline.outputs.digest_html import PAGE_BYTES, DigestHtmlSink
from tests.outputs.hostile import ATTACKS, HOSTILE, URLS
from tests.outputs.markup import check_inert, parse, visible
from tests.outputs.samples import DOCUMENTS, MODELS, SMALL, STORIES, MemoryCorpus, single, write


def written(corpus, folder):
    path = folder / "digest.html"
    write(DigestHtmlSink, corpus, path)
    return path


def test_it_is_one_file_without_scripts(tmp_path):
    root = parse(written(SMALL, tmp_path))
    assert not root.xpath("//script | //link | //img | //iframe")
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_the_policy_allows_exactly_its_style_sheet(tmp_path):
    root = parse(written(SMALL, tmp_path))
    (style,) = root.xpath("//style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert re.findall(r"style-src ([^;]*);", policy) == [f"'sha256-{digest}'"]


def test_every_statement_opens_its_sentences(tmp_path):
    root = parse(written(SMALL, tmp_path))
    statements = root.xpath("//details/summary/span[@class='statement']/text()")
    assert statements == [s.text for story in STORIES for s in story.statements]
    evidence = root.xpath("//details[@class='point']")[1].text_content()
    assert "Den nye broen over fjorden ble åpnet lørdag 5. november." in evidence
    assert "A bridge 1,550 metres long was inaugurated" in evidence
    keys = root.xpath("//details//code/text()")
    assert keys[1:3] == ["a1b2c3d4e5f60718:0,2", "b2c3d4e5f6071829:1"]


def test_a_statement_names_who_says_it_and_who_says_otherwise(tmp_path):
    root = parse(written(SMALL, tmp_path))
    named = [each.text_content() for each in root.xpath("//span[@class='credit']")]
    assert named == [" (Fjordposten; Sundbladet: 1,505 metres)", " (Sundbladet)"]
    evidence = root.xpath("//details[.//p[@class='otherwise']]")[0]
    assert "Sundbladet has 1,505 metres" in evidence.text_content()
    assert "A bridge 1,550 metres long was inaugurated" in evidence.text_content()


def test_brief_stories_are_headlines_after_the_others(tmp_path):
    brief = [replace(STORIES[1], id=f"s-{n}", brief=True) for n in range(2)]
    root = parse(written(replace(SMALL, all_stories=[STORIES[1], *brief]), tmp_path))
    assert len(root.xpath("//article")) == 1
    assert [each.text for each in root.xpath("//h3[@class='in-brief']")] == ["In brief"]
    lines = root.xpath("//p[@class='brief']")
    assert [each.get("id") for each in lines] == ["story-s-0", "story-s-1"]
    assert [each.text_content() for each in lines] == ["New bridge opened in Ålesund"] * 2
    assert lines[0].xpath("a/@href") == ["https://example.org/bro?id=1&lang=nb"]


def test_texts_carry_their_language(tmp_path):
    root = parse(written(SMALL, tmp_path))
    assert root.get("lang") == "en"
    tagged = {p.text_content(): p.get("lang") for p in root.xpath("//p[@lang]")}
    assert tagged["Biblioteket i Førde opnar att"] == "nn"
    assert tagged["Ny bro åpnet i Ålesund"] == "nb"
    assert tagged["En 1.550 meter lang bro blev lørdag indviet i Norge."] == "da"


def test_models_and_notice_are_where_a_reader_sees_them(tmp_path):
    root = parse(written(SMALL, tmp_path))
    assert "Machine-translated and machine-summarized" in root.xpath("//header")[0].text_content()
    foot = root.xpath("//footer")[0].text_content()
    for model in MODELS:
        assert model.name in foot
        assert model.licence in foot


def test_an_empty_run_says_so(tmp_path):
    assert "no stories" in visible(parse(written(MemoryCorpus(SMALL.info, []), tmp_path)))


def test_hostile_texts_stay_text(tmp_path):
    shown, texts = 0, ""
    for story in HOSTILE.all_stories:
        root = parse(written(replace(HOSTILE, all_stories=[story]), tmp_path))
        check_inert(root, tmp_path)
        shown += len(root.xpath("//article"))
        texts += visible(root)
    assert shown == len(ATTACKS)
    assert "<script>window.pwned = 1</script>" in texts
    assert "{{ 7 * 7 }}" in texts


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_become_links(tmp_path, url):
    root = parse(written(single("Hei.", "Hi.", url=url), tmp_path))
    links = root.xpath("//ul[@class='articles']//a/@href")
    assert links == ([url] if url.startswith("https://example.org/") else [])


def many(count):
    """Make a corpus of stories told by the same articles."""
    stories = [replace(STORIES[0], id=f"s-{number}") for number in range(count)]
    return MemoryCorpus(replace(SMALL.info, formats=("site", "digest-html")), DOCUMENTS, stories)


def test_the_page_fits_in_a_mail_and_links_to_the_rest(tmp_path):
    path = written(many(300), tmp_path)
    root = parse(path)
    shown = len(root.xpath("//article"))
    assert path.stat().st_size <= PAGE_BYTES
    assert shown >= 5
    (rest,) = root.xpath("//p[@class='rest']")
    assert rest.text_content().startswith(f"{300 - shown} more stories are not on this page")
    assert rest.xpath("a/@href") == ["site/index.html"]
    anchors = set(root.xpath("//svg//a/@href"))
    assert anchors <= {f"#{name}" for name in root.xpath("//article/@id")}


def test_a_page_with_room_for_all_leaves_nothing_out(tmp_path):
    assert not parse(written(SMALL, tmp_path)).xpath("//p[@class='rest']")
