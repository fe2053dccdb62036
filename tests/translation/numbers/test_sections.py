import pytest

from pipeline.translation.numbers.sections import find_sections


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Brudd på § 12 tredje ledd i loven.", ["12, third paragraph"]),
        ("Etter § 12-3 annet ledd bokstav b kan", ["12-3, second paragraph, letter b"]),
        ("Lova § 231 fyrste ledd 2. punktum gjeld", ["231, first paragraph, second sentence"]),
        ("Se § 4-2 (3) bokstav c nr. 2.", ["4-2 (3), letter c, no. 2"]),
        ("§ 12, stk. 3, nr. 2, og § 5, stk. 1, 2. pkt.",
         ["12, subsection 3, no. 2", "5, subsection 1, second sentence"]),
        ("§ 12 a første og andre ledd", ["12 a, first and second paragraphs"]),
        ("§ 7 bokstav a, b og c", ["7, letters a, b and c"]),
        ("§ 2 nr. 2 og 3 samt § 5", ["2, nos. 2 and 3"]),
        ("§ 5 nr. 3 bokstav a) og b), jf. §§ 3 og 4 a annet ledd",
         ["5, no. 3, letters a and b", "3 and 4 a, second paragraph"]),
        ("§ 7 bokstav a. Han gikk i tredje ledd.", ["7, letter a"]),
        ("§ 12 i loven, §§ 12 og 13, § 5 a. Tredje ledd er tomt.", []),
    ],
)  # fmt: skip
def test_parts_of_a_section(text, english):
    assert [each.target for each in find_sections(text)] == english
