"""api.list_shippable: which orders the shipping step takes, in which order, and what it learns of each."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, piece
from tests.sql.shipping.parcels import (
    ADDRESS,
    SHIPMENT,
    accepted,
    bought,
    claim,
    id_of,
    incoming,
    key,
    labelled,
    market,
    note,
    shipments,
    shippable,
    where,
)
from tests.sql.stock.stock import item


def test_order_that_is_accepted_is_listed_with_what_its_label_needs(floor: Floor) -> None:
    name = item(floor, "CABLE", 9)
    floor.rows("update core.inventory_items set weight = 0.25 where sku = %s", name)
    gid = accepted(floor, lines=[piece(name, 2)])
    order = shippable(floor)[gid]
    assert (order["mirakl_id"], order["address"], order["parcel"]) == (id_of(gid), ADDRESS, 1)
    assert (order["attempt"], order["look_from"], order["shipment"]) == (1, 1, None)
    assert order["lines"] == [{"line_no": 1, "sku": name, "quantity": 2, "weight": "0.250"}]


@pytest.mark.parametrize(
    "fields",
    [{"state": "WAITING_DEBIT_PAYMENT"}, {"can_shop_ship": False}, {"flags": ["unknown_state"]}],
)
def test_order_that_may_not_be_shipped_yet_is_not_listed(floor: Floor, fields: dict[str, Any]) -> None:
    assert accepted(floor, **fields) not in shippable(floor)


@pytest.mark.parametrize("state", ["WAITING_ACCEPTANCE", "REFUSED"])
def test_order_that_is_elsewhere_is_not_listed(floor: Floor, state: str) -> None:
    order = incoming(state, can_shop_ship=True)
    market(floor, "ingest_marketplace_order", order=order)
    assert order["order_gid"] not in shippable(floor)


@pytest.mark.parametrize("state", ["CANCELED", "SHIPPED"])
def test_order_that_ended_while_no_label_was_known_is_listed_until_the_carrier_was_asked(
    floor: Floor, state: str
) -> None:
    order = incoming(state)
    market(floor, "ingest_marketplace_order", order=order)
    assert shippable(floor)[order["order_gid"]]["has_ended"] is True
    assert not claim(floor, order["order_gid"], found=False)
    assert order["order_gid"] not in shippable(floor)
    assert shipments(floor, order["order_gid"]) == []


def test_label_that_the_carrier_has_of_an_order_that_was_shipped_is_taken_over_and_fetched(floor: Floor) -> None:
    order = incoming("SHIPPED")
    gid = order["order_gid"]
    market(floor, "ingest_marketplace_order", order=order)
    assert claim(floor, gid, found=True)
    assert note(floor, gid, "bought", shipment=SHIPMENT)["goes_on"] is True
    for _ in range(3):
        assert shippable(floor)[gid]["shipment"]["state"] == "bought"
        market(floor, "note_label", **key(gid), code="LABEL_EMPTY")
    assert gid not in shippable(floor)
    assert where(floor, gid) == ("shipped", None)


def test_order_that_ended_before_its_store_was_imported_is_not_asked_about(own_floor: Floor) -> None:
    own_floor.rows("update core.marketplaces set live_since = '2026-11-21T00:00:00Z'")
    order = incoming("CANCELED")
    market(own_floor, "ingest_marketplace_order", order=order)
    assert shippable(own_floor) == {}


def test_orders_come_by_deadline_page_by_page(own_floor: Floor) -> None:
    days = ["2026-11-26", "2026-11-24", None, "2026-11-25"]
    gids = [accepted(own_floor, ship_by=day and f"{day}T17:00:00+00:00") for day in days]
    first = market(own_floor, "list_shippable", limit=2)["orders"]
    after = {"after_ship_by": first[-1]["ship_by"], "after": first[-1]["order_gid"]}
    rest = market(own_floor, "list_shippable", **after, limit=9)["orders"]
    assert [each["order_gid"] for each in [*first, *rest]] == [gids[1], gids[3], gids[0], gids[2]]
    after = {"after_ship_by": rest[-1]["ship_by"], "after": rest[-1]["order_gid"]}
    assert market(own_floor, "list_shippable", **after)["orders"] == []


def test_label_that_is_bought_is_listed_until_it_is_kept(floor: Floor) -> None:
    gid = bought(floor)
    found = shippable(floor)[gid]["shipment"]
    assert found == {**SHIPMENT, "state": "bought", "kept": False, "attempt": 1, "request_id": f"BB-{id_of(gid)}-P1-A1"}
    assert labelled(floor) not in shippable(floor)


def test_label_of_which_nothing_is_known_is_listed_for_ten_minutes_also_of_a_cancelled_order(own_floor: Floor) -> None:
    gid = accepted(own_floor)
    claim(own_floor, gid)
    note(own_floor, gid, "unknown", code="ANSWER_LOST")
    market(own_floor, "ingest_marketplace_order", order=incoming("CANCELED", order_gid=gid, mirakl_id=id_of(gid)))
    assert shippable(own_floor)[gid]["shipment"]["state"] == "unknown"
    now = own_floor.one("select core.now()")
    for minutes, listed in ((5, True), (10, False)):
        own_floor.set_clock(now + timedelta(minutes=minutes))
        note(own_floor, gid, "missing")
        assert (gid in shippable(own_floor)) is listed


def test_weight_of_what_is_made_of_components_is_theirs(floor: Floor) -> None:
    floor.stock("LEAF", 5)
    floor.stock("STEM", 5)
    floor.rows("insert into core.inventory_items (sku, title, stocked) values ('BUNCH', 'Bunch', false)")
    floor.rows(
        "insert into core.product_requirements (sku, component_sku, qty) values ('BUNCH', 'LEAF', 2), ('BUNCH', 'STEM', 1)"
    )
    floor.rows("update core.inventory_items set weight = 0.1 where sku = 'LEAF'")
    assert floor.one("select marketplace.weight_of('BUNCH')") is None
    floor.rows("update core.inventory_items set weight = 0.3 where sku = 'STEM'")
    assert floor.one("select marketplace.weight_of('BUNCH')::text") == "0.500"
    floor.rows("update core.inventory_items set weight = 0.6 where sku = 'BUNCH'")
    assert floor.one("select marketplace.weight_of('BUNCH')::text") == "0.600"


def test_setting_of_the_store_comes_with_its_orders(floor: Floor) -> None:
    floor.rows(
        "insert into core.settings (store, key, value) values (%s, 'parcel', '{\"service\": \"DOM.EP\"}')", STORE
    )
    assert market(floor, "list_shippable")["setting"] == {"service": "DOM.EP"}
