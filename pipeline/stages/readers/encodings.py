"""From bytes to text: UTF-8 unless it is not, and repair of what was decoded wrongly before."""

import codecs
import re

from pipeline.documents import Flag
from pipeline.errors import DocumentError

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What Nordic texts that are not UTF-8 are written in; Latin-1 is the part of Windows-1252 that
# was written before 1995, and differs from it in control characters only.
_CANDIDATES = ["cp1252", "latin_1"]

# ftfy's own test costs a millisecond for an article. UTF-8 read as any one-byte encoding leaves
# two characters beyond ASCII side by side, of which the first is no Nordic lower-case letter and
# no ordinary punctuation, and the second no Nordic letter at all; Windows-1252 read as Latin-1
# leaves C1 control characters. A text with neither, nor half a surrogate pair as broken JSON
# leaves them, needs no closer look.
_SUSPECT = re.compile(
    "[\x80-\x9f\ud800-\udfff]|[^\x00-\x7fæøåäöüéèêëóòôáíØ«»“”„‘’–—…•·§°½€\xa0\xad][^\x00-\x7fæøåäöéÆØÅ]"
)


def detect_encoding(data: bytes) -> str:
    """Name the codec that `data` decodes with, without errors.

    A byte order mark decides; else strict UTF-8; else what charset-normalizer finds plausible
    among Windows-1252 and Latin-1. Raises DocumentError for anything else.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if not _decodes(data, encoding):
                msg = f"begins as {encoding.upper()} but is not: save it again as UTF-8"
                raise DocumentError(msg)
            return encoding
    if b"\0" in data:
        msg = "is binary data, not text: convert it to UTF-8 text, or leave it out"
        raise DocumentError(msg)
    if _decodes(data, "utf-8"):
        return "utf-8"

    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if match is None:
        msg = "is neither UTF-8 nor Windows-1252 text (binary data?): save it as UTF-8"
        raise DocumentError(msg)
    return match.encoding


def decode(data: bytes) -> str:
    """Decode text of an unknown encoding, without its byte order mark; raises DocumentError."""
    return data.decode(detect_encoding(data))


def repair(text: str) -> tuple[str, tuple[Flag, ...]]:
    """Undo mojibake ("bÃ¥t" for "båt") and half surrogate pairs; flag the text if there were any.

    Only the encoding is mended, and only in lines that show mojibake: quotes, ligatures and
    widths stay as they are.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text, ()

    from ftfy import fix_encoding
    from ftfy.fixes import fix_surrogates

    flags: list[Flag] = []
    whole = fix_surrogates(text)
    if whole != text:
        flags.append(Flag("encoding", "half characters (lone surrogates) were replaced"))
    lines = whole.split("\n")
    repaired = [fix_encoding(line) if _SUSPECT.search(line) else line for line in lines]
    count = sum(before != after for before, after in zip(lines, repaired, strict=True))
    if count:
        where = f"{count} lines" if count > 1 else "1 line"
        flags.append(Flag("mojibake", f"wrongly decoded characters repaired in {where}"))
    return "\n".join(repaired), tuple(flags)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
