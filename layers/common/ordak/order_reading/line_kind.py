"""Guesses what a line of an order is when nobody has decided and no rule of the store says so: in doubt a cake."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ordak.order_reading.cake_sizes import is_size, names_size
from ordak.order_reading.places import Pair, is_named, options, plain_name
from ordak.shopify.order_rules import Kind, OrderRules, Source

_EXTRA = (
    r"\b(candles?|sparklers?|balloons?|toppers?|(e-?)?gift ?(cards?|vouchers?|bags?|wrap(ping)?)|vouchers?|cards?"
    r"|kni(fe|ves)|cake (stands?|box(es)?|servers?)|napkins?|(party|paper) (plates?|hats?)|matches|confetti|gratuity"
    r"|(delivery|shipping|service|booking|rush|handling) (fee|(sur)?charge)s?)\b"
)
_WITH = r"\b(with|and|plus)\b|w/|[&+]"
_CAKE = (
    r"\b(\w*cakes?|tortes?|g[aâ]teaux?|tarts?|pavlovas?|brownies?|slabs?|bentos?|muffins?|donuts?|doughnuts?"
    r"|macarons?)\b"
)
_SERVICE = r"\b(protection|donations?|deposits?|balance|fees?|zones?|surcharges?|insurance|gratuity)\b"
_ALONE = r"\W*(tips?|((local|express|standard|same day|next day|home) )*(delivery|shipping|postage))\W*"
_SKU = r"(candles?|balloons?|toppers?|gift[-_ ]?cards?|sparklers?|tips?)($|[-_ 0-9])"
# Of a cake, not one: nothing but these stands before it in `Gold birthday cake topper`.
_OF_A_CAKE = (
    r"\W*((the|our|a|gold|silver|rose|acrylic|wooden|metal|paper|glitter|edible|custom|personali[sz]ed|happy|birthday"
    r"|wedding|anniversary|baby shower|christening|number|mini|small|large|tall|luxury)[\s-]+)*(cup ?)?cakes?[\s-]+"
    r"(toppers?|candles?|kni(fe|ves)|stands?|box(es)?|servers?|sparklers?|picks?|boards?)\b"
)


class Guess(NamedTuple):
    """The kind, whether the store itself said so, and whether something speaks against it."""

    kind: Kind
    known: bool = False
    unsure: bool = False


class Sold(NamedTuple):
    """What tells a line's kind: nothing that only one copy of an order has."""

    title: str
    variant_title: str
    sku: str
    properties: Sequence[Pair]
    touched: bool  # a thing with a product and a parcel, not a line that somebody typed


def guess_kind(rules: OrderRules, sold: Sold) -> Guess:
    """Guess. A service is neither made nor handed over; one that has a product and a parcel is doubtful."""
    title = sold.title.lower()
    of_a_cake = re.match(_OF_A_CAKE, title) is not None or re.search(rf"{_EXTRA}\s+for\b", title) is not None
    cake = not of_a_cake and re.search(_CAKE, title) is not None
    cake |= _has_property(rules, sold.properties)
    sized = _has_size(rules, sold)
    served = re.search(_SERVICE, title) is not None
    if served and not (sold.touched and (cake or sized)):
        return Guess("service", unsure=cake or sized or sold.touched)
    if not (of_a_cake or _is_extra(title, sold.sku)):
        return Guess("cake", unsure=served or re.search(_EXTRA, title) is not None)
    return Guess("cake" if cake else "extra", unsure=cake or sized)


@lru_cache(maxsize=2048)
def _is_extra(title: str, sku: str) -> bool:
    """Tell `Balloons and confetti` from `Brownies with candles`."""
    named = re.search(_EXTRA, re.split(_WITH, title)[0]) or re.fullmatch(_ALONE, title)
    return named is not None or re.match(_SKU, sku, re.IGNORECASE) is not None


def _has_property(rules: OrderRules, properties: Sequence[Pair]) -> bool:
    """Whether somebody was asked how the cake tastes or what is written on it; a card has a message too."""
    tastes = any(_names(rules.flavour, name) for name, text in properties if text)
    return tastes or any(
        re.search(r"cake|inscription|plaque|piped", plain_name(name), re.IGNORECASE)
        and _names(rules.cake_message, name)
        for name, text in properties
        if text
    )


def _has_size(rules: OrderRules, sold: Sold) -> bool:
    return (
        names_size(sold.title)
        or any(is_size(option) for option, _ in options(sold.variant_title))
        or any(_names(rules.size, name) for name, text in sold.properties if text)
    )


def _names(sources: Sequence[Source], name: str) -> bool:
    return any(source.place == "line_property" and is_named(source.name, name) for source in sources)
