"""Letters that mail (RFC 2045) or JSON (RFC 8259) escaped, as `p=C3=A5` for "på"."""

import json
import quopri
import re

from pipeline.documents import Flag

# A Nordic letter shows that they are escapes, and neither part of a formula nor of a path.
_NORDIC = "æøåÆØÅ"
_MAIL = re.compile("|".join("".join(f"={byte:02X}" for byte in each.encode()) for each in _NORDIC))
_JSON = re.compile("|".join(rf"\\u{ord(each):04x}" for each in _NORDIC), re.IGNORECASE)
_RUN = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


def decode_escapes(text: str) -> tuple[str, tuple[Flag, ...]]:
    """Decode the escapes of a text that has Nordic letters among them, with a flag."""
    count = len(_MAIL.findall(text)) + len(_JSON.findall(text))
    if not count:
        return text, ()
    if _MAIL.search(text):
        data = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
        text = data.decode("utf-8", "surrogateescape")
    if _JSON.search(text):
        text = _RUN.sub(lambda match: str(json.loads(f'"{match[0]}"')), text)
    letters = "letters were" if count > 1 else "letter was"
    return text, (Flag("encoding", f"{count} escaped {letters} decoded"),)
