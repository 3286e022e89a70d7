"""Orders of the world that may be shipped, and what became of their labels."""

from typing import Any

from psycopg.types.json import Jsonb

from request_id import request_id
from tests.functions.marketplace.asked import SETTING
from tests.marketplace.market_world import MarketWorld
from tests.sql.floor import Json
from tests.sql.imports.market import STORE

PERSON = {"firstname": "Ann", "lastname": "Canaryname"}
ADDRESS: dict[str, Any] = {
    **PERSON,
    "street_1": "2 Canarystreet Road",
    "street_2": None,
    "city": "Ottawa",
    "state": "ON",
    "zip_code": "K1A 0B1",
    "country": "Canada",
    "country_iso_code": "CAN",
    "phone": "613-555-0199",
}


def send_parcels(world: MarketWorld, **more: object) -> None:
    """Set how parcels are sent."""
    world.floor.rows("delete from core.settings where key = 'parcel'")
    world.floor.rows(
        "insert into core.settings (store, key, value, organisation) values (%s, 'parcel', %s, 'house')",
        *(STORE, Jsonb(SETTING | more)),
    )


def to_ship(world: MarketWorld, count: int = 1, **address: object) -> list[str]:
    """Have so many orders that are accepted, paid and may be shipped."""
    if not world.floor.rows("select from core.settings where key = 'parcel'"):
        send_parcels(world)
    orders = [world.buy(address=ADDRESS | address) for _ in range(count)]
    world.run("import", "acceptance")
    for order in orders:
        world.mirakl.debit(order)
    world.run_later("import", minutes=1)
    assert {world.order(order)["state"] for order in orders} == {"SHIPPING"}
    return orders


def bought(world: MarketWorld, order: str, attempt: int = 1) -> int:
    """Count the labels that an attempt has bought at the carrier."""
    return world.carrier.bought(request_id(order, 1, attempt))


def creates(world: MarketWorld) -> int:
    """Count the calls that buy a label."""
    return world.carrier.log.count("create")


def attempts(world: MarketWorld, order: str) -> list[Json]:
    """Return the attempts at an order's label."""
    return world.floor.rows(
        "select s.* from core.shipments s join core.marketplace_orders m using (store, order_gid) "
        "where m.mirakl_id = %s order by s.attempt",
        order,
    )


def keep_on(world: MarketWorld, times: int = 4) -> None:
    """Let the step be taken again and again, some minutes apart."""
    for _ in range(times):
        world.run_later("shipping")


def accounted(world: MarketWorld) -> None:
    """See that each label that the carrier sold is of an order that is labelled, undone, or waits where a person sees it."""
    for shipment in world.carrier.shipments:
        (row,) = world.floor.rows(
            "select s.state, m.status from core.shipments s join core.marketplace_orders m using (store, order_gid) "
            "where s.request_id = %s",
            shipment.request_id,
        )
        undone = shipment.voided or shipment.refund is not None
        assert (row["state"] in {"voided", "refunded"}) == undone
        assert undone or row["status"] in {
            "label_created",
            "unknown_outcome",
            "shipping_failed",
            "suspended",
            "shipped",
        }
    ids = [shipment.request_id for shipment in world.carrier.shipments]
    assert len(ids) == len(set(ids))
