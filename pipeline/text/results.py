"""Lines that count votes or goals and have no verb: `FOR 21, MOT 14`, `Brann–Viking 2–1`."""

import re

VOTE_WORDS = {
    "for": "for", "mot": "against", "imod": "against", "ja": "yes", "nei": "no", "nej": "no",
    "blank": "blank", "blankt": "blank", "blanke": "blank", "avholdende": "abstaining",
    "avstod": "abstained", "stemmer": "votes", "røyster": "votes", "votering": "vote",
    "avstemning": "vote", "avstemming": "vote", "røysting": "vote", "resultat": "result",
    "og": "and",
}  # fmt: skip
"""The words of such a line about votes, in lower case, and their English."""

_VOTE = r"(?:for|mot|imod|ja|nei|nej|blankt?|blanke|avholdende|avstod)"
_COUNT = rf"(?:{_VOTE}\s*:?\s*\d+|\d+\s*(?:stemmer\s+|røyster\s+)?{_VOTE})"
_VOTES = re.compile(
    rf"(?:(?:stemmer|røyster|votering|avstemm?ning|avstemming|røysting|resultat)\s*:\s*)?"
    rf"{_COUNT}(?:\s*[,;/–-]?\s*(?:og\s+)?{_COUNT})+\.?|{_VOTE}\s*:\s*\d+\.?",
    re.IGNORECASE,
)
# Forslag fra H: 10 stemmer (H, FrP)
_TALLY = re.compile(r"[^.!?:]{2,60}:\s*\d+ (?:stemmer|røyster|stemme|røyst)(?: \([^()]*\))?\.?")
# Brann–Viking 2–1 (1–0), 1–0 Haaland (12)
_SCORE = re.compile(r"(?<![\w.,:–-])\d{1,3}\s?[–:-]\s?\d{1,3}(?![\w–-]|[.,:]\d)")
_FACTS = re.compile(
    r"(?:mål|målscorere|gult? kort|rødt? kort|tilskuere|tilskodarar|dommer|dommar|utvist"
    r"|utvisninger|resultat|sluttresultat|halvleg|pause)\s*:\s+\S.*\d.*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LOWER_TEXT = "mål etter efter straffe straffer str min selvmål sjølvmål pause e o omg og"
_LOWER = frozenset(_LOWER_TEXT.split())


def counts_votes(text: str) -> bool:
    """Say whether a line counts votes and nothing else."""
    return _VOTES.fullmatch(text) is not None


def names_with_score(text: str) -> bool:
    """Say whether a line has a score and no words but names."""
    return bool(_SCORE.search(text)) and all(word[0].isupper() for word in _WORD.findall(text))


def names_sides(text: str) -> bool:
    """Say whether a line has the names of two sides and their score, or of who scored."""
    return names_with_score(text) and _SIDES.match(text) is not None


_SIDES = re.compile(r"[^\W\d_][^\d]*[^\W\d_]\s?[–-]\s?[^\W\d_]|\d{1,3}[–-]\d{1,3} [^\W\d_]")


def is_result(text: str) -> bool:
    """Say whether a line is the result of a vote or a match, or a fact beside one."""
    if counts_votes(text) or _FACTS.fullmatch(text) or _TALLY.fullmatch(text):
        return True
    rest = " ".join(word for word in text.split() if word.strip("(),.") not in _LOWER)
    return names_with_score(rest)
