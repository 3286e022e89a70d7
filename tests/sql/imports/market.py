"""A marketplace store of the house, and orders as functions/marketplace/order_reading.py writes them."""

from itertools import count

from tests.sql.floor import Floor, Json, Sale

STORE = "bestbuyca"
MARKETPLACE = "ordak_marketplace"
_NUMBERS = count(1)
_ADDRESS = {"street_1": "1 Canary Road", "zip_code": "K1A 0B1", "city": "Ottawa", "country_iso_code": "CAN"}


def open_market(floor: Floor) -> None:
    """Open the store to its people, imported for the first time some days before the orders."""
    floor.rows(
        "insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind) "
        "values (%s, 'Best Buy Canada', '{bestbuyca}', 'America/Toronto', 'CAD', 'house', 'marketplace')",
        STORE,
    )
    floor.rows("update core.staff_shared set stores = array_append(stores, %s) where 'bannos' = any (stores)", STORE)
    floor.rows("insert into core.marketplaces (store, live_since) values (%s, '2026-11-18T00:00:00Z')", STORE)


def ask(floor: Floor, function: str, **arguments: object) -> Json:
    """Call as the function of the marketplaces."""
    return floor.service(function, who="marketplace", **{"store": STORE, **arguments})


def piece(sku: str | None, quantity: int = 1, line_id: str = "L1") -> Json:
    """Return a line."""
    return {"line_id": line_id, "sku": sku, "title": "A thing", "quantity": quantity, "unit_amount": "19.99"}


def order(*lines: Json, at: str = "12:00", **fields: object) -> Json:
    """Return an order that was made at noon and changed at this time; `fields` replace parts of it."""
    number = f"{next(_NUMBERS)}-A"
    return {
        "order_gid": f"gid://mirakl/Order/{number}",
        "mirakl_id": number,
        "commercial_id": number.removesuffix("-A"),
        "state": "WAITING_ACCEPTANCE",
        "created_at": "2026-11-20T12:00:00+00:00",
        "updated_at": moment(at),
        "ship_by": None,
        "can_shop_ship": False,
        "has_incident": False,
        "refunded": False,
        "currency": "CAD",
        "total_amount": "19.99",
        "customer": {"id": f"C{number}", "name": "Ann Canary", "locale": "en_CA"},
        "address": None,
        "lines": list(lines),
        "flags": [],
        **fields,
    }


def address(**fields: str) -> Json:
    """Return where an order goes."""
    return {**_ADDRESS, **fields}


def moment(at: str) -> str:
    """Return a time of the day of the orders."""
    return f"2026-11-20T{at}:00+00:00"


def take(floor: Floor, values: Json, at: str | None = None, **fields: object) -> Json:
    """Ingest an order, changed in these fields at this time."""
    values.update(fields, **({"updated_at": moment(at)} if at else {}))
    return ask(floor, "ingest_marketplace_order", order=values)


def sale(values: Json) -> Sale:
    """Return the sale of an order."""
    return Sale(STORE, values["order_gid"], None, [], values)


def row(floor: Floor, values: Json) -> Json:
    """Return what is kept of an order."""
    found: Json = floor.one(
        "select to_jsonb(m) from core.marketplace_orders m where order_gid = %s", values["order_gid"]
    )
    return found


def of_sale(floor: Floor, values: Json, column: str) -> object:
    """Return a column of an order's sale."""
    return floor.one(f"select {column} from core.sales where order_gid = %s", values["order_gid"])


def history(floor: Floor, values: Json) -> list[str]:
    """Return the statuses that an order has had, as its events say."""
    rows = floor.rows(
        "select to_status from core.order_events where order_gid = %s and to_status is not null order by event_no",
        values["order_gid"],
    )
    return [each["to_status"] for each in rows]


def alerts(floor: Floor, values: Json, kind: str) -> list[Json]:
    """Return the alerts of a kind about an order."""
    return [each["payload"] for each in floor.work("alert", f"{STORE}:{values['order_gid']}:{kind}")]
