"""What a look for orders corrects: items whose figures are the shop's."""

from typing import Any

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.push.pushes import NOON, batch, closed, known, later, levels, queue, shown
from tests.sql.stock.stock import cakes, held, kinds, short
from tests.sql.sync.runs import begun, compare, finish, level


def theirs(floor: Floor, word: str, ours: float, level_known: int | None, **columns: Any) -> str:
    """Put an item on sale whose figures are the shop's."""
    name = shown(floor, word, ours, level_known, **columns)
    floor.rows("update core.inventory_items set authority = 'shopify' where sku = %s", name)
    return name


@pytest.mark.parametrize(("unexplained", "kind", "ats"), [(-2, "correction", 3), (3, "correction", 8)])
def test_what_nothing_explains_is_what_there_is(floor: Floor, unexplained: int, kind: str, ats: int) -> None:
    name = theirs(floor, "CAKE", 5, 5 + unexplained, unexplained=unexplained)
    ours = shown(floor, "TRAY", 5, known=5 + unexplained, unexplained=unexplained)
    run_id = begun(floor, "orders")
    with floor.noted() as events:
        finish(floor, run_id)
    assert kinds(floor, name)[1:] == [(kind, unexplained)]
    assert (floor.counters(name), floor.counters(ours)) == ((ats, 0), (5, 0))
    (event,) = [event for event in events if event["kind"] == "stock_corrected"]
    assert event["detail"] == {"run_id": run_id, "sku": name, "qty": unexplained}
    assert known(floor, name)["unexplained"] == known(floor, ours)["unexplained"] == 0
    assert [(row["payload"]["sku"], row["store"]) for row in floor.work("inventory_push")] == [(name, "bannos")]
    assert_books(floor, {name, ours})


def test_what_was_added_in_the_shop_is_there_although_it_was_pushed_down_meanwhile(floor: Floor) -> None:
    """Less than the shop shows is pushed at once: before it is known whether an order explains it."""
    name = theirs(floor, "CAKE", 5, 5)
    night = begun(floor, "inventory")
    compare(floor, night, NOON, level(name, 8))
    finish(floor, night)
    one = batch(floor)
    assert levels(one) == [(name, 8, 5)]
    closed(floor, one, "done")
    floor.set_clock(later(90))
    finish(floor, begun(floor, "orders"))
    assert floor.counters(name) == (8, 0)
    assert levels(batch(floor)) == [(name, 5, 8)]


def test_what_came_to_an_order_that_waits_is_held_by_it(floor: Floor) -> None:
    name = theirs(floor, "CAKE", 1, 0, unexplained=2)
    body, tickets = cakes(3, name)
    sale = floor.sell(lines=[body], tickets=tickets, created_at="2026-11-21T11:00:00Z")
    assert short(floor, sale) == {name: 2}
    finish(floor, begun(floor, "orders"))
    assert (held(floor, sale, name), short(floor, sale), floor.counters(name)) == (3, {}, (3, 3))
    assert_books(floor, {name})


def test_no_order_loses_what_it_holds_because_a_shop_shows_less(floor: Floor) -> None:
    name = theirs(floor, "CAKE", 5, 5)
    body, tickets = cakes(3, name)
    sale = floor.sell(lines=[body], tickets=tickets, created_at="2026-11-21T11:00:00Z")
    floor.rows("update core.shop_skus set known_qty = -2, unexplained = -7 where sku = %s", name)
    finish(floor, begun(floor, "orders"))
    assert (held(floor, sale, name), floor.counters(name)) == (3, (3, 3))
    queue(floor, name)
    assert levels(batch(floor)) == [(name, -2, 0)]
    assert_books(floor, {name})


def test_what_was_seen_after_the_look_began_waits_for_the_next(floor: Floor) -> None:
    name = theirs(floor, "CAKE", 5, 3, unexplained=-2)
    run_id = begun(floor, "orders")
    floor.rows("update core.shop_skus set seen_at = %s where sku = %s", NOON, name)
    finish(floor, run_id)
    assert (floor.counters(name), known(floor, name)["unexplained"]) == ((5, 0), -2)
