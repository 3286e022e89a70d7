"""Finds what the kitchen has to know of one cake in the places that the store's rules name."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ordak.order_reading.allergies import read_allergies
from ordak.order_reading.cake_sizes import is_size
from ordak.order_reading.delivery_method import Method, read_method
from ordak.order_reading.due_date import Ordered
from ordak.order_reading.due_field import read_due
from ordak.order_reading.places import WRITTEN, Entry, Places, found, is_named, written
from ordak.order_reading.plain_answers import says_no, says_yes
from ordak.shopify.order_rules import Flag, OrderRules, Source


class CakeFields(NamedTuple):
    """What a ticket says of its cake; texts are not yet cut to length."""

    flavour: str
    size: str
    cake_message: str
    notes: str
    allergies: str
    due_slot: str
    due_date: date | None
    due_text: str
    due_flag: Flag | None
    delivery_method: Method | None
    method_flag: Flag | None


def read_cake(rules: OrderRules, places: Places, *, has_address: bool, ordered: Ordered = Ordered()) -> CakeFields:  # noqa: B008
    """Read one line's cake; `has_address` is false when Shopify sends no shipping address."""
    due = read_due(rules, places, ordered)
    method = read_method(rules.delivery_method, places, has_address=has_address, carried=rules.named_rate)
    flavour = _first(rules.flavour, places, lambda entry: _is_option(entry, size=False))
    size = _first(rules.size, places, lambda entry: _is_option(entry, size=True))
    message = _first(rules.cake_message, places, lambda entry: not says_yes(entry.text))
    allergies, unsafe = read_allergies(rules, places, tastes=[*flavour, *size, *due.used, *method.used])
    shown = [
        *due.used,
        *method.used,
        *unsafe,
        *(each for field in (flavour, size, message) for each in _by_one_name(field)),
    ]
    return CakeFields(
        flavour=" / ".join(dict.fromkeys(entry.text for entry in flavour)),
        size=" / ".join(dict.fromkeys(entry.text for entry in size)),
        cake_message="\n".join(dict.fromkeys(entry.text for entry in message)),
        notes="\n".join(dict.fromkeys(_notes(rules, places, shown, [*flavour, *size]))),
        allergies="\n".join(allergies),
        due_slot=due.slot,
        due_date=due.day,
        due_text=due.text,
        due_flag=due.flag,
        delivery_method=method.method,
        method_flag=method.flag,
    )


def _first(sources: Sequence[Source], places: Places, fits: Callable[[Entry], bool]) -> list[Entry]:
    """All that the first source says which says anything."""
    for source in sources:
        entries = [entry for entry in found(source, places) if fits(entry) and not says_no(entry.text)]
        if entries:
            return entries
    return []


def _is_option(entry: Entry, *, size: bool) -> bool:
    """Of a variant's options only the sizes, or all but those."""
    return entry.place != "variant_title" or is_size(entry.text) == size


def _by_one_name(entries: list[Entry]) -> list[Entry]:
    """What a field shows whole: texts of several names (Tier 1 flavour, Tier 2 flavour) lose those in it."""
    names = {entry.name for entry in entries if entry.place in WRITTEN}
    return entries if len(names) <= 1 else []


def _notes(rules: OrderRules, places: Places, shown: Collection[Entry], baked: Collection[Entry]) -> Iterator[str]:
    """What the customer wrote, and all that no field shows: what another value has displaced is not lost."""
    for source in rules.notes:
        for entry in found(source, places):
            if entry not in shown and not entry.name.startswith("_"):
                yield _with_name(entry)
    for entry in written(places):
        if entry not in shown and (rules.show_other_properties or _is_read(rules, entry)):
            yield _with_name(entry)
    for _, option in places.get("variant_title", ()):
        if option not in {entry.text for entry in baked}:
            yield f"Variant: {option}"


def _with_name(entry: Entry) -> str:
    return f"{entry.name}: {entry.text}" if entry.place in WRITTEN and entry.name else entry.text


def _is_read(rules: OrderRules, entry: Entry) -> bool:
    """Tell whether a field looks for this name, though it shows another value."""
    fields = ("due_date", "due_slot", "delivery_method", "flavour", "size", "cake_message")
    return any(
        source.place == entry.place and is_named(source.name, entry.name)
        for field in fields
        for source in getattr(rules, field)
    )
