"""Postgres: the one module that knows psycopg. One call is one statement on an autocommit connection."""

import math
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import Any, cast

import psycopg
from psycopg import pq, sql
from psycopg.abc import RV, PQGen
from psycopg.types.json import Jsonb

from ordak import settings
from ordak.contract.json_value import JsonValue

# Class 08 (connection), 57P (shutdown, killed): a server that is going or gone. 53300: no connection left.
_AWAY = ("08", "57P", "53300")
_TOO_LONG = "57014"
# How PgBouncer refuses at once what comes after an outage, in which a login failed: Postgres never saw it.
_NOT_PASSED_ON = "(server_login_retry)"


class DatabaseError(Exception):
    """A statement that failed. Carries the SQLSTATE and never a value: Postgres quotes values in its messages."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(sqlstate or "no answer")
        self.sqlstate = sqlstate

    @property
    def unreachable(self) -> bool:
        """No server answered, so nothing can be written anywhere in it."""
        return self.sqlstate is None or self.sqlstate.startswith(_AWAY)

    @property
    def timed_out(self) -> bool:
        """Postgres gave the statement up for its login's statement_timeout: less may be done in time."""
        return self.sqlstate == _TOO_LONG


class _Connection(psycopg.Connection):
    """A connection that waits for an answer `patience` seconds and no longer."""

    patience = settings.USUAL_PATIENCE

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.OperationalError as error:
            if error.sqlstate is None:  # nobody answered, in time or at all: whatever comes later is not for us
                self.close()
            raise


class Database:
    """One connection for one execution environment: opened at the first call, opened anew when found dead."""

    IDLE_SECONDS = 5.0  # after which a connection has to prove that it still reaches Postgres
    READY_SECONDS = 1.5  # for that proof: with a second try it must fit into Shopify's five seconds
    RETRY_SECONDS = 0.05  # between two questions to a pooler that remembers an outage

    def __init__(self, url: Callable[[], str], patience: float = settings.USUAL_PATIENCE) -> None:
        self._url = url  # asked at each connection: a password may have been rotated
        self._patience = (
            patience  # for one answer; a little longer than Postgres tries, so that it says what became of it
        )
        self._until = math.inf
        self._connection: _Connection | None = None
        self._used = 0.0

    def call(self, function: str, **arguments: object) -> dict[str, Any]:
        """Run `select api.<function>(p_<name> => …)` and return its JSON answer. Mappings and lists go as jsonb."""
        statement = sql.SQL("select api.{}({})").format(
            sql.Identifier(function),
            sql.SQL(", ").join(
                sql.SQL("{} => {}").format(sql.Identifier("p_" + name), sql.Placeholder(name)) for name in arguments
            ),
        )
        values = {name: _adapt(value) for name, value in arguments.items()}
        try:
            row = self._execute(statement, values).fetchone()
        except psycopg.Error as error:
            if self._connection is not None and self._connection.broken:
                self._connection = None
            raise DatabaseError(error.sqlstate) from None
        self._used = time.monotonic()
        return cast("dict[str, Any]", row[0] if row else None)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let all that the block asks take no longer than this together, for whoever called waits no longer."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = math.inf

    def ping(self) -> float:
        """Make one round trip to Postgres and back; return its milliseconds."""
        try:
            connection = self._alive()
            connection.patience = self._patience
            started = time.perf_counter()
            connection.execute("select 1")
        except psycopg.Error as error:
            raise DatabaseError(error.sqlstate) from None
        return round((time.perf_counter() - started) * 1000, 2)

    def _execute(self, statement: sql.Composed, values: dict[str, Any]) -> psycopg.Cursor[Any]:
        """Run a statement once: what fails after it was sent may have been done, and is not sent again."""
        started = time.monotonic()
        while True:
            try:
                connection = self._alive()
                connection.patience = self._at_most(self._patience)
                return connection.execute(statement, values)
            except psycopg.OperationalError as error:
                remembered = _NOT_PASSED_ON in (error.diag.message_primary or "")
                if not remembered or time.monotonic() - started > self.READY_SECONDS:
                    raise
            # The pooler logs in anew behind such a refusal, and refuses until that is done.
            self._close()
            time.sleep(self.RETRY_SECONDS)

    def _alive(self) -> _Connection:
        """Return a connection that has just worked. One that has not is tried, and replaced once."""
        if self._connection is not None and time.monotonic() - self._used < self.IDLE_SECONDS:
            if not _hung_up(self._connection):
                return self._connection
            self._close()
        started = time.monotonic()
        try:
            return self._proven()
        except psycopg.OperationalError:
            self._close()
            if time.monotonic() - started > self.READY_SECONDS:
                raise
            # Killed while idle.
            return self._proven()

    def _proven(self) -> _Connection:
        patience = self._at_most(self.READY_SECONDS)
        if self._connection is None:
            # A transaction pooler keeps no session: no prepared statements, no session settings.
            self._connection = _Connection.connect(
                self._url(), autocommit=True, prepare_threshold=None, connect_timeout=2, application_name="ordak"
            )
        self._connection.patience = patience
        self._connection.execute("select 1")
        return self._connection

    def _at_most(self, seconds: float) -> float:
        """Return for how long to wait, if not longer than this; with no time left nothing is sent."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise psycopg.OperationalError("no time left")
        return min(seconds, left)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _adapt(value: object) -> object:
    if isinstance(value, JsonValue):
        return Jsonb(value.value)
    if isinstance(value, float):
        return Decimal(repr(value))  # no function of ours takes a binary fraction
    return Jsonb(value) if isinstance(value, dict | list) else value


def _hung_up(connection: psycopg.Connection) -> bool:
    """Whether the other side has closed an idle connection: its socket is readable though nothing was asked."""
    if connection.closed:
        return True
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    if not readable:
        return False
    try:
        connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return True
    return connection.pgconn.status != pq.ConnStatus.OK


@cache
def database() -> Database:
    """The connection of this execution environment."""
    return Database(settings.database_url, settings.database_patience())
