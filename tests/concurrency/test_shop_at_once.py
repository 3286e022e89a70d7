"""A shop that speaks while a push of ours ends: what is known of a SKU is locked before its rows of the outbox."""

from decimal import Decimal

import psycopg

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import Floor, Json

HERE, ITEM = "gid://shopify/Location/1", "gid://shopify/InventoryItem/1"
STALE = [{"line": 0, "code": "CHANGE_FROM_QUANTITY_STALE"}]


def pushing(floor: Floor) -> Json:
    """Open a push whose row is the one that a level heard asks for again."""
    floor.stock("AT-ONCE", 9)
    floor.rows(
        "update core.shops set location_gid = %s, orders_complete_until = core.now() where store = 'bannos'", HERE
    )
    floor.rows(
        "insert into core.shop_skus (store, sku, inventory_item_gid, location_gid, known_qty, known_at) "
        "values ('bannos', 'AT-ONCE', %s, %s, 20, core.now())",
        ITEM,
        HERE,
    )
    floor.rows(
        "select core.enqueue('inventory_push', 'bannos', 'bannos:AT-ONCE:heard', %s)",
        '{"store": "bannos", "sku": "AT-ONCE"}',
    )
    floor.rpc("waste_stock", sku="AT-ONCE", qty=Decimal(1), reason="dropped")
    batch: Json = floor.service("open_push", who="inventory_worker", store="bannos", worker="w")["batch"]
    return {"batch_id": batch["batch_id"], "worker": "w", "outcome": "refused", "faults": STALE}


def test_a_level_that_is_noted_while_its_push_is_refused_waits_for_nobody_who_waits_for_it(floor: Floor) -> None:
    heard: Json = {"store": "bannos", "inventory_item_gid": ITEM, "location_gid": HERE}
    report = pushing(floor)
    with (
        sessions(floor, "ordak_webhook", 1) as (webhook,),
        sessions(floor, "ordak_inventory_worker", 1) as (worker,),
        psycopg.connect(floor.owner_url) as holder,
    ):
        holder.execute("select from core.shop_skus where store = 'bannos' and sku = 'AT-ONCE' for update")
        hearing = webhook.start("note_level", **heard, available=4)
        webhook.wait_until_blocked()
        refused = worker.start("close_push", **report)
        worker.wait_until_blocked()
        holder.rollback()
        assert hearing.result(PATIENCE)["already_done"] is False
        webhook.commit()
        assert refused.result(PATIENCE)["ok"]
        worker.commit()
    waiting = floor.rows(
        "select status::text from core.work_queue where topic = 'inventory_push' and payload ->> 'sku' = 'AT-ONCE' "
        "and status in ('pending', 'error', 'running')"
    )
    assert waiting
    assert {row["status"] for row in waiting} == {"pending"}
