"""A floor that is lent a second time is as the first test found it, or it is another one."""

from collections.abc import Iterator

import psycopg
import pytest

from local.servers.postgres import Postgres
from tests.sql.catalog import tables
from tests.sql.floor import BOTH, PEOPLE, RPC, Floor, Json
from tests.sql.floors import Floors

_SEQUENCES = "select sequencename::text as name, last_value from pg_sequences where schemaname = 'core' order by 1"


@pytest.fixture
def lending(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floors]:
    """Return floors of which none has been lent yet."""
    made = Floors(postgres, template_database, clone_numbers)
    yield made
    made.close()


def contents(floor: Floor) -> Json:
    """Return every row of every table, and how far each sequence is."""
    rows = {
        table["name"]: floor.rows(f"select t::text as row from {table['name']} t order by 1") for table in tables(floor)
    }
    return {**rows, "sequences": floor.rows(_SEQUENCES)}


def database(floor: Floor) -> str:
    return str(floor.one("select current_database()"))


def test_it_has_the_rows_and_the_sequences_of_a_new_one(lending: Floors) -> None:
    with lending.lend() as floor:
        name, new = database(floor), contents(floor)
        floor.stock("SPONGE", 9)
        for store in BOTH:
            sale = floor.sell(store, sku="SPONGE")
            floor.bring(sale.id, "Complete")
            floor.rpc("set_setting", "admin", store=store, key="capacity", value={"default": {}})
        floor.rows("delete from core.faults where code = 'ORD001'")
        floor.rows(
            "update core.staff_shared set is_active = false, email = 'x@example.test' where id = %s", PEOPLE["tom"][0]
        )
        floor.rows("insert into public.test_clock values (now())")
        number = sale.number
        worn = contents(floor)
    assert len([each for each in new if new[each] != worn[each]]) >= 10
    with lending.lend() as floor:
        assert (database(floor), contents(floor)) == (name, new)
        assert floor.sell().number == 1001 != number


def test_two_at_once_are_two(lending: Floors) -> None:
    with lending.lend() as one, lending.lend() as other:
        assert database(one) != database(other)


def test_its_sessions_are_as_new_ones(lending: Floors) -> None:
    with lending.lend() as floor:
        floor.sell()
        pid, name = floor.owner.info.backend_pid, database(floor)
        floor.rows("select pg_advisory_lock(42)")
        floor.rows("set session_replication_role = replica")
        floor.rows("set role ordak_api")
        floor.login(RPC).execute(
            "select set_config('ordak.stores', 'bannos', false), set_config('lock_timeout', '7s', false)"
        )
    with lending.lend() as floor:
        assert (floor.owner.info.backend_pid, database(floor)) == (pid, name)
        assert floor.one("select current_user::text") == "postgres"
        assert floor.one("show session_replication_role") == "origin"
        assert floor.rows("select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()") == []
        with psycopg.connect(floor.url(RPC)) as new:
            for setting in ("ordak.stores", "lock_timeout"):
                shown = [
                    each.execute("select coalesce(current_setting(%s, true), '')", [setting]).fetchone()
                    for each in (floor.login(RPC), new)
                ]
                assert shown[0] == shown[1], setting


@pytest.fixture
def left() -> Iterator[list[psycopg.Connection]]:
    """Return connections that somebody forgets to close."""
    opened = list[psycopg.Connection]()
    yield opened
    for each in opened:
        each.close()


def test_whoever_is_still_connected_is_not_any_more(lending: Floors, left: list[psycopg.Connection]) -> None:
    with lending.lend() as floor:
        name = database(floor)
        left.append(psycopg.connect(floor.url("postgres")))
        left[0].execute("lock table core.sales; delete from core.faults")
    with lending.lend() as floor:
        assert database(floor) == name
        assert floor.sell().number == 1001
        assert floor.rows("select from core.faults limit 1") == [{}]
        with pytest.raises(psycopg.OperationalError):
            left[0].execute("select 1")


@pytest.mark.parametrize(
    "statement",
    [
        "create table core.more (a int)",
        "create index on core.sales (customer_name)",
        "drop index core.sales_words",
        "alter table core.sales alter column customer_name set default 'x'",
        "alter table core.sales disable trigger all",
        "alter function stock.available(text) rename to available_of",
        "grant select (body) on core.held_deliveries to authenticated",
        "do $$ begin execute format('grant temporary on database %%I to public', current_database()); end $$",
        "do $$ begin execute format('alter role ordak_rpc in database %%I set work_mem = ''5MB''', current_database()); end $$",
        "select lo_create(4242)",
        "begin",
    ],
)
def test_one_whose_catalog_or_transaction_is_not_as_before_is_not_lent_again(lending: Floors, statement: str) -> None:
    with lending.lend() as floor:
        name = database(floor)
        floor.rows(statement)
    with lending.lend() as floor:
        assert database(floor) != name
        assert name not in {row["datname"] for row in floor.rows("select datname::text from pg_database")}


def test_one_that_a_test_filled_is_not_lent_again(lending: Floors) -> None:
    with lending.lend() as floor:
        name = database(floor)
        floor.rows(
            "insert into core.inventory_items (sku, title) select 'S' || i, repeat('x', 90) from generate_series(1, 30000) i"
        )
    with lending.lend() as floor:
        assert database(floor) != name
