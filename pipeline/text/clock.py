"""Times of day: the Nordic words for o'clock, and times as they are spoken, with their English.

`halv sju` is half past six, and `fem på halv sju` is twenty-five past six: spoken times count from
the hour or the half hour that is next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.text.numerals import SMALL_NORDIC

AT = r"(?:kl\b\.?|klokk(?:en|a|an)\b)"
"""What a Nordic text writes before a time, as a regular expression for either case."""

_HALF_DAY = 12
_HOUR = 60


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """A time in words on a clock of twelve hours, in minutes after midnight or noon.

    `numbers` are what the words may count instead (`fem på tre`), if anything.
    """

    start: int
    end: int
    minutes: int
    numbers: tuple[int, ...] = ()

    @property
    def readings(self) -> frozenset[str]:
        """Return the two times of the day that it may be, as `18:30`."""
        hour, minute = divmod(self.minutes, _HOUR)
        return frozenset({f"{hour}:{minute:02}", f"{hour + _HALF_DAY}:{minute:02}"})

    @property
    def english(self) -> str:
        """Say it in English: `quarter past eight`."""
        hour, minute = divmod(self.minutes, _HOUR)
        past = minute <= _HOUR // 2
        minute, side = (minute, "past") if past else (_HOUR - minute, "to")
        share = _SHARES.get(minute) or f"{minute} minutes"
        return f"{share} {side} {_HOURS[(hour if past else hour + 1) % _HALF_DAY]}"


_HOURS_TEXT = "twelve one two three four five six seven eight nine ten eleven"
_HOURS = _HOURS_TEXT.split()
_SHARES = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty-five", 30: "half"}
_NORDIC_HOURS = {"ett": 1, "et": 1, "eitt": 1} | {
    word: int(value) for word, value in SMALL_NORDIC.items() if value in range(2, 13)
}
_NORDIC_HOUR = rf"(?P<hour>{'|'.join(sorted(_NORDIC_HOURS, key=len, reverse=True))}|1[0-2]|[1-9])"
# A number after it counts something else, and what ends in a hyphen but -tiden is a compound.
_HOUR_END = (
    r"(?:-?ti(?:den|da|a)\b)?(?![\w-]|[.,:]\d| (?:million|milliard|hundre|tus[ei]n|pro[sc]ent))"
)
_MINUTES = (
    r"(?P<minutes>(?:et )?kvart(?:er)?\b|fem|ti|tjue|tyve|\d{1,2}(?= minutt?))(?: minutt?[ea]r)?"
)
_NORDIC = re.compile(
    rf"\b(?:{_MINUTES} (?P<side>over|på|i|før) (?P<half>halv )?|(?<!\ben )(?<!\be[itn] )(?<!\beit )"
    rf"(?<!\bein )(?P<only>halv) ){_NORDIC_HOUR}{_HOUR_END}",
    re.IGNORECASE,
)
# After a number alone, `over` and `på` may be others: these follow or precede a time.
_AFTER_TIME = re.compile(
    r"\s*(?:$|[.,;:!?)\"»”]|(?:og|i (?:dag|morgen|kveld|går|aften|morgon|natt?)|om|på|den|da|då|"
    r"når|for (?:å|at)|hver|hvert|kvar|denne|ved|fr[aå]|til|ble|blev|vart|kom|gikk|før|etter|efter)"
    r"\b)"
)
BEFORE_TIME = re.compile(
    rf"\b(?:{AT}(?: (?:er|var|ble|blev|vart|ca\.?|rundt|omkring))?|fra|frå|til|før|etter|efter|ved|"
    r"rundt|omkring|kring|innen|inden|mellom|mellem|og|eller|ca\.?) $",
    re.IGNORECASE,
)
"""What ends before a time, as a regular expression: the words for o'clock, or a preposition."""
_LONGEST_BEFORE = 24
# ved 14-tiden, i tretiden
_ABOUT = re.compile(
    rf"\b(?:(?:ved|i|på|rundt|omkring|kring) )?"
    rf"(?P<hour>{'|'.join(_NORDIC_HOURS)}|[01]?\d|2[0-3])-?ti(?:den|da|a)\b",
    re.IGNORECASE,
)

_ENGLISH_HOUR = rf"(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])(?![\w-]|[.,:]\d)"
_ENGLISH = re.compile(
    r"\b(?P<minutes>(?:a )?quarter|half|five|ten|twenty(?:[- ]five)?|\d{1,2}(?= minutes))"
    rf"(?: minutes)? (?P<side>past|after|to|before) {_ENGLISH_HOUR}",
    re.IGNORECASE,
)


def find_spoken_times(text: str, *, english: bool = False) -> Iterator[SpokenTime]:
    """Yield the times of a text that are in words, in order."""
    for match in (_ENGLISH if english else _NORDIC).finditer(text):
        found = _read_english(match) if english else _read_nordic(match)
        if found:
            yield found


def find_rough_times(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield times that are about an hour (`ved 14-tiden`) by their place, and their English."""
    for match in _ABOUT.finditer(text):
        hour = match["hour"].lower()
        number = int(hour) if hour.isdecimal() else _NORDIC_HOURS[hour]
        said = f"{number:02}:00" if number > _HALF_DAY else f"{_HOURS[number % _HALF_DAY]} o'clock"
        yield *match.span(), f"about {said}"


def _read_nordic(match: re.Match[str]) -> SpokenTime | None:
    hour = _hour(match["hour"], _NORDIC_HOURS)
    if match["only"]:
        return _spoken(match, hour, -_HOUR // 2)
    word = match["minutes"].lower()
    quarter = "kvart" in word
    minutes = 15 if quarter else int(word) if word.isdecimal() else int(SMALL_NORDIC[word])
    offset = minutes if match["side"].lower() == "over" else -minutes
    if match["half"]:
        return _spoken(match, hour, offset - _HOUR // 2)
    before = match.string[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
    after = _AFTER_TIME.match(match.string, match.end())
    if not quarter and not after and not BEFORE_TIME.search(before):
        return None
    return _spoken(match, hour, offset, () if quarter else (minutes, hour or _HALF_DAY))


def _read_english(match: re.Match[str]) -> SpokenTime | None:
    hour = _hour(match["hour"], {word: index for index, word in enumerate(_HOURS)})
    word = match["minutes"].lower().removeprefix("a ").replace(" ", "-")
    share = next((value for value, name in _SHARES.items() if name == word), None)
    minutes = int(word) if share is None else share
    side = match["side"].lower()
    sure = side == "past" or word == "quarter"
    if word == "half" and side != "past":
        return None
    offset = minutes if side in {"past", "after"} else -minutes
    return _spoken(match, hour, offset, () if sure else (minutes, hour or _HALF_DAY))


def _hour(word: str, names: dict[str, int]) -> int:
    return (int(word) if word.isdecimal() else names[word.lower()]) % _HALF_DAY


def _spoken(
    match: re.Match[str], hour: int, offset: int, numbers: tuple[int, ...] = ()
) -> SpokenTime:
    minutes = (hour * _HOUR + offset) % (_HALF_DAY * _HOUR)
    return SpokenTime(match.start(), match.end(), minutes, numbers)
