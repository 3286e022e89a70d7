"""What two readings of one order differ in, without a word that a customer wrote."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ordak.order_reading.new_order import Line, NewTicket, ShopifyOrder

type Reading = ShopifyOrder | str  # or why it can never be ingested
type Change = Literal["added", "removed", "changed"]

# Dates and words of ours. Of all else only that it differs is said: it may be a customer's text.
SHOWN = ("due_date", "delivery_method", "flags")
UNSHOWN = ("due_slot", "due_text", "flavour", "size", "cake_message", "notes", "allergies")


class Difference(NamedTuple):
    """A field of an order (`line_no` is None), of a line, or of each of a line's tickets."""

    line_no: int | None
    field: str
    change: Change
    before: str | None = None
    after: str | None = None


def differences(before: Reading, after: Reading) -> Iterator[Difference]:
    """Compare an order read by two sets of rules."""
    if isinstance(before, str) or isinstance(after, str):
        yield from _shown(None, "unreadable", _reason(before), _reason(after))
        return
    yield from _shown(None, "flags", _text(before.flags), _text(after.flags))
    tickets, new_tickets = _by_line(before), _by_line(after)
    for line, new in zip(before.lines, after.lines, strict=True):  # of one body, whatever the rules
        yield from _line(line, new)
        if line.line_no in tickets and line.line_no in new_tickets:
            yield from _ticket(line.line_no, tickets[line.line_no], new_tickets[line.line_no])


def _line(before: Line, after: Line) -> Iterator[Difference]:
    yield from _shown(before.line_no, "kind", before.kind, after.kind)
    yield from _shown(before.line_no, "quantity", str(before.quantity), str(after.quantity))


def _ticket(line_no: int, before: NewTicket, after: NewTicket) -> Iterator[Difference]:
    for field in SHOWN:
        yield from _shown(line_no, field, _text(getattr(before, field)), _text(getattr(after, field)))
    for field in UNSHOWN:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Difference(line_no, field, _change(old, new))


def _shown(line_no: int | None, field: str, before: str | None, after: str | None) -> Iterator[Difference]:
    if before != after:
        yield Difference(line_no, field, _change(before, after), before, after)


def _change(before: object, after: object) -> Change:
    return "added" if before is None else "removed" if after is None else "changed"


def _text(value: object) -> str | None:
    """Write a date, a word of ours, or flags; nothing and no flags are None."""
    if isinstance(value, list):
        return ", ".join(value) or None
    return None if value is None else str(value)


def _reason(reading: Reading) -> str | None:
    return reading if isinstance(reading, str) else None


def _by_line(order: ShopifyOrder) -> dict[int, NewTicket]:
    """The first ticket of each line: the others differ in their share of the money alone, which no rule reads."""
    return {ticket.line_no: ticket for ticket in reversed(order.tickets)}
