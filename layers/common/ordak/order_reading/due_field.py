"""Chooses, among the places that a store's rules name, the day and the slot that a cake is due."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from ordak.order_reading.due_date import Ordered, Reading, is_date_alone, read_date
from ordak.order_reading.places import WRITTEN, Entry, Places, found, is_named, plain_name
from ordak.order_reading.plain_answers import says_no
from ordak.shopify.order_rules import Flag, OrderRules, Source

_TIME = r"[0-9]{1,2}:[0-9]{2}(\s?[ap]m)?|[0-9]{1,2}([.h][0-9]{2})?\s?[ap]m"
_SLOT = rf"(?<![0-9T:.])({_TIME})(\s?(-|\u2013|to)\s?({_TIME}))?(?![0-9])"
_INSTANT = r"[0-9]:[0-9]{2}[0-9:.]*\s?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})(?![0-9:])"


class Due(NamedTuple):
    """The day, the text it was read from, the slot, what a person has to be asked, and the entries that say it."""

    day: date | None
    text: str
    slot: str
    flag: Flag | None
    used: list[Entry]


def read_due(rules: OrderRules, places: Places, ordered: Ordered) -> Due:
    """Read the day from the first place that has one; a later place makes up for one that nobody can read."""
    unread: Entry | None = None
    before: Entry | None = None
    for source in rules.due_date:
        entries = list(_dates(source, places))
        readings = [(_read(rules, entry, ordered), entry) for entry in entries]
        days = [(reading, entry) for reading, entry in readings if reading and reading.day]
        if days:
            first, entry = days[0]
            doubtful = bool(unread or before) or any(
                reading and (reading.doubtful or reading.day != first.day) for reading, _ in readings
            )
            slot = _slot(rules, places) or _slot_beside(entry)
            used = [each for reading, each in days if reading.day == first.day]
            return Due(first.day, entry.text, slot[0], "due_date_ambiguous" if doubtful else None, [*used, *slot[1]])
        before = before or next((entry for reading, entry in readings if reading), None)
        # Only a name promises a date: a tag or a word in the note may say anything.
        if source.place in WRITTEN:
            unread = unread or next((entry for reading, entry in readings if not reading), None)
    slot = _slot(rules, places) or ("", [])
    kept = before or unread
    flag: Flag | None = "due_date_ambiguous" if before else "due_date_unreadable" if unread else None
    return Due(None, kept.text if kept else "", slot[0], flag, [*([kept] if kept else []), *slot[1]])


def _dates(source: Source, places: Places) -> Iterator[Entry]:
    for entry in found(source, places):
        if plain_name(entry.name).lstrip("_").replace(" ", "").lower() == "zapietid":
            # Its time is the shop's, whatever the Z behind it says.
            day = parse_qs(unquote(entry.text)).get("D", [""])[0][:10]
            if day:
                yield entry._replace(text=day)
        elif source.place == "tag":
            # A name that a rule has picked out promises a date; any other tag is one only if it is nothing else.
            picked = entry.name != entry.text and not is_named(source.name, "?")
            if is_date_alone(entry.text if picked or entry.name == entry.text else f"{entry.name}: {entry.text}"):
                yield entry
        elif not says_no(entry.text):
            yield entry


def _read(rules: OrderRules, entry: Entry, ordered: Ordered) -> Reading | None:
    return read_date(
        entry.text, rules.date_formats, day_first=rules.day_first, ordered=ordered, without_year=entry.place != "tag"
    )


def _slot(rules: OrderRules, places: Places) -> tuple[str, list[Entry]] | None:
    for source in rules.due_slot:
        for entry in found(source, places):
            if not says_no(entry.text):
                return entry.text, [entry]
    return None


def _slot_beside(entry: Entry) -> tuple[str, list[Entry]]:
    """The time that stands beside the date; that of an instant is not where the store is."""
    time = None if re.search(_INSTANT, entry.text, re.IGNORECASE) else re.search(_SLOT, entry.text, re.IGNORECASE)
    return ("" if time is None or re.match("0?0:00", time[0]) else time[0]), []
