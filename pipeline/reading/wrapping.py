"""Undoing hard wrapping: lines that a mail program or an editor broke at a fixed width."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.languages import TRANSLATED
from pipeline.text.layout import is_code

# Mail is wrapped at 65-80 characters, terminals and editors at up to 120; narrower lines are
# lists or verse, longer ones are whole paragraphs.
_NARROWEST, _WIDEST = 40, 120
# Words are divided in the columns of a newspaper, not in lists and verse.
_NARROWEST_DIVIDED = 20

# What a line may lack of the width: some programs count the bytes of "å", and people count little.
_SLACK = 12

# Around code, as CommonMark has it.
_FENCES = ("```", "~~~")

_SENTENCE_END = re.compile(r"[.!?:…][\"'»”’)]?$")
_NEW_THOUGHT = re.compile(r"[-–—•*] |\d+[.)] ")
_CONJUNCTIONS = frozenset({"og", "eller", "samt", "till", "til", "men", "and", "or"})

# The beginning of a word at a line's end; soft hyphens and `¬` show where words were divided.
_DIVIDED = re.compile(r"(?<![^\W_])([^\W_]+)([-‐\xad¬])$")
_DIVIDERS = "\xad¬"
_VOWEL = re.compile(r"[aeiouyæøåäöéü]", re.IGNORECASE)
# Written with a hyphen wherever they stand: "ikke-statlig", "eks-minister".
_PREFIXES = frozenset({"eks", "ex", "ikke", "pro"})


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped text; any other text comes back unchanged.

    A wrapper breaks a line where the next word would not have fitted any more, or hardly, in the
    middle of a sentence. The whole text is taken as wrapped when three things hold. At least half
    of its line breaks (blank lines aside) are of that sort. Half of those stand in front of a
    lower-case letter. And hardly a line is longer than the rest. Then just these breaks become
    spaces: where the next word would have fitted, the writer broke the line on purpose. A line that
    ends within a word is joined to the next in any text.
    """
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    width = _wrap_width(lines)
    joined = [lines[0]]
    code = False
    for previous, line in pairwise(lines):
        code ^= previous.startswith(_FENCES)
        if code:
            joined.append(line)
        elif _is_divided(previous, line) or (width and _is_wrapped(previous, line, width)):
            joined[-1] = _join(joined[-1], line, text)
        else:
            joined.append(line)
    return "\n".join(joined)


def join_lines(text: str) -> str:
    """Join the lines of a paragraph, and the words that were divided at their ends.

    Lines of code and rows with tabs stay alone.
    """
    first, *others = text.split("\n")
    joined = [first]
    for line in others:
        if _is_no_prose(joined[-1]) or _is_no_prose(line):
            joined.append(line)
        elif line.strip():
            joined[-1] = _join(joined[-1], line, text)
    return "\n".join(joined)


def _is_no_prose(line: str) -> bool:
    return "\t" in line.strip() or is_code(line.strip())


def _is_divided(previous: str, line: str) -> bool:
    """Say whether a line ends in a hyphen and the next goes on with the word, name or number."""
    divided, first = _DIVIDED.search(previous.rstrip()), line.lstrip()[:1]
    if divided is None or not first.isupper():
        return divided is not None and first.isalnum()
    # "Sør-Trøndelag"; a line of one word is more likely a heading.
    return divided[1][0].isupper() and divided[1].isalpha() and divided.start() > 0


def _wrap_width(lines: list[str]) -> int | None:
    """Return the width the text was wrapped at, or None when it was not."""
    breaks = list(_inner_breaks(lines))
    width = max((len(previous.rstrip()) for previous, _ in breaks), default=0)
    divided = any(_is_divided(*each) for each in breaks)
    if not (_NARROWEST_DIVIDED if divided else _NARROWEST) <= width <= _WIDEST:
        return None
    wrapped = [(before, after) for before, after in breaks if _is_wrapped(before, after, width)]
    continued = sum(after.lstrip()[0].islower() for _, after in wrapped)
    # A long word (an address) cannot be wrapped; a headline or a table may have been left alone.
    longer = sum(len(line.rstrip()) > width and " " in line.strip() for line in lines)
    plausible = (
        len(wrapped) * 2 >= len(breaks)
        and continued > 0
        and continued * 2 >= len(wrapped)
        and longer * 4 <= len(wrapped)
    )
    return width if plausible else None


def _inner_breaks(lines: list[str]) -> Iterator[tuple[str, str]]:
    for previous, line in pairwise(lines):
        if previous and line and not previous.isspace() and not line.isspace():
            yield previous, line


def _is_wrapped(previous: str, line: str, width: int) -> bool:
    """Say whether the break between two lines is the wrapper's, not the writer's."""
    words = line.split(maxsplit=1)
    before = previous.rstrip()
    if not words or not before or _is_no_prose(previous) or _is_no_prose(line):
        return False
    room = width - len(before) - 1 - len(words[0])
    ended = _SENTENCE_END.search(before) is not None
    if ended and (_indent(line) > _indent(previous) or _NEW_THOUGHT.match(line.lstrip())):
        return False
    return room < 0 or (room < _SLACK and not ended)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(before: str, line: str, text: str) -> str:
    before, line = before.rstrip(), line.strip()
    divided, rest = _DIVIDED.search(before), re.match(r"\w+", line)
    if divided and divided[2] in _DIVIDERS:
        return before[:-1] + line
    if divided is None or rest is None or rest[0] in _CONJUNCTIONS:
        # "bade- og idrettsanlegg"
        return f"{before} {line}"
    # What the text writes elsewhere is the best evidence.
    whole = divided[1] + rest[0]
    hyphen = f"{divided[0]}{rest[0]}" in text or _keeps_hyphen(before, divided, rest[0])
    return before + line if hyphen and whole not in text else before[:-1] + line


def _keeps_hyphen(before: str, divided: re.Match[str], rest: str) -> bool:
    """Say whether a hyphen at a line's end belongs to the word: "NTB-meldingen", "e-post"."""
    part = divided[1]
    start = before[: divided.start()].rstrip(" \t\"'«“(–-")
    name = part[0].isupper() and start != "" and not _SENTENCE_END.search(start)
    written = part.isupper() or not part[1:].islower() or not _VOWEL.search(part)
    if not rest[0].islower() or written or part.lower() in _PREFIXES:
        return True
    return name and not _is_name(part + rest)


def _is_name(word: str) -> bool:
    """Say whether a dictionary has a name or its genitive; "Natolandene" is of lower case there."""
    from simplemma import is_known, lemmatize

    return any(
        is_known(each, tag) and str(lemmatize(each, tag))[0].isupper()
        for each in (word, word.removesuffix("s"))
        for tag in TRANSLATED
    )
