"""Runs of synchronisation, worked at by the same calls as functions/reconcile."""

from datetime import datetime
from typing import Any

from tests.sql.floor import Floor, Json, line


def reconcile(floor: Floor, function: str, **arguments: object) -> Json:
    """Call as the function that reconciles."""
    return floor.service(function, who="reconcile", **arguments)


def requested(floor: Floor, kind: str = "inventory", store: str = "bannos", **more: object) -> int:
    """Have an admin ask for a run, and return its number."""
    number: int = floor.rpc("request_sync", "admin", store=store, kind=kind, **more)["run_id"]
    return number


def claimed(floor: Floor, run_id: int, worker: str = "r1", **more: object) -> Any:
    """Claim a run; None when it is somebody else's, or over."""
    return reconcile(floor, "claim_sync", run_id=run_id, worker=worker, **more)["run"]


def begun(floor: Floor, kind: str = "inventory", store: str = "bannos", **more: object) -> int:
    """Ask for a run and claim it as r1."""
    run_id = requested(floor, kind, store, **more)
    assert claimed(floor, run_id) is not None
    return run_id


def finish(floor: Floor, run_id: int, error: str | None = None, worker: str = "r1") -> Json:
    """End a run."""
    return reconcile(floor, "finish_sync", run_id=run_id, worker=worker, error=error)


def sweep(floor: Floor, *stores: str) -> Json:
    """Let the sweeper come, for both shops unless said otherwise."""
    return reconcile(floor, "sweep", stores=list(stores or ("bannos", "flourlane")))


def level(name: str, available: int | None, **fields: object) -> Json:
    """Return a level as functions/reconcile/level_run.py tells of it."""
    return {"sku": name, "inventory_item_gid": f"item-{name}", "tracked": True, "available": available, **fields}


def compare(floor: Floor, run_id: int, at: datetime, *levels: Json) -> Json:
    """Compare a page of levels."""
    return reconcile(floor, "compare_levels", run_id=run_id, at=at, levels=list(levels))


def findings(floor: Floor, run_id: int) -> list[tuple[str, str, bool]]:
    """Return what a run found: kind, what, and whether it was mended."""
    rows = floor.rows("select * from core.sync_findings where run_id = %s order by finding_id", run_id)
    return [(row["kind"], row["ref"], row["repaired"]) for row in rows]


def run_row(floor: Floor, run_id: int) -> Json:
    """Return the row of a run."""
    (row,) = floor.rows("select *, status::text as status from core.sync_runs where run_id = %s", run_id)
    return row


def runs(floor: Floor, kind: str, store: str = "bannos") -> list[Json]:
    """Return the runs of a kind, oldest first."""
    return floor.rows(
        "select *, status::text as status from core.sync_runs where kind = %s and store = %s order by run_id",
        kind,
        store,
    )


def end_all(floor: Floor) -> None:
    """Let every run that is under way be done."""
    floor.rows("update core.sync_runs set status = 'done', finished_at = core.now() where status = 'running'")


def order_of(floor: Floor, name: str, quantity: int, at: str, store: str = "bannos") -> str:
    """Ingest an order of extras, ordered and updated at a moment, and return its gid."""
    lines = [line(1, line_id="L1", kind="extra", sku=name, quantity=quantity)]
    order = floor.order(store, cakes=0, lines=lines, created_at=at, updated_at=at)
    assert floor.ingest(order, store)["ok"]
    gid: str = order["order_gid"]
    return gid
