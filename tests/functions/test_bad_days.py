"""Bad days: what is killed, restarted or gone costs at most the request in flight; nothing is lost, nothing doubled."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import psutil
import psycopg
import pytest

from ingest import Delivery, pack
from local.stack import DATABASE, Stack
from migrator import migrate
from tests.functions.callers import Person, Shop, cake, fire, order, rows, until, waiting_backend

SALES = "select count(*) from core.sales where order_gid = %s"


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Shop:
    return Shop(stack.env)


@pytest.fixture(scope="module")
def staff(stack: Stack) -> Person:
    return Person(stack)


def environments() -> set[int]:
    """The processes of all functions that run now."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # one that has just ended
            if "awslambdaric" in " ".join(process.cmdline()):
                found.add(process.pid)
    return found


def works(shop: Shop, staff: Person) -> None:
    """One delivery and one scan, each good at the first try."""
    assert shop.deliver(order(cake("BRW-12-SC"))).status_code == 200
    assert staff.call("get_queue", store="bannos").status_code == 200


def knock(stack: Stack, function: str) -> None:
    """Ask the pooler for a database that is away: from then on it refuses the next statement unasked."""
    assert stack.pooler is not None
    login = f"ordak_{function}"
    with (
        psycopg.connect(stack.pooler.url(login, DATABASE), autocommit=True) as connection,
        pytest.raises(psycopg.OperationalError),
    ):
        connection.execute("select 1")


def passes_on(stack: Stack, function: str) -> bool:
    """Whether the pooler passes a statement on to a backend that lives."""
    assert stack.pooler is not None
    with suppress(psycopg.OperationalError):
        with psycopg.connect(stack.pooler.url(f"ordak_{function}", DATABASE), autocommit=True) as connection:
            connection.execute("select 1")
        return True
    return False


@contextmanager
def same_environments() -> Iterator[None]:
    """No function was restarted meanwhile; one that an order calls for may have begun."""
    before = environments()
    yield
    assert environments() >= before


def test_killed_backends_cost_no_request(stack: Stack, shop: Shop, staff: Person) -> None:
    works(shop, staff)
    with same_environments():
        killed = rows(stack, "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'ordak\\_%%'")
        assert killed
        until(
            lambda: passes_on(stack, "webhook") and passes_on(stack, "rpc"),
            "the pooler has seen that they are gone",
        )
        works(shop, staff)


def test_restarted_pooler_costs_no_request(stack: Stack, shop: Shop, staff: Person) -> None:
    works(shop, staff)
    assert stack.pooler is not None
    with same_environments():
        stack.pooler.restart()
        works(shop, staff)


def test_restarted_postgres_costs_no_request(stack: Stack, shop: Shop, staff: Person) -> None:
    works(shop, staff)
    with same_environments():
        stack.postgres.restart("immediate")
        works(shop, staff)


def test_pooler_that_remembers_an_outage_costs_no_request(stack: Stack, shop: Shop, staff: Person) -> None:
    works(shop, staff)
    with same_environments():
        stack.postgres.stop("immediate")
        try:
            for login in ("webhook", "rpc"):
                knock(stack, login)
        finally:
            stack.postgres.start()
        works(shop, staff)


def test_backend_killed_in_the_middle_costs_that_request_alone(stack: Stack, shop: Shop, staff: Person) -> None:
    sold = order(cake("BRW-12-SC"))
    with psycopg.connect(stack.postgres.url(DATABASE)) as owner:
        owner.execute("lock table core.sales in exclusive mode")
        answers: list[httpx.Response] = []
        delivery = threading.Thread(target=lambda: answers.append(shop.deliver(sold)))
        delivery.start()
        pid = waiting_backend(stack)
        rows(stack, "select pg_terminate_backend(%s)", pid)
        owner.rollback()
    delivery.join()
    assert answers[0].status_code in {500, 503}
    works(shop, staff)
    # Shopify tries again; what waited on the queue arrives too; it stays one sale.
    assert shop.deliver(sold).status_code == 200
    assert rows(stack, SALES, sold["admin_graphql_api_id"]) == [(1,)]


