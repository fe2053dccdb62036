"""Putting right what a model copied wrongly: digits, dates and names have one right spelling."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.documents import Flag
from pipeline.text.dictionaries import NORDIC
from pipeline.text.normalize import find_codes, normalize, tidy_english
from pipeline.text.numerals import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from pipeline.translation.names import (
    english_forms,
    english_name,
    find_names,
    fold,
    is_word_too,
    lost_among,
    lost_names,
    sound,
)
from pipeline.translation.numbers.mentions import unanswered
from pipeline.translation.numbers.ordinals import ordinal
from pipeline.translation.numbers.words import Mention
from pipeline.translation.phrasing import find_misread

REPAIRED = "repaired"
"""The flag of a text in which a wrong number or name was put right; the reason says which."""

# A copy with a third of its characters wrong may be meant for another word.
_MAX_ERRORS = 1 / 3
# Only a copy with fewer is mended: "him" is no Daniel, and "Over" no Oliver.
_SURE_ERRORS = 1 / 4
# A text that lost more numbers is beyond mending, and comparing all with all takes long.
_MOST_LOST = 50
_CALENDAR = {
    f"{kind} {number}": name
    for kind, names in (("month", ENGLISH_MONTHS), ("weekday", ENGLISH_WEEKDAYS))
    for number, name in enumerate(names, 1)
}


def repair(source: str, target: str) -> tuple[str, tuple[Flag, ...]]:
    """Mend a translation's spelling of numbers, dates and names after its source.

    Only what stands alone on both sides and nearly agrees is mended: the flags say what was
    changed beyond typography and known English names.
    """
    source = normalize(source)
    target = _spell_exonyms(tidy_english(target, find_codes(source)), find_names(source))
    target = _ORDINAL.sub(lambda match: ordinal(int(match[1])), target)
    flags: list[Flag] = []
    for mend in (_mend_numbers, _mend_spellings, _mend_names, _mend_runs, find_misread):
        for wrong, right in mend(source, target):
            before, target = target, _replace_first(target, wrong, right)
            if target == before:
                continue
            if _digits(wrong) != _digits(right) or not right[0].isdigit():
                flags.append(Flag(REPAIRED, f"{right}: the model wrote {wrong}"))
    return target, tuple(flags)


# 1th, 2th and 22th are no English.
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3})(?:st|nd|rd|th)\b")


def _replace_first(text: str, wrong: str, right: str) -> str:
    inside = rf"(?<!\w)(?<!\d[.,:]){re.escape(wrong)}(?!\w|[.,:]\d)"
    return re.sub(inside, lambda _: right, text, count=1)


def _spell_exonyms(target: str, names: Sequence[str]) -> str:
    """Put the English form in place of Nordic names that were copied as they stood."""
    for name in names:
        for form in dict.fromkeys((name, name.removesuffix("s"), *name.split("-"))):
            known = english_forms(form) if len(form) > 1 and not is_word_too(form) else None
            if known and known[0][0].isupper() and form not in known:
                target = re.sub(rf"(?<![\w\"]){re.escape(form)}(?!\w)", known[0], target)
                if form != name:  # Eus
                    own = rf"(?<![\w\"]){re.escape(name)}(?!\w)"
                    target = re.sub(own, f"{known[0]}'s", target)
    return target


def _mend_numbers(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Pair each lost number or date with the one number or date too many that resembles it."""
    lost, invented = unanswered(source, normalize(target))
    if len(lost) > _MOST_LOST:
        return
    for wanted in lost:
        rivals = [mention for mention in lost if mention.kind == wanted.kind]
        given = [mention for mention in invented if mention.kind == wanted.kind]
        if wanted.kind != "number":
            if len(rivals) == len(given) == len(wanted.readings) == 1:
                (reading,) = wanted.readings
                yield given[0].text, _CALENDAR[reading]
            continue
        if not wanted.digits or not re.fullmatch(r"[\d.,: ]+", wanted.text):
            continue
        given = [mention for mention in given if re.fullmatch(r"[\d.,: ]+", mention.text)]
        same = [each for each in given if _digits(each.text) == _digits(wanted.text)]
        if len({each.text for each in same}) == 1:
            yield same[0].text, _english_digits(wanted)
            continue
        if re.match(
            r"\s?[ap]\.?m\b",
            target.partition(given[0].text)[2] if len(given) == 1 else "",
            re.IGNORECASE,
        ):
            continue  # 4:30 p.m. for 14.30: two clocks
        close = [mention for mention in given if _resemble(wanted.text, mention.text)]
        if len(close) == 1 and sum(_resemble(other.text, close[0].text) for other in rivals) == 1:
            yield close[0].text, _english_digits(wanted)


