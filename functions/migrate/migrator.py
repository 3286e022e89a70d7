"""Brings a database to this version: roles, versions, then functions, reference data and access in one transaction."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from yoyo import get_backend, read_migrations
from yoyo.migrations import MigrationList

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_LOCK = 0x0_0DA_4  # one migration at a time, whoever starts it


class ChangedVersionError(Exception):
    """A version that has run is not the file of that name any more."""


@contextmanager
def _alone(url: str) -> Iterator[psycopg.Connection]:
    """A direct connection under the advisory lock that makes a migration the only one."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        yield connection


def _yoyo_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def migrate(url: str, migrations: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing to the database at `url` (a direct connection of its administrator).

    Returns the ids of the versions applied now. Running it again changes nothing.
    """
    with _alone(url) as connection:
        _run(connection, migrations / "roles.sql")
        applied = _apply_versions(url, migrations / "versions")
        _check_and_record(connection, migrations / "versions")
        rebuild(connection, migrations)
    return applied


def _apply_versions(url: str, versions: Path) -> list[str]:
    backend = get_backend(_yoyo_url(url))
    try:
        # yoyo's lock is a row that a killed run leaves behind. The advisory lock is ours, so nobody else holds it.
        backend.break_lock()
        with backend.lock():
            todo = backend.to_apply(read_migrations(str(versions)))
            names = [migration.id for migration in todo]
            backend.apply_migrations(todo)
        return names
    finally:
        backend.connection.close()


def roll_back(url: str, to: str, migrations: Path = MIGRATIONS) -> None:
    """Undo every version from the newest down to and including `to`, with their .rollback.sql."""
    with _alone(url) as connection:
        with connection.transaction():
            _drop_functions(connection)
        backend = get_backend(_yoyo_url(url))
        try:
            backend.break_lock()
            with backend.lock():
                done = backend.to_rollback(read_migrations(str(migrations / "versions")))
                undo = [migration for migration in done if migration.id >= to]
                backend.rollback_migrations(MigrationList(undo))
        finally:
            backend.connection.close()
        if to > "M00_core":
            connection.execute("delete from core.applied_versions where id >= %s", (to,))


def _check_and_record(connection: psycopg.Connection, versions: Path) -> None:
    known: dict[str, str] = dict(connection.execute("select id, sha256 from core.applied_versions").fetchall())
    for file in sorted(versions.glob("M*.sql")):
        if file.name.endswith(".rollback.sql"):
            continue
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if known.setdefault(file.stem, digest) != digest:
            raise ChangedVersionError(f"{file.name} has run and may not change: write a new version")
        connection.execute(
            "insert into core.applied_versions (id, sha256) values (%s, %s) on conflict do nothing",
            (file.stem, digest),
        )


def rebuild(connection: psycopg.Connection, migrations: Path) -> None:
    """Replace every function, the reference data and all access; the old ones serve until it commits."""
    with connection.transaction():
        connection.execute("set local search_path = pg_catalog, pg_temp")
        _drop_functions(connection)
        connection.execute("create schema api authorization ordak_api")
        connection.execute("grant usage, create on schema core to ordak_api")
        connection.execute("set local role ordak_api")
        _run_in_any_order(connection, [*migrations.glob("core/**/*.sql"), *migrations.glob("api/**/*.sql")])
        connection.execute("set local role ordak_owner")
        connection.execute("revoke create on schema core from ordak_api")
        for name in ("faults", "transitions", "permissions"):
            _run(connection, migrations / "reference" / f"{name}.sql")
        connection.execute("reset role")
        _run(connection, migrations / "access.sql")


def _drop_functions(connection: psycopg.Connection) -> None:
    """Everything that ordak_api owns comes out of files, so a file that is gone is a function that is gone."""
    connection.execute("drop schema if exists api cascade")
    rows = connection.execute(
        "select p.oid::regprocedure::text from pg_proc p "
        "where p.pronamespace = 'core'::regnamespace and p.proowner = 'ordak_api'::regrole"
    ).fetchall()
    for (signature,) in rows:
        connection.execute(sql.SQL("drop function if exists {} cascade").format(sql.SQL(signature)))


def _run_in_any_order(connection: psycopg.Connection, files: list[Path]) -> None:
    """Run files that use each other's functions: what is still missing one is tried again after the others."""
    waiting = sorted(files)
    while waiting:
        failed: list[tuple[Path, psycopg.Error]] = []
        for file in waiting:
            try:
                with connection.transaction():
                    _run(connection, file)
            except (psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedObject) as error:
                failed.append((file, error))
        if len(failed) == len(waiting):
            raise failed[0][1]
        waiting = [file for file, _ in failed]


def _run(connection: psycopg.Connection, file: Path) -> None:
    with connection.transaction():
        try:
            connection.execute(file.read_text(encoding="utf-8"))
        except psycopg.Error as error:
            error.add_note(f"in {file.name}")
            raise


def seed_dev(url: str, migrations: Path = MIGRATIONS) -> None:
    """Write the demo data. Calling it says that the database at `url` is a development one."""
    with psycopg.connect(url) as connection:
        connection.execute("select set_config('ordak.environment', 'dev', true)")
        _run(connection, migrations / "seed_dev.sql")
