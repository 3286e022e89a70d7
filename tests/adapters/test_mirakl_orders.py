"""The client of Mirakl reads orders as they are, whatever they are, and changes them by exactly one call."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from local.doubles.mirakl import Mirakl as Double
from local.doubles.mirakl.bodies import ADDRESS, Bought
from ordak.http.outcome import FLOOR, LONGEST
from ordak.mirakl import client as mirakl_client
from ordak.mirakl.client import Mirakl
from ordak.mirakl.error import DECIDED, MiraklError
from ordak.mirakl.orders import read_order
from ordak.setting_values import MiraklAccess
from ordak.soft_values import as_json
from tests.adapters.conftest import Lines
from tests.adapters.market import Failing, each_failure, error_of, expected, told
from tests.adapters.wire import Call, wire
from tests.clock import Clock

CANARY = "Zz-CANARY"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def client_of(url: str) -> Mirakl:
    return Mirakl(MiraklAccess("bestbuyca", url, CANARY), deadline=time.monotonic() + 20)


def lines_of(market: Double, order_id: str) -> list[str]:
    return [line["order_line_id"] for line in market.body(order_id)["order_lines"]]


def test_an_order_is_read_whole(market: Double, mirakl: Mirakl) -> None:
    order_id = market.order(Bought("LAMP", 2, "10.50", "Lamp"), person={"firstname": "Zoé 🎂"})
    market.step(order_id, "SHIPPING")
    order = mirakl.orders([order_id])[order_id]
    assert (order.id, order.commercial_id, order.state) == (order_id, order_id.removesuffix("-A"), "SHIPPING")
    assert (order.can_shop_ship, order.complete, order.currency) == (True, True, "CAD")
    assert (order.price, order.total_price) == (Decimal("21.0"), Decimal("30.99"))
    assert (order.customer.id, order.customer.firstname, order.address) == ("customer-1", "Zoé 🎂", ADDRESS)
    line = order.lines[0]
    assert (line.offer_sku, line.title, line.quantity, line.unit_price) == ("LAMP", "Lamp", 2, Decimal("10.5"))
    assert order.ship_by is not None
    assert order.ship_by.isoformat() == market.body(order_id)["shipping_deadline"].replace("Z", "+00:00")


def test_listing_by_change_is_read_page_by_page_and_apart(
    market: Double, mirakl: Mirakl, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirakl_client, "PAGE", 2)
    ids = [market.order(("LAMP", 1)) for _ in range(5)]
    found, offset = [], 0
    while True:
        page = mirakl.orders_changed(datetime.now(UTC) - timedelta(minutes=1), offset)
        found += [order.id for order in page.orders]
        if page.next_offset is None:
            break
        offset = page.next_offset
    assert (found, page.total, market.log.count("OR11")) == (ids, 5, 3)
    assert [round(gap, 1) for gap in clock.sleeps] == [1.0, 1.0]
    assert mirakl.orders_changed(datetime.now(UTC) + timedelta(hours=1)).orders == ()


def test_a_page_that_is_shorter_than_asked_for_is_not_the_last() -> None:
    with wire(
        lambda call: call.answer(200, json.dumps({"orders": [{"order_id": "1"}], "total_count": 3}).encode())
    ) as other:
        assert client_of(other.url).orders_in(["SHIPPING"]).next_offset == 1
    with wire(lambda call: call.answer(200, b'{"orders": [{"order_id": "1"}]}')) as other:
        assert client_of(other.url).orders_in(["SHIPPING"]).next_offset == 1
    with wire(lambda call: call.answer(200, b'{"orders": [], "total_count": 3}')) as other:
        assert client_of(other.url).orders_in(["SHIPPING"]).next_offset is None


def test_orders_are_read_by_state_and_by_id_a_hundred_ids_a_call(market: Double, mirakl: Mirakl) -> None:
    first, second = market.order(("LAMP", 1)), market.order(("LAMP", 1))
    market.step(second, "SHIPPING")
    assert [order.id for order in mirakl.orders_in(["SHIPPING", "SHIPPED"]).orders] == [second]
    others = [f"none-{number}" for number in range(199)]
    assert mirakl.orders([first, *others, second, first]).keys() == {first, second}
    assert [call.request.query.count("%2C") + 1 for call in market.log.of("OR11")[1:]] == [100, 100, 1]


def test_all_lines_are_accepted_and_an_order_decided_before_says_so(market: Double, mirakl: Mirakl) -> None:
    order_id = market.order(("LAMP", 1), ("CABLE", 2))
    mirakl.accept(order_id, lines_of(market, order_id))
    assert [mirakl.orders([order_id])[order_id].state for _ in range(2)] == ["WAITING_DEBIT_PAYMENT", "SHIPPING"]
    again = error_of(lambda: mirakl.accept(order_id, lines_of(market, order_id)))
    assert told(again) == (DECIDED, "refused", 0.0, False)
    some = market.order(("LAMP", 1), ("CABLE", 2))
    missing = error_of(lambda: mirakl.accept(some, lines_of(market, some)[:1]))
    assert told(missing)[:2] == ("ORDER_LINE_ACCEPTANCE_DECISION_MISSING", "refused")
    mirakl.accept(some, lines_of(market, some), accepted=False)
    assert market.state(some) == "REFUSED"


def test_tracking_goes_before_shipping_and_by_a_registered_carrier(market: Double, mirakl: Mirakl) -> None:
    order_id = market.order(("LAMP", 1))
    market.step(order_id, "SHIPPING")
    assert "CPCL" in [each.code for each in mirakl.carriers()]
    assert error_of(lambda: mirakl.ship(order_id)).outcome == "refused"
    assert error_of(lambda: mirakl.set_tracking(order_id, "NONE", "1")).code == "HTTP_400"
    mirakl.set_tracking(order_id, "CPCL", "1234567890123456")
    mirakl.ship(order_id)
    order = mirakl.orders([order_id])[order_id]
    assert (order.state, order.carrier_code, order.tracking_number) == ("SHIPPED", "CPCL", "1234567890123456")
    assert error_of(lambda: mirakl.ship(order_id)).outcome == "refused"


def change(mirakl: Mirakl, market: Double, name: str, order_id: str) -> None:
    if name == "OR21":
        mirakl.accept(order_id, lines_of(market, order_id))
    elif name == "OR23":
        mirakl.set_tracking(order_id, "CPCL", "1")
    else:
        mirakl.ship(order_id)


@each_failure
@pytest.mark.parametrize("name", ["OR21", "OR23", "OR24"])
def test_each_failure_of_a_change_says_what_may_have_happened(
    market: Double, mirakl: Mirakl, failing: Failing, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ordak.http.pace.LEAST_SECONDS", 0.1)
    order_id = market.order(("LAMP", 1))
    if name != "OR21":
        market.step(order_id, "SHIPPING")
    if name == "OR24":
        change(mirakl, market, "OR23", order_id)
    market.fail(failing.kind, operation=name, **failing.how)
    if failing.how.get("seconds"):
        mirakl._line.pace._deadline = mirakl._line.pace._clock.monotonic() + 0.3  # noqa: SLF001 - its time is nearly over
    assert told(error_of(lambda: change(mirakl, market, name, order_id))) == expected(failing, changes=True)
    assert (market.log.count(name), market.log.count(name, applied=True)) == (1, int(failing.done))


@each_failure
def test_each_failure_of_a_read_changes_nothing(
    market: Double, mirakl: Mirakl, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ordak.http.pace.LEAST_SECONDS", 0.1)
    market.fail(failing.kind, operation="OR11", **failing.how)
    if failing.how.get("seconds"):
        mirakl._line.pace._deadline = mirakl._line.pace._clock.monotonic() + 0.3  # noqa: SLF001 - as above
    assert told(error_of(lambda: mirakl.orders_in(["SHIPPING"]))) == expected(failing, changes=False)


def test_half_an_answer_of_a_read_is_none(market: Double, mirakl: Mirakl) -> None:
    market.order(("LAMP", 1))
    market.fail("garbage", operation="OR11")
    assert told(error_of(lambda: mirakl.orders_in(["SHIPPING"]))) == ("BAD_ANSWER", "not_sent", 0.0, False)


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [("0", FLOOR), ("1", FLOOR), ("45.5", 45.5), ("999999999", LONGEST), ("soon", 60), ("-3", 60), ("", 60)],
)
def test_a_pause_has_a_floor_and_an_end(market: Double, mirakl: Mirakl, retry_after: str, wait: float) -> None:
    market.fail("status", status=429, retry_after=retry_after)
    assert error_of(mirakl.carriers).wait_seconds == wait


def test_a_pause_may_be_a_date(market: Double, mirakl: Mirakl) -> None:
    market.fail("status", status=429, retry_after="Mon, 30 Nov 2099 12:00:00 GMT")
    market.fail("status", status=429, retry_after="Mon, 30 Nov 2020 12:00:00 GMT")
    assert [error_of(mirakl.carriers).wait_seconds for _ in range(2)] == [LONGEST, FLOOR]


def test_wrong_key_and_no_connection_are_systemic_and_nothing_was_sent(market: Double) -> None:
    assert told(error_of(lambda: client_of(market.url).ship("1"))) == ("UNAUTHORIZED", "not_sent", 0.0, True)
    assert told(error_of(lambda: client_of("http://127.0.0.1:9").ship("1"))) == ("NOT_SENT", "not_sent", 0.0, True)
    assert isinstance(error_of(lambda: client_of(market.url).ship("1")), MiraklError)


def test_no_call_begins_without_time_for_its_answer(market: Double, clock: Clock) -> None:
    access = MiraklAccess("bestbuyca", market.url, market.settings.key)
    mirakl = Mirakl(access, deadline=clock.monotonic() + 0.9, clock=clock)
    assert told(error_of(mirakl.carriers)) == ("NO_TIME", "not_sent", 0.0, True)
    assert market.log.count() == 0


def test_the_words_of_an_error_go_nowhere(lines: Lines) -> None:
    told_by_mirakl = json.dumps({"message": CANARY, "status": 400, "code": f"{CANARY} not a code"}).encode()
    with wire(lambda call: call.answer(400, told_by_mirakl)) as other:
        error = error_of(lambda: client_of(other.url).set_tracking("1", CANARY, CANARY))
    assert error.code == "HTTP_400"
    assert CANARY not in f"{error!r} {error} {error.__cause__!r} {lines.text} {client_of(other.url)._line.access!r}"  # noqa: SLF001


def test_the_code_of_a_list_of_errors_is_read() -> None:
    body = b'{"errors": [{"message": "x"}, {"code": "ORDER_NOT_FOUND"}]}'
    with wire(lambda call: call.answer(404, body)) as other:
        assert error_of(lambda: client_of(other.url).ship("1")).code == "ORDER_NOT_FOUND"


def test_key_and_path_are_sent_as_they_are() -> None:
    with wire(lambda call: call.answer(204, b"")) as other:
        client_of(other.url).ship("../a b/ü?x=1#")
        head = other.calls[0].head.splitlines()
    assert head[0] == "PUT /api/orders/..%2Fa%20b%2F%C3%BC%3Fx%3D1%23/ship HTTP/1.1"
    assert f"Authorization: {CANARY}" in head


def test_redirects_are_not_followed() -> None:
    def elsewhere(call: Call) -> None:
        call.answer(302, b"", Location=f"{call.header('host')}/elsewhere")

    with wire(elsewhere) as other:
        assert error_of(lambda: client_of(other.url).carriers()).code == "HTTP_302"
        assert len(other.calls) == 1


SOFT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"order_state": "A_STATE_OF_TOMORROW"}, {"state": "A_STATE_OF_TOMORROW"}),
    ({"order_state": None, "total_price": "12.5"}, {"state": None, "total_price": Decimal("12.5")}),
    ({"total_price": "NaN", "price": True, "shipping_price": {}}, {"total_price": None, "price": None, "shipping_price": None}),
    ({"created_date": "yesterday", "last_updated_date": 7}, {"created_at": None, "last_updated_at": None}),
    ({"created_date": "2026-11-30T07:00:00-05:00"}, {"created_at": NOW}),
    ({"created_date": "2026-11-30T12:00:00"}, {"created_at": NOW}),
    ({"created_date": "0001-01-01T00:00:00+10:00"}, {"created_at": None}),
    ({"can_shop_ship": "true"}, {"can_shop_ship": False}),
    ({"order_lines": None}, {"lines": (), "complete": False}),
    ({"order_lines": [{"order_line_id": ""}, 7]}, {"lines": (), "complete": False}),
    ({"customer": [], "order_id": 7}, {"id": "7", "address": None}),
    ({"customer": {"shipping_address": {"city": " ", "planet": "Earth"}}}, {"address": None}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "read"), SOFT)
def test_what_is_not_as_expected_is_none(given: dict[str, Any], read: dict[str, Any]) -> None:
    order = read_order({"order_id": "1", **given})
    assert order is not None
    assert {name: getattr(order, name) for name in read} == read


def test_a_refund_has_its_newer_state() -> None:
    refunds = [
        {"id": "1", "refund_state": "WAITING_REFUND_TAX_CONFIRMATION", "state": "WAITING_REFUND"},
        {"state": "REFUNDED"},
    ]
    order = read_order({"order_id": "1", "order_lines": [{"order_line_id": "1", "refunds": refunds}]})
    assert order is not None
    assert [one.state for one in order.lines[0].refunds] == ["WAITING_REFUND_TAX_CONFIRMATION", "REFUNDED"]


def test_a_line_that_cannot_be_read_is_missed() -> None:
    lines = [{"order_line_id": "1", "quantity": 0}, {"quantity": 1}]
    order = read_order({"order_id": "1", "order_lines": lines})
    assert order is not None
    assert ([line.quantity for line in order.lines], order.complete) == ([0], False)


@pytest.mark.parametrize(("quantity", "read"), [(3.0, 3), ("3", 3), (2.5, None), (True, None), (None, None), (-1, -1)])
def test_a_quantity_is_a_whole_number(market: Double, mirakl: Mirakl, quantity: Any, read: int | None) -> None:
    order_id = market.order(("LAMP", 1))
    lines = market.body(order_id)["order_lines"]
    market.edit(order_id, order_lines=[{**lines[0], "quantity": quantity}])
    assert mirakl.orders([order_id])[order_id].lines[0].quantity == read


def test_an_order_without_an_id_leaves_the_others_readable(market: Double, mirakl: Mirakl) -> None:
    good, bad = market.order(("LAMP", 1)), market.order(("LAMP", 1))
    market.edit(bad, order_id=None)
    page = mirakl.orders_in(["WAITING_ACCEPTANCE"])
    assert ([order.id for order in page.orders], page.unreadable) == ([good], 1)


def test_no_address_is_shown_by_what_a_log_could_hold(market: Double, mirakl: Mirakl) -> None:
    order_id = market.order(
        ("LAMP", 1), person={"firstname": CANARY}, address={**ADDRESS, "phone": CANARY, "city": CANARY}
    )
    order = mirakl.orders([order_id])[order_id]
    assert CANARY not in repr(order)
    assert str(as_json(order)).count(CANARY) == 3


def test_an_order_as_json_is_what_the_database_is_given(market: Double, mirakl: Mirakl) -> None:
    order_id = market.order(("LAMP", 1), person={"firstname": "a\0b"})
    market.refund(order_id, 1, 1, "5.25")
    order = mirakl.orders([order_id])[order_id]
    told_to = json.loads(json.dumps(as_json(replace(order, created_at=NOW))))
    assert told_to["created_at"] == "2026-11-30T12:00:00+00:00"
    assert told_to["customer"]["firstname"] == "a\ufffdb"
    assert told_to["lines"][0]["refunds"][0]["amount"] == "5.25"
    assert told_to["lines"][0]["refunds"][0]["state"] == "REFUNDED"
