"""api.get_orders_to_track: the orders whose label is bought, the most urgent first."""

import pytest

from tests.sql.acceptance.deciding import at
from tests.sql.floor import Floor
from tests.sql.imports.market import ask, take
from tests.sql.tracking.labels import buy_label, labelled, listed, note


def test_orders_with_a_label_are_listed_the_most_urgent_first(own_market: Floor) -> None:
    labelled(own_market, "LATER", ship_by="2026-11-23T12:00:00Z")
    first = labelled(own_market, "FIRST", ship_by="2026-11-22T12:00:00Z")
    labelled(own_market, "LAST")
    assert list(listed(own_market).values()) == ["FIRST", "LATER", "LAST"]
    (only,) = ask(own_market, "get_orders_to_track", limit=1)["orders"]
    assert only == {"order_gid": first["order_gid"], "mirakl_id": first["mirakl_id"], "pin": "FIRST"}


@pytest.mark.parametrize("state", ["claimed", "unknown", "voided", "failed", "refunded"])
def test_a_label_that_is_not_bought_has_no_number(own_market: Floor, state: str) -> None:
    values = labelled(own_market)
    own_market.rows("update core.shipments set state = %s", state)
    assert listed(own_market) == {}
    # While one may be bought there is no other.
    own_market.rows("update core.shipments set state = 'voided'")
    buy_label(own_market, values["order_gid"], "SECOND", attempt=2)
    assert listed(own_market) == {values["mirakl_id"]: "SECOND"}


def test_what_was_tried_waits_and_what_is_over_is_not_listed(own_market: Floor) -> None:
    values = labelled(own_market)
    note(own_market, values)
    assert listed(own_market) == {}
    at(own_market, hours=1, minutes=5)
    assert listed(own_market) == {values["mirakl_id"]: "PIN"}
    take(own_market, values, "12:30", state="CANCELED")
    assert listed(own_market) == {}
