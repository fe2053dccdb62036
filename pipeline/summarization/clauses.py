"""The clauses of an English sentence that have a subject of their own.

Nothing in such a clause is said of what stands before it: in "A won, while B came third", A did
not come third.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.text.content import content_keys, read_content

# A pronoun as subject stands for what the clause before names.
_SUBJECT = (
    r"(?:the|a|an|there|[A-ZÆØÅ\d][\w-]*"
    r"|(?!(?:he|she|it|they|we|who|which|that|this)\b)[\w-]+ (?:is|are|was|were|has|have|will)) "
)
_CLAUSE = re.compile(rf", (?:while|whereas) |, (?:and|but) (?={_SUBJECT})|; ")
# A statement is cut wherever a clause may begin, so that what it joins itself is no splice.
_ANY_CLAUSE = re.compile(
    rf",? (?:and|but|while|whereas) (?={_SUBJECT})|,? (?:while|whereas) |; "
    r'|,?["\u201d]?,? (?:says|said|according to) '
)


def clause_keys(sentence: str) -> list[set[str]]:
    """Return the content of each clause of a sentence, as keys of `read_content`."""
    return [content_keys(clause) for clause in _CLAUSE.split(sentence)]


def find_splice(statement: str, sentences: Sequence[Sequence[set[str]]]) -> tuple[str, str] | None:
    """Find neighbours that stand in different clauses of each sentence that has them both.

    `sentences` has the `clause_keys` of each. A name counts as a whole: the Labour Party is not
    the Centre Party.
    """
    wholes = [(set().union(*clauses), clauses) for clauses in sentences]
    for clause in _ANY_CLAUSE.split(statement):
        named: set[str] = set()
        for left, right in pairwise(read_content(clause).tokens):
            named = {*named, left.key} if left.role == "name" else set()
            pair = {left.key, right.key, *named}
            holding = [clauses for whole, clauses in wholes if pair <= whole]
            if holding and not any(pair <= keys for clauses in holding for keys in clauses):
                return left.text, right.text
    return None
