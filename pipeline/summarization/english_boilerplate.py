"""English lines of a page around its news: notices to the reader, captions, credits, datelines."""

import re

# What a page asks its reader to do.
_ASKED = (
    r"(?:then )?(?:log (?:in|on)|sign (?:in|up)|subscribe\b|click (?:here|on|to|the)\b)",
    r"follow us|continue reading",
    r"read (?:also|more|on|(?:the (?:whole|entire|rest|full)|all|everything)\b)",
    r"see (?:also|more|the (?:video|pictures?|photos?|images?))",
    r"watch(?: the)?\b(?! (?:dogs?|out))|listen to the (?:podcast|episode)",
    r"(?:download|get|try) (?:our|the) app|share (?:this|the|on|via)\b(?! prices?)",
    r"(?:accept|reject) (?:all|cookies)|send (?:us|it to|your tips?)",
    r"(?:buy|order|get|start) (?:a |your |an )?(?:digital )?subscription",
)
# What it says of itself, and asks about the reader.
_PAGE = r"(?:(?:this|the) )?(?:article|case|content|story|matter)"
_OF_ITSELF = (
    r"you (?:must|need to|have to) (?:be (?:a subscriber|logged)|log in|subscribe)",
    r"you have \w+ (?:free )?articles? left|(?:get|buy) (?:full )?access\b.*\d",
    r"we care about your privacy|we and our (?:\d+ )?\w*partners (?:store|use)",
    r"already (?:a )?(?:subscriber|customer|have)",
    r"(?:are|have|do|did) you\b.*\b(?:subscri\w+|tips?)\b",
    rf"{_PAGE} (?:is|are) (?:only |reserved )?for (?:our )?subscribers",
    rf"{_PAGE} is (?:over|more than) \w+ (?:years?|months?) old",
    rf"{_PAGE} continues? (?:below|under|after|beneath)",
    rf"{_PAGE} (?:is|has been|will be) updated",
    (
        rf"{_PAGE} (?:was|is|has been) (?:(?:first|originally|previously|also) )?"
        r"(?:published|printed|translated)"
    ),
    r"(?:this|our|the) (?:web ?)?(?:site|page) uses cookies|we use cookies",
    r"all rights (?:are )?reserved",
    r"(?:the )?comments? (?:field|section|box)(?:es|s)? (?:is|are) closed",
    (
        r"(?:last )?(?:published|updated|posted)"
        r"(?::| (?:on|at|less|just|today|yesterday|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
    ),
)
_NOTICE = re.compile("|".join((*_ASKED, *_OF_ITSELF)), re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:^|[.!?)(]\s*)(?:photos?|images?|pictures?|videos?|illustration(?: photo)?|graphics?|foto"
    r"|text(?: and (?:photos?|pictures?))?)\s?:",
    re.IGNORECASE,
)
# NATO: is a speaker, FULL HOUSE: begins a caption.
_CAPTION = re.compile(
    r"(?:[A-ZÆØÅ]{7,}|[A-ZÆØÅ]{2,}(?: [A-ZÆØÅ]{2,})+): |From (?:the )?(?:left|right):"
)

_AGENCY = r"(?:NTB|[Rr]itzaus?|NPK|AFP|Reuters|AP|TT|DPA|STT|FNB|Bloomberg)"
_PLACE = r"(?:[A-ZÆØÅ][\w./-]*(?: [A-ZÆØÅ][\w./-]*){0,2} ?)?"
_TAG = rf"[(/]\s?©?{_AGENCY}(?:[/ ,–-]+{_AGENCY})*\s?[)/]"
# BRUSSELS/OSLO (VG): a place in capitals, whatever the paper.
_PAPER = r"[A-ZÆØÅÉ][A-ZÆØÅÉ/.-]{3,}(?:[ ,/]+[A-ZÆØÅÉ]{2,}){0,2} ?\([A-ZÆØÅ]{2,6}\)"
_DATELINE = re.compile(rf"(?:{_PLACE}{_TAG}|{_PAPER}|{_AGENCY}(?=:))\s?[:.–—-]*\s*(?=\w)")
_SIGNATURE = re.compile(rf"(?P<end>[.!?]?)\s*{_TAG}(?P<stop>\.?)$")


_BULLET = re.compile(r"^[•▪▫◦‣●○■□◆►▸✓·]\s*(?=\w)")


def is_boilerplate(text: str) -> bool:
    """Say whether an English line is about the page or a picture, and states no news."""
    return bool(_NOTICE.match(text) or _CREDIT.search(text) or _CAPTION.match(text))


def without_dateline(text: str) -> str:
    """Take an agency's tag and a bullet off a sentence: "Oslo (NTB): ...", "... (NTB)", "• ..."."""
    text = _BULLET.sub("", text)
    bare = _SIGNATURE.sub(lambda match: match["end"] or match["stop"], text[_dateline_end(text) :])
    return bare[:1].upper() + bare[1:] if bare else text


def _dateline_end(text: str) -> int:
    match = _DATELINE.match(text)
    return match.end() if match else 0
