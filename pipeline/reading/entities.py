"""HTML's character references in texts that are no HTML: `sj&oslash;f&#248;lk`."""

import html
import html.entities
import re

from pipeline.documents import Flag

# Without its semicolon `&copy` may be part of an address.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# Feeds and exports encode what was encoded already: `&amp;oslash;`.
_TIMES = 2


def decode_entities(text: str) -> tuple[str, tuple[Flag, ...]]:
    """Decode character references (HTML Standard, section 13.5), with a flag if there were any."""
    count = 0
    for _ in range(_TIMES):
        known = sum(_decode(match) != match[0] for match in _ENTITY.finditer(text))
        count = max(count, known)
        text = _ENTITY.sub(_decode, text) if known else text
    if not count:
        return text, ()
    entities = "entities were" if count > 1 else "entity was"
    return text, (Flag("entities", f"{count} HTML {entities} decoded"),)


def _decode(match: re.Match[str]) -> str:
    """Return the character of a reference; one that is none, as `&notso;`, stays as it is."""
    reference = match[0]
    if not reference.startswith("&#"):
        return html.entities.html5.get(reference[1:], reference)
    character = html.unescape(reference)
    return reference if character in {"", "\ufffd"} else character
