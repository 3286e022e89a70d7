"""api.purge: what is kept no longer goes, some rows at a time; what somebody still needs stays, however old it is."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, STRANGERS, Floor, Json, actor, call
from tests.sql.purge.rows import DAY, MOMENT, NOON, SCAN, WORK, all_of, left, purge, quarantined

# By hand: how long something is kept is a decision.
RETENTION = {
    ("scans", "created_at"): 30 * DAY,
    ("work_queue", "finished_at"): 14 * DAY,
    ("held_deliveries", "resolved_at"): 30 * DAY,
    ("messages", "created_at"): 730 * DAY,
    ("pantry_baskets", "updated_at"): 30 * DAY,
    ("held_deliveries", "end_told_at"): 7 * DAY,  # told of at 83 days
    ("sign_in_tries", "failed_at"): 30 * DAY,
}


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> Iterator[None]:
    """Begin at noon with none of the rows that the purge knows."""
    floor.set_clock(NOON)
    for table in left(floor):
        floor.rows(f"delete from core.{table}")
    yield
    floor.set_clock(None)


def alerts(floor: Floor) -> list[Json]:
    """Return what somebody is told of the quarantine."""
    return [row["payload"] for row in floor.work("alert") if row["payload"]["kind"] == "quarantine_ends"]


def test_rows_are_kept_for_so_long(floor: Floor) -> None:
    rows = floor.rows("select table_name, aged_by, kept from core.retention")
    assert {(row["table_name"], row["aged_by"]): row["kept"] for row in rows} == RETENTION


@pytest.mark.parametrize(
    ("age", "gone"),
    [
        (14 * DAY, {}),
        (14 * DAY + MOMENT, {"work_queue": 1}),
        (30 * DAY, {"work_queue": 1}),
        (30 * DAY + MOMENT, {"work_queue": 1, "scans": 2, "held_deliveries": 2, "sign_in_tries": 1}),
        (90 * DAY, {"work_queue": 1, "scans": 2, "held_deliveries": 2, "sign_in_tries": 1}),
        (90 * DAY + MOMENT, {"work_queue": 1, "scans": 2, "held_deliveries": 3, "sign_in_tries": 1}),
        (
            730 * DAY + MOMENT,
            {"work_queue": 1, "scans": 2, "held_deliveries": 3, "sign_in_tries": 1, "messages": 1},
        ),
    ],
)
def test_a_row_goes_when_its_time_is_over_and_what_somebody_needs_stays(
    floor: Floor, age: timedelta, gone: dict[str, int]
) -> None:
    all_of(floor, age)
    before = left(floor)
    assert purge(floor) == (sum(gone.values()), False)
    assert left(floor) == {table: count - gone.get(table, 0) for table, count in before.items()}
    assert purge(floor) == (0, False)


def test_of_work_only_what_is_done_goes_and_of_deliveries_what_is_resolved_or_was_told_of(floor: Floor) -> None:
    all_of(floor, 365 * DAY)
    purge(floor)
    statuses = floor.rows("select status::text from core.work_queue")
    assert {row["status"] for row in statuses} == {"pending", "running", "error", "dead"}
    (waiting,) = floor.rows("select permanent, resolved_at from core.held_deliveries")
    assert (waiting["permanent"], waiting["resolved_at"]) == (False, None)
    assert floor.one("select locked_until from core.sign_in_tries") == NOON + DAY


def test_nothing_else_is_touched_least_of_all_events_and_the_ledger(floor: Floor) -> None:
    floor.stock("CREAM", 5)
    sale = floor.sell(sku="CREAM")
    floor.rpc("set_storage", id=sale.id, storage="Fridge", scan_id="7b000000-0000-4000-8000-000000000002")
    floor.bring(sale.id, "Complete")
    floor.rows("update core.work_queue set status = 'done', finished_at = core.now()")
    floor.set_clock(NOON + 4000 * DAY)
    before, events = footprint(floor), floor.last_event()
    assert purge(floor)[0] > 0
    changed = {table for table, digest in footprint(floor).items() if digest != before[table]}
    assert changed == {"core.scans", "core.work_queue"}
    assert floor.last_event() == events
    assert floor.one("select count(*) from core.order_events where event_no <= %s", events) > 5


def test_a_slice_has_its_limit_and_says_whether_there_may_be_more(floor: Floor) -> None:
    for _ in range(7):
        floor.rows(SCAN, "bannos", NOON - 31 * DAY)
    floor.rows(WORK, "done", NOON, NOON - 15 * DAY, None, None)
    assert [purge(floor, 3) for _ in range(4)] == [(3, True), (3, True), (2, False), (0, False)]


def test_the_oldest_goes_first(floor: Floor) -> None:
    for days in (31, 33, 32):
        floor.rows(SCAN, "bannos", NOON - days * DAY)
    purge(floor, 2)
    assert floor.one("select array_agg(created_at) from core.scans") == [NOON - 31 * DAY]


def test_a_row_that_somebody_has_locked_is_for_the_next_time_and_nobody_waits(floor: Floor) -> None:
    for _ in range(3):
        floor.rows(SCAN, "bannos", NOON - 31 * DAY)
    with psycopg.connect(floor.owner_url) as other, psycopg.connect(floor.url("ordak_reconcile")) as purging:
        other.execute("select from core.scans order by ctid limit 1 for update")
        purging.execute("set lock_timeout = '1ms'")  # whoever waits at all, fails
        assert call(purging, "purge", actor=actor("reconcile"))["purged"] == 2
        purging.commit()
    assert left(floor)["scans"] == 1
    assert purge(floor) == (1, False)


def test_while_a_slice_is_under_way_people_and_workers_go_on(floor: Floor) -> None:
    all_of(floor, 100 * DAY)
    sale = floor.sell()
    floor.set_clock(NOON)
    with psycopg.connect(floor.url("ordak_reconcile")) as purging:
        assert call(purging, "purge", actor=actor("reconcile"))["purged"] > 5
        for login in ("ordak_rpc", "ordak_webhook"):
            floor.login(login).execute("set lock_timeout = '1ms'")
        scan = "7b000000-0000-4000-8000-000000000001"
        assert floor.rpc("complete_filling", id=sale.id, scan_id=scan)["ok"]
        assert floor.rpc("complete_filling", id=sale.id, scan_id=scan)["ok"]
        assert floor.ingest(floor.order())["ok"]
        held = floor.service(
            "hold_delivery", store="bannos", topic="x", body=b"?", reason="r", permanent=True, order_gid=None
        )
        assert held["ok"]
        assert floor.service("claim_work", topic="alert", worker="w")["ok"]
        purging.rollback()
    for login in ("ordak_rpc", "ordak_webhook"):
        floor.login(login).execute("reset lock_timeout")


def test_somebody_is_told_of_the_quarantine_a_week_before_and_once(floor: Floor) -> None:
    quarantined(floor, NOON)
    quarantined(floor, NOON + DAY)
    for days, told, there in ((83, 0, 2), (83.1, 1, 2), (84.1, 2, 2), (90, 2, 2), (90.2, 2, 1), (91.2, 2, 0)):
        floor.set_clock(NOON + days * DAY)
        purge(floor)
        assert (len(alerts(floor)), left(floor)["held_deliveries"]) == (told, there), days
    first = floor.one("select min(payload ->> 'ref')::bigint from core.work_queue where topic = 'alert'")
    assert alerts(floor)[0] == {
        "kind": "quarantine_ends",
        "store": "bannos",
        "ref": str(first),
        "deliveries": 1,
        "deleted_on": "2027-02-19",
    }


def test_what_has_been_there_for_long_when_the_purge_begins_is_told_of_first(floor: Floor) -> None:
    for days in (400, 300):
        quarantined(floor, NOON - days * DAY)
    assert purge(floor) == (0, False)
    assert [alert["deliveries"] for alert in alerts(floor)] == [2]
    floor.set_clock(NOON + 7 * DAY)
    assert purge(floor) == (0, False)
    floor.set_clock(NOON + 7 * DAY + MOMENT)
    assert purge(floor) == (2, False)


def test_what_is_resolved_after_that_stays_as_long_as_all_that_is(floor: Floor) -> None:
    quarantined(floor, NOON - 84 * DAY)
    purge(floor)
    floor.rows("update core.held_deliveries set resolved_at = core.now()")
    for days, there in ((30, 1), (30.1, 0)):
        floor.set_clock(NOON + days * DAY)
        purge(floor)
        assert left(floor)["held_deliveries"] == there


def test_what_is_replayed_after_that_stays_until_it_is_resolved(floor: Floor) -> None:
    quarantined(floor, NOON - 84 * DAY)
    purge(floor)
    delivery_id = floor.one("select delivery_id from core.held_deliveries")
    assert floor.rpc("replay_quarantined", delivery_id=delivery_id)["ok"]
    floor.set_clock(NOON + 365 * DAY)
    purge(floor)
    assert left(floor)["held_deliveries"] == 1
    # Once more in the quarantine, it is told of once more.
    floor.rows("update core.held_deliveries set permanent = true")
    floor.rows("update core.work_queue set status = 'done' where topic = 'alert'")
    purge(floor)
    assert (len(alerts(floor)), left(floor)["held_deliveries"]) == (2, 1)


@pytest.mark.parametrize("who", [*PEOPLE, *STRANGERS, "rpc"])
def test_only_a_service_of_ours_purges(floor: Floor, who: str) -> None:
    all_of(floor, 100 * DAY)
    before = left(floor)
    if who == "rpc":
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            floor.rpc("purge")
    else:
        acts = STRANGERS[who] if who in STRANGERS else actor(who)
        assert floor.service("purge", who="reconcile", actor=acts)["code"] == "AUTH001"
    assert left(floor) == before
