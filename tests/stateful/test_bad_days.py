"""One bad row, order, line, level or location: it is named, and everything else goes on."""

import json
import random
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

import level_run
import order_delivery
import sync_app
from local.doubles.shopify import admin
from local.doubles.shopify.gids import gid
from ordak.database import Database, DatabaseError
from ordak.shopify.admin import BulkStatus, ShopifyAdmin, ShopifyError
from tests.sql.floor import Json
from tests.stateful.breaking import BAKERY, OTHER, breaks_for, fails_in_the_database, on_sale
from tests.stateful.world import Context, World


@pytest.fixture(autouse=True)
def nothing_before(world: World) -> Iterator[None]:
    """Begin each test with two shops and nothing in them."""
    world.forget()
    yield
    for shop in world.shops.values():
        for added in list(shop.books.locations)[1:]:
            del shop.books.locations[added]


def asked(world: World, kind: str, *stores: str) -> list[int]:
    """Ask for a run in each store; return their ids."""
    return [world.floor.rpc("request_sync", who="admin", store=store, kind=kind)["run_id"] for store in stores]


def run_of(world: World, run_id: int) -> Json:
    """Return what became of a run."""
    (row,) = world.floor.rows("select status::text, last_error from core.sync_runs where run_id = %s", run_id)
    return row


def findings(world: World, run_id: int, kind: str) -> list[Json]:
    """Return what a run found of a kind."""
    found = "select ref, detail, repaired from core.sync_findings where (run_id, kind) = (%s, %s) order by ref"
    return world.floor.rows(found, run_id, kind)


@pytest.mark.parametrize("bad", ["NUL\x00", "HALF\ud800", "L" * 201])
def test_a_sku_that_cannot_be_ours_costs_no_look_at_levels(
    world: World, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    monkeypatch.setattr(admin, "_json", lambda body: json.dumps(body).encode())
    (name,) = on_sale(world, 1)
    asked_about, real = list[Any](), Database.call

    def call(self: Database, function: str, **arguments: Any) -> dict[str, Any]:
        if function == "compare_levels":
            asked_about.extend(level["sku"] for level in arguments["levels"])
        return real(self, function, **arguments)

    monkeypatch.setattr(Database, "call", call)
    shop = world.shops[BAKERY]
    shop.add_variant(bad, 3)
    shop.adjust(name, 4)
    shop.post.take_held()
    (run_id,) = asked(world, "inventory", BAKERY)
    world.sweep()
    shop.change_variant(bad, sku=f"MENDED-{run_id}")
    assert run_of(world, run_id) == {"status": "done", "last_error": None}
    assert [row["ref"] for row in findings(world, run_id, "drift")] == [name]
    assert bad not in asked_about


@pytest.mark.parametrize(("sqlstate", "code"), [("22P05", "22P05"), (None, "no answer")])
def test_a_run_that_fails_in_the_database_is_counted_and_the_next_one_taken(
    world: World, monkeypatch: pytest.MonkeyPatch, sqlstate: str | None, code: str
) -> None:
    on_sale(world, 1)
    bad, good = asked(world, "inventory", BAKERY, OTHER)
    fails_in_the_database(monkeypatch, "compare_levels", DatabaseError(sqlstate), run_id=bad)
    for tries in range(1, 11):
        assert run_of(world, bad)["status"] == "running"
        world.sweep()
        world.pass_time(70)
        if tries == 1:
            assert run_of(world, good)["status"] == "done"
    assert run_of(world, bad) == {"status": "failed", "last_error": code}
    told = [row["payload"] for row in world.floor.work("alert", f"{BAKERY}:inventory:sync_failed")]
    assert [(each["run_id"], each["error"]) for each in told] == [(bad, code)]


def test_a_run_whose_failure_cannot_even_be_kept_does_not_stop_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sale(world, 1)
    bad, good = asked(world, "inventory", BAKERY, OTHER)
    fails_in_the_database(monkeypatch, "save_sync", DatabaseError("57014"), run_id=bad)
    world.sweep()
    assert (run_of(world, bad)["status"], run_of(world, good)["status"]) == ("running", "done")


def test_a_list_of_levels_that_the_shop_gives_up_each_time_is_given_up_by_us_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sale(world, 1)
    monkeypatch.setattr(level_run, "BULK_FROM", 0)
    monkeypatch.setattr(level_run, "_POLL_SECONDS", 0)
    says = cycle(("RUNNING", "FAILED"))
    monkeypatch.setattr(ShopifyAdmin, "bulk_status", lambda *_: BulkStatus(next(says), None, None, 0))
    (run_id,) = asked(world, "inventory", BAKERY)
    for _ in range(10):
        world.sweep()
        world.pass_time(70)
    assert run_of(world, run_id)["status"] == "failed"


@pytest.mark.parametrize(("payload", "code"), [({"order_gid": "gid://none"}, "22003"), ({}, "KeyError")])
def test_a_row_that_fails_whatever_the_reason_is_put_off_and_the_next_one_done(
    world: World, monkeypatch: pytest.MonkeyPatch, payload: Json, code: str
) -> None:
    (name,) = on_sale(world, 1)
    good = world.shops[BAKERY].sell([(name, 1)])
    world.arrive(random.Random(1))
    fails_in_the_database(monkeypatch, "deduct_on_order_create", DatabaseError("22003"), order_gid="gid://none")
    for key, about in (("a-bad", payload), ("b-good", {"order_gid": gid("Order", good.id)})):
        world.floor.rows(
            "select core.enqueue('stock_rebook', %s, %s, %s::jsonb)", BAKERY, key, json.dumps({"store": BAKERY} | about)
        )
    world.sweep()
    bad, done = world.floor.work("stock_rebook")
    assert (bad["status"], bad["last_error"], bad["retry_count"]) == ("error", code, 1)
    assert (done["dedupe_key"], done["status"]) == ("b-good", "done")


def test_an_order_that_cannot_be_fetched_is_named_and_every_other_comes_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = on_sale(world, 1)
    shop = world.shops[BAKERY]
    bad, *good = [gid("Order", shop.sell([(name, 1)]).id) for _ in range(4)]
    shop.post.take_held()
    complete_until = world.floor.one("select orders_complete_until from core.shops where store = %s", BAKERY)
    tried, tried_later = breaks_for(monkeypatch, shop, "Order", bad), list[str]()
    (run_id,) = asked(world, "orders", BAKERY)
    for tries in (1, 2, 3, 4):
        assert run_of(world, run_id)["status"] == "running"
        world.pass_time(70)
        world.sweep()
        assert (len(tried), len(tried_later)) == (min(tries, 3), tries - 1)
        if tries == 1:  # another one comes to be bad, which has three tries too
            later = gid("Order", shop.sell([(name, 1)]).id)
            tried_later = breaks_for(monkeypatch, shop, "Order", later)
            shop.post.take_held()
    here = world.floor.rows("select order_gid from core.sales where store = %s", BAKERY)
    assert {row["order_gid"] for row in here} == set(good)
    assert run_of(world, run_id)["status"] == "done"
    assert findings(world, run_id, "order_unreadable") == [
        {"ref": each, "detail": {"code": "HTTP_500"}, "repaired": False} for each in (bad, later)
    ]
    # It does not claim that every order is here, so no level is raised over this one.
    assert world.floor.one("select orders_complete_until from core.shops where store = %s", BAKERY) == complete_until
    assert [row["ref"] for row in findings(world, run_id, "order_missing") if not row["repaired"]] == [bad, later]


def test_while_the_shop_answers_nobody_no_order_is_to_blame(world: World) -> None:
    (name,) = on_sale(world, 1)
    shop = world.shops[BAKERY]
    shop.sell([(name, 1)])
    shop.post.take_held()
    (run_id,) = asked(world, "orders", BAKERY)
    for _ in range(4):
        shop.fail("status", 1, "Order")
        shop.fail("status", 1, "Locations")
        world.pass_time(70)
        world.sweep()
        assert run_of(world, run_id)["status"] == "running"
    world.pass_time(70)
    world.sweep()
    assert run_of(world, run_id)["status"] == "done"
    assert findings(world, run_id, "order_unreadable") == []
    assert [row["repaired"] for row in findings(world, run_id, "order_missing")] == [True]


def test_an_order_with_half_a_character_in_its_note_is_fetched_like_any_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "_json", lambda body: json.dumps(body).encode())
    (name,) = on_sale(world, 1)
    shop = world.shops[BAKERY]
    order = shop.sell([(name, 1)])
    order.fields["note"] = "For \ud83d"
    shop.post.take_held()
    asked(world, "orders", BAKERY)
    world.sweep()
    assert world.floor.one("select order_gid from core.sales where store = %s", BAKERY) == gid("Order", order.id)


