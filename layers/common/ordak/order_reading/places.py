"""The places of an order that a store's rules look in, and the names that they look for there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from ordak.order_reading.shopify_values import as_text
from ordak.shopify.order_rules import Place, Source

type Pair = tuple[str, str]
type Places = Mapping[Place, Sequence[Pair]]

# What customers and apps write by name: each is a field, or shown.
WRITTEN: tuple[Place, ...] = ("line_property", "note_attribute")
_MAX_NAME = 100  # characters of a name that a rule is compared with
_MAX_PAIRS = 500  # of one place, since each line looks through them; Shopify allows 250 tags


class Entry(NamedTuple):
    """A text and where it stands."""

    place: Place
    name: str
    text: str


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


def bundle_properties(order: Mapping[str, Any]) -> dict[int, list[Pair]]:
    """Read what was asked of a whole bundle, by the id that its lines name."""
    groups = order.get("line_item_groups")
    return {
        group["id"]: pairs(group.get("properties"))
        for group in (groups if isinstance(groups, list) else [])
        if isinstance(group, dict) and isinstance(group.get("id"), int)
    }


def options(variant_title: str) -> list[Pair]:
    """Split `8 inch / Vanilla`; `Default Title` is Shopify's word for no variant."""
    if variant_title.lower() == "default title":
        return []
    return [(part.strip(), part.strip()) for part in re.split(r"\s+/\s+", variant_title) if part.strip()]


def found(source: Source, places: Places) -> list[Entry]:
    """Everything in a source's place that has its name and says something."""
    return [
        Entry(source.place, name, text)
        for name, text in places.get(source.place, ())
        if text and is_named(source.name, name)
    ]


def written(places: Places) -> Iterator[Entry]:
    """Everything that a customer or an app has written by name and may be seen: `_ZapietId` is hidden."""
    for place in WRITTEN:
        for name, text in places.get(place, ()):
            if text and not name.startswith("_"):
                yield Entry(place, name, text)


@lru_cache(maxsize=4096)
def is_named(pattern: str, name: str) -> bool:
    """Compare a whole name with a pattern, whatever its case and separators, as written or in plain words."""
    name = name[:_MAX_NAME].rstrip(": ")
    spellings = {name, plain_name(name), *(re.sub(r"[\s_-]+", separator, name) for separator in (" ", "_", "-"))}
    return any(re.fullmatch(pattern, spelling, re.IGNORECASE) for spelling in spellings)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Write `deliveryDate` and `Pickup/Delivery Date (required)*` in plain words; a hidden one keeps its underscore."""
    hidden = "_" if name.startswith("_") else ""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    words = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", words)
    return hidden + " ".join(re.findall(r"[^\s_/:*?!.,#-]+", words))


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
