"""Orders go through their states as Mirakl documents them, and whatever is out of order is refused."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from local.doubles.mirakl import Mirakl, Settings
from local.doubles.mirakl.bodies import ADDRESS, Bought
from tests.mirakl.conftest import Seller

if TYPE_CHECKING:
    from collections.abc import Callable

TRACKING = {"carrier_code": "CPCL", "tracking_number": "1234567890123456"}


def state(seller: Seller, order: dict[str, Any]) -> str:
    return str(seller.orders(order_ids=order["order_id"])[0]["order_state"])


def test_accepting_leads_through_the_debit_to_shipping(seller: Seller, order: dict[str, Any]) -> None:
    assert (order["order_state"], order["can_shop_ship"]) == ("WAITING_ACCEPTANCE", False)
    answer = seller.accept(order)
    assert (answer.status_code, answer.content) == (204, b"")
    assert state(seller, order) == "WAITING_DEBIT_PAYMENT"
    shipping = seller.orders(order_ids=order["order_id"])[0]
    assert (shipping["order_state"], shipping["can_shop_ship"]) == ("SHIPPING", True)
    assert {line["order_line_state"] for line in shipping["order_lines"]} == {"SHIPPING"}
    assert shipping["acceptance_decision_date"] <= shipping["customer_debited_date"] < shipping["shipping_deadline"]


def test_a_debit_by_hand_waits_for_a_hand() -> None:
    market = Mirakl(Settings(debits="by hand"))
    market.start()
    seller = Seller(market)
    try:
        order = seller.orders(order_ids=market.order(("LAMP", 1)))[0]
        seller.accept(order)
        assert [state(seller, order) for _ in range(3)] == ["WAITING_DEBIT_PAYMENT"] * 3
        market.debit(order["order_id"])
        assert state(seller, order) == "SHIPPING"
    finally:
        seller.close()
        market.stop()


def test_refusing_ends_an_order(seller: Seller, order: dict[str, Any]) -> None:
    assert seller.accept(order, accepted=False).status_code == 204
    assert state(seller, order) == "REFUSED"
    assert seller.refused("PUT", f"/orders/{order['order_id']}/ship") == (400, None)


def decision(order: dict[str, Any], *accepted: bool, **changed: Any) -> dict[str, Any]:
    ids = [line["order_line_id"] for line in order["order_lines"]]
    lines = [{"accepted": each, "id": one} | changed for each, one in zip(accepted, ids, strict=False)]
    return {"order_lines": lines}


@pytest.mark.parametrize(
    ("accepted", "changed", "code"),
    [
        ((True,), {}, "ORDER_LINE_ACCEPTANCE_DECISION_MISSING"),
        ((True, False), {}, "ORDER_PARTIAL_ACCEPTANCE_DISABLED"),
        ((True, True), {"id": "none"}, "ORDER_LINE_DUPLICATE_ID"),
        ((True,), {"id": "none"}, "ORDER_LINE_NOT_FOUND"),
        ((True, True), {"accepted": "yes"}, None),
        ((True, True), {"more": 1}, None),
        ((), {}, None),
    ],
)
def test_half_a_decision_is_refused(
    seller: Seller, order: dict[str, Any], accepted: tuple[bool, ...], changed: dict[str, Any], code: str | None
) -> None:
    path = f"/orders/{order['order_id']}/accept"
    assert seller.refused("PUT", path, json=decision(order, *accepted, **changed)) == (400, code)
    assert state(seller, order) == "WAITING_ACCEPTANCE"


def test_an_order_is_decided_once_and_only_if_it_is_there(seller: Seller, order: dict[str, Any]) -> None:
    seller.accept(order)
    body = decision(order, True, True)  # noqa: FBT003 - one for each line
    assert seller.refused("PUT", f"/orders/{order['order_id']}/accept", json=body) == (400, "ORDER_INVALID_STATE")
    assert seller.refused("PUT", "/orders/none/accept", json=body) == (404, "ORDER_NOT_FOUND")
    assert seller.refused("PUT", "/orders/none/accept", content=b"{")[0] == 415
    json_type = {"content-type": "application/json"}
    assert seller.refused("PUT", "/orders/none/accept", content=b"{", headers=json_type) == (400, "VALIDATION_ERROR")


def test_an_order_leaves_with_its_tracking(market: Mirakl, seller: Seller, order: dict[str, Any]) -> None:
    path = f"/orders/{order['order_id']}"
    assert seller.refused("PUT", f"{path}/tracking", json=TRACKING) == (400, None)
    market.step(order["order_id"], "SHIPPING")
    assert seller.refused("PUT", f"{path}/ship") == (400, None)  # without its tracking
    assert seller.ask("PUT", f"{path}/tracking", json=TRACKING).status_code == 204
    assert seller.refused("PUT", f"{path}/ship", json={}) == (400, None)
    answer = seller.ask("PUT", f"{path}/ship")
    assert (answer.status_code, answer.content) == (204, b"")
    left = seller.orders(order_ids=order["order_id"])[0]
    assert (left["order_state"], left["shipping_tracking"]) == ("SHIPPED", TRACKING["tracking_number"])
    assert left["order_lines"][0]["shipped_date"]
    assert seller.refused("PUT", f"{path}/ship") == (400, None)


def test_tracking_after_shipping_is_taken_and_ignored(market: Mirakl, seller: Seller, order: dict[str, Any]) -> None:
    market.step(order["order_id"], "SHIPPED")
    assert seller.ask("PUT", f"/orders/{order['order_id']}/tracking", json=TRACKING).status_code == 204
    assert "shipping_tracking" not in seller.orders(order_ids=order["order_id"])[0]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"carrier_code": "CPCL"},  # its address wants a number
        {"carrier_code": "NONE", "tracking_number": "1"},
        {"carrier_name": "My cousin", "tracking_number": "1"},
        TRACKING | {"parcel": 1},
    ],
)
def test_tracking_that_says_too_little_is_refused(
    market: Mirakl, seller: Seller, order: dict[str, Any], body: dict[str, Any]
) -> None:
    market.step(order["order_id"], "SHIPPING")
    assert seller.refused("PUT", f"/orders/{order['order_id']}/tracking", json=body) == (400, None)


def test_orders_are_found_by_id_state_and_time(market: Mirakl, seller: Seller) -> None:
    first, second = market.order(("LAMP", 1)), market.order(("LAMP", 1))
    market.step(second, "SHIPPING")

    def found(**query: Any) -> list[str]:
        return [order["order_id"] for order in seller.orders(**query)]

    assert found() == [first, second]
    market.clock.advance(minutes=1)
    third = market.order(("LAMP", 1))
    assert found(order="desc", sort="dateCreated")[0] == third
    market.step(third, "REFUSED")
    assert found(order_ids=f"{second},none") == [second]
    assert found(order_state_codes="SHIPPING,SHIPPED") == [second]
    later = f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    assert (found(start_update_date=later), found(start_date=later)) == ([], [])
    assert found(end_update_date=later, end_date=later) == [first, second, third]


def test_changes_are_searched_further_back_than_asked(market: Mirakl, seller: Seller) -> None:
    order_id = market.order(("LAMP", 1))
    asked = datetime.fromisoformat(market.body(order_id)["last_updated_date"]) + timedelta(seconds=30)
    assert [one["order_id"] for one in seller.orders(start_update_date=f"{asked:%Y-%m-%dT%H:%M:%SZ}")] == [order_id]


def test_orders_are_listed_ten_at_a_time_and_a_hundred_at_most(market: Mirakl, seller: Seller) -> None:
    ids = [market.order(("LAMP", 1)) for _ in range(12)]
    answer = seller.ask("GET", "/orders").json()
    assert (len(answer["orders"]), answer["total_count"]) == (10, 12)
    assert [one["order_id"] for one in seller.orders(offset=10)] == ids[10:]
    assert [one["order_id"] for one in seller.orders(max=5, offset=5)] == ids[5:10]


@pytest.mark.parametrize(
    "query",
    [
        {"max": "101"},
        {"max": "0"},
        {"offset": "-1"},
        {"sort": "price"},
        {"order": "up"},
        {"order_state_codes": "CANCELLED"},
        {"order_state_codes": ""},
        {"order_ids": ",".join(["x"] * 101)},
        {"start_update_date": "2026-11-30"},
        {"start_update_date": "2026-11-30T09:00:00+00:00"},
        {"since": "2026-11-30T09:00:00Z"},
    ],
)
def test_a_query_that_mirakl_does_not_know_is_refused(seller: Seller, query: dict[str, str]) -> None:
    assert seller.refused("GET", "/orders", params=query)[0] == 400


def test_a_customer_cancels_until_it_has_left(market: Mirakl, seller: Seller) -> None:
    market.offer("LAMP", 5)
    order_id = market.order(("LAMP", 2))
    assert market.offers["LAMP"] == 3
    market.cancel(order_id)
    cancelled = seller.orders(order_ids=order_id)[0]
    assert (cancelled["order_state"], cancelled["can_shop_ship"], market.offers["LAMP"]) == ("CANCELED", False, 5)
    assert [one["quantity"] for one in cancelled["order_lines"][0]["cancelations"]] == [2]
    left = market.order(("LAMP", 1))
    market.step(left, "SHIPPED")
    with pytest.raises(Exception, match="too late"):
        market.cancel(left)


def test_a_refund_of_everything_ends_an_order_that_has_not_left(market: Mirakl, seller: Seller) -> None:
    order_id = market.order(Bought("LAMP", 2, "10.00"))
    market.step(order_id, "SHIPPING")
    market.refund(order_id, 1, 1, "10.00")
    assert state(seller, {"order_id": order_id}) == "SHIPPING"
    market.refund(order_id, 1, 1, "10.00")
    refunded = seller.orders(order_ids=order_id)[0]
    assert (refunded["order_state"], refunded["fully_refunded"], refunded["can_shop_ship"]) == ("CLOSED", True, False)
    assert [one["amount"] for one in refunded["order_lines"][0]["refunds"]] == [10, 10]
    assert refunded["order_lines"][0]["order_line_state"] == "REFUNDED"


def test_every_change_is_newer(market: Mirakl, order: dict[str, Any]) -> None:
    changes: tuple[Callable[[str], None], ...] = (market.cancel, market.refund, lambda one: market.step(one, "NEW"))
    for change in changes:
        before = market.body(order["order_id"])["last_updated_date"]
        market.clock.advance(minutes=1)
        change(order["order_id"])
        assert market.body(order["order_id"])["last_updated_date"] > before


def test_an_address_may_be_shown_late_or_be_missing() -> None:
    market = Mirakl(Settings(address_before_acceptance=False))
    order_id, without = market.order(("LAMP", 1)), market.order(("LAMP", 1), address={})
    for early in ("WAITING_ACCEPTANCE", "WAITING_DEBIT_PAYMENT"):
        market.step(order_id, early)
        assert "shipping_address" not in market.body(order_id)["customer"]
    market.step(order_id, "SHIPPING")
    market.step(without, "SHIPPING")
    assert market.body(order_id)["customer"]["shipping_address"] == ADDRESS
    assert "shipping_address" not in market.body(without)["customer"]
    market.start()
    market.stop()


def test_only_the_key_is_let_in_and_only_what_there_is_is_answered(market: Mirakl, seller: Seller) -> None:
    for header in ({}, {"Authorization": f"Bearer {market.settings.key}"}):
        assert httpx.get(f"{market.url}/api/orders", headers=header).status_code == 401
    assert seller.refused("GET", "/nothing") == (404, None)
    assert seller.refused("DELETE", "/orders") == (404, None)
    assert [call.operation for call in market.log.calls] == ["OR11", "OR11", "none", "none"]


def test_what_was_asked_is_noted_with_what_came_of_it(market: Mirakl, seller: Seller, order: dict[str, Any]) -> None:
    market.fail("status after", operation="OR21", status=500)
    assert seller.accept(order).status_code == 500
    assert seller.accept(order).status_code == 400
    seen = [(call.operation, call.status, call.applied, call.failure) for call in market.log.of("OR21")]
    assert seen == [("OR21", 500, True, "status after"), ("OR21", 400, False, "")]
    assert market.log.count("OR21", applied=True) == 1
    assert {"operation", "path", "status"} < market.log.lines(1)[0].keys()
    assert not {"body", "headers", "request"} & market.log.lines(1)[0].keys()
