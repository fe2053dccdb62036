"""Currencies, measures and magnitudes as Nordic and English texts write them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its code: what Nordic and English texts write, as regular expressions.

    `one` and `more` are its English after a number.
    """

    code: str
    nordic: str
    english: str
    one: str
    more: str


def _same(code: str, nordic: str, english: str) -> Unit:
    return Unit(code, nordic, english, code, code)


# Tickets (billetter) are abbreviated so, too.
_MONEY = r"kr\b|kroner|dollar|euro|pund|yen|norske|danske|svenske|amerikanske"
MAGNITUDES = (
    (r"(?i:mill)(?:ion(?:er|ar)?)?\b\.?|(?i:mio)\b\.?", r"million|mill?|mn|m", 10**6, "million"),
    (r"(?i:mrd|mia)\b\.?|(?i:m)illiard(?:er|ar)?\b", r"billion|bn", 10**9, "billion"),
    (rf"billion(?:er|ar)?\b|bill\b\.?(?= (?:{_MONEY})|$)", r"trillion|tn", 10**12, "trillion"),
    (r"billiard(?:er|ar)?\b", r"quadrillion", 10**15, "quadrillion"),
    (r"tus(?:en|inde?)\b", r"thousand|k", 10**3, "thousand"),
)
"""Nordic and English patterns, the factor, and the English word."""

CURRENCIES = (
    Unit("kr", r"(?i:kr)\b\.?|kroner?s?\b|kronor\b", r"kr\b\.?|kron(?:er?|or|es?|as?|ur)|crowns?",
         "krone", "kroner"),
    Unit("øre", r"øre\b", r"øre|ore", "øre", "øre"),
    Unit("EUR", r"euro\b", r"euros?", "euro", "euros"),
    Unit("USD", r"(?:US[- ])?dollars?\b", r"(?:US |U\.S\. )?dollars?", "dollar", "dollars"),
    Unit("GBP", r"pund\b(?= ?(?:i|for|til|på|og|om|per|eller|av|af|som|at|$|[.,;:!?]))",
         r"pounds?(?: sterling)?", "pound", "pounds"),
    Unit("cent", r"cents?\b", r"cents?", "cent", "cents"),
    Unit("JPY", r"yen\b", r"yen", "yen", "yen"),
    Unit("RUB", r"rub(?:ler|lar|el)\b", r"rou?bles?", "rouble", "roubles"),
    Unit("CNY", r"yuan\b", r"yuans?", "yuan", "yuan"),
    Unit("RMB", r"renminbi\b", r"renminbi", "renminbi", "renminbi"),
    Unit("HUF", r"forint(?:er|ar)?\b", r"forints?", "forint", "forints"),
    Unit("PLN", r"zloty\b", r"z[lł]ot(?:y|ys|ies)", "zloty", "zlotys"),
    Unit("INR", r"rupi(?:er|ar)?\b", r"rupees?", "rupee", "rupees"),
    Unit("UAH", r"(?:hryvnja|hryvnia|hryvnaer|hryvnja(?:er|ar))\b", r"hryvni?[ay]s?", "hryvnia",
         "hryvnias"),
    Unit("CHF", r"(?:sveitser|schweizer)franc\b", r"Swiss francs?", "Swiss franc",
         "Swiss francs"),
    Unit("BTC", r"bitcoins?\b", r"bitcoins?", "bitcoin", "bitcoins"),
)  # fmt: skip
SYMBOLS = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB"}
_CODES_TEXT = (
    "NOK DKK SEK ISK EUR USD GBP JPY CHF CAD AUD NZD CNY RUB PLN CZK HUF TRY INR BRL ZAR UAH"
)
CODES = tuple(_CODES_TEXT.split())
SCALES = {"M": (10**6, " million"), "T": (10**3, " thousand")}
"""What stands before a code: MNOK are millions of kroner."""
SCALED = r"[MT](?P<code>NOK|DKK|SEK|EUR|USD|GBP)(?: (?P=code)(?! ?\d))?|[MmTt]kr"
CROWNS = frozenset({"kr", "NOK", "DKK", "SEK", "ISK"})
"""Codes that mean crowns of one country; Nordic texts leave out which."""

ORIGINS = {
    "norske": "Norwegian", "danske": "Danish", "svenske": "Swedish", "islandske": "Icelandic",
    "amerikanske": "US", "kanadiske": "Canadian", "canadiske": "Canadian",
    "kinesiske": "Chinese", "australske": "Australian",
    "britiske": "British", "engelske": "British",
}  # fmt: skip

