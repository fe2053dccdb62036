"""Lines of a text that are no prose: code, in fences or without, and the rows of tables.

Fences are CommonMark's (section 4.5). The cells of a row are divided by tabs, pipes or semicolons.
"""

import re
from collections.abc import Sequence

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")
# Kari Moe;34;Bergen: prose has a space behind a semicolon, and entities (&amp;) are decoded.
_SEMICOLON = re.compile(r";")
_SEMICOLON_ROW = re.compile(r"[^;<>{}=]+(?:;(?! )[^;<>{}=]*){2,}(?<![.!?;])")
_MANY_PIPES = 2
# Rows of two cells: Kari | 34, Melk;20 kr
_PIPE_PAIR = re.compile(r"[^|]+\|[^|]+")
_SEMICOLON_PAIR = re.compile(r"[^;<>{}=]+;(?! )[^;<>{}=]+(?<![.!?])")
# What a line of a table that only divides rows is made of.
_RULE = re.compile(r"[\s|:+=-]+")


# What no line of prose looks like: commands, imports, heads of blocks, assignments, calls, JSON.
_CODE = re.compile(
    r"""
    (?:\$\ |sudo\ )*(?:pip3?|npm|npx|apt|apt-get|git|docker|curl|wget|mkdir|python3?|brew|yarn|cargo
        |conda|ssh|scp|chmod|chown|systemctl|kubectl)\ [\w./~$"'=@-][^!?]*(?<![.!?])
  | \$\ [a-z][\w./-]*(?:\ \S+)*
  | cd\ [\w./~-]+|rm\ -\w+\ \S+
  | [a-z][\w./-]*(?:\ \S+)*\ &&\ [^!?]+
  | (?:import\ [\w.]+(?:\ as\ \w+)?|from\ [\w.]+\ import\ [\w.,*\ ]+);?
  | \#include\ ?[<"].+|\#!.+|//\ ?\S.*|/\*.*|<\?\w+.*
  | (?:async\ )?(?:def|class|function)\ \w+\ ?\(.*\).*[:{;]
  | for\ \w+(?:,\ ?\w+)*\ in\ .+:|(?:for|while|if|else\ if|switch|catch)\ ?\(.*\)\s?\{?
  | (?:while|if|elif)\ [^.,!?]*(?:[=<>]|\w\(|\bnot\b|True|False|None)[^!?]*:
  | (?:else|try|finally):|\}?\s*(?:else|try|finally)\s*\{
  | (?:(?:const|let|var|final|static|public|private|int|float|string|bool|auto)\ )+[A-Za-z_]\w*\s?
        (?:[=(;:].*)
  | [A-Za-z_][\w.]*(?:\[[^\]]*\])?\s?(?:=|:=|\+=|-=)\s?(?![\s=])
        (?:.*[()\[\]{}"';]|[\w.]+(?:\s?[-+*/]\s?[\w.]+)*);?
  | (?:await\ |return\ |echo\ )?[a-z_][\w.]*\([^()]*(?:\([^()]*\)[^()]*)*\);?
  | echo\ (?:""|\$\w+)(?:\ .*)?
  | return\ [\w.()\[\]'"\ +*/-]*;
  | SELECT\ .+\ FROM\ .+|INSERT\ INTO\ .+|DELETE\ FROM\ .+|CREATE\ TABLE\ .+
  | ""\s*:\s*(?:""|[\w.]+|[{\[]),?
  | (?:</?[a-z][\w-]*(?:\ [^<>]*)?>\s*)+
    """,
    re.VERBOSE,
)


# What Python writes between two underscores on each side; `__viktig__` is emphasis.
_SPECIAL_TEXT = """
abs add aenter aexit aiter all and anext annotations await bool bytes call class contains copy
deepcopy del delattr delete delitem dict dir div doc enter eq exit file float floordiv format func
future ge get getattr getattribute getitem getstate gt hash iadd import index init int invert isub
iter le len loader lt main metaclass missing mod module mro mul name ne neg new next or package
path pos post pow pycache qualname radd reduce repr reversed rmul round self set setattr setitem
setstate sizeof slots spec str sub subclasses truediv version weakref wrapped xor"""
_SPECIAL = frozenset(_SPECIAL_TEXT.split())


