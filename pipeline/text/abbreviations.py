"""Words that decide whether a full stop ends a sentence: abbreviations and their like.

All lowercase, without the last full stop. An abbreviation that is also an ordinary word at the
end of sentences (Norwegian `med`, `min`, `gen`) is left out: a missed boundary costs more.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, or of languages that are written alike.

    `joining` never end a sentence. `numbering` do not before a digit. `closing` and `months` end
    one only before a capital. `amounts` are closing ones that a currency code may follow.
    `ordinal_nouns` are capitalized after an ordinal number without starting a sentence.
    `starters` begin a sentence after an initial, where any other capital continues a name.
    """

    joining: frozenset[str]
    numbering: frozenset[str]
    closing: frozenset[str]
    amounts: frozenset[str]
    months: frozenset[str]
    ordinal_nouns: frozenset[str]
    starters: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NORDIC = Words(
    joining=_set("""
        aa adm adm.dir adv afd afg alm ank anm ansv ass avd avd.dir avg bac.phil bd bl bl.a bla ca
        cand
        cand.jur cand.mag cand.med cand.merc cand.polit cand.psych cand.real cand.scient cand.theol
        chr civ d d.v.s dep dept dir dr dr.jur dr.med dr.phil dr.philos dr.techn ds dvs eks ekskl
        brig.gen emer eng evt f.eks f.f f.o.m fa fam fenr fg fhv fmr forts fr frk følg gen.lt
        gen.maj genlt genmaj gl h.c h.r.adv hhv hr ifb ifbm iflg ifm ift indb inkl innst insp inst
        jf jfr jvf jvfr joh jur kand kapt kaptltn kgl kl komkapt komm kons kst lic lt ltn løjtn
        løytn m.a m.a.o m.h.p m.h.t m.t.p mag.art maks mht mlm mr mrs ms mt nr nuv næstf oberstlt
        oblt ot ot.prp overs p.g.a p.t pga phil polit pr prof prop psyk pt red resp s.k sct sdr sekr
        sers sgt siv siv.ing siv.øk skt sml st st.meld st.prp stud stud.jur stud.med t.d t.eks t.o.m
        tdl tel teol th tidl tlf utg v v.h.a vedk vedr vha vilh vs økon årg aml arvel asl avtl
        barnel fbl forskr ftrl fvl grl iht i.h.t kjl kml mval pbl retspl rpl skbl skl sktl strfl
        strl strpl tvl utl vphl vtrl
    """),
    numbering=_set(
        "afsn art avsn pb postb postboks f fig fv kap kv kvt no nos p pkt ref rt rv s str tab vol "
        "§ §§ tirs tys ons tors fre lør laur søn"
    ),
    closing=_set("""
        a.m a.s d.y d.æ d.å e.kr etc f.kr f.v.t ff fvt g i jr l m m.fl m.m m.o.h m.v mfl mm moh mv
        o.a o.l o.lign o.m.a o.m.fl o.s.b o.s.v osb osv p.a p.m pct ph.d pst s.u sr stk t.h t.v u.å
        å ø
    """),
    amounts=_set("bn kr mia milj mill mio mrd"),
    months=_set("jan feb febr mar apr jun jul aug sep sept okt nov des dec"),
    ordinal_nouns=_set("""
        verdenskrig verdenskrigen bundesliga divisjon divisjonen division divisionen etasje etage
        sal januar februar mars marts april mai maj juni juli august september oktober november
        desember december juledag påskedag pinsedag symfoni
    """),
    starters=_set("""
        alle at av bare begge både da de dei den denne der derfor dermed dersom dessuten det dette
        difor du då eg en ein ei eit er et etter for fordi fra før først han har her ho hun hva
        hvad hvis hvor hvordan hvorfor i ifølge ikke ikkje ingen jeg kan kanskje kva man med men
        mens når nå og også om på samtidig selv siden skal slik som så også til under ved vi vil
    """),
)
"""Bokmål, Nynorsk and Danish: one list, since a word that abbreviates in one misleads in none.

`g`, `l`, `m` and the words `i`, `å`, `ø` are among the closing ones: Punkt takes them for initials.
"""

ENGLISH = Words(
    joining=_set("""
        adm brig capt cf cmdr col cpl dr e.g fr gen gov hon i.e lt maj messrs mr mrs ms mt prof rep
        rev sen sgt st supt viz vs
    """),
    numbering=_set("art fig figs no nos p para pp sec vol"),
    closing=_set("a.m al bros co corp etc inc jr ltd p.m ph.d plc sr"),
    amounts=_set("bn mn tn"),
    months=_set("jan feb mar apr jun jul aug sep sept oct nov dec"),
    ordinal_nouns=frozenset(),
    starters=_set("""
        a after all also although an and as at before both but by during each for from he her here
        his how however if in it its many meanwhile more most no now on once one our she since so
        some still that the their then there these they this those though to under until we what
        when where which while who why with yet you
    """),
)
