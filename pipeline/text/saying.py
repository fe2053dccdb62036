"""Verbs with which Norwegian and Danish texts name who says something."""

_SAYS_TEXT = (
    "sier seier siger sa sagde mener meiner mente meinte råder råd rådet skriver skriv skrev "
    "opplyser oplyser opplyste forteller fortel fortæller fortalte innrømmer indrømmer innrømte "
    "advarer åtvarar advarte hevder hevdar hævder påstår slår slo fastslår fastslo lyder lød "
    "melder melde meldte oppfordrer oppfordrar opfordrer ber bad ba krever krev kræver svarer "
    "svarar svarte forklarer forklarar forklarte understreker understrekar understreger tror "
    "trur viser heter heiter hedder kommenterer konkluderer varsler varslar lover lovar minner "
    "minnar påpeker påpeikar påpeger uttaler udtaler ifølge ifølgje svara svarede ropte råbte "
    "spurte spurde spurgte oppfordra oppfordret opfordrede nikker nikket nikkede smiler smilte "
    "smilede tilføyer tilføyde tilføjer tilføjede jubler jublet jublede hvisker hvisket sukker "
    "sukket utbryter utbrøt repliserer replisert avslutter avsluttet afslutter afsluttede"
)
SAYS = rf"(?:{'|'.join(_SAYS_TEXT.split())})"
"""A regular expression for one of them, or for `ifølge`."""
