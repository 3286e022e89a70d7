"""Brings a database to this version: roles, versions, then functions, reference data and access in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

import logins
import version_steps
from function_files import drop, functions, name_of, run, run_in_any_order

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_LOCK = 0x0_0DA_4  # one migration at a time, whoever starts it
REBUILD_TRIES = 10
# How often calls from before the rebuild are looked for, ten times a second: longer than any login's statement_timeout.
CALL_LOOKS = 300
# The folders of a subject whose files use each other; types come before them, once.
_MADE = ("core", "api", "views")
_OF_ENVIRONMENT = """
insert into core.environment (name) values (%s)
on conflict (only_one) do update set name = excluded.name where environment.name <> excluded.name
"""
_CALLS = """
select l.pid, l.virtualtransaction from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a using (pid)
where l.locktype = 'virtualxid' and a.datname = pg_catalog.current_database()
  and a.usename in (select pg_catalog.unnest(p.logins) from core.permissions p)
"""

# Functions that a version made and a later one calls outlived: releases before call them.
_OUTLIVED = """
select p.oid::regprocedure::text from pg_catalog.pg_proc p
where p.proowner = 'ordak_owner'::regrole and pg_catalog.obj_description(p.oid, 'pg_proc') = 'outlived'
"""


class ChangedVersionError(Exception):
    """A version that has run is not the file of that name any more."""


@contextmanager
def alone(url: str) -> Iterator[psycopg.Connection]:
    """A direct connection under the advisory lock that makes a migration the only one."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        yield connection


def migrate(url: str, migrations: Path = MIGRATIONS, environment: str | None = None) -> list[str]:
    """Apply what is missing to the database at `url` (a direct connection of its administrator).

    Returns the ids of the versions applied now. Running it again changes nothing. `environment` is what the database
    is of, dev say; without one, what is known of that stays.
    """
    with alone(url) as connection:
        found = logins.changed(connection)
        run(connection, migrations / "roles.sql")
        _check(connection, migrations / "versions")
        applied = version_steps.apply_missing(url, migrations / "versions")
        rebuild(connection, migrations)
        logins.keep(connection, found)
        if environment is not None:
            connection.execute(_OF_ENVIRONMENT, (environment,))
    return applied


def roll_back(url: str, to: str, migrations: Path = MIGRATIONS) -> None:
    """Undo every version from the newest down to and including `to`, with their .rollback.sql, whatever is lost."""
    versions = migrations / "versions"
    with alone(url) as connection:
        with connection.transaction():
            drop_functions(connection)
        version_steps.undo(url, versions, [name for name in version_steps.ran(connection) if name >= to])


def _check(connection: psycopg.Connection, versions: Path) -> None:
    """Refuse to go on from a version that is not the file of its name any more."""
    if connection.execute("select to_regclass('core.applied_versions')").fetchone() == (None,):
        return
    known = connection.execute("select id, sha256 from core.applied_versions").fetchall()
    files = version_steps.checksums(versions)
    for name, digest in known:
        if not version_steps.is_same(name, digest, files):
            raise ChangedVersionError(f"{name} has run and may not change: write a new version")


def rebuild(connection: psycopg.Connection, migrations: Path) -> None:
    """Bring every function, the reference data and all access to what the files say, in one transaction.

    Traffic goes on: a function that is there is replaced in place, and no table is locked unless its policies change.
    Functions that have no file any more, or are outlived, are dropped afterwards, when no call can still use them.
    """
    gone: list[str] = []
    for patience in range(REBUILD_TRIES, 0, -1):
        try:
            with connection.transaction():
                connection.execute("set local search_path = pg_catalog, pg_temp")
                connection.execute("set local lock_timeout = '2s'")
                gone = _rebuild(connection, migrations)
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            if patience == 1:
                raise
        else:
            break
    if gone:
        _wait_for_calls(connection)
        with connection.transaction():
            drop(connection, gone)


