"""Text in capitals, as it would be written otherwise: what is a name keeps its capital.

Words are looked up in the dictionaries of simplemma, which write names with a capital. A word that
is in none of them, and no compound of such words, is taken for a name; so is what follows a given
name, and what ends like the names of places. Places that are words as well (Våler, Hell, Os) are
listed in `places.tsv`, with what has to stand before them.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from pipeline.text.dictionaries import find_lemma, given_names, is_nordic
from pipeline.text.functionwords import NORDIC_WORDS
from pipeline.translation.clubs import is_about_sport, is_club
from pipeline.translation.firms import acts_as_firm, find_shouted_firms, is_firm
from pipeline.translation.names import english_forms, is_acronym, is_word_too
from pipeline.translation.parties import find_shouted_parties

# Nynorsk's dictionary is small; most of what it lacks is written as in Bokmål.
_DICTIONARIES = {"nb": ("nb",), "nn": ("nn", "nb"), "da": ("da",)}
_ANY = ("nb", "nn")
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_AGENCIES_TEXT = (
    "NTB AFP AP DPA TT STT NPK ANB DR NRK VG TV BBC CNN ABC NBC CBS UNHCR OECD IAEA "
    "UNN SUS OUS NM AI CV PR GPS"
)
AGENCIES = frozenset(_AGENCIES_TEXT.split())
"""News agencies and the like, which stay in capitals."""

_ROMAN = frozenset(["II", "III", "IV", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XX", "XXI"])
# Words that writers shout inside a sentence.
_EMPHATIC_TEXT = (
    "ikke ikkje aldri aldrig alle alltid altid ingen ingenting veldig meget mye mykje bare "
    "berre kun alt nei må skal skulle kan vil ville før etter stopp hjelp hele heile helt heilt "
    "eneste nå no nu men også det dette jeg meg ut inn ned opp her der noe noko noget hver kvar "
    "hvert virkelig gull sølv bronse guld bronze gratis nytt ny nye viktig vigtigt januar "
    "februar mars marts april mai maj juni juli august september oktober november desember "
    "december mandag måndag tirsdag tysdag onsdag torsdag fredag lørdag laurdag søndag sundag"
)
_EMPHATIC = frozenset(_EMPHATIC_TEXT.split())
# Before a place, and after one.
_TO_PLACES_TEXT = (
    "i på fra frå til ved mot nær utenfor utanfor nord sør øst vest rundt mellom mellem gjennom "
    "gjennem via omkring kring langs forbi av af over"
)
_TO_PLACES = frozenset(_TO_PLACES_TEXT.split())
_OF_PLACES = re.compile(
    r" (?:KOMMUNE|SENTRUM|KIRKE|KYRKJE|SYKEHUS|SJUKEHUS|STASJON|STATION|TORG|FENGSEL|TINGRETT|HAVN|"
    r"HAMN|LUFTHAVN|LUFTHAMN|SKOLE|SKULE|POLITI\w*|BY|BYRET|SYGEHUS|FK|IF|IL|BK)\b"
)
# VED KORGFJELLET: no dictionary has it, but its parts.
_FEATURE = re.compile(
    r".(?:fjell|alpene|vidda|vidde|heia|breen|fjellet|fjorden|dalen|vatnet|vannet|sjøen|søen|elva|elven|øya|øyen|øen|åsen|haugen|moen|marka"
    r"|neset|odden|sundet|bukta|bugten|viken|tunnelen|brua|broen|veien|vegen|vejen|gata|gaten|gade)$"
)
_COMPANIES = frozenset(["AS", "ASA", "AB", "HF", "IKS", "ApS"])
# So many words in capitals among others are a line that is half in capitals; two are if they are
# most of it.
_RUN_WORDS = 3
_RUN_SHARE = 0.4
_LONGEST_ACRONYM = 3
# Lines of more words seldom lose one of them alone.
_MOST_WORDS = 5
_VERB = re.compile(r"(?:[aeo]r|ir|et|te|tt|[de]de|a)$")
_TITLE = re.compile(
    r"(?:advokat|ordfører|ordførar|borgmester|statsråd|minister|leder|leiar|sjef|chef|trener|træner|"
    r"direktør|professor|dommer|dommar|inspektør|biskop|prest|præst|rektor|president|lege|læge)$"
)
_PARTICIPLE = re.compile(r"^.{4,}[bdfgklmnprstvae]t$")
_ARTICLES = frozenset(["the", "a", "an"])


# OK!
_SHORTEST_SHOUT = 2


def is_shouted(text: str) -> bool:
    """Say whether a text is in capitals: several words, or one that is no acronym.

    That is a long one, and one of the dictionary that a mark of exclamation follows.
    """
    letters = "".join(_LETTERS.findall(text))
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not letters.isupper() or not words:
        return False
    if len(words) == 1 and text.rstrip().endswith("!"):
        known = letters in AGENCIES or english_forms(letters) is not None
        return len(letters) > _SHORTEST_SHOUT and not known and is_nordic(letters.lower())
    return len(letters) > 5 and (len(words) > 1 or len(letters) > 7)


def natural_case(
    text: str, language: str = "", known: Sequence[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """Write a text in capitals as it would be otherwise, and list its names, one word each.

    Names that are `known` from elsewhere, one or several words each, are written as they are there.
    The length stays the same.
    """
    natural, names = _write_naturally(text, language, known)
    first = _LETTERS.search(natural)
    return (_capitalize(natural, first.start()) if first else natural), names


def find_known(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """List the names known from elsewhere that a text in capitals holds."""
    return tuple(name for name in known if _known_pattern(name).search(text))


@lru_cache(maxsize=4096)
def _known_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(shout(name))}(?!\w)")


def find_vanished(natural: str, names: Sequence[str], english: str) -> tuple[str, ...]:
    """List the words beside a name that may be names as well, if the English lacks a word.

    For `GAHR STØRE` the model reads `Gahr støre`, as a dictionary has `støre`, and writes `Gahr`.
    Longer lines are left out, and so is what ends like a verb.
    """
    words = _WORD.findall(natural)
    content = [word for word in words if len(word) > 1 and _lower(word) not in NORDIC_WORDS]
    said = [word for word in _WORD.findall(english) if word.lower() not in _ARTICLES]
    if len(words) > _MOST_WORDS or len(said) >= len(content):
        return ()
    own = {_lower(name) for name in names}
    pairs = (pair for pair in pairwise(words) if not own.isdisjoint(map(_lower, pair)))
    beside = {word for pair in pairs for word in pair if _lower(word) not in own}
    return tuple(word for word in content if word in beside and not _VERB.search(word))


_SUBJECT = re.compile(r"\W*(?P<word>[^\W\d_]{3,}) (?P<verb>[^\W\d_]+)\b(?: [^\W\d_]+){0,2}\W*$")
_WINS_TEXT = "vant vandt vann vinner vinn vinder tapte tabte taper tapar taber"
_WINS = frozenset(_WINS_TEXT.split())
# Who, persons, and nouns in the plural or with an article.
_NO_FIRM = re.compile(
    r"^(?:hv|kv)|(?:er|mann|mand|kvinne|kvinde|gutt|dreng|jente|pige|lag|hold|barn|folk|en|et|ene|erne|ane|a)$"
)
_LONGEST_FIRM = 8


def find_subject(natural: str, english: str) -> tuple[str, ...]:
    """List the noun that a headline in capitals is about, if its English lacks it.

    Without an article, before `tapte` and at most two more words, it may be a club: `SKREI TAPTE`.
    A short compound before a verb of firms may be one: `SKISTAR ØKER OVERSKUDDET`. In 5,558 short
    written sentences, no other noun stands so.
    """
    match = _SUBJECT.match(natural)
    word = _lower(match["word"]) if match else ""
    if match is None or word in NORDIC_WORDS or _NO_FIRM.search(word):
        return ()
    known = is_nordic(word)
    wins = known and match["verb"] in _WINS
    firm = not known and len(word) <= _LONGEST_FIRM and acts_as_firm(match["verb"])
    missing = word not in _lower(english)
    return (match["word"],) if missing and (wins or firm) else ()


def _write_naturally(
    text: str, language: str, known: Sequence[str] = ()
) -> tuple[str, tuple[str, ...]]:
    dictionaries = _DICTIONARIES.get(language, _ANY)
    elsewhere = {
        place.start() + word.start(): (word[0], " " not in name)
        for name in sorted((*known, *find_shouted_firms(text)), key=len, reverse=True)
        for place in _known_pattern(name).finditer(text)
        for word in _WORD.finditer(name)
    }
    written: list[str] = []
    names: dict[str, None] = {}
    parties = find_shouted_parties(text)
    position, given, titled, before, placed = 0, False, False, "", False
    for match in _WORD.finditer(text):
        between, lower = text[position : match.start()], _lower(match[0])
        surname = (
            given
            and between in {" ", "-"}
            and lower not in NORDIC_WORDS
            and lower not in {"i", "for"}
        )
        # I Moss og Os, Moss/Os
        led = before in _TO_PLACES or (placed and (before == "og" or between == "/"))
        place = _is_place(match, before if led else "", language)
        place = place or match.start() in parties
        # BODØ/GLIMT
        place = place or (between == "/" and bool(written) and written[-1] in names)
        # HENNES & MAURITZ
        joined = between == " & " or text.startswith(" & ", match.end())
        word = match[0][0] + lower[1:] if place or (joined and len(lower) > 1) else ""
        # ADVOKAT ELDEN
        surname = surname or (titled and between == " " and lower.endswith("en"))
        word = word or _natural(match[0], dictionaries, surname=surname)
        alone = word[0].isupper()
        if match.start() in elsewhere:
            # Of a name of several words, those that are words are no names by themselves.
            word, single = elsewhere[match.start()]
            alone = alone or single
        given = word.lower() in given_names()
        titled = _TITLE.search(lower) is not None
        placed = (led and word[0].isupper()) or (placed and lower == "og")
        before = lower
        if alone and word[0].isupper() and len(word) > 1 and word not in _ROMAN:
            names[word] = None
        written += [between, word]
        position = match.end()
    return "".join([*written, text[position:]]), tuple(names)


def _capitalize(text: str, place: int) -> str:
    return text[:place] + _upper(text[place]) + text[place + 1 :]


def calm(text: str, language: str = "") -> tuple[str, tuple[str, ...]]:
    """Write what is shouted inside a sentence as it would be otherwise, and list its names.

    The length stays the same. A heading in capitals before a colon stays, since it is translated by
    itself, but its names are listed.
    """
    if not re.search(r"[^\W\d_a-zæøå]{2}", text):
        return text, ()
    names: list[str] = []
    for start, end in _shouted_runs(text):
        natural, found = _write_naturally(text[start:end], language)
        if start == 0 and text[end : end + 1] in {":", "!"}:
            names += map(shout, found)
            continue
        words = [word for word in _WORD.findall(natural) if len(word) > 1]
        if 2 * sum(map(str.islower, words)) < len(words):  # FC BARCELONA OG REAL MADRID
            continue
        natural = natural if text[:start].strip() else _capitalize(natural, 0)
        text, names = text[:start] + natural + text[end:], [*names, *found]

    dictionaries = _DICTIONARIES.get(language, _ANY)
    calmed = _CAPITALS.sub(lambda run: _calm_run(run, dictionaries), text)
    return calmed, tuple(names)


_CAPITALS = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,}(?: [A-ZÆØÅ]+)*(?![\w-])")


def _calm_run(run: re.Match[str], dictionaries: tuple[str, ...]) -> str:
    """Write emphatic words as otherwise, and with them the words of the dictionary: IKKE GREIT."""
    # VIL IKKE SVARE: Ordføreren ...; what stands before the colon is translated by itself.
    if run.start() == 0 and " " in run[0] and run.string[run.end() : run.end() + 2] == ": ":
        return run[0]
    words = run[0].split(" ")
    emphatic = [word.lower() in _EMPHATIC and len(word) > 1 for word in words]
    if run.start() == 0:
        emphatic[0] = False
    if not any(emphatic):
        return run[0]
    plain = [_natural(word, dictionaries, surname=False) for word in words]
    return " ".join(
        word.lower() if shouted else natural if natural.islower() and index + run.start() else word
        for index, (word, natural, shouted) in enumerate(zip(words, plain, emphatic, strict=True))
    )


def _shouted_runs(text: str) -> list[tuple[int, int]]:
    """Find stretches of several words in capitals that are long, or most of a text."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        apart = runs[-1] and not _INSIDE_RUN.fullmatch(text, runs[-1][-1].end(), word.start())
        if apart or not word[0].isupper():
            runs.append([])
        if word[0].isupper():
            runs[-1].append(word)
    enough = _RUN_SHARE * len(_LETTERS.findall(text))
    return [
        (run[0].start(), run[-1].end())
        for run in runs
        if _COMPANIES.isdisjoint(word[0] for word in run)
        and (
            len(run) >= _RUN_WORDS
            or (len(run) == 1 and run[0].start() == 0 and text[run[0].end() :].startswith(": "))
            or (len(run) > 1 and sum(len(word[0]) for word in run) >= max(enough, _LEAST_LETTERS))
        )
    ]


