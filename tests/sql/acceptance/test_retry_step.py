"""api.retry_step: what a step gave up is taken by it again."""

from uuid import uuid4

import pytest

from tests.sql.acceptance.deciding import claim, fail, listed, status, waiting
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, history, row, take


def retry(floor: Floor, values: Json, who: str = "agent", **more: object) -> Json:
    """Let a person retry."""
    return floor.rpc("retry_step", who, store=STORE, id=values["mirakl_id"], **more)


def parked(floor: Floor, before: str, parked_as: str) -> Json:
    """Return an order that a step gave up in a status."""
    values = waiting(floor, state="SHIPPING")
    if before != "accepted":
        change(floor, values, before)
    change(floor, values, parked_as)
    return values


def change(floor: Floor, values: Json, to: str) -> None:
    """Bring an order to a status, as another step does."""
    floor.rows("select set_config('ordak.house', 'house', false), set_config('ordak.stores', %s, false)", STORE)
    floor.rows(
        "select marketplace.change_status(%s, m, %s, p_code => 'X') from core.marketplace_orders m where order_gid = %s",
        *("test_moved", to, values["order_gid"]),
    )


@pytest.mark.parametrize("before", ["accepted", "label_created"])
def test_it_goes_back_to_where_the_step_takes_it_from(market: Floor, before: str) -> None:
    values = parked(market, before, "shipping_failed")
    assert row(market, values)["fault"] == "X"
    answer = retry(market, values)
    assert (answer["status"], answer["fault"], answer["already_done"]) == (before, None, False)
    assert history(market, values)[-2:] == ["shipping_failed", before]
    assert retry(market, values)["already_done"]


def test_an_acceptance_that_failed_is_sent_again(market: Floor) -> None:
    values = waiting(market)
    claim(market, values)
    fail(market, values)
    assert retry(market, values)["status"] == "pending_acceptance"
    assert (values["mirakl_id"], "accept") in listed(market)


@pytest.mark.parametrize("state", ["SHIPPED", "CANCELED"])
def test_what_no_step_gave_up_is_refused(market: Floor, state: str) -> None:
    values = waiting(market)
    take(market, values, "12:30", state=state)
    assert (retry(market, values)["code"], status(market, values)) == ("ORD002", history(market, values)[-1])


def test_an_unknown_order_is_refused(market: Floor) -> None:
    assert market.rpc("retry_step", store=STORE, id="0-Z")["code"] == "ORD001"


def test_the_same_scan_is_answered_as_it_was(market: Floor) -> None:
    values, scan = parked(market, "accepted", "shipping_failed"), str(uuid4())
    first = retry(market, values, scan_id=scan)
    change(market, values, "shipping_failed")
    assert retry(market, values, scan_id=scan) == first
    assert status(market, values) == "shipping_failed"
