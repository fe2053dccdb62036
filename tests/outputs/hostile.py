"""Texts that try to leave their place in a page, and a corpus that has them everywhere."""

from dataclasses import replace

from pipeline.documents import Evidence, Flag, Statement, Story, Summary, SummarySentence
from tests.outputs.samples import Line, MemoryCorpus, article, build, run_info

ATTACKS = (
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 1</script>",
    "</style><script>window.pwned = 1</script>",
    "</title></textarea></template><img src=x onerror='window.pwned = 1'>",
    "\"><svg onload=\"window.pwned = 1\">",
    "' onmouseover='window.pwned = 1' x='",
    "{{ 7 * 7 }} {% for x in y %} {# c #} ${7*7} <%= 7 %>",
    "javascript:window.pwned = 1",
    "<!-- --> ]]> <![CDATA[ <?php ?> &lt;script&gt; &#x3c;b&#x3e;",
    "[click](javascript:window.pwned=1) ![x](x) <javascript:window.pwned=1> `code`",
    "\u202eevil\u202c \u2066 \u200f שלום \u2028 \u2029",
    "null \x00 bell \x07 escape \x1b[31m half \ud800 \udfff \ufffe",
    "line\r\nbreak\ttab",
    "# heading\n- list\n1. one\n> quote\n---\n| a | b |",
    "æøå ÆØÅ öä ÅÆ" * 10,
    "Lang setning uten mellomrom " + "x" * 10_000,
)  # fmt: skip

URLS = (
    "javascript:window.pwned=1",
    " javascript:window.pwned=1",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:x",
    "//example.org/protocol-relative",
    "file:///etc/passwd",
    "http://",
    "https://example.org/\"onmouseover=\"window.pwned=1",
    "https://example.org/<script>",
    "http://[broken",
    "https://example.org/a)b(c>d\\e",
)  # fmt: skip


def hostile_corpus():
    """Put every attack into every text a document and a story have."""
    documents, stories = [], []
    for number, attack in enumerate(ATTACKS):
        flag = Flag(attack[:100], attack)
        lines = [Line(attack, attack, -2.0, (flag,), alignment=((0, 2, 1, 3), (-4, 10**6, 5, 2)))]
        document = build(
            f"{attack[:12]}/../{number}", "nb", [("headline", lines), ("body", lines)],
            title=attack, outlet=attack, date=attack[:30], url=URLS[number % len(URLS)],
            sources=(attack, f"../../{number}.txt"), flags=(flag,),
            summary=Summary((SummarySentence(attack, (0, 1), flag),)),
        )  # fmt: skip
        documents.append(document)
        evidence = (Evidence(document.id, (0, 1)),)
        told = replace(article(document), headline=attack, original_headline=attack)
        stories.append(
            Story(
                id=f"{attack[:9]}#{number}",
                period=attack[:20],
                date=attack[:30],
                headline=attack,
                statements=(Statement(attack, evidence, flag),),
                articles=(told,),
            )
        )
    return MemoryCorpus(run_info(documents, ATTACKS[0] + ATTACKS[4]), documents, stories)


HOSTILE = hostile_corpus()
