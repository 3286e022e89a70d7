"""Finds what the kitchen has to know of one cake in the places that the store's rules name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, NamedTuple

from due_date import read_date
from ordak.order_rules import Flag, OrderRules, Place, Source
from shopify_values import as_text

type Method = Literal["pickup", "delivery", "shipping"]
type Pair = tuple[str, str]
type Places = Mapping[Place, Sequence[Pair]]

_MAX_NAME = 100  # characters of a name that a rule is compared with
_MAX_PAIRS = 500  # of one place, since each line looks through them; Shopify allows 250 tags
# The order matters: "Local pickup" is a pickup, "Standard delivery" a delivery.
_METHODS: tuple[tuple[Method, str], ...] = (
    ("pickup", r"pick\W?up|collect|in[\W_]?store|take ?away"),
    ("delivery", r"deliver|local|courier"),
    ("shipping", r"shipp|\bship\b|post|mail|freight|express|standard"),
)
_SIZE = (
    r"[0-9]{1,4}([.,][0-9]{1,2})?\s?(-|\u2013|to)?\s?[0-9]{0,4}\s?(inch(es)?|in\b|cm\b|mm\b|[\"”″]|''|kg\b|g\b)"
    r"|(serves|feeds|serving|for)\s?(up to\s?)?[0-9]{1,4}(\s?(-|\u2013|to)\s?[0-9]{1,4})?\+?"
    r"|[0-9]{1,4}(\s?(-|\u2013|to)\s?[0-9]{1,4})?\s?(serves?|servings?|people|persons?|pax|guests?|slices?)"
    r"|\b(extra[ -]?|x-?)?(small|medium|large)\b|\b(mini|regular|jumbo)\b|\b(xs|s|m|l|xx?l|xxxl)\b"
    r"|\b([0-9]{1,4}|one|two|three|four|single|double|triple)[ -]*tiers?(ed)?\b"
    r"|\b[0-9]{1,4}[ -]*(packs?|pcs|pieces)\b|\b(pack|box|tray|set) of [0-9]{1,4}|\b(half |[0-9]{1,4} )?(a )?dozen\b"
)
_BESIDE_A_SIZE = r"\b(round|square|heart|tall|cake|approx|about|people|persons?|pax|guests?|size)\b|[\W_]"


class CakeFields(NamedTuple):
    """What a ticket says of its cake; texts are not yet cut to length."""

    flavour: str
    size: str
    cake_message: str
    notes: str
    due_slot: str
    due_date: date | None
    due_text: str
    due_flag: Flag | None
    delivery_method: Method | None


def order_places(order: Mapping[str, Any]) -> dict[Place, Sequence[Pair]]:
    """Collect the places that all lines of an order share."""
    note = as_text(order.get("note"))
    tags = _tags(order.get("tags"))
    places: dict[Place, list[Pair]] = {
        "note_attribute": pairs(order.get("note_attributes")),
        "tag": [pair for tag in tags for pair in ((tag, tag), *_colon_pairs(tag))],
        "shipping_line": list(_shipping_lines(order.get("shipping_lines"))),
        "note": [("", note), *_colon_pairs(note)],
    }
    return {place: found[:_MAX_PAIRS] for place, found in places.items()}


def pairs(value: Any) -> list[Pair]:
    """Read properties or attributes: a list of {name, value} or an object, either with anything in it."""
    if isinstance(value, dict):
        return [(as_text(name), as_text(each)) for name, each in islice(value.items(), _MAX_PAIRS)]
    entries = value[:_MAX_PAIRS] if isinstance(value, list) else []
    return [
        (as_text(entry.get("name")), as_text(entry.get("value")))
        for entry in entries
        if isinstance(entry, dict) and (entry.get("name") is not None or entry.get("value") is not None)
    ]


def options(variant_title: str) -> list[Pair]:
    """Split `8 inch / Vanilla`; `Default Title` is Shopify's word for no variant."""
    if variant_title.lower() == "default title":
        return []
    return [(part.strip(), part.strip()) for part in re.split(r"\s+/\s+", variant_title) if part.strip()]


