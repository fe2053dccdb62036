"""Double definiteness and genders, through the rewriting of whole sentences."""

import pytest

from pipeline.training.norwegian import to_norwegian

BOKMAAL = {
    "loven": "loven",
    "huset": "huset",
    "billedet": "bildet",
    "billede": "bilde",
    "husene": "husene",
    "bilerne": "bilene",
    "biler": "biler",
    "ministeriet": "ministeriet",
    "bygger": "bygger",
    "frakken": "frakken",
    "skjorten": "skjorta",
    "skjorte": "skjorte",
    "kontoret": "kontoret",
    "problemet": "problemet",
    "kommunen": "kommunen",
    "komiteen": "komiteen",
    "emnet": "temaet",
    "emne": "tema",
}
NYNORSK = {**BOKMAAL, "en": "ein", "et": "eit", "kommunen": "kommuna"}


@pytest.mark.parametrize(
    ("danish", "norwegian"),
    [
        ("den nye lov", "den nye loven"),
        ("Denne lov gælder", "Denne loven gælder"),
        ("det store hvide hus", "det store hvide huset"),
        ("dette billede", "dette bildet"),
        ("de gamle biler", "de gamle bilene"),
        ("disse huse", "disse husene"),
        # Without an adjective, `den` and `det` are pronouns.
        ("den lov", "den lov"),
        ("det bygger", "det bygger"),
        ("den nye, lov", "den nye, lov"),
        ("den nye Lov", "den nye Lov"),
        ("den nye ukendte", "den nye ukendte"),
    ],
)
def test_double_definiteness(danish: str, norwegian: str) -> None:
    assert to_norwegian(danish, BOKMAAL) == norwegian


@pytest.mark.parametrize(
    ("danish", "norwegian"),
    [
        ("en skjorte", "ei skjorte"),
        ("En blå skjorte", "Ei blå skjorte"),
        ("en frakke", "ein frakke"),
        ("et kontor", "eit kontor"),
        ("en ukendt", "ein ukendt"),
        ("en, skjorte", "ein, skjorte"),
    ],
)
def test_nynorsk_articles_follow_the_definite_form(danish: str, norwegian: str) -> None:
    assert to_norwegian(danish, NYNORSK) == norwegian


def test_bokmaal_keeps_the_common_article_and_changes_genders() -> None:
    assert to_norwegian("en skjorte", BOKMAAL) == "en skjorte"
    changed = {**BOKMAAL, "problemet": "floken", "problem": "floke", "en": "en", "et": "et"}
    assert to_norwegian("et problem", changed) == "en floke"
