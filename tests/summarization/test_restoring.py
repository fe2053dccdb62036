import pytest

from pipeline.summarization.restoring import restore

PLANT = "The factory in Lemming, with its foundry, will be closed entirely by 30 September."
HALL = (
    "When the swimming hall came in 1974, after she had written to four ministers, she got the key."
)


@pytest.mark.parametrize(
    ("sentence", "statement", "restored"),
    [
        # What is left out stays out.
        (PLANT, "The factory in Lemming will be closed entirely by 30 September.", None),
        ("However, the pool in Ski is open.", "The pool in Ski is open.", None),
        ("The fog came at 13.40, when they were halfway back.", "The fog came at 13.40.", None),
        ("According to NAV, prices are rising.", "Prices are rising, according to NAV.", None),
        ("On the night of the storm, the roof fell in.", "The roof fell in.", None),
        ("After months of talks, the roof was mended.", "The roof was mended.", None),
        ("The trial, for which 62 days have been set aside, opens today.", "The trial opens today.",
         None),
        ("It was (see part 2 of the law of 1999) banned.", "It was banned.", None),
        ("Two men, both in their 40s, were found.", "Two men were found.", None),
        ("He found a grave with toys, the oldest ever seen here.", "He found a grave with toys.",
         None),
        ("The tugs, including two from Bergen, left, and the harbour is closed.",
         "The tugs left, and the harbour is closed.", None),
        # A relative clause or a participle keeps its comma.
        ("It came yesterday, the largest of its kind, covering 1,040 schools.",
         "It came yesterday covering 1,040 schools.",
         "It came yesterday, covering 1,040 schools."),
        ("It is run by the office (TTS, which 18F is part of), which pays for it.",
         "It is run by the office which pays for it.",
         "It is run by the office, which pays for it."),
        ("It is in use now, and is :rocket:.", "It is in use now, and is :rocket:",
         "It is in use now, and is :rocket:."),
        # Slips and other forms are taken back: numbers, names, words, case.
        (PLANT, "The factory in Lemming will be closed entirely by 300 September.",
         "The factory in Lemming will be closed entirely by 30 September."),
        (PLANT, "The factory in Lemmin will be closed entirely by 30 September.", PLANT),
        (PLANT, "The factory in lemming will be closed entirely by 30 September.",
         "The factory in Lemming will be closed entirely by 30 September."),
        ("Prices are rising in Norway, says NAV.", "Prices rise in Norway, says NAV.",
         "Prices are rising in Norway, says NAV."),
        ("There were 64 guests on board.", "There were 64 guests on five on board.",
         "There were 64 guests on board."),
        # So is what saves nothing.
        ("The quota for cod will fall by 25 per cent.", "The quota will fall by 25 per cent.",
         "The quota for cod will fall by 25 per cent."),
        ("The previous record, from 2006, was 2.1 metres.", "The previous record was 2.1 metres.",
         "The previous record, from 2006, was 2.1 metres."),
        ("According to NAV, prices are rising.", "NAV, prices are rising.",
         "According to NAV, prices are rising."),
        ("The ferry struck the quay at Torvik.", "The ferry s the quay at Torvik.",
         "The ferry struck the quay at Torvik."),
        ("The Finnish one was long.", "The soup was long.", "The Finnish one was long."),
        ("It has 60 per cent power.", "It has 60 per power cent.", "It has 60 per cent power."),
        # So is what makes a statement less sure.
        ("It will rise, if the government has its way.", "It will rise.",
         "It will rise, if the government has its way."),
        ("If no deal is found this week, the buses will stop.", "The buses will stop.",
         "If no deal is found this week, the buses will stop."),
        ("The fire was arson, according to the police in Ski.", "The fire was arson.",
         "The fire was arson, according to the police in Ski."),
        ("They are prohibited from selling at the door.", "They are prohibited from selling.",
         "They are prohibited from selling at the door."),
        ("The system stopped benefits, the office admitted.", "The system stopped benefits.",
         "The system stopped benefits, the office admitted."),
        ("Rød was the only one who was awake.", "Rød was the only one.",
         "Rød was the only one who was awake."),
        ("Moe, who says that she is innocent, was jailed.", "Moe was jailed.", "Moe was jailed."),
        ("Prior to the ruling, the faith was banned in Greece.", "The faith was banned in Greece.",
         "Prior to the ruling, the faith was banned in Greece."),
        # So are numbers, causes and whole clauses.
        ("He was paid for five months after he joined the government.",
         "He was paid for five months.",
         "He was paid for five months after he joined the government."),
        ("The herd may be shot, as 43 sheep were killed.", "The herd may be shot.",
         "The herd may be shot, as 43 sheep were killed."),
        ("Although the roof was new, it fell in.", "It fell in.",
         "Although the roof was new, it fell in."),
        ("After he had called for help, the roof fell in.", "The roof fell in.",
         "After he had called for help, the roof fell in."),
        ("On 3 November, the roof fell in.", "The roof fell in.",
         "On 3 November, the roof fell in."),
        ("Overall, firms sold less.", "Firms sold less.", "Overall, firms sold less."),
        ("With no money left, the club sold its boats.", "The club sold its boats.",
         "With no money left, the club sold its boats."),
        ("On average, they pay too much.", "They pay too much.", "On average, they pay too much."),
        ("In a letter to the council, it promised money.", "It promised money.",
         "In a letter to the council, it promised money."),
        ("She stands in the pen while reindeer run by, and cannot see the gate.",
         "Cannot see the gate.",
         "She stands in the pen while reindeer run by, and cannot see the gate."),
        ("The district has cases, and infants are now vaccinated.", "The district has cases.",
         "The district has cases, and infants are now vaccinated."),
        ("Pupils learn the ways in which they have influence.", "Pupils learn the ways.",
         "Pupils learn the ways in which they have influence."),
        ("It opens in October, a year later than promised.", "It opens in October.",
         "It opens in October, a year later than promised."),
        ("They use it, in some cases.", "They use it.", "They use it, in some cases."),
        ("Sales rose (for the two firms reporting this figure) in May.", "Sales rose in May.",
         "Sales rose (for the two firms reporting this figure) in May."),
        ("Prices rose somewhat in most sectors.", "Prices rose somewhat.",
         "Prices rose somewhat in most sectors."),
        ("The union mobilized on a massive scale.", "The union mobilized.",
         "The union mobilized on a massive scale."),
        ("He stood on the jetty with a rope in his hand.", "He stood on the jetty.",
         "He stood on the jetty with a rope in his hand."),
        # And what is torn.
        ("It says what you plan to work on during the week.", "It says what you plan to work.",
         "It says what you plan to work on during the week."),
        ("For firms that serve the state, a key (PKI) for all mail, is critical.",
         "For firms that serve the state is critical.",
         "For firms that serve the state, a key (PKI) for all mail, is critical."),
        ("He explains what it is, why it grew, and how it is paid for.", "He explains what it is.",
         "He explains what it is, why it grew, and how it is paid for."),
        ("She studied in Oslo before moving, in 1972, to London to work.",
         "She studied in Oslo before moving, in 1972.",
         "She studied in Oslo before moving, in 1972, to London to work."),
        ("It comes ten days before the beginning of the Hajj, a yearly feast.",
         "It comes ten days, a yearly feast.",
         "It comes ten days before the beginning of the Hajj, a yearly feast."),
        ("The club wants boats, among many other things, and a harbour.",
         "The club wants boats, and a harbour.",
         "The club wants boats, among many other things, and a harbour."),
        ("Is it true, as NAV says, that prices fell?", "Is it true that prices fell?",
         "Is it true, as NAV says, that prices fell?"),
        ("He lit up a bow, a stern and a row of portholes, one of them open.",
         "He lit up a bow, one of them open.",
         "He lit up a bow, a stern and a row of portholes, one of them open."),
        ("It asks what is meant, which words are used, our ways of speech, and the like.",
         "It asks what is meant, our ways of speech, and the like.",
         "It asks what is meant, which words are used, our ways of speech, and the like."),
        ("Moe, a boy from Irving, Texas, was arrested at school.",
         "Moe Texas, was arrested at school.",
         "Moe, a boy from Irving, Texas, was arrested at school."),
        ("She was first: the first to row, the first to sail, the first to swim.",
         "She was first: the first to row, the first to swim.",
         "She was first: the first to row, the first to sail, the first to swim."),
        ("One is a priest, one plays the cello.", "One is the cello.",
         "One is a priest, one plays the cello."),
        ("He had clean trousers, a firm handshake and a dog.", "A firm handshake and a dog.",
         "He had clean trousers, a firm handshake and a dog."),
        ("Today it is in reality nine tables, at 14 sites.", "Today tables, at 14 sites.",
         "Today it is in reality nine tables, at 14 sites."),
        (HALL, HALL.replace(", she got the key", ""), HALL),
        ("“It failed, and we are sorry,” says Jens Lund.", "It failed.",
         "“It failed, and we are sorry,” says Jens Lund."),
        ("The fleet has tugs, among them two from Bergen, ferries, and barges.",
         "The fleet has tugs, ferries, and barges.",
         "The fleet has tugs, among them two from Bergen, ferries, and barges."),
        ("The mayor calls the plan “a mistake, in a year that nobody forgets”.",
         "The mayor calls the plan “a mistake.",
         "The mayor calls the plan “a mistake, in a year that nobody forgets”."),
        ("No rain in the valley, where crops have failed.", "No rain in the valley.",
         "No rain in the valley, where crops have failed."),
        ("The road, unless the snow is cleared in time, stays shut.", "The road, stays shut.",
         "The road, unless the snow is cleared in time, stays shut."),
        ("When the ferry docked at the quay, with the cars on board, the alarm went off.",
         "When the ferry docked at the quay.",
         "When the ferry docked at the quay, with the cars on board, the alarm went off."),
        ("Never before has so much ice been lost in one season.", "Never before has so much ice.",
         "Never before has so much ice been lost in one season."),
    ],
)  # fmt: skip
def test_only_what_is_left_out_with_reason_differs_from_the_sentence(sentence, statement, restored):
    assert restore(statement, sentence, "News", "") == (restored or statement)


