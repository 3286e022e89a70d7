"""What a scan, a queue and an order ask of the database: looks into tables, rows written, statements planned; no time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from tests.clusters import POSTGRES_MAJOR
from tests.sql.floor import RPC, Floor, Json, actor, call

# As many as it takes a session to settle on a plan, and some more: a table that the server analyzes meanwhile is planned anew.
WARM, CALLS = 8, 6
SHOWN = 50
PLANS_KEPT = 18
DUE = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
_COUNTS = """
select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::integer, coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::integer
from pg_stat_xact_user_tables where schemaname = 'core'
"""


def scan(floor: Floor) -> Json:
    """Return what a scan of a cake to be filled says."""
    return {"id": floor.sell(ticket={"due_date": DUE}).id, "scan_id": str(uuid4())}


def queue(floor: Floor) -> Json:
    """Return what asks for a queue that is full."""
    if floor.one("select count(*) from core.orders") < SHOWN:
        for _ in range(SHOWN):
            floor.sell(ticket={"due_date": DUE})
    return {"store": "bannos", "limit": SHOWN}


def order(_floor: Floor) -> Json:
    """Return what somebody orders at the counter."""
    cake = {"title": "Celebration cake", "quantity": 1}
    return {
        "store": "bannos",
        "customer_name": "Ann",
        "due_date": DUE,
        "products": [cake],
        "scan_id": str(uuid4()),
    }


# Looks into tables, rows written and statements planned, at most. What is sent is planned each time. Of a queue each ticket is two
# looks: for its order's cakes and its extras. Of an order what is booked is planned for its values,
# and looked for in one way or another.
LIMITS: dict[str, tuple[Callable[[Floor], Json], int, int, int]] = {
    "complete_filling": (scan, 15, 4, 1),
    "get_queue": (queue, 12 + 2 * SHOWN, 0, 1),
    "create_order": (order, 45, 5, 4),
}


class Counted:
    """A session as rpc's, which says how often it has looked, written and planned."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._session = psycopg.connect(floor.owner_url, autocommit=True, prepare_threshold=None)
        self._planned = 0
        self._session.add_notice_handler(self._hear)
        self._session.execute("set log_planner_stats = on")
        self._session.execute("set client_min_messages = log")
        self._session.execute(f"set session authorization {RPC}")

    def _hear(self, notice: psycopg.errors.Diagnostic) -> None:
        self._planned += notice.message_primary == "PLANNER STATISTICS"

    def cost(self, function: str, arguments: Json) -> tuple[int, int, int]:
        """Call once; return looks, rows written and statements planned."""
        with self._session.transaction():
            looks, written = self._counts()
            before = self._planned
            answer = call(self._session, function, actor=actor("staff"), **arguments)
            planned = self._planned - before
            after = self._counts()
        assert answer["ok"], answer
        return after[0] - looks, after[1] - written, planned

    def _counts(self) -> tuple[int, int]:
        row = self._session.execute(_COUNTS.encode()).fetchone()
        assert row is not None
        return row[0], row[1]

    def close(self) -> None:
        """End the session."""
        self._session.close()


def least(floor: Floor, function: str) -> tuple[int, int, int]:
    """Return the least of each that a call cost once its session has planned what it runs."""
    arguments = LIMITS[function][0]
    # The server may have analyzed some tables by now, or none: other joins than where all of them are.
    with psycopg.connect(floor.owner_url, autocommit=True) as owner:
        owner.execute("analyze")
    counted = Counted(floor)
    try:
        costs = [counted.cost(function, arguments(floor)) for _ in range(WARM + CALLS)][WARM:]
    finally:
        counted.close()
    return min(c[0] for c in costs), min(c[1] for c in costs), min(c[2] for c in costs)


@pytest.mark.skipif(POSTGRES_MAJOR < PLANS_KEPT, reason="PostgreSQL keeps no plan of a function in SQL before 18")
@pytest.mark.parametrize("function", LIMITS)
def test_a_call_looks_and_writes_no_more_often_than_it_did(own_floor: Floor, function: str) -> None:
    _arguments, most_looks, most_written, most_planned = LIMITS[function]
    looks, written, planned = least(own_floor, function)
    assert 0 < looks <= most_looks
    assert written <= most_written
    assert planned <= most_planned
