import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from pipeline.outputs.digest_markdown import DigestMarkdownSink
from tests.outputs.hostile import ATTACKS, HOSTILE, URLS
from tests.outputs.samples import MODELS, SMALL, STORIES, MemoryCorpus, single, write


def written(corpus, folder):
    path = folder / "digest.md"
    write(DigestMarkdownSink, corpus, path)
    return path.read_text(encoding="utf-8")


def tokens(text):
    """Parse as CommonMark, raw HTML allowed: what a careless viewer would show."""
    for token in MarkdownIt("commonmark", {"html": True}).parse(text):
        yield token
        yield from token.children or []


def test_it_reads_from_period_to_story_to_statement(tmp_path):
    text = written(SMALL, tmp_path)
    headings = re.findall(r"^#+ .*", text, flags=re.MULTILINE)
    assert headings == [
        "# Nordic digest",
        "## October 2022", "### The library in Førde reopens",
        "## November 2022", "### New bridge opened in Ålesund",
        "## Undated", "### Harbour market moves indoors",
    ]  # fmt: skip
    for story in STORIES:
        for statement in story.statements:
            assert f"\n- {statement.text}" in text


def test_every_footnote_is_defined_once(tmp_path):
    text = written(SMALL, tmp_path)
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    defined = re.findall(r"^\[\^(\d+)\]:", text, flags=re.MULTILINE)
    assert used == defined == [str(number) for number in range(1, 8)]


def test_footnotes_lead_to_the_aligned_rows(tmp_path):
    note = re.search(r"^\[\^4\]: (.*)$", written(SMALL, tmp_path), flags=re.MULTILINE)[1]
    assert note == (
        "Fjordposten: *Broen er 1.550 meter lang og kostet 2,4 milliarder kroner.* → The bridge is "
        "1,550 metres long and cost NOK 24 billion. (nb, `a1b2c3d4e5f60718:3`) "
        "⚑ number: 2,4 is not in the translation."
    )


def test_it_says_what_machines_made_and_with_which_models(tmp_path):
    text = written(SMALL, tmp_path)
    assert "machine-made" in text.split("##", maxsplit=1)[0]
    for model in MODELS:
        assert model.licence in text


def test_a_statement_names_who_says_it_and_who_says_otherwise(tmp_path):
    text = written(SMALL, tmp_path)
    assert (
        "- The bridge is 1,550 metres long and cost NOK 24 billion.[^4] ⚑ "
        "(Fjordposten; Sundbladet: 1,505 metres[^5])\n" in text
    )
    assert "- The mayor called it a great day.[^6] (Sundbladet)\n" in text
    assert "on Saturday.[^2] [^3]\n" in text


def test_brief_stories_are_headlines_after_the_others(tmp_path):
    first = STORIES[1]
    brief = [
        replace(first, id="s-brief", brief=True),
        replace(STORIES[0], id="s-other", period=first.period, brief=True),
    ]
    text = written(replace(SMALL, all_stories=[first, *brief]), tmp_path)
    assert (
        "\n**In brief**\n\n"
        "- [New bridge opened in Ålesund](<https://example.org/bro?id=1&lang=nb>)\n"
        "- The library in Førde reopens\n" in text
    )
    assert text.count("In brief") == 1


def test_an_empty_run_has_no_stories(tmp_path):
    assert "##" not in written(MemoryCorpus(SMALL.info, []), tmp_path)


def test_hostile_texts_stay_text(tmp_path):
    forbidden = {
        "html_block", "html_inline", "image", "fence", "code_block", "blockquote_open",
        "ordered_list_open",
    }  # fmt: skip
    text = written(HOSTILE, tmp_path)
    kinds = {token.type for token in tokens(text)}
    assert not kinds & forbidden
    assert "link_open" in kinds
    for token in tokens(text):
        if token.type == "link_open":
            assert token.attrGet("href").startswith("https://example.org/")
        if token.type == "heading_open":
            assert token.tag in {"h1", "h2", "h3"}
    headings = [token for token in tokens(text) if token.type == "heading_open"]
    assert len(headings) == 1 + 2 * len(ATTACKS)


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_become_links(tmp_path, url):
    links = [
        token.attrGet("href")
        for token in tokens(written(single("Hei.", "Hi.", url=url), tmp_path))
        if token.type == "link_open"
    ]
    assert len(links) == url.startswith("https://example.org/")


@pytest.mark.parametrize("text", ["1. mai", "- Vi", "+ 3", "# a", "> b", "= c", "12) d", "* e"])
def test_a_statement_never_starts_a_block(tmp_path, text):
    parsed = list(tokens(written(single("Hei.", text), tmp_path)))
    assert not {token.type for token in parsed} & {"ordered_list_open", "blockquote_open"}
    shown = [token.content for token in parsed if token.type == "text"]
    assert shown.count(text) >= 2