def is_special_name(word: str) -> bool:
    """Say whether a word is a name of Python between double underscores, as `init` is."""
    return word in _SPECIAL


# A word or phrase between marks: **viktig**, _aldri_, ~~gammelt~~, and no 2*3*4 or ___.
_EMPHASIZED = re.compile(
    r"(?<![\w*\\])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]{1,200}?)(?<=\S)(?P=stars)(?![\w*])"
    r"|(?<![\w\\])(?P<lines>_{1,2})(?=[^\W_])(?P<lined>[^_\n]{1,200}?)(?<=[^\s_])(?P=lines)(?!\w)"
    r"|(?<![\w~\\])~~(?=[^\s~])(?P<struck>[^~\n]{1,200}?)(?<=\S)~~(?![\w~])"
)
_CALLED = re.compile(r"[.(]\w|\(")


def without_emphasis(text: str) -> str:
    """Return a line without the marks of emphasis and of deletion around its words.

    Names in code keep theirs.
    """

    def bare(match: re.Match[str]) -> str:
        inside = match["starred"] or match["lined"] or match["struck"]
        code = match["lines"] and (
            is_special_name(inside) or _CALLED.match(text[match.end() : match.end() + 2])
        )
        return match[0] if code else inside

    return _EMPHASIZED.sub(bare, text) if any(mark in text for mark in "*_~") else text


_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


def is_code(line: str) -> bool:
    """Say whether a line without white space at its ends is code, though no fence says so."""
    plain = _STRING.sub('""', line)
    return plain.isascii() and _CODE.fullmatch(plain) is not None


def code_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of lines of code, fences included; a fence without end is none."""
    found = [index for index, line in enumerate(lines) if is_code(line.strip())]
    opened: int | None = None
    fence = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is None:
            continue
        if opened is None:
            opened, fence = index, match[1]
        elif match[1].startswith(fence) and not line.strip().strip(fence[0]):
            found.extend(range(opened, index + 1))
            opened = None
    return frozenset(found)


def is_row(line: str) -> bool:
    """Say whether a line without white space at its ends is by itself a row of a table."""
    if "\t" in line:
        return True
    pipes = len(_PIPE.findall(line))
    if pipes >= _MANY_PIPES or (pipes > 0 and line.startswith("|")):
        return True
    return _SEMICOLON_ROW.fullmatch(line) is not None and not is_code(line)


def row_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of the rows of tables: those of two cells have one beside them."""
    pairs = [_pair_divider(line) for line in lines]
    beside = zip([None, *pairs], pairs, [*pairs[1:], None], strict=False)
    return frozenset(
        index
        for index, (before, own, after) in enumerate(beside)
        if is_row(lines[index]) or (own is not None and own in {before, after})
    )


def _pair_divider(line: str) -> str | None:
    """Return what divides a line into two, as a row of two cells or the rule below its head."""
    for pattern in (_PIPE_PAIR, _SEMICOLON_PAIR):
        if pattern.fullmatch(line):
            return None if is_code(line) else pattern.pattern
    return None


def _divider(row: str) -> re.Pattern[str]:
    """Return what divides the cells of a row."""
    return _TAB if "\t" in row else _PIPE if "|" in row else _SEMICOLON


def column_at(before: str) -> int:
    """Return the column of a cell by what its row has before it."""
    return len(_divider(before).findall(before))


def split_cells(line: str) -> list[tuple[int, int]]:
    """Return the offsets of a row's cells, without white space; a rule between rows has none."""
    if "|" in line and _RULE.fullmatch(line):
        return []
    divider = _divider(line)
    starts = [0, *(match.end() for match in divider.finditer(line))]
    ends = [*(match.start() for match in divider.finditer(line)), len(line)]
    cells = []
    for start, end in zip(starts, ends, strict=True):
        cell = line[start:end]
        if cell.strip():
            first = start + len(cell) - len(cell.lstrip())
            cells.append((first, first + len(cell.strip())))
    return cells
