import pytest

from pipeline.text.layout import is_code, is_row, row_lines, split_cells, without_emphasis


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Kari Moe;34;Bergen", "Kari Moe|34|Bergen"),
        ("Ost;;500 g", "Ost|500 g"),
        ("Tall;12,50;3,0", "Tall|12,50|3,0"),
    ],
)
def test_semicolons_divide_the_cells_of_a_row(line, cells):
    assert [line[start:end] for start, end in split_cells(line)] == cells.split("|")


@pytest.mark.parametrize("line", ["Vi har melk; ost; brød.", "Ja;nei;kanskje.", "a; b = c;", "a;b"])
def test_prose_and_code_with_semicolons_are_no_rows(line):
    assert not is_row(line)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Navn | Alder", "--- | ---", "Kari | 34", "Ola er her."], {0, 1, 2}),
        (["Melk;20 kr", "Ost;35 kr"], {0, 1}),
        (["Kari;34"], set()),
        (["Nyheter | NRK", "Han kom; hun gikk.", "Kari;34"], set()),
    ],
)
def test_rows_of_two_cells_need_another_beside_them(lines, rows):
    assert row_lines(lines) == rows


@pytest.mark.parametrize(
    "line",
    [
        "npm install --save-dev eslint",
        "$ make test",
        "cd src && make",
        "cd ~/src",
        "rm -rf build",
        "curl -O https://eksempel.no/fil.zip",
        "import numpy as np",
        "from datetime import date, time",
        "#include <stdio.h>",
        "def hilsen(navn):",
        "for rad in rader:",
        "while antall >= 3:",
        "if (x > 0) {",
        "} else {",
        "let sum = a + b;",
        "priser[0] = 12.5",
        "total += pris * antall",
        'print("Hallo på deg, Åse")',
        "konto.betal(100, 'NOK')",
        "SELECT navn FROM elever WHERE alder > 10",
        '"navn": "Åse",',
        "</div>",
        'echo "Færdig"',
        "echo $PATH",
        "#!/bin/sh",
        "// Hent navnene",
        "/* Hent navnene */",
        "<?php",
        "else:",
        "return pris * antall;",
        "INSERT INTO elever VALUES (12)",
        "DELETE FROM elever WHERE alder > 90",
        "CREATE TABLE elever (navn TEXT)",
    ],
)
def test_lines_of_code_are_known_without_a_fence(line):
    assert is_code(line)


@pytest.mark.parametrize(
    "line",
    [
        "Git er et verktøy for utviklere.",
        "python er også en slange.",
        "git er en forkortelse.",
        "for eksempel (i Bergen):",
        "For å melde deg på:",
        "import av mat og klær",
        "Kari (34) vant.",
        "Kari(34)",
        "Ap: 32,1 prosent",
        "Prisen er 12 kroner (i dag);",
        "<b>Viktig</b> melding til alle",
        "- Vi venter, sier hun.",
        "- Hva? (ler)",
        "SELECT og andre ord",
        "if bare alle kunne komme",
        "else",
        "echo er et ord",
        "",
    ],
)
def test_prose_is_no_code(line):
    assert not is_code(line)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("Det er **viktig** å huske.", "Det er viktig å huske."),
        ("Vi må *aldri* glemme, sier __ordføreren__.", "Vi må aldri glemme, sier ordføreren."),
        ("***Alt*** er _helt borte_.", "Alt er helt borte."),
        ("Også *Dagbladet* og _VG_ skriver.", "Også Dagbladet og VG skriver."),
        ("Metoden __init__ kaller __felt__.navn og f(__del__).", None),
        ("Prisen er 2*3*4 og 5 * 6 * 7.", None),
        ("*args og **kwargs, min_fil_a og _privat", None),
        ("Skriv ___ eller ****.", None),
        ("Avtalen er ~~gammel~~ ny.", "Avtalen er gammel ny."),
        ("Omtrent ~~ 5 ~~ eller ~~~~.", None),
    ],
)
def test_marks_of_emphasis_go(line, bare):
    assert without_emphasis(line) == (bare or line)
