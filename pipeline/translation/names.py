"""Proper names of a sentence, and whether they came through a translation."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.text.dictionaries import NORDIC, find_lemma, given_names
from pipeline.translation.persons import begins_person, is_given

# Capitalised words that are no names: polite pronouns, particles of names, titles, single words
# of translated titles. Compared in lower case.
_NO_NAMES_TEXT = (
    "de dem deres di dykk dykkar i jer jeres hans hennes hendes vår våre vort min mine det den der "
    "en et ei eit og av af om på til fra frå for med som er var van von der den la le el al da dr "
    "prof hr fru frk st kong dronning prins prinsesse prinsen pave paven sir lord gud majestet "
    "mnok mdkk musd meur ikke ingen nei ja jeg eg vi du han hun ho"
)
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
# Adjectives of translated titles, as Den Europæiske Union: they end in English ones of all kinds.
_ADJECTIVES = ("ske", "sk", "nale", "lige", "lege")
# A word, or the letter of a party: (S).
_TOKEN = re.compile(
    r"(?<!\d)[^\W\d_][^\W_]*(?:['’.][^\W\d_]+)*(?:-[^\W_]+)*|(?<= )\((?P<party>[A-ZÆØÅ])\)"
)
_OPENERS = frozenset('.!?:;…|•"“”«»„‘([')
# Foto: Kari Berg / NTB, and no Bodø/Glimt
_SPACED_OPENERS = ("-", "–", "—", "/")
# Aksel V. Johannesen
_INITIAL = re.compile(r"(?<![^\W_])[A-ZÆØÅ]\.\Z")
# Latin spellings of Cyrillic, Arabic and Greek names differ between Nordic and English texts;
# these are the same sounds.
_TRANSLITERATIONS = (
    ("sjtsj", "shch"), ("tsj", "ch"), ("tj", "ch"), ("dsj", "j"), ("dzj", "j"), ("sj", "sh"),
    ("zj", "zh"), ("kh", "h"), ("ch", "h"), ("sh", "s"), ("zh", "z"), ("ks", "x"), ("ck", "k"),
    ("ph", "f"), ("th", "t"), ("yy", "y"), ("iy", "y"), ("ij", "y"), ("yj", "y"), ("ii", "i"),
    ("j", "i"), ("y", "i"), ("w", "v"), ("c", "k"), ("z", "s"), ("q", "k"), ("e", ""),
)  # fmt: skip


@cache
def _table() -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    """Read the table: English forms by Nordic name, and the names that are common words too.

    Names are lower case, but for acronyms (PET is none in Peter); endings begin with a hyphen.
    """
    table, words = {}, set()
    lines = (
        files("pipeline.translation").joinpath("names.tsv").read_text(encoding="utf-8").splitlines()
    )
    for line in lines[1:]:
        form, english, *kind = line.split("\t")
        key = form if form.isupper() else form.lower()
        table[key] = tuple(english.split("|"))
        if kind == ["word"]:
            words.add(key)
    return table, frozenset(words)


def english_forms(name: str) -> tuple[str, ...] | None:
    """Return the English forms of a Nordic name as written, the usual one first, or None.

    A name in capitals may be an acronym or a shouted name.
    """
    table, _ = _table()
    return table.get(name) or table.get(name.lower())


def all_english_forms() -> frozenset[str]:
    """Return every English form of the table."""
    return frozenset(form for forms in _table()[0].values() for form in forms)


def is_word_too(name: str) -> bool:
    """Say whether a name in the table is a common word as well, as Island and Store are."""
    return name.lower() in _table()[1]


def is_acronym(name: str) -> bool:
    """Say whether a word in capitals stands in the table as an acronym."""
    return name.isupper() and name in _table()[0]


@lru_cache(maxsize=256)
def find_names(text: str) -> tuple[str, ...]:
    """List the proper names of a Nordic sentence, one word each, in order.

    Norwegian and Danish capitalise names alone, so every capitalised word that does not begin a
    sentence or a quotation is one, and so is every word in capitals among others that are not.
    """
    shouted = not re.search(r"[^\W\d_A-ZÆØÅ]{3}", text)
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if match["party"]:
            found.append(word)
            continue
        if not word[0].isupper() or word.lower().strip(".") in _NO_NAMES or len(word) < 2:
            continue
        letters = re.sub(r"[^\w]", "", word)
        acronym = letters.isupper() and len(letters) > 1
        starts = starts_sentence(text, match.start())
        starts = starts and re.search("-[A-ZÆØÅ]", word) is None  # Nord-Norge
        starts = starts and not _begins_person(text, match)  # Bjørn Dæhlie
        known = _known_at_start(word) if starts else _stem_known(word) is not None
        if (shouted and not known) or _is_adjective(word):
            continue
        if acronym or known or not starts:
            found.append(word)
    return tuple(dict.fromkeys(found))


def _is_adjective(word: str) -> bool:
    """Say whether a word may be an adjective of a title (Europæiske), and is no name (Giske)."""
    if not word.endswith(_ADJECTIVES):
        return False
    lemma = find_lemma(word.lower(), NORDIC)
    return lemma is not None and lemma.islower()


def _begins_person(text: str, word: re.Match[str]) -> bool:
    """Say whether a word at the start of a sentence is a given name: it acts, or has a surname.

    In 18,508 sentences with a human translation, 40 words that no dictionary has are followed so,
    and their English lacks one (Mount Everest).
    """
    if begins_person(text, word[0], word.end()):
        return True
    compound = re.search("-[a-zæøå]", word[0])
    if compound or _SURNAME.match(text, word.end()) is None:
        return False
    lower = word[0].lower()
    return lower in given_names() or find_lemma(lower, NORDIC) is None


_SURNAME = re.compile(r" (?:[A-ZÆØÅ]\. )*[A-ZÆØÅ][^\W\d_]")


def widen_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a name is whole, of which one word is known: with its neighbours in capitals.

    A word that English writes otherwise, or that begins a sentence and is in a dictionary, is none.
    """
    before = _WORDS_BEFORE.search(text, 0, start)
    words = list(_WORD_BEFORE.finditer(before[0])) if before else []
    for word in reversed(words):
        name = word[0].rstrip()
        first = starts_sentence(text, start - len(word[0]))
        if english_name(name) or (first and find_lemma(name.lower(), NORDIC)):
            break
        start -= len(word[0])
    while (after := _WORD_AFTER.match(text, end)) and not english_name(after[1]):
        end = after.end()
    return start, end


