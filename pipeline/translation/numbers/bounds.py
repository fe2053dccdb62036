"""Words that bound a number, as at least, at most, about and per, and whether they came through."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = r"(?:(?:kr\.?|NOK|SEK|DKK|USD|EUR|[€$£])\s?)?\d"
_WORDS = (
    r"(?:to|tre|fire|fem|seks|syv|sju|åtte|otte|ni|ti|elleve|elve|tolv|tretten|femten|tyve|tjue|"
    r"tredve|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|hundrede|tusen|tusind|halvparten|"
    r"halvdelen)\b"
)


class _Bound(NamedTuple):
    """What bounds a number in a Nordic text, and the English of which one has to be there."""

    nordic: re.Pattern[str]
    english: re.Pattern[str]


def _bound(nordic: str, english: str) -> _Bound:
    return _Bound(
        re.compile(rf"(?<!\w)(?P<bound>{nordic}) (?={_DIGITS}|{_WORDS})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{english})(?!\w)", re.IGNORECASE),
    )


# The English words are many, since a false alarm costs more than a miss.
_MORE = (
    r"least|minim\w*|min\.|than|over|exce\w+|above|upwards?|more|older|plus|past|top\w*|surpass\w*|"
    r"beyond|greater|onwards?"
)
_LESS = (
    r"most|maxim\w*|max\.?|up to|than|under|below|less|fewer|until|within|upper|limit\w*|younger"
)
_BOUNDS = (
    _bound(r"minst|mindst|minimum|me(?:r|re|ir) en[nd]|fler[ea]? en[nd]", _MORE),
    # Over and under are places and times as well.
    _bound(
        r"(?<!ned )(?<!ud )(?<!kontroll )(?<!kontrol )(?<!liste )(?<!går )(?<!råde )(?<!råder )"
        r"over",
        rf"{_MORE}|well|across|for|in|from|aged|passed|turned|\d\S* ?plus",
    ),
    _bound(
        r"høyst|højst|høgst|maks\.?|maksimalt|maksimum|opptil|inntil|mindre en[nd]|færre en[nd]",
        rf"{_LESS}|as (?:many|much|long) as|for|till|by|short of|into",
    ),
    _bound(
        r"om lag|omlag|omtrent|omkring|ca\.?|cirka|bortimot|nesten|næsten|knapt|drøyt|drøye|"
        r"i underkant av|i overkant av|rundt regnet",
        r"about|around|approx\w*|rough\w*|some|circa|c\.|ca\.?|near\w*|almost|close\w*|just|barely|"
        r"over|under|slightly|little|well|good|odd|or so|more|less|than|virtually|practically|"
        r"fewer|hardly|scarcely|past|quite|shy|short|below|above|a few|most of|say|estimated|"
        r"round|~",
    ),
    _bound(
        r"til og med|t\.o\.m\.?",
        r"through|until|till|to|up to|includ\w*|inclusive|by|thru|down to",
    ),
    _bound(
        r"fra og med|frå og med|f\.o\.m\.?",
        r"from|as (?:of|from)|since|start\w*|beginning|effect\w*|on(?:wards?| and after)|after",
    ),
)
_PER = re.compile(
    r"(?:\d|\b(?:kroner|kr\.?|euro|dollar|øre|prosent|procent|kilo|liter|millioner|milliarder)) "
    r"(?P<bound>per|pr\.?) (?!(?:post|brev|telefon|sms|e-|mail|i dag|capita|\d))",
    re.IGNORECASE,
)
_ENGLISH_PER = re.compile(
    r"(?<!\w)(?:per|an?|each|every\w*|apiece|p\.a\.|by the|to the|"
    r"(?:dai|week|month|year|hour|night|annual|quarter)ly|as at|as of)(?!\w)|/",
    re.IGNORECASE,
)


def lost_bounds(source: str, target: str) -> Iterator[str]:
    """Yield the words of a Nordic sentence that bound a number and that its English lacks."""
    for bound in (*_BOUNDS, _Bound(_PER, _ENGLISH_PER)):
        found = bound.nordic.search(source)
        if found and not bound.english.search(target):
            yield found["bound"]
