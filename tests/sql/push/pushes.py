"""A shop whose levels are known, and a worker that pushes to it by the same calls as functions/inventory_worker."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.sql.floor import Floor, Json
from tests.sql.stock.stock import sku

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HERE = "gid://shopify/Location/1"


def later(seconds: float) -> datetime:
    """Return a moment of the test's day."""
    return NOON + timedelta(seconds=seconds)


def begin(floor: Floor) -> None:
    """Begin a test at noon: two shops with a location, nothing queued, nothing under way, nothing on sale."""
    floor.set_clock(NOON)
    for table in ("work_queue", "push_lines", "push_batches", "shop_skus", "sync_findings", "sync_runs"):
        floor.rows(f"delete from core.{table}")
    floor.rows(
        "update core.shops set location_gid = %s, batch_limit = 250, uninstalled_at = null, "
        "orders_complete_until = null, points_left = null, points_rate = null, points_max = null, points_at = null",
        HERE,
    )


def shown(floor: Floor, word: str, ours: float | None, known: int | None, store: str = "bannos", **columns: Any) -> str:
    """Put an item on the shelf and on sale in a shop that shows `known` of it, as was read ten minutes ago."""
    name = floor.stock(sku(word), ours)
    floor.rows(
        "insert into core.shop_skus (store, sku, inventory_item_gid, location_gid, known_qty, known_at, seen_at, tracked, policy) "
        "values (%s, %s, %s, %s, %s, %s, %s, true, 'deny')",
        store,
        name,
        f"item-{name}",
        HERE,
        known,
        None if known is None else later(-600),
        None if known is None else later(-600),
    )
    for column, value in columns.items():
        floor.rows(f"update core.shop_skus set {column} = %s where store = %s and sku = %s", value, store, name)
    return name


def queue(floor: Floor, *names: str, key: str = "test", store: str = "bannos", priority: int = 0) -> None:
    """Queue a push of some SKUs."""
    for name in names:
        floor.rows(
            "select core.enqueue('inventory_push', %s, %s, jsonb_build_object('store', %s::text, 'sku', %s::text), %s::smallint)",
            store,
            f"{store}:{name}:{key}",
            store,
            name,
            priority,
        )


def worker(floor: Floor, function: str, **arguments: object) -> Json:
    """Call as the inventory worker."""
    return floor.service(function, who="inventory_worker", **arguments)


def opened(floor: Floor, name: str = "w1", store: str = "bannos", **more: object) -> Json:
    """Ask what comes next for a shop."""
    return worker(floor, "open_push", store=store, worker=name, **more)


def batch(floor: Floor, name: str = "w1", store: str = "bannos") -> Json:
    """Open a push and return the batch that there has to be."""
    found: Json = opened(floor, name, store)["batch"]
    assert found is not None
    return found


def closed(floor: Floor, sent: Json, outcome: str, name: str = "w1", **more: object) -> Json:
    """Report a batch."""
    return worker(floor, "close_push", batch_id=sent["batch_id"], worker=name, outcome=outcome, **more)


def refused(floor: Floor, sent: Json, **codes: str) -> Json:
    """Report that the shop refused a batch for these lines: `line_0="CODE"`."""
    faults = [{"line": int(line.removeprefix("line_")), "code": code} for line, code in codes.items()]
    return closed(floor, sent, "refused", faults=faults)


def levels(sent: Json) -> list[tuple[str, int, int]]:
    """Return what a batch sets: SKU, from, to."""
    return [(line["sku"], line["from_qty"], line["to_qty"]) for line in sent["lines"]]


def known(floor: Floor, name: str, store: str = "bannos") -> Json:
    """Return what is known of a SKU in a shop."""
    (row,) = floor.rows("select * from core.shop_skus where store = %s and sku = %s", store, name)
    return row


def rows(floor: Floor, name: str, store: str = "bannos") -> list[Json]:
    """Return the rows of the outbox that push a SKU to a shop."""
    return [row for row in floor.work("inventory_push") if (row["store"], row["payload"]["sku"]) == (store, name)]


def statuses(floor: Floor, name: str, store: str = "bannos") -> list[str]:
    """Return in which status they are."""
    return [row["status"] for row in rows(floor, name, store)]


def seen(floor: Floor, name: str, available: int | None, at: datetime, store: str = "bannos") -> Json:
    """Tell what the shop shows of a SKU."""
    return worker(floor, "see_levels", store=store, at=at, levels=[{"sku": name, "available": available}])
