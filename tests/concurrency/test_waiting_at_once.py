"""Waiting lists at once: an offer beside who orders, two places freed, an offer that lapses beside its order."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books
from tests.sql.floor import RPC, Floor, Json, call
from tests.sql.pantries import STORE, basket, choice, item, member, open_pantry, session, set_rules
from tests.sql.waiting.lists import assert_places, free, full, join, offered, sweep


@pytest.fixture(scope="module", autouse=True)
def pantry(floor: Floor) -> None:
    """Open the pantry."""
    open_pantry(floor)


@pytest.fixture(autouse=True)
def _clock(floor: Floor) -> Iterator[None]:
    yield
    floor.set_clock(None)


def order_of(floor: Floor, who: Json, opened: Json) -> Json:
    """Return the arguments by which a member places an order."""
    kept = basket(floor, who, (item(floor), 1))
    return {"actor": who, "store": STORE, "basket_id": kept, **choice(opened)}


def cancelling(order: Json) -> Json:
    """Return the arguments by which staff cancels an order."""
    return {"store": STORE, "id": order["id"], "reason": "flooded"}


def test_who_orders_while_a_place_is_offered_does_not_get_it(floor: Floor) -> None:
    opened, (order,) = full(floor)
    waits, other = member(floor), member(floor)
    join(floor, waits, opened)
    placed = order_of(floor, other, opened)
    with sessions(floor, RPC) as (freeing, placing):
        assert freeing.run("cancel_pantry_order", **cancelling(order))["ok"]
        late = placing.start("place_pantry_order", **placed)
        placing.wait_until_blocked(late)
        freeing.commit()
        assert late.result(PATIENCE)["code"] == "PAN003"
        placing.commit()
    assert offered(floor, waits) is not None
    assert_places(floor, opened)


def test_two_places_that_come_back_at_once_are_offered_to_two(floor: Floor) -> None:
    opened, orders = full(floor, slots=2)
    people = [member(floor), member(floor)]
    for who in people:
        join(floor, who, opened, None)
    with sessions(floor, RPC) as (one, other):
        assert one.run("cancel_pantry_order", **cancelling(orders[0]))["ok"]
        assert other.run("cancel_pantry_order", **cancelling(orders[1]))["ok"]
        one.commit()
        other.commit()
    assert {offered(floor, who) for who in people} == {slot["slot_id"] for slot in opened["slots"]}
    assert_places(floor, opened)


@pytest.mark.parametrize("first", ["place", "lapse"])
def test_an_offer_lapses_or_is_used_and_never_both(floor: Floor, first: str) -> None:
    opened, (order,) = full(floor)
    waits, next_one = member(floor), member(floor)
    join(floor, waits, opened)
    free(floor, order)
    join(floor, next_one, opened)
    placed = order_of(floor, waits, opened)
    at = floor.one("select core.now()")
    with sessions(floor, RPC, 1) as (placing,), sessions(floor, "ordak_reconcile", 1) as (sweeping,):
        if first == "place":
            floor.set_clock(at + timedelta(minutes=19))
            assert placing.run("place_pantry_order", **placed)["ok"]
            floor.set_clock(at + timedelta(minutes=21))
            late = sweeping.start("sweep_waiting")
            sweeping.wait_until_blocked()
            placing.commit()
            assert late.result(PATIENCE)["ok"]
            sweeping.commit()
        else:
            floor.set_clock(at + timedelta(minutes=21))
            assert sweeping.run("sweep_waiting")["ok"]
            late = placing.start("place_pantry_order", **placed)
            placing.wait_until_blocked()
            sweeping.commit()
            assert late.result(PATIENCE)["code"] == "PAN003"
            placing.commit()
    assert (offered(floor, next_one) is not None) == (first == "lapse")
    assert_places(floor, opened)


def test_whatever_is_waited_for_placed_and_left_at_once_no_place_is_lost_or_given_twice(floor: Floor) -> None:
    chance = random.Random(3170)  # noqa: S311
    set_rules(floor, orders_per_session=100)
    opened, tin = session(floor, capacity=2, slots=2, max_orders=3), item(floor, 10_000)
    people = [member(floor) for _ in range(6)]
    start = Barrier(len(people) + 1)

    def shop(who: Json, turns: list[tuple[int, int]]) -> list[str]:
        with psycopg.connect(floor.url(RPC), autocommit=True) as connection:
            start.wait(PATIENCE)
            return [_step(connection, who, opened, tin, turn) for turn in turns]

    def keep_house() -> list[str]:
        start.wait(PATIENCE)
        for _ in range(15):
            sweep(floor)
        return []

    plans = [[(chance.randrange(4), chance.randrange(2)) for _ in range(20)] for _ in people]
    with ThreadPoolExecutor(len(people) + 1) as pool:
        house = pool.submit(keep_house)
        said = {code for each in pool.map(shop, people, plans) for code in each}
        house.result(PATIENCE)
    assert said <= {"done", "PAN002", "PAN003", "PAN012"}
    assert "done" in said
    sweep(floor)
    assert_places(floor, opened)
    assert_books(floor)
    set_rules(floor)


def _step(connection: psycopg.Connection, who: Json, opened: Json, tin: str, turn: tuple[int, int]) -> str:
    """Place an order, take the latest back, wait for a place, or leave the list; return the code."""
    (what, slot), common = turn, {"actor": who, "store": STORE}
    if what == 0:
        kept = str(uuid4())
        assert call(connection, "keep_basket", **common, basket_id=kept, lines=[{"sku": tin, "quantity": 1}])["ok"]
        answer = call(connection, "place_pantry_order", **common, basket_id=kept, **choice(opened, slot))
    elif what == 1:
        mine = call(connection, "list_pantry_orders", **common)["orders"]
        open_ones = [order["id"] for order in mine if order["status"] == "PENDING"]
        if not open_ones:
            return "done"
        answer = call(connection, "withdraw_pantry_order", **common, id=open_ones[0])
    elif what == 2:
        answer = call(connection, "join_waiting_list", **common, **choice(opened, slot))
    else:
        answer = call(connection, "leave_waiting_list", **common, session_id=opened["session_id"])
    return str(answer.get("code", "done"))
