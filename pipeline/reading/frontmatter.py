"""The front matter of texts: keys and values between two rules, above the text."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypedDict

import yaml

from pipeline.reading.rows import USUAL

# A front matter is short; what begins with a rule and has the next one pages later is text.
_LINES = 40
_CHARACTERS = 10_000

_YAML, _TOML = "---", "+++"
# `title: Skole: ny i Vinje` is no YAML, and is written all the same.
_PAIR = re.compile(r"(\w+)[ ]*:[ ]+(.*\S)[ ]*")
_NOT_PLAIN = tuple("[]{}&*!|>%@`\"'")


class Fields(TypedDict, total=False):
    """What a front matter says of an article."""

    title: str
    date: str
    outlet: str
    url: str


def split_front_matter(text: str) -> tuple[Fields | None, str]:
    """Take a front matter in YAML or TOML off a text.

    Keys are named as columns are. What is no mapping between two rules is text; then the fields
    are None.
    """
    lines = text[:_CHARACTERS].lstrip("\ufeff").splitlines(keepends=True)[:_LINES]
    rule = lines[0].rstrip() if lines else ""
    if rule not in {_YAML, _TOML}:
        return None, text
    ends = [number for number, line in enumerate(lines) if line.rstrip() == rule][:2]
    if len(ends) < 2:
        return None, text
    inside = "".join(lines[1 : ends[1]])
    found = _load_yaml(inside) if rule == _YAML else _load_toml(inside)
    if found is None:
        return None, text
    return _fields(found), text.lstrip("\ufeff")[sum(map(len, lines[: ends[1] + 1])) :]


def _fields(matter: Mapping[Any, object]) -> Fields:
    """Pick the texts, numbers and dates that say something of an article."""
    plain = {
        key.casefold(): str(value)
        for key, value in matter.items()
        if isinstance(key, str)
        and isinstance(value, str | int | float | dt.date)
        and not isinstance(value, bool)
    }
    fields = Fields()
    for field in ("title", "date", "outlet", "url"):
        found = next((plain[name] for name in USUAL[field] if name in plain), None)
        if found is not None:
            fields[field] = found
    return fields


def _load_yaml(text: str) -> Mapping[Any, object] | None:
    """Return a YAML mapping, or lines of `key: value`, or None when it is neither."""
    try:
        # Aliases of aliases would grow without bound when they are loaded.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            return None
        matter = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _load_pairs(text)
    return matter if isinstance(matter, dict) else None


def _load_pairs(text: str) -> Mapping[Any, object] | None:
    pairs = [_PAIR.fullmatch(line) for line in text.splitlines() if line.strip()]
    found = {pair[1]: pair[2] for pair in pairs if pair and not pair[2].startswith(_NOT_PLAIN)}
    return found if found and len(found) == len(pairs) else None


def _load_toml(text: str) -> Mapping[Any, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
