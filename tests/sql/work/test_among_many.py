"""The outbox with 100,000 rows of one shop waiting, for SKUs that it lacks: how many rows a call reads, not how long it takes."""

import json
from collections.abc import Iterator

import psycopg
import pytest

from local.servers.postgres import Postgres
from tests.sql.floor import Floor, Json, actor, call, floor_over
from tests.sql.push.pushes import NOON, begin, levels, queue, shown
from tests.sql.sync.runs import sweep

MANY = 100_000
FULL, OTHER = "flourlane", "bannos"
_WAITING = """
insert into core.work_queue (topic, store, dedupe_key, payload, status, created_at)
select 'inventory_push', %s, 'many:' || i, jsonb_build_object('store', 'flourlane', 'sku', 'GONE-' || i / 2), 'pending', core.now()
from generate_series(1, %s) i
"""
_READ = """
select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer
from pg_stat_xact_user_tables where schemaname = 'core' and relname = 'work_queue'
"""
CLAIMED = ("order_ingest_retry", "order_refresh", "order_reread", "stock_rebook")


@pytest.fixture(scope="module")
def full(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """Return a floor where one shop has many pushes waiting, of two rows a SKU."""
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as floor:
        begin(floor)
        floor.rows("set session_replication_role = replica")
        floor.rows(_WAITING, FULL, MANY)
        floor.rows("set session_replication_role = origin")
        floor.rows("vacuum analyze core.work_queue")
        yield floor


def reading(floor: Floor, login: str, function: str, **arguments: object) -> tuple[Json, int]:
    """Call as one of our functions, take it back, and return the answer and how many rows of the outbox were read."""
    who = login.removeprefix("ordak_")
    with psycopg.connect(floor.url(login)) as connection:
        for _ in range(2):  # what one has learnt of the plan is of no use to the next environment
            before = connection.execute(_READ.encode()).fetchone()
            answer = call(connection, function, actor=actor(who), **arguments)
            after = connection.execute(_READ.encode()).fetchone()
            connection.rollback()
    assert before is not None
    assert after is not None
    return answer, after[0] - before[0]


def test_a_worker_is_given_its_portion_and_reads_little_more(full: Floor) -> None:
    for limit in (250, 125, 1):
        answer, read = reading(full, "ordak_inventory_worker", "open_push", store=FULL, worker="w", limit=limit)
        assert len(answer["find"]) == limit
        assert read <= 4_000


def test_skus_that_a_shop_lacks_are_given_up_without_a_look_at_all_others(full: Floor) -> None:
    asked = [f"GONE-{number}" for number in range(1000, 1250)]
    answer, read = reading(
        full, "ordak_inventory_worker", "know_skus", store=FULL, at=NOON, asked=asked, found=list[Json]()
    )
    assert answer["ok"]
    assert read <= 250 * 10


def test_another_shop_and_other_topics_are_served_as_if_nothing_waited(full: Floor) -> None:
    name = shown(full, "CAKE", 3, known=5)
    queue(full, name)
    answer, read = reading(full, "ordak_inventory_worker", "open_push", store=OTHER, worker="w")
    assert levels(answer["batch"]) == [(name, 5, 3)]
    assert read <= 50
    for topic in CLAIMED:
        full.rows("select core.enqueue(%s, %s, 'one', '{}')", topic, OTHER)
        answer, read = reading(full, "ordak_reconcile", "claim_work", topic=topic, worker="w")
        assert len(answer["work"]) == 1
        assert read <= 50
    full.rows("select core.alert('anything', %s, 'x')", OTHER)
    answer, read = reading(full, "ordak_reconcile", "claim_alerts", worker="w")
    assert [alert["ref"] for alert in answer["alerts"]] == ["x"]
    assert read <= 50


def test_the_minutes_housekeeping_reads_no_backlog(full: Floor) -> None:
    answer, read = reading(full, "ordak_reconcile", "sweep", stores=[OTHER, FULL])
    assert FULL in answer["push_stores"]
    assert read <= 500


def test_the_figures_of_health_stop_counting_at_ten_thousand(full: Floor) -> None:
    answer, read = reading(full, "ordak_rpc", "get_health")
    assert (answer["worker"]["pending"], answer["worker"]["dead"]) == (10_000, 0)
    assert read <= 10_500


def test_the_rows_of_a_shop_are_worked_off_to_the_last_portion_by_portion(
    postgres: Postgres, template_database: str, clone_numbers: Iterator[int]
) -> None:
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as floor:
        begin(floor)
        floor.rows(_WAITING, FULL, 3_000)
        portions = 0
        while (plan := floor.service("open_push", who="inventory_worker", store=FULL, worker="w"))["find"]:
            floor.service(
                "know_skus", who="inventory_worker", store=FULL, at=plan["at"], asked=plan["find"], found=list[Json]()
            )
            portions += 1
        assert portions == 1501 // 250 + 1
        assert floor.rows("select from core.work_queue where topic = 'inventory_push' and status <> 'dead'") == []
        assert sweep(floor)["push_stores"] == []


# What each claim has to be served by, under the policies that bind our functions.
_PLANS = {
    "work_queue_push": "select w.sku from core.work_queue w where w.topic = 'inventory_push' and w.store = 'flourlane' "
    "and w.status in ('pending', 'error') and w.due_at <= core.now() order by w.priority desc, w.due_at, w.work_id limit 2000",
    "work_queue_sku": "select w.work_id from core.work_queue w where w.topic = 'inventory_push' and w.store = 'flourlane' "
    "and w.status in ('pending', 'error') and w.sku = any ('{GONE-1,GONE-2}'::text[])",
    "work_queue_leased": "select w.work_id from core.work_queue w where w.topic = 'inventory_push' and w.store = 'flourlane' "
    "and w.lease_expires_at <= core.now() and w.status = 'running' limit 1000",
    "work_queue_next": "select w.work_id from core.work_queue w where w.topic = 'alert' and w.status in ('pending', 'error', 'running') "
    "and w.due_at <= core.now() order by w.priority desc, w.due_at, w.work_id limit 10",
    "work_queue_oldest": "select w.* from core.work_queue w where w.topic::name = 'inventory_push'::text::name and w.store = 'flourlane' "
    "and w.status in ('pending', 'error', 'running') order by w.due_at limit 1",
}


@pytest.mark.parametrize("index", _PLANS)
def test_an_index_serves_it_under_the_policies_too(full: Floor, index: str) -> None:
    with psycopg.connect(full.owner_url) as connection:
        connection.execute("set role ordak_api")
        connection.execute("select core.see_house('bannos')")
        plan = connection.execute(f"explain (format json) {_PLANS[index]}".encode()).fetchone()
    text = json.dumps(plan)
    assert index in text
    assert "Seq Scan" not in text
    assert '"Sort"' not in text