_AFTER_MINUTES_TEXT = (
    "igjen igen att før etter efter og siden sidan senere seinere seinare ut inn til fra frå på i "
    "med unna væk lang lange langt over per pr gange gåtur kjøring kørsel"
)
_AFTER_MINUTES = _AFTER_MINUTES_TEXT.split()
MEASURES = (
    Unit("km/h", r"km/t(?:ime[nr]?)?\b|km/h\b|km i timen\b",
         r"km/h|kmh|kph|km/t|(?:km|kilomet(?:re|er)s?) (?:per|an) hour", "km/h", "km/h"),
    # Ten kilometres or an English mile: a text may mean either.
    Unit("mil/h", r"mil/t(?:ime[nr]?)?\b|mil(?: i timen| per time)\b",
         r"mil/h|mph|mil(?:es?)? (?:an|per) hour", "mil an hour", "mil an hour"),
    _same("m/s", r"m/s(?:ek)?\b", r"m/s|met(?:re|er)s? (?:per|a) second"),
    _same("m²", r"m²|m2\b|kvm\b\.?", r"m²|m2|sqm|sq\.? ?m|square met(?:re|er)s?"),
    _same("m³", r"m³|m3\b", r"m³|m3|cubic met(?:re|er)s?"),
    _same("km²", r"km²|km2\b", r"km²|km2|square kilomet(?:re|er)s?"),
    _same("cm²", r"cm²|cm2\b", r"cm²|cm2|square centimet(?:re|er)s?"),
    _same("°C", r"° ?C\b|℃", r"° ?C|℃|degrees? (?:Celsius|centigrade)|C"),
    _same("°F", r"° ?F\b", r"° ?F|degrees? Fahrenheit|F"),
    _same("°", r"°", r"°|degrees?"),
    *(_same(f"{sign}Wh", rf"{sign}Wh\b", rf"{sign}Wh|{name}watt[- ]hours?")
      for sign, name in (("k", "kilo"), ("M", "mega"), ("G", "giga"), ("T", "tera"))),
    *(_same(f"{sign}W", rf"{sign}W\b", rf"{sign}W|{name}watts?")
      for sign, name in (("k", "kilo"), ("M", "mega"), ("G", "giga"), ("T", "tera"))),
    _same("µm", r"[µμ]m\b", r"[µμ]m|micromet(?:re|er)s?|microns?"),
    _same("µg", r"[µμ]g\b", r"[µμ]g|micrograms?"),
    _same("mg", r"mg\b", r"mg|milligram(?:me)?s?"),
    _same("kg", r"kg\b", r"kgs?|kilogram(?:me)?s?|kilos?"),
    _same("km", r"km\b", r"kms?|kilomet(?:re|er)s?"),
    _same("cm", r"cm\b", r"cm|centimet(?:re|er)s?"),
    _same("mm", r"mm\b", r"mm|millimet(?:re|er)s?"),
    Unit("knot", r"kno[pb]\b", r"knots?", "knot", "knots"),
    Unit("masl", r"m\.?o\.?h\b\.?", r"metres? above (?:the )?sea(?: level)?|m\.?a\.?s\.?l",
         "metre above sea level", "metres above sea level"),
    _same("dB", r"dB\b", r"dB|decibels?"),
    _same("hPa", r"hPa\b", r"hPa|hectopascals?"),
    _same("GB", r"GB\b", r"GB|gigabytes?"),
    _same("MB", r"MB\b", r"MB|megabytes?"),
    Unit("per mille", r"promille\b|‰", r"per ?mille?|promille|‰", "per mille", "per mille"),
    _same("l/mil", r"(?:l|liter)/mil\b", r"(?:l|lit(?:re|er)s?)/mil"),
    # Ten kilometres.
    Unit("mil", r"mil\b", r"mil|Scandinavian miles?", "km", "km"),
    # 1000 square metres: no English unit is as large.
    _same("mål", r"mål\b", r"mål"),
    # Da is a word, too, but not after a decimal.
    _same("daa", r"daa\b|dekar\b|da\b(?= ?(?:[.,;:)]|$))", r"daa|de[ck]ares?"),
    _same("ha", r"ha\b(?= ?(?:[.,;:!?)]|$|(?:og|i|på|med|av|stor\w*|jord|skog|land|dyrk\w*)\b))",
          r"ha|hectares?"),
    Unit("pcs", r"stk\b\.?", r"pieces?|pcs\.?|items?|units?|of them", "piece", "pieces"),
    Unit("people", r"pers\b\.?", r"people|persons?", "person", "people"),
    Unit("month", r"mnd\b\.?|mdr\b\.?|md\b\.?", r"months?", "month", "months"),
    _same("hp", r"hk\b", r"hp|bhp|horse ?power"),
    _same("dwt", r"dwt\b", r"dwt|deadweight tons?"),
    *(_same(f"{sign}l", rf"{sign}l\b", rf"{sign}[lL]|{name}lit(?:re|er)s?")
      for sign, name in (("m", "milli"), ("c", "centi"), ("d", "deci"))),
    # No letter of a list.
    _same("l", r"l(?:tr?)?\b(?=[ .,;:!?)]|$)", r"[lL]|lit(?:re|er)s?"),
    # No class of a school (2 g), and no network (5 g).
    _same("g", r"(?<!\b[1-5] )(?<!\b[1-5])g\b", r"g|grams?|grammes?"),
    _same("ppm", r"ppm\b", r"ppm|parts per million"),
    _same("kcal", r"kcal\b", r"kcal|(?:kilo)?calories"),
    *(_same(f"{sign}Hz", rf"{sign}Hz\b", rf"{sign}Hz|{name}hertz")
      for sign, name in (("k", "kilo"), ("M", "mega"), ("G", "giga"), ("", ""))),
    _same("TB", r"TB\b", r"TB|terabytes?"),
    _same("Mbit/s", r"(?:Mbit/s|Mbps)\b", r"Mbit/s|Mb(?:ps|/s)|megabits? per second"),
    _same("Gbit/s", r"(?:Gbit/s|Gbps)\b", r"Gbit/s|Gb(?:ps|/s)|gigabits? per second"),
    # 2 t 15 min
    _same("h", r"t\b(?= \d{1,2} min)", r"hours?|hrs?|h"),
    # The word is "my" as well.
    _same("min", rf"min\.|min\b(?= ?(?:[,;:!?)]|$|\d)| (?:{'|'.join(_AFTER_MINUTES)})\b)",
          r"min(?:ute)?s?"),
    # Tomme is empty as well.
    Unit("inch", r"tommers?\b", r"inch(?:es)?", "inch", "inches"),
    _same("hg", r"hekto\b|hg\b", r"hg|hectograms?"),
    _same("tbsp", r"ss\b|spsk\b", r"tbsps?|tablespoons?"),
    _same("tsp", r"ts\b|tsk\b", r"tsps?|teaspoons?"),
    Unit("percentage point", r"(?:%|prosent|procent|pct\.?|pst\.?)-?po(?:e?ng|int)\b",
         r"percentage[ -]points?|(?:%|per ?cent) ?points?|pp", "percentage point",
         "percentage points"),
)  # fmt: skip

