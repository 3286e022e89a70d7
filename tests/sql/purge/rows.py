"""Rows of any age: of each kind that the purge knows, those that may go and those that somebody needs."""

from datetime import UTC, datetime, timedelta

from tests.sql.floor import Floor

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
SCAN = "insert into core.scans (scan_id, store, function_name, request_hash, answer, created_at) values (gen_random_uuid(), %s, 'x', '', '{}', %s)"
WORK = (
    "insert into core.work_queue (topic, store, dedupe_key, payload, status, created_at, finished_at, locked_by, locked_at, lease_expires_at) "
    "values ('x', 'bannos', gen_random_uuid()::text, '{}', %s, %s, %s, 'w', %s, %s)"
)
HELD = (
    "insert into core.held_deliveries (store, topic, body, reason, permanent, received_at, resolved_at, end_told_at) "
    "values ('bannos', 'x', gen_random_uuid()::text::bytea, 'r', %s, %s, %s, %s)"
)
TRIES = "insert into core.sign_in_tries (ref, failures, failed_at, locked_until) values (gen_random_uuid(), 1, %s, %s)"
THREAD = "insert into core.conversations (store, thread_id, updated_at) values ('bannos', 't', core.now()) on conflict do nothing"
MESSAGE = (
    "insert into core.messages (store, thread_id, kind, body, created_at) values ('bannos', 't', 'customer', 'x', %s)"
)
TABLES = ("scans", "work_queue", "held_deliveries", "sign_in_tries", "messages")


def all_of(floor: Floor, age: timedelta) -> None:
    """Put one of each there that has just become so old, from the answer of a scan to a delivery nobody replayed."""
    at = NOON - age
    floor.rows(SCAN, "bannos", at)
    floor.rows(SCAN, None, at)
    for status in ("done", "pending", "error", "dead", "running"):
        floor.rows(WORK, status, at, at if status in {"done", "dead"} else None, at, at)
    waits, quarantine = (False,), (True,)
    for row in ((*waits, at, at, None), (*quarantine, at, at, None), (*waits, at, None, None)):
        floor.rows(HELD, *row)
    quarantined(floor, at, told=at + 83 * DAY if at + 83 * DAY < NOON else None)
    floor.rows(THREAD)
    floor.rows(MESSAGE, at)
    floor.rows(TRIES, at, None)
    floor.rows(TRIES, at, NOON + DAY)


def quarantined(floor: Floor, received: datetime, told: datetime | None = None) -> None:
    """Put a delivery into the quarantine."""
    permanent = True
    floor.rows(HELD, permanent, received, None, told)


def left(floor: Floor) -> dict[str, int]:
    """Count the rows of each table that the purge deletes from."""
    return {table: floor.one(f"select count(*) from core.{table}") for table in TABLES}


def purge(floor: Floor, limit: int = 500) -> tuple[int, bool]:
    """Purge once; return how many rows went, and whether there may be more."""
    answer = floor.service("purge", who="reconcile", limit=limit)
    assert answer["already_done"] == (answer["purged"] == 0)
    return answer["purged"], answer["more"]
