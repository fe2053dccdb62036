import pytest

from pipeline.translation.checks import check

WRONG = [
    ("Aftalen blev underskrevet den 3.4.2022.", "The agreement was signed on March 4, 2022."),
    ("Frist 01.02.24.", "The deadline is 2 January 2024."),
    ("Prisene steg med 3,5 prosent.", "Prices rose by 3.5 percentage points."),
    ("Renten stiger 0,5 procentpoint.", "The interest rate rises by 0.5 percent."),
    ("Han solgte aksjer for 3 millioner euro.", "He sold shares for 3 million dollars."),
    ("Det koster 200 kroner.", "It costs $200."),
    ("Farten er 80 km/t.", "The speed is 80 mph."),
    ("For fem minutter siden.", "Five hours ago."),
    ("Prisen økte fra 99 til 199 kroner.", "The price increased from 199 to 99 kroner."),
    ("Det ble vedtatt med 87 mot 82 stemmer.", "It was adopted by 82 votes to 87."),
    ("Partiet mistet 3 av sine 11 mandater.", "The party lost 11 of its 3 seats."),
    ("Titusener flykter fra Gaza.", "Tens are fleeing Gaza."),
    ("Flere tusen soldater er sendt til Ukraina.", "Several soldiers were sent to Ukraine."),
    ("Millioner av mennesker sulter.", "Billions of people are starving."),
    ("Temperaturen falt til -12,5 grader.", "The temperature dropped to 12.5 degrees."),
    ("Klokken halv tre ringte naboen.", "At half past three the neighbour called."),
    ("Budsjettet er på 250 tkr.", "The budget is NOK 250."),
    ("Det var 20 mål i kampen.", "There were two goals in the match."),
    ("Bilen kjørte ti mil i timen.", "The car drove ten kilometres an hour."),
    ("Stormen blæste med 40 mil i timen.", "The storm blew at 40 kilometres an hour."),
    ("Toget går kvart på ti.", "The train leaves at quarter past ten."),
    ("Mødet slutter fem minutter i tre.", "The meeting ends at five to four."),
    ("Butikken åpner fem over halv ni.", "The shop opens at 8:25."),
]
RIGHT = [
    ("ESA gir Norge frist til 1.2.", "ESA gives Norway until 1 February."),
    ("Han er født 12/3-1985.", "He was born on 12 March 1985."),
    ("Der kom 2-300 mennesker.", "200 to 300 people came."),
    ("Der er 6-7.000 tilskuere.", "There are 6,000-7,000 spectators."),
    ("Mellom 5 og 10.000 flygtninge kom.", "Between 5,000 and 10,000 refugees came."),
    ("Krigen 1939-45 krævede ofre.", "The 1939 to 1945 war claimed victims."),
    ("Han var minister 2001-05.", "He was a minister from 2001 to 2005."),
    ("De mistet 1.100 soldater på ett døgn.", "They lost 1,100 soldiers in 24 hours."),
    ("Politiet uten spor etter to døgn.", "Police have no leads after 48 hours."),
    ("Det er 15 mil til Oslo.", "It is 150 kilometres to Oslo."),
    ("Det varede halvanden time.", "It lasted an hour and a half."),
    ("Halvannen million er på flukt.", "One and a half million have fled."),
    ("To og en halv million mennesker.", "2.5 million people."),
    ("Klokken halv tre ringte naboen.", "At half past two the neighbour called."),
    ("Toget går kvart på ti.", "The train leaves at 9.45 p.m."),
    ("Han ventet til fem på tre.", "He waited until five to three."),
    ("Butikken åpner fem over halv ni.", "The shop opens at 8:35 am."),
    ("Møtet varte fra halv to til halv ett.", "The meeting was from half past one to 12:30."),
    ("De spilte fem på tre timer.", "They played five in three hours."),
    ("Der kom fem til otte mennesker.", "Five to eight people came."),
    ("Bilen kjørte ti mil i timen.", "The car drove a hundred kilometres an hour."),
    ("Avstanden er 12 mil (120 km).", "The distance is 12 miles (120 km)."),
    ("Ingen forstår hvorfor Moss tapte 0-3.", "No one understands why Moss lost 3-0."),
    ("Budsjettet er på 250 tkr.", "The budget is NOK 250,000."),
    ("Skatten faldt 5 procent.", "The tax was cut by 5 percent."),
    ("Det steg 2 prosentpoeng til 5 prosent.", "It rose 2 percentage points to 5 percent."),
]


def numbers(source: str, target: str) -> list[str]:
    return [flag.reason for flag in check(source, target) if flag.name == "number"]


@pytest.mark.parametrize(("source", "target"), WRONG)
def test_what_is_counted_otherwise_is_flagged(source, target):
    assert numbers(source, target)


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_other_ways_of_counting_the_same_are_not(source, target):
    assert numbers(source, target) == []


def test_the_reason_names_the_unit():
    assert numbers("Det koster 200 kroner.", "It costs $200.") == ["kroner is missing"]
    assert numbers("Han fikk €3.", "He got $3.") == ["€ is missing"]
