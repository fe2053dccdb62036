"""Number words: the pattern knows the words that the table knows."""

import re

import pytest

from pipeline.text.numerals import SMALL_NORDIC, SMALL_NORDIC_PATTERN


@pytest.mark.parametrize("word", SMALL_NORDIC)
def test_the_pattern_matches_every_number_word(word: str) -> None:
    assert re.fullmatch(SMALL_NORDIC_PATTERN, word)


@pytest.mark.parametrize("word", ["tog", "hundre", "tjueti", "trogtyve", "tretyve", "halv"])
def test_the_pattern_matches_no_other_word(word: str) -> None:
    assert word not in SMALL_NORDIC
    assert not re.fullmatch(SMALL_NORDIC_PATTERN, word)
