"""Shipping: each order that may be shipped gets one label, whatever fails in between; counted at the carrier."""

from typing import Any

import pytest

from label_check import check_label
from tests.marketplace.market_world import MarketWorld
from tests.marketplace.parcels import accounted, attempts, bought, creates, keep_on, send_parcels, to_ship

# How the purchase may fail so that its outcome is not known, and whether a label was sold.
LOST = [
    ("status", {"status": 500}, False),
    ("status", {"status": 503}, False),
    ("status", {"status": 200}, False),
    ("reset before", {}, False),
    ("status after", {"status": 500}, True),
    ("status after", {"status": 202, "body": ""}, True),
    ("status after", {"status": 200, "body": ""}, True),
    (
        "status after",
        {"status": 400, "body": '{"errors": [{"errorCode": "9999", "message": "Duplicate request"}]}'},
        True,
    ),
    ("reset after", {}, True),
    ("garbage", {}, True),
]


def test_an_order_that_may_be_shipped_gets_a_label_that_is_kept(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.run("shipping")
    [attempt] = attempts(world, order)
    assert (world.status(order), bought(world, order), creates(world)) == ("label_created", 1, 1)
    [(key, body)] = world.bucket.files.items()
    assert (attempt["label_key"], attempt["label_bytes"], attempt["state"]) == (key, len(body), "bought")
    [sold] = world.carrier.shipments
    assert (attempt["pin"], float(attempt["price"])) == (sold.pin, sold.due)
    check_label(body, sold.pin)
    destination = sold.body["deliverySpec"]["destination"]
    assert (destination["name"], destination["addressDetails"]["postalZipCode"]) == ("Ann Canaryname", "K1A0B1")
    keep_on(world, 2)
    assert creates(world) == 1
    world.check()


@pytest.mark.parametrize(("kind", "how", "sold"), LOST)
def test_a_label_whose_purchase_is_not_known_is_looked_up_and_never_bought_again(
    world: MarketWorld, kind: str, how: dict[str, Any], *, sold: bool
) -> None:
    lost, good = to_ship(world, 2)
    world.carrier.fail(kind, 1, "create", **how)
    world.run("shipping")
    keep_on(world)
    assert world.status(good) == "label_created"
    assert (world.status(lost), bought(world, lost)) == (("label_created", 1) if sold else ("unknown_outcome", 0))
    assert (creates(world), world.alerts().count("label_unknown")) == (2, int(not sold))
    accounted(world)


def test_a_label_that_a_person_released_is_bought_as_the_next_attempt(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.carrier.fail("reset before", 1, "create")
    world.run("shipping")
    keep_on(world)
    assert world.floor.rpc("release_shipment", store="bestbuyca", id=order)["status"] == "accepted"
    world.run_later("shipping")
    assert (world.status(order), bought(world, order), bought(world, order, 2)) == ("label_created", 0, 1)
    accounted(world)


def test_a_label_that_comes_to_light_after_its_release_is_taken_and_none_is_bought(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.carrier.fail("reset after", 1, "create")
    world.carrier.fail("not shown", 1, "create", seconds=2)
    world.run("shipping")
    world.run_later("shipping")
    world.run_later("shipping", minutes=6)
    world.run_later("shipping")
    assert world.floor.rpc("release_shipment", store="bestbuyca", id=order)["ok"]
    keep_on(world, 2)
    assert (world.status(order), bought(world, order), bought(world, order, 2)) == ("label_created", 1, 0)
    assert creates(world) == 1


@pytest.mark.parametrize(
    "how", [{"status": 429}, {"status": 429, "retry_after": "600"}, {"status": 401}, {"status": 403}]
)
def test_a_purchase_that_was_certainly_not_sent_is_made_later_as_the_same_attempt(
    world: MarketWorld, how: dict[str, Any]
) -> None:
    first, second = to_ship(world, 2)
    world.carrier.fail("status", 1, "create", **how)
    world.run("shipping")
    assert (creates(world), world.failed("shipping"), world.status(first)) == (1, 1, "accepted")
    world.run_later("shipping", minutes=11)
    world.run_later("shipping")
    assert [world.status(order) for order in (first, second)] == ["label_created"] * 2
    assert (bought(world, first), bought(world, second), creates(world)) == (1, 1, 3)


def test_a_refusal_is_for_a_person_and_stops_no_other(world: MarketWorld) -> None:
    bad, good = to_ship(world, 2)
    body = '{"errors": [{"errorCode": "1156", "message": "Canarystreet is no street"}]}'
    world.carrier.fail("status", 1, "create", status=400, body=body, content_type="application/json")
    world.run("shipping")
    assert (world.status(bad), world.order(bad)["fault"], world.status(good)) == (
        "shipping_failed",
        "1156",
        "label_created",
    )
    assert world.floor.rpc("retry_step", store="bestbuyca", id=bad)["ok"]
    world.run_later("shipping")
    assert (world.status(bad), bought(world, bad)) == ("label_created", 1)
    accounted(world)


def test_what_every_purchase_would_fail_by_parks_no_order(world: MarketWorld) -> None:
    orders = to_ship(world, 2)
    world.carrier.fail("no card", 1, "create")
    world.run("shipping")
    assert ({world.status(order) for order in orders}, world.failed("shipping"), creates(world)) == ({"accepted"}, 1, 1)
    world.run_later("shipping")
    world.run_later("shipping")
    assert {world.status(order) for order in orders} == {"label_created"}


def test_a_carrier_that_fails_every_purchase_is_left_alone_after_three(world: MarketWorld) -> None:
    orders = to_ship(world, 5)
    world.carrier.fail("status", 9, "create", status=500)
    world.run("shipping")
    assert creates(world) == 3
    assert sorted(world.status(order) for order in orders) == ["accepted"] * 2 + ["unknown_outcome"] * 3


@pytest.mark.parametrize(("kind", "how"), [("status", {"status": 500}), ("reset before", {}), ("garbage", {})])
@pytest.mark.parametrize("operation", ["find", "token"])
def test_without_a_look_up_nothing_is_bought(
    world: MarketWorld, operation: str, kind: str, how: dict[str, Any]
) -> None:
    [order] = to_ship(world)
    world.carrier.fail(kind, 1, operation, **how)
    world.run("shipping")
    assert (world.status(order), creates(world)) == ("accepted", 0)
    world.run_later("shipping")
    world.run_later("shipping")
    assert (world.status(order), bought(world, order)) == ("label_created", 1)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ({"zip_code": "90210"}, "ADDRESS_POSTAL_CODE"),
        ({"country_iso_code": "USA"}, "ADDRESS_COUNTRY"),
        ({"street_1": "x " * 60}, "ADDRESS_TOO_LONG"),
    ],
)
def test_an_address_that_cannot_be_written_is_for_a_person_and_stops_no_other(
    world: MarketWorld, address: dict[str, Any], code: str
) -> None:
    [bad] = to_ship(world, **address)
    [good] = to_ship(world)
    world.run("shipping")
    assert (world.status(bad), world.order(bad)["fault"], bought(world, bad)) == ("shipping_failed", code, 0)
    assert (world.status(good), world.alerts().count("shipping_parked")) == ("label_created", 1)


def test_without_the_setting_no_label_is_bought_and_the_run_says_so(world: MarketWorld) -> None:
    [order] = to_ship(world)
    send_parcels(world, service="")
    for _ in range(10):
        world.run_later("shipping")
    assert (world.status(order), creates(world)) == ("accepted", 0)
    failed = world.floor.rows("select last_error from core.sync_runs where kind = 'shipping' and status = 'failed'")
    assert [row["last_error"] for row in failed] == ["PARCEL_SETTING"]


def test_a_label_above_the_price_waits_and_is_used_when_a_person_lets_it(world: MarketWorld) -> None:
    send_parcels(world, most_price="20")
    [order] = to_ship(world)
    world.carrier.fail("dearer", 1, "create")
    world.run("shipping")
    assert (world.status(order), world.order(order)["fault"]) == ("shipping_failed", "LABEL_PRICE")
    accounted(world)
    assert world.floor.rpc("retry_step", store="bestbuyca", id=order)["ok"]
    keep_on(world, 1)
    assert (world.status(order), creates(world)) == ("label_created", 1)


def test_a_price_above_the_bound_is_for_a_person_before_anything_is_bought(world: MarketWorld) -> None:
    send_parcels(world, most_price=5)
    [order] = to_ship(world)
    world.run("shipping")
    assert (world.status(order), world.order(order)["fault"]) == ("shipping_failed", "PARCEL_PRICE")
    assert (creates(world), attempts(world, order), world.alerts()) == (0, [], ["shipping_parked"])
    send_parcels(world, most_price=20)
    assert world.floor.rpc("retry_step", store="bestbuyca", id=order)["ok"]
    keep_on(world, 1)
    assert (world.status(order), creates(world)) == ("label_created", 1)


def test_without_a_bound_no_price_is_asked(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.run("shipping")
    assert (world.status(order), world.carrier.log.count("prices")) == ("label_created", 0)


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("status", {"status": 500}),
        ("status", {"status": 429}),
        ("status", {"status": 403}),
        ("status", {"status": 200, "body": "{}"}),
        ("reset before", {}),
        ("garbage", {}),
    ],
)
def test_without_a_price_nothing_is_bought_until_there_is_one(
    world: MarketWorld, kind: str, how: dict[str, Any]
) -> None:
    send_parcels(world, most_price="20")
    [order] = to_ship(world)
    world.carrier.fail(kind, 1, "prices", **how)
    world.run("shipping")
    assert (world.status(order), creates(world), world.failed("shipping")) == ("accepted", 0, 1)
    keep_on(world, 1)
    assert (world.status(order), creates(world)) == ("label_created", 1)


