"""HTML's character references in texts that are no HTML: `sj&oslash;f&#248;lk`."""

import html
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
        known = [each for each in _ENTITY.findall(text) if html.unescape(each) != each]
        count = max(count, len(known))
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text) if known else text
    if not count:
        return text, ()
    entities = "entities were" if count > 1 else "entity was"
    return text, (Flag("entities", f"{count} HTML {entities} decoded"),)