def _resemble(wanted: str, given: str) -> bool:
    left, right = _digits(wanted), _digits(given)
    if left == right:
        return True
    return len(left) >= 3 and Levenshtein.distance(left, right) <= max(1, len(left) // 4)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _english_digits(mention: Mention) -> str:
    """Write a Nordic number the English way: 1.550 and 1 550 are 1,550, and 3,5 is 3.5."""
    if ":" in mention.text:
        return mention.text
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", mention.text):
        return mention.text.replace(" ", ".").translate(str.maketrans(".,", ",."))
    return mention.text.replace(",", ".")


def _mend_spellings(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Find names copied without a hyphen or accent, with W for V, C for K, or one letter of two.

    The checks take such a copy for the name, as foreign ones are spelled in several ways.
    """
    first = [word for word in _FIRST.findall(source) if word not in find_names(source)]
    lacking = [name for name in (*find_names(source), *first) if name not in target]
    for name in lacking:
        # ED-OTIR-avtalen is the ED-OTIR agreement, and no EDOTIR.
        parts = [part for part in name.split("-") if part[:1].isupper()]
        if len(parts) > 1 and re.search(rf"(?<!\w){''.join(parts)}(?!\w)", target):
            yield "".join(parts), "-".join(parts)
    # Reis-Andersen for Reiss-Andersen
    words = (name.split("-") for name in lacking)
    parts_of = (each for each in words if all(part[:1].isupper() for part in each))
    names = [part for each in parts_of for part in each if part.isalpha() and part not in target]
    if not names:
        return
    yield from _in_lower_case(names, target)
    known = set(_WORDS.findall(source))
    written = (word for word in _WORDS.findall(target) if word[0].isupper())
    copies = {_plainly(word): word for word in written if word not in known}
    for name in names:
        copy = copies.get(_plainly(name))
        if not copy or english_name(name) or len(re.findall(rf"\b{copy}\b", target)) > 1:
            continue
        # "Are they from Åre?"
        if (target.startswith(copy) or name in first) and _is_english(copy):
            continue
        if name in first and _is_nordic(name):
            continue
        yield copy, name


_WORDS = re.compile(r"[^\W\d_]+")


def _in_lower_case(names: Sequence[str], target: str) -> Iterator[tuple[str, str]]:
    """Find names copied as words in lower case: speilsalen for Spejlsalen."""
    sounds = {sound(name): name for name in names if len(name) >= _LONG}
    for copy in dict.fromkeys(_LOWER.findall(target)):
        name = sounds.get(sound(copy))
        # The dictionary of English takes 0.2 s to load.
        if name and not english_name(name) and not _is_english(copy):
            yield copy, name


_LOWER = re.compile(r"(?<!\w)[a-zæøå]{6,}(?!\w)")
_LONG = 6


def _plainly(name: str) -> str:
    sounds = fold(name).replace("ph", "f").replace("ck", "k").replace("c", "k").replace("w", "v")
    return re.sub(r"(.)\1", r"\1", sounds)


def _mend_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Pair each lost name with the one capitalised word that nearly is it.

    A word that begins a sentence is a name where no dictionary has it, nor what was copied.
    """
    known = set(_WORDS.findall(source))
    strangers = [
        word
        for word in dict.fromkeys(re.findall(r"(?<![\w'])[^\W\d_a-zæøå][^\W\d_]{3,}", target))
        if word not in known
    ]
    names = lost_names(source, target)
    first = [word for word in lost_among(_FIRST.findall(source), target) if word not in names]
    lost = [name for name in (*names, *first) if name.isalpha() and len(name) > 4]
    for word in strangers:
        meant = [(name, form) for name in lost if (form := _misspelled(word, name))]
        sure = (
            len(meant) == 1
            and word[-1] == meant[0][1][-1]
            and (
                Levenshtein.distance(word.lower(), meant[0][1].lower())
                <= len(meant[0][1]) * _SURE_ERRORS
            )
        )
        if sure and meant[0][0] in first and (_is_english(word) or _is_nordic(meant[0][0])):
            continue
        right = (english_name(meant[0][0]) or meant[0][1]) if sure else word
        if right != word:
            yield word, right


def _mend_runs(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Find names of several words that were copied with other capitals, or a hyphen more."""
    runs = [match[0] for match in _RUN.finditer(source)]
    # Hos Nordic Semiconductor
    runs += [rest for run in runs if " " in (rest := run.partition(" ")[2])]
    for run in dict.fromkeys(runs):
        if run in target:
            continue
        pattern = "".join(f"{re.escape(mark)}-?" for mark in run[:-1]) + re.escape(run[-1])
        copied = re.search(rf"(?<!\w){pattern}(?!\w)", target, re.IGNORECASE)
        if copied:
            yield copied[0], run


# Nordic Semiconductor
_RUN = re.compile(r"(?<![\w-])[A-ZÆØÅ][^\W\d_]+(?: [A-ZÆØÅ][^\W\d_]+)+(?![\w-])")
_FIRST = re.compile(r"(?:^|[.!?:] )([A-ZÆØÅ][^\W\d_]+)")


def _is_english(word: str) -> bool:
    from simplemma import is_known

    return is_known(word, "en") or is_known(word.lower(), "en")


def _is_nordic(word: str) -> bool:
    from simplemma import is_known, lemmatize

    lower = word.lower()
    languages = (each for each in NORDIC if is_known(lower, each))
    return any(str(lemmatize(lower, each))[0].islower() for each in languages)


def _misspelled(word: str, name: str) -> str | None:
    """Return the form of a name, with or without its genitive ending, that a word nearly is."""
    form = min(
        (name, name.removesuffix("s")),
        key=lambda each: Levenshtein.distance(word.lower(), each.lower()),
    )
    errors = Levenshtein.distance(word.lower(), form.lower())
    return form if word[0] == name[0] and errors <= min(3, len(form) * _MAX_ERRORS) else None
