"""What of a source text has to come out exactly, and so is kept from the model.

Addresses, codes, numeric dates, amounts and everything written in characters that small models
garble: each becomes a `Kept` with its English, which for most is the text itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.text.clock import BEFORE_TIME, find_rough_times, find_spoken_times
from pipeline.text.normalize import code_spans, normalize
from pipeline.translation.identifiers import find_identifiers
from pipeline.translation.institutions import find_institutions
from pipeline.translation.names import find_persons, widen_name
from pipeline.translation.numbers.amounts import english_number, find_amounts, lost_amounts
from pipeline.translation.numbers.calendars import find_calendars
from pipeline.translation.numbers.decades import find_decades, find_turns
from pipeline.translation.numbers.halves import find_halves
from pipeline.translation.numbers.mentions import unanswered
from pipeline.translation.numbers.nights import find_nights
from pipeline.translation.numbers.notations import find_notations
from pipeline.translation.numbers.ordinals import find_ordinals
from pipeline.translation.numbers.sections import find_sections
from pipeline.translation.numbers.temperatures import find_temperatures
from pipeline.translation.numbers.times import find_times
from pipeline.translation.numbers.units import has_scandinavian_miles
from pipeline.translation.numbers.votes import find_votes
from pipeline.translation.parties import find_parties
from pipeline.translation.placeholders import Kept, Shape
from pipeline.translation.quotations import find_strange_quotations
from pipeline.translation.titles import find_titles

_ADDRESS = (
    r"<[^<>\s]{1,200}@[^<>\s]{1,200}>|https?://[^\s<>\"«»]{1,500}|(?<![\w@])www\.[^\s<>\"«»]{1,500}"
    r"|(?<![\w.])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|(?<![\w&/])[#@]\w{2,60}"
    r"|\bdoi:\s?10\.\S{3,80}|\b10\.\d{4,9}/\S{2,80}|\bIS[BS]N(?:-1[03])?:? ?[\dX][\dX -]{6,20}[\dX]"
)
# finn.no, nrk.no/vestland, bit.ly/3xYz9: endings that are words (de, is) need a path.
_DOMAIN = (
    r"(?<![\w.@/-])(?:[A-Za-z0-9æøå][\w-]{0,60}\.){1,3}"
    r"(?:(?:no|dk|se|com|net|org|info|eu|io|tv|nu|gl|fo|co\.uk)(?![\w-]|\.\w)(?:/[^\s<>\"«»]{0,300})?"
    r"|[a-z]{2,6}/[^\s<>\"«»]{2,300})"
)
# Ursula von der Leyen: models read `der` as a word. A genitive's s is no part.
_NAME = r"\b(?:von|van) (?:der|den|de) [A-ZÆØÅ][\w-]{1,40}?(?=s?\b)"
_ENDING = (
    r"(?:txt|pdf|docx?|xlsx?|csv|json|xml|html?|exe|zip|jpe?g|png|mp[34]|ya?ml|py|js|css"
    r"|sh|sql|ini|toml|log|cpp|java)"
)
_NO_VERB = (
    r"(?!(?i:jeg|eg|meg|mig|du|deg|dig|han|hun|ho|det|den|i|på|som|og|til|fra|med|av|af|er|se|sjå|les"
    r"|læs|åpne|åbn|send|sendte|hent|last|bruk|brug)\b)"
)
# Words after which a file's name may have spaces, quotation marks or none.
_FILE_WORDS_TEXT = (
    "fil filen fila filer filene dokument dokumentet dokumenter vedlegg vedlegget bilag bilaget "
    "regneark regnearket rapporten heter hedder heiter"
)
_FILE_WORD = "|".join(
    f"(?<=[{word[0].upper()}{word[0]}]{word[1:]} )" for word in _FILE_WORDS_TEXT.split()
)
_NAMED_FILE = (
    rf"(?:{_FILE_WORD})"
    rf"[A-ZÆØÅ\d][\w-]{{0,40}}(?: (?!(?:er|var|og|som|men|heter|hedder|heiter|ble|blei|blev)\b)"
    rf"[\w().&-]{{1,40}}?){{1,6}}\.{_ENDING}\b"
)
# Markup, templates, paths and calls.
_CODE = (
    r"`[^`\n]{1,200}`|\[\[[^\[\]\n]{1,80}\]\]|\b[A-Za-z]\w{0,20}(?:\+{1,2}|#)(?![\w+#])"
    r"|</?[A-Za-z][^<>\n]{0,200}>|\$?\{{1,2}[^{}\n]{1,80}\}{1,2}"
    r"|(?<!\w)[A-Za-z]:\\[^\s\"«»]{1,200}"
    r"|(?<![\w/.])(?:~?/(?:[\w.-]{1,60}/)+[\w.-]{0,60}|/(?:tmp|var|etc|usr|home|opt|dev|bin)\b)"
    # A file; in quotation marks its name may have spaces.
    rf"|{_NAMED_FILE}"
    rf"|(?:(?<=[«\"“„])(?:{_NO_VERB}[\w-]{{1,30}} (?:[–-] )?){{1,4}}[\w-]{{1,40}}\.{_ENDING}"
    r"(?=[»\"”“])"
    rf"|\b[\w-]{{1,60}}\.{_ENDING}\b)"
    # *args, _id, $HOME_DIR, std::vector<int>, os.path.join
    r"|(?<![\w*])\*{1,2}(?:args|kwargs|argv|ptr|self|\w+_\w+)\b(?!\*)"
    r"|(?<!\w)_{1,2}[A-Za-z]\w*(?<!_)(?!\w)|(?<!\w)\$[A-Za-z_]\w+"
    r"|\b\w{1,60}(?:::\w{1,60})+(?:<[\w:, ]{1,60}>)?"
    r"|(?<![\w.])[A-Za-z_]\w{1,60}(?:\.[A-Za-z_]\w{1,60}){2,9}(?:\(\))?(?![\w@])"
    # Price areas of power; models read NO as a word.
    r"|\b(?:NO|SE|DK)[1-5]\b"
    r"|(?<!\w)--[a-z][\w-]{1,30}(?:=\S{1,60})?|\b\w+(?:_\w+)+\b|\b[\w.]{2,60}\(\)"
)
_NUMBERS = (
    # 12.3.1974, 12/3-1974, 1234.56.78903, 2.10.3, and no 1.250.000
    r"(?<![\w.,])\d{1,2}[./]\d{1,2}[./-](?:\d{4}|\d{2})(?![\w]|[.,]\d)|\b\d{4}-\d{2}-\d{2}\b"
    r"|(?<![\w.,])\d{4}[. ]\d{2}[. ]\d{5}(?![\w]|[.,]\d)"
    # 010480 12345, the number of a person
    r"|(?<![\w.,])(?<!\d )(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} \d{5}(?! ?\d|\w|[.,]\d)"
    r"|(?<![\w.,])(?!\d{1,3}(?:\.\d{3})+(?!\w|[.]\d))v?\d+(?:\.\d+){2,}(?:[-~+:][\w.~+:-]*\w)?(?!\w|[.,]\d)"
    # Storgata 14, 7100 Vejle; 2. tv., 8600 Silkeborg
    r"|(?:(?<=\d, )|(?<=\d[A-Za-z], )|(?<=t[vh]\., )|(?<=sal, ))\d{4}(?= [A-ZÆØÅ][a-zæøå])"
    # 15:1432 and 1:50000, which are no times
    r"|(?<![\w.,:])\d{1,3}:\d{3,6}(?![\w:]|[.,]\d)"
    # 116 117, the number of a service
    r"|(?<![\w.,])116 [01]\d\d(?=(?: (?:til|for|ved|når|hvis|dersom|om|eller|og|i|er)\b)|[.,;:)]|$)"
    # 2023/4567
    r"|(?<![\w.,/-])(?:\d{4}/\d{1,6}|\d{2}/\d{3,6})(?![\w/]|[.,]\d)"
    # § 3-2 (models know what § is), +47 22 33 44 55, 22 33 44 55, 916 23 456
    r"|(?<=§ )\d+-\d+|(?<=§)\d+-\d+|(?<=, )\d{1,2}-\d{1,2}(?= og \d{1,2}-\d)"
    r"|(?<![\w.,])\(?\+\d{1,3}\)?(?:[ -]?\d{2,4}){2,6}(?!\w)"
    r"|(?<![\w.,])(?<!\d )\d{2}(?: \d{2}){3}(?! ?\d|\w|,\d)"
    r"|(?<![\w.,])(?<!\d )\d{3} \d{2} \d{3}(?! ?\d|\w|,\d)|(?<![\w.,])\d{6,}(?![\w]|[.,]\d)"
)
_EXACT = re.compile(f"{_ADDRESS}|{_DOMAIN}|{_NAME}|{_CODE}|(?P<number>{_NUMBERS})")
# Footnotes, boxes to tick, the target of a Markdown link, and a star that points to a note.
_MARKUP = re.compile(
    r"\[\^\w{1,20}\]:?|\[\d{1,3}\](?!\()|(?<=[-*] )\[[ xX]\]"
    r"|\]\([^()\s]{1,300}\)|\[(?=[^\[\]\n]{1,200}\]\()"
    r"|(?<=\w)\*{1,3}(?=[\s.,:;!?]|$)|^\*{1,3}(?=[A-ZÆØÅ])"
)
# Letters and marks that texts of these languages are full of; what else there is, models garble.
_LETTERS = (
    "A-Za-z\u00c0-\u00cf\u00d1-\u00d6\u00d8-\u00dc\u00df-\u00ef\u00f1-\u00f6\u00f8-\u00fcŠšŽž"
)
_MARKS = r"\s\d_.,:;!?'\"()\[\]/%&+*=@#§\u00b0\u00b4`«»“”„‟‘’‚‛‹›\u2010-\u2015\u2212…\u00a0\u00ad"
_USUAL = rf"{_LETTERS}{_MARKS}-"
# What all that is kept has one of; a sentence of words alone has none.
_TRIGGER = re.compile(rf"[\d@#+<{{`_:/\\§*\[(]|www|--|\.\w|(?i:swift|bic)\b|\bv[ao]n d|[^{_USUAL}]")
_TRAILING = ".,:;!?"

_UNUSUAL = re.compile(rf"[^{_USUAL}]|[\d#*](?=\ufe0f?\u20e3)")
_FOREIGN = rf"(?:[^\W\d_{_LETTERS}])"
# A word with a letter of another alphabet, and its neighbours in that alphabet.
_LETTER = r"[\w\u0300-\u036f'’-]"
_FOREIGN_WORDS = re.compile(
    rf"(?<!\w){_LETTER}*{_FOREIGN}{_LETTER}*(?:[\s.·]{{1,2}}{_FOREIGN}{_LETTER}*)*"
)
_SYMBOLS = re.compile(
    rf"(?:[\d#*]\ufe0f?\u20e3|[^\w{_USUAL}])+(?:\s(?:[\d#*]\ufe0f?\u20e3|[^\w{_USUAL}])+)*"
)
# Hjem › Nyheter, « Forrige, Les mer »: pointers, which open and close no quotation.
_POINTER = re.compile(r"(?<!\S)[‹›«»]{1,2}(?!\S)|(?<=\w)[‹›](?=\w)")
_QUOTING = re.compile(r"[«‹]\s+\S[^«»‹›]*\S\s+[»›]|[»›]\s+\S[^«»‹›]*\S\s+[«‹]")
# Page 12 ff., and a flat: Østergade 12, 2. tv.
_PAGES = re.compile(
    r"(?<=, )(?:\d{1,2}\.|st\.) ?(?:t[vh]|mf)\.?(?=[, ])"
    r"|(?<![\w.,])\d{1,4} ff?\.(?=[ ,;)](?! ?[A-ZÆØÅ\d]))"
)
# 02800, 0150 Oslo, 007: a number to dial, of a place or of an agent.
_CODE_NUMBER = re.compile(r"(?<![\w.,:/+-])(?<!\d[ \u00a0\u202f])0\d{2,5}(?![\w:/]|[.,]\d)")
_SIGNED = re.compile(r"[≈~±<>≤≥]\s?\d+(?:[.,]\d+)*(?!\w)|\d+\s[±×]\s\d+(?:[.,]\d+)*(?!\w)")
# The time of a race, in hours, minutes, seconds and parts of one: 1.23.45,6, 2.45,3 and 1.12 min.
_RACE = re.compile(
    r"(?<![\w.,:])(?:(?:\d{1,2}[.:])?\d{1,2}[.:][0-5]\d,\d{1,3}(?![\w]|[.,:]\d)"
    r"|\d{1,2}\.[0-5]\d min\b(?:\.(?= [a-zæøå]))?)"
)
# 1t 30m, 2 t og 45 min
_DURATION = re.compile(
    r"(?<![\w.,])(?P<hours>\d{1,2}) ?t(?:\. |(?: og)? )?(?P<minutes>[0-5]?\d) ?m(?:in)?\b(?!²|³)"
)
# 24.10. kl. 19, which is no time and no ordinal.
_DAY = re.compile(
    r"(?<![\w.,])(?:[Dd]en )?(?P<day>(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.)"
    r"(?=,? (?:[a-zæøå]|[–-] ))"
)
_BETWEEN = re.compile(r"(?<=\d)\.(?=\d)")
_FRACTION = re.compile(r"(?<!\w)(?:\d+ ?)?[¼-¾⅐-⅞](?: (?:[dcm]?l|[hk]?g|[ckm]?m)\b)?(?!\w)")
# A reference to something else, after which a model invents: § 3, jf. § 4.
_COMPARE = re.compile(
    r"(?:(?<=[,;:.] )|(?<=\()|^)(?P<first>[Jj])(?:fr?|vfr?|ævnfør|amfør)\b\.?(?= )"
)
# 1 1/2 mil, 2 1/2 brød
_MIXED = re.compile(
    r"(?<![\w.,/])(?:(?P<whole>\d{1,3}) )?(?P<part>[13]/[248]|[12]/3|[1-4]/5)"
    r"(?P<mil> mil\b)?(?![\w/]|[.,]\d)"
)
# Numbers of registers: gnr. 45, bnr. 12; org.nr. 914 782 007; CVR-nr. 12345678
_PLOT = re.compile(
    r"\b(?:[Gg](?:år|ar)?(?:ds)?|[Bb]|[Ff]|[Ss])nr\.? ?\d{1,4}(?!\d)(?:/\d{1,4})*"
    r"(?:,? (?:og )?[bfs]nr\.? ?\d{1,4}(?:/\d{1,4})*)*"
)
_REGISTER = re.compile(
    r"(?<!\w)(?P<which>[Oo]rg\.? ?-?nr|[Cc][Vv][Rr]-?\.? ?nr)\.?:? "
    r"(?P<number>\d{3} ?\d{3} ?\d{3}|\d{8}|\d{2}(?: \d{2}){3})(?!\w|,\d| \d)"
)
# saksnr. 24/1032, ref. sak 14/22
_CASE = re.compile(
    r"\b(?P<ref>[Rr]ef\. )?(?P<what>[Ss]aks?(?P<no>nr\.?:?)?) "
    r"(?P<number>\d{1,4}/\d{1,6}|(?<=[Rr]ef\. [Ss]ak )\d{1,4})(?![\w/]|[.,]\d)"
)
_PERSON = re.compile(
    r"\b(?i:fnr|fødselsnr|personnr|cpr[- ]?nr)\.?:? (?P<number>\d{6}[ -]?\d{4,5})(?!\w|[.,]\d| \d)"
)
_BOX = re.compile(r"\b[Pp]ost?boks (?P<number>\d{1,5})(?![\w.])")
# Models leave out what it is a number of.
_ORDER = re.compile(
    r"\b(?:lov)?bekendtgørelse nr\.? (?P<number>\d{1,4})(?![\w/]|[.,]\d)", re.IGNORECASE
)
# Æ, Ø og Å
_LETTERS_NAMED = re.compile(
    r"(?<![\w,-])(?<!, )[ÆØÅæøå](?:, [ÆØÅæøå])*(?: (?:og|eller) [ÆØÅæøå])(?![\w-])"
)
_QUOTE = re.compile('[«"„“”]')
# Of works named by title, seven of ten keep it in the English of the written sentences.
_WORK = re.compile(
    r"(?:(?<=[Rr]omanen )|(?<=[Rr]oman )|(?<=[Ff]ilmen )|(?<=[Ff]ilm )|(?<=[Aa]lbumet )"
    r"|(?<=[Ss]erien )|(?<=[Ss]angen )|(?<=[Ss]ongen )|(?<=[Ll]åta )|(?<=[Ll]åten ))"
    r"[«\"„“”](?P<title>[^«»\"„“”\d]{2,40})(?=[»\"”“])"
)
_TAX = re.compile(
    r"\b(?P<which>eks(?:kl)?|inkl)\.? (?:mva|moms)\b(?:\.(?= [a-zæøå]))?", re.IGNORECASE
)
# Send kodeord HJELP til 2290.
_KEYWORD = re.compile(
    r"\b[Kk]ode(?:ord)?(?:et|en)? (?P<word>[A-ZÆØÅ\d]{2,20}(?: [A-ZÆØÅ\d]{2,20})?)\b"
)
# A model writes bony foe for bona fide.
_LATIN = re.compile(
    r"\b(?:bona fide|mala fide|de jure|de facto|ad hoc|ad acta|ad notam|in absentia|in memoriam"
    r"|in casu|in solidum|pro bono|pro forma|pro rata|per capita|persona non grata|prima facie"
    r"|status quo|vice versa|a priori|a posteriori|ex officio|sui generis|mea culpa|ultra vires"
    r"|habeas corpus|ne bis in idem|modus operandi|terra nullius|lex specialis"
    r"|mamma mia|namaste|dolce vita|déjà vu|hasta la vista|viva la revolución"
    r"|Slava Ukraini|Hero[ij]am slava|(?<=[\d%] )p\.a\.)(?![\w-])",
    re.IGNORECASE,
)
_COMPOUNDED = re.compile(r"(?<=[^\s-])-[a-zæøå]{3,}$")
_TOKEN = re.compile(r"[^\s«»“”\"()]+")
# A word after which a symbol stands for a noun.
_GOVERNING_TEXT = (
    "på og er var med av af til for fra frå i eller en et ei om som under over mot mod ved hos "
    "bruk brug ordet tegnet teiknet symbolet trykk tryk klikk klik emojien a at"
)
_GOVERNING = frozenset(_GOVERNING_TEXT.split())


def find_kept(text: str) -> list[Kept]:
    """List the stretches of a text that a model should not see, in order and apart."""
    return join_kept((), _candidates(text))


def without_exact(text: str) -> str:
    """Return a text without the addresses, codes and markup that stay as they are."""
    return _EXACT.sub(" ", text)


def join_kept(first: Sequence[Kept], more: Iterable[Kept]) -> list[Kept]:
    """Join stretches, in order: those of `more` that overlap none before them are added."""
    joined = list(first)
    for each in more:
        if all(each.end <= other.start or other.end <= each.start for other in joined):
            joined.append(each)
    return sorted(joined, key=lambda each: each.start)


def find_lost_numbers(text: str, english: str) -> list[Kept]:
    """List the amounts and numbers of a text that its English lost."""
    source, target = normalize(text), normalize(english)
    lost = [
        Kept(each.start, each.end, each.english, "number")
        for each in find_amounts(text)
        if each.text in {other.text for other in lost_amounts(text, english)}
    ]
    mentions, _ = unanswered(source, target)
    for mention in mentions:
        number = re.match(r"\d[\d.,: ]*(?<=\d)", mention.text)
        if mention.digits and number:
            alone = rf"(?<![\w.,]){re.escape(number[0])}(?![\w]|[.,]\d)"
            lost += [
                Kept(*match.span(), english_number(match[0]), "number")
                for match in re.finditer(alone, text)
            ]
    return join_kept((), lost)


def _candidates(text: str) -> Iterator[Kept]:
    yield from _in_words(text)
    if not _TRIGGER.search(text):
        return
    for match in _MARKUP.finditer(text):
        yield Kept(*match.span(), match[0], "mark")
    yield from find_sections(text)
    for match in _DAY.finditer(text):
        yield Kept(*match.span(), match["day"], "time")
    exact = list(_EXACT.finditer(text))
    yield from (_exact(match, "name") for match in exact if not match["number"])
    yield from find_identifiers(text)
    yield from _registered(text)
    yield from (_exact(match, "number") for match in exact if match["number"])
    for start, end in code_spans(text):
        yield Kept(start, end, text[start:end], "number")
    yield from _lasting(text)
    for amount in find_amounts(text):
        yield Kept(amount.start, amount.end, amount.english, "number")
    yield from find_votes(text)
    yield from find_ordinals(text)
    yield from find_decades(text)
    yield from find_notations(text)
    yield from find_times(text)
    yield from _mixed(text)
    for pattern in (_SIGNED, _FRACTION, _PAGES, _CODE_NUMBER):
        for match in pattern.finditer(text):
            yield Kept(*match.span(), match[0], "number")
    if _UNUSUAL.search(text):
        yield from _unusual(text)


def _lasting(text: str) -> Iterator[Kept]:
    """Yield the times of races, and hours with minutes."""
    for match in _RACE.finditer(text):
        time = _BETWEEN.sub(":", match[0].rstrip(".")).replace(",", ".")
        yield Kept(*match.span(), time, "number")
    for match in _DURATION.finditer(text):
        yield Kept(*match.span(), f"{match['hours']} h {match['minutes']} min", "number")


def _in_words(text: str) -> Iterator[Kept]:
    """Yield what has no sign or digit in it."""
    if not _QUOTING.search(text):
        for match in _POINTER.finditer(text):
            yield Kept(*match.span(), match[0], "mark")
    yield from _spoken_times(text)
    yield from find_turns(text)
    yield from find_titles(text)
    yield from find_parties(text)
    yield from find_nights(text)
    yield from find_calendars(text)
    for match in _LETTERS_NAMED.finditer(text):
        yield Kept(*match.span(), _and(match[0]), "bare")
    for match in _WORK.finditer(text) if _QUOTE.search(text) else ():
        yield Kept(*match.span("title"), match["title"], "bare")
    yield from find_strange_quotations(text)
    yield from find_institutions(text)
    for match in _TAX.finditer(text):
        which = "including" if match["which"][0] in "iI" else "excluding"
        yield Kept(*match.span(), f"{which} VAT", "bare")
    for match in _KEYWORD.finditer(text):
        yield Kept(*match.span("word"), match["word"])
    for match in _LATIN.finditer(text):
        yield Kept(*match.span(), match[0])
    yield from find_halves(text)
    yield from find_temperatures(text)
    for start, end in find_persons(text):
        yield Kept(start, end, text[start:end], "bare")
    for match in _COMPARE.finditer(text):
        yield Kept(*match.span(), "cf." if match["first"] == "j" else "Cf.", "mark")


def _spoken_times(text: str) -> Iterator[Kept]:
    """Keep times in words, as the model says them to be `kl.` something unless a word does."""
    for time in find_spoken_times(text):
        before, written = text[: time.start], text[time.start : time.end]
        led = (before and not before[-1].isspace()) or BEFORE_TIME.search(before)
        lead = "" if led else "Kl. " if written[0].isupper() else "kl. "
        yield Kept(time.start, time.end, time.english, "time", lead)
    for start, end, english in find_rough_times(text):
        yield Kept(start, end, english, "time", "Kl. " if text[start].isupper() else "kl. ")


def _exact(match: re.Match[str], shape: Shape) -> Kept:
    exact = match[0].rstrip(_TRAILING)
    return Kept(match.start(), match.start() + len(exact), exact, shape)


def _unusual(text: str) -> Iterator[Kept]:
    """Yield words in other alphabets, words with a symbol in them, and symbols."""
    end = 0
    for match in _FOREIGN_WORDS.finditer(text):
        if match.start() >= end:
            start, end = match.start(), match.start() + len(_COMPOUNDED.sub("", match[0]))
            if match[0][0].isupper():
                start, end = widen_name(text, start, end)
            bare = text[start].isupper() and text[end : end + 1] not in {"-", "s"}
            yield Kept(start, end, text[start:end], "bare" if bare else "name")
    for match in _TOKEN.finditer(text):
        word = _COMPOUNDED.sub("", match[0].rstrip(_TRAILING))  # CO₂-utslippet
        if (
            _UNUSUAL.search(word)
            and re.search(r"\w", word)
            and not re.fullmatch(r"[^\W\d_]{2,}\W+|\W+[^\W\d_]{2,}", word)
        ):
            yield Kept(match.start(), match.start() + len(word), word)
    for match in _SYMBOLS.finditer(text):
        before = re.search(r"(\w+) $", text[: match.start()])
        governed = before and before[1].lower() in _GOVERNING
        yield Kept(*match.span(), match[0], "name" if governed else "mark")


def _and(text: str) -> str:
    return text.replace(" og ", " and ").replace(" eller ", " or ")


def _registered(text: str) -> Iterator[Kept]:
    """Yield numbers of plots of land and of firms, with the word before them."""
    for match in _PLOT.finditer(text):
        yield Kept(*match.span(), _and(match[0]))
    for match in _PERSON.finditer(text):
        yield Kept(*match.span(), f"national identity number {match['number']}")
    for match in _CASE.finditer(text):
        case = "Case" if match[0][0] == "S" else "case"
        number = f"no. {match['number']}" if match["no"] else match["number"]
        yield Kept(*match.span(), f"{match['ref'] or ''}{case} {number}")
    for match in _BOX.finditer(text):
        yield Kept(*match.span(), f"PO Box {match['number']}")
    for match in _ORDER.finditer(text):
        what = "Consolidated Act" if match[0][0] in "lL" else "Executive Order"
        yield Kept(*match.span(), f"{what} no. {match['number']}")
    for match in _REGISTER.finditer(text):
        which = "CVR" if match["which"][0] in "Cc" else "org."
        which = which.capitalize() if match["which"][0] == "O" else which
        yield Kept(*match.span(), f"{which} no. {match['number']}")


def _mixed(text: str) -> Iterator[Kept]:
    """Yield whole numbers with a fraction, and fractions of a Scandinavian mile in kilometres."""
    for match in _MIXED.finditer(text):
        whole, part = match["whole"], match["part"]
        if match["mil"] and has_scandinavian_miles(text):
            over, under = map(int, part.split("/"))
            kilometres = 10 * (int(whole or 0) + over / under)
            yield Kept(*match.span(), f"{kilometres:.4g} km", "number")
        elif whole:
            yield Kept(match.start(), match.end("part"), f"{whole} {part}", "number")