_CAPITALIZED = r"[^\W\d_a-zæøå][^\W\d_]*[^\W\d_A-ZÆØÅ]"
_WORDS_BEFORE = re.compile(rf"(?<![\w'’-])(?:{_CAPITALIZED} )+\Z")
_WORD_BEFORE = re.compile(r"[^ ]+ ")
_WORD_AFTER = re.compile(rf" ({_CAPITALIZED})(?![\w'’-])")


def find_persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a given name has a surname that is a common word as well: Trym Hav, Dag Vår."""
    for run in _PERSON.finditer(text):
        words = list(_WORDS.finditer(text, *run.span()))
        for index, first in enumerate(words):
            others = [each[0] for each in words[index + 1 :]]
            if is_given(text, first[0], first.end()) and _are_misread(first[0], others):
                yield first.start(), run.end()
                break


def _are_misread(first: str, others: Sequence[str]) -> bool:
    """Say whether a given name or a word after it is a common word or has an English form."""
    common = first.lower() in _NO_NAMES or any(
        english_forms(word) or word.lower() in _NO_NAMES for word in others
    )
    # Alexander Den Store, Hans Majestet
    titled = _ARTICLES & set(map(str.lower, others)) or _HONOUR & set(others)
    return bool(others) and common and not titled


_HONOUR = frozenset(
    ["Majestet", "Majestæt", "Kongelige", "Hellighet", "Hellighed", "Høyhet", "Højhed"]
)
_PERSON = re.compile(r"(?<![\w-])[A-ZÆØÅ][a-zæøåéü]+(?: [A-ZÆØÅ][a-zæøåéü]+)+(?![\w-])")


_RUN = re.compile(r"[A-ZÆØÅ][\w-]*(?: (?:& )?[A-ZÆØÅ][\w-]*)+")
_LOWER = re.compile(r"(?<![\w-])[a-zæøå]{2}")


def list_names(texts: Iterable[str]) -> tuple[str, ...]:
    """List the names of texts that are not in capitals: words, and runs of several words.

    A word that some text has in lower case as well is left out, as are the words of a run by
    themselves. Of a run that begins a sentence,
    the first word is, unless it is an article.
    """
    found: dict[str, None] = {}
    words: set[str] = set()
    for text in filter(_LOWER.search, texts):
        single = text
        for match in _RUN.finditer(text):
            run = match[0]
            if starts_sentence(text, match.start()) and run.split()[0].lower() not in _ARTICLES:
                run = run.partition(" ")[2]
            if " " in run:
                found[run] = None
                single = single.replace(run, "0")
        found |= dict.fromkeys(name for name in find_names(single) if not name.isupper())
        words.update(_WORDS.findall(text))
    return tuple(name for name in found if name.lower() not in words)


_ARTICLES = frozenset(["den", "det", "de", "dei"])


# [Oppdatert] Veien er åpen
_TAG = re.compile(r"[\[(][^\[\]()]{1,30}[\])]")


def starts_sentence(text: str, position: int) -> bool:
    """Say whether a sentence, a quotation or a turn of speech begins at a position."""
    before = text[:position].rstrip()
    if not before or _TAG.fullmatch(before):
        return True
    if len(before) < position and before.endswith(_SPACED_OPENERS):
        return True
    return before[-1] in _OPENERS and not _INITIAL.search(before)


def _known_at_start(word: str) -> bool:
    """Say whether a word is a name of the table even where every word has a capital."""
    plain = (word, word.removesuffix("s"), word.split("-", maxsplit=1)[0])
    return any(english_forms(form) and not is_word_too(form) for form in plain)


def _stem_known(word: str) -> tuple[str, ...] | None:
    return next(filter(None, map(english_forms, _base_forms(word))), None)


def _base_forms(word: str) -> Iterator[str]:
    """Yield a name without the endings Norwegian and Danish put on names."""
    yield word
    # Hans is no Hansen, and Søren no south.
    whole = word.endswith(("sen", "sens")) or word.lower() in given_names()
    for ending in ("'s", "’s", "s", "'", "’", "er", "ere", "erne", "en", "ens", "et", "a", "."):
        if whole and ending in {"en", "ens"}:
            continue
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            yield word.removesuffix(ending)


def lost_names(source: str, target: str) -> list[str]:
    """List the names of a Nordic sentence that its English does not hold in any known form."""
    return lost_among(find_names(source), target)


def lost_among(names: Sequence[str], target: str) -> list[str]:
    """List those of some Nordic names that an English text does not hold in any known form."""
    if not names:
        return []
    words = _target_words(target)
    return [name for name in names if not _is_kept(name, target, words)]


def english_name(name: str) -> str | None:
    """Return the usual English form of a Nordic name, or None when it has none of its own."""
    known = _stem_known(name)
    return known[0] if known else None


def _target_words(target: str) -> frozenset[str]:
    folded = fold(target)
    initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", target)).lower()
    joined = _WORDS.findall(_MARKS.sub("", folded))
    return frozenset({*_WORDS.findall(folded), *joined, initials})


def _is_kept(name: str, target: str, words: frozenset[str]) -> bool:
    if name.startswith("("):
        return name in target
    if _matches(name, target, words):
        return True
    head, *tail = name.split("-")
    # Nato-sjefen, Stanford-professor, Nord-Norge: the capitalised parts are names.
    parts = [part for part in (head, *tail) if part[0].isupper() and len(part) > 1]
    return bool(tail and parts) and all(_matches(part, target, words) for part in parts)


def _matches(name: str, target: str, words: frozenset[str]) -> bool:
    known = _stem_known(name)
    if known:
        kept = any(_holds(target, form) for form in known)
        whole = is_word_too(name) or (name.endswith("s") and english_forms(name) is None)
        return kept or (whole and name in target) or _ending_kept(name, target)
    plain_forms = [_MARKS.sub("", fold(form)) for form in _base_forms(name)]
    if any(plain in words for plain in plain_forms):
        return True
    long_forms = tuple(plain for plain in plain_forms if len(plain) >= 4)
    if any(
        word.startswith(form) and word[len(form) :] in _ENGLISH_ENDINGS
        for form in long_forms
        for word in words
    ):
        return True
    # A word (clover) is no spelling of a name (Kløver), nor George one of Georg.
    spelled = _squeezed(words if "-" in name else _capitalized(target))
    own = len(name) < 4 or (name.lower() in given_names() and not name.endswith("j"))
    if not own and not spelled.isdisjoint(map(_squeeze, long_forms)):
        return True
    return _ending_kept(name, target)


# Of English adjectives, genitives and countries: Tromsøan, Pakistani, Californi(en) and California.
# Georg is no George.
_ENGLISH_ENDINGS_TEXT = "s n an ns ic is en er es i a y"
_ENGLISH_ENDINGS = frozenset(_ENGLISH_ENDINGS_TEXT.split())


@lru_cache(maxsize=256)
def _capitalized(target: str) -> frozenset[str]:
    """Return the folded words of an English text that begin with a capital."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", target)
    named = (word for word in words if word[0].isupper() or re.search("[A-ZÆØÅ]", word))
    return frozenset(
        part for word in named for part in (*_WORDS.findall(fold(word)), _MARKS.sub("", fold(word)))
    )


