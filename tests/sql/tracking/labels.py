"""Orders with a label, and the calls of functions/marketplace/tracking_run.py."""

from typing import Any

from tests.sql.acceptance.deciding import at
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, ask, order, piece, take
from tests.sql.stock.stock import item


def buy_label(floor: Floor, order_gid: str, pin: str = "PIN", state: str = "bought", attempt: int = 1) -> None:
    """Buy a label for an order."""
    floor.rows(
        "insert into core.shipments (store, order_gid, parcel, attempt, request_id, state, shipment_id, pin) "
        "values (%s, %s, 1, %s, %s, %s, 'S', %s)",
        *(STORE, order_gid, attempt, f"{order_gid[-20:]}-{attempt}", state, pin),
    )
    floor.rows("select set_config('ordak.house', 'house', false), set_config('ordak.stores', %s, false)", STORE)
    floor.rows(
        "select marketplace.change_status('test_moved', m, 'label_created') from core.marketplace_orders m "
        "where order_gid = %s and status = 'accepted'",
        order_gid,
    )


def labelled(floor: Floor, pin: str = "PIN", **fields: Any) -> Json:
    """Import an order that is to be shipped, and buy its label."""
    at(floor, hours=1)
    values = order(piece(item(floor, "MUG", 5), 2))
    take(floor, values, state="SHIPPING", **fields)
    buy_label(floor, values["order_gid"], pin)
    return values


def listed(floor: Floor) -> dict[str, str]:
    """Return what is to be tracked: each order's number."""
    return {each["mirakl_id"]: each["pin"] for each in ask(floor, "get_orders_to_track")["orders"]}


def claim(floor: Floor, values: Json, write: str = "tracking") -> bool:
    """Claim a write; whether it is to be sent."""
    return not ask(floor, "claim_tracking", order_gid=values["order_gid"], write=write)["already_done"]


def note(floor: Floor, values: Json, code: str = "NOT_SHIPPED") -> Json:
    """Note that an order does not show as shipped."""
    return ask(floor, "note_untracked", faults={values["order_gid"]: code})
