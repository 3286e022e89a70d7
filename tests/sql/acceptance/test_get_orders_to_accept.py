"""api.get_orders_to_accept: an order whose stock is there and about which all is clear is accepted, the most urgent first."""

import pytest

from tests.sql.acceptance.deciding import at, claim, decide, listed, waiting
from tests.sql.floor import Floor
from tests.sql.imports.market import ask, order, piece, take
from tests.sql.stock.stock import item, sku


def test_what_is_all_there_is_accepted_line_by_line_the_most_urgent_first(own_market: Floor) -> None:
    later, first = waiting(own_market), waiting(own_market, created_at="2026-11-20T11:00:00+00:00")
    mug = item(own_market, "MUG", 9)
    two = order(piece(mug, 1, "L1"), piece(mug, 0, "L2"), piece(mug, 2, "L3"))
    take(own_market, two)
    asked = ask(own_market, "get_orders_to_accept")["orders"]
    assert [each["mirakl_id"] for each in asked] == [first["mirakl_id"], later["mirakl_id"], two["mirakl_id"]]
    assert {each["action"] for each in asked} == {"accept"}
    # A line that is gone wants no decision.
    assert asked[2]["line_ids"] == ["L1", "L3"]
    assert len(ask(own_market, "get_orders_to_accept", limit=1)["orders"]) == 1


@pytest.mark.parametrize("state", ["STAGING", "WAITING_DEBIT_PAYMENT", "SHIPPING", "INVENTED_TOMORROW"])
def test_in_another_state_there_is_nothing_to_accept(own_market: Floor, state: str) -> None:
    waiting(own_market, state=state)
    assert listed(own_market) == []


def test_what_is_short_waits_until_its_stock_is_there_and_its_own_hold_is_no_reason(own_market: Floor) -> None:
    values = waiting(own_market, stock=1, quantity=3)
    assert listed(own_market) == []
    own_market.rpc("receive_stock", sku=values["lines"][0]["sku"], qty=2)
    assert listed(own_market) == [(values["mirakl_id"], "accept")]


def test_what_is_unclear_waits(own_market: Floor) -> None:
    waiting(own_market, flags=["unknown_state"])
    new = order(piece(sku("NEW")))
    take(own_market, new)
    assert listed(own_market) == []


@pytest.mark.parametrize("decision", ["accept", "refuse"])
def test_what_a_person_decided_is_done_although_it_is_short(own_market: Floor, decision: str) -> None:
    values = waiting(own_market, stock=1, quantity=3)
    decide(own_market, values, decision)
    assert listed(own_market) == [(values["mirakl_id"], decision)]


def test_what_is_claimed_is_read_again_when_it_is_due(own_market: Floor) -> None:
    values = waiting(own_market)
    claim(own_market, values)
    assert listed(own_market) == [(values["mirakl_id"], "reread")]
    ask(own_market, "note_rereads", order_gids=[values["order_gid"]])
    assert listed(own_market) == []
    at(own_market, hours=1, minutes=5)
    assert listed(own_market) == [(values["mirakl_id"], "reread")]
