"""api.close_push: what a shop made of a batch, or that nobody knows what it made of it."""

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import (
    NOON,
    batch,
    closed,
    known,
    later,
    levels,
    opened,
    queue,
    refused,
    rows,
    seen,
    shown,
    statuses,
    worker,
)
from tests.sql.stock.stock import candles


def sent(floor: Floor, *names: str) -> Json:
    """Queue SKUs and open the batch that pushes them."""
    queue(floor, *names)
    return batch(floor)


def alerts(floor: Floor) -> list[tuple[str, str]]:
    """Return what somebody is told: kind and code."""
    return [(alert["payload"]["kind"], alert["payload"].get("code")) for alert in floor.work("alert")]


def sold(floor: Floor, name: str, number: int, at: str) -> None:
    """Ingest an order of the shop that shows the SKU."""
    floor.sell(cakes=0, lines=[candles(number, name)], created_at=at, updated_at=at)


def test_a_batch_that_the_shop_took_is_what_is_known_from_then_on(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5, fault="INVALID_NAME")
    floor.rows("update core.shops set batch_limit = 7")
    one = sent(floor, name)
    floor.set_clock(later(20))
    with floor.noted() as events:
        assert closed(floor, one, "done") == {"ok": True, "already_done": False}
    row = known(floor, name)
    # Of the moment when it was stored: a sale after that is subtracted.
    assert (row["known_qty"], row["known_at"], row["fault"]) == (3, NOON, None)
    assert statuses(floor, name) == ["done"]
    assert floor.rows("select status::text, finished_at, lease_expires_at from core.push_batches") == [
        {"status": "done", "finished_at": later(20), "lease_expires_at": None}
    ]
    assert floor.one("select batch_limit from core.shops where store = 'bannos'") == 250
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("stock_pushed", {"batch_id": one["batch_id"], "lines": 1})
    ]


@pytest.mark.parametrize("outcome", ["done", "refused", "unknown"])
def test_a_report_that_comes_twice_or_from_who_lost_the_batch_changes_nothing(floor: Floor, outcome: str) -> None:
    one = sent(floor, shown(floor, "CAKE", 3, known=5))
    floor.set_clock(later(60))
    assert batch(floor, "w2") == one
    before = footprint(floor)
    assert closed(floor, one, outcome, "w1", code="X")["already_done"]
    assert worker(floor, "close_push", batch_id=2**40, worker="w2", outcome=outcome)["already_done"]
    assert footprint(floor) == before
    closed(floor, one, "done", "w2")
    before = footprint(floor)
    assert closed(floor, one, outcome, "w2", code="X")["already_done"]
    assert footprint(floor) == before


