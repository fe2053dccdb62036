"""Lines of a page that are no news: links to other articles, notices to readers, its rights.

For Norwegian, Danish and English pages. What somebody says is news: ", sier ordføreren" at the end
of such a line makes it a sentence of the article.
"""

import re

from pipeline.text.saying import SAYS

_ARTICLE = r"(?:saken|saka|artikkelen|artiklen|artikel|innholdet|innhaldet|indholdet)"
_THIS_ARTICLE = rf"(?:denne |dette )?{_ARTICLE}"
_AN_ARTICLE = (
    r"(?:debattinnlegg|debatindlæg|innlegg|indlæg|leserinnlegg|lesarinnlegg|læserbrev|kronikk"
    r"|kronik|kommentar|leder|leiar|meningsytring|annonse|annonce)"
)
_NAMED = r"(?-i:[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*)*)"

# Links to other articles, whatever their titles say.
_LINK = re.compile(
    r"(?i:(?:les|læs|se|sjå|hør|høyr|read|see)\s+(?:også|òg|mer|meir|mere|also|more)|related)"
    r"(?:\s*[:–-]|\s*[.!]?$|\s+(?=[A-ZÆØÅ0-9«»\"“–-]))"
)

# Whole lines.
_LINE = re.compile(
    r"(?:saken|saka|artikkelen|artiklen|the article|article) "
    r"(?:fortsetter|fortset|fortsætter|held fram|continues)\b(?! (?:å|at)\b).{0,40}"
    r"|(?:saken|saka|artikkelen|artiklen) (?:oppdateres|oppdaterast|opdateres"
    r"|(?:er|ble|blev|vart) (?:oppdatert|opdateret))\.?"
    r"|(?:meld deg på|abonn[eé]r på|tilmeld dig|sign up for|subscribe to)\b.{0,30}"
    r"(?:nyhetsbrev|nyheitsbrev|nyhedsbrev|newsletter)\w*.{0,80}"
    r"|få\b.{0,30}(?:nyhetsbrev|nyheitsbrev|nyhedsbrev)\w*.{0,20}"
    r"|(?:del|share)(?: (?:saken|artikkelen|artiklen|this))? (?:på|on|via)\b.{0,30}"
    r"|(?:del|lytt til|lyt til|lyd til|hør) (?:saken|saka|artikkelen|artiklen)\W*"
    r"|(?:annonse|annonce|reklame|advertisement)"
    r"|(?:annonsørinnhold|annonsørinnhald|annoncørbetalt indhold"
    r"|(?:betalt|sponset|sponsoreret|kommersielt) (?:innhold|innhald|indhold))"
    r"|(?:mest (?:lest|lese|læst|sett|delt|kommentert)|siste nytt|seneste nyt"
    r"|(?:flere|fleire|anbefalte) (?:saker|artikler))(?: nå)?"
    r"|(?:lese|læse|lytte)tid\s*:?\s*\d+ min\w*\.?"
    r"|(?:(?:vis|se|sjå|les|læs|skriv) )?(?:alle )?kommentarer? ?\(\d+\)"
    r"|kommentar(?:feltet|sporet) er (?:nå |nu )?(?:stengt|lukket|lukka|åpent|åbent|avsluttet)\.?"
    r"|\d+ a[vf] \d+ (?:bilder|bilete|billeder)"
    r"|(?:org\.? ?(?:nr|nummer)|cvr(?:[ -]?nr)?)\.?:? ?\d[\d ]+"
    r"|(?:denne )?(?:artikkelen|artiklen|artikel) er (?:over|mer enn|meir enn|mere end|eldre enn"
    r"|ældre end) \w+ (?:år|måned\w*|månad\w*)(?: gam\w+)?\.?"
    rf"|{_THIS_ARTICLE} (?:ble|blei|vart|blev|er|har vært|har vore) (?:først|opprinnelig|opphavleg"
    r"|oprindeligt|tidligere|tidlegare|også) (?:publisert|publiceret|trykt|trykket|bragt)\b.{0,60}"
    rf"|dette er (?:en|et|ei|ein|eit) {_AN_ARTICLE}(?:\.?|,? (?:skrevet|skrive|fra|frå) .{{1,60}})"
    r"|(?:innlegget|indlægget|kronikken|kommentaren|lederen|leiaren|teksten|artikkelen|artiklen) "
    r"(?:er (?:et )?|gir |gjev )?"
    r"(?:uttrykker|udtrykker|uttrykk|udtryk) .{0,20}(?:skribent|forfatter|forfattar)\w*.{0,40}"
    r"|(?:kopiering|gjengivelse|gjengiving|gengivelse|ettertrykk|eftertryk)"
    rf"(?: a[vf] {_ARTICLE})? (?:er )?(?:forbudt|forbode|(?:ikke|ikkje) (?:tillatt|tilladt))"
    r".{0,40}"
    r"|powered by .{1,40}"
    r"|(?:vil|ønsker|ynskjer) du\b.{0,60}\b(?:innboks|indbakke|e-?posten|varsl|notifikation)\w*\?"
    r"|(?:the post|innlegget|indlægget) .{1,150} (?:appeared first on|dukk\w+ først opp på"
    r"|blev først vist på) .{1,60}"
    r"|(?:les|læs|se|sjå) (?:hele |heile )?(?:saken|saka|artikkelen|artiklen|historien|intervjuet"
    rf"|kronikken|rapporten)(?: her| (?:på|hos|i) (?:[\w-]+\.\w{{2,3}}|{_NAMED}))?\W*"
    rf"|(?:kilder?|kjelder?)\s?: {_NAMED}(?:(?:, | og | & ){_NAMED})*\.?"
    r"|(?:kopier|kopiér) (?:lenk|link)\w*|skriv ut(?: saken)?|send på e-?post|last ned som \w+"
    r"|(?:del|kommenter|diskuter|lagre|gem) (?:denne )?(?:saken|saka|artikkelen|artiklen|siden)\W*"
    r"|del (?:med|til) (?:en |ein )?(?:venn|ven|andre)\w*"
    r"|(?:vis|se|sjå) (?:flere|fleire|alle)(?: (?:saker|artikler|artiklar|nyheter|nyheder|bilder))?"
    r"|(?:relaterte|relaterede|andre|flere|fleire) (?:saker|artikler|artiklar|nyheter|nyheder)"
    r"|(?:\d+|ingen) kommentar\w*|skriv en kommentar|\d+ min\w*\.? (?:lese|læse|lytte)tid"
    r"|.{0,60}\breCAPTCHA\b.{0,80}"
    r"|velg (?:et |ditt )?abonnement\s*:.+"
    r"|prøv .{0,40}\bfor (?:kun |bare )?(?:\d+|en|én) ?(?:kr|,-)\w*.{0,20}"
    r"|(?:hør|høyr|lytt til|lyt til) (?:[\w ]{1,20} )?pod[ck]ast\w*(?: .{1,30} her)?\W*"
    r"|(?:se|sjå) (?:video|bildeserie|billedserie)\w*\W*"
    r"|(?:tlf|tel|telefon|mobil|telefax)\.?\s*:?\s*\+?\d[\d ]{6,}"
    r"|har du (?:meninger|ei meining|en mening|synspunkt\w*) om .{1,40}\?"
    r"|(?:oppsummeringen?|opsummeringen|oppsummeringa|sammendraget|samandraget|resuméet) er "
    r"(?:laget|laga|generert|genereret|lavet|skrevet).{0,30}\b(?:KI|AI|ChatGPT|kunstig)\b.{0,80}"
    r"|(?:kjære|kære) (?:leser|lesar|læser)\w*\W*"
    rf"|{_THIS_ARTICLE} er (?:åpen|open|åben) for alle\W*"
    r"|(?:vil|kan) du støtte (?:oss|os|avis\w*|journalistikken|vårt arbeid)\b.{0,40}"
    rf"|{_THIS_ARTICLE} (?:ble|blei|vart|blev|er) (?:publisert|publiceret|oppdatert|opdateret) "
    r"(?:den )?\d.{0,80}"
    rf"|{_THIS_ARTICLE} er (?:oversatt|omsett|oversat) (?:fra|frå) \w+.{{0,40}}"
    r"|(?:rettelse|retting|rettinger|korrigering|korreksjon)\s*: .{0,150}",
    re.IGNORECASE,
)

