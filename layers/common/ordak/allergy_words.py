"""What the default order_rules know of allergies and diets, in English and French."""

_FOODS = (
    r"(tree ?nut|pea ?nut|hazel ?nut|wal ?nut|almond|cashew|pistachio|pecan|macadamia|coconut|nut|dairy|milk|lactose"
    r"|egg|gluten|wheat|flour|soya?|sesame|fish|shellfish|seafood|sulphite|sulfite|sugar|alcohol|gelatine?|pork|lupin|mustard"
    r"|noix|arachide|cacahu[eè]te|noisette|amande|pistache|coco|lait|produits? laitiers?"
    r"|(oe|œ)uf|bl[eé]|soja|s[eé]same"
    r"|poisson|fruits? [aà] coque|sucre|alcool|g[eé]latine|porc)s?"
)
SURELY = r"allerg|anaphyla|epi-?pen|c(oe|\u0153|o?é|e)lia(c|qu)|intol[eé]ran"
NAMES = rf"{SURELY}|diet|\br[eé]gimes?\b|food (need|restriction|requirement)|cannot eat|can'?t eat"
WORDS = (
    rf"{SURELY}|\b{_FOODS}[ -]*free\b"
    rf"|\b(no|not any|without|free (of|from)|avoid|exclude|omit"
    rf"|(can ?no|can'?)t (have|eat)|sans|pas d['\u2019e ]|pas de)"
    rf"( (any|added|traces? of))? ?{_FOODS}\b"
    r"|\b(vegan|vegetarian|plant[ -]based|v[eé]g[eé]tarien(ne)?|v[eé]gane?|v[eé]g[eé]talien(ne)?|halal|hallal|kosher"
    r"|cacher|kasher|diabet(es|ic)|diab[eé]tique|fodmap|keto|(?-i:GF|DF))\b"
)
DISCLAIMERS = (
    r"may contain|contains? traces|peut contenir|\bi (understand|acknowledge|agree|accept|confirm|have read)"
    r"|acknowledge|agreed|disclaimer|waiver|terms|policy|produced in|made in a|our kitchen"
    r"|can(no|')t guarantee|j['\u2019 ]accepte"
    r"|je comprends|j['\u2019 ]ai (lu|compris)|avertissement"
)