def test_an_order_that_comes_between_storing_and_confirming_is_not_lost(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    one = sent(floor, name)
    floor.set_clock(later(30))
    sold(floor, name, 1, "2026-11-21T12:00:10Z")
    assert known(floor, name)["known_qty"] == 4
    closed(floor, one, "done")
    assert known(floor, name)["known_qty"] == 2


def test_an_order_sold_after_the_batch_was_stored_and_ingested_after_it_was_confirmed_counts_once(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    closed(floor, sent(floor, name), "done")
    floor.set_clock(later(30))
    sold(floor, name, 1, "2026-11-21T12:00:10Z")
    assert (known(floor, name)["known_qty"], known(floor, name)["unexplained"]) == (2, 0)


def test_a_level_read_while_a_batch_was_under_way_is_read_again(floor: Floor) -> None:
    """It may be that of before the batch or of after it: taken for either, the other would be wrong."""
    name = shown(floor, "CAKE", 3, known=5)
    one = sent(floor, name)
    seen(floor, name, 3, later(1))
    row = known(floor, name)
    assert (row["known_qty"], row["unexplained"], row["verify"]) == (5, 0, True)
    floor.set_clock(later(10))
    closed(floor, one, "done")
    seen(floor, name, 5, later(5))
    row = known(floor, name)
    assert (row["known_qty"], row["unexplained"], row["verify"]) == (3, 0, True)
    seen(floor, name, 3, later(10))
    row = known(floor, name)
    assert (row["known_qty"], row["unexplained"], row["verify"]) == (3, 0, False)


@pytest.mark.parametrize("code", ["CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE"])
def test_a_stale_line_is_read_and_every_other_goes_into_the_next_batch(floor: Floor, code: str) -> None:
    stale, good = shown(floor, "A-STALE", 3, known=5), shown(floor, "B-GOOD", 3, known=5)
    one = sent(floor, stale, good)
    refused(floor, one, line_0=code)
    assert known(floor, stale)["verify"]
    assert statuses(floor, stale) == statuses(floor, good) == ["pending"]
    assert floor.rows("select status::text, last_error from core.push_batches") == [
        {"status": "refused", "last_error": code}
    ]
    assert [line["sku"] for line in opened(floor)["read"]] == [stale]
    floor.set_clock(later(1))
    seen(floor, stale, 4, later(1))
    two = batch(floor)
    assert levels(two) == [(stale, 4, 3), (good, 5, 3)]
    assert two["key"] != one["key"]
    assert alerts(floor) == []


def test_after_a_stale_answer_a_level_is_only_lowered(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=4)
    refused(floor, sent(floor, name), line_0="CHANGE_FROM_QUANTITY_STALE")
    floor.set_clock(later(1))
    seen(floor, name, 3, later(1))
    assert opened(floor)["batch"] is None
    assert rows(floor, name)[0]["last_error"] == "RAISE_WAITS"


def test_a_line_refused_for_another_reason_fails_its_sku_and_no_other(floor: Floor) -> None:
    bad, good = shown(floor, "A-BAD", 3, known=5), shown(floor, "B-GOOD", 3, known=5)
    with floor.noted() as events:
        one = sent(floor, bad, good)
        refused(floor, one, line_0="NON_MUTABLE_INVENTORY_ITEM")
    assert known(floor, bad)["fault"] == "NON_MUTABLE_INVENTORY_ITEM"
    (row,) = rows(floor, bad)
    assert (row["status"], row["last_error"], row["locked_by"]) == ("dead", "NON_MUTABLE_INVENTORY_ITEM", None)
    assert alerts(floor) == [("push_failed", "NON_MUTABLE_INVENTORY_ITEM")]
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("push_failed", {"sku": bad, "code": "NON_MUTABLE_INVENTORY_ITEM"})
    ]
    assert levels(batch(floor)) == [(good, 5, 3)]
    # The next change tries again, and what is read meanwhile does not hide the fault.
    closed(floor, {"batch_id": one["batch_id"] + 1}, "done")
    floor.set_clock(later(5))
    seen(floor, bad, 5, later(5))
    assert known(floor, bad)["fault"] == "NON_MUTABLE_INVENTORY_ITEM"
    closed(floor, sent(floor, bad), "done")
    assert known(floor, bad)["fault"] is None


def test_without_a_line_to_blame_the_next_batch_is_half_as_long_until_one_is_left(floor: Floor) -> None:
    names = [shown(floor, word, 3, known=5) for word in "ABCDE"]
    one = sent(floor, *names)
    for length in (5, 2):
        assert len(one["lines"]) == length
        closed(floor, one, "refused", code="INVALID_VARIABLE")
        one = batch(floor)
    assert len(one["lines"]) == 1
    assert alerts(floor) == []
    closed(floor, one, "refused", code="INVALID_VARIABLE")
    assert alerts(floor) == [("push_failed", "INVALID_VARIABLE")]
    assert statuses(floor, one["lines"][0]["sku"]) == ["dead"]
    assert floor.one("select batch_limit from core.shops where store = 'bannos'") == 250
    assert len(batch(floor)["lines"]) == 4


def test_an_error_without_a_line_blames_the_only_one(floor: Floor) -> None:
    one = sent(floor, name := shown(floor, "CAKE", 3, known=5))
    closed(floor, one, "refused", code="INVALID_REASON", faults=[{"line": None, "code": "INVALID_REASON"}])
    assert (statuses(floor, name), alerts(floor)) == (["dead"], [("push_failed", "INVALID_REASON")])


@pytest.mark.parametrize("line", [0, None])
@pytest.mark.parametrize("count", [1, 2])
def test_what_concerns_the_key_concerns_no_line(floor: Floor, line: int | None, count: int) -> None:
    code = "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"
    names = [shown(floor, word, 3, known=5) for word in "AB"[:count]]
    one = sent(floor, *names)
    closed(floor, one, "refused", code=None if line == 0 else code, faults=[{"line": line, "code": code}])
    assert alerts(floor) == []
    assert floor.one("select batch_limit from core.shops where store = 'bannos'") == 250
    two = batch(floor)
    assert (two["lines"], two["key"] != one["key"]) == (one["lines"], True)


@pytest.mark.parametrize("code", ["INVALID_INVENTORY_ITEM", "ITEM_NOT_STOCKED_AT_LOCATION", "INVALID_LOCATION"])
def test_an_item_that_is_gone_is_looked_for_once_and_then_given_up(floor: Floor, code: str) -> None:
    """It comes back as it was: the worker must not go round and round with it."""
    name = shown(floor, "CAKE", 3, known=5)
    refused(floor, sent(floor, name), line_0=code)
    plan = opened(floor)
    assert (plan["find"], plan["location_gid"] is None) == ([name], code == "INVALID_LOCATION")
    assert alerts(floor) == []
    worker(floor, "set_location", store="bannos", location_gid="gid://shopify/Location/1")
    item = {"sku": name, "inventory_item_gid": f"item-{name}", "tracked": True, "policy": "deny", "available": 5}
    floor.set_clock(later(1))
    worker(floor, "know_skus", store="bannos", at=later(1), asked=[name], found=[item])
    refused(floor, batch(floor), line_0=code)
    assert (statuses(floor, name), alerts(floor)) == (["dead"], [("push_failed", code)])
    assert opened(floor)["idle"]


def test_a_shop_that_is_out_of_order_is_tried_again_later_and_later_and_then_given_up(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    one, seconds, waits = sent(floor, name), 0.0, []
    floor.rows("update core.work_queue set max_retries = 3")
    for _ in range(3):
        refused(floor, one, line_0="SERVICE_UNAVAILABLE")
        (row,) = rows(floor, name)
        assert (row["status"], opened(floor)["idle"]) == ("error", True)
        waits.append((row["next_retry_at"] - later(seconds)).total_seconds())
        seconds += waits[-1]
        floor.set_clock(later(seconds))
        one = batch(floor)
    for number, wait in enumerate(waits):
        assert 0.75 * 10 * 2**number <= wait <= 1.25 * 10 * 2**number
    refused(floor, one, line_0="SERVICE_UNAVAILABLE")
    assert (statuses(floor, name), alerts(floor)) == (["dead"], [("push_failed", "SERVICE_UNAVAILABLE")])


def test_a_row_whose_twin_waits_is_done_by_that_when_the_batch_is_refused(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    one = sent(floor, name)
    queue(floor, name)
    refused(floor, one, line_0="CHANGE_FROM_QUANTITY_STALE")
    assert statuses(floor, name) == ["done", "pending"]


def test_what_nobody_knows_the_end_of_keeps_lines_and_key_and_waits(floor: Floor) -> None:
    one = sent(floor, shown(floor, "CAKE", 3, known=5))
    closed(floor, one, "unknown", code="TIMEOUT")
    wait = opened(floor)["busy_seconds"]
    assert 2 <= wait <= 3  # 2 s, give or take a quarter, in whole seconds
    assert opened(floor, "w2")["busy_seconds"] == wait
    floor.set_clock(later(2.5))
    assert batch(floor, "w2") == one


@pytest.mark.parametrize(("says", "waits"), [(7, 7), (100_000, 3600)])
def test_the_shop_says_how_long_to_wait_up_to_an_hour(floor: Floor, says: int, waits: int) -> None:
    one = sent(floor, shown(floor, "CAKE", 3, known=5))
    closed(floor, one, "unknown", code="THROTTLED", wait_seconds=says)
    assert opened(floor)["busy_seconds"] == waits


def test_a_batch_is_given_up_after_twelve_tries_loudly_and_its_levels_are_read(floor: Floor) -> None:
    name, seconds = shown(floor, "CAKE", 3, known=5), 0
    one = sent(floor, name)
    for number in range(40):
        # What the shop had no time for was no try.
        closed(floor, one, "unknown", code="THROTTLED" if number < 28 else "TIMEOUT")
        assert floor.work("alert") == [] or number == 39
        seconds += 3600 * 2
        floor.set_clock(later(seconds))
        if number < 39:
            assert batch(floor) == one
    assert alerts(floor) == [("push_failed", "TIMEOUT")]
    assert (statuses(floor, name), known(floor, name)["verify"], known(floor, name)["known_qty"]) == (["dead"], True, 5)
    assert opened(floor)["idle"]
    queue(floor, name)
    assert [row["sku"] for row in opened(floor)["read"]] == [name]


@pytest.mark.parametrize("code", ["HTTP_404", "ANSWER_LOST", "NOT_SENT", "IDEMPOTENCY_CONCURRENT_REQUEST", None])
def test_where_the_shop_gave_no_such_answer_a_batch_is_kept_as_it_is(floor: Floor, code: str | None) -> None:
    one = sent(floor, *(shown(floor, word, 3, known=5) for word in "AB"))
    for tries in range(1, 12):
        closed(floor, one, "unknown", code=code)
        floor.set_clock(later(tries * 7200))
        assert batch(floor) == one


@pytest.mark.parametrize("code", ["HTTP_500", "HTTP_503", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"])
def test_a_batch_at_which_the_shop_breaks_three_times_is_halved_until_one_line_is_left(floor: Floor, code: str) -> None:
    names, seconds, sizes = [shown(floor, word, 3, known=5) for word in "ABCDEF"], 0, list[int]()
    one = sent(floor, *names)
    floor.rows("update core.work_queue set max_retries = 0")
    with floor.noted() as events:
        while not floor.work("alert") and len(sizes) < 20:
            sizes.append(len(one["lines"]))
            closed(floor, one, "unknown", code=code)
            seconds += 60
            floor.set_clock(later(seconds))
            plan = opened(floor)
            # Once it is given up nothing is sent before it is read.
            assert (plan["batch"] == one) is not bool(plan["read"])
            for row in plan["read"]:
                seen(floor, row["sku"], 5, later(seconds))
            one = plan["batch"] or batch(floor)
    assert sizes == [6, 6, 6, 3, 1, 1, 1]
    bad = names[0]
    assert alerts(floor) == [("push_failed", code)]
    assert [event["detail"] for event in events if event["kind"] == "push_failed"] == [{"sku": bad, "code": code}]
    assert (known(floor, bad)["fault"], known(floor, bad)["verify"], statuses(floor, bad)) == (code, True, ["dead"])
    assert floor.one("select batch_limit from core.shops where store = 'bannos'") == 250
    assert [line["sku"] for line in one["lines"]] == sorted(names[1:])
    batches = floor.rows("select status::text from core.push_batches order by batch_id")
    assert [row["status"] for row in batches] == ["given_up"] * 3 + ["open"]


def test_a_batch_and_an_order_of_the_same_skus_lock_them_in_the_same_order(floor: Floor) -> None:
    first, second = shown(floor, "A", 3, known=5), shown(floor, "B", 3, known=5)
    one = sent(floor, second, first)
    floor.rows("update core.push_lines set line_no = 9 - line_no")
    with sessions(floor, "postgres", 1) as (holder,), sessions(floor, "ordak_inventory_worker", 1) as (ours,):
        holder.execute("select from core.shop_skus where sku = %s for update", first).result(PATIENCE)
        waiting = ours.start("close_push", batch_id=one["batch_id"], worker="w1", outcome="done")
        ours.wait_until_blocked(unless=waiting)
        # It waits for the first and has not got the second yet.
        holder.execute("select from core.shop_skus where sku = %s for update nowait", second).result(PATIENCE)
        holder.commit()
        assert waiting.result(PATIENCE)["ok"]
        ours.commit()
