"""What can go wrong in a machine translation and be seen without a reference."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.documents import Flag
from pipeline.text.functionwords import FUNCTION_WORDS
from pipeline.text.normalize import normalize
from pipeline.translation.inventions import find_inventions
from pipeline.translation.keeping import without_exact
from pipeline.translation.names import lost_names
from pipeline.translation.numbers.amounts import lost_amounts
from pipeline.translation.numbers.bounds import lost_bounds
from pipeline.translation.numbers.mentions import unanswered
from pipeline.translation.numbers.quantities import has_invented_share
from pipeline.translation.persons import find_doubtful
from pipeline.translation.symbols import changed_symbols

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def check(source: str, target: str, *, finished: bool = True) -> tuple[Flag, ...]:
    """Flag what looks wrong in the English of a Norwegian or Danish sentence.

    `finished` is False when the model stopped at its length limit. The checks look at the two
    texts alone, so the same pair gets the same flags whatever made it.
    """
    source, target = normalize(source), normalize(target)
    if not _WORD.search(target) and not any(mark.isdigit() for mark in target):
        if any(mark.isalnum() for mark in source):
            return (Flag("empty", "there is no text in the translation"),)
        return ()
    flags = [Flag(name, reason) for name, find in CHECKS.items() for reason in find(source, target)]
    unfinished = _find_unfinished(source, target, finished=finished)
    flags += [Flag("unfinished", reason) for reason in unfinished]
    return tuple(dict.fromkeys(flags))


def _find_repetition(source: str, target: str) -> Iterator[str]:
    """Find loops: a phrase said again at once, unless the source repeats something too."""
    said, asked = _TOKEN.findall(target.lower()), _TOKEN.findall(source.lower())
    found = _repeated_phrase(said)
    if found and " " in found:
        excused = _repeated_phrase(asked) is not None
    else:
        found = found or _echo(said)
        excused = _has_twin(asked)
    if found and not excused:
        yield f"“{found}” is repeated"
        return
    looping = _LOOPING.search(target)
    if looping and not _LOOPING.search(source):
        yield f"“{looping[0][:20]}” is repeated"


_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['-][^\W_]+)*|[.,:;!?()\"]")
_LOOPING = re.compile(r"([^\W\d_]{1,4}?)\1{3,}|([^\W\d_]{3,8})\2\2")
# A whole sentence.
_LONGEST_PHRASE = 40
# "had had", "that that" and "very very" are English.
_DOUBLED_TEXT = "had that very is so many in on ha bye more again long will"
_DOUBLED = frozenset(_DOUBLED_TEXT.split())


def _repeated_phrase(words: list[str]) -> str | None:
    """Find up to forty words that stand twice in a row, or a triple of them three times."""
    for size in range(1, _LONGEST_PHRASE + 1):
        for start in range(len(words) - 2 * size + 1):
            if words[start] != words[start + size] or not words[start][0].isalnum():
                continue
            phrase = words[start : start + size]
            if phrase != words[start + size : start + 2 * size]:
                continue
            if size > 1 or (phrase[0] not in _DOUBLED and not phrase[0].isdigit()):
                return " ".join(phrase)
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    if triples:
        phrase_often, times = triples.most_common(1)[0]
        if times >= 4 and any(len(word) > 3 for word in phrase_often):
            return " ".join(phrase_often)
    return None


def _echo(words: list[str]) -> str | None:
    """Find `talks of talks`, `enemy forces of the enemy`, `the United States of the United`."""
    stems = [word.rstrip("s") for word in words]
    for middle, word in enumerate(words):
        if word != "of" or not 0 < middle < len(words) - 1:
            continue
        again = middle + 2 if words[middle + 1] in {"the", "a", "an"} else middle + 1
        if again == len(words):
            continue
        for before in (middle - 1, middle - 2):
            if before >= 0 and len(stems[again]) > 3 and stems[before] == stems[again]:
                return words[before]
    return None


def _has_twin(words: list[str]) -> bool:
    """Say whether a stem occurs twice close together, as in `år etter år`, `dag for dag`."""
    for start, word in enumerate(words):
        if len(word) >= 2 and any(other[:4] == word[:4] for other in words[start + 1 : start + 5]):
            return True
    return False


def _find_length(source: str, target: str) -> Iterator[str]:
    """Find a translation much shorter or longer than English of that source is.

    Between 0.45 and 2.2 times the characters lie all but a few in ten thousand human
    translations; the constants leave room for short texts.
    """
    if not 0.45 * len(source) - 5 <= len(target) <= 2.2 * len(source) + 25:
        yield f"{len(target)} characters for {len(source)}"


def _find_untranslated(source: str, target: str) -> Iterator[str]:
    """Find a copy of the source, whole or in part; addresses and codes are no words."""
    if _untranslated(source, target):
        found = _untranslated(without_exact(source), without_exact(target))
        yield from (found,) if found else ()


def _untranslated(source: str, target: str) -> str | None:
    if _words(source) == _words(target):
        lower = [word for word in _WORD.findall(source) if word[0].islower() or source.isupper()]
        long = any(word.lower() in FUNCTION_WORDS or len(word) > 3 for word in lower)
        if long and any(word.lower() not in _ENGLISH_NOUNS for word in lower):
            return "it repeats the source"
    words = re.findall(r"(?<![\w\"'-])[a-zæøåéèü]+(?![\w\"'])", target)
    in_source = set(re.findall(r"[\wæøåéèü]+", source.lower()))
    left = next((word for word in words if word in in_source and _is_nordic(word)), None)
    return f"“{left}” is not translated" if left else None


_ENGLISH_NOUNS = frozenset(
    ["president", "minister", "problem", "system", "museum", "radio", "hotel"]
)


def _is_nordic(word: str) -> bool:
    if word in FUNCTION_WORDS:
        return True
    return len(word) > 3 and (
        re.search(r"[æøå]", word) is not None or _NORDIC_ENDING.search(word) is not None
    )


# Endings of inflected Norwegian and Danish nouns and adjectives that no English word has.
_NORDIC_ENDING = re.compile(
    r"(?:sjonen|sjoner|sjonar|ionerne|tetene|eterne|heten|heden|heter|heder|elsen|elser|ingene|"
    r"ingerne|landene|landet|mannen|arken|endet|atet|ettet|skap|skab|sjef|chefen|sjefen|krise|"
    r"[^s]tisk|lige|elig|ktig|mann|talls?|erne|nene|kene|tene)$"
)


def _find_number(source: str, target: str) -> Iterator[str]:
    """Compare numbers, dates and weekdays; see `pipeline.translation.numbers.mentions`."""
    lost, invented = unanswered(source, target)
    for mention in lost:
        others = [other for other in invented if other.kind == mention.kind]
        if others and (mention.digits or mention.kind != "number"):
            yield f"{mention.text} became {others[0].text}"
        else:
            yield f"{mention.text} is missing"
    if not lost:
        yield from (f"{mention.text} is not in the source" for mention in invented)
    if has_invented_share(source, target):
        yield "per cent is not in the source"
    told = [mention.text for mention in lost]
    for amount in lost_amounts(source, target):
        if not any(text in amount.text for text in told):
            yield f"{amount.text} is missing or has another unit"
    yield from (f"“{word}” is missing" for word in lost_bounds(source, target))


def _find_word(source: str, target: str) -> Iterator[str]:
    """Find words that are no English; addresses and codes, which take longer to find, are none."""
    if any(find_inventions(source, target)):
        yield from find_inventions(source, without_exact(target))


def _find_name(source: str, target: str) -> Iterator[str]:
    for name in lost_names(source, target):
        yield f"{name} is missing"
    law = _LAW.search(source)
    if law and not _ENGLISH_LAW.search(target):
        yield f"{law[1]} is missing"
    doubtful = find_doubtful(source)
    if doubtful and doubtful not in target:
        yield f"{doubtful} may be a name"


# åndsverkloven § 24: in 12 written sentences, the English names a law.
_LAW = re.compile(r"\b([^\W\d_]{3,}lov(?:en|a|ens|as)?) (?:§|kap\b|kapittel|kapitel)")
_ENGLISH_LAW = re.compile(
    r"\b(?:acts?|laws?|codes?|constitution\w*|statutes?|legislation|bill|lov(?:en|a)\b|\w+lov(?:en|a))\b",
    re.IGNORECASE,
)


# Bounded, so that texts full of apostrophes cost no more than others.
_SINGLE_QUOTED = re.compile(r"(?<!\w)'(?=\w).{0,300}?(?<=[\w.,!?])'(?!\w)")


# Norwegian and Danish papers set speech after a dash; English ones in quotation marks.
_SPEECH = re.compile(r"(?:^|[.:!?] )- ?\w")


def _find_quotes(source: str, target: str) -> Iterator[str]:
    """Compare quotation marks: lost, added, or opened and not closed."""
    wanted, given = source.count('"'), target.count('"')
    single = _SINGLE_QUOTED.findall(target)
    if wanted == 0:
        wanted = 2 * len(_SINGLE_QUOTED.findall(source))
        single = [] if not wanted else single
    else:
        nested = 2 * len(_SINGLE_QUOTED.findall(source))
        single = [] if given == wanted and 2 * len(single) >= nested else single
    given += 2 * len(single)
    if given == wanted or (wanted == 0 and given % 2 == 0 and _SPEECH.search(source)):
        return
    if given % 2 and not wanted % 2:
        yield "a quotation is not closed"
    elif given < wanted:
        yield f"{given} quotation marks of {wanted}"
    else:
        yield f"{given} quotation marks for {wanted}"


_NEGATIVE = re.compile(
    r"\b(?:(?<!\bom )(?:ikke|ikkje)"
    r"(?! (?:lenge|længe|minst|mindst|utelukk\w*|udeluk\w*|me[ei]re? en[dn])\b)|"
    r"aldri|aldrig|(?<!nød og )næppe|neppe|ingen|ingenting|intet|inkje|"
    r"(?:uten|uden|utan)(?! for\b)|"
    r"hverken|verken|korkje)\b",
    re.IGNORECASE,
)
# Not least, no more than and the like: English says them with a denial or without.
_SOFT_NEGATIVE = re.compile(r"\b(?:ikke|ikkje)\b", re.IGNORECASE)
# Words that are negative in one language only by their meaning.
_NORDIC_DENIAL = re.compile(
    r"\b(?:ei|ej|nei|nej|neppe|knapt|knap|næppe|knapp\w*|nekt\w*|nægt\w*|avvis\w*|afvis\w*|avslo|"
    r"mangl\w*|miss?te\w*|unn?gå\w*|undgå\w*|unnlat\w*|undlad\w*|forby\w*|forbud\w*|forbyd\w*|stans\w*|"
    r"heller|mindre|færre|utelukk\w*|udeluk\w*|umuli\w*|u[bdfghjklmnprstv]\w{3,}|in[dk]\w*|mis\w+|"
    r"før|kun|bare|berre|annet|andet|fri|fritt|frit|sluttet|fri\w*|intet\w*|null?|nul|tross|trods|"
    r"dårl\w+|lad|la|lat|sl[ie]pp\w*|sl[au]pp?|feil\w*|hvorvidt|glem\w*|gløym\w*|husk\w*|bryr|alltid|altid|"
    r"først|u[aeioyæøå]\w{3,}|imo[td]|taus\w*|tavs\w*|ute av stand|fravær\w*|lige meget|"
    r"væk|vekk|"
    r"hindr\w*|forhindr\w*|\w+løs\w*|\w+laus\w*|\w+fri|motsatt|modsat|sjeld\w+|sjæld\w+)\b",
    re.IGNORECASE,
)
_ENGLISH_NOT = re.compile(
    r"(?<!whether or )\b(?:not(?! only)|never|cannot|nobody|nothing|none)\b|n't\b(?! mind)",
    re.IGNORECASE,
)
_ENGLISH_DENIAL = re.compile(
    r"\b(?:not|never|cannot|no|none|nobody|nothing|nowhere|neither|nor|without|hardly|barely|"
    r"scarcely|rarely|seldom|lack\w*|fail\w*|refus\w*|den(?:y|ies|ied|ial)\w*|unless|except|until|"
    r"declin\w+ (?:to|any)|instead|doubt\w*|offline|avoid\w*|prevent\w*|absen\w+|exclud\w*|"
    r"devoid|un(?!der|it|iv|ion|iq|if)\w{3,}|"
    r"in(?:ability|cap|comp|cor|ef|suf|adeq|act|vis|vuln|tact)\w*|im(?:poss|prob|mob)\w*|"
    r"ir(?:reg|rel|res)\w*|il(?:leg|log)\w*|dis(?!c|t|p)\w{3,}|non\w*|\w{3,}less|miss(?:ing|ed)|"
    r"reject\w*|rul(?:e|ed|es|ing) out|prohibit\w*|wrong|impossible|away)\b|n't\b",
    re.IGNORECASE,
)
# Nobody who does not know it.
_DOUBLE_NEGATIVE = re.compile(
    r"\b(?:ingen|ingenting|intet|(?:knapt?|næppe|neppe) no\w+)\b[^.;:]{0,30}? (?:som|der) "
    r"(?:ikke|ikkje)\b",
    re.IGNORECASE,
)
_TWICE = 2
_ALL = re.compile(r"\b(?:all|every\w*|any\w*|only|few|both)\b", re.IGNORECASE)
# Words that deny in some phrases only; in a long sentence one of them is always there.
_ENGLISH_HINT = re.compile(
    r"\b(?:few|little|least|free|rather|far|yet|but|only|too|beyond|mere\w*|stop\w*|ban\w*|ceas\w*|"
    r"zero|empty|loss|lost|keep|off|out|outside|hat(?:e|ed|es)|ignor\w+|hid|br[eo]k\w*|dis\w+|mis\w+|"
    r"shortly|constant\w*|continuous\w*|otherwise|worse|other|less)\b",
    re.IGNORECASE,
)
_HINT_WORDS = 12


def _find_negation(source: str, target: str) -> Iterator[str]:
    """Find a denial that became an assertion, or the other way round."""
    denied = _NEGATIVE.search(source)
    double = _DOUBLE_NEGATIVE.search(source)
    if double:
        if len(_ENGLISH_DENIAL.findall(target)) < _TWICE and not _ALL.search(target):
            yield f"“{double[0]}” is denied once"
    elif denied and not _ENGLISH_DENIAL.search(target) and not _is_hinted(target):
        # "Er det ikke ...?" and "ikke bare" ask and add rather than deny.
        if not source.rstrip('" ').endswith("?"):
            yield f"“{denied[0]}” is missing"
    elif not denied and not _SOFT_NEGATIVE.search(source) and not _NORDIC_DENIAL.search(source):
        added = _ENGLISH_NOT.search(target)
        if added and not target.rstrip('" ').endswith("?"):
            yield f"“{added[0]}” is not in the source"


def _is_hinted(target: str) -> bool:
    return len(target.split()) <= _HINT_WORDS and _ENGLISH_HINT.search(target) is not None


# English sentences end in these where Nordic ones end in the same.
_BROKEN_OFF = re.compile(
    r"\b(?:is|are|was|were|been|has|have|had|will|would|than|which|my|our|their|its|very|as)[.]?$"
)
_ENDS_IN_VERB = re.compile(
    r"\b(?:er|var|har|ha|havde|hadde|hatt|haft|blir|bliver|vil|ville|skal|skulle|heter|hedder|kan|"
    r"det|den|dei?|meg|mig|oss|os|vår|vores|min|mit|din|dit|sin|sit|no[eg]+n?\w*)[.!?\"')\]]*$",
    re.IGNORECASE,
)


def _find_unfinished(source: str, target: str, *, finished: bool) -> Iterator[str]:
    """Find a translation that stops in mid-sentence."""
    if not finished:
        yield "the model stopped at its length limit"
        return
    ended = re.search(r"[.!?][\"')\]]*$", source) is not None
    broken = ended and _BROKEN_OFF.search(target) and not _ENDS_IN_VERB.search(source)
    if broken or (ended and re.search(r"(?:,|\b(?:the|an?|and|or|whose|because))[.]?$", target)):
        last = target.rsplit(maxsplit=1)[-1]
        if last.rstrip(".") == "a" and re.search(r"\ba\.$", source):  # § 4 a.
            return
        yield f"it ends in “{last}”"


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


CHECKS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "repetition": _find_repetition,
    "length": _find_length,
    "untranslated": _find_untranslated,
    "number": _find_number,
    "name": _find_name,
    "word": _find_word,
    "symbol": changed_symbols,
    "quotes": _find_quotes,
    "negation": _find_negation,
}
"""The checks by the name of their flag; `empty` and `unfinished` are made by `check` itself."""