# How lines of a page begin: who may read on, what it stores, whose it is.
_BEGINNING = re.compile(
    # les mer om, read more about
    r"(?:les|læs|se|sjå|hør|høyr|read|see)\s+(?:også|òg|mer|meir|mere|also|more)"
    r"\s+(?:om|her|på|hos|about|here|at)\b"
    r"|du må (?:være|vere) (?:logge[td] inn|innlogg(?:et|a|ede)|abonnent|pålogg\w+)"
    r"|du skal være (?:logget ind|abonnent)"
    r"|du (?:må|skal) (?:ha|have|teikne|tegne|kjøpe|købe) (?:ei[tn]? |et |en )?"
    r"(?:\w+ )?abonnement"
    r"|har du (?:allerede|allereie)(?: ei[tn]?| et| en)? (?:bruker|brukar|konto|profil)\?"
    r"|du (?:trenger|treng|trænger til|behøver)(?: ei[tn]?| et| en)? abonnement\b"
    r"|(?:opprett|opret) (?:ei[tn]? |et |en )?(?:bruker|brukar|konto|profil)[.!]?$"
    r"|(?:ja,? )?(?:jeg|eg) (?:godtar|godtek|aksepterer|accepterer) (?:vilkår|betingelse)\w*"
    r"|du har (?:ikke|ikkje) (?:et |eit )?(?:\w+ )?abonnement"
    r"|du har (?:\w+ ){1,3}gratis (?:artik\w+|saker)"
    r"|(?:få|kjøp|køb) (?:\w+ )?(?:tilgang|tilgjenge|adgang)\b.{0,40}"
    r"(?:\d ?(?:,-|kr)|alle (?:artik\w+|saker)|alt (?:innhold|innhald|indhold))"
    r"|(?:saken|saka|artikkelen|artiklen|innholdet|indholdet) "
    r"(?:krever|krev|kræver) (?:\w+ )?abonn"
    r"|dette er (?:en|ei|ein) (?:abonnementss?ak|abonnements?artikkel|plusss?ak|pluss-sak"
    r"|plusartikel)"
    r"|(?:les|læs) (?:\w+ ){0,3}(?:med|som) (?:et |en |eit )?abonn"
    # Log in to Altinn to apply for support: advice of the article.
    r"|(?:logg|log) (?:inn|ind|deg inn|dig ind)\b"
    rf"(?! (?:på|hos|via) {_NAMED} for (?:å|at) (?!lese?\b|læse?\b|se\b|kommentere))"
    rf"|{_THIS_ARTICLE} er (?:kun |bare |berre |udelukkende )?"
    r"(?:tilgjengel\w+ |tilgængel\w+ |åpen |open |åben )?"
    r"(?:for|forbehold\w+|reserver\w+)\s?(?:våre |vore )?(?:for )?(?:abonnent|kund|medlem)"
    r"|(?:kun|bare|berre) for abonnenter"
    r"|for (?:våre )?abonnenter[.!]?$"
    r"|(?:bli|blir|bliv|kjøp|køb|bestill|bestil|prøv|tegn)\b.{0,20}\babonne(?:ment|nt)"
    r"|(?:er du|har du|allerede|allereie|hvis du er)\b.{0,20}\babonne(?:ment|nt)"
    r"|(?:dette nettstedet|denne nettsiden|nettstedet|nettsiden|denne hjemmeside|hjemmesiden|vi"
    r"|nettstaden) "
    r"(?:bruker|brukar|bruger|benytter|anvender)\s.{0,30}(?:cookies|informasjonskaps\w+"
    r"|infokaps\w+)"
    r"|(?:godta|godkjenn|aksepter|accepter|tillat|tillad|avvis|afvis) "
    r"(?:alle|cookies|informasjonskaps|kun nødvendige)"
    r"|vi (?:bryr oss om|respekterer|verner om|værner om) "
    r"(?:personvernet ditt|ditt personvern|dit privatliv)"
    r"|vi og (?:våre|vore) (?:\d+ )?\w*(?:partner|partnar)\w* (?:lagr|bruk|brug|behandl|gem)"
    r"|(?:©|\(c\)).{0,120}$"
    rf"|(?:copyright|opphavsrett|ophavsret)\s*(?:[:©(]|\d{{4}}|{_NAMED}\W*(?:\d{{4}}|$)).{{0,120}}$"
    r"|.{0,60}\balle (?:rettigheter|rettar|rettigheder) "
    rf"(?:forbehold\w*|reserver\w*|forbeheld\w*)\s*(?:[.!,©–-]|{_NAMED}\W*$|$)"
    rf"|(?:ansvarlig|ansvarleg|ansvarshavende) (?:sjef|chef)?redaktør(?:\s*:.{{1,60}}| {_NAMED})$"
    r"|all rights reserved"
    r"|.{0,40}\b(?:arbeid\w+|arbejd\w+|redigeres|følger|følgjer) (?:\w+ ){0,3}(?:vær|ver) varso?a?m"
    r"|(?:har du )?(?:tips oss|tip os|send oss (?:et )?tips|har du (?:et )?tips)\b"
    r"|(?:følg|last ned|hent) (?:oss|os|appen|vår app|vores app)\b"
    r"|følg (?:med )?(?:i |på )?(?:vår|vores) live"
    r"|(?:klikk|klik|trykk|tryk) her\b"
    r"|you must be logged in"
    r"|log in to"
    r"|this article is for subscribers"
    r"|this site uses cookies",
    re.IGNORECASE,
)

