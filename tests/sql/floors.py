"""Floors that tests borrow one after another: a clone keeps its backends, with what they have planned, and is put back as it was.

A new clone and its backends cost 300 ms of CPU: each plans anew what a test calls. To put one back takes a twentieth of that.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from local.servers.postgres import Postgres
from tests.sql.floor import Floor

# Bytes of the tables that a test filled, dead rows included: beyond that a new clone is cheaper.
LARGEST = 2**20
# Whatever a statement that defines or grants something leaves a row in, of this database alone. Not the planner's figures, in
# pg_statistic: autovacuum brings them whenever it likes.
CATALOG = (
    "pg_class",
    "pg_attribute",
    "pg_attrdef",
    "pg_proc",
    "pg_type",
    "pg_enum",
    "pg_constraint",
    "pg_index",
    "pg_inherits",
    "pg_trigger",
    "pg_policy",
    "pg_rewrite",
    "pg_namespace",
    "pg_event_trigger",
    "pg_statistic_ext",
    "pg_default_acl",
    "pg_largeobject_metadata",
)
_TABLES = """
select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind,
  (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'S') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
order by 1
"""
_SESSION = "reset role; reset session authorization; reset all; unlisten *; select pg_advisory_unlock_all()"
_STRANGERS = """
select pg_terminate_backend(a.pid, 10000) from pg_stat_activity a
where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> all (%s)
"""


class Lent:
    """A floor, and what it was when it was new."""

    def __init__(self, owner_url: str) -> None:
        self.floor = Floor(owner_url)
        # A session of its own: to change its role in replication takes a session's plans away.
        self._keeper = psycopg.connect(owner_url, autocommit=True, options="-c session_replication_role=replica")
        found = self._keeper.execute(_TABLES.encode()).fetchall()
        self._undo = {
            name: self._sequence(name) if kind == "S" else self._table(name, columns) for name, kind, columns in found
        }
        digests = {name: _digest(name, kind) for name, kind, *_ in found}
        digests |= {each: _written(each) for each in CATALOG} | {"the database": _OF_DATABASE}
        self._names, self._digests = list(digests), f"array[{', '.join(digests.values())}]"
        self._new = self._read(self._digests)

    def put_back(self) -> bool:
        """Make the database and each session what they were; False if that cannot be."""
        sessions = self.floor.connections()
        if any(each.closed or each.info.transaction_status is not TransactionStatus.IDLE for each in sessions):
            return False
        for session in sessions:
            session.execute(_SESSION)
        pids = [each.info.backend_pid for each in (*sessions, self._keeper)]
        self._keeper.execute(_STRANGERS, [pids])
        changed = self.changed()
        if not changed <= self._undo.keys():
            return False
        if changed:
            sizes = ", ".join(f"pg_relation_size('{name}')" for name in sorted(changed))
            if sum(self._read(f"array[{sizes}]")) > LARGEST:
                return False
            self._keeper.execute("; ".join(self._undo[name] for name in sorted(changed)).encode())
        self.floor.begin_numbers()
        return True

    def changed(self) -> set[str]:
        """Name the tables, sequences and catalogs that are not what they were."""
        now = self._read(self._digests)
        return {name for name, was, found in zip(self._names, self._new, now, strict=True) if was != found}

    def close(self) -> None:
        """Close every connection."""
        self._keeper.close()
        self.floor.close()

    def _read(self, expression: str) -> Any:
        row = self._keeper.execute(f"select {expression}".encode(), prepare=True).fetchone()
        assert row is not None
        return row[0]

    def _table(self, name: str, columns: str) -> str:
        rows = self._read(f"(select jsonb_agg(t)::text from only {name} t)")
        if rows is None:
            return f"delete from only {name}"
        text = sql.Literal(rows).as_string(self._keeper)
        return (
            f"delete from only {name}; insert into {name} ({columns}) overriding system value "
            f"select {columns} from jsonb_populate_recordset(null::{name}, {text})"
        )

    def _sequence(self, name: str) -> str:
        row = self._keeper.execute(f"select last_value, is_called from {name}".encode()).fetchone()
        assert row is not None
        return f"select setval('{name}', {row[0]}, {row[1]})"


class Floors:
    """Clones of a template that are not lent at present, for as many tests at once as ask for one."""

    def __init__(self, postgres: Postgres, template: str, numbers: Iterator[int]) -> None:
        self._postgres, self._template, self._numbers = postgres, template, numbers
        self._idle: list[tuple[str, Lent]] = []

    @contextmanager
    def lend(self) -> Iterator[Floor]:
        """Lend a floor that is as a new one."""
        name, lent = self._idle.pop() if self._idle else self._make()
        try:
            yield lent.floor
        finally:
            kept = False
            with suppress(psycopg.Error):
                kept = lent.put_back()
            if kept:
                self._idle.append((name, lent))
            else:
                lent.close()
                self._postgres.drop_database(name)

    def close(self) -> None:
        """Drop those that are idle."""
        for name, lent in self._idle:
            lent.close()
            self._postgres.drop_database(name)
        self._idle.clear()

    def _make(self) -> tuple[str, Lent]:
        name = f"floor_{next(self._numbers)}"
        return name, Lent(self._postgres.create_database(name, self._template))


# What is granted on the database, and what roles are set to in it.
_OF_DATABASE = """
(select concat(d.datacl, (select string_agg(s::text, '') from pg_db_role_setting s where s.setdatabase = d.oid))
 from pg_database d where d.datname = current_database())"""


def _digest(name: str, kind: str) -> str:
    if kind == "S":
        return f"(select (s.last_value, s.is_called)::text from {name} s)"
    return f"(select sum(hashtextextended(t::text, 0))::text from only {name} t)"


def _written(catalog: str) -> str:
    return f"(select concat(count(*), ' ', max(c.xmin::text::bigint)) from {catalog} c)"
