"""What to do with files that are not read, by their kind."""

import re

_ARCHIVES = ".zip .tar .tgz .gz .bz2 .xz .7z .rar .zst"
_OFFICE = ".doc .docx .odt .rtf .pages .wpd"
_SHEETS = ".xls .xlsx .ods .numbers"
_MAILS = ".eml .mbox .msg"
_BOOKS = ".epub .mobi"
_SAVED = ".mht .mhtml .webarchive .maff"
_LINKS = ".url .webloc .desktop"
_MEDIA = (
    ".jpg .jpeg .png .gif .webp .svg .tif .tiff .bmp .heic .ico "
    ".mp3 .mp4 .m4a .wav .ogg .mov .avi .mkv .webm"
)

JSON_ARRAY = (
    "is JSON in one piece, not an object a line: write each article on a line of its own, as "
    "`jq -c '.[]' articles.json > articles.jsonl` does for a list, and `jq -c .` for one article"
)
_ZIP = "unpack it, and name the folder (a Word file is a zip as well: save it as .txt)"
_PDF = "take its text out, as `pdftotext -layout article.pdf article.txt` does"

_HINTS: dict[str, str] = {
    **dict.fromkeys(_ARCHIVES.split(), "is an archive: unpack it, and name the folder"),
    **dict.fromkeys(_OFFICE.split(), "is a word processor's file: save it as .txt or .html"),
    **dict.fromkeys(_SHEETS.split(), "is a spreadsheet: save it as .csv, a column a field"),
    **dict.fromkeys(_MAILS.split(), "is mail: save the text of each message as .txt"),
    **dict.fromkeys(_BOOKS.split(), "is a book: take its text out as .txt"),
    **dict.fromkeys(_SAVED.split(), "is a page saved in one piece: save it as .html"),
    **dict.fromkeys(_LINKS.split(), "is a link to a page: save the page itself as .html"),
    **dict.fromkeys(_MEDIA.split(), "is a picture or a recording: leave it out"),
    ".json": JSON_ARRAY,
    ".pdf": f"is a PDF: {_PDF}",
}

_SIGNATURES = {
    b"%PDF-": _PDF,
    b"PK\x03\x04": _ZIP,
    b"\x1f\x8b": "it is packed with gzip: let its name end in .gz, as .jsonl.gz",
    b"PAR1\x15": "it is a Parquet file: let its name end in .parquet",
    b"\xd0\xcf\x11\xe0": "it is an old Word or Excel file: save it as .txt or .csv",
}

# How pages and feeds begin that were saved as text.
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|article|main|div|h1|p)\b[^<]*>",
    re.IGNORECASE,
)

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*")


def hint_by_suffix(suffix: str) -> str | None:
    """Say what a file is by the end of its name, and what to do with it."""
    return _HINTS.get(suffix)


def hint_by_content(data: bytes) -> str | None:
    """Say what to do with binary data by its first bytes."""
    return next((hint for mark, hint in _SIGNATURES.items() if data.startswith(mark)), None)


def hint_by_markup(text: str) -> str | None:
    """Say what a text is that is a page or feed by its first tag."""
    if _FEED.match(text):
        return "is a feed saved as text: let its name end in .rss"
    return "is a web page saved as text: let its name end in .html" if _PAGE.match(text) else None


def is_address_list(text: str) -> bool:
    """Say whether a text is nothing but web addresses, one a line."""
    return all(_ADDRESS.fullmatch(line) for line in text.split("\n") if line.strip())