def test_function_killed_in_the_middle_leaves_one_sale_or_none(stack: Stack, shop: Shop, staff: Person) -> None:
    sold = order(cake("BRW-12-SC"))
    with psycopg.connect(stack.postgres.url(DATABASE)) as owner:
        owner.execute("lock table core.sales in exclusive mode")
        answers: list[httpx.Response] = []
        delivery = threading.Thread(target=lambda: answers.append(shop.deliver(sold)))
        delivery.start()
        waiting_backend(stack)
        killed = environments()
        for pid in killed:
            with suppress(psutil.Error):
                psutil.Process(pid).kill()
        until(lambda: not killed & environments(), "they have ended")
        delivery.join()
        owner.rollback()
    assert answers[0].status_code == 500
    assert shop.deliver(sold).status_code == 200
    works(shop, staff)
    gid = sold["admin_graphql_api_id"]
    assert rows(stack, SALES, gid) == [(1,)]
    assert rows(stack, "select count(*), sum(qty)::text from core.inventory_txn where ref_id = %s", gid) == [
        (1, "-1.000")
    ]


def test_order_that_came_while_postgres_was_away_waits_and_is_ingested(stack: Stack, shop: Shop, staff: Person) -> None:
    sold = order(cake("BRW-12-SC"), note="x" * 1_500_000)
    stack.postgres.stop("immediate")
    try:
        answers = [shop.deliver(sold), shop.deliver(sold)]
        assert [answer.status_code for answer in answers] == [503, 503]
        assert {answer.json()["code"] for answer in answers} == {"SYS002"}
        refused = staff.call("get_queue", store="bannos")
        assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (503, "SYS002", "1")
        health = httpx.get(stack.url + "/edge/health", timeout=60)
        assert (health.status_code, health.json()["up"]) == (503, False)
        assert httpx.get(stack.url + "/api/health").status_code == 200
    finally:
        stack.postgres.start()
    gid = sold["admin_graphql_api_id"]
    until(lambda: rows(stack, SALES, gid) == [(1,)], "the queue was read")
    assert shop.deliver(sold).json()["already_done"] is True
    assert rows(stack, "select count(*) from core.orders where order_gid = %s", gid) == [(1,)]
    works(shop, staff)