@pytest.mark.parametrize(
    ("statement", "context", "stays"),
    [
        ("Kari Moe thanked her coach.", "Kari Moe won in Lahti.", True),
        ("Moe thanked her coach.", "Kari Moe won in Lahti.", True),
        ("Kari Moe thanked her coach.", "Kari Moe beat Eva Lie in Lahti.", False),
        ("Moe thanked her coach.", "Skier Kari Moe won in Lahti.", True),
        ("Lahti thanked her coach.", "Kari Moe won in Lahti.", False),
        ("Kari Lie thanked her coach.", "Kari Moe won in Lahti.", False),
    ],
)
def test_a_name_stands_for_a_pronoun_where_no_other_could(statement, context, stays):
    sentence = "She thanked her coach."
    assert restore(statement, sentence, "Gold", context) == (statement if stays else sentence)


def test_a_name_stands_for_the_first_pronoun_behind_an_opening():
    sentence = "On the jetty, where the wind is cold, she thanked her coach."
    kept = "On the jetty, Kari Moe thanked her coach."
    assert restore(kept, sentence, "Gold", "Kari Moe won.") == kept
    assert restore("Kari Moe thanked her coach.", sentence, "Gold", "Kari Moe won.") == (
        "Kari Moe thanked her coach."
    )


@pytest.mark.parametrize("who", ["Eva Lie", "her sister"])
def test_no_name_stands_for_a_pronoun_behind_somebody_else(who):
    sentence = f"When {who} came, she thanked the coach."
    named = f"When {who} came, Kari Moe thanked the coach."
    assert restore(named, sentence, "Gold", "Kari Moe won.") == sentence


