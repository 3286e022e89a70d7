"""What a database login may do to itself is found and told, put back by a migration; what it needs not, it cannot."""

from collections.abc import Iterator

import psycopg
import pytest

from migrator import migrate
from tests.sql.catalog import logins
from tests.sql.floor import Floor
from tests.sql.sync.runs import sweep

LOGIN = "ordak_rpc"
NO = psycopg.errors.InsufficientPrivilege


@pytest.fixture(autouse=True)
def as_they_were(floor: Floor) -> Iterator[None]:
    """Put the login back, which is the whole server's."""
    yield
    migrate(floor.owner_url)
    floor.rows("delete from core.work_queue where topic = 'alert'")


def alerts(floor: Floor) -> list[tuple[str, list[str]]]:
    return [(row["payload"]["ref"], row["payload"]["changes"]) for row in floor.work("alert", "%:login_changed")]


def change(floor: Floor, statement: str) -> None:
    """Let a login change itself."""
    with psycopg.connect(floor.url(LOGIN), autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    ["create temporary table t (a int)", "select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'x')",
     "select lo_put(1, 0, 'x')", "select lo_import('/etc/passwd')", "select lo_export(1, '/tmp/x')",
     "select lo_unlink(1)", "select lo_open(1, 131072)"],
)  # fmt: skip
def test_a_login_makes_no_tables_and_files_of_its_own(floor: Floor, statement: str) -> None:
    for login in set(logins(floor)) - {"public", "authenticated", "service_role"}:
        with psycopg.connect(floor.url(login), autocommit=True) as connection, pytest.raises(NO):
            connection.execute(statement.encode())


def test_it_is_taken_away_again_by_each_migration(floor: Floor) -> None:
    floor.rows("do $$ begin execute format('grant temporary on database %%I to public', current_database()); end $$")
    floor.rows("grant execute on function lo_create(oid) to public")
    migrate(floor.owner_url)
    with psycopg.connect(floor.url(LOGIN), autocommit=True) as connection:
        for statement in (b"create temporary table t (a int)", b"select lo_create(0)"):
            with pytest.raises(NO):
                connection.execute(statement)


def test_a_table_that_somebody_lent_a_login_is_taken_away_by_each_migration(floor: Floor) -> None:
    lent = sorted(login for login in logins(floor) if login.startswith("ordak_"))
    assert len(lent) >= 6
    floor.rows(f"grant select on core.orders, core.staff_accounts to {', '.join(lent)}")
    migrate(floor.owner_url)
    for login in lent:
        with psycopg.connect(floor.url(login), autocommit=True) as connection, pytest.raises(NO):
            connection.execute("select from core.orders, core.staff_accounts")


@pytest.mark.parametrize(
    ("statement", "changed"),
    [
        ("alter role ordak_rpc set statement_timeout = 0", "statement_timeout"),
        ("alter role ordak_rpc reset lock_timeout", "lock_timeout"),
        ("alter role ordak_rpc set search_path = nowhere", "search_path"),
        ("alter role ordak_rpc set default_transaction_read_only = on", "default_transaction_read_only"),
        ("alter role ordak_rpc in database {} set statement_timeout = 0", "here: statement_timeout"),
    ],
)
def test_settings_that_a_login_gave_itself_are_told_once_and_put_back(
    floor: Floor, statement: str, changed: str
) -> None:
    sweep(floor)
    assert alerts(floor) == []
    before = floor.one("select core.settings_of(%s)", LOGIN)
    change(floor, statement.format(floor.one("select current_database()")))
    sweep(floor)
    sweep(floor)
    assert alerts(floor) == [(LOGIN, [changed])]
    floor.rows("update core.work_queue set status = 'done' where topic = 'alert'")
    sweep(floor)
    assert len(alerts(floor)) == 1
    migrate(floor.owner_url)
    assert floor.one("select core.settings_of(%s)", LOGIN) == before
    assert alerts(floor) == [(LOGIN, [changed])] * 2  # the migration tells of it as well
    floor.rows(
        "update core.work_queue set status = 'done', created_at = created_at - interval '2 days' where topic = 'alert'"
    )
    sweep(floor)
    assert len(alerts(floor)) == 2


def test_no_value_of_a_setting_is_told(floor: Floor) -> None:
    change(floor, "alter role ordak_rpc set application_name = 'a-canary'")
    sweep(floor)
    assert alerts(floor) == [(LOGIN, ["application_name"])]
    assert floor.rows("select 1 from core.work_queue where payload::text like '%%canary%%'") == []


def test_a_file_that_a_login_made_all_the_same_is_told(floor: Floor) -> None:
    floor.rows("do $$ begin perform lo_create(4242); alter large object 4242 owner to ordak_rpc; end $$")
    sweep(floor)
    assert alerts(floor) == [(LOGIN, ["large objects"])]
    floor.rows("select lo_unlink(4242)")
