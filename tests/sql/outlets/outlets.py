"""What the tests of outlets share: a reporter, its alerts and its pages of usage."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.sql.floor import Floor, Json

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def later(**passed: float) -> datetime:
    """Return a moment after noon."""
    return NOON + timedelta(**passed)


def begin(floor: Floor) -> None:
    """Begin at noon, with nothing queued and nobody told of anything."""
    floor.rows("delete from core.work_queue")
    floor.rows("update core.outlets set used_at = null, quiet_until = null, failures = 0, txid = null, event_no = null")
    floor.set_clock(NOON)


def ask(floor: Floor, function: str, **arguments: object) -> Json:
    """Call as the reporter does."""
    answer = floor.service(function, who="reconcile", **arguments)
    assert answer["ok"], answer
    return answer


def claim(floor: Floor, worker: str = "w", **more: object) -> list[Json]:
    """Claim alerts."""
    alerts: list[Json] = ask(floor, "claim_alerts", worker=worker, **more)["alerts"]
    return alerts


def finish(floor: Floor, alerts: list[Json], worker: str = "w", **what: object) -> bool:
    """Finish alerts; return whether any was still this worker's."""
    ids = [alert["work_id"] for alert in alerts]
    return not ask(floor, "finish_alerts", worker=worker, work_ids=ids, **what)["already_done"]


def alert(floor: Floor, ref: str = "x", kind: str = "work_dead", store: str | None = "bannos") -> None:
    """Ask for a person."""
    floor.rows('select core.alert(%s, %s, %s, \'{"code": "c"}\')', kind, store, ref)


def statuses(floor: Floor) -> list[str]:
    """Return the status of each alert, oldest first."""
    return [row["status"] for row in floor.work("alert")]


def used(floor: Floor, **more: object) -> Json:
    """Claim a page of usage."""
    return ask(floor, "claim_usage", **more)


def taken(floor: Floor, page: Json, **what: Any) -> bool:
    """Finish a page; return whether the cursor moved, or would have."""
    return not ask(floor, "finish_usage", txid=page["txid"], no=page["no"], **what)["already_done"]
