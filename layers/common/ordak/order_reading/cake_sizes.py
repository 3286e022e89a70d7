"""Tells the sizes of cakes from all else that a variant's title may say."""

import re
from functools import lru_cache

_UNIT = r"(inch(es)?|in\b|cm\b|mm\b|[\"”″]|''|kg\b|g\b|kilos?\b)"
_SIZE = (
    rf"[0-9]{{1,4}}([.,][0-9]{{1,2}})?\s?{_UNIT}?\s?[x\u00d7]\s?[0-9]{{1,4}}([.,][0-9]{{1,2}})?\s?{_UNIT}?"
    rf"|[0-9]{{1,4}}([.,][0-9]{{1,2}})?\s?(-|\u2013|to)?\s?[0-9]{{0,4}}\s?{_UNIT}"
    r"|(serves|feeds|serving|for)\s?(up to\s?)?[0-9]{1,4}(\s?(-|\u2013|to)\s?[0-9]{1,4})?\+?"
    r"|[0-9]{1,4}(\s?(-|\u2013|to)\s?[0-9]{1,4})?\s?(serves?|servings?|people|persons?|pax|guests?|slices?)"
    r"|\b(extra[ -]?|x-?)?(small|medium|large)\b|\b(mini|regular|jumbo|bento)\b|\b(xs|s|m|l|xx?l|xxxl)\b"
    r"|\b([0-9]{1,4}|one|two|three|four|single|double|triple)[ -]*(tiers?|layers?)(ed)?\b"
    r"|\b((full|half|quarter|large|small|whole) )?(slabs?|sheets?)\b|\b(half|quarter) (kilo|size|cake)\b"
    r"|\b[0-9]{1,4}[ -]*(packs?|pcs|pieces|(mini )?(cup ?cakes?|minis|cookies|macarons|doughnuts|donuts|brownies))\b"
    r"|\b(pack|box|tray|set) of [0-9]{1,4}|\b(half |[0-9]{1,4} )?(a )?dozen\b"
)
_BESIDE_A_SIZE = (
    r"\b(round|square|heart|tall|cakes?|cup ?cakes?|minis?|approx|about|people|persons?|pax|guests?|size|high)\b|[\W_]"
)


@lru_cache(maxsize=1024)
def is_size(text: str) -> bool:
    """Tell `8 inch` and `Large (serves 20)` from a flavour; `Small batch caramel` is a flavour."""
    rest = re.sub(_SIZE, "", text.lower())
    return rest != text.lower() and not re.sub(_BESIDE_A_SIZE, "", rest)


def names_size(text: str) -> bool:
    """Tell whether a size stands anywhere in a text."""
    return re.search(_SIZE, text.lower()) is not None