_SAID = re.compile(rf",\s*{SAYS}\b", re.IGNORECASE)


def is_notice(text: str) -> bool:
    """Say whether a short line is about the page or other articles, and is no sentence of news."""
    if _LINK.match(text):
        return True
    return bool(_LINE.fullmatch(text) or _BEGINNING.match(text)) and not is_said(text)


def is_said(text: str) -> bool:
    """Say whether a Nordic sentence names who says it, as in "..., sier ordføreren"."""
    return _SAID.search(text) is not None


# Fewer verbs than all: "Det slår ordføreren" says more.
_SOURCE_ONLY = re.compile(
    r"(?:det|dette|slik|sådan) "
    r"(?:opplyser|oplyser|opplyste|oplyste|skriver|skriv|skrev|melder|meldte|melde|sier|seier|siger|sa"
    r"|sagde|forteller|fortel|fortæller|fortalte|bekrefter|stadfestar|bekræfter|uttaler|udtaler"
    r"|rapporterer|fremgår|framgår|viser|visar|viste|meddeler|meddelte|meddelar|informerer|informerte"
    r"|informerede|kunngjør|kunngjorde|kunngjer)"
    r"(?! (?:seg|sig)\b)(?:(?! (?:at|fordi|som|der|om|hvor|når)\b)[^.!?:;«»\"]){2,120}\.",
    re.IGNORECASE,
)


def names_source_only(text: str) -> bool:
    """Say whether a Nordic sentence says no more than who stated what stands before it.

    `Det oplyser selskabet i en meddelelse fredag.`
    """
    return _SOURCE_ONLY.fullmatch(text.strip()) is not None
