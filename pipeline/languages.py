"""BCP-47 tags of the languages the pipeline speaks about, and what users call them."""

from collections.abc import Iterable, Mapping
from functools import cache

NO_LANGUAGE = "zxx"
"""The tag of what is in no language, as program code."""

TRANSLATED = ("nb", "nn", "da")
"""The languages the pipeline translates by default."""

MACROLANGUAGE = "no"
"""ISO 639-1 `no` covers nb and nn; on input it is taken for nb, the written standard of 85-90%."""

MULTIPLE = "mul"
"""ISO 639-2 code of model cards that list no languages."""

# Names that the CLDR does not list; the identifier calls a text without words `und`.
_MORE_NAMES = {"bokmål": "nb", "bokmal": "nb", "bokmaal": "nb", "nynorsk": "nn"}
_UNDETERMINED = "und"
# Users name languages in English or in the language itself.
_NAMED_IN = ("en", "nb", "nn", "da")


def language_name(tag: str) -> str:
    """Name a language for a reader: `nb` is "Norwegian Bokmål", an unknown tag is itself."""
    return "undetermined" if tag == _UNDETERMINED else _names("en").get(tag, tag)


def name_languages(tags: Iterable[str]) -> str:
    """List languages for a reader: "Danish (da), Norwegian Nynorsk (nn)"."""
    return ", ".join(f"{language_name(tag)} ({tag})" for tag in tags)


def read_language(value: str) -> str:
    """Return the tag of a language given by a tag, an ISO 639 code or a name.

    `nb-NO`, `nob`, `Bokmål` and "Norwegian Bokmål" are `nb`; `no`, `nor` and `norsk` are `no`.
    Names may be English or Nordic, and of either case. Raises ValueError for anything else.
    """
    if value in TRANSLATED:  # these need no CLDR, which takes 40 ms to load
        return value
    from babel.core import get_global

    text = " ".join(value.split()).casefold()
    code = text.replace("_", "-").partition("-")[0]
    code = get_global("language_aliases").get(code, code)
    if len(code) in (2, 3) and code in _names("en"):
        return str(code)
    if text in _tags():
        return _tags()[text]
    msg = f"there is no language {value!r}: write a tag or a name, as {name_languages(TRANSLATED)}"
    raise ValueError(msg)


@cache
def _tags() -> Mapping[str, str]:
    """Map the names of languages, without case, to their tags."""
    named = {
        name.casefold(): tag for place in reversed(_NAMED_IN) for tag, name in _names(place).items()
    }
    return {name.replace("å", "a"): tag for name, tag in named.items()} | named | _MORE_NAMES


@cache
def _names(place: str) -> Mapping[str, str]:
    """Map tags to names as the CLDR has them in one language."""
    from babel import Locale

    return Locale(place).languages
