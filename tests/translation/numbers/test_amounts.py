import pytest

from pipeline.translation.numbers.amounts import find_amounts, lost_amounts


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("€30", "€30"),
        ("2,1 bill. dollar", "2.1 trillion dollars"),
        ("1,3 bill. norske kroner", "1.3 trillion Norwegian kroner"),
        ("30 €", "€30"),
        ("$1,2 milliarder", "$1.2 billion"),
        ("US$ 45", "US$45"),
        ("£250.000", "£250,000"),
        ("5 mill. dollar", "5 million dollars"),
        ("3 mio. euro", "3 million euros"),
        ("4,5 mia. kr. til", "4.5 billion kroner"),
        ("1,2 mrd. kroner", "1.2 billion kroner"),
        ("250 mill. i skatt", "250 million"),
        ("NOK 345 mill.", "NOK 345 million"),
        ("12 mrd. USD", "USD 12 billion"),
        ("kr 500 for", "500 kroner"),
        ("12.500,- og", "12,500 kroner"),
        ("1 krone", "1 krone"),
        ("3 000 norske kroner", "3,000 Norwegian kroner"),
        ("200-300 mio. dollar", "200-300 million dollars"),
        ("84 m²", "84 m²"),
        ("140 m2", "140 m²"),
        ("130 km/t", "130 km/h"),
        ("-15 °C", "-15 °C"),
        ("20.000 kWh", "20,000 kWh"),
        ("1,20 kr/kWh", "1.20 kroner/kWh"),
        ("0,5 prosentpoeng", "0.5 percentage points"),
        ("99 øre", "99 øre"),
        ("1,1 promille av", "1.1 per mille"),
        ("2 dl melk", "2 dl"),
        ("75 cl", "75 cl"),
        ("500 ml saltvann", "500 ml"),
        ("412 ppm CO₂", "412 ppm"),
        ("50 g smør", "50 g"),
        ("15 min igjen", "15 min"),
        ("17 min. ut i kampen", "17 min"),
        ("98,5 MHz", "98.5 MHz"),
        ("100 Mbit/s", "100 Mbit/s"),
        ("2,3 milliarder yuan", "2.3 billion yuan"),
        ("7,02 kinesiske yuan", "7.02 Chinese yuan"),
        ("300 forint", "300 forints"),
        ("40 mill. renminbi", "40 million renminbi"),
        ("20 rupier", "20 rupees"),
        ("0,8 ‰", "0.8 per mille"),
        ("2,5 mil", "25 km"),
        ("10–15 mil", "100–150 km"),
        ("150 hk", "150 hp"),
        ("40 kr. pr. stk.", "40 kroner each"),
        ("US$ 85 mill. stykket", "US$85 million each"),
        ("1.500 stk.", "1,500 pieces"),
        ("350 pers.", "350 people"),
        ("3 mnd.", "3 months"),
        ("12 mål jord", "12 mål"),
        ("en tomt på 3 mål", "3 mål"),
        ("250 mål", "250 mål"),
        ("1.200 daa", "1,200 daa"),
        ("3,5 ha skog", "3.5 ha"),
        ("65 kvm", "65 m²"),
        ("50.000 dwt", "50,000 dwt"),
        ("2 ss sukker", "2 tbsp"),
        ("3 ts salt", "3 tsp"),
        ("4 hekto", "4 hg"),
        ("0,6 l/mil", "0.6 l/mil"),
        ("9.000 kr/md. for", "9,000 kroner/month"),
        ("500 kr/mnd. i", "500 kroner/month"),
        ("500 kr/mnd", "500 kroner/month"),
        ("500 kr pr. md. i", "500 kroner/month"),
        ("kr 500 pr. md. i", "500 kroner/month"),
        ("500,-/mnd. i", "500 kroner/month"),
        ("US$ 60,000", "US$60,000"),
        ("$1,250,000.50", "$1,250,000.50"),
    ],
)
def test_amounts_are_written_the_english_way(text, english):
    assert [each.english for each in find_amounts(f"Det er {text} nå")] == [english]


@pytest.mark.parametrize(
    "text",
    ["I 2024 kom 30 menn.", "Kl. 12.40 er 4 mennesker her.", "Hun kjøpte 5 pund kjøtt.",
     "Vers. 1.2.3 og A4", "10,000 kr", "Brann scoret 3 mål.",
     "Han scoret 250 mål i karrieren.", "Alle over 18 ha billett nå.",
     "645 mil (unna) af 3", "De er 3 kronede konger."],
)  # fmt: skip
def test_other_numbers_are_none(text):
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("english", "lost"),
    [
        ("They got 5 million dollars and 3 million euros.", []),
        ("They got $5 million and €3 million.", []),
        ("They got USD 5m and EUR 3m.", []),
        ("They got a 5-million-dollar grant and 3,000,000 euros.", []),
        ("They got EUR 5 million and EUR 3 million.", ["5 mill. dollar"]),
        ("They got $3 million and €5 million.", ["5 mill. dollar", "3 mill. euro"]),
        ("They got 5 million and 3 million.", ["5 mill. dollar", "3 mill. euro"]),
        ("They got money.", ["5 mill. dollar", "3 mill. euro"]),
    ],
)
def test_an_amount_keeps_its_value_and_its_currency(english, lost):
    source = "De fikk 5 mill. dollar og 3 mill. euro."
    assert [each.text for each in lost_amounts(source, english)] == lost


def test_equal_amounts_are_counted():
    source = "Først 300 kr, så 300 kr."
    assert [each.text for each in lost_amounts(source, "First 300 kroner.")] == ["300 kr"]
    assert lost_amounts(source, "First NOK 300, then 300 kroner.") == []


def test_crowns_may_be_of_any_country_unless_one_is_named():
    assert lost_amounts("Det koster 300 kroner.", "It costs DKK 300.") == []
    assert [each.unit for each in lost_amounts("Det koster NOK 300.", "It costs DKK 300.")] == [
        "NOK"
    ]


def test_the_full_stop_of_a_month_may_end_the_sentence():
    (amount,) = find_amounts("Leien er 9000 kr/md.")
    assert (amount.text, amount.english) == ("9000 kr/md", "9000 kroner/month")


@pytest.mark.parametrize(
    ("source", "english", "lost"),
    [
        ("Det er 1,1 promille.", "It is 1.1 per mille.", []),
        ("Det er 1,1 promille.", "It is 1.1 per cent.", ["1,1 promille"]),
        ("Det er 2,5 mil dit.", "It is 2.5 mil away.", []),
        ("Det er 2,5 mil dit.", "It is 2.5 miles away.", ["2,5 mil"]),
        ("Det kostet $60,000.", "It cost $60.000.", ["$60,000"]),
        ("Gården har 12 mål jord.", "The farm has 12 goals of land.", ["12 mål"]),
    ],
)
def test_a_measure_is_no_other_measure(source, english, lost):
    assert [each.text for each in lost_amounts(source, english)] == lost


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Han drakk 2 lt. vann, 3 ltr. melk og 10 l.", ["2 l", "3 l", "10 l"]),
        ("To poser på 2 kg. kaffe. Han løp 5 km. på 20 min. i går.", ["2 kg", "5 km", "20 min"]),
        ("Skjermen er 6,1 tommer, og 3 tomme flasker.", ["6.1 inches"]),
        ("Fisken veide 3,5 kg. Han slapp den.", ["3.5 kg"]),
    ],
)
def test_units_may_have_a_full_stop(text, english):
    assert [each.english for each in find_amounts(text)] == english
