"""How long a reader takes over the mail: words outside what is folded, at 240 a minute."""

import re

import pytest

from pipeline.digests.length import WORDS_PER_MINUTE
from pipeline.outputs.digest_html import DigestHtmlSink
from pipeline.outputs.digest_markdown import DigestMarkdownSink
from tests.digests.test_length import stories, tell
from tests.outputs.markup import parse
from tests.outputs.samples import MemoryCorpus, run_info, write


@pytest.fixture(scope="module")
def corpus():
    documents = stories(100)
    return MemoryCorpus(run_info(documents), documents, tell(documents))


def minutes(texts):
    return sum(len(re.findall(r"\w\S*", text)) for text in texts) / WORDS_PER_MINUTE


def test_a_mail_of_a_hundred_stories_is_read_in_five_minutes(tmp_path, corpus):
    path = tmp_path / "digest.html"
    write(DigestHtmlSink, corpus, path)
    (main,) = parse(path).xpath("//div[@id='digest']")
    told, brief = len(main.xpath(".//article")), len(main.xpath(".//p[@class='brief']"))
    assert told + brief == len(corpus.all_stories)
    assert 3 <= told <= 20
    open_ = ".//text()[not(ancestor::details) or ancestor::summary]"
    assert 4 < minutes(main.xpath(open_)) <= 5


def test_its_markdown_is_too(tmp_path, corpus):
    path = tmp_path / "digest.md"
    write(DigestMarkdownSink, corpus, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    shown = [line for line in lines if line.startswith(("### ", "- "))]
    listed = [line for line in shown if ".txt)" in line]
    assert len(listed) < 30
    assert 4 < minutes(line for line in shown if line not in listed) <= 5