def _rebuild(connection: psycopg.Connection, migrations: Path) -> list[str]:
    """Make everything anew; return the functions that are left to be dropped."""
    before = functions(connection)
    ours = _schemas(connection)
    connection.execute("create schema if not exists api")
    connection.execute("alter schema api owner to ordak_api")
    connection.execute(sql.SQL("grant usage, create on schema {} to ordak_api").format(ours))
    connection.execute("set local role ordak_api")
    _drop_types(connection)
    run_in_any_order(connection, sorted(migrations.glob("**/types/*.sql")))
    run_in_any_order(connection, [file for kind in _MADE for file in sorted(migrations.glob(f"**/{kind}/*.sql"))])
    # A file that is gone is a function that is gone.
    now = functions(connection)
    gone = [signature for signature, version in now.items() if before.get(signature) == version]
    made = {name_of(signature) for signature in now.keys() - gone}
    # One whose name has another signature goes at once: a call may fit both.
    drop(connection, [signature for signature in gone if name_of(signature) in made])
    connection.execute("set local role ordak_owner")
    connection.execute(sql.SQL("revoke create on schema {} from ordak_api").format(ours))
    for name in (
        "faults",
        "transitions",
        "moves",
        "permissions",
        "service_permissions",
        "services",
        "live_messages",
        "run_kinds",
        "holidays",
        "retention",
        "personal_columns",
    ):
        run(connection, migrations / "reference" / f"{name}.sql")
    connection.execute("reset role")
    for name in ("protect", "access"):
        run(connection, migrations / f"{name}.sql")
    outlived = [signature for (signature,) in connection.execute(_OUTLIVED).fetchall()]
    return [signature for signature in gone if name_of(signature) not in made] + outlived


def _wait_for_calls(connection: psycopg.Connection) -> None:
    """Wait until the calls that run now have ended: PL/pgSQL looks up what it calls by name, when it calls it."""
    running = connection.execute(_CALLS).fetchall()
    for _ in range(CALL_LOOKS):
        still = connection.execute(_CALLS).fetchall()
        running = [call for call in running if call in still]
        if not running:
            return
        connection.execute("select pg_catalog.pg_sleep(0.1)")


def _schemas(connection: psycopg.Connection) -> sql.Composed:
    """Name the schemas of private functions: those that versions have made."""
    rows = connection.execute(
        "select n.nspname from pg_catalog.pg_namespace n where n.nspowner = 'ordak_owner'::regrole order by 1"
    ).fetchall()
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)


def _drop_types(connection: psycopg.Connection) -> None:
    """Drop views, whose readers wait, and the shapes of answers, of which only comments and the generator speak."""
    rows = connection.execute(
        "select t.oid::regtype::text, c.relkind = 'v' from pg_catalog.pg_type t "
        "join pg_catalog.pg_class c on c.oid = t.typrelid "
        "where t.typnamespace = 'api'::regnamespace and c.relkind in ('c', 'v')"
    ).fetchall()
    for name, is_view in rows:
        kind = sql.SQL("view" if is_view else "type")
        connection.execute(sql.SQL("drop {} {} cascade").format(kind, sql.SQL(name)))


def drop_functions(connection: psycopg.Connection) -> None:
    """Drop whatever the rebuild makes, so that the tables under it can go."""
    connection.execute("drop schema if exists api cascade")
    drop(connection, functions(connection))
    if connection.execute("select to_regclass('core.faults')").fetchone() != (None,):
        # A release adds its own and deletes none: one that no event names goes with the release that brought it.
        connection.execute("set local role ordak_owner")
        connection.execute(
            "delete from core.faults f where not exists (select from core.order_events e where e.code = f.code)"
        )
        connection.execute("reset role")


def seed_dev(url: str, migrations: Path = MIGRATIONS) -> None:
    """Write the demo data. Calling it says that the database at `url` is a development one."""
    with psycopg.connect(url) as connection:
        connection.execute("select set_config('ordak.environment', 'dev', true)")
        run(connection, migrations / "seed_dev.sql")