@pytest.mark.parametrize(
    ("headline", "stays"),
    [("Measles outbreak", True), ("Infants to be vaccinated", False), ("", False)],
)
def test_a_second_clause_is_left_out_where_the_headline_is_the_first(headline, stays):
    sentence = "It is the largest measles outbreak so far, and infants are now vaccinated."
    short = "It is the largest measles outbreak so far."
    assert restore(short, sentence, headline, "") == (short if stays else sentence)


def test_a_clause_with_a_subject_of_its_own_is_no_item():
    short = "The ferry, built in 1998, is sold."
    sentence = "The ferry, built in 1998, is sold, and the crew will be moved."
    assert restore(short, sentence, "Ferry sold", "") == short


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("The law tells what it is, and how the boats can help.", "The law tells what it is."),
        ("The law is to help banks, pay for boats, and give jobs to all.",
         "The law is to help banks, pay for boats."),
    ],
)  # fmt: skip
def test_no_item_of_a_list_is_left_out_as_a_clause(sentence, short):
    assert restore(short, sentence, "New law", "") == sentence


def test_what_the_headline_tells_is_not_left_out():
    sentence = "Two men came to the harbour on Monday, where they were arrested by police."
    short = "Two men came to the harbour on Monday."
    assert restore(short, sentence, "Boats", "") == short
    assert restore(short, sentence, "Men arrested", "") == sentence


def test_no_name_takes_the_place_of_it():
    found = restore(
        "Kari Moe is the second in Norway.", "It is the second in Norway.", "Gold", "Kari Moe won."
    )
    assert found == "It is the second in Norway."


@pytest.mark.parametrize("statement", ["", "?", "Robots won.", "a b c d e f g h"])
def test_a_text_of_other_words_gives_the_sentence(statement):
    assert restore(statement, PLANT, "News", "") in {PLANT, statement}


def test_without_a_headline_only_an_opening_is_left_out():
    sentence = "However, the men have demanded 30 bitcoin, which corresponds to 12 million kroner."
    short = "The men have demanded 30 bitcoin."
    assert restore(short, sentence, "Men demand bitcoin", "") == short
    assert restore(short, sentence, "", "") == sentence.replace("However, the", "The")
