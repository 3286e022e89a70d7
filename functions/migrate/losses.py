"""What undoing versions would lose: each is undone in a trial, and what is there before and after is compared."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

# Written by the migration itself, at every one.
REMADE = {
    "core.statuses",
    "core.moves",
    "core.live_messages",
    "core.run_kinds",
    "core.retention",
    "core.holidays",
    "core.personal_columns",
    "core.login_settings",
    "core.environment",
    "core.applied_versions",
}
# Rows that a version brings: with it they come again.
BROUGHT = {"core.organisations": "organisation = 'house'"}
_TABLES = """
select c.oid::int8, c.oid::regclass::text
from pg_catalog.pg_class c
where c.relnamespace = to_regnamespace('core') and c.relkind in ('r', 'p') and not c.relispartition
"""
_COLUMNS = """
select a.attrelid::int8, a.attname::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.atttypid::int8, a.atttypmod
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relnamespace = to_regnamespace('core') and c.relkind in ('r', 'p') and not c.relispartition
  and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
"""
# Counted by the server as the statements run, so whatever a step changes, it is seen; but for emptying a table, which
# takes its file away.
_CHANGED = """
select c.oid::regclass::text, pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
  + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid), pg_catalog.pg_relation_size(c.oid) > 0
from pg_catalog.pg_class c where c.relnamespace = to_regnamespace('core') and c.relkind = 'r'
"""


class Loss(NamedTuple):
    """Rows of a table that goes, values of a column that goes (but for its default), or what changes of either."""

    version: str
    what: str
    amount: int

    def __str__(self) -> str:
        return f"{self.version}: {self.amount} {self.what}"


class _Column(NamedTuple):
    usual: str | None  # the expression of its default
    type: tuple[int, int]


class _Schema(NamedTuple):
    tables: Mapping[int, str]
    columns: Mapping[tuple[int, str], _Column]


class _Touched(NamedTuple):
    rows: int
    filled: bool


def of(connection: psycopg.Connection, versions: Path, names: Iterable[str]) -> list[Loss]:
    """Count what undoing `names`, the newest first, would lose; leaves everything as it is."""
    found: list[Loss] = []
    with connection.transaction(force_rollback=True):
        for name in names:
            script = (versions / f"{name}.rollback.sql").read_bytes()
            found += [Loss(name, what, count) for what, count in _lost(connection, script) if count]
            _undo(connection, script)
    return found


def _lost(connection: psycopg.Connection, script: bytes) -> Iterator[tuple[str, int]]:
    before = _schema(connection)
    with connection.transaction(force_rollback=True):
        untouched = _touched(connection)
        _undo(connection, script)
        touched = _touched(connection)
        after = _schema(connection)
    for relation, table in before.tables.items():
        if table not in REMADE and relation not in after.tables:
            brought = sql.SQL(BROUGHT.get(table, "false"))
            yield f"rows of {table}", _count(connection, table, sql.SQL("not ({})").format(brought))
    for (relation, name), column in before.columns.items():
        table, left = before.tables[relation], after.columns.get((relation, name))
        if table in REMADE or relation not in after.tables or (left is not None and left.type == column.type):
            continue
        how = "" if left is None else " converted"
        yield f"values of {table}.{name}{how}", _count(connection, table, _is_a_value(name, column.usual))
    for table, now in touched.items():
        then = untouched.get(table, _Touched(0, filled=False))
        if table in REMADE:
            continue
        yield f"rows of {table} changed", now.rows - then.rows
        if then.filled and not now.filled:
            yield f"rows of {table} emptied", _count(connection, table, sql.SQL("true"))


def _schema(connection: psycopg.Connection) -> _Schema:
    rows = connection.execute(_COLUMNS).fetchall()
    columns = {(of, name): _Column(usual, (kind, more)) for of, name, usual, kind, more in rows}
    return _Schema(dict(connection.execute(_TABLES).fetchall()), columns)


def _touched(connection: psycopg.Connection) -> dict[str, _Touched]:
    return {name: _Touched(rows, filled) for name, rows, filled in connection.execute(_CHANGED).fetchall()}


def _is_a_value(column: str, usual: str | None) -> sql.Composed:
    name = sql.Identifier(column)
    if usual is None:
        return sql.SQL("{} is not null").format(name)
    # As text: not every type can be compared.
    return sql.SQL("{0} is not null and {0}::text is distinct from ({1})::text").format(name, sql.SQL(usual))


def _count(connection: psycopg.Connection, table: str, condition: sql.Composable) -> int:
    """Count as the owner, whom a policy lets see every row; an administrator need not be a superuser."""
    with connection.transaction(force_rollback=True):
        connection.execute("set local role ordak_owner")
        query = sql.SQL("select count(*) from {} where {}").format(sql.SQL(table), condition)
        row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _undo(connection: psycopg.Connection, script: bytes) -> None:
    connection.execute(script)
    connection.execute("reset role")
