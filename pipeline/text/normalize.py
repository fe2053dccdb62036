"""Source texts as OPUS-MT models expect them, and English typography put right afterwards."""

import re
import unicodedata
from functools import lru_cache

# Characters that carry no text: soft hyphen, zero-width and direction marks, byte order mark.
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *(0x200B, 0x200C, 0x200E, 0x200F),
        *(*range(0x202A, 0x202F), *range(0x2060, 0x206A)),
    ]
)
# The zero-width joiner carries no text but in an emoji of several.
_JOINER = re.compile(r"(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d")
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
# Moses' normalize-punctuation.perl writes these so; it knows fewer of them than Nordic texts use.
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟", '"'),
        **dict.fromkeys("‘’‚‛´`‹›", "'"),
        **dict.fromkeys("–‐‑‒−", "-"),
        **dict.fromkeys("—―", " - "),
        "…": "...",
        **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
    }
)
# m² is as often m2.
_POWERS = {"¹": "1", "²": "2", "³": "3"}
_POWER = re.compile(r"(?<=[A-Za-z])[¹²³]")
# A no-break space between digits separates thousands; Moses writes a full stop for it, except
# in German, Spanish, Czech and French.
_THOUSANDS_SPACE = re.compile(r"(?<=\d)[\u00A0\u202F\u2009](?=\d{3}(?!\d))")


@lru_cache(maxsize=256)
def normalize(text: str) -> str:
    """Return a copy of a source text for a model to read.

    Composed (NFC), without invisible and control characters, with ASCII quotes and dashes and
    single spaces: the forms of Moses' `normalize-punctuation.perl`, which OPUS-MT's training
    texts went through (OPUS-MT-train, `preprocess.mk`).
    """
    text = visible(text).translate(_CONTROLS)
    text = _THOUSANDS_SPACE.sub(".", text).translate(_PUNCTUATION)
    text = _POWER.sub(lambda match: _POWERS[match[0]], text)
    return " ".join(text.replace("''", '"').split())


def visible(text: str) -> str:
    """Return a text composed (NFC) and without characters that carry none, else as it is."""
    if text.isascii():
        return text
    return _JOINER.sub("", unicodedata.normalize("NFC", text).translate(_INVISIBLE))


def loosely(text: str) -> str:
    """Return a regular expression of a normalized text for others that `normalize` makes it of.

    They may be decomposed, with white space and quotation marks of any kind, and dashes.
    """
    return "".join(map(_loose, text))


def _loose(mark: str) -> str:
    if mark == " ":
        return r"\s+"
    decomposed = unicodedata.normalize("NFD", mark)
    if decomposed != mark:
        return f"(?:{mark}|{decomposed})"
    others = "".join(chr(code) for code, written in _PUNCTUATION.items() if written == mark)
    return f"[{re.escape(mark)}{others}]" if others else re.escape(mark)


# Groups of a longer row of digits, as of a telephone number, are no thousands.
_SPACED_THOUSANDS = re.compile(
    r"(?<![\d.,])(?<!\d )\d{1,3}(?: \d{3})+(?! \d)(?!,\d)(?!\.\d*[.,]\d)(?!\d)"
)
_CODE = re.compile(
    r"\b(?:telefon\w*|tlf|mobil\w*|ring\w*|sms|\w*nummer\w*|\w*nr|cvr|konto\w*)\W+(?:[^\W\d]+\W+){0,2}"
    r"(\d{2,3}(?: \d{3})+)(?![\d ]*\d)",
    re.IGNORECASE,
)


def find_codes(source: str) -> frozenset[str]:
    """Find digits in groups that a Nordic text calls a number to ring or to pay to."""
    return frozenset(source[start:end] for start, end in code_spans(source))


def code_spans(source: str) -> list[tuple[int, int]]:
    """Find where digits in groups are that a text calls a number to ring or to pay to."""
    return [match.span(1) for match in _CODE.finditer(source)]


# One quotation.
_PAIR = 2


def tidy_english(text: str, codes: frozenset[str] = frozenset()) -> str:
    """Mend what tokenized training texts leave in English: stray spaces in `it' s` and `10: 08`.

    `codes` are groups of digits that stay as they are.
    """
    text = re.sub(r"(?<=\w)' s\b", "'s", text)
    text = re.sub(r"(?<!\d)(\d{1,2}): (?=[0-5]\d\b)", r"\1:", text)
    text = re.sub(r"(?<!\w)(to|and)(?=\d)", r"\1 ", text)  # 7 to9
    if text.count('"') == _PAIR:
        text = re.sub(r'(?<!\S)" (?=\w)', '"', text)
    text = re.sub(r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?= ?(?:[mb]illion|thousand)\b)", r"\1.\2", text)
    # Style guides of European institutions write 60 000; readers of news expect 60,000.
    text = _SPACED_THOUSANDS.sub(
        lambda match: match[0] if match[0] in codes else match[0].replace(" ", ","), text
    )
    return re.sub(r"(?<=\S) +([.,;!?])(?!\d)", r"\1", text).strip()