def test_order_that_the_database_would_not_take_is_kept_there_and_taken_later(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"))
    gid = sold["admin_graphql_api_id"]
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("revoke execute on function api.ingest_order from ordak_webhook")
        try:
            answer = shop.deliver(sold)
        finally:
            owner.execute("grant execute on function api.ingest_order to ordak_webhook")
    assert (answer.status_code, answer.json()["code"]) == (500, "SYS001")
    assert rows(stack, SALES, gid) == [(0,)]
    waiting = "select status::text from core.work_queue where topic = 'order_ingest_retry' and dedupe_key = %s"
    assert rows(stack, waiting, f"bannos:{gid}") == [("pending",)]

    fire(stack)
    assert rows(stack, SALES, gid) == [(1,)]
    assert rows(stack, waiting, f"bannos:{gid}") == [("done",)]
    assert rows(stack, "select count(*) from core.held_deliveries where resolved_at is null and not permanent") == [
        (0,)
    ]


def test_order_that_came_while_webhooks_are_paused_waits_for_their_end(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"))
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("update core.services set is_active = false where name = 'webhook'")
        try:
            answers = [shop.deliver(sold), shop.deliver(b"not an order")]
        finally:
            owner.execute("update core.services set is_active = true where name = 'webhook'")
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(500, "SYS001")] * 2
    gid = sold["admin_graphql_api_id"]
    until(lambda: rows(stack, SALES, gid) == [(1,)], "the queue was read")
    quarantined = "select count(*) from core.held_deliveries where body = 'not an order' and permanent"
    until(lambda: rows(stack, quarantined) == [(1,)], "the other one reached the quarantine")


def test_stock_that_cannot_be_counted_costs_no_order(stack: Stack, shop: Shop) -> None:
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("insert into core.inventory_items (sku, title, on_hand) values ('AIR', 'Air', 99999999999)")
    answer = shop.deliver(order(cake("AIR")))
    assert (answer.status_code, len(answer.json()["tickets"])) == (200, 1)


def test_error_in_the_stock_keeps_the_order_for_another_try(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"))
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("alter table core.inventory_txn add constraint closed check (sku <> 'BRW-12-SC') not valid")
        try:
            assert shop.deliver(sold).status_code == 500
        finally:
            owner.execute("alter table core.inventory_txn drop constraint closed")
    fire(stack)
    assert rows(stack, SALES, sold["admin_graphql_api_id"]) == [(1,)]


def test_pattern_that_takes_for_ever_costs_no_order(stack: Stack) -> None:
    boss = Person(stack, "Admin")
    slow = {"lines": [{"field": "title", "pattern": "^(a+)+$", "kind": "extra"}]}
    assert boss.call("set_setting", key="order_rules", value=slow, store="flourlane").status_code == 200
    try:
        answer = Shop(stack.env, "flourlane").deliver(order(cake("BRW-12-SC", title="a" * 60 + "!")))
        assert (answer.status_code, len(answer.json()["tickets"])) == (200, 1)
        told = "select count(*) from core.work_queue where dedupe_key = 'flourlane:order_rules:order_rules_slow'"
        assert rows(stack, told) == [(1,)]
    finally:
        assert boss.call("set_setting", key="order_rules", value={}, store="flourlane").status_code == 200


def test_migration_under_traffic_costs_no_request(stack: Stack, shop: Shop, staff: Person) -> None:
    works(shop, staff)
    over = threading.Event()
    statuses: list[int] = []

    def traffic() -> None:
        while not over.is_set():
            statuses.append(shop.deliver(order(cake("BRW-12-SC"))).status_code)
            statuses.append(staff.call("get_queue", store="bannos", limit=5).status_code)
            over.wait(0.2)  # so that traffic leaves the migration a machine to run on

    clients = [threading.Thread(target=traffic) for _ in range(3)]
    for client in clients:
        client.start()
    try:
        for _ in range(4):
            assert migrate(stack.postgres.url(DATABASE)) == []
    finally:
        over.set()
        for client in clients:
            client.join()
    assert statuses.count(200) == len(statuses) > 10


def test_message_that_is_no_delivery_fails_alone(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"))
    good = pack(Delivery("bannos", "orders/create", None, None, "good-message", json.dumps(sold).encode()))
    event = {
        "Records": [
            {"messageId": "bad", "body": "{}"},
            {"messageId": "good", "body": good},
            {"messageId": "worse", "body": json.dumps({"body": "e30="})},
        ]
    }
    outcome = stack.functions.invoke("IngestRetryFunction", event)
    assert json.loads(outcome.payload) == {
        "batchItemFailures": [{"itemIdentifier": "bad"}, {"itemIdentifier": "worse"}]
    }
    assert shop.deliver(sold).json()["already_done"] is True


SLOW_LOGIN = """
create function public.log_in_slowly() returns event_trigger language plpgsql as 'begin perform pg_sleep(0.4); end';
create event trigger slow_login on login execute function public.log_in_slowly();
alter event trigger slow_login enable always;
"""


def test_pooler_is_asked_again_until_it_has_logged_in(stack: Stack, shop: Shop, staff: Person) -> None:
    """Login triggers came with PostgreSQL 17."""
    if stack.settings.postgres_major < 17:
        pytest.skip("no login triggers")
    works(shop, staff)
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(SLOW_LOGIN)
    try:
        stack.postgres.stop("immediate")
        try:
            for login in ("webhook", "rpc"):
                knock(stack, login)
        finally:
            stack.postgres.start()
        works(shop, staff)
    finally:
        with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
            owner.execute("drop event trigger slow_login; drop function public.log_in_slowly()")
