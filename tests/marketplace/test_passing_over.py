"""A fault of ours at one order: its step passes it over and alerts, and does the others."""

from collections.abc import Callable
from typing import Any

import pytest

import label_purchase
import taking_in
import taking_threads
import void_run
from ordak.database import DatabaseError
from ordak.mirakl.client import Mirakl
from tests.marketplace.inbox_world import answer, ask, kept, written
from tests.marketplace.market_world import MarketWorld
from tests.marketplace.parcels import attempts, to_ship
from tests.marketplace.test_tracking_run import ready


class BugError(Exception):
    """What nobody expected."""


def broken_at(
    patch: pytest.MonkeyPatch, where: Any, name: str, bad: Callable[..., bool], error: Exception | None = None
) -> None:
    """Let a function of ours fail at what is bad."""
    real = getattr(where, name)

    def broken(*given: Any, **named: Any) -> Any:
        if bad(*given):
            raise error or BugError
        return real(*given, **named)

    patch.setattr(where, name, broken)


def test_an_import_keeps_an_order_it_fails_at_for_a_person(world: MarketWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = world.buy(), world.buy()
    with monkeypatch.context() as patch:
        broken_at(patch, taking_in, "order_values", lambda order: order.id == bad)
        world.run("import")
    assert (world.order(bad), world.status(good)) == ({}, "pending_acceptance")
    assert (world.failed("import"), world.alerts()) == (0, ["order_unread"])
    assert world.floor.rows("select code from core.unread_orders") == [{"code": "BugError"}]
    world.run_later("import_all", minutes=60)
    assert world.status(bad) == "pending_acceptance"


@pytest.mark.parametrize("error", [BugError(), DatabaseError("22012")])
def test_acceptance_passes_over_an_order_and_takes_it_later(
    world: MarketWorld, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    bad = world.buy()
    world.pass_time(minutes=1)
    good = world.buy()
    world.run("import")
    with monkeypatch.context() as patch:
        broken_at(patch, Mirakl, "accept", lambda _, order, *__: order == bad, error)
        for _ in range(3):
            world.run_later("acceptance")
    assert (world.status(bad), world.status(good), world.failed("acceptance")) == ("pending_acceptance", "accepted", 0)
    assert world.alerts() == ["order_passed_over"]
    parked = world.floor.rpc("list_needing_person", "agent", store="bestbuyca")["orders"]
    assert [(one["id"], one["why"]) for one in parked] == [(bad, world.order(bad)["fault"])]


def test_what_every_order_would_fail_by_ends_the_run(world: MarketWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = [world.buy(), world.buy()]
    world.run("import")
    with monkeypatch.context() as patch:
        broken_at(patch, Mirakl, "accept", lambda *_: True, DatabaseError("57P01"))
        world.run("acceptance")
    assert (world.failed("acceptance"), world.alerts()) == (1, [])
    assert [world.order(order)["fault"] for order in orders] == [None, None]


def test_shipping_passes_over_orders_and_ships_them_once_they_can_be(
    world: MarketWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, fails = to_ship(world, 5), iter([True] * 4)
    with monkeypatch.context() as patch:
        broken_at(patch, label_purchase, "parcel_of", lambda *_: next(fails, False))
        world.run("shipping")
    assert sorted(world.status(order) for order in orders) == [*["accepted"] * 4, "label_created"]
    assert (world.failed("shipping"), world.alerts()) == (0, ["order_passed_over"] * 4)
    world.run("shipping")
    assert sorted(world.status(order) for order in orders).count("accepted") == 4
    world.run_later("shipping", minutes=6)
    assert {world.status(order) for order in orders} == {"label_created"}


def test_tracking_gives_an_order_up_after_six_tries(world: MarketWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = ready(world, "BAD"), ready(world, "GOOD")
    broken_at(monkeypatch, Mirakl, "ship", lambda _, order: order == bad)
    world.run("tracking")
    assert (world.status(bad), world.status(good)) == ("label_created", "shipped")
    for _ in range(5):
        world.run_later("tracking", minutes=30)
    assert (world.status(bad), world.order(bad)["fault"]) == ("shipping_failed", "BugError")
    assert world.alerts() == ["tracking_failed"]


def test_void_passes_over_a_label_and_undoes_it_later(world: MarketWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = to_ship(world, 2)
    world.run("shipping")
    for order in orders:
        world.mirakl.cancel(order)
    world.run_later("import")
    fails = iter([True])
    with monkeypatch.context() as patch:
        broken_at(patch, void_run, "shape_of", lambda *_: next(fails, False))
        world.run("void")
    states = sorted(attempts(world, order)[0]["state"] for order in orders)
    assert (states, world.alerts()) == (["bought", "refunded"], ["order_passed_over"])
    world.run_later("void", minutes=10)
    assert {attempts(world, order)[0]["state"] for order in orders} == {"refunded"}


def test_a_conversation_that_cannot_be_taken_in_keeps_no_other_back(
    world: MarketWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (world.mirakl.customer_writes(world.buy(), "Where is it?") for _ in range(2))
    with monkeypatch.context() as patch:
        broken_at(patch, taking_threads, "as_json", lambda thread: thread.id == bad)
        world.run("messages")
    assert (kept(world, bad), len(kept(world, good)), world.alerts()) == ([], 1, ["thread_unread"])
    world.run_later("messages")
    assert len(kept(world, bad)) == 1


def test_a_message_that_cannot_be_sent_keeps_no_other_back(world: MarketWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = ask(world), ask(world)
    for thread in (bad, good):
        assert answer(world, thread)["ok"]
    broken_at(monkeypatch, Mirakl, "reply", lambda _, thread, *__: thread == bad)
    for _ in range(12):
        world.run_later("auto_reply")
    assert (written(world, bad), len(written(world, good))) == ([], 1)
    assert world.alerts() == ["message_failed"]


def test_an_order_that_cannot_be_watched_alerts_once_and_keeps_no_other_back(world: MarketWorld) -> None:
    good, short = world.buy(), world.buy(2, stock=1)
    world.run("import")
    world.floor.rows("delete from core.work_queue")
    world.floor.rows(
        "insert into core.settings (store, key, value, organisation) values (%s, 'acceptance', %s, 'house')",
        *("bestbuyca", '{"ask_hours": "soon"}'),
    )
    for _ in range(3):
        world.run_later("acceptance")
    assert (world.status(good), world.order(short)["fault"], world.alerts()) == (
        *("accepted", "22P02"),
        ["order_passed_over"],
    )
