"""Labels: fetched, checked and kept, read again where that fails, and taken over by a database that was restored."""

from typing import Any

import pytest

from tests.marketplace.market_world import MarketWorld
from tests.marketplace.parcels import accounted, attempts, bought, creates, keep_on, send_parcels, to_ship

SPOILT = [
    ("label size", {}, "LABEL_SIZE"),
    ("label pages", {}, "LABEL_PAGES"),
    ("label cut", {}, "LABEL_TRUNCATED"),
    ("label pin", {}, "LABEL_OTHER_PIN"),
    ("not ready", {}, "LABEL_NOT_READY"),
    ("status", {"status": 200}, "LABEL_NOT_PDF"),
    ("status", {"status": 200, "body": ""}, "LABEL_EMPTY"),
    ("status", {"status": 404}, "LABEL_HTTP_404"),
    ("status", {"status": 500}, "LABEL_HTTP_500"),
    ("reset before", {}, "LABEL_ANSWER_LOST"),
]


@pytest.mark.parametrize(("kind", "how", "code"), SPOILT)
def test_a_file_that_is_no_label_is_fetched_again_and_none_is_bought(
    world: MarketWorld, kind: str, how: dict[str, Any], code: str
) -> None:
    bad, good = to_ship(world, 2)
    world.carrier.fail(kind, 1, "label", **how)
    world.run("shipping")
    assert ([row["fault"] for row in attempts(world, bad)], world.status(bad)) == ([code], "accepted")
    assert world.status(good) == "label_created"
    keep_on(world, 1)
    assert (world.status(bad), bought(world, bad), creates(world)) == ("label_created", 1, 2)


@pytest.mark.parametrize(("kind", "code"), [("label size", "LABEL_SIZE"), ("label pin", "LABEL_OTHER_PIN")])
def test_a_file_that_stays_none_is_left_to_a_person_who_lets_it_go_on(world: MarketWorld, kind: str, code: str) -> None:
    [order] = to_ship(world)
    world.carrier.fail(kind, 3, "label")
    world.run("shipping")
    keep_on(world, 3)
    assert (world.status(order), world.order(order)["fault"], world.bucket.files) == ("shipping_failed", code, {})
    assert world.alerts().count("shipping_parked") == 1
    accounted(world)
    assert world.floor.rpc("retry_step", store="bestbuyca", id=order)["ok"]
    keep_on(world, 1)
    assert (world.status(order), creates(world)) == ("label_created", 1)


def test_a_bucket_that_is_away_costs_a_run_and_no_label(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.bucket.failures = 1
    world.run("shipping")
    assert (world.status(order), world.failed("shipping")) == ("accepted", 1)
    keep_on(world, 2)
    assert (world.status(order), creates(world)) == ("label_created", 1)


def test_a_suspended_label_is_read_again_when_a_person_lets_it(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.carrier.fail("suspended", 1, "create")
    world.run("shipping")
    assert (world.status(order), world.order(order)["fault"]) == ("suspended", "LABEL_SUSPENDED")
    accounted(world)
    [sold] = world.carrier.shipments
    sold.status = "transmitted"
    keep_on(world, 1)
    assert world.status(order) == "suspended"
    assert world.floor.rpc("retry_step", store="bestbuyca", id=order)["ok"]
    keep_on(world, 1)
    assert (world.status(order), creates(world)) == ("label_created", 1)


def restore(world: MarketWorld, *orders: str) -> None:
    """Bring the database to what it was before any label was asked for."""
    for order in orders:
        gid = world.order(order)["order_gid"]
        world.floor.rows("delete from core.shipment_lines where order_gid = %s", gid)
        world.floor.rows("delete from core.shipments where order_gid = %s", gid)
        world.floor.rows(
            "update core.marketplace_orders set status = 'accepted', fault = null where order_gid = %s", gid
        )


def test_a_restored_database_buys_nothing_twice(world: MarketWorld) -> None:
    orders = to_ship(world, 2)
    world.run("shipping")
    restore(world, *orders)
    keep_on(world, 1)
    assert [world.status(order) for order in orders] == ["label_created"] * 2
    assert ([bought(world, order) for order in orders], creates(world)) == ([1, 1], 2)
    accounted(world)


def test_a_restored_database_takes_the_last_attempt_and_passes_what_was_undone(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.run("shipping")
    assert world.floor.rpc("void_shipment", store="bestbuyca", id=order)["ok"]
    world.run_later("void")
    assert world.floor.rpc("retry_step", store="bestbuyca", id=order)["ok"]
    keep_on(world, 1)
    assert (bought(world, order), bought(world, order, 2)) == (1, 1)
    for voided in (False, True):
        world.carrier.shipments[0].voided = voided
        restore(world, order)
        keep_on(world, 1)
        assert (world.status(order), creates(world)) == ("label_created", 2)
        assert [row["attempt"] for row in attempts(world, order)] == [2]


@pytest.mark.parametrize("end", ["shipped", "cancelled"])
def test_a_restored_database_finds_the_label_of_an_order_that_has_ended(world: MarketWorld, end: str) -> None:
    [order] = to_ship(world)
    world.run("shipping")
    if end == "shipped":
        world.run("tracking")
    else:
        world.mirakl.cancel(order)
    restore(world, order)
    world.run_later("import", "shipping", "void")
    assert (world.status(order), creates(world), bought(world, order)) == (end, 1, 1)
    [row] = attempts(world, order)
    assert (row["state"], row["label_at"] is not None) == (
        ("bought", True) if end == "shipped" else ("refunded", False)
    )
    accounted(world)


def test_an_order_that_was_shipped_by_hand_is_looked_up_once(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.mirakl.step(order, "SHIPPED")
    world.run_later("import", "shipping")
    before = world.carrier.log.count("find")
    keep_on(world, 2)
    assert (world.status(order), attempts(world, order), before) == ("shipped", [], world.carrier.log.count("find"))


def test_nothing_of_the_customer_is_in_a_log_an_event_or_an_alert(
    world: MarketWorld, caplog: pytest.LogCaptureFixture
) -> None:
    send_parcels(world, most_price="20")
    [good] = to_ship(world)
    [bad] = to_ship(world, zip_code="CANARYZIP")
    body = '{"errors": [{"errorCode": "1156", "message": "2 Canarystreet Road is wrong"}]}'
    world.carrier.fail("dearer", 1, "create")
    world.carrier.fail("status", 1, "create", status=400, body=body, content_type="application/json")
    world.run("shipping")
    keep_on(world, 2)
    assert {world.status(good), world.status(bad)} == {"shipping_failed"}
    out = str([vars(record) for record in caplog.records])
    assert "marketplace_shipping" in out
    kept = world.floor.one("select coalesce(string_agg(e::text, ''), '') from core.order_events e")
    kept += world.floor.one("select coalesce(string_agg(w::text, ''), '') from core.work_queue w")
    kept += world.floor.one("select coalesce(string_agg(r::text, ''), '') from core.sync_runs r")
    urls = str([(call.request.path, call.request.query) for call in world.carrier.log.calls])
    for canary in ("Canary", "CANARY", "555-0199", "K1A0B1", "Ottawa"):
        assert canary not in out + kept + urls
