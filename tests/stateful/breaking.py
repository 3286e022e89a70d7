"""What fails whenever it is asked about: one thing in a shop or in our database, a row of the outbox."""

from itertools import count
from typing import Any

import pytest

from local.doubles.shopify import admin
from local.doubles.shopify.admin import Reply
from local.doubles.shopify.shop import Shop
from ordak.database import Database, DatabaseError
from tests.stateful.world import DOMAINS, World

BAKERY, OTHER = sorted(DOMAINS)
# What is claimed by topic, and is told as an error when it fails.
WORKED_OFF = ("order_ingest_retry", "order_refresh", "stock_rebook")
_NUMBERS = count(1)


def on_sale(world: World, skus: int, quantity: int = 50) -> list[str]:
    """Put so many SKUs on sale in both shops, which show them; every order is here."""
    number = next(_NUMBERS)
    names = [f"BAD-DAY-{number}-{each}" for each in range(skus)]
    for name in names:
        world.floor.stock(name, quantity)
        for store, shop in world.shops.items():
            world.floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, name)
            shop.add_variant(name, 0, title=name, product_type="Accessory")
    world.floor.rows("select stock.push_stock(%s, null)", names)
    world.settle()
    assert [shop.available(name) for shop in world.shops.values() for name in names] == [quantity] * skus * len(DOMAINS)
    return names


def breaks_for(monkeypatch: pytest.MonkeyPatch, shop: Shop, operation: str, about: str) -> list[str]:
    """Let the shop answer 500 to an operation that is about something; return the bodies of those calls as they come."""
    before, struck = admin._before, list[str]()  # noqa: SLF001 - where the double decides what fails

    def broken(request: Any, call: Any, version: str) -> Reply | None:
        body = request.body.decode()
        if call.operation == operation and request.shop is shop and about in body:
            struck.append(body)
            return Reply(500, b"<html>", version)
        return before(request, call, version)

    monkeypatch.setattr(admin, "_before", broken)
    return struck


def fails_in_the_database(
    monkeypatch: pytest.MonkeyPatch, function: str, error: DatabaseError, **about: object
) -> None:
    """Let a function fail in the database for these arguments."""
    real = Database.call

    def call(self: Database, name: str, **arguments: object) -> dict[str, Any]:
        if name == function and about.items() <= arguments.items():
            raise error
        return real(self, name, **arguments)

    monkeypatch.setattr(Database, "call", call)


def poison_and_sell(world: World, name: str, payload: str) -> None:
    """Poison every topic of a shop; then the other one sells, and that sale is to be booked anew."""
    for topic in (*WORKED_OFF, "inventory_push", "order_check", "level_check", "alert"):
        world.floor.rows(
            "insert into core.work_queue (topic, store, dedupe_key, payload, priority) values (%s, %s, 'poison', %s, 99)",
            topic,
            BAKERY,
            payload,
        )
    world.shops[OTHER].sell([(name, 1)])
    for held in world.shops[OTHER].post.take_held():
        world.deliver(held)
    world.floor.rows(
        "select core.enqueue('stock_rebook', s.store, 'good', jsonb_build_object('store', s.store, 'order_gid', s.order_gid)) "
        "from core.sales s"
    )


def assert_only_poison_is_left(world: World) -> None:
    """See that the good row is done, and that each bad one of what is worked off is told as such."""
    done = world.floor.rows("select status::text from core.work_queue where dedupe_key = 'good'")
    assert done == [{"status": "done"}]
    bad = world.floor.rows(
        "select topic, status::text, retry_count from core.work_queue where dedupe_key = 'poison' and topic = any (%s)",
        list(WORKED_OFF),
    )
    assert {row["topic"] for row in bad} == set(WORKED_OFF)
    assert all(row["status"] == "error" and row["retry_count"] >= 1 for row in bad)
