"""Whom a migration keeps waiting: the locks on tables that were there before, looked at again and again."""

import threading
import time
from types import TracebackType
from typing import Any, Self

import psycopg

EVERY_SECONDS = 0.02
_TABLES = """
select array_agg(c.oid) from pg_class c
where c.relnamespace = to_regnamespace('core') and c.relkind in ('r', 'p', 'i', 'I')
"""
# How many versions are done, and each transaction whose locks stop whoever writes, perhaps whoever reads as well.
_DONE = "select count(*) from public._yoyo_migration"
_HELD = """
select d.done, l.virtualtransaction, coalesce(l.stops_readers, false)
from (select count(*) from public._yoyo_migration) d (done)
left join (
  select virtualtransaction, bool_or(mode = 'AccessExclusiveLock') as stops_readers from pg_locks
  where locktype = 'relation' and granted and relation = any (%s)
    and database = (select oid from pg_database where datname = current_database())
    and mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
  group by virtualtransaction) l on true
"""


class Held:
    """From when to when a transaction kept somebody waiting, and after how many versions it was."""

    def __init__(self, done: int, now: float) -> None:
        self.done, self.first, self.last = done, now, now


class Watch(threading.Thread):
    """Looks for as long as its block runs. Versions are counted from the first that is applied meanwhile."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._connection = psycopg.connect(url, autocommit=True)
        self._over = threading.Event()
        self._held: dict[tuple[str, bool], Held] = {}
        self._reached: dict[int, float] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._over.set()
        self.join()
        self._connection.close()

    def run(self) -> None:
        """Look until the block is over."""
        tables, (before,) = self._ask(_TABLES)[0], self._ask(_DONE)[0]
        over, done, now = False, 0, 0.0
        while not over:
            over = self._over.wait(EVERY_SECONDS)
            held, now = self._ask(_HELD, *tables), time.perf_counter()
            done = held[0][0] - before
            self._reached.setdefault(done, now)
            for _, transaction, stops_readers in held:
                for reads in {stops_readers, False} if transaction else ():
                    self._held.setdefault((transaction, reads), Held(done, now)).last = now
        self._reached[done + 1] = now

    def took(self, done: int) -> float:
        """Return for how many seconds so many versions were done."""
        return self._since(done + 1) - self._since(done)

    def waited(self, done: int) -> tuple[float, float]:
        """Return for how many seconds readers, and writers, waited at the most when so many versions were done."""
        readers, writers = (
            max(
                (one.last - one.first for (_, reads), one in self._held.items() if (one.done, reads) == (done, of)),
                default=0.0,
            )
            for of in (True, False)
        )
        return readers, writers

    def _since(self, done: int) -> float:
        return min(at for versions, at in self._reached.items() if versions >= done)

    def _ask(self, query: str, *values: object) -> list[Any]:
        return self._connection.execute(query.encode(), values).fetchall()
