"""A pantry's members and staff at once: the last tin, the last place, one basket twice, a cancel beside a start."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books
from tests.sql.floor import RPC, Floor, Json, call
from tests.sql.pantries import (
    STORE,
    basket,
    bring,
    choice,
    done,
    household,
    item,
    member,
    open_pantry,
    place,
    session,
    taken,
)


@pytest.fixture(scope="module", autouse=True)
def pantry(floor: Floor) -> None:
    """Open the pantry."""
    open_pantry(floor)


def order_of(who: Json, kept: str, opened: Json, slot: int = 0) -> Json:
    """Return the arguments that place a basket."""
    return {"actor": who, "store": STORE, "basket_id": kept, **choice(opened, slot)}


def test_of_two_members_and_the_last_tin_one_has_it_and_the_other_is_told(floor: Floor) -> None:
    tin, opened = item(floor, 1), session(floor)
    first, second = member(floor), member(floor)
    kept = [basket(floor, who, (tin, 1)) for who in (first, second)]
    with sessions(floor, RPC) as (one, other):
        assert one.run("place_pantry_order", **order_of(first, kept[0], opened))["ok"]
        late = other.start("place_pantry_order", **order_of(second, kept[1], opened))
        other.wait_until_blocked()
        one.commit()
        answer = late.result(PATIENCE)
        other.commit()
    assert (answer["code"], answer["lines"]) == ("PAN001", [{"sku": tin, "ordered": 1, "most": 0}])
    assert (floor.counters(tin), taken(floor, opened)) == ((1, 1), 1)


def test_the_last_place_of_a_slot_is_taken_once(floor: Floor) -> None:
    opened = session(floor, capacity=1)
    members = [member(floor) for _ in range(2)]
    kept = [basket(floor, who, (item(floor), 1)) for who in members]
    with sessions(floor, RPC) as (one, other):
        assert one.run("place_pantry_order", **order_of(members[0], kept[0], opened))["ok"]
        late = other.start("place_pantry_order", **order_of(members[1], kept[1], opened))
        other.wait_until_blocked()
        one.commit()
        assert late.result(PATIENCE)["code"] == "PAN003"
        other.commit()
    assert taken(floor, opened) == 1


def test_one_basket_twice_at_once_is_one_order(floor: Floor) -> None:
    tin, opened, who = item(floor), session(floor), member(floor)
    kept = basket(floor, who, (tin, 1))
    with sessions(floor, RPC) as (one, other):
        first = one.run("place_pantry_order", **order_of(who, kept, opened))
        late = other.start("place_pantry_order", **order_of(who, kept, opened))
        other.wait_until_blocked()
        one.commit()
        second = late.result(PATIENCE)
        other.commit()
    assert (first["order"]["id"], second["already_done"]) == (second["order"]["id"], True)
    assert floor.counters(tin) == (100, 1)


def test_an_order_that_is_placed_while_its_session_is_closed_comes_first_or_not_at_all(floor: Floor) -> None:
    tin, opened, who = item(floor), session(floor), member(floor)
    kept = basket(floor, who, (tin, 1))
    with sessions(floor, RPC) as (closing, placing):
        closing.run("close_pantry_session", store=STORE, session_id=opened["session_id"])
        late = placing.start("place_pantry_order", **order_of(who, kept, opened))
        placing.wait_until_blocked()
        closing.commit()
        assert late.result(PATIENCE)["code"] == "PAN002"
        placing.commit()
    assert floor.counters(tin) == (100, 0)


@pytest.mark.parametrize(
    ("status", "first", "second", "told"),
    [
        ("CONFIRMED", "withdraw_pantry_order", "start_pantry_order", "ORD002"),
        ("CONFIRMED", "start_pantry_order", "withdraw_pantry_order", "ORD002"),
        ("READY", "complete_pantry_order", "cancel_pantry_order", "ORD002"),
        ("READY", "cancel_pantry_order", "complete_pantry_order", "ORD002"),
        ("READY", "complete_pantry_order", "complete_pantry_order", None),
        ("PENDING", "confirm_pantry_order", "confirm_pantry_order", None),
    ],
)
def test_of_two_moves_at_once_the_second_sees_the_first(
    floor: Floor, status: str, first: str, second: str, told: str | None
) -> None:
    tin, who = item(floor), member(floor)
    order = bring(floor, place(floor, who, session(floor), (tin, 1)), status)

    def asked(action: str) -> Json:
        by = {"actor": who} if action == "withdraw_pantry_order" else {}
        why = {"reason": "flooded"} if action == "cancel_pantry_order" else {}
        return {"store": STORE, "id": order["id"], **by, **why}

    with sessions(floor, RPC) as (one, other):
        assert one.run(first, **asked(first))["ok"]
        late = other.start(second, **asked(second))
        other.wait_until_blocked()
        one.commit()
        answer = late.result(PATIENCE)
        other.commit()
    assert (answer.get("code"), answer.get("already_done", False)) == (told, told is None)
    assert_books(floor)


@pytest.fixture
def threads(floor: Floor) -> Iterator[list[psycopg.Connection]]:
    """Return connections for as many as act at once."""
    opened = [psycopg.connect(floor.url(RPC), autocommit=True) for _ in range(8)]
    yield opened
    for each in opened:
        each.close()


def test_whatever_is_placed_and_taken_back_at_once_nothing_is_oversold(
    floor: Floor, threads: list[psycopg.Connection]
) -> None:
    chance = random.Random(1491)  # noqa: S311
    tins, opened = [item(floor, 6) for _ in range(5)], session(floor, capacity=4, slots=3)
    people = [member(floor) for _ in threads]
    done(floor, "set_setting", "admin", key="pantry", value={"orders_per_session": 100})
    start = Barrier(len(threads))

    def shop(number: int, turns: list[tuple[int, int, int, bool]]) -> list[str]:
        connection, who = threads[number], people[number]
        said = []
        start.wait(PATIENCE)
        for first, second, slot, back in turns:
            kept = basket_of(connection, who, [(tins[first], 2), (tins[second], 1)])
            answer = call(connection, "place_pantry_order", **order_of(who, kept, opened, slot))
            said.append(answer.get("code", "placed"))
            assert answer["ok"] or answer["code"] == "PAN003" or answer["lines"], answer
            if answer["ok"] and back:
                gone = {"actor": who, "store": STORE, "id": answer["order"]["id"]}
                assert call(connection, "withdraw_pantry_order", **gone)["ok"]
        return said

    plans = [
        [(*chance.sample(range(5), 2), chance.randrange(3), chance.random() < 0.6) for _ in range(12)] for _ in threads
    ]
    with ThreadPoolExecutor(len(threads)) as pool:
        said = [code for each in pool.map(shop, range(len(threads)), plans) for code in each]
    assert set(said) <= {"placed", "PAN001", "PAN003"}
    placed = floor.one(
        "select count(*) from core.pantry_orders where session_id = %s and status <> 'CANCELLED'", opened["session_id"]
    )
    assert sum(taken(floor, opened, slot) for slot in range(3)) == placed
    assert all(taken(floor, opened, slot) <= 4 for slot in range(3))
    assert [held(floor, tin) for tin in tins] == [(6, given(floor, tin)) for tin in tins]
    assert_books(floor)


def held(floor: Floor, sku: str) -> tuple[float, float]:
    """Return what is on hand of an item, and what of it is held, which is never more."""
    on_hand, reserved = floor.counters(sku)
    assert reserved <= on_hand
    return on_hand, reserved


def given(floor: Floor, sku: str) -> int:
    """Return how many pieces of an item orders have that are not cancelled."""
    pieces: int = floor.one(
        "select coalesce(sum(l.quantity), 0)::int from core.sale_lines l join core.sales s using (store, order_gid) "
        "where l.sku = %s and s.cancelled_at is null",
        sku,
    )
    return pieces


def basket_of(connection: psycopg.Connection, who: Json, lines: list[tuple[str, int]]) -> str:
    """Keep a basket on a connection of its own, and return its id."""
    kept = str(uuid4())
    wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in lines]
    assert call(connection, "keep_basket", actor=who, store=STORE, basket_id=kept, lines=wanted)["ok"]
    return kept


def test_two_members_of_a_household_at_once_have_one_limit(floor: Floor) -> None:
    tin, opened = item(floor, limit_each=1), session(floor)
    done(floor, "set_setting", "admin", key="pantry", value={"orders_per_session": 5})
    first, second = household(floor, members=2)
    kept = [basket(floor, who, (tin, 1)) for who in (first, second)]
    with sessions(floor, RPC) as (one, other):
        assert one.run("place_pantry_order", **order_of(first, kept[0], opened))["ok"]
        late = other.start("place_pantry_order", **order_of(second, kept[1], opened))
        other.wait_until_blocked()
        one.commit()
        answer = late.result(PATIENCE)
        other.commit()
    assert (answer["code"], answer["lines"]) == ("PAN005", [{"sku": tin, "ordered": 1, "most": 0}])
    done(floor, "set_setting", "admin", key="pantry", value={})
