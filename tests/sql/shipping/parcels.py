"""Orders that may be shipped, and their labels, worked at by the same calls as functions/marketplace."""

from typing import Any

from psycopg.types.json import Jsonb

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, address, ask, order, piece
from tests.sql.stock.stock import item

ADDRESS = address(lastname="Canary", city="Ottawa", state="ON")
SHIPMENT = {
    "shipment_id": "347881315405043891",
    "status": "transmitted",
    "pin": "123456789012",
    "price": "13.59",
    "label_link": "https://carrier.test/label/0",
}


def market(floor: Floor, function: str, **arguments: object) -> Json:
    """Call as the marketplace's function, for its store."""
    return ask(floor, function, **arguments)


def incoming(state: str = "SHIPPING", **fields: Any) -> Json:
    """Return an order as the import reads it."""
    made = {
        "state": state,
        "ship_by": "2026-11-24T17:00:00+00:00",
        "can_shop_ship": state == "SHIPPING",
        "address": ADDRESS,
    }
    return order(piece("CABLE", 2), at="12:30" if state == "SHIPPING" else "13:00", **made | fields)


def accepted(floor: Floor, **fields: Any) -> str:
    """Import an order that may be shipped, with stock for it, and return its gid."""
    values = incoming(**{"lines": [piece(item(floor, "CABLE", 9), 2)], **fields})
    assert market(floor, "ingest_marketplace_order", order=values)["status"] == "accepted"
    gid: str = values["order_gid"]
    return gid


def id_of(gid: str) -> str:
    """Return what people call an order."""
    return gid.rpartition("/")[2]


def key(gid: str, attempt: int = 1) -> Json:
    """Name an attempt."""
    return {"order_gid": gid, "parcel": 1, "attempt": attempt}


def claim(floor: Floor, gid: str, attempt: int = 1, **more: object) -> bool:
    """Claim an attempt."""
    name = f"BB-{id_of(gid)}-P1-A{attempt}"
    claimed: bool = market(floor, "claim_shipment", **key(gid, attempt), request_id=name, **more)["claimed"]
    return claimed


def note(floor: Floor, gid: str, outcome: str, attempt: int = 1, **more: object) -> Json:
    """Record what came of an attempt."""
    return market(floor, "note_shipment", **key(gid, attempt), outcome=outcome, **more)


def bought(floor: Floor, gid: str | None = None, attempt: int = 1, **shipment: object) -> str:
    """Buy a label, and return its order."""
    gid = gid or accepted(floor)
    assert claim(floor, gid, attempt)
    note(floor, gid, "bought", attempt, shipment=SHIPMENT | shipment)
    return gid


def labelled(floor: Floor, gid: str | None = None, attempt: int = 1) -> str:
    """Buy a label and keep its file, and return its order."""
    gid = bought(floor, gid, attempt)
    file = {"key": f"media/labels/{STORE}/{id_of(gid).lower()}.pdf", "sha256": "ab" * 32, "bytes": 900}
    market(floor, "note_label", **key(gid, attempt), label=file)
    return gid


def let_go_on(floor: Floor, gid: str) -> None:
    """Let a person have looked at an order that waited for them."""
    assert floor.rpc("retry_step", store=STORE, id=id_of(gid))["status"] == "accepted"


def order_row(floor: Floor, gid: str) -> Json:
    """Return what is kept of an order."""
    (row,) = floor.rows("select * from core.marketplace_orders where store = %s and order_gid = %s", STORE, gid)
    return row


def where(floor: Floor, gid: str) -> tuple[str, str | None]:
    """Return an order's status and the code that keeps it there; its latest event says the same."""
    row = order_row(floor, gid)
    latest = floor.one(
        "select to_status from core.order_events where order_gid = %s and to_status is not null order by event_no desc limit 1",
        gid,
    )
    assert latest == row["status"]
    return row["status"], row["fault"]


def shipments(floor: Floor, gid: str) -> list[Json]:
    """Return the attempts at an order's label."""
    return floor.rows("select * from core.shipments where order_gid = %s order by attempt", gid)


def states(floor: Floor, gid: str) -> list[str]:
    """Return the states of the attempts at an order's label."""
    return [row["state"] for row in shipments(floor, gid)]


def shippable(floor: Floor, **more: object) -> dict[str, Json]:
    """Return the orders that the shipping step gets, by gid."""
    return {order["order_gid"]: order for order in market(floor, "list_shippable", limit=500, **more)["orders"]}


def voidable(floor: Floor, gid: str) -> list[Json]:
    """Return what of an order's labels is to be undone."""
    found = market(floor, "list_voidable", limit=500)["shipments"]
    return [each for each in found if each["order_gid"] == gid]


def alerts(floor: Floor, gid: str) -> list[str]:
    """Return the kinds of the alerts about an order."""
    rows = floor.rows("select payload from core.work_queue where topic = 'alert' and payload ->> 'ref' = %s", gid)
    return [row["payload"]["kind"] for row in rows]


def set_parcel(floor: Floor, **setting: object) -> None:
    """Set the setting `parcel`."""
    floor.rows("delete from core.settings where key = 'parcel' and store = %s", STORE)
    floor.rows("insert into core.settings (store, key, value) values (%s, 'parcel', %s)", STORE, Jsonb(setting))
