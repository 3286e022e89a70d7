"""What the purge of a million old rows costs those who work meanwhile: how long a slice is, who waits for a lock.

`make bench` prints it. The limits: a slice is under 200 ms, and no scan waits 100 ms for a lock.
"""

import json
import statistics
import sys
import threading
import time
from collections.abc import Callable
from uuid import uuid4

import psycopg

from bench.servers import running_stack
from local.stack import DATABASE, Stack
from purge_run import purge

LIMIT_SECONDS, LOCK_TIMEOUT = 0.2, "100ms"
STAFF = "5a000000-0000-4000-8000-000000000001"
TICKETS = """
select array(select id from core.orders where cancelled_at is null and stage <> 'Complete' order by id limit 3)
"""
# How many of each, 40 days old: a scan's answer is a ticket of 2 KB, a delivery an order of 4 KB.
OLD = {
    """
insert into core.scans (scan_id, store, function_name, request_hash, answer, created_at, asked_by)
select gen_random_uuid(), 'bannos', 'complete_filling', sha256(n::text::bytea),
  jsonb_build_object('ok', true, 'ticket', (select string_agg(md5(n::text || i), '') from generate_series(1, 60) i)),
  now() - interval '40 days', 'kiosk:1' from generate_series(1, %s) n
""": 450_000,
    """
insert into core.work_queue (topic, store, dedupe_key, payload, status, created_at, finished_at)
select 'inventory_push', 'bannos', 'old:' || n, jsonb_build_object('store', 'bannos', 'sku', 'SKU-' || mod(n, 500)),
  'done', now() - interval '40 days', now() - interval '40 days' from generate_series(1, %s) n
""": 400_000,
    """
insert into core.held_deliveries (store, topic, body, reason, permanent, received_at, resolved_at)
select 'bannos', 'orders/create', convert_to((select string_agg(md5(n::text || i), '') from generate_series(1, 120) i),
  'UTF8'), 'r', false, now() - interval '40 days', now() - interval '40 days' from generate_series(1, %s) n
""": 100_000,
    """
insert into core.sign_in_tries (ref, failures, failed_at)
select gen_random_uuid(), 1, now() - interval '40 days' from generate_series(1, %s)
""": 50_000,
}


class Scanner(threading.Thread):
    """Scans one cake again and again, each time with a new scan id, and keeps how long each took."""

    def __init__(self, url: str, ticket: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._url, self._ticket, self._stopped = url, ticket, stop
        self.taken: list[float] = []
        self.waited = 0

    def run(self) -> None:
        """Scan until it is stopped; count those that failed for a lock."""
        said = json.dumps({"kind": "staff", "id": STAFF, "correlation_id": "bench"})
        with psycopg.connect(self._url, autocommit=True, prepare_threshold=None) as rpc:
            rpc.execute(f"set lock_timeout = '{LOCK_TIMEOUT}'".encode())
            while not self._stopped.is_set():
                started = time.perf_counter()
                try:
                    rpc.execute(
                        "select api.set_storage(p_actor => %s::jsonb, p_id => %s, p_storage => %s, p_scan_id => %s)",
                        [said, self._ticket, f"Shelf {started}", uuid4()],
                    )
                except psycopg.errors.LockNotAvailable:
                    self.waited += 1
                self.taken.append(time.perf_counter() - started)


class Slices:
    """A run that is never cut, and whose service keeps how long each slice took and how many rows went with it."""

    def __init__(self, stack: Stack) -> None:
        self.service = self
        self.done: list[tuple[float, int]] = []
        self._said = json.dumps({"kind": "service", "id": "reconcile"})
        self._login = psycopg.connect(stack.database_url("ordak_reconcile"), autocommit=True, prepare_threshold=None)

    def ask(self, _function: str, *, limit: int) -> dict[str, bool]:
        """Delete a slice."""
        started = time.perf_counter()
        row = self._login.execute(
            "select api.purge(p_actor => %s::jsonb, p_limit => %s)", [self._said, limit]
        ).fetchone()
        assert row is not None
        self.done.append((time.perf_counter() - started, row[0]["purged"]))
        return {"more": row[0]["more"]}

    def keep(self) -> None:
        """Go on."""


def main() -> int:
    """Measure, print, and fail where a limit is broken."""
    with running_stack() as stack:
        return _measure(stack)


def _measure(stack: Stack) -> int:
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("set session_replication_role = replica")
        for statement, rows in OLD.items():
            owner.execute(statement.encode(), [rows])
        owner.execute("vacuum analyze")
        row = owner.execute(TICKETS.encode()).fetchone()
    assert row is not None
    alone, _ = _beside(stack, row[0], lambda: time.sleep(5))
    slices = Slices(stack)
    beside, waited = _beside(stack, row[0], lambda: purge(slices))  # type: ignore[arg-type]
    taken, gone = [seconds for seconds, _ in slices.done], sum(rows for _, rows in slices.done)
    most, worst = statistics.quantiles(taken, n=100)[98], max(slices.done)
    print(
        f"{len(taken)} slices: median {statistics.median(taken) * 1000:.0f} ms, 99 of 100 under {most * 1000:.0f} ms, "
        f"longest {worst[0] * 1000:.0f} ms with {worst[1]} rows; {gone / sum(taken):.0f} rows/s"
    )
    print(
        f"a scan: {statistics.median(alone) * 1000:.2f} ms alone, {statistics.median(beside) * 1000:.2f} ms beside it, "
        f"longest of {len(beside)} {max(beside) * 1000:.0f} ms; {waited} waited {LOCK_TIMEOUT} for a lock"
    )
    print(f"limits: {LIMIT_SECONDS} s, no lock")
    return 0 if worst[0] < LIMIT_SECONDS and not waited else 1


def _beside(stack: Stack, tickets: list[str], work: Callable[[], None]) -> tuple[list[float], int]:
    """Do some work while people scan; return how long each scan took, and how many failed for a lock."""
    stop = threading.Event()
    scanners = [Scanner(stack.database_url("ordak_rpc"), ticket, stop) for ticket in tickets]
    for scanner in scanners:
        scanner.start()
    work()
    stop.set()
    for scanner in scanners:
        scanner.join()
    return [taken for scanner in scanners for taken in scanner.taken], sum(scanner.waited for scanner in scanners)


if __name__ == "__main__":
    sys.exit(main())