PER = {
    "kWh": "kWh", "MWh": "MWh", "kg": "kg", "km": "km", "liter": "litre", "l": "l", "m²": "m²",
    "m2": "m²", "time": "hour", "t": "hour", "år": "year", "dag": "day",
    "mnd.": "month", "mnd": "month", "md.": "month", "md": "month", "mil": "mil",
    "stk.": "each", "stk": "each", "stykk": "each", "styk": "each",
    "dekar": "daa", "daa": "daa", "mål": "mål", "måned": "month", "døgn": "day", "mol": "mol",
    "min": "min", "m³": "m³",
}  # fmt: skip
"""What stands after a slash (`øre/kWh`), and its English."""
EACH = {
    "stykket": "each", "timen": "per hour", "kiloen": "per kilo", "kiloet": "per kilo",
    "literen": "per litre", "fatet": "per barrel", "tonnet": "per tonne", "meteren": "per metre",
    "kvadratmeteren": "per square metre", "måneden": "per month", "månaden": "per month",
    "uken": "per week", "uka": "per week", "ugen": "per week", "døgnet": "per day",
    "dekaret": "per daa",
}  # fmt: skip
"""What stands after a price without a preposition (`30 kroner literen`), and its English."""

_MIL = re.compile(r"\bmil\b")
# Conversions, speeds, other miles, and Danish, whose `mil` are mostly English miles.
_OTHER_MILES = re.compile(
    r"(?:engelske|amerikanske|britiske|nautiske) mil\b|\bmil(?:/t|/s| i timen| i sekund| \()"
    r"|\([^()]{0,30}\b(?:mil|km|kilometer)\b|\b(?:af|efter|mellem|ud|op)\b|, der er\b"
)


def has_scandinavian_miles(text: str) -> bool:
    """Say whether the `mil` of a text are those of ten kilometres."""
    return _MIL.search(text) is not None and _OTHER_MILES.search(text) is None
