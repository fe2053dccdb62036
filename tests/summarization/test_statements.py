import pytest

from pipeline.summarization.statements import is_statement


@pytest.mark.parametrize(
    "text",
    [
        "(NTB)",
        "14:15 - 15:00",
        "Labour 32, Conservatives 28, Progress 12.",
        "Labour: 32 votes, 11 against",
        "x = 1",
        "Who is responsible for the children?",
        '"Who will pay for the new schools?"',
        "for x in y: print(x)",
        "| Labour | 32 |",
        "Photo: NTB",
        "Yes.",
        "Oslo, Norway",
        "2. Anne Lie, Lyn, 32.45",
        "Proposals from Labour: 25 votes (the Centre, the Socialist Left)",
        "The next meeting: May 12",
        "Strong growth for the county's schools",
        "Election results in Bergen",
        "Prices of cars and boats",
        "The latest news from the valley",
        "* [x] Count previous votes",
        "- [ ] The council has to count the votes.",
        "Was sold.",
        "<p>The council was there</p>",
        "Results: Brann 12 wins 3 losses 4 draws 5.",
    ],
)
def test_what_has_no_verb_states_nothing(text):
    assert not is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council has had no answer.",
        '"Who will pay?" asks the mayor.',
        "[The] council has had no answer.",
        "Prices rose by 3.5 percent in May, 2.1 in June and 4 in July.",
        "The party wants lower taxes",
        "Eight people died on Voss.",
        "May the force be with us",
        "THE MAYOR HAS RESIGNED",
        "Labour won 32 seats, the Conservatives 28.",
        "Jobseekers from Romania queue outside the market every morning.",
    ],
)
def test_sentences_state_something(text):
    assert is_statement(text)
