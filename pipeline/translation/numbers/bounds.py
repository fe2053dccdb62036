"""Words that bound a number, as at least, at most, about and per, and whether they came through."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = r"(?:(?:kr\.?|NOK|SEK|DKK|USD|EUR|[€$£])\s?)?\d"
_WORDS = (
    r"(?:to|tre|fire|fem|seks|syv|sju|åtte|otte|ni|ti|elleve|elve|tolv|tretten|femten|tyve|tjue|"
    r"tredve|tredive|tretti|førti|fyrre|femti|halvtreds|seksti|tres|sytti|halvfjerds|åtti|firs|nitti|"
    r"fjorten|fjorton|seksten|atten|nitten|hundre|hundrede|tusen|tusind|ei?n million|et dusin|"
    r"halvparten|halvdelen)\b"
)


class _Bound(NamedTuple):
    """What bounds a number in a Nordic text, and the English of which one has to be there.

    Where `unless` ends right before it, it says something else.
    """

    nordic: re.Pattern[str]
    english: re.Pattern[str]
    unless: re.Pattern[str] = re.compile(r"(?!)")


def _bound(nordic: str, english: str, unless: str = r"(?!)") -> _Bound:
    return _Bound(
        re.compile(rf"(?<!\w)(?P<bound>{nordic}) (?={_DIGITS}|{_WORDS})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{english})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{unless}) $", re.IGNORECASE),
    )


# The English words are many, since a false alarm costs more than a miss.
_MORE = (
    r"least|minim\w*|min\.|than|over|exce\w+|above|upwards?|more|older|plus|past|top\w*|surpass\w*|"
    r"beyond|greater|onwards?|most|majorit\w*|tops"
)
_LESS = (
    r"most|maxim\w*|max\.?|up to|than|under|below|less|fewer|until|within|upper|limit\w*|younger"
)
_PER = re.compile(
    r"(?:\d|\b(?:kroner|kr\.?|euro|dollar|øre|prosent|procent|kilo|liter|millioner|milliarder)) "
    r"(?P<bound>per|pr\.?) (?!(?:post|brev|telefon|sms|e-|mail|kort|vipps|faks|i (?:dag|går)|dags|"
    r"utgang|udgang|"
    r"jan|feb|mars|april|ma[ij]|jun|jul|aug|sept|okt|nov|de[sc]|\d))",
    re.IGNORECASE,
)
_ENGLISH_PER = re.compile(
    r"(?<!\w)(?:per|an?|each|every\w*|apiece|p\.a\.|by the|to the|"
    r"(?:dai|week|month|year|hour|night|annual|quarter)ly|as at|as of)(?!\w)|/",
    re.IGNORECASE,
)
_BOUNDS = (
    _bound(r"minst|mindst|minimum|me(?:r|re|ir) en[nd]|fler[ea]? en[nd]", _MORE),
    # Over is a place as well, and a view.
    _bound(
        r"over",
        rf"{_MORE}|well|across|for|in|from|aged|passed|turned|last\w*|span\w*|\d\S* ?plus",
        unless=r"\w*list\w*|\w*oversikt\w*|overblik\w*|kontroll?|går|gikk|gjekk|gik|stra?kk|"
        r"str[eæ]kk?er s[ei]g|spenn\w*|spænd\w*|hopp\w*|\w*seier\w*|\w*sejr\w*|ned|ud|ut|råd\w*|"
        r"te?æ?ppe|utsikt\w*|udsigt\w*|kart|kort|arkiv\w*",
    ),
    _bound(
        r"høyst|højst|høgst|maks\.?|maksimalt|maksimum|opptil|inntil|mindre en[nd]|færre en[nd]",
        rf"{_LESS}|as (?:many|much|long) as|for|till|by|short of|into|before|next|beside|adjoining|"
        r"tops|cap\w*",
    ),
    # A price goes up to a sum as well.
    _bound(
        r"opp? til|opp? mo[td]",
        rf"{_LESS}|to|as (?:many|much|long) as|for|by|into|towards?|nearly|almost|close|cap\w*|"
        r"around",
    ),
    _bound(
        r"om lag|omlag|omtrent|ca\.?|cirka|bortimot|nesten|næsten|knapt|drøyt|drøye|"
        r"i underkant av|i overkant av|rundt regnet|"
        # After a noun, it says what a matter is about.
        r"(?:(?<=^)|(?<=er )|(?<=var )|(?<=på )|(?<=til )|(?<=a[fv] )|(?<=for )|(?<=med )|"
        r"(?<=og )|(?<=har )|(?<=i ))omkring",
        r"about|around|approx\w*|rough\w*|some|circa|c\.|ca\.?|near\w*|almost|close\w*|just|barely|"
        r"over|under|slightly|little|well|good|odd|or so|more|less|than|virtually|practically|"
        r"fewer|hardly|scarcely|past|quite|shy|short|below|above|a few|most of|say|estimated|"
        r"round|~|aged|couple|plus|tops|capped",
    ),
    _bound(
        r"til og med|t\.o\.m\.?",
        r"even|through|until|till|to|up to|includ\w*|inclusive|by|thru|down to",
    ),
    _Bound(_PER, _ENGLISH_PER),
)


def lost_bounds(source: str, target: str) -> Iterator[str]:
    """Yield the words of a Nordic sentence that bound a number and that its English lacks."""
    for bound in _BOUNDS:
        found = bound.nordic.search(source)
        if found is None or bound.unless.search(source[: found.start()]):
            continue
        if not bound.english.search(target):
            yield found["bound"]
