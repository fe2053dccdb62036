"""Which English sentences lean on the one before them: on its subject, or on what it states."""

import re

from pipeline.text.numerals import ENGLISH_WEEKDAYS

# Connectives that join a sentence to what stands before it.
_CONNECTIVES = (
    "but|and|or|so|however|therefore|thus|hence|nevertheless|nonetheless|moreover|furthermore",
    "besides|otherwise|instead|meanwhile|consequently|accordingly|then|yet|likewise|similarly",
    "in addition|as a result|at the same time|on the other hand|on the contrary|for example",
    "for instance|in return|despite (?:this|that)|because of (?:this|that|it)",
    "for (?:this|that) reason|since then|until then|before that|after that|by then",
    "in that case|in this way|that is why|not least|in other words",
)
# "So many people", "Then Prime Minister Brundtland": no connectives.
_CONNECTIVE = re.compile(
    rf"(?:{'|'.join(_CONNECTIVES)})\b(?! (?:many|much|few|far as|(?-i:[A-Z])))|(?:also|still),",
    re.IGNORECASE,
)
_TIME = (
    r"(?:year|week|month|morning|afternoon|evening|night|time|spring|summer|autumn|fall|winter"
    rf"|season|weekend|century|decade|{'|'.join(ENGLISH_WEEKDAYS)})"
)
# Pronouns as they begin a sentence, and what makes them none.
_DEMONSTRATIVE = re.compile(
    rf"(?:this|that|these|those|such)\b(?! (?:{_TIME}|who|which|that)\b)", re.IGNORECASE
)
_PARTITIVE = re.compile(
    r"(?:both|neither|none|all|some|many|most|several|one|two|three|each|half) (?:of )?"
    r"(?:them|these|those|are|were|is|was|have|had|has)\b|among (?:them|these|those)\b"
    r"|(?:the (?:same|latter|former|others?|two))\b|others\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"(?:he|she|they|his|her|their|him|them|its)\b", re.IGNORECASE)
# "It is clear that", "it was the police who", "it took an hour to": nothing stands before them.
_EXPLETIVE = re.compile(
    r"it (?:is|was|has|had|will|would|can|may|must|took|takes|seems|appears|turned|remains)\b.*"
    r"\b(?:that|who|which|to|how|whether|why|what|when|if|where)\b"
    r"|it (?:is|was|has been) (?:raining|snowing|cold|warm|hot|dark|quiet|late)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?:i|we|my|our|me|us)\b", re.IGNORECASE)
_SPEECH = (
    r"(?:says?|said|tells?|told|thinks?|believes?|writes?|wrote|explains?|adds?|emphasi[sz]es)"
)
_SPEAKER = re.compile(rf"[,”\"!?–-] ?(?:he|she|they) {_SPEECH}\b|\b{_SPEECH} (?:he|she)\b")
_NAMED_SPEAKER = re.compile(
    rf"\b{_SPEECH} (?!he\b|she\b|they\b|that\b|it\b)\w+|\w+ {_SPEECH}[.:]?$"
)
# An opening adverbial has no subject: "On Tuesday she", "In 2019 they", "According to him".
_ADVERBIAL = re.compile(
    r"(?:(?:on|in|at|after|before|during|since|from|until|last|next|with|for)(?: [\w'’-]+){1,3}"
    r"|so far|yesterday|today|now|already|earlier|later|there|here|afterwards)"
    r",? (?:he|she|they|it)\b"
    r"|according to (?:him|her|them|this|that)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[–—-] ?[^\W\d_]|[“\"«»][^“”\"«»]*(?:[”\"«»][.,!?]?)?$")
_QUOTED = re.compile(r"[“\"«][^“”\"«»]*[”\"»]")
_FIRST_SUBJECT = re.compile(r"(?:[^,]{1,80}, )?(?:and |but )?I\b(?!\.)|My\b")
_OWN_SPEECH = re.compile(rf"\bI (?:\w+ )?{_SPEECH}\b")
# – It is done, says Kari. – It is done! Kari said on Monday.
_NO_SPEAKER = rf"(?:{_SPEECH}|and|but|or|so|that|which|who)\b"
_DASHED = re.compile(
    rf"[–—-] ?(?P<said>[^\W\d_][^“”\"«»]*[,!?])"
    rf"(?P<by> (?:(?!{_NO_SPEAKER})[^,“”\"«»]{{1,60}}? )?{_SPEECH}\b.*)"
)
_OPENERS = "\"'“”‘’«»–—- ("


def refers_back(sentence: str) -> bool:
    """Say whether a sentence needs the one before it: for its subject, or by a connective."""
    bare = sentence.lstrip(_OPENERS)
    if _SPEAKER.search(sentence):
        return True
    if _FIRST_PERSON.match(bare) or bare != sentence.lstrip():
        return not _NAMED_SPEAKER.search(sentence)
    if any(each.match(bare) for each in (_CONNECTIVE, _PARTITIVE, _PERSONAL, _DEMONSTRATIVE)):
        return True
    if bare.lower().startswith("it "):
        return not _EXPLETIVE.match(bare)
    return _ADVERBIAL.match(bare) is not None


def lacks_speaker(sentence: str) -> bool:
    """Say whether a sentence is a quotation that does not say whose."""
    quoted = _QUOTATION.match(sentence.lstrip()) is not None
    return quoted and not (_SPEAKER.search(sentence) or _NAMED_SPEAKER.search(sentence))


def has_unnamed_speaker(sentence: str) -> bool:
    """Say whether the subject is an unquoted "I", and nobody is said to speak."""
    told = _QUOTED.sub("", sentence).lstrip(_OPENERS)
    if not _FIRST_SUBJECT.match(told):
        return False
    others = _OWN_SPEECH.sub("I", told)
    return not (_SPEAKER.search(others) or _NAMED_SPEAKER.search(others))


def with_quotation_marks(sentence: str) -> str:
    """Put a quotation that begins with a dash in quotation marks, as far as its speaker."""
    match = _DASHED.fullmatch(sentence)
    return f"“{match['said']}”{match['by']}" if match else sentence
