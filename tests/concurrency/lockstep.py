"""Sessions that are stopped at their locks: each step is seen in pg_stat_activity before the next is made."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import psycopg

from tests.sql.floor import SERVICES, Floor, Json, actor, call

PATIENCE = 60.0  # seconds until a step that does not come is a failure, on the slowest of machines
PAUSE = 0.002  # seconds between two questions: without them the server is busy with answers alone


class Session:
    """A login's connection with a thread of its own, so that it can wait for a lock while the test goes on."""

    def __init__(self, floor: Floor, login: str) -> None:
        self._floor = floor
        self._actor = actor(name if (name := login.removeprefix("ordak_")) in SERVICES - {"rpc"} else "supervisor")
        self._connection = psycopg.connect(floor.url(login))
        self._thread = ThreadPoolExecutor(1)

    def start(self, function: str, **arguments: object) -> Future[Json]:
        """Call in the open transaction without waiting for the answer."""
        return self._thread.submit(call, self._connection, function, **{"actor": self._actor, **arguments})

    def execute(self, statement: str, *values: object) -> Future[object]:
        """Run a statement in the open transaction without waiting for it."""
        return self._thread.submit(self._connection.execute, statement.encode(), values)

    def run(self, function: str, **arguments: object) -> Json:
        """Call in the open transaction, and leave it open."""
        return self.start(function, **arguments).result(PATIENCE)

    def commit(self) -> None:
        """Commit, once what was started has ended."""
        self._thread.submit(self._connection.commit).result(PATIENCE)

    def wait_until_blocked(self, unless: Future[Json] | None = None) -> None:
        """Wait until this session waits for a lock, or until what it does has ended without waiting for one."""
        pid = self._connection.info.backend_pid
        blocked = "select count(*) from pg_stat_activity where pid = %s and wait_event_type = 'Lock'"
        wait_until(lambda: self._floor.one(blocked, pid) == 1 or (unless is not None and unless.done()))

    def waits_for(self) -> str:
        """Return the table of the row that this session waits for."""
        pid = self._connection.info.backend_pid
        queued = "select min(relation::regclass::text) from pg_locks where pid = %s and locktype = 'tuple'"
        return str(self._floor.one(queued, pid))

    def close(self) -> None:
        """Roll back what is open, and end the thread."""
        self._thread.submit(self._connection.close).result(PATIENCE)
        self._thread.shutdown()


def wait_until(condition: Callable[[], bool]) -> None:
    """Ask the server again and again."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the session never came to its lock"
        time.sleep(PAUSE)


@contextmanager
def sessions(floor: Floor, login: str, number: int = 2) -> Iterator[list[Session]]:
    """Open sessions of a login."""
    opened = [Session(floor, login) for _ in range(number)]
    try:
        yield opened
    finally:
        for session in opened:
            session.close()