def _squeezed(words: frozenset[str]) -> set[str]:
    return {_squeeze(word) for word in words if len(word) >= 3}


_WORDS = re.compile(r"[^\W_]+")
_MARKS = re.compile("['’.-]")


@cache
def _endings() -> Mapping[str, tuple[str, ...]]:
    return {form[1:]: english for form, english in _table()[0].items() if form[0] == "-"}


# What a name that has nothing before it does not mean; Universitetet is a university.
_FEATURES_TEXT = "Road Street Valley Island Islands Lake Bay River Coast"
_FEATURES = frozenset(_FEATURES_TEXT.split())


def _ending_kept(name: str, target: str) -> bool:
    """Accept Klimapanelet for ... Panel: an institution's name is translated, not copied."""
    lower = name.lower()
    if "-" in lower:  # Nato-rådet: its first part is a name
        return False
    for form in (lower, lower.removesuffix("s")):
        if not _FEATURES.isdisjoint(_endings().get(form, ())):  # the town of Vejen is no road
            return False
        if form.endswith(tuple(_endings())):
            ending = next(each for each in _endings() if form.endswith(each))
            return any(_holds(target, english) for english in _endings()[ending])
    return False


def _holds(target: str, form: str) -> bool:
    """Find a word that begins with an English form; acronyms in capitals, others in any case."""
    return _form_pattern(form).search(target) is not None


@cache
def _form_pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}", 0 if form.isupper() else re.IGNORECASE)


# Letters that are no other one with an accent, as English texts write them.
_SPELLED = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
     "ı": "i", "œ": "oe", "ŋ": "ng", "ə": "a"}
)  # fmt: skip


def fold(text: str) -> str:
    """Return a text in lower case without accents; æ ø å as English texts write them."""
    if text.isascii():
        return text.lower()
    text = text.lower().translate(_SPELLED)
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def sound(word: str) -> str:
    """Reduce a word to the sounds that survive transliteration."""
    return _squeeze(fold(word))


@lru_cache(maxsize=65536)
def _squeeze(word: str) -> str:
    """Reduce a folded name to the sounds that survive transliteration."""
    for written, sound in _TRANSLITERATIONS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", word)
