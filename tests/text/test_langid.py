import os
import subprocess
import sys

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.text.langid import LanguageIdentification

SENTENCES = {
    "nb": "Kommunen har ikke fått svar fra fylket, og nå må elevene vente til høsten igjen.",
    "nn": "Kommunen har ikkje fått svar frå fylket, og no må elevane vente til hausten igjen.",
    "da": "Kommunen har ikke fået svar fra regionen, og nu må eleverne vente til efteråret igen.",
    "sv": "Kommunen har inte fått något svar från regionen, och nu får eleverna vänta till hösten.",
    "en": "The council has not had an answer from the county, and pupils must wait until autumn.",
    "is": "Sveitarfélagið hefur ekki fengið svar og nemendur þurfa að bíða fram á haust.",
    "de": "Die Gemeinde hat noch keine Antwort bekommen, und die Schüler müssen bis Herbst warten.",
}


@pytest.fixture(scope="module")
def identification():
    return LanguageIdentification()


@pytest.mark.parametrize("tag", SENTENCES)
def test_identifies_the_languages_users_meet(identification, tag):
    (found,) = identification.detect([SENTENCES[tag]])
    assert found.tag == tag
    assert found.confidence > 0.7


def test_order_and_length_are_kept(identification):
    texts = [*SENTENCES.values(), "", *SENTENCES.values()]
    found = identification.detect(texts)
    assert [each.tag for each in found] == [*SENTENCES, "und", *SENTENCES]
    assert identification.detect([]) == []


@pytest.mark.parametrize("text", ["", " \n", "12. – 14.", "***", "😀", "\u200b"])
def test_text_without_letters_is_undetermined(identification, text):
    (found,) = identification.detect([text])
    assert (found.tag, found.confidence) == ("und", 0.0)


def test_a_result_does_not_depend_on_the_batch(identification):
    alone = [identification.detect([text])[0] for text in SENTENCES.values()]
    assert identification.detect(list(SENTENCES.values())) == alone


def test_capitals_lone_surrogates_and_odd_letters_are_no_obstacle(identification):
    shouted, broken = identification.detect(
        [SENTENCES["da"].upper(), SENTENCES["da"] + "\ud800"],
    )
    assert shouted.tag == broken.tag == "da"


def test_ranks_all_languages_by_probability(identification):
    ranked = identification.rank(SENTENCES["da"])
    confidences = [each.confidence for each in ranked]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-3)
    assert {"nb", "nn", "da", "sv", "en"} <= {each.tag for each in ranked}
    assert "no" not in {each.tag for each in ranked}
    assert ranked[0] == identification.detect([SENTENCES["da"]])[0]


def test_importing_loads_neither_model_nor_numpy():
    code = "import sys, pipeline.text.langid; print({'py3langid', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_unpacked_model_is_the_librarys(identification):
    own = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    for text in SENTENCES.values():
        ranked = [(each.tag, each.confidence) for each in identification.rank(text)]
        assert [confidence for _, confidence in ranked] == [value for _, value in own.rank(text)]


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path):
    (tmp_path / "file").touch()
    program = (
        "from pipeline.text.langid import LanguageIdentification\n"
        f"print(LanguageIdentification().detect([{SENTENCES['da']!r}])[0].tag)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "NORDIGEST_CACHE": str(tmp_path / "file")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "da"
    assert done.stderr == ""