_INSIDE_RUN = re.compile(r"[\s\d,/«»\"'%&–-]+")
_LEAST_LETTERS = 6


def shout(text: str) -> str:
    """Write a text in capitals; letters that would become two stay."""
    return "".join(map(_upper, text))


def _upper(mark: str) -> str:
    return mark.upper() if len(mark.upper()) == 1 else mark


def _lower(word: str) -> str:
    return "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in word)


def _natural(word: str, dictionaries: tuple[str, ...], *, surname: bool) -> str:
    lower = _lower(word)
    if len(word) == 1:  # OSLO S, but in Danish an island and a river are words, too
        return lower if lower in {"i", "å", "ø"} else word
    if word in AGENCIES or word in _ROMAN or is_acronym(word):
        return word
    known = english_forms(lower) or english_forms(lower.removesuffix("s"))
    capital = word[0] + lower[1:]
    if (known and not is_word_too(lower)) or lower in given_names() or is_firm(capital):
        return capital
    lemma = find_lemma(lower, dictionaries)
    if lemma is None:
        return word if len(word) <= _LONGEST_ACRONYM else capital
    # Surnames are nouns (Trump, Hagen), read as commands (Borg), or in no dictionary (Slagsvold);
    # verbs after a given name are in other forms (sykmeldt).
    rare = not is_nordic(lower)
    noun = lemma in {lower, f"{lower}e"} or rare
    participle = _PARTICIPLE.search(lower) is not None
    named = surname and (lower.endswith("en") or (noun and not participle))
    return capital if named or lemma[0].isupper() else lower


def _is_place(match: re.Match[str], before: str, language: str) -> bool:
    """Say whether a word in capitals is a place of the table, by what stands around it."""
    lower = _lower(match[0])
    if is_club(match[0][0] + lower[1:]):
        return is_about_sport(match.string)
    if before and _FEATURE.search(lower) and not is_nordic(lower):
        return True
    row = _places().get(lower) or _places().get(lower.removesuffix("s"))
    if row is None:
        return False
    after, country = row
    if after == "any":
        return True
    if country != ("da" if language == "da" else "no"):
        return False
    named = _OF_PLACES.match(match.string, match.end()) is not None
    alone = _WORD.findall(match.string) == [match[0]]  # VÅLER: Politiet søker vitner.
    return named or alone or bool(before and after in {"place", before})


@cache
def _places() -> Mapping[str, tuple[str, str]]:
    """Read the table: what has to stand before a place, and the country, by its lower case."""
    text = files("pipeline.translation").joinpath("places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {place.lower(): (after, country) for place, after, country in rows}
