"""Where paragraphs begin and end: every line is one, unless an editor wrapped the lines."""

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

# Editors and mail programs wrap at 60 to 100 columns; a block narrower than
# this is a list or a poem, a wider one has a paragraph a line.
_WRAP_MIN, _WRAP_MAX = 50, 120

_SENTENCE_END = ".!?…:;\"'»”’)"


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the paragraphs; only white space lies between them.

    Every line break ends a paragraph, except inside a hard-wrapped block, whose lines are one.
    """
    paragraphs: list[tuple[int, int]] = []
    for block in _blocks(text):
        if _is_wrapped(text, block):
            paragraphs.append((block[0][0], block[-1][1]))
        else:
            paragraphs += block
    return paragraphs


def _blocks(text: str) -> list[list[tuple[int, int]]]:
    """Group the lines between blank lines, each stripped of white space at its ends."""
    blocks: list[list[tuple[int, int]]] = []
    previous = None
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.end() - len(line) + len(line.rstrip())
        if start >= end:
            continue
        if previous is not None and len(_BREAK.findall(text, previous, start)) == 1:
            blocks[-1].append((start, end))
        else:
            blocks.append([(start, end)])
        previous = end
    return blocks


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether a block was wrapped at a fixed width.

    Such a block breaks a line exactly where the next word did not fit, and at least once in the
    middle of a sentence. Lists, verse and a paragraph a line fail one test or the other.
    """
    width = max(end - start for start, end in lines)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return False
    inside_sentence = False
    for (start, end), (next_start, next_end) in pairwise(lines):
        word = text[next_start:next_end].split(maxsplit=1)[0]
        if end - start + 1 + len(word) <= width:
            return False
        if word[0].islower() and text[end - 1] not in _SENTENCE_END:
            inside_sentence = True
    return inside_sentence
