"""core.run_kinds: which runs begin, of which stores, when, and which queue is woken."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

import marketplace_app
import sync_app
from ordak.aws.wake import QUEUES
from tests.sql.floor import BOTH, Floor
from tests.sql.imports.market import STORE, open_market
from tests.sql.push.pushes import later
from tests.sql.sync.runs import claimed, end_all, finish, sweep

# By hand: a kind that begins by itself is a decision.
KINDS = [
    ("acceptance", "marketplace", True, "00:05:00", None, "marketplace"),
    ("auto_reply", "marketplace", True, "00:05:00", None, "marketplace"),
    ("import", "marketplace", True, "00:05:00", None, "marketplace"),
    ("import_all", "marketplace", True, None, "02:30:00", "marketplace"),
    ("inventory", "bakery", True, None, "03:00:00", "sync"),
    ("messages", "marketplace", True, "00:05:00", None, "marketplace"),
    ("offers", "marketplace", True, "00:05:00", None, "marketplace"),
    ("orders", "bakery", True, "00:15:00", None, "sync"),
    ("purge", None, False, "1 day", None, "sync"),
    ("shipping", "marketplace", True, "00:05:00", None, "marketplace"),
    ("tracking", "marketplace", True, "00:05:00", None, "marketplace"),
    ("unpacked", "marketplace", True, "01:00:00", None, "marketplace"),
    ("void", "marketplace", True, "00:05:00", None, "marketplace"),
]


def kind(floor: Floor, name: str, store_kind: str | None, every: str = "1 hour", queue: str = "sync") -> str:
    """Add a kind that needs no Shopify shop."""
    floor.rows("insert into core.run_kinds values (%s, %s, false, %s, null, %s)", name, store_kind, every, queue)
    return name


def begun(floor: Floor, name: str) -> list[str | None]:
    """Return the stores in which runs of a kind have begun, oldest first."""
    return [
        row["store"] for row in floor.rows("select store from core.sync_runs where kind = %s order by run_id", name)
    ]


def test_these_kinds_begin_by_themselves(own_floor: Floor) -> None:
    rows = own_floor.rows(
        "select kind, store_kind, of_shop, every::text, at::text, queue from core.run_kinds order by kind"
    )
    assert [tuple(row.values()) for row in rows] == KINDS


def test_every_queue_can_be_woken_and_what_waits_on_ours_can_be_done(own_floor: Floor) -> None:
    rows = own_floor.rows("select kind, queue from core.run_kinds")
    assert {row["queue"] for row in rows} <= set(QUEUES)
    ours = {queue: {row["kind"] for row in rows if row["queue"] == queue} for queue in ("sync", "marketplace")}
    assert ours == {"sync": sync_app.KINDS, "marketplace": marketplace_app.STEPS.keys()}


def test_a_kind_of_no_store_begins_once_for_all_after_each_of_its_times(own_floor: Floor) -> None:
    name, begins = kind(own_floor, "tidy", None), []
    for minute in range(0, 181, 20):
        own_floor.set_clock(later(minute * 60))
        sweep(own_floor)
        begins.append(len(begun(own_floor, name)))
        end_all(own_floor)
    assert [minute * 20 for minute in range(1, 10) if begins[minute] > begins[minute - 1]] == [60, 120, 180]
    assert set(begun(own_floor, name)) == {None}


def test_of_all_stores_one_run_is_under_way_at_a_time(own_floor: Floor) -> None:
    name = kind(own_floor, "tidy", None, every="1 minute")
    for minute in range(5):
        own_floor.set_clock(later(minute * 60))
        sweep(own_floor)
    assert begun(own_floor, name) == [None]
    first, again = (own_floor.rows("select * from core.begin_run(null, %s, null, false)", name)[0] for _ in range(2))
    assert (again["run_id"], again["already"], first["already"]) == (first["run_id"], True, True)


def test_a_kind_of_stores_begins_in_each_of_that_kind_with_a_shop_or_without(own_floor: Floor) -> None:
    own_floor.rows("delete from core.shops where store = 'flourlane'")
    ours, theirs = kind(own_floor, "bake", "bakery"), kind(own_floor, "ship", "marketplace")
    sweep(own_floor, "bannos")
    assert (begun(own_floor, ours), begun(own_floor, theirs)) == (["bannos", "flourlane"], [])
    assert begun(own_floor, "orders") == ["bannos"]


def test_a_kind_that_is_quiet_leaves_its_last_run_and_no_event_unless_it_failed(own_floor: Floor) -> None:
    name = kind(own_floor, "tidy", None, every="1 minute")
    own_floor.rows("update core.run_kinds set quiet = true where kind = %s", name)
    for minute, error in enumerate((None, None, "57014", None, None)):
        own_floor.set_clock(later(minute * 120))
        sweep(own_floor)
        (run_id,) = (
            row["run_id"]
            for row in own_floor.rows("select run_id from core.sync_runs where status = 'running' and kind = %s", name)
        )
        claimed(own_floor, run_id)
        finish(own_floor, run_id, error)
    rows = own_floor.rows("select status::text from core.sync_runs where kind = %s order by run_id", name)
    assert [row["status"] for row in rows] == ["failed", "done"]
    events = own_floor.rows("select detail from core.order_events where kind = 'sync_finished'")
    assert [event["detail"]["error"] for event in events] == ["57014"]


def test_a_marketplace_begins_its_runs_where_it_is_named(own_floor: Floor) -> None:
    open_market(own_floor)
    sweep(own_floor, "bannos")
    assert begun(own_floor, "import") == []
    answer = sweep(own_floor, "bannos", STORE)
    assert (begun(own_floor, "import"), begun(own_floor, "import_all")) == ([STORE], [STORE])
    assert "marketplace" in {run["queue"] for run in answer["waiting_runs"]}


def test_a_time_of_day_is_that_of_each_store(own_floor: Floor) -> None:
    own_floor.rows("update core.stores set timezone = 'America/Toronto' where store = 'flourlane'")
    own_floor.rows("insert into core.run_kinds values ('early', 'bakery', false, null, '4:30', 'sync')")
    begins = dict.fromkeys(BOTH, "")
    for half_hour in range(49):
        now = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(minutes=half_hour * 30)
        own_floor.set_clock(now)
        before = begun(own_floor, "early")
        sweep(own_floor)
        end_all(own_floor)
        begins |= {str(store): now.strftime("%H:%M") for store in begun(own_floor, "early")[len(before) :] if half_hour}
    assert begins == {"bannos": "18:30", "flourlane": "08:30"}


def test_the_sweeper_is_told_the_queue_of_each_run_and_the_release_before_the_runs_of_shops(own_floor: Floor) -> None:
    kind(own_floor, "tidy", None)
    kind(own_floor, "pack", "bakery", queue="live")
    answer = sweep(own_floor, "bannos")
    kinds = {row["run_id"]: row["kind"] for row in own_floor.rows("select run_id, kind from core.sync_runs")}
    woken = sorted((kinds[run["run_id"]], run["queue"]) for run in answer["waiting_runs"])
    shop = [("inventory", "sync"), ("orders", "sync")]
    assert woken == [*shop, ("pack", "live"), ("pack", "live"), ("purge", "sync"), ("tidy", "sync")]
    assert sorted(kinds[run_id] for run_id in answer["runs"]) == ["inventory", "orders"]


def test_a_run_of_all_stores_is_claimed_and_ended_like_another_and_told_when_it_is_given_up(own_floor: Floor) -> None:
    kind(own_floor, "tidy", None)
    sweep(own_floor)
    (run_id,) = (row["run_id"] for row in own_floor.rows("select run_id from core.sync_runs where kind = 'tidy'"))
    run = claimed(own_floor, run_id)
    assert (run["store"], run["kind"], run["skus"], run["location_gid"]) == (None, "tidy", 0, None)
    assert claimed(own_floor, run_id, "r2") is None
    finish(own_floor, run_id, "57014")
    alerts = [row["payload"] for row in own_floor.work("alert")]
    assert alerts == [{"kind": "sync_failed", "store": None, "ref": "tidy", "run_id": run_id, "error": "57014"}]
    assert own_floor.work("order_check") == []


def test_what_a_run_of_another_kind_ends_with_is_no_gap_scan(own_floor: Floor) -> None:
    kind(own_floor, "bake", "bakery")
    sweep(own_floor)
    before = own_floor.rows("select to_jsonb(s)::text from core.shops s order by store")
    for row in own_floor.rows("select run_id from core.sync_runs where kind = 'bake'"):
        claimed(own_floor, row["run_id"])
        finish(own_floor, row["run_id"])
    assert own_floor.rows("select to_jsonb(s)::text from core.shops s order by store") == before


def test_a_store_without_a_shop_leaves_no_row_that_waits(own_floor: Floor) -> None:
    own_floor.rows("delete from core.shops where store = 'flourlane'")
    own_floor.stock("TRAY", 5)
    sale = own_floor.sell("flourlane", 1, "TRAY")
    own_floor.bring(sale.id, "Complete")
    sweep(own_floor)
    assert own_floor.counters("TRAY") == (4, 0)
    assert own_floor.rows("select * from core.shop_skus where store = 'flourlane'") == []
    assert own_floor.rows("select topic from core.work_queue where store = 'flourlane'") == []
    assert own_floor.rows("select kind from core.sync_runs where store = 'flourlane'") == []
    # Where there is a shop, the same order makes it known there.
    own_floor.sell("bannos", 1, "TRAY")
    assert own_floor.rows("select store from core.shop_skus where sku = 'TRAY'") == [{"store": "bannos"}]


@pytest.mark.parametrize(
    "row",
    [
        "'x', null, false, null, null, 'sync'",
        "'x', 'bakery', false, '1 hour', '3:00', 'sync'",
        "'x', null, false, null, '3:00', 'sync'",
        "'x', null, true, '1 hour', null, 'sync'",
        "'x', 'shop', false, '1 hour', null, 'sync'",
    ],
    ids=["never", "two times", "the time of no store", "a shop of no store", "no kind of store"],
)
def test_a_kind_that_could_never_begin_is_none(own_floor: Floor, row: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        own_floor.rows(f"insert into core.run_kinds values ({row})")
