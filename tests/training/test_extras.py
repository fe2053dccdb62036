"""Extra pairs: weights and licences by origin, and one sentence for what cannot be mixed in."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.training.extras import Extra, ExtraPair, Licence, read_extras, read_origins

TABLE = """# origin
news	copyleft	6	1	2	0.5
app-*	open	0.5	1	1	0
authored	open	5	4	3	0
"""
NEWS = "news\tda\tRegeringen vil ikke\tThe government does not want\n"
APP = "app-x\tnb\tLagre\tSave\n"


def _read(
    tmp_path: Path, content: str, *without: Licence, quadruples: bool = False, weight: float = 1
) -> list[ExtraPair]:
    table, path = tmp_path / "origins.tsv", tmp_path / "pairs.tsv"
    table.write_text(TABLE, encoding="utf-8")
    path.write_text(content, encoding="utf-8")
    extras = [Extra(path, weight, quadruples)]
    return list(read_extras(extras, read_origins(table), frozenset(without)))


def test_weights_follow_origin_language_and_length(tmp_path: Path) -> None:
    news, app = _read(tmp_path, NEWS + APP, weight=2)
    assert news == ExtraPair(
        "news da", "da", "Regeringen vil ikke", "The government does not want", 12, 0.5
    )
    assert app.repeats == pytest.approx(2 * 1 * 0.4)
    (bokmaal,) = _read(tmp_path, NEWS.replace("\tda\t", "\tnb\t"))
    assert (bokmaal.repeats, bokmaal.rewritten) == (1, 0)


def test_a_class_of_licences_stays_out(tmp_path: Path) -> None:
    assert [pair.kind for pair in _read(tmp_path, NEWS + APP, Licence.copyleft)] == ["app-x nb"]
    assert [pair.kind for pair in _read(tmp_path, NEWS + APP, Licence.open)] == ["news da"]


def test_a_quadruple_gives_three_pairs(tmp_path: Path) -> None:
    pairs = _read(tmp_path, "He sees.\tHan ser.\tHan ser nn.\tHan ser da.\n", quadruples=True)
    assert [(pair.language, pair.source, pair.target, pair.repeats) for pair in pairs] == [
        ("nb", "Han ser.", "He sees.", 4),
        ("nn", "Han ser nn.", "He sees.", 3),
        ("da", "Han ser da.", "He sees.", 5),
    ]


def test_three_columns_need_no_origin(tmp_path: Path) -> None:
    verb, noun = _read(tmp_path, "nob\tspringe\tto run\nda\tbåd\tboat\n", weight=0.5)
    assert (verb.source, verb.target, verb.repeats) == ("å springe", "to run", 0.5)
    assert (noun.source, noun.kind) == ("båd", "pairs da")


@pytest.mark.parametrize(
    ("content", "quadruples", "said"),
    [
        ("other\tda\ten\ta\n", False, "the origin 'other': add a line"),
        ("news\tsv\ten\ta\n", False, "line 1: the language is 'sv'"),
        (NEWS + "one\n", False, "line 2 has 1 columns"),
        ("a\tb\tc\n", True, "line 1: English, Bokmål, Nynorsk, Danish wanted"),
        ("a\tb\t \td\n", True, "line 1: English, Bokmål, Nynorsk, Danish wanted"),
    ],
)
def test_what_cannot_be_mixed_in_is_named(
    tmp_path: Path, content: str, quadruples: bool, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        _read(tmp_path, content, quadruples=quadruples)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("news\tfree\t1\t1\t1\t0", "write origin, licence"),
        ("news\topen\t1\t1\t1", "write origin, licence"),
        ("news\topen\t1\tx\t1\t0", "write origin, licence"),
        ("news\topen\t1\t-1\t1\t0", "weights are from 0"),
        ("news\topen\t1\tnan\t1\t0", "weights are from 0"),
        ("news\topen\t1\t1\t1\t1.5", "shares from 0 to 1"),
    ],
)
def test_a_wrong_line_of_the_table_is_named(tmp_path: Path, line: str, said: str) -> None:
    table = tmp_path / "origins.tsv"
    table.write_text(f"# comment\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"origins\.tsv line 3: .*{said}"):
        read_origins(table)


def test_the_projects_own_table_is_whole() -> None:
    origins = read_origins(None)
    assert len(origins) > 40
    assert len({origin.pattern for origin in origins}) == len(origins)
    assert {origin.licence for origin in origins} == set(Licence)
