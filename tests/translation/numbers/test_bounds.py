import pytest

from pipeline.translation.numbers.bounds import lost_bounds


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Minst 30 ble skadet.", "30 people were injured.", ["Minst"]),
        ("Mindst tre biler brændte.", "Three cars burned.", ["Mindst"]),
        ("Det kostar meir enn 500 kroner.", "It costs 500 kroner.", ["meir enn"]),
        ("Over 500 mennesker kom.", "500 people came.", ["Over"]),
        ("Boten er på inntil 5000 kroner.", "The fine is 5,000 kroner.", ["inntil"]),
        ("Høyst ti får plass.", "Ten get a place.", ["Høyst"]),
        ("Op til 500 kan deltage.", "500 can take part.", ["Op til"]),
        ("Der var omkring 500.", "There were 500.", ["omkring"]),
        ("Om lag 2000 bur her.", "2,000 live here.", ["Om lag"]),
        ("Knapt 40 prosent stemte.", "40 per cent voted.", ["Knapt"]),
        ("Det koster 30 kroner per person.", "It costs 30 kroner.", ["per"]),
        ("Prisen er 12 kr. pr. kilo.", "The price was 12 kroner.", ["pr."]),
    ],
)
def test_a_lost_bound_is_told(source, target, lost):
    assert list(lost_bounds(source, target)) == lost


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Minst 30 ble skadet.", "At least 30 people were injured."),
        ("Over 500 mennesker kom.", "More than 500 people came."),
        ("Barn over 18 år", "Children who have turned 18"),
        ("Fly over to byer", "Planes above two towns"),
        ("Taket falt ned over tre biler.", "The roof collapsed on three cars."),
        ("Han har kontroll over to partier.", "He controls two parties."),
        ("Boten er på inntil 5000 kroner.", "The fine is up to 5,000 kroner."),
        ("Nesten halvparten sa nei.", "Close to half said no."),
        ("Det koster 30 kroner per person.", "It costs 30 kroner a head."),
        ("Send 2000 kroner per post.", "Send 2,000 kroner by post."),
        ("Minst sju", "No fewer than seven"),
        ("Til og med to ministre kom.", "Even two ministers came."),
        ("Listen over 100 bøker er lang.", "The list of 100 books is long."),
        ("Kampen gikk over to dager.", "The match lasted two days."),
        ("Over halvparten sa ja.", "Most said yes."),
        ("Det var 300 per oktober.", "There were 300 in October."),
        ("Diskussionen omkring 5G", "The debate on 5G"),
        ("Prisen gikk opp til 950 kroner.", "The price rose to 950 kroner."),
    ],
)
def test_a_bound_is_said_in_many_ways(source, target):
    assert list(lost_bounds(source, target)) == []
