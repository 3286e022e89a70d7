"""api.open_push: what a worker does next for a shop, and the batch that is stored before anybody sends it."""

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import (
    HERE,
    NOON,
    batch,
    closed,
    known,
    later,
    levels,
    opened,
    queue,
    rows,
    shown,
    statuses,
)


def test_a_batch_is_stored_with_its_key_before_it_is_answered(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    queue(floor, name)
    answer = opened(floor, lease_seconds=30)
    assert (answer["idle"], answer["busy_seconds"], answer["find"], answer["read"]) == (False, 0, [], [])
    assert (answer["location_gid"], answer["at"]) == (HERE, "2026-11-21T12:00:00+00:00")
    (stored,) = floor.rows("select *, key::text as key, status::text as status from core.push_batches")
    assert (answer["batch"]["batch_id"], answer["batch"]["key"]) == (stored["batch_id"], stored["key"])
    assert (stored["status"], stored["worker"], stored["attempts"]) == ("open", "w1", 1)
    assert (stored["created_at"], stored["lease_expires_at"]) == (NOON, later(30))
    assert answer["batch"]["lines"] == [
        {
            "line": 0,
            "sku": name,
            "inventory_item_gid": f"item-{name}",
            "location_gid": HERE,
            "from_qty": 5,
            "to_qty": 3,
        }
    ]
    (row,) = rows(floor, name)
    assert (row["status"], row["locked_by"], row["locked_at"]) == ("running", f"batch:{stored['batch_id']}", NOON)
    # Nothing is known to be shown before the shop has said so.
    assert known(floor, name)["known_qty"] == 5


def test_without_anything_due_there_is_nothing_to_do(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    assert opened(floor)["idle"]
    queue(floor, name)
    floor.rows("update core.work_queue set next_retry_at = %s", later(1))
    assert opened(floor)["idle"]
    assert opened(floor, store="flourlane")["idle"]
    floor.set_clock(later(1))
    assert levels(batch(floor)) == [(name, 5, 3)]


def test_a_shop_without_the_app_is_left_alone(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    floor.rows("update core.shops set uninstalled_at = core.now() where store = 'bannos'")
    before = footprint(floor)
    assert opened(floor)["idle"]
    assert opened(floor, store="atlantis")["idle"]
    assert footprint(floor) == before


def test_a_shop_without_a_location_has_to_find_it_first(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    floor.rows("update core.shops set location_gid = null where store = 'bannos'")
    answer = opened(floor)
    assert (answer["idle"], answer["location_gid"], answer["batch"]) == (False, None, None)


def test_a_batch_of_a_living_worker_keeps_every_other_away(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    batch(floor)
    queue(floor, shown(floor, "TRAY", 3, known=5))
    floor.set_clock(later(59))
    before = footprint(floor)
    answer = opened(floor, "w2")
    assert (answer["busy_seconds"], answer["batch"], answer["idle"]) == (1, None, False)
    assert footprint(floor) == before


def test_a_batch_whose_lease_ran_out_comes_again_unchanged_before_anything_new(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    queue(floor, name)
    first = batch(floor)
    floor.rows("select stock.post_txn(%s, 'waste', -2, 'test')", name)
    queue(floor, name, shown(floor, "TRAY", 0, known=5), priority=9)
    floor.set_clock(later(60))
    assert batch(floor, "w2") == first
    assert floor.rows("select worker, attempts, lease_expires_at from core.push_batches") == [
        {"worker": "w2", "attempts": 2, "lease_expires_at": later(120)}
    ]
    # The worker that did not hear the answer gets the same once more, too.
    assert batch(floor, "w2") == first


def test_a_batch_that_twelve_workers_did_not_survive_blocks_its_shop_no_longer(floor: Floor) -> None:
    poison, good = shown(floor, "CAKE", 3, known=5), shown(floor, "TRAY", 3, known=5)
    queue(floor, poison)
    first = batch(floor)
    queue(floor, good)
    for number in range(1, 12):
        floor.set_clock(later(number * 100))
        assert batch(floor, f"w{number}") == first
    floor.set_clock(later(1200))
    assert levels(batch(floor, "w12")) == [(good, 5, 3)]
    assert statuses(floor, poison) == ["dead"]
    assert known(floor, poison)["verify"]
    assert [alert["payload"]["kind"] for alert in floor.work("alert")] == ["push_failed"]


def test_what_is_to_be_found_or_read_comes_before_a_batch(floor: Floor) -> None:
    ready = shown(floor, "A-READY", 3, known=5)
    new = shown(floor, "NEW", 3, known=None, inventory_item_gid=None)
    unread = shown(floor, "UNREAD", 3, known=None)
    doubted = shown(floor, "DOUBTED", 5, known=5, verify=True)
    queue(floor, ready, new, unread, doubted, "never-on-sale")
    answer = opened(floor)
    assert answer["batch"] is None
    assert answer["find"] == sorted([new, "never-on-sale"])
    assert answer["read"] == [{"sku": name, "inventory_item_gid": f"item-{name}"} for name in sorted([unread, doubted])]
    assert statuses(floor, ready) == statuses(floor, doubted) == ["pending"]
    assert floor.rows("select from core.push_batches") == []


def test_a_batch_has_at_most_as_many_skus_as_the_shop_takes_the_urgent_and_the_oldest_first(floor: Floor) -> None:
    floor.rows("update core.shops set batch_limit = 2 where store = 'bannos'")
    names = [shown(floor, word, 3, known=5) for word in "CBAD"]
    queue(floor, *names[:3])
    queue(floor, names[3], priority=5)
    queue(floor, names[3], key="again")
    sent = batch(floor)
    assert {line["sku"] for line in sent["lines"]} == {names[3], names[0]}
    assert statuses(floor, names[3]) == ["running", "running"]
    closed(floor, sent, "done")
    assert {line["sku"] for line in batch(floor)["lines"]} == set(names[1:3])


def test_what_the_shop_shows_already_is_done_without_a_batch(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=5, unexplained=-2)
    queue(floor, name)
    queue(floor, name, key="again")
    answer = opened(floor)
    assert (answer["batch"], answer["idle"]) == (None, False)
    assert statuses(floor, name) == ["done", "done"]
    assert opened(floor)["idle"]


@pytest.mark.parametrize("until", [None, later(-601)])
def test_a_raise_waits_until_every_order_is_here_of_before_the_level_and_a_look_for_them_is_called_for(
    floor: Floor, until: object
) -> None:
    floor.rows("update core.shops set orders_complete_until = %s", until)
    name, lower = shown(floor, "CAKE", 5, known=4), shown(floor, "TRAY", 4, known=5)
    queue(floor, name, lower)
    sent = batch(floor)
    assert levels(sent) == [(lower, 5, 4)]
    closed(floor, sent, "done")
    (row,) = rows(floor, name)
    assert (row["status"], row["last_error"], row["next_retry_at"]) == ("pending", "RAISE_WAITS", later(60))
    (check,) = floor.work("order_check")
    assert (check["store"], check["payload"]) == ("bannos", {"store": "bannos"})
    floor.rows("update core.shops set orders_complete_until = %s", later(-600))
    floor.set_clock(later(60))
    assert levels(batch(floor)) == [(name, 4, 5)]


def test_less_than_the_shop_shows_is_pushed_whatever_is_unexplained(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=4, unexplained=-2)
    queue(floor, name)
    assert levels(batch(floor)) == [(name, 4, 3)]
    assert floor.work("order_check") == []


def test_a_change_that_comes_after_the_batch_was_stored_is_not_swallowed(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=4)
    queue(floor, name)
    sent = batch(floor)
    floor.rows("select stock.post_txn(%s, 'waste', -3, 'test')", name)
    queue(floor, name)
    assert closed(floor, sent, "done")["ok"]
    assert statuses(floor, name) == ["done", "pending"]
    assert levels(batch(floor)) == [(name, 5, 2)]


def test_two_workers_at_once_never_get_two_batches(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    with sessions(floor, "ordak_inventory_worker") as (first, second):
        ours = first.run("open_push", store="bannos", worker="w1")
        waiting = second.start("open_push", store="bannos", worker="w2")
        second.wait_until_blocked(unless=waiting)
        assert not waiting.done()
        first.commit()
        theirs: Json = waiting.result(PATIENCE)
        second.commit()
    assert ours["batch"] is not None
    assert (theirs["batch"], theirs["busy_seconds"]) == (None, 60)


def test_a_change_that_is_not_committed_yet_has_a_row_that_no_batch_takes(floor: Floor) -> None:
    """Its row was queued before under the same key: taken, nobody would be told of the change."""
    name = shown(floor, "CAKE", 5, known=4)
    queue(floor, name)
    with sessions(floor, "postgres", 1) as (other,):
        other.execute("select stock.post_txn(%s, 'waste', -3, 'test')", name).result(PATIENCE)
        other.execute("select core.enqueue('inventory_push', 'bannos', %s, '{}')", f"bannos:{name}:test").result(
            PATIENCE
        )
        assert opened(floor)["idle"]
        other.commit()
    assert levels(batch(floor)) == [(name, 4, 2)]
