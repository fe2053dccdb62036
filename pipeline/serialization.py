"""Records to JSON bytes and back, for the spool and the store."""

import json
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(record: object) -> bytes:
    """Encode a record; ASCII escapes keep lone surrogates, which UTF-8 cannot hold."""
    return json.dumps(_adapter(type(record)).dump_python(record, mode="python")).encode("ascii")


def load(kind: type[T], data: bytes) -> T:
    """Decode what `dump` made."""
    record: T = _adapter(kind).validate_python(json.loads(data))
    return record
