"""Reads what is no order: of each other topic, the one call of the database that its body asks for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ordak.order_reading.clean_json import Reason, Unreadable, parse
from ordak.order_reading.shopify_values import one_line, read_id, read_moment, read_whole
from ordak.order_reading.topic_schemas import check, named_shop

_MAX_DELTA = 1000  # what is more is left to the whole order, which is asked for anyway and has a cap on tickets
_MAX_SKU = 200
_INTEGER = 2**31


class Call(NamedTuple):
    """A function of the database and its arguments but for the store.

    `delivery` is None when it is not asked about the delivery, else what the body knows of that better. `shop` is the
    domain that the body names: of another shop it is nothing to be done here.
    """

    function: str
    arguments: dict[str, Any]
    delivery: dict[str, str | None] | None = None
    shop: str | None = None


type _Body = Mapping[str, Any]


def read_call(topic: str, body: bytes) -> Call | None:
    """Read a body; None: nothing to do. Raises Unreadable, and nothing else, for what can never be done."""
    read = _READERS.get(topic)
    if read is None:
        return None
    tree = parse(body).tree
    if not isinstance(tree, dict):
        raise Unreadable("not_an_object")
    check(topic, tree)
    call = read(tree)
    return call and call._replace(shop=named_shop(topic, tree))


def _edit(body: _Body) -> Call:
    edit = body.get("order_edit")
    if not isinstance(edit, dict):
        raise Unreadable("no_id")
    lines = edit.get("line_items")
    if not isinstance(lines, dict):
        raise Unreadable("bad_line_items")
    changes = [(each.get("id"), _delta(each.get("delta"))) for each in _objects(lines.get("additions"))]
    # A removal is told as how many went; should it ever be signed, they still went.
    changes += [
        (each.get("id"), -abs(_delta(each.get("delta"), least=-_INTEGER))) for each in _objects(lines.get("removals"))
    ]
    return _change(edit, "edit", changes, happened_at=edit.get("committed_at"))


def _refund(body: _Body) -> Call:
    lines = _objects(body.get("refund_line_items"))
    changes = [(each.get("line_item_id"), -_delta(each.get("quantity"))) for each in lines]
    return _change(body, "refund", changes, happened_at=body.get("created_at"))


def _change(thing: _Body, kind: str, changes: list[tuple[Any, int]], happened_at: Any) -> Call:
    moment = read_moment(happened_at)
    small = all(abs(delta) <= _MAX_DELTA for _, delta in changes)
    deltas = [{"line_id": str(_whole(line, "bad_line_items")), "delta": delta} for line, delta in changes if delta]
    return Call(
        "change_quantities",
        {
            "order_gid": _gid("Order", thing.get("order_id")),
            "ref": f"{kind}:{_id(thing)}",
            "changes": deltas if small else [],
        },
        # An order that was updated since it happened has it in it already, whichever was delivered first. When a
        # header says that it was delivered says nothing of that.
        {"triggered_at": None, "happened_at": moment},
    )


def _level(body: _Body) -> Call | None:
    item, location = (_gid(kind, body.get(key)) for kind, key in _LEVEL_IDS)
    available = body.get("available")
    if available is None:
        return None  # an item that the shop does not track
    return Call(
        "note_level",
        {
            "inventory_item_gid": item,
            "location_gid": location,
            "available": _delta(available, least=-_INTEGER),
        },
    )


def _product(body: _Body) -> Call:
    product_id = read_id(body, "Product")
    if product_id is None:
        raise Unreadable("no_id" if body.get("id") is None else "bad_id")
    variants = [_variant(each) for each in _objects(body.get("variants"), "bad_variants")]
    return Call("note_product", {"product_id": product_id, "variants": [each for each in variants if each]})


def _variant(variant: _Body) -> dict[str, Any] | None:
    """Read what is known of a variant; one without SKU or item is nothing that could be pushed."""
    sku, item = one_line(variant.get("sku")), read_whole(variant.get("inventory_item_id"))
    if not sku or len(sku) > _MAX_SKU or item is None:
        return None
    policy = variant.get("inventory_policy")
    return {
        "sku": sku,
        "inventory_item_gid": f"gid://shopify/InventoryItem/{item}",
        # Newer bodies leave it out, which says nothing.
        "tracked": variant["inventory_management"] == "shopify" if "inventory_management" in variant else None,
        "policy": policy if policy in ("deny", "continue") else None,
    }


def _uninstalled(body: _Body) -> Call:
    _id(body)
    return Call("note_uninstalled", {}, {})


def _data_request(body: _Body) -> Call:
    request = body.get("data_request")
    return Call(
        "note_data_request",
        {
            "request_id": str(_id(request if isinstance(request, dict) else {})),
            "orders": _order_gids(body.get("orders_requested")),
        },
    )


def _redact_customer(body: _Body) -> Call:
    # Always a list: without one the whole store would be emptied.
    return Call("redact", {"orders": _order_gids(body.get("orders_to_redact"))})


def _redact_shop(body: _Body) -> Call:
    _id(body, "shop_id")
    return Call("redact", {})


def _order_gids(ids: Any) -> list[str]:
    if not isinstance(ids, list):
        raise Unreadable("bad_order_ids")
    return [f"gid://shopify/Order/{_whole(each, 'bad_order_ids')}" for each in ids]


def _objects(value: Any, reason: Reason = "bad_line_items") -> Iterator[_Body]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Unreadable(reason)
    yield from value


def _gid(kind: str, number: Any) -> str:
    return f"gid://shopify/{kind}/{_whole(number, 'no_id' if number is None else 'bad_id')}"


def _id(thing: _Body, key: str = "id") -> int:
    return _whole(thing.get(key), "no_id" if thing.get(key) is None else "bad_id")


def _whole(value: Any, reason: Reason) -> int:
    number = read_whole(value)
    if number is None:
        raise Unreadable(reason)
    return number


def _delta(value: Any, *, least: int = 0) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value < _INTEGER:
        return value
    raise Unreadable("bad_quantity")


_LEVEL_IDS = (("InventoryItem", "inventory_item_id"), ("Location", "location_id"))
_READERS: dict[str, Callable[[_Body], Call | None]] = {
    "orders/edited": _edit,
    "refunds/create": _refund,
    "inventory_levels/update": _level,
    "products/create": _product,
    "products/update": _product,
    "app/uninstalled": _uninstalled,
    "customers/data_request": _data_request,
    "customers/redact": _redact_customer,
    "shop/redact": _redact_shop,
}
