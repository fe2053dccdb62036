import random
import re

from pipeline.training.exchange import Exchange

PLACES = ["Viborg", "Hamar", "Molde", "Skagen", "Narvik", "Ribe"]


def test_exchanged_words_agree_everywhere_and_are_other_words_quotations_and_numbers():
    exchange = Exchange(random.Random(1))  # noqa: S311 - sampling, not secrets
    assert exchange.apply(["Nothing is known of Hamar yet."]) == ["Nothing is known of Hamar yet."]
    for n in range(900):
        exchange.learn([f"The harbour council of {PLACES[n % 6]} wants grey boats near {n}."])
    found = ""
    for n in range(3000):
        text = f"Every harbour in {PLACES[n % 6]} has {n + 100},5 boats."
        first, second = exchange.apply([text, f"So {text}"])
        assert second == f"So {first}"
        found += first
    for pattern in (r"\d\d:\d\d", r"\d,\d{3}\b", r"\b\d-\d\b", r"\d%", r'"[a-z]+"'):
        assert re.search(pattern, found), pattern
