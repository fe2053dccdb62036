"""The rules that tell the languages of articles and sentences, for `heuristics`."""

import math
from collections.abc import Iterator

from tests.benchmarks.heuristics import NEVER, Room, Rule, alternatives, cases_of, no, none
from tests.segmentation import test_detect, test_segment
from tests.text import test_langid, test_otherlanguages, test_shorttexts

_DETECT = "pipeline.segmentation.detect"
_SEGMENT = "pipeline.segmentation.segment"
_OTHERS = "pipeline.text.otherlanguages"
_SHORT = "pipeline.text.shorttexts"
_LANGID = "pipeline.text.langid"


def _rules() -> Iterator[Rule]:
    stage = f"{_DETECT}.DetectStage"
    yield Rule("most translated sentences", {f"{stage}._most_translated": none})
    yield Rule("long quotations outweigh", {f"{stage}._quoting": none})
    yield Rule(
        "English sentences count less",
        {f"{stage}._without_english": lambda _, text, __: text},
    )
    yield Rule("nearly all in English", {f"{_DETECT}._NEARLY_ALL": math.inf})
    yield Rule("half in English, the rest quoted", {f"{_DETECT}._QUOTED": NEVER})
    yield Rule("sure of a sentence", {f"{_DETECT}._SURE": 0.0})
    yield Rule("least part translated", {f"{_DETECT}._LEAST_PART": 0.0})
    stage = f"{_SEGMENT}.SegmentStage"
    yield Rule("names with a score", {f"{_SEGMENT}.names_with_score": no})
    yield Rule("Nordic beside a quotation", {f"{stage}._is_translated": no})
    yield Rule("foreign sentences", {f"{stage}._is_foreign": no})
    yield Rule("short sentences of the other language", {f"{stage}._other": none})
    yield Rule("words but names", {f"{_SEGMENT}.otherlanguages.without_names": lambda text: text})
    yield Rule("own words beside quotations", {f"{_OTHERS}.own_words": lambda text: text})
    yield from alternatives(f"{_OTHERS}.QUOTATION")
    yield Rule("who says it", {f"{_OTHERS}._SPEAKER": NEVER})
    yield Rule("short foreign sentences", {f"{_OTHERS}.find_short_foreign": none})
    yield Rule("few words", {f"{_OTHERS}._MIN_WORDS": 0})
    yield Rule("far likelier English", {f"{_OTHERS}._FAR_LIKELIER": 0})
    yield Rule("frequent words of short texts", {f"{_SHORT}.refine": none})
    yield Rule("short Nordic texts", {f"{_SHORT}.is_nordic": no})
    yield Rule("Bokmål rather than Nynorsk", {f"{_SHORT}._NEARLY": 1})
    yield Rule("Swedish far likelier", {f"{_SHORT}._FAR_LIKELIER": math.inf})
    yield Rule("at most eight words", {f"{_SHORT}._MOST_WORDS": math.inf})
    yield Rule("other scripts and emoji", {f"{_LANGID}._without_other_scripts": lambda text: text})


ROOM = Room(
    list(_rules()),
    list(cases_of(test_detect, test_segment, test_langid, test_otherlanguages, test_shorttexts)),
)
