"""Names of papers, firms and shops, which models translate: Vårt Land, Storebrand, Kiwi.

`firms.tsv` lists those that are nothing else where they have a capital (`name`), and papers and
firms that are common words as well (`paper`, `firm`): these are names inside a sentence, and at its
start before a word for what papers write or firms do. `organizations.tsv` lists organizations whose
names of several words models translate by halves, with their English names. A word with a capital
before one for a trade with a capital (`Høvding Forsikring`) is the name of a firm, too.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pipeline.text.dictionaries import NORDIC, find_lemma, given_names
from pipeline.text.functionwords import NORDIC_WORDS
from pipeline.translation.names import starts_sentence
from pipeline.translation.placeholders import Kept, Shape

_PAPER_VERBS_TEXT = (
    "skriver skriv skrev omtaler omtalar omtalte melder melde meldte avslører avslørte "
    "afslører afslørede avslørar erfarer erfarte rapporterer"
)
_FIRM_VERBS_TEXT = (
    "åpner åpnet opnar opna åbner åbnede stenger stengjer stengte lukker lukkede kutter kuttar "
    "kuttet øker aukar økte øger øgede taper tapte taber tabte tjener tjente kjøper kjøpte køber "
    "købte selger solgte sælger fyrer fyrede hever hevet hæver hævede senker senket sænker sænkede "
    "gir gjev giver gav ga trekker trekk trækker trakk tilbakekaller tilbagekalder advarer åtvarar "
    "betaler betalte tilbyr tilbød satser satsar satset setter satte sætter varsler varslar "
    "lanserer lanserte lancerer"
)
_VERBS = {
    "paper": frozenset(_PAPER_VERBS_TEXT.split()),
    "firm": frozenset(_FIRM_VERBS_TEXT.split()),
}
_TRADES_TEXT = (
    "Forsikring Bank Sparebank Eiendom Eigedom Ejendomme Energi Kraft Bygg Byg Entreprenør Invest "
    "Kapital Shipping Rederi Holding Handel Transport Industri Industrier Marine Seafood Laks "
    "Havbruk Auto Bil Bryggeri Forlag Trafikk Buss Taxi Kjøtt Meieri Mejeri Avfall Bakeri Bageri "
    "Trelast Sement Verft Elektro Rør Kabel Regnskap Fiskeri Renovasjon Vekst"
)
# Of 181 in written and parallel sentences that the tables lack, the English keeps 171.
_TRADING = re.compile(
    r"(?<![\w-])(?P<first>[A-ZÆØÅ][a-zæøåéü][\w&-]*) "
    rf"(?:{'|'.join(_TRADES_TEXT.split())})(?=s?(?:-[a-zæøå]|[^\w-]|-?$))(?! of )"
)
_NEXT = re.compile(r"(?: (?:og|\&) [A-ZÆØÅ]\w+)? (?P<word>[a-zæøå]+)")


def _table(name: str) -> dict[str, str]:
    text = files("pipeline.translation").joinpath(name).read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:])


@cache
def _organizations() -> Mapping[str, str]:
    return _table("organizations.tsv")


@cache
def _kinds() -> tuple[Mapping[str, str], re.Pattern[str]]:
    kinds = {**_table("firms.tsv"), **dict.fromkeys(_organizations(), "name")}
    longest = sorted(kinds, key=len, reverse=True)
    names = "|".join(map(re.escape, longest))
    # A genitive's s is no part, nor what follows a hyphen: Kiwi-sjefen. Names go on: Tine Hansen.
    return kinds, re.compile(rf"(?<![\w-])(?P<name>{names})(?=s?(?:-[a-zæøå]|[^\w-]|-?$))")


def find_firms(text: str) -> Iterator[Kept]:
    """Yield the names of papers, firms and shops of a text."""
    kinds, pattern = _kinds()
    for match in pattern.finditer(text):
        name = match["name"]
        if kinds[name] == "name" or _is_meant(text, match, kinds[name]):
            english = _organizations().get(name, name)
            english = english if match.start() else english[0].upper() + english[1:]
            yield Kept(*match.span(), english, shape_before(text, match.end()))
    for match in _TRADING.finditer(text):
        first = match["first"].lower()
        if first not in NORDIC_WORDS | _LEADING and match[0] not in kinds:
            yield Kept(*match.span(), match[0], shape_before(text, match.end()))


# Den Norske Bank is translated.
_LEADING = frozenset(["ifølge", "hos", "velg", "både", "norske", "danske", "norsk", "dansk"])


def is_firm(word: str) -> bool:
    """Say whether a word is the name of a paper or a firm and, in the table, no common one."""
    return _kinds()[0].get(word) == "name"


def acts_as_firm(verb: str) -> bool:
    """Say whether a verb is one of those that firms do in headlines, as `øker` is."""
    return verb in _VERBS["firm"]


def find_shouted_firms(text: str) -> Iterator[str]:
    """Yield the names of several words that a text in capitals holds, as they are written."""
    shouted, pattern = _shouted()
    for match in pattern.finditer(text):
        yield shouted[match[0]]


@cache
def _shouted() -> tuple[Mapping[str, str], re.Pattern[str]]:
    shouted = {name.upper(): name for name in _kinds()[0] if " " in name}
    longest = sorted(shouted, key=len, reverse=True)
    return shouted, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def shape_before(text: str, end: int) -> Shape:
    """Return the shape of a name that ends at an offset: it has no article, unless it is bound.

    Bound are Kiwi-sjefen and Kiwis sjef: the article is another word's.
    """
    return "name" if _BOUND.match(text, end) else "bare"


_BOUND = re.compile(r"s?-|['’]?s\b")


def _is_meant(text: str, match: re.Match[str], kind: str) -> bool:
    """Say whether a capitalized word that is a common one as well is a name."""
    before = _NAME_BEFORE.search(text, 0, match.start())
    if _PART_OF_NAME.match(text, match.end()) or (before and not _begins(text, before)):
        return False
    if not starts_sentence(text, match.start()):
        return True
    if text.startswith("-", match.end()):  # Posten-ansatte: compounds of common words have none
        return True
    following = _NEXT.match(text, match.end())
    return following is not None and following["word"] in _VERBS[kind]


def _begins(text: str, before: re.Match[str]) -> bool:
    """Say whether a capitalized word is a common one that begins a sentence: Ifølge Børsen."""
    word = before["word"].lower()
    common = word not in given_names() and find_lemma(word, NORDIC) is not None
    return common and starts_sentence(text, before.start())


_PART_OF_NAME = re.compile(r" [A-ZÆØÅ]")
_NAME_BEFORE = re.compile(r"(?P<word>[A-ZÆØÅ][\w.-]*) \Z")
