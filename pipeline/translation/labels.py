"""Labels before a sentence or a value: `[13.10] Veien ...`, `(VG) Veien ...`, `Familie: Gift`."""

import re

_TAG = re.compile(r"[\[(](?P<tag>[^\[\]()\n]{1,30})[\])]\s+(?=[A-ZÆØÅ«\"–].*[a-zæøå]{2})")
# A model takes a husband for poison.
_STATES = {
    "gift": "Married", "ugift": "Unmarried", "enslig": "Single", "einsleg": "Single",
    "singel": "Single", "skilt": "Divorced", "fraskilt": "Divorced", "skild": "Divorced",
    "separert": "Separated", "samboer": "Cohabiting", "sambuar": "Cohabiting",
    "samlevende": "Cohabiting", "forlovet": "Engaged", "forlova": "Engaged", "enke": "Widow",
    "enkemann": "Widower", "enkemand": "Widower", "enkje": "Widow",
}  # fmt: skip
_FAMILY = "familie|familieforhold|sivilstatus|sivilstand|civilstatus|civilstand|status"
_STATE = re.compile(
    rf"(?P<label>{_FAMILY}):\s+(?P<state>{'|'.join(_STATES)})(?![\w-])", re.IGNORECASE
)


def find_tag(text: str) -> re.Match[str] | None:
    """Match a tag in brackets at the front of a sentence, with the white space behind it.

    A model that reads both takes the first word of the sentence for a name.
    """
    return _TAG.match(text)


def find_state(text: str) -> tuple[str, str, str] | None:
    """Return the label of a person's state, what is after it, and the state's English."""
    match = _STATE.match(text)
    if match is None:
        return None
    return match["label"], match[0][len(match["label"]) :], _STATES[match["state"].lower()]