def read_cake(rules: OrderRules, places: Places, *, has_address: bool) -> CakeFields:
    """Read one line's cake; `has_address` is false when Shopify sends no shipping address."""
    day, due_text, due_flag = _due(rules, places)
    return CakeFields(
        flavour=" / ".join(_first(rules.flavour, places, size=False)),
        size=" / ".join(_first(rules.size, places, size=True)),
        cake_message="\n".join(_first(rules.cake_message, places)),
        notes="\n".join(dict.fromkeys(_notes(rules, places))),
        due_slot=next(iter(_first(rules.due_slot, places)), ""),
        due_date=day,
        due_text=due_text,
        due_flag=due_flag,
        delivery_method=_method(rules.delivery_method, places, has_address=has_address),
    )


@lru_cache(maxsize=1024)
def is_size(text: str) -> bool:
    """Tell `8 inch` and `Large (serves 20)` from a flavour; `Small batch caramel` is a flavour."""
    rest = re.sub(_SIZE, "", text.lower())
    return rest != text.lower() and not re.sub(_BESIDE_A_SIZE, "", rest)


def _tags(value: Any) -> list[str]:
    tags = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [text for text in map(as_text, tags) if text]


def _colon_pairs(text: str) -> Iterator[Pair]:
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip() and value.strip():
            yield name.strip(), value.strip()


def _shipping_lines(value: Any) -> Iterator[Pair]:
    for line in value if isinstance(value, list) else []:
        if isinstance(line, dict) and line.get("is_removed") is not True:
            texts = (as_text(line.get("title")), as_text(line.get("code")))
            yield from ((text, text) for text in dict.fromkeys(texts) if text)


@lru_cache(maxsize=4096)
def _is_named(pattern: str, name: str) -> bool:
    name = name[:_MAX_NAME].rstrip(": ")
    spellings = {name, *(re.sub(r"[\s_-]+", separator, name) for separator in (" ", "_", "-"))}
    return any(re.fullmatch(pattern, spelling, re.IGNORECASE) for spelling in spellings)


def _values(source: Source, places: Places) -> list[Pair]:
    return [pair for pair in places.get(source.place, ()) if pair[1] and _is_named(source.name, pair[0])]


def _first(sources: Sequence[Source], places: Places, *, size: bool | None = None) -> list[str]:
    """All texts of the first source that has any; of a variant title only the sizes, or all but those."""
    for source in sources:
        texts = dict.fromkeys(text for _, text in _values(source, places))
        if source.place == "variant_title" and size is not None:
            texts = dict.fromkeys(text for text in texts if is_size(text) == size)
        if texts:
            return list(texts)
    return []


def _due(rules: OrderRules, places: Places) -> tuple[date | None, str, Flag | None]:
    unread = ""
    for source in rules.due_date:
        texts = [text for _, text in _values(source, places)]
        read = [(read_date(text, rules.date_formats, day_first=rules.day_first), text) for text in texts]
        found = [(reading, text) for reading, text in read if reading]
        if found:
            day, text = found[0][0].day, found[0][1]
            doubtful = bool(unread) or any(each.doubtful or each.day != day for each, _ in found)
            return day, text, "due_date_ambiguous" if doubtful else None
        # Only a name promises a date: a tag or a word in the note may say anything.
        if texts and source.place in {"line_property", "note_attribute"}:
            unread = unread or texts[0]
    return None, unread, "due_date_unreadable" if unread else None


def _method(sources: Sequence[Source], places: Places, *, has_address: bool) -> Method | None:
    for source in sources:
        for _, text in _values(source, places):
            method = next((word for word, pattern in _METHODS if re.search(pattern, text, re.IGNORECASE)), None)
            # Shopify's own pickup: the shipping line is the name of the shop, whatever words that has.
            if source.place == "shipping_line" and not has_address and method in {None, "shipping"}:
                return "pickup"
            if method:
                return method
    return None


def _notes(rules: OrderRules, places: Places) -> Iterator[str]:
    for source in rules.notes:
        for name, text in _values(source, places):
            if not name.startswith("_"):
                yield f"{name}: {text}" if source.place in {"line_property", "note_attribute"} else text
    if not rules.show_other_properties:
        return
    read = [
        source.name
        for field in ("due_date", "due_slot", "delivery_method", "flavour", "size", "cake_message", "notes")
        for source in getattr(rules, field)
        if source.place == "line_property"
    ]
    for name, text in places.get("line_property", ()):
        if text and not name.startswith("_") and not any(_is_named(pattern, name) for pattern in read):
            yield f"{name}: {text}" if name else text
