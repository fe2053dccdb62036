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
_MAIL_HINT = "is mail: save the text of each message as .txt"
_PDF = "take its text out, as `pdftotext -layout article.pdf article.txt` does"

_HINTS: dict[str, str] = {
    **dict.fromkeys(_ARCHIVES.split(), "is an archive: unpack it, and name the folder"),
    **dict.fromkeys(_OFFICE.split(), "is a word processor's file: save it as .txt or .html"),
    **dict.fromkeys(_SHEETS.split(), "is a spreadsheet: save it as .csv, a column a field"),
    **dict.fromkeys(_MAILS.split(), _MAIL_HINT),
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

# How files of other kinds begin, whatever they are called.
_XML = r"\s*(?:<\?xml[^>]*>\s*)?"
_FEED = re.compile(rf"{_XML}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_PAGE = re.compile(rf"{_XML}<(?:!doctype html|html|head|body)\b[^<]*>", re.IGNORECASE)
_ELEMENT = re.compile(r"\s*<(?:article|main|div|h1|p)\b[^<]*>", re.IGNORECASE)
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,100}"\s*:')
_MAIL = re.compile(
    r"\s*(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)*?"
    r"(?:MIME-Version|Message-ID|Received|Content-Type|Content-Transfer-Encoding):",
    re.IGNORECASE,
)
_FEED_HINT = "is a feed saved as text: let its name end in .rss"
_PAGE_HINT = "is a web page saved as text: let its name end in .html"
_FORMS = {
    _FEED: _FEED_HINT,
    _PAGE: _PAGE_HINT,
    re.compile(r"\s*\{\\rtf"): "is a word processor's file: save it as .txt or .html",
    re.compile(r"\s*\[\s*\{"): JSON_ARRAY,
    _JSON: "is JSON saved as text: let its name end in .jsonl, with an article on each line",
    _MAIL: _MAIL_HINT,
}
# What a mail says of itself stands above its text.
_HEAD = 10_000

_ADDRESS = re.compile(r"\s*(?:[-*+•]\s+|\d+[.)]\s+)?<?(?:https?://|www\.)\S+\s*")


def hint_by_suffix(suffix: str) -> str | None:
    """Say what a file is by the end of its name, and what to do with it."""
    return _HINTS.get(suffix)


def hint_by_content(data: bytes) -> str | None:
    """Say what to do with binary data by its first bytes."""
    return next((hint for mark, hint in _SIGNATURES.items() if data.startswith(mark)), None)


def hint_by_form(text: str) -> str | None:
    """Say what a text is that begins as a file of another kind does."""
    head = text[:_HEAD]
    return next((hint for form, hint in _FORMS.items() if form.match(head)), None)


def hint_by_tag(text: str) -> str | None:
    """Say what a text is that begins with an element of a page; Markdown may do so."""
    return _PAGE_HINT if _ELEMENT.match(text) else None


def hint_for_page(text: str) -> str | None:
    """Say what a page is that is none: a feed, or a text without any tag."""
    if _FEED.match(text):
        return "is a feed saved as a page: let its name end in .rss"
    if _MAIL.match(text[:_HEAD]):
        return _MAIL_HINT
    return None if "<" in text else "is a text without any tag: let its name end in .txt"


def hint_for_feed(text: str) -> str | None:
    """Say what a feed is that is a web page."""
    return "is a web page saved as XML: let its name end in .html" if _PAGE.match(text) else None


def is_address_list(text: str) -> bool:
    """Say whether a text is nothing but web addresses, one a line."""
    return all(_ADDRESS.fullmatch(line) for line in text.split("\n") if line.strip())
