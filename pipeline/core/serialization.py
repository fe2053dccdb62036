"""Records to JSON bytes and back, for the cache."""

import json
from functools import cache

from pydantic import TypeAdapter

from pipeline.documents import Document


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def dump_document(document: Document) -> bytes:
    """Encode a document; ASCII escapes keep lone surrogates, which UTF-8 cannot hold."""
    return json.dumps(_documents().dump_python(document)).encode("ascii")


def load_document(data: bytes) -> Document:
    """Decode what `dump_document` made."""
    return _documents().validate_python(json.loads(data))
