"""Void: a label of an order that is not shipped is undone once, whatever fails; and files of erased customers go."""

from typing import Any

import pytest

from tests.marketplace.market_world import MarketWorld
from tests.marketplace.parcels import accounted, attempts, creates, keep_on, to_ship
from tests.sql.imports.market import STORE


def cancelled(world: MarketWorld) -> str:
    """Have a label whose order the customer cancels."""
    [order] = to_ship(world)
    world.run("shipping")
    world.mirakl.cancel(order)
    world.run_later("import")
    assert world.status(order) == "cancelled"
    return order


def refunds(world: MarketWorld) -> int:
    """Count the labels that the carrier takes back."""
    return sum(shipment.refund is not None or shipment.voided for shipment in world.carrier.shipments)


def test_a_label_of_a_cancelled_order_is_refunded_once(world: MarketWorld) -> None:
    order = cancelled(world)
    world.run("void")
    [row] = attempts(world, order)
    assert (row["state"], row["refund_ticket"], refunds(world)) == ("refunded", world.carrier.shipments[0].refund, 1)
    world.run_later("void", "shipping")
    assert (world.carrier.log.count("refund"), creates(world), world.status(order)) == (1, 1, "cancelled")
    accounted(world)


def test_a_label_that_was_not_transmitted_is_voided(world: MarketWorld) -> None:
    order = cancelled(world)
    world.carrier.shipments[0].status = "created"
    world.floor.rows("update core.shipments set carrier_status = 'created'")
    world.run("void")
    assert (attempts(world, order)[0]["state"], world.carrier.log.count("refund")) == ("voided", 0)
    accounted(world)


def test_a_void_that_is_too_late_becomes_a_refund(world: MarketWorld) -> None:
    order = cancelled(world)
    world.floor.rows("update core.shipments set carrier_status = 'created'")
    world.run("void")
    assert (attempts(world, order)[0]["state"], world.carrier.log.count("void"), refunds(world)) == ("refunded", 1, 1)


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("status", {"status": 500}),
        ("status", {"status": 429}),
        ("status", {"status": 200}),
        ("status after", {"status": 500}),
        ("reset before", {}),
        ("reset after", {}),
        ("garbage", {}),
    ],
)
@pytest.mark.parametrize("transmitted", [False, True], ids=["void", "refund"])
def test_whatever_fails_a_label_is_undone_once(
    world: MarketWorld, kind: str, how: dict[str, Any], *, transmitted: bool
) -> None:
    order = cancelled(world)
    if not transmitted:
        world.carrier.shipments[0].status = "created"
        world.floor.rows("update core.shipments set carrier_status = 'created'")
    world.carrier.fail(kind, 1, "refund" if transmitted else "void", **how)
    world.run("void")
    for _ in range(2):
        world.run_later("void")
    assert (attempts(world, order)[0]["state"], refunds(world)) == ("refunded" if transmitted else "voided", 1)
    assert "label_not_undone" not in world.alerts()
    accounted(world)


def test_a_label_that_cannot_be_undone_is_for_a_person_after_three_tries(world: MarketWorld) -> None:
    order = cancelled(world)
    world.carrier.fail("status", 3, "refund", status=400)
    for _ in range(5):
        world.run_later("void")
    assert (world.carrier.log.count("refund"), world.alerts().count("label_not_undone")) == (3, 1)
    assert world.floor.rpc("void_shipment", store=STORE, id=order)["ok"]
    world.run_later("void")
    assert (attempts(world, order)[0]["state"], refunds(world)) == ("refunded", 1)


def test_a_person_has_a_label_undone_and_another_bought(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.run("shipping")
    assert world.floor.rpc("void_shipment", store=STORE, id=order)["ok"]
    world.run_later("shipping", "void")
    assert (world.status(order), creates(world)) == ("shipping_failed", 1)
    assert world.floor.rpc("retry_step", store=STORE, id=order)["ok"]
    keep_on(world, 1)
    assert (world.status(order), creates(world), refunds(world)) == ("label_created", 2, 1)
    accounted(world)


def test_an_order_that_is_cancelled_while_its_label_is_unknown_has_none_in_the_end(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.carrier.fail("reset after", 1, "create")
    world.run("shipping")
    world.mirakl.cancel(order)
    world.run_later("import", "shipping", "void")
    assert (world.status(order), refunds(world), creates(world)) == ("cancelled", 1, 1)
    accounted(world)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_undoes_a_label_once(world: MarketWorld, *, after: bool) -> None:
    for call in range(1, 20):
        world.forget()
        order = cancelled(world)
        with world.killed_at(call, after=after):
            world.run("void")
            break
        for _ in range(2):
            world.run_later("void")
        assert (attempts(world, order)[0]["state"], refunds(world)) == ("refunded", 1), call
        accounted(world)
    else:
        pytest.fail("it never came to its end")


def test_the_file_of_a_customer_who_was_erased_is_deleted(world: MarketWorld) -> None:
    [order] = to_ship(world)
    world.run("shipping")
    assert len(world.bucket.files) == 1
    world.floor.service("redact", store=STORE, orders=[world.order(order)["order_gid"]])
    world.run_later("void")
    assert (world.bucket.files, attempts(world, order)[0]["label_key"]) == ({}, None)