def test_a_service_that_has_no_price_is_for_a_person(world: MarketWorld) -> None:
    send_parcels(world, most_price="20")
    [none, refused] = to_ship(world, 2)
    world.carrier.fail("status", 1, "prices", status=200, body="[]", content_type="application/json")
    body = '{"errors": [{"errorCode": "9111", "message": "No service"}]}'
    world.carrier.fail("status", 1, "prices", status=400, body=body, content_type="application/json")
    world.run("shipping")
    assert sorted(str(world.order(order)["fault"]) for order in (none, refused)) == ["9111", "NO_QUOTE"]
    assert creates(world) == 0


def test_no_more_labels_are_bought_than_the_setting_allows_for_a_day(world: MarketWorld) -> None:
    send_parcels(world, most_labels=2)
    orders = to_ship(world, 3)
    world.run("shipping")
    assert sorted(world.status(order) for order in orders) == ["label_created"] * 2 + ["shipping_failed"]
    assert creates(world) == 2


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_buys_each_label_once_or_leaves_it_to_a_person(world: MarketWorld, *, after: bool) -> None:
    """Each of its calls in turn: the run goes on in another process."""
    for call in range(1, 40):
        world.forget()
        [order] = to_ship(world)
        with world.killed_at(call, after=after):
            world.run("shipping")
            break
        keep_on(world, 3)
        assert world.status(order) in {"label_created", "unknown_outcome"}, call
        assert bought(world, order) == creates(world) == (world.status(order) == "label_created")
        accounted(world)
        world.check()
    else:
        pytest.fail("it never came to its end")
