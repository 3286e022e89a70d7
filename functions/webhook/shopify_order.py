"""Reads the body of a delivery that brings a whole order into the one value that `api.ingest_order` takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast

from pydantic import BaseModel, ConfigDict

from cake_fields import CakeFields, Method, Pair, options, order_places, pairs, read_cake
from clean_json import Unreadable, parse
from ordak.order_rules import Flag, Kind, LineField, OrderRules, Place, RequiredField
from shopify_values import (
    CENT,
    cut,
    cut_or_none,
    one_line,
    read_currency,
    read_customer,
    read_id,
    read_line,
    read_moment,
    read_money,
    read_quantity,
    read_whole,
)
from topic_schemas import check

__all__ = ["Line", "NewTicket", "ShopifyOrder", "Unreadable", "read_order"]

_CODE, _NAME, _TITLE, _MESSAGE, _NOTES = 100, 200, 300, 2000, 4000  # characters


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(_Value):
    """One line of the sale, numbered as it stands in `line_items`; `unit_amount` is before discounts."""

    line_no: int
    line_id: str | None
    kind: Kind
    sku: str | None
    title: str | None
    variant_title: str | None
    quantity: int
    unit_amount: Decimal | None
    properties: list[tuple[str, str]]


class NewTicket(_Value):
    """One cake to make; `total_amount` is its share of the line after discounts, without tax and shipping."""

    line_no: int
    product_title: str | None
    flavour: str | None
    size: str | None
    cake_message: str | None
    notes: str | None
    due_date: date | None
    due_slot: str | None
    due_text: str | None
    delivery_method: Method | None
    total_amount: Decimal | None
    flags: list[Flag]


class ShopifyOrder(_Value):
    """A sale with its lines and tickets; `raw_json` is the whole body as text that jsonb takes.

    Flags stand on the ticket they concern; here are those of the sale and of lines without a ticket.
    """

    order_gid: str
    shopify_order_id: str
    shopify_order_number: int | None
    name: str | None
    currency: str | None
    total_amount: Decimal | None
    customer_name: str | None
    source_name: str | None
    test: bool
    created_at: str | None
    updated_at: str | None
    cancelled_at: str | None
    fulfilled: bool
    flags: list[Flag]
    lines: list[Line]
    tickets: list[NewTicket]
    raw_json: str


class _Shared(NamedTuple):
    """What all lines of an order have in common."""

    rules: OrderRules
    customer_name: str | None
    places: Mapping[Place, Sequence[Pair]]
    has_address: bool


def read_order(body: bytes, rules: OrderRules) -> ShopifyOrder:
    """Read a body; raises Unreadable, and nothing else, for what can never be ingested."""
    order, raw_json, replaced = parse(body)
    if not isinstance(order, dict):
        raise Unreadable("not_an_object")
    order_id = _order_id(order)
    check("orders/create", order)
    flags = set(replaced)
    customer = read_customer(order, _NAME, flags)
    lines, tickets = _lines(order, rules, customer, flags)
    return ShopifyOrder(
        order_gid=f"gid://shopify/Order/{order_id}",
        shopify_order_id=order_id,
        shopify_order_number=read_whole(order.get("order_number")),
        name=read_line(order.get("name"), _CODE, flags),
        currency=read_currency(order.get("currency"), flags),
        total_amount=read_money(order.get("total_price"), flags),
        customer_name=customer,
        source_name=read_line(order.get("source_name"), _CODE, flags),
        test=order.get("test") is True,
        created_at=read_moment(order.get("created_at")),
        updated_at=read_moment(order.get("updated_at")),
        cancelled_at=read_moment(order.get("cancelled_at")),
        fulfilled=order.get("fulfillment_status") == "fulfilled",
        flags=sorted(flags),  # after all that may add one
        lines=lines,
        tickets=tickets,
        raw_json=raw_json,
    )


def _lines(
    order: Mapping[str, Any], rules: OrderRules, customer: str | None, flags: set[Flag]
) -> tuple[list[Line], list[NewTicket]]:
    items = order.get("line_items")
    if not isinstance(items, list):
        raise Unreadable("bad_line_items")
    shared = _Shared(rules, customer, order_places(order), bool(order.get("shipping_address")))
    lines: list[Line] = []
    tickets: list[NewTicket] = []
    for line_no, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            flags.add("line_unreadable")
            continue
        seen: set[Flag] = set()
        properties = pairs(item.get("properties"))
        line = _line(line_no, item, properties, rules, seen)
        lines.append(line)
        if line.kind == "extra" or line.quantity == 0:
            flags |= seen  # no ticket could carry them
            continue
        if len(tickets) + line.quantity > rules.max_tickets:
            raise Unreadable("too_many_tickets")
        tickets += _tickets(line, properties, shared, _shares(line, item, seen), seen)
    return lines, tickets


def _line(line_no: int, item: Mapping[str, Any], properties: list[Pair], rules: OrderRules, flags: set[Flag]) -> Line:
    title = read_line(item.get("title"), _TITLE, flags) or read_line(item.get("name"), _TITLE, flags)
    variant_title = read_line(item.get("variant_title"), _TITLE, flags)
    sku = read_line(item.get("sku"), _NAME, flags)
    fields: dict[LineField, str] = {
        "title": title or "",
        "name": one_line(item.get("name"))[:_TITLE],
        "variant_title": variant_title or "",
        "sku": sku or "",
        "vendor": one_line(item.get("vendor"))[:_TITLE],
        "product_type": one_line(item.get("product_type"))[:_TITLE],
    }
    kind: Kind = "extra" if item.get("gift_card") is True else rules.kind_of(fields)
    return Line(
        line_no=line_no,
        line_id=read_id(item, "LineItem"),
        kind=kind,
        sku=sku,
        title=title,
        variant_title=variant_title,
        quantity=read_quantity(item, cake=kind == "cake", flags=flags),
        unit_amount=read_money(item.get("price"), flags),
        properties=[(cut(name, _NAME, flags), cut(value, _NOTES, flags)) for name, value in properties],
    )


def _tickets(
    line: Line, properties: list[Pair], shared: _Shared, shares: list[Decimal | None], flags: set[Flag]
) -> list[NewTicket]:
    places: dict[Place, Sequence[Pair]] = {
        **shared.places,
        "line_property": properties,
        "variant_title": options(line.variant_title or ""),
    }
    cake = read_cake(shared.rules, places, has_address=shared.has_address)
    values: dict[str, Any] = {
        "line_no": line.line_no,
        "product_title": line.title,
        "flavour": read_line(cake.flavour, _NAME, flags),
        "size": read_line(cake.size, _NAME, flags),
        "cake_message": cut_or_none(cake.cake_message, _MESSAGE, flags),
        "notes": cut_or_none(cake.notes, _NOTES, flags),
        "due_date": cake.due_date,
        "due_slot": read_line(cake.due_slot, _NAME, flags),
        "due_text": read_line(cake.due_text, _TITLE, flags),
        "delivery_method": cake.delivery_method,
    }
    flags |= _missing(shared, line, cake)
    return [NewTicket(**values, total_amount=share, flags=sorted(flags)) for share in shares]


def _missing(shared: _Shared, line: Line, cake: CakeFields) -> set[Flag]:
    there: dict[RequiredField, object] = {
        "due_date": cake.due_date or cake.due_flag,  # an unreadable date is not missing
        "due_slot": cake.due_slot,
        "delivery_method": cake.delivery_method,
        "flavour": cake.flavour,
        "size": cake.size,
        "cake_message": cake.cake_message,
        "customer_name": shared.customer_name,
        "sku": line.sku,
        "title": line.title,
    }
    flags = {cast("Flag", f"{field}_missing") for field in shared.rules.required if not there[field]}
    return flags | {cake.due_flag} if cake.due_flag else flags


def _shares(line: Line, item: Mapping[str, Any], flags: set[Flag]) -> list[Decimal | None]:
    """Split the line's net amount so that the cents add up; the first cakes carry the odd ones."""
    discounts = item.get("discount_allocations")
    amounts = [
        read_money(each.get("amount") if isinstance(each, dict) else None, flags)
        for each in (discounts if isinstance(discounts, list) else [])
    ]
    known = [amount for amount in amounts if amount is not None]
    net = None if line.unit_amount is None else line.unit_amount * line.quantity - sum(known)
    if net is None or len(known) < len(amounts) or net < 0:
        flags.add("amount_unreadable")
        return [None] * line.quantity
    share, odd = divmod(int(net / CENT), line.quantity)
    return [(share + (at < odd)) * CENT for at in range(line.quantity)]


def _order_id(order: Mapping[str, Any]) -> str:
    order_id = read_id(order, "Order")
    if order_id is None:
        raise Unreadable("no_id" if order.get("id") is None else "bad_id")
    return order_id
