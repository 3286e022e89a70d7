"""Customers who leave their name everywhere, and what is left of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.sql.floor import Floor, Json, Sale, cake, line
from tests.sql.stock.stock import item

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PHONE = "7391"

_TEXTS = """
select c.oid::regclass::text as name, a.attname::text as column, t.typname::text as type
from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and a.attnum > 0 and not a.attisdropped order by 1, 2
"""


def found(floor: Floor, canary: str) -> set[str]:
    """Search every column of every table for a text, whatever the column's type; bytes are searched as bytes."""
    columns = floor.rows(_TEXTS)
    assert {"text", "jsonb", "bytea", "_text"} <= {column["type"] for column in columns}
    places = set()
    for column in columns:
        name, table = column["column"], column["name"]
        hit = (
            f"position(convert_to(%s, 'UTF8') in {name}) > 0"
            if column["type"] == "bytea"
            else f"position(%s in {name}::text) > 0"
        )
        if floor.rows(f"select 1 from {table} where {hit} limit 1", canary):
            places.add(f"{table}.{name}")
    return places


def typed_line(sku: str, title: str, **fields: object) -> Json:
    """Return a line that is of no product of the shop's catalogue, of which nobody knows whether it is a cake."""
    return line(1, line_id="L1", sku=sku, title=title, kind_by="guess", unsure=True, **fields)


def customer(floor: Floor, canary: str, store: str = "bannos") -> Sale:
    """Let a customer leave their name everywhere that one can: in an order, a change of it, remarks and deliveries."""
    name = item(floor, "TRAY", 9)
    told = {"cake_message": f"For {canary}", "notes": f"{canary} cannot eat nuts", "due_text": f"when {canary} comes"}
    told |= {"allergies": f"{canary}: severe nut allergy", "due_slot": f"10:30, {canary} fetches it"}
    typed = f"The cake of {canary}"
    named = {"product_title": typed, "flavour": "Lemon", "size": "8 inch"}
    sale = floor.sell(
        store,
        customer_name=canary,
        raw_json=f'{{"email": "{canary}@example.org", "phone": "+61 2 0000 {PHONE}"}}',
        lines=[typed_line(name, typed, variant_title=f"for {canary}", properties=[["Message", canary]])],
        tickets=[cake(**told, **named)],
    )
    floor.bring(sale.id, "Packing")
    floor.again(
        sale,
        "10:01",
        tickets=[cake(**told, **named) | {"cake_message": f"For {canary} and Bo", "product_title": f"{typed} again"}],
    )
    floor.rpc("set_storage", id=sale.id, storage=f"Beside {canary}'s door", scan_id=str(uuid4()))
    floor.rpc("assign_staff", id=sale.id, staff_id=None)
    floor.rpc("clear_shortfall", id=sale.id, note=f"{canary} rang")
    floor.rpc("qc_return_to_decorating", id=sale.id, reason=f"{canary} is spelt wrong", scan_id=str(uuid4()))
    floor.rpc("handle_print_barcode", id=sale.id, scan_id=str(uuid4()))
    _at_a_marketplace(floor, sale, canary)
    number = sale.gid.rpartition("/")[2]
    cut = f'{{"name": "#{sale.number}", "customer": {{"last_name": "{canary}'
    for body, gid in ((f'{{"id": {number}, "who": "{canary}"}}', None), (cut, None), (f"waits, {canary}", sale.gid)):
        floor.service(
            "hold_delivery",
            store=store,
            topic="orders/updated",
            body=body.encode(),
            reason="r",
            permanent=gid is None,
            order_gid=gid,
        )
    return sale


def _at_a_marketplace(floor: Floor, sale: Sale, canary: str) -> None:
    """Let a marketplace name the customer and the address of an order too."""
    floor.rows(
        "insert into core.customers (store, customer_id, name) values (%s, %s, %s)", sale.store, sale.gid, canary
    )
    floor.rows(
        "insert into core.marketplace_orders (store, order_gid, mirakl_id, status, state, last_updated_at, accept_by, customer_id, address) "
        "values (%s, %s, %s, 'accepted', 'SHIPPING', core.now(), core.now(), %s, jsonb_build_object('street_1', %s::text))",
        *(sale.store, sale.gid, sale.gid, sale.gid, canary),
    )
    # About the order; about one that was never imported; about none.
    for number, (order, customer) in enumerate(((sale.gid, None), ("never imported", sale.gid), (None, sale.gid))):
        thread = f"{sale.gid}/{number}"
        floor.rows(
            "insert into core.conversations (store, thread_id, mirakl_id, customer_id, topic, updated_at, lease_reason) "
            "values (%s, %s, %s, %s, %s, core.now(), %s)",
            *(sale.store, thread, order, customer, f"{canary} asks", f"{canary} is angry"),
        )
        for kind, state in (("customer", None), ("shop", "claimed"), ("shop", "draft")):
            floor.rows(
                "insert into core.messages (store, thread_id, kind, state, body) values (%s, %s, %s, %s, %s)",
                *(sale.store, thread, kind, state, f"{canary} writes"),
            )


def ask_for_all(floor: Floor, at: datetime = NOON) -> Json:
    """Let Bannos ask for everything to be erased."""
    floor.set_clock(at)
    return floor.service("redact", store="bannos")


def erase(floor: Floor, at: datetime = NOON + DAY) -> int:
    """Do what is due by a moment, a sale at a time."""
    floor.set_clock(at)
    sales = 0
    while (answer := floor.service("redact_shop", who="reconcile", limit=1))["more"]:
        sales += answer["sales"]
    return sales
