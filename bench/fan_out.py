"""How soon a thousand pages receive a change, with 20 ms in each post; and what it costs a scan that pages receive it.

`make bench` prints both. The limits: all have received it within a second of the call that made the change, and a scan
costs the database under 10 % more.
"""

import asyncio
import statistics
import sys
import threading
import time
from collections.abc import Callable

import httpx
import psycopg

from bench.servers import running_stack
from local.doubles.tokens import staff_token
from local.servers.http_server import bind, url_of
from local.stack import DATABASE, Stack
from local.state import ROOT

LIMIT_SECONDS, LIMIT_RATIO = 1.0, 1.10
PAGES, SHARD, ROUNDS = 1000, 250, 10
POST_SECONDS = 0.02
STAFF = "5a000000-0000-4000-8000-000000000001"
CONNECTED = """
with shards as (
  insert into core.live_shards (shard, stores, told)
  select n, '{bannos}', pg_current_snapshot() from generate_series(0, %(pages)s / %(shard)s - 1) n returning shard)
insert into core.live_connections (connection_id, shard, staff_id, expires_at)
select 'page' || n || '=', n / %(shard)s, %(staff)s, now() + interval '1 hour'
from generate_series(0, %(pages)s - 1) n where (select count(*) from shards) > 0
"""
# As log_event was before there were pages.
NO_LISTENER = (
    "create or replace function core.is_heard(p_kind text, p_store text) returns boolean language sql return false"
)


class Posts(asyncio.Protocol):
    """The management of connections, which answers each post after its 20 ms and says when it has."""

    def __init__(self, answered: Callable[[], None]) -> None:
        self._answered = answered
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what to answer on."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer later what has come whole: head, and as much body as the head says."""
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if end and len(body) >= length:
            self._buffer = body[length:]
            asyncio.get_running_loop().call_later(POST_SECONDS, self._answer)

    def _answer(self) -> None:
        self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        self._answered()


class Received:
    """Counts the pages that have received it."""

    def __init__(self) -> None:
        self._all = threading.Event()
        self.left = 0
        listening = bind(0)
        self.url = url_of(listening)
        threading.Thread(target=lambda: asyncio.run(self._serve(listening)), daemon=True).start()

    async def _serve(self, listening: object) -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Posts(self._one), sock=listening)  # type: ignore[call-overload]
        await server.serve_forever()

    def _one(self) -> None:
        self.left -= 1
        if self.left == 0:
            self._all.set()

    def after(self, change: Callable[[], None]) -> float:
        """Make a change; return the seconds until the last has received it."""
        self.left = PAGES
        self._all.clear()
        started = time.perf_counter()
        change()
        assert self._all.wait(30), f"{self.left} never received it"
        return time.perf_counter() - started


def main() -> int:
    """Measure, print, and fail where a limit is broken."""
    with running_stack() as stack, psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        ratio = _cost(stack, owner)
        seconds = _fan_out(stack, owner)
    print(f"limits: x {LIMIT_RATIO}, {LIMIT_SECONDS} s")
    return 0 if ratio < LIMIT_RATIO and seconds < LIMIT_SECONDS else 1


def _fan_out(stack: Stack, owner: psycopg.Connection) -> float:
    received = Received()
    stack.functions._pools["FanOutFunction"].variables["LIVE_API_URL"] = received.url  # noqa: SLF001 - before it starts
    owner.execute("delete from core.live_connections")
    owner.execute("delete from core.live_shards")
    owner.execute(CONNECTED, {"pages": PAGES, "shard": SHARD, "staff": STAFF})
    headers = {"authorization": f"Bearer {staff_token(stack.state, stack.postgres.url(DATABASE), 'Staff')}"}
    with httpx.Client(base_url=stack.url, headers=headers, timeout=60) as client:

        def change(number: int) -> None:
            said = {"id": "bannos-1001", "storage": f"Shelf {number}"}
            assert client.post("/rpc/set_storage", json=said).json()["ok"]

        received.after(lambda: change(-1))  # the first starts everything
        taken = [received.after(lambda number=number: change(number)) for number in range(ROUNDS)]  # type: ignore[misc]
    median, worst = statistics.median(taken), max(taken)
    print(
        f"{PAGES} pages, {POST_SECONDS * 1000:.0f} ms a post: all received after {median:.2f} s (worst {worst:.2f} s)"
    )
    return median


def _cost(stack: Stack, owner: psycopg.Connection) -> float:
    """Return how much longer the database takes for a scan, by turns, while somebody listens to the store."""
    real = (ROOT / "migrations/kernel/events/core/is_heard.sql").read_text()
    owner.execute("insert into core.live_shards (shard, stores, told) values (0, '{bannos}', pg_current_snapshot())")
    taken: dict[bool, list[float]] = {True: [], False: []}
    with psycopg.connect(stack.database_url("ordak_rpc"), autocommit=True, prepare_threshold=None) as rpc:
        for number in range(60):
            for on in (True, False):
                owner.execute((real if on else NO_LISTENER).encode())
                taken[on] += [_scan(rpc, f"Fridge {number} {on} {call}") for call in range(55)][5:]
    owner.execute(real.encode())
    ratio = statistics.median(taken[True]) / statistics.median(taken[False])
    each = {on: f"{statistics.median(spent) * 1000:.3f} ms" for on, spent in taken.items()}
    print(
        f"a scan in the database: {each[True]} where pages receive it, {each[False]} where nothing is asked: "
        f"x {ratio:.3f}"
    )
    return ratio


def _scan(rpc: psycopg.Connection, storage: str) -> float:
    actor = f'{{"kind": "staff", "id": "{STAFF}", "correlation_id": "bench"}}'
    started = time.perf_counter()
    row = rpc.execute(
        "select api.set_storage(p_actor => %s::jsonb, p_id => 'bannos-1001', p_storage => %s)", [actor, storage]
    ).fetchone()
    spent = time.perf_counter() - started
    assert row is not None
    assert row[0]["ok"], row[0]
    return spent


if __name__ == "__main__":
    sys.exit(main())
