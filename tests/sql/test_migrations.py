"""Down and up again, twice, at once, after a killed run, by an administrator who is no superuser."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

import version_steps
from local.servers.postgres import Postgres, binaries
from migrator import MIGRATIONS, ChangedVersionError, migrate, roll_back
from tests.clusters import PLAIN_DATABASE, POSTGRES_MAJOR, server_folder
from tests.concurrency.lockstep import wait_until
from tests.sql_files import PRIVATE

OLDEST_MAJOR = 16  # of CI's second run
VERSIONS = sorted(file.stem for file in (MIGRATIONS / "versions").glob("M??_*.sql") if ".rollback" not in file.name)


@pytest.fixture
def empty(postgres: Postgres, clone_numbers: Iterator[int]) -> Iterator[str]:
    """Return the owner URL of a database that has never been migrated."""
    name = f"empty_{next(clone_numbers)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture
def migrated(postgres: Postgres, clone_numbers: Iterator[int]) -> Iterator[str]:
    """Return the owner URL of a database of this version, with nothing in it."""
    name = f"migrated_{next(clone_numbers)}"
    yield postgres.create_database(name, PLAIN_DATABASE)
    postgres.drop_database(name)


def dump(url: str, *more: str) -> str:
    """Dump what is in a database, without the key that pg_dump makes up, and the moments of its migrations."""
    schemas = [f"--schema={name}" for name in ("api", *PRIVATE)]
    command = [str(binaries(POSTGRES_MAJOR) / "pg_dump"), *schemas, *more, "--dbname", url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return without_moments(re.sub(r"\\(un)?restrict .*", "", text))


def without_moments(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00", "<moment>", text)


def data(url: str) -> dict[str, list[str]]:
    """Read the reference data, by table."""
    names = ("faults", "transitions", "permissions", "services", "stores", "applied_versions")
    with psycopg.connect(url) as connection:
        read = {name: connection.execute(f"select t::text from core.{name} t".encode()).fetchall() for name in names}
    return {name: sorted(without_moments(row) for (row,) in rows) for name, rows in read.items()}


def test_every_version_goes_down_and_up_again_to_the_same_schema(migrated: str) -> None:
    schema, rows = dump(migrated, "--schema-only"), data(migrated)
    # Down to the first, and to each of the newest; to all others too where the suite is not waited for.
    waited_for = POSTGRES_MAJOR != OLDEST_MAJOR
    for number in reversed(range(len(VERSIONS))):
        if waited_for and 0 < number < len(VERSIONS) - 5:
            continue
        roll_back(migrated, VERSIONS[number])
        assert migrate(migrated) == VERSIONS[number:]
        assert dump(migrated, "--schema-only") == schema, VERSIONS[number]
        assert data(migrated) == rows, VERSIONS[number]


def test_a_version_goes_down_with_rows_in_its_tables(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        connection.execute("insert into core.inventory_items (sku, title) values ('A', 'a')")
        connection.execute("insert into core.shop_skus (store, sku) values ('bannos', 'A')")
        connection.execute("select core.enqueue('inventory_push', 'bannos', 'k', '{}')")
    roll_back(migrated, "M03_inventory")
    assert migrate(migrated) == [version for version in VERSIONS if version >= "M03_inventory"]


def test_migrating_twice_changes_nothing(migrated: str) -> None:
    schema, rows = dump(migrated, "--schema-only"), data(migrated)
    assert migrate(migrated) == []
    assert (dump(migrated, "--schema-only"), data(migrated)) == (schema, rows)


def test_a_new_function_of_ours_is_gone_when_its_file_is(migrated: str, tmp_path: Path) -> None:
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (folder / "kernel/work/core/extra.sql").write_text(
        "create function core.extra() returns int language sql return 1;"
    )
    migrate(migrated, folder)
    (folder / "kernel/work/core/extra.sql").unlink()
    migrate(migrated, folder)
    with psycopg.connect(migrated) as connection:
        assert connection.execute("select to_regprocedure('core.extra()')").fetchone() == (None,)


def test_a_function_whose_argument_has_another_name_is_made_anew(migrated: str, tmp_path: Path) -> None:
    schema = dump(migrated, "--schema-only")
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    file = folder / "bakery/tickets/core/size_group.sql"
    file.write_text(file.read_text().replace("p_size", "p_text"))
    migrate(migrated, folder)
    assert "FUNCTION bakery.size_group(p_text text)" in dump(migrated, "--schema-only")
    migrate(migrated)
    assert dump(migrated, "--schema-only") == schema


def test_a_function_that_takes_more_arguments_takes_the_place_of_the_one_of_before(
    migrated: str, tmp_path: Path
) -> None:
    schema = dump(migrated, "--schema-only")
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    file = folder / "kernel/purge/api/purge.sql"
    made = file.read_text()
    file.write_text(
        made.replace("p_limit integer default 500", "p_limit integer default 500, p_more text default null")
    )
    migrate(migrated, folder)  # its comment names no arguments, and would fit both
    assert dump(migrated, "--schema-only").count("CREATE FUNCTION api.purge(") == 1
    migrate(migrated)
    assert dump(migrated, "--schema-only") == schema


def test_a_version_adapts_a_private_function_of_the_release_before(migrated: str, tmp_path: Path) -> None:
    schema = dump(migrated, "--schema-only")
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    text = "create or replace function core.quarantine_kept() returns interval language sql immutable return interval '1 day';"
    file = folder / "versions" / "M98_adapts.sql"
    file.write_text(f"-- depends: {VERSIONS[-1]}\nset local role ordak_api;\n{text}")
    assert version_steps.apply_missing(migrated, folder / "versions") == ["M98_adapts"]
    with psycopg.connect(migrated) as connection:
        assert connection.execute("select core.quarantine_kept() = interval '1 day'").fetchone() == (True,)
        may = "select bool_or(has_schema_privilege('ordak_api', n.oid, 'create')) from pg_namespace n where n.nspname = any (%s)"
        assert connection.execute(may, (list(PRIVATE),)).fetchone() == (False,)
    migrate(migrated, folder)
    assert dump(migrated, "--schema-only") == schema


def test_a_function_that_is_outlived_is_dropped_and_comes_again_on_the_way_down(migrated: str) -> None:
    with psycopg.connect(migrated, autocommit=True) as connection:

        def spelled() -> tuple[object, ...] | None:
            return connection.execute("select to_regprocedure('core.spellings()') is not null").fetchone()

        assert spelled() == (False,)
        roll_back(migrated, "M43_spellings")
        assert spelled() == (True,)
        migrate(migrated)
        assert spelled() == (False,)


_CALLED = """create or replace function api.called() returns text language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$ begin perform pg_advisory_xact_lock(1); return {0}(); end $$"""
_SAID = "create or replace function {0}() returns text language sql return '{0}'"


def test_a_call_ends_with_what_it_began_with_when_that_moves_to_another_schema(migrated: str, tmp_path: Path) -> None:
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    called, said = (folder / f"bakery/queue/{name}.sql" for name in ("api/called", "core/said"))
    with psycopg.connect(migrated, autocommit=True) as owner, ThreadPoolExecutor(2) as threads:

        def release(schema: str) -> list[str]:
            called.write_text(_CALLED.format(f"{schema}.said"))
            said.write_text(_SAID.format(f"{schema}.said"))
            return migrate(migrated, folder)

        def call() -> str:
            with psycopg.connect(
                migrated, user="ordak_webhook", options="-c statement_timeout=2min -c lock_timeout=0"
            ) as caller:
                return str(caller.execute("select api.called()").fetchone())

        def there(name: str) -> bool:
            return owner.execute("select to_regproc(%s) is not null", (name,)).fetchone() == (True,)

        release("core")
        owner.execute("grant execute on function api.called to ordak_webhook")
        owner.execute("select pg_advisory_lock(1)")
        waits = "select count(*) from pg_locks where locktype = 'advisory' and objid = 1 and not granted"
        first = threads.submit(call)
        wait_until(lambda: owner.execute(waits).fetchone() == (1,))
        moved = threads.submit(release, "bakery")
        pauses = "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
        wait_until(lambda: moved.done() or owner.execute(pauses).fetchone() == (1,))
        owner.execute("select pg_advisory_unlock(1)")
        assert first.result() == "('core.said',)"
        assert moved.result() == []
        assert call() == "('bakery.said',)"
        assert not there("core.said")


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_a_version_that_has_run_may_not_change(migrated: str, tmp_path: Path, version: str) -> None:
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    schema = dump(migrated)
    with (folder / "versions" / f"{version}.sql").open("a") as file:
        file.write("-- a harmless word\n")
    with pytest.raises(ChangedVersionError, match=version):
        migrate(migrated, folder)
    assert dump(migrated) == schema


def test_a_database_that_ran_the_former_form_of_a_version_goes_on(migrated: str) -> None:
    schema, rows = dump(migrated, "--schema-only"), data(migrated)
    roll_back(migrated, "M36_emails")
    ((version, digest),) = version_steps.FORMER.items()
    with psycopg.connect(migrated) as owner:
        owner.execute("create index scans_ticket on core.scans (store, ticket_id) where ticket_id is not null")
        owner.execute("update core.applied_versions set sha256 = %s where id = %s", (digest, version))
    migrate(migrated)
    assert dump(migrated, "--schema-only") == schema
    assert data(migrated)["stores"] == rows["stores"]


def test_a_version_that_fails_leaves_nothing_and_the_mended_one_runs(migrated: str, tmp_path: Path) -> None:
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    schema = dump(migrated)
    file = folder / "versions" / "M98_broken.sql"
    file.write_text(f"-- depends: {VERSIONS[-1]}\ncreate table core.half (a int);\nselect 1 / 0;\n")
    with pytest.raises(Exception, match="division by zero"):
        migrate(migrated, folder)
    assert dump(migrated) == schema
    file.write_text(f"-- depends: {VERSIONS[-1]}\nselect 1;\n")
    assert migrate(migrated, folder) == ["M98_broken"]


def test_a_function_that_cannot_be_made_leaves_the_old_ones(migrated: str, tmp_path: Path) -> None:
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    schema = dump(migrated)
    (folder / "kernel/work/api/broken.sql").write_text(
        "create function api.broken() returns int language sql return nothing();"
    )
    with pytest.raises(psycopg.errors.UndefinedFunction):
        migrate(migrated, folder)
    assert dump(migrated) == schema


def test_two_migrations_at_once_apply_each_version_once(empty: str) -> None:
    with ThreadPoolExecutor(2) as threads:
        runs = list(threads.map(migrate, [empty, empty]))
    assert sorted(runs, key=len) == [[], VERSIONS]
    with psycopg.connect(empty) as connection:
        rows = connection.execute("select id from core.applied_versions order by id").fetchall()
        assert [row[0] for row in rows] == VERSIONS


def test_the_lock_row_that_a_killed_run_left_stops_nobody(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        connection.execute("insert into yoyo_lock (locked, ctime, pid) values (1, now(), 4242)")
    assert migrate(migrated) == []
    roll_back(migrated, VERSIONS[-1])
    assert migrate(migrated) == VERSIONS[-1:]


@pytest.fixture
def managed() -> Iterator[str]:
    """Return the URL of a managed database's administrator: may make roles and databases, and is no superuser.

    On a server of its own: there the roles are not made yet.
    """
    with server_folder() as folder:
        server = Postgres(folder, major=POSTGRES_MAJOR, durable=False)
        server.start()
        try:
            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute("create role manager login createrole createdb")
            with psycopg.connect(server.url(user="manager"), autocommit=True) as connection:
                connection.execute("create database managed")
            yield server.url("managed", "manager")
        finally:
            server.stop("immediate")


def test_an_administrator_who_is_no_superuser_migrates_up_again_and_down(managed: str) -> None:
    assert migrate(managed) == VERSIONS
    assert migrate(managed) == []
    roll_back(managed, VERSIONS[1])
    assert migrate(managed) == VERSIONS[1:]
    with psycopg.connect(managed.replace("manager@", "ordak_webhook@")) as connection:
        row = connection.execute(
            'select api.get_order_rules(\'{"kind": "service", "id": "webhook"}\', \'bannos\')'
        ).fetchone()
        assert row is not None
        assert row[0]["ok"]
