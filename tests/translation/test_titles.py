import pytest

from pipeline.translation.titles import find_titles


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Maj. Petersen og kapt. Hansen blev hædret.", ["Major", "Captain"]),
        ("Gen.maj. Lie og oberstløytnant Berg.", ["Major General", "Lieutenant Colonel"]),
        ("Lt. Jensen og premierløjtnant Holm", ["Lieutenant", "First Lieutenant"]),
        ("Den 12. maj. Petersen var der, og 2 lt. Vann gikk tapt.", []),
        (
            "Prof. dr. med. Anders Lund og dr. philos. Kari Moe sa det.",
            ["Professor Dr. med. Anders Lund", "Dr. philos. Kari Moe"],
        ),
        ("Han tok dr. med. graden.", []),
        ("En generalmajor sa at kapteinen er oberstløytnant.", []),
    ],
)
def test_ranks_before_a_name(text, english):
    assert [each.target for each in find_titles(text)] == english
