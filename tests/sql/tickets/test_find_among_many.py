"""api.find_orders among 100,000 orders: how many rows it reads, not how long that takes."""

from collections.abc import Iterator

import psycopg
import pytest

from local.servers.postgres import Postgres
from tests.sql.floor import RPC, Floor, Json, actor, call, floor_over

MANY = 100_000
# Ten years of sales: nearly all of them complete, a few words in nearly every title, a first name of one in a hundred.
_SALES = """
insert into core.sales (store, order_gid, ticket_base, shopify_order_number, customer_name, order_json, ordered_at, phone_last4)
select 'bannos', 'gid://shopify/Order/' || i, 'bannos-' || i, i,
  case when i %% 100 = 0 then 'Ann' else 'Name' || i %% 5000 end || ' Surname' || i, '{}', now(),
  case when i %% 7 = 0 then '0000' else lpad((i %% 10000)::text, 4, '0') end
from generate_series(1, %s) i
"""
_TICKETS = """
insert into core.orders (store, id, order_gid, ticket_no, shopify_order_number, product_title, due_date, stage, cancelled_at, flavour, size, cake_message)
select 'bannos', 'bannos-' || i, 'gid://shopify/Order/' || i, 1, i,
  'Celebration cake' || case when i %% 1000 = 0 then ' with a unicorn' else ', round' end,
  date '2026-12-01' - i / 30,
  case when i > 300 then 'Complete' when i %% 10 = 0 then 'Packing' else 'Filling' end::core.stage_type,
  case when i %% 50 = 0 then now() end,
  (array['Chocolate', 'Vanilla', 'Lemon curd'])[1 + i %% 3], 6 + 2 * (i %% 4) || ' inch',
  case when i %% 2000 = 0 then 'Go Tigers!' else 'Happy birthday' end
from generate_series(1, %s) i
"""
_READ = """
select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer
from pg_stat_xact_user_tables where schemaname = 'core' and relname ~ '^(orders|sales)'
"""


