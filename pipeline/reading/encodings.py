"""From bytes to text: UTF-8 unless it is not, and repair of what was decoded wrongly before."""

import codecs
import operator
import re
from collections.abc import Sequence

from pipeline.documents import Flag
from pipeline.errors import DocumentError
from pipeline.reading.hints import hint_by_content

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

# Before those there were DOS (CP865) and the Macintosh: their å and ø inside a word, where the same
# bytes in Windows-1252 (`†›Œ¿`) never are. CP850 has the same bytes.
_OLDER = (
    ("cp865", re.compile(rb"[a-z][\x86\x9b][a-z]")),
    ("mac_roman", re.compile(rb"[a-z][\x8c\xbf][a-z]")),
)
_NEWER = re.compile(rb"[a-z][\xe5\xf8][a-z]")

# UTF-16 without a mark shows in this much of it: more than the first share of the one half of its
# bytes is NUL, less than the second of the other. A text with fewer NULs has strays.
_SAMPLE, _MOST, _FEW = 4096, 0.7, 0.02
_LETTERS = 3

# ftfy's own test costs a millisecond for an article. UTF-8 read as any one-byte encoding leaves
# two characters beyond ASCII side by side, of which the first is no Nordic lower-case letter and
# no ordinary punctuation, and the second no Nordic letter at all; Windows-1252 read as Latin-1
# leaves C1 control characters. A text with neither, nor half a surrogate pair as broken JSON
# leaves them, needs no closer look.
_SUSPECT = re.compile(
    "[\x80-\x9f\ud800-\udfff]|"
    "[^\x00-\x7fæøåäöüéèêëóòôáíØ«»“”„‘’–—…•·§°½€\xa0\xad][^\x00-\x7fæøåäöéÆØÅ]"
)

_ESCAPED = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """Decode text of an unknown encoding; raises DocumentError when it is none.

    A byte order mark decides; else strict UTF-8; else what charset-normalizer finds plausible
    among Windows-1252 and Latin-1, or what DOS and the Macintosh wrote. In UTF-8 with a few wrong
    bytes these become surrogate escapes (PEP 383), for `repair` to mend and to flag.
    """
    return decode_together([data])[0]


def decode_together(parts: Sequence[bytes]) -> list[str]:
    """Decode texts that share an encoding, as the cells of a row; raises DocumentError."""
    encoding, errors = _detect(b"\n".join(parts))
    try:
        return [part.decode(encoding, errors) for part in parts]
    except UnicodeDecodeError as exc:
        msg = f"begins as {encoding.upper()} but is not: save it again as UTF-8"
        raise DocumentError(msg) from exc


def _detect(data: bytes) -> tuple[str, str]:
    """Name the codec and the error handler that `data` decodes with."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, "strict"
    hint = hint_by_content(data)
    if hint is not None:
        msg = f"is no text: {hint}"
        raise DocumentError(msg)
    if b"\0" in data:
        unmarked = find_utf16(data)
        if unmarked is not None:
            return unmarked, "strict"
        data = _drop_stray_nulls(data)
    if _decodes(data, "utf-8"):
        return "utf-8", "strict"
    if _is_damaged_utf_8(data):
        return "utf-8", "surrogateescape"
    older, pattern = max(_OLDER, key=lambda each: len(each[1].findall(data)))
    if len(pattern.findall(data)) > len(_NEWER.findall(data)):
        return older, "strict"

    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if match is None:
        msg = "is neither UTF-8 nor Windows-1252 text (binary data?): save it as UTF-8"
        raise DocumentError(msg)
    return match.encoding, "strict"


def find_utf16(data: bytes) -> str | None:
    """Name the codec of UTF-16 by its mark, or by its NULs: one in nearly every Latin letter."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    low, high = (data[start:_SAMPLE:2] for start in (0, 1))
    for first, second, encoding in ((low, high, "utf-16-le"), (high, low, "utf-16-be")):
        if (
            len(second) > _LETTERS
            and second.count(0) > _MOST * len(second)
            and first.count(0) < _FEW * len(first)
        ):
            return encoding
    return None


def _drop_stray_nulls(data: bytes) -> bytes:
    """Take NULs out of a text that has a few; raises DocumentError for what has many."""
    whole = data.rstrip(b"\0")
    if not whole or whole.count(0) > _FEW * len(whole):
        msg = "is binary data, not text: convert it to UTF-8 text, or leave it out"
        raise DocumentError(msg)
    return whole.replace(b"\0", b"")


def repair(text: str) -> tuple[str, tuple[Flag, ...]]:
    """Undo mojibake ("bÃ¥t" for "båt") and broken characters; flag the text if there were any.

    Only the encoding is mended: quotes, ligatures and widths stay as they are. Surrogate escapes
    are read as Windows-1252; other half surrogate pairs become U+FFFD.
    """
    flags: list[Flag] = []
    if "\0" in text:
        flags.append(Flag("encoding", f"{text.count(chr(0))} NUL characters were left out"))
        text = text.replace("\0", "")
    if text.isascii() or not _SUSPECT.search(text):
        return text, tuple(flags)

    from ftfy.fixes import fix_surrogates

    whole = fix_surrogates(_ESCAPED.sub(_read_escape, text))
    if whole != text:
        count = len(_SURROGATE.findall(text))
        flags.append(Flag("encoding", f"{count} broken characters were read as best they could"))
    repaired, count = _repair_lines(whole)
    if count:
        extent = f"{count} lines" if count > 1 else "1 line"
        flags.append(Flag("mojibake", f"wrongly decoded characters repaired in {extent}"))
    return repaired, tuple(flags)


def _repair_lines(text: str) -> tuple[str, int]:
    """Undo mojibake in the lines that show it; say in how many there was any."""
    from ftfy import fix_encoding

    lines = text.split("\n")
    suspects = {number: line for number, line in enumerate(lines) if _SUSPECT.search(line)}
    if not suspects:
        return text, 0
    # Together they are the best evidence; one by one if they were not all broken the same way.
    fixed = fix_encoding("\n".join(suspects.values())).split("\n")
    if any(map(_SUSPECT.search, fixed)):
        fixed = [fix_encoding(line) for line in suspects.values()]
    for number, line in zip(suspects, fixed, strict=True):
        lines[number] = line
    return "\n".join(lines), sum(map(operator.ne, suspects.values(), fixed))


def _read_escape(match: re.Match[str]) -> str:
    return match.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _is_damaged_utf_8(data: bytes) -> bool:
    """Say whether at most one in ten of what is beyond ASCII is not UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return wrong * 10 <= sum(not character.isascii() for character in text)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
