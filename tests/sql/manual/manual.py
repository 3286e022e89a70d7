"""Orders that no shop knows, as staff and other systems write them."""

from typing import Any

from tests.sql.floor import Floor, Json, Sale

DUE = "2030-12-05"
WHO = "staff"


def product(sku: str | None = None, quantity: int = 1, **fields: Any) -> Json:
    """Return a product as the contract sends it: a cake unless it says otherwise."""
    nulls = dict.fromkeys(("flavour", "size", "cake_message", "notes", "allergies", "unit_amount"))
    return {**nulls, "kind": "cake", "sku": sku, "title": "Counter cake", "quantity": quantity, **fields}


def extra(sku: str | None = None, quantity: int = 1, **fields: Any) -> Json:
    """Return something that goes with the cakes."""
    return product(sku, quantity, kind="extra", title="Candle", **fields)


def request(*products: Json, **fields: Any) -> Json:
    """Return the arguments that every order has."""
    return {"customer_name": "Ann Canary", "due_date": DUE, "products": list(products) or [product()], **fields}


def create(floor: Floor, *products: Json, store: str = "bannos", who: str = WHO, **fields: Any) -> Json:
    """Take an order at the counter."""
    return floor.rpc("create_order", who, store=store, **request(*products, **fields))


def taken(floor: Floor, *products: Json, store: str = "bannos", **fields: Any) -> Sale:
    """Take an order at the counter, and return it as the floor knows sales."""
    answer = create(floor, *products, store=store, **fields)
    assert answer["ok"], answer
    return Sale(store, gid_of(floor, answer["order_id"]), None, answer["tickets"], answer)


def imported(floor: Floor, *products: Json, store: str = "bannos", **fields: Any) -> Json:
    """Send an order as another system does."""
    return floor.rpc("import_order", "agent", store=store, **request(*products, **fields))


def gid_of(floor: Floor, order_id: str) -> str:
    """Return the gid of an order by its human id."""
    gid: str = floor.one("select order_gid from core.sales where ticket_base = %s", order_id)
    return gid


def order_id(sale: Sale) -> str:
    """Return the human id of an order that was taken at the counter."""
    written: str = sale.order["order_id"]
    return written


def edit(floor: Floor, sale: Sale, *products: Json, **fields: Any) -> Json:
    """Send an order back as it is now, with these products if any, and other fields changed."""
    now = floor.rpc("get_order", WHO, id=order_id(sale))
    kept = ("version", "customer_name", "due_date", "due_slot", "delivery_method", "notes", "products")
    sent = {"id": order_id(sale), **{field: now[field] for field in kept}}
    return floor.rpc("edit_order", WHO, **{**sent, **({"products": list(products)} if products else {}), **fields})