@pytest.fixture(scope="module")
def big(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """Return a floor with a long history."""
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as floor:
        floor.rows("set session_replication_role = replica")  # what they refer to is there
        words = floor.rows("select indexdef from pg_indexes where indexname in ('sales_words', 'orders_words')")
        floor.rows("drop index core.sales_words, core.orders_words")
        for statement in (_SALES, _TICKETS):
            floor.rows(statement, MANY)
        for index in words:  # quicker at once than row by row
            floor.rows(index["indexdef"].replace(" ON ONLY ", " ON "))
        floor.rows("vacuum analyze core.sales, core.orders")
        yield floor


def look(floor: Floor, **arguments: object) -> tuple[int, int]:
    """Look for orders as a kiosk does; return how many were found and how many rows were read for it."""
    with psycopg.connect(floor.url(RPC)) as connection:
        # The last of as many times as it takes a session to settle on a plan.
        for _ in range(7):
            before = _read(connection)
            answer = call(connection, "find_orders", actor=actor("staff"), store="bannos", **arguments)
            read = _read(connection) - before
    assert answer["ok"], answer
    return len(answer["tickets"]), read


def _read(connection: psycopg.Connection) -> int:
    row = connection.execute(_READ.encode()).fetchone()
    assert row is not None
    return int(row[0])


# What is looked for, how many are on the first page, and of how many rows at most it may be found.
LOOKS: list[tuple[Json, int, int]] = [
    ({"text": "77777"}, 1, 10),
    ({"text": "bannos-77777"}, 1, 10),
    ({"text": "surname77777"}, 1, 10),
    ({"text": "ann surname777"}, 1, 10),
    ({"text": "ann"}, 50, 4_500),
    ({"text": "surname"}, 50, 4_500),
    ({"text": "surname", "stage": "Filling"}, 50, 4_500),
    ({"text": "unicorn"}, 50, 500),
    ({"text": "celebration"}, 50, 2_500),
    ({"text": "cake celeb"}, 50, 2_500),
    ({"text": "nothing"}, 0, 0),
    ({"text": "chocolate"}, 50, 4_500),
    ({"text": "8 inch"}, 50, 4_500),
    ({"text": "chocolate 8 inch", "stage": "Filling"}, 25, 4_500),
    ({"text": "Go Tigers!"}, 50, 500),
    ({"text": "lemon tigers"}, 17, 500),
    ({"text": "5432"}, 9, 100),
    ({"text": "0400 00 5432"}, 8, 100),
    # A phone that a shop writes into every other order: the last two hundred of them.
    ({"text": "0000"}, 50, 1_500),
    ({"text": "celebration", "stage": "Packing"}, 30, 2_500),
    ({"stage": "Packing"}, 30, 500),
    ({"stage": "Covering"}, 0, 500),
    ({"stage": "Complete"}, 50, 700),
    ({}, 50, 250),  # each reads the other cakes of its order too
    ({"offset": 5000}, 50, 6_000),
    ({"due_from": "2020-02-01", "due_to": "2020-02-01"}, 30, 200),
    ({"text": "unicorn", "due_from": "2020-02-01", "due_to": "2020-03-01"}, 1, 500),
]


@pytest.mark.parametrize(("arguments", "found", "at_most"), LOOKS, ids=str)
def test_what_is_looked_for_is_found_without_reading_everything(
    big: Floor, arguments: Json, found: int, at_most: int
) -> None:
    number, read = look(big, **arguments)
    assert number == found
    assert read <= at_most


def test_what_is_counted_is_what_is_read(big: Floor) -> None:
    with psycopg.connect(big.owner_url) as connection:
        connection.execute("select count(*) from core.orders where cake_message is null")
        assert _read(connection) == MANY


def test_the_week_and_its_lists_read_what_is_open(big: Floor) -> None:
    for function, arguments in (
        ("get_week", {}),
        ("get_open_list", {"which": "unassigned"}),
        ("get_open_list", {"which": "blocked"}),
        ("list_shortfalls", {}),
    ):
        with psycopg.connect(big.url(RPC)) as connection:
            answer = call(connection, function, actor=actor("staff"), store="bannos", **arguments)
            assert answer["ok"]
            assert _read(connection) <= 600, function


def test_the_number_of_an_order_of_two_cakes_is_found_without_reading_the_store(big: Floor) -> None:
    cakes = big.sell(cakes=2).tickets
    with psycopg.connect(big.url(RPC)) as connection:
        for _ in range(7):
            before = _read(connection)
            answer = call(connection, "get_order_for_scan", actor=actor("staff"), scan=cakes[0].removesuffix("-A"))
            read = _read(connection) - before
    assert [choice["id"] for choice in answer["choices"]] == cakes
    assert read <= 20


_QUEUE = "select q.ticket from bakery.queue('bannos', null, null, null, %s) q order by q.place"
# What is shown of a queue, and how often each of its tickets' rows is read for it at most: once for its place, and once to
# see that it is its order's only cake.
SHOWN = [
    (f"select count(*) from ({_QUEUE}) q", 1),
    (f"select jsonb_array_length(bakery.queue_json(array({_QUEUE})))", 2),
]


@pytest.mark.parametrize("limit", [50, 250])
@pytest.mark.parametrize(("shown", "times"), SHOWN, ids=["places", "tickets"])
def test_a_queue_reads_what_it_shows(big: Floor, shown: str, times: int, limit: int) -> None:
    with psycopg.connect(big.owner_url) as connection:
        connection.execute("set role ordak_api")
        connection.execute("select set_config('ordak.stores', 'bannos', true)")
        for _ in range(7):
            before = _read(connection)
            row = connection.execute(shown.encode(), [limit]).fetchone()
            read = _read(connection) - before
    assert row == (limit,)
    assert limit * times <= read <= 1.1 * limit * times
