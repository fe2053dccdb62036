"""BCP-47 tags of the languages the pipeline speaks about."""

NAMES = {
    "nb": "Norwegian Bokmål",
    "nn": "Norwegian Nynorsk",
    "da": "Danish",
    "sv": "Swedish",
    "en": "English",
    "is": "Icelandic",
    "fo": "Faroese",
    "de": "German",
    "nl": "Dutch",
    "fi": "Finnish",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pl": "Polish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "und": "undetermined",
}
"""English names of the tags users meet; others are shown as tags."""

NO_LANGUAGE = "zxx"
"""The tag of what is in no language, as program code."""

TRANSLATED = ("nb", "nn", "da")
"""The languages the pipeline translates by default."""

MACROLANGUAGE = "no"
"""ISO 639-1 `no` covers nb and nn; on input it is taken for nb, the written standard of 85-90%."""


def language_name(tag: str) -> str:
    """Name a language for a reader: `nb` is "Norwegian Bokmål", an unknown tag is itself."""
    return NAMES.get(tag, tag)
