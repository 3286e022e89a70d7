"""Reads the body of a delivery that brings a whole order into the one value that `api.ingest_order` takes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple, cast

from ordak.order_reading.cake_fields import CakeFields, read_cake
from ordak.order_reading.clean_json import Unreadable, parse
from ordak.order_reading.due_date import Ordered
from ordak.order_reading.line_kind import Guess, Sold, guess_kind
from ordak.order_reading.new_order import Line, NewTicket, ShopifyOrder
from ordak.order_reading.places import Pair, bundle_properties, options, order_places, pairs
from ordak.order_reading.shopify_values import (
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
    share_amounts,
)
from ordak.order_reading.topic_schemas import check
from ordak.shopify.order_rules import Flag, Kind, LineField, OrderRules, Place, RequiredField

__all__ = ["Line", "NewTicket", "ShopifyOrder", "Unreadable", "read_order"]

_CODE, _NAME, _TITLE, _MESSAGE, _NOTES = 100, 200, 300, 2000, 4000  # characters


class _Shared(NamedTuple):
    """What all lines of an order have in common."""

    rules: OrderRules
    customer_name: str | None
    places: Mapping[Place, Sequence[Pair]]
    has_address: bool
    bundles: Mapping[int, list[Pair]]
    ordered: Ordered
    flags: frozenset[Flag]  # of the order, for each of its tickets


def read_order(body: bytes, rules: OrderRules, zone: tzinfo = UTC) -> ShopifyOrder:
    """Read a body; raises Unreadable, and nothing else, for what can never be ingested; `zone` is the store's."""
    order, raw_json, replaced = parse(body)
    if not isinstance(order, dict):
        raise Unreadable("not_an_object")
    order_id = _order_id(order)
    check("orders/create", order)
    flags = set(replaced)
    customer = read_customer(order, _NAME, flags)
    lines, tickets, others = _lines(order, _shared(order, rules, customer, zone), flags)
    name = read_line(order.get("name"), _CODE, flags)
    currency = read_currency(order.get("currency"), flags)
    total = read_money(order.get("total_price"), flags)
    source = read_line(order.get("source_name"), _CODE, flags)
    return ShopifyOrder(
        order_gid=f"gid://shopify/Order/{order_id}",
        shopify_order_id=order_id,
        shopify_order_number=read_whole(order.get("order_number")),
        name=name,
        currency=currency,
        total_amount=total,
        customer_name=customer,
        source_name=source,
        test=order.get("test") is True,
        created_at=read_moment(order.get("created_at")),
        updated_at=read_moment(order.get("updated_at")),
        cancelled_at=read_moment(order.get("cancelled_at")),
        fulfilled=order.get("fulfillment_status") == "fulfilled",
        flags=sorted(flags),
        lines=lines,
        tickets=tickets,
        others=others,
        raw_json=raw_json,
    )


def _shared(order: Mapping[str, Any], rules: OrderRules, customer: str | None, zone: tzinfo) -> _Shared:
    made = read_moment(order.get("created_at"))
    flags: set[Flag] = set()
    if order.get("test") is True:
        flags.add("test_order")
    if order.get("financial_status") == "voided":
        flags.add("payment_voided")
    return _Shared(
        rules=rules,
        customer_name=customer,
        places=order_places(order),
        has_address=bool(order.get("shipping_address")),
        bundles=bundle_properties(order),
        ordered=Ordered(datetime.fromisoformat(made).astimezone(zone).date() if made else None, zone),
        flags=frozenset(flags),
    )


def _lines(
    order: Mapping[str, Any], shared: _Shared, flags: set[Flag]
) -> tuple[list[Line], list[NewTicket], list[NewTicket]]:
    """Read the lines, the tickets of the cakes among them, and those of the others should they be cakes."""
    items = order.get("line_items")
    if not isinstance(items, list):
        raise Unreadable("bad_line_items")
    lines: list[Line] = []
    tickets: list[NewTicket] = []
    others: list[NewTicket] = []
    guessed = False
    for line_no, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            flags.add("line_unreadable")
            continue
        seen: set[Flag] = set()
        properties = pairs(item.get("properties")) + _of_bundle(shared, item)
        line, guess = _line(line_no, item, properties, shared.rules, seen)
        lines.append(line)
        if guess.unsure and line.quantity > 0:
            seen.add("kind_unsure")
        if line.kind != "cake" or line.quantity == 0:
            flags |= seen  # no ticket could carry them
            guessed |= line.quantity > 0 and not guess.known
            if len(others) + line.quantity <= shared.rules.max_tickets:
                others += _cakes(line, item, properties, shared, set(seen))
            continue
        if len(tickets) + line.quantity > shared.rules.max_tickets:
            raise Unreadable("too_many_tickets")
        tickets += _cakes(line, item, properties, shared, seen)
    if not tickets:
        flags |= shared.flags | ({"no_cake"} if guessed else set())
    return lines, tickets, others


