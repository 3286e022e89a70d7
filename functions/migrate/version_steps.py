"""One version up or down: its SQL and the note of it are one transaction: a killed run leaves both or neither."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import psycopg
from yoyo import get_backend, read_migrations

_SCHEMAS = """
select quote_ident(n.nspname) from pg_catalog.pg_namespace n where n.nspowner = to_regrole('ordak_owner') order by 1
"""

# What a version was before it was written anew: a database that ran it goes on, later versions make up for it.
FORMER = {"M35_personal_columns": "d8ee681fd8fba5e49bdaa9699255475fa2ba57ef5c289113044b434230764dc2"}

type Direction = Literal["apply", "rollback"]
type Backend = Any  # yoyo has no types


def apply_missing(url: str, versions: Path) -> list[str]:
    """Apply what has not run, and name it."""
    with _backend(url) as backend:
        todo = list(backend.to_apply(read_migrations(str(versions))))
        for version in todo:
            _step(backend, version, "apply", versions)
        return [version.id for version in todo]


def ran(connection: psycopg.Connection) -> list[str]:
    """Name the versions that have run, the newest first: also those of a newer release."""
    if connection.execute("select to_regclass('_yoyo_migration')").fetchone() == (None,):
        return []
    return [
        name for (name,) in connection.execute("select migration_id from _yoyo_migration order by 1 desc").fetchall()
    ]


def undo(url: str, versions: Path, names: Iterable[str]) -> None:
    """Undo versions that have run, the newest first, one after the other."""
    with _backend(url) as backend:
        found = {version.id: version for version in read_migrations(str(versions))}
        for name in sorted(names, reverse=True):
            _step(backend, found[name], "rollback", versions)


def checksums(versions: Path) -> dict[str, str]:
    """Return what each version's file is today."""
    files = [file for file in sorted(versions.glob("M*.sql")) if not file.name.endswith(".rollback.sql")]
    return {file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def is_same(name: str, ran_as: str, files: dict[str, str]) -> bool:
    """Whether a version that has run is the file of its name, or leads to the same."""
    return ran_as in {files.get(name, ran_as), FORMER.get(name)}


def _step(backend: Backend, version: Any, direction: Direction, versions: Path) -> None:
    """Run a version's SQL. yoyo by itself notes it in a second transaction, on another connection."""
    with backend.transaction():
        if direction == "rollback":
            backend.execute("delete from core.applied_versions where id = :id", {"id": version.id})
        # A version may adapt functions of the release before, in the schemas where ordak_api else makes none.
        schemas = [name for (name,) in backend.execute(_SCHEMAS).fetchall()] if direction == "apply" else []
        for name in schemas:
            backend.execute(f"grant create on schema {name} to ordak_api")
        version.process_steps(backend, direction)  # within a transaction it makes a savepoint
        backend.execute("reset role")  # which the SQL has set until the transaction ends
        for name in schemas:
            backend.execute(f"revoke create on schema {name} from ordak_api")
        backend.log_migration(version, direction)
        if direction == "rollback":
            backend.unmark_one(version, log=False)
            return
        backend.mark_one(version, log=False)
        backend.execute(
            "insert into core.applied_versions (id, sha256) values (:id, :sha256) "
            "on conflict (id) do update set sha256 = excluded.sha256",
            {"id": version.id, "sha256": checksums(versions)[version.id]},
        )


@contextmanager
def _backend(url: str) -> Iterator[Backend]:
    backend = get_backend(url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        # yoyo's lock is a row that a killed run leaves behind. The advisory lock is ours, so nobody else holds it.
        backend.break_lock()
        with backend.lock():
            backend.ensure_internal_schema_updated()
            yield backend
    finally:
        backend.connection.close()
