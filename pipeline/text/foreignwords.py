"""Frequent words of languages that articles quote in a few words, too few for an identifier."""

import re

_TABLE = {
    "de": "ich ist nicht und kein keine wir sie mein meine für auch guten danke bitte sind wird "
    "haben wie sehr schön liebe welt heute immer deutsch deutsche zur vom beim oder über zwischen "
    "freiheit frieden volk gott alles wieder schaffen lang lebe "
    "verboten zutritt eingang ausgang",
    "fr": "je suis sont nous vous merci vive vivre du aux cette avec mais bonjour bonsoir beaucoup "
    "votre notre qui quoi très république être toujours jamais oui c'est j'accuse l'état "
    "liberté égalité fraternité vie guerre monde est une des les où ça voilà bonne "
    "allez bleus défense fumer",
    "es": "una los las que viva casa vamos playa hasta mañana gracias buenos buenas días "
    "noches está están somos eres muy más pero siempre nunca mundo pueblo unido jamás señor señora "
    "país revolución pasarán sí hoy soy amor día un",
    "it": "il che della dello delle degli nella sono siamo ciao grazie buongiorno dolce vita "
    "bella bello amore mio tutti molto più perché forza questo questa sempre gli viva casa di",
    "pt": "não dia uma você obrigado obrigada bom noite muito mais são está vida sempre minha "
    "nosso",
    "la": "carpe diem vita amor omnia vincit veni vidi vici habemus papam urbi orbi culpa "
    "memento mori sapiens semper nihil longa quo vadis deus et cogito ergo sum sapere aude "
    "alea iacta delenda per ad in aspera astra ars brevis pacem bellum para gloria fiat veritas "
    "vino tempora mores audentes fortuna iuvat tempus fugit homo lupus divide impera festina lente "
    "labora lux errare humanum nunc bibendum gaudeamus igitur pecunia olet pax dei vox populi sic "
    "transit mundi mens sana corpore sano citius altius fortius pro patria",
    "nl": "niet wij zijn goed dank ziens nederland mijn ook welkom geen",
    "sv": "jag är och också mycket från här där älskar väl sverige även något någon inte så",
    "fi": "hyvää päivää kiitos suomi minä sinä hän tämä mitä kaikki uutta vuotta huomenta iltaa "
    "perkele saatana rakastan olen",
    "ar": "allahu akbar inshallah salam alaikum habibi",
    "pl": "nie jest się dzień dobry dziękuję że być moja mój kocham polska wszystko",
}
# They are Nordic or English too, so they count beside another word of the table only.
_SHARED_TEXT = (
    "des les du lang di un et amor mais bom så quo vita est sans vivre casa mio il und monde ergo "
    "sum per ad in para pro pax sic mens lux gloria ars fiat homo divide mores patria"
)
_SHARED = frozenset(_SHARED_TEXT.split())
_WORDS = {
    language: {word: 0.5 if word in _SHARED else 1.0 for word in words.split()}
    for language, words in _TABLE.items()
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS = re.compile(r"[ñíóúáìòùçßêâîôûãõëłąęćńśźżőű¿¡]")
_LEAST = 0.25


def language_of_words(text: str) -> tuple[str, float] | None:
    """Return the language that most words of a text are in by the table (BCP-47), and how many.

    Words with letters that Nordic and English words lack count too, and those that Nordic has as
    well count half. None where they are less than a half, or than a quarter of the words.
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    counts = {
        language: sum(known.get(word, 0.0) for word in words) for language, known in _WORDS.items()
    }
    language, known = max(counts.items(), key=lambda each: each[1])
    others = (word for word in words if word not in _WORDS[language])
    count = known + sum(_LETTERS.search(word) is not None for word in others)
    return (language, count) if known > 0 and count >= _LEAST * len(words) else None


def is_foreign_word(lower: str) -> bool:
    """Say whether the table has a word in lower case, and not as one that is Nordic, too."""
    return lower not in _SHARED and any(lower in words for words in _WORDS.values())
