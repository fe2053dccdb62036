"""Frequent words of Norwegian and Danish."""

_NORDIC_TEXT = """
og ikke ikkje med blir som av af på til fra frå det den de er ble blei vart blev var har hadde
havde jeg eg han hun ho dei vi seg sig sin sitt sine også eller etter efter når hvor kor hva kva
hvis dersom fordi kan skal skulle ville kunne må være vera å at en et ei eit om under over
mellom mellem nå nu då da meg mig deg dig oss os dere deres noe noko noen nokon nogle mange alle
berre kun mer meir mere mest ut ud inn ind opp op ned igjen igen gjør gjer får går sier
seier siger mot mod uten uden ved hos blant blandt selv sjølv vært været dette denne disse desse
slik sådan samme siden sidan før hver hvert ingen"""
NORDIC_WORDS = frozenset(_NORDIC_TEXT.split())
"""They are no names, also in capitals."""

_ENGLISH_TOO_TEXT = (
    "at de den du en er et han was under over for i men so om ho alle kan op da dig da"
)
FUNCTION_WORDS = NORDIC_WORDS - frozenset(_ENGLISH_TOO_TEXT.split())
"""Those that are no English words."""
