"""Ranks and degrees before a name: `maj. Holm`, `oberstløytnant Lie`, `prof. dr. med. Lie`."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

# Regular expressions; longer words come before those that begin them.
_RANKS = (
    (r"generalmajor|gen\.? ?maj\.|genmaj\.", "Major General"),
    (r"generall(?:øytnant|øjtnant)|gen\.? ?lt\.|genlt\.", "Lieutenant General"),
    (r"oberstl(?:øytnant|øjtnant)|oberstlt\.|oblt\.", "Lieutenant Colonel"),
    (r"kommandørkap(?:tein|tajn)|komkapt\.|kom\.kapt\.", "Commander"),
    (r"orlogskap(?:tein|tajn)|okapt\.", "Lieutenant Commander"),
    (r"kapteinl(?:øytnant)|kaptajnl(?:øjtnant)|kaptltn?\.", "Lieutenant"),
    (r"premierl(?:øytnant|øjtnant)|prltn?\.|pltn?\.", "First Lieutenant"),
    (r"sekondl(?:øytnant|øjtnant)|fenrik|fenr\.", "Second Lieutenant"),
    (r"kontreadmiral|kadm\.", "Rear Admiral"),
    (r"viseadmiral|viceadmiral", "Vice Admiral"),
    (r"brigadegeneral|brigader|brig\.gen\.", "Brigadier General"),
    (r"oversersjant|oversergent", "Staff Sergeant"),
    (r"maj\.", "Major"),
    (r"kapt\.", "Captain"),
    (r"ltn?\.|løytn\.|løjtn\.", "Lieutenant"),
    (r"sers\.|serg\.|sgt\.", "Sergeant"),
    (r"korp\.", "Corporal"),
    (r"adm\.", "Admiral"),
)
_RANK = re.compile(
    rf"(?<![\w.-])(?i:{'|'.join(f'({nordic})' for nordic, _ in _RANKS)})(?= [A-ZÆØÅ][a-zæøåéü])"
)
# A model reads `med` as with.
_DEGREE = re.compile(
    r"(?<![\w.-])(?P<prof>[Pp]rof\. (?:em\. )?)?"
    r"(?P<degree>[Dd]r\. ?(?:med|philos|phil|jur|techn|scient|polit|oecon|theol|ing|odont|vet)\.)"
    r"(?P<name>(?: [A-ZÆØÅ][a-zæøåéü][\w-]*){1,4})"
)
# maj. Petersen, but 12. maj. Petersen sagde
_DATE_BEFORE = re.compile(r"\d\.? $")
_LONGEST_DATE = 4


def find_titles(text: str) -> Iterator[Kept]:
    """Yield the ranks and degrees of a text before a name, with their English."""
    for match in _RANK.finditer(text):
        if not _DATE_BEFORE.search(text, max(0, match.start() - _LONGEST_DATE), match.start()):
            yield Kept(*match.span(), _RANKS[(match.lastindex or 1) - 1][1])
    for match in _DEGREE.finditer(text):
        professor = "Professor " if match["prof"] else ""
        title = f"{professor}Dr{match['degree'][2:]}"
        yield Kept(*match.span(), title + match["name"], "bare")
