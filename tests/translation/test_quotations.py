import pytest

from pipeline.translation.quotations import find_strange_quotations


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hun talte om »Schadenfreude« i går.", ["Schadenfreude"]),
        ("«Per aspera ad astra», sa han.", ["Per aspera ad astra"]),
        ("– Gracias, sier hun.", ["Gracias"]),
        ("Han ropte «Perkele!»", ["Perkele"]),
        ("De kaller den «dyreparken», ikke «Amerika».", []),
        ("Det var «en god dag for Europa», og «ca. 12 Schlager».", []),
    ],
)
def test_quotations_in_words_of_no_nordic_dictionary_are_kept(text, kept):
    assert [each.target for each in find_strange_quotations(text)] == kept
