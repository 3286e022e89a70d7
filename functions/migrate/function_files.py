"""The files that make functions, run in whatever order they need each other, and the functions that they have made."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

# How often all files are run: what is in the way is dropped after the first time, and may have hidden more.
MOST_PASSES = 5
# The function of before has another answer, other names of arguments, or other arguments.
_IS_IN_THE_WAY = (psycopg.errors.InvalidFunctionDefinition, psycopg.errors.AmbiguousFunction)


def run_in_any_order(connection: psycopg.Connection, files: list[Path]) -> None:
    """Run files that use each other's functions: one that lacks another, or finds an older one, waits for the rest."""
    waiting, passes = files, 1
    while waiting:
        failed = [(file, error) for file in waiting if (error := _fault(connection, file)) is not None]
        old = {file.stem for file, error in failed if isinstance(error, _IS_IN_THE_WAY)}
        if (old and passes == MOST_PASSES) or (not old and len(failed) == len(waiting)):
            raise failed[0][1]
        if old:
            # With each goes all that is made of it, and all come again.
            _drop_old(connection, old)
            waiting, passes = files, passes + 1
        else:
            waiting = [file for file, _ in failed]


def functions(connection: psycopg.Connection) -> dict[str, str]:
    """Every function that ordak_api owns, with the version of its row: it changes when the function is replaced."""
    rows = connection.execute(
        "select p.oid::regprocedure::text, p.xmin::text from pg_catalog.pg_proc p "
        "where p.proowner = 'ordak_api'::regrole"
    ).fetchall()
    return dict(rows)


def name_of(signature: str) -> str:
    """Return a function's name, with its schema."""
    return signature.partition("(")[0]


def drop(connection: psycopg.Connection, signatures: Iterable[str]) -> None:
    """Drop functions, with all that is made of them."""
    for signature in signatures:
        # One made of another has gone with that.
        connection.execute(sql.SQL("drop function if exists {} cascade").format(sql.SQL(signature)))


def run(connection: psycopg.Connection, file: Path) -> None:
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


def _fault(connection: psycopg.Connection, file: Path) -> psycopg.Error | None:
    try:
        run(connection, file)
    except psycopg.ProgrammingError as error:
        return error
    return None


def _drop_old(connection: psycopg.Connection, names: Collection[str]) -> None:
    """Drop the functions of these names, and those that are there with two signatures."""
    found = functions(connection)
    signatures = Counter(map(name_of, found))
    drop(
        connection,
        [each for each in found if signatures[name_of(each)] > 1 or name_of(each).rpartition(".")[2] in names],
    )
