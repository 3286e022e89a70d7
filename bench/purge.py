"""What the purge of a million old rows costs those who work meanwhile: how long a slice is, who waits for a lock.

`make bench` prints it. The limits: 99 of 100 slices are under 200 ms, and no scan waits 100 ms for a lock.
"""

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import psycopg

from local.stack import DATABASE, Settings, Stack

LIMIT_SECONDS, LOCK_TIMEOUT = 0.2, "100ms"
SLICE = 500  # as functions/reconcile/purge_run.py asks for
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


def main() -> int:
    """Measure, print, and fail where a limit is broken."""
    with tempfile.TemporaryDirectory(prefix="ordak-bench-") as folder:
        Path(folder).chmod(0o755)
        stack = Stack(
            Settings(state=Path(folder), port=0, durable=False, timed=False, log=lambda _function, _line: None)
        )
        stack.start()
        try:
            return _measure(stack)
        finally:
            stack.stop()


def _measure(stack: Stack) -> int:
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("set session_replication_role = replica")
        for statement, rows in OLD.items():
            owner.execute(statement.encode(), [rows])
        owner.execute("vacuum analyze")
        row = owner.execute(TICKETS.encode()).fetchone()
    assert row is not None
    alone, _ = _beside(stack, row[0], lambda: time.sleep(5))
    slices = list[float]()
    beside, waited = _beside(stack, row[0], lambda: slices.extend(_purge(stack)))
    worst = statistics.quantiles(slices, n=100)[98]
    print(
        f"{len(slices)} slices of {SLICE} rows: median {statistics.median(slices) * 1000:.0f} ms, 99 of 100 under "
        f"{worst * 1000:.0f} ms, longest {max(slices) * 1000:.0f} ms; {len(slices) * SLICE / sum(slices):.0f} rows/s"
    )
    print(
        f"a scan: {statistics.median(alone) * 1000:.2f} ms alone, {statistics.median(beside) * 1000:.2f} ms beside it, "
        f"longest of {len(beside)} {max(beside) * 1000:.0f} ms; {waited} waited {LOCK_TIMEOUT} for a lock"
    )
    print(f"limits: {LIMIT_SECONDS} s, no lock")
    return 0 if worst < LIMIT_SECONDS and not waited else 1


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


def _purge(stack: Stack) -> list[float]:
    said = json.dumps({"kind": "service", "id": "reconcile"})
    slices, more = list[float](), True
    with psycopg.connect(stack.database_url("ordak_reconcile"), autocommit=True, prepare_threshold=None) as reconcile:
        while more:
            started = time.perf_counter()
            row = reconcile.execute("select api.purge(p_actor => %s::jsonb, p_limit => %s)", [said, SLICE]).fetchone()
            slices.append(time.perf_counter() - started)
            assert row is not None
            more = row[0]["more"]
    return slices


if __name__ == "__main__":
    sys.exit(main())
