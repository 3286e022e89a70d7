"""Brings a database to this version: roles, versions, then functions, reference data and access in one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

import logins
import version_steps

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
        _run(connection, migrations / "roles.sql")
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
        if files.get(name, digest) != digest:
            raise ChangedVersionError(f"{name} has run and may not change: write a new version")


def rebuild(connection: psycopg.Connection, migrations: Path) -> None:
    """Bring every function, the reference data and all access to what the files say, in one transaction.

    Traffic goes on: a function that is there is replaced in place, and no table is locked unless its policies change.
    Functions that have no file any more are dropped afterwards, when no call can still use them.
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
            _drop(connection, gone)


def _rebuild(connection: psycopg.Connection, migrations: Path) -> list[str]:
    """Make everything anew; return the functions that are left to be dropped."""
    before = _functions(connection)
    ours = _schemas(connection)
    connection.execute("create schema if not exists api")
    connection.execute("alter schema api owner to ordak_api")
    connection.execute(sql.SQL("grant usage, create on schema {} to ordak_api").format(ours))
    connection.execute("set local role ordak_api")
    _drop_types(connection)
    _run_in_any_order(connection, sorted(migrations.glob("**/types/*.sql")))
    _run_in_any_order(connection, [file for kind in _MADE for file in sorted(migrations.glob(f"**/{kind}/*.sql"))])
    # A file that is gone is a function that is gone.
    now = _functions(connection)
    gone = [signature for signature, version in now.items() if before.get(signature) == version]
    made = {_name(signature) for signature in now.keys() - gone}
    # One whose name has another signature goes at once: a call may fit both.
    _drop(connection, [signature for signature in gone if _name(signature) in made])
    connection.execute("set local role ordak_owner")
    connection.execute(sql.SQL("revoke create on schema {} from ordak_api").format(ours))
    for name in (
        "faults",
        "transitions",
        "moves",
        "permissions",
        "live_messages",
        "run_kinds",
        "holidays",
        "retention",
        "personal_columns",
    ):
        _run(connection, migrations / "reference" / f"{name}.sql")
    connection.execute("reset role")
    _run(connection, migrations / "access.sql")
    return [signature for signature in gone if _name(signature) not in made]


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


def _functions(connection: psycopg.Connection) -> dict[str, str]:
    """Every function that ordak_api owns, with the version of its row: it changes when the function is replaced."""
    rows = connection.execute(
        "select p.oid::regprocedure::text, p.xmin::text from pg_catalog.pg_proc p "
        "where p.proowner = 'ordak_api'::regrole"
    ).fetchall()
    return dict(rows)


def _name(signature: str) -> str:
    """Return a function's name, with its schema."""
    return signature.partition("(")[0]


def _drop(connection: psycopg.Connection, signatures: Iterable[str]) -> None:
    for signature in signatures:
        # One made of another has gone with that.
        connection.execute(sql.SQL("drop function if exists {} cascade").format(sql.SQL(signature)))


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
    _drop(connection, _functions(connection))


def _run_in_any_order(connection: psycopg.Connection, files: list[Path]) -> None:
    """Run files that use each other's functions: what still misses one is tried again after the others."""
    waiting = files
    while waiting:
        failed: list[tuple[Path, psycopg.Error]] = []
        for file in waiting:
            try:
                _run(connection, file)
            except (psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedObject) as error:
                failed.append((file, error))
            except psycopg.errors.InvalidFunctionDefinition:
                # Its answer or an argument's name has changed: it goes, with all made of it, and all come again.
                _drop_named(connection, file.stem)
                _run_in_any_order(connection, files)
                return
        if len(failed) == len(waiting):
            raise failed[0][1]
        waiting = [file for file, _ in failed]


def _drop_named(connection: psycopg.Connection, name: str) -> None:
    _drop(connection, [each for each in _functions(connection) if _name(each).rpartition(".")[2] == name])


def _run(connection: psycopg.Connection, file: Path) -> None:
    """Run all statements of a file or none, in one round trip: there are hundreds of files."""
    within = connection.info.transaction_status is TransactionStatus.INTRANS
    begin, end, undo = (
        (b"savepoint f", b"release f", "rollback to f; release f") if within else (b"begin", b"commit", "rollback")
    )
    try:
        connection.execute(b"%b;\n%b\n;%b" % (begin, file.read_bytes(), end))
    except psycopg.Error as error:
        error.add_note(f"in {file.name}")
        if not connection.broken:
            connection.execute(undo)
        raise


def seed_dev(url: str, migrations: Path = MIGRATIONS) -> None:
    """Write the demo data. Calling it says that the database at `url` is a development one."""
    with psycopg.connect(url) as connection:
        connection.execute("select set_config('ordak.environment', 'dev', true)")
        _run(connection, migrations / "seed_dev.sql")