@pytest.mark.parametrize("broken", [False, True])
def test_a_run_that_asks_a_slow_shop_for_many_orders_keeps_its_lease(
    world: World, monkeypatch: pytest.MonkeyPatch, *, broken: bool
) -> None:
    (name,) = on_sale(world, 1)
    shop = world.shops[BAKERY]
    for _ in range(30):
        shop.sell([(name, 1)])
    shop.post.take_held()
    real, fetched = order_delivery.hand_over, list[str]()

    def slow(*given: Any, **named: Any) -> str | None:
        fetched.append(given[3])
        world.pass_time(10)
        if len(fetched) == 20:  # another environment is woken meanwhile
            sync_app.handler({"Records": []}, Context(9_000))  # type: ignore[arg-type]
        if broken:
            raise ShopifyError("HTTP_500")
        return real(*given, **named)

    monkeypatch.setattr("order_run.hand_over", slow)
    asked(world, "orders", BAKERY)
    sync_app.handler({"Records": []}, Context(9_001))  # type: ignore[arg-type]
    assert len(fetched) == 30


def test_a_location_that_was_closed_is_looked_for_again_though_nothing_is_pushed(world: World) -> None:
    (name,) = on_sale(world, 1)
    shop = world.shops[BAKERY]
    old, new = shop.books.location, shop.add_location("New house")
    shop.act(lambda action: action.move(action.books.level(action.books.item(name), new), available=70))
    shop.post.take_held()
    (run_id,) = asked(world, "inventory", BAKERY)
    world.sweep()
    # Both sell online: the one that is known stays ours, the other is named.
    assert findings(world, run_id, "location_ignored") == [
        {"ref": gid("Location", new.id), "detail": {}, "repaired": False}
    ]
    assert [row["payload"]["counts"] for row in world.floor.work("alert", f"{BAKERY}:{run_id}:sync_found")] == [
        {"location_ignored": 1}
    ]
    del shop.books.locations[old.id]
    del shop.books.with_sku(name)[0].levels[old.id]
    (run_id,) = asked(world, "inventory", BAKERY)
    world.sweep()
    assert run_of(world, run_id)["status"] == "done"
    assert world.floor.one("select location_gid from core.shops where store = %s", BAKERY) == gid("Location", new.id)
    world.push()
    assert shop.available(name) == 50