def _of_bundle(shared: _Shared, item: Mapping[str, Any]) -> list[Pair]:
    bundle = item.get("sales_line_item_group_id")
    return shared.bundles.get(bundle, []) if isinstance(bundle, int) else []


def _line(
    line_no: int, item: Mapping[str, Any], properties: list[Pair], rules: OrderRules, flags: set[Flag]
) -> tuple[Line, Guess]:
    title = read_line(item.get("title"), _TITLE, flags) or read_line(item.get("name"), _TITLE, flags)
    variant_title = read_line(item.get("variant_title"), _TITLE, flags)
    sku = read_line(item.get("sku"), _NAME, flags)
    fields: dict[LineField, str] = {
        "title": title or "",
        "name": one_line(item.get("name"))[:_TITLE],
        "variant_title": variant_title or "",
        "sku": sku or "",
        "vendor": one_line(item.get("vendor"))[:_TITLE],
    }
    guess = _kind(item, fields, properties, rules)
    line = Line(
        line_no=line_no,
        line_id=read_id(item, "LineItem"),
        product_id=_digits(item.get("product_id")),
        variant_id=_digits(item.get("variant_id")),
        kind=guess.kind,
        kind_by="rules" if guess.known else "guess",
        unsure=guess.unsure,
        sku=sku,
        title=title,
        variant_title=variant_title,
        quantity=read_quantity(item, cake=guess.kind == "cake", flags=flags),
        unit_amount=read_money(item.get("price"), flags),
        properties=[(cut(name, _NAME, flags), cut(value, _NOTES, flags)) for name, value in properties],
    )
    return line, guess


def _kind(item: Mapping[str, Any], fields: dict[LineField, str], properties: list[Pair], rules: OrderRules) -> Guess:
    known: Kind | None = "extra" if item.get("gift_card") is True else rules.kind_of(fields)
    if known is not None:
        return Guess(known, known=True)
    touched = item.get("requires_shipping") is not False and item.get("product_id") is not None
    return guess_kind(rules, Sold(fields["title"], fields["variant_title"], fields["sku"], properties, touched))


def _digits(number: Any) -> str | None:
    whole = read_whole(number)
    return None if whole is None else str(whole)


def _cakes(
    line: Line, item: Mapping[str, Any], properties: list[Pair], shared: _Shared, flags: set[Flag]
) -> list[NewTicket]:
    """Read a line as so many cakes."""
    if line.quantity == 0:
        return []
    shares = share_amounts(line.unit_amount, line.quantity, item, flags)
    return _tickets(line, properties, shared, shares, flags | shared.flags)


def _tickets(
    line: Line, properties: list[Pair], shared: _Shared, shares: list[Decimal | None], flags: set[Flag]
) -> list[NewTicket]:
    places: dict[Place, Sequence[Pair]] = {
        **shared.places,
        "line_property": properties,
        "variant_title": options(line.variant_title or ""),
    }
    cake = read_cake(shared.rules, places, has_address=shared.has_address, ordered=shared.ordered)
    values: dict[str, Any] = {
        "line_no": line.line_no,
        "product_title": line.title,
        "flavour": read_line(cake.flavour, _NAME, flags),
        "size": read_line(cake.size, _NAME, flags),
        "cake_message": cut_or_none(cake.cake_message, _MESSAGE, flags),
        "notes": cut_or_none(cake.notes, _NOTES, flags),
        "allergies": cut_or_none(cake.allergies, _MESSAGE, flags),
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
    return flags | {flag for flag in (cake.due_flag, cake.method_flag) if flag}


def _order_id(order: Mapping[str, Any]) -> str:
    order_id = read_id(order, "Order")
    if order_id is None:
        raise Unreadable("no_id" if order.get("id") is None else "bad_id")
    return order_id
