"""Undoing hard wrapping: lines that a mail program or an editor broke at a fixed width."""

import re
from collections.abc import Iterator
from itertools import pairwise

# Mail is wrapped at 65-80 characters, terminals and editors at up to 120; narrower lines are
# lists or verse, longer ones are whole paragraphs.
_NARROWEST, _WIDEST = 40, 120

# What a line may lack of the width: some programs count the bytes of "å", and people count little.
_SLACK = 12

_SENTENCE_END = re.compile(r"[.!?:…][\"'»”’)]?$")
_NEW_THOUGHT = re.compile(r"[-–—•*] |\d+[.)] ")
_CONJUNCTIONS = frozenset({"og", "eller", "samt", "till", "til", "men", "and", "or"})
_SOFT_HYPHEN = "\xad"


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped text; any other text comes back unchanged.

    A wrapper breaks a line where the next word would not have fitted any more, or hardly, in the
    middle of a sentence. The whole text is taken as wrapped when at least half of its line breaks
    (blank lines aside) are of that sort, half of those stand in front of a lower-case letter, and
    hardly a line is longer than the rest. Then just these breaks become spaces: where the next
    word would have fitted, the writer broke the line on purpose.
    """
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    width = _wrap_width(lines)
    if width is None:
        return text
    joined = [lines[0]]
    for previous, line in pairwise(lines):
        if _is_wrapped(previous, line, width):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
    return "\n".join(joined)


def _wrap_width(lines: list[str]) -> int | None:
    """Return the width the text was wrapped at, or None when it was not."""
    breaks = list(_inner_breaks(lines))
    width = max((len(previous.rstrip()) for previous, _ in breaks), default=0)
    if not _NARROWEST <= width <= _WIDEST:
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
    if not words or not before:
        return False
    room = width - len(before) - 1 - len(words[0])
    ended = _SENTENCE_END.search(before) is not None
    if ended and (_indent(line) > _indent(previous) or _NEW_THOUGHT.match(line.lstrip())):
        return False
    return room < 0 or (room < _SLACK and not ended)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(text: str, line: str) -> str:
    text, line = text.rstrip(), line.strip()
    if text.endswith(_SOFT_HYPHEN):
        return text[:-1] + line
    hyphenated = text.endswith("-") and text[-2:-1].isalnum() and line[0].isalnum()
    if hyphenated and line.split(maxsplit=1)[0] not in _CONJUNCTIONS:
        # "Nato-/Russland" keeps its hyphen; whether "forhand-/linger" should is not ours to say.
        return text + line
    return f"{text} {line}"
