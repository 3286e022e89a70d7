"""A stack that has just been made has nothing to tell anybody."""

from local.stack import Stack
from tests.conftest import stack_of_its_own
from tests.functions.callers import Person, rows, until

ALERTS = "select payload ->> 'kind', payload::text from core.work_queue where topic = 'alert'"


def all_runs_end(stack: Stack) -> None:
    """Let the runs that are due begin and end."""
    stack.pollers.fire("SweeperFunction")
    running = "select 1 from core.sync_runs where status = 'running'"
    until(lambda: rows(stack, running) == [], "the runs that are due end", 120)


def test_a_new_stack_finds_nothing_wrong_with_itself_and_a_dry_run_tells_nobody() -> None:
    with stack_of_its_own() as stack:
        for _ in range(2):
            all_runs_end(stack)
        looked = rows(stack, "select distinct store, kind from core.sync_runs where status = 'done' order by 1, 2")
        steps = (
            "acceptance",
            "auto_reply",
            "import",
            "import_all",
            "messages",
            "offers",
            "shipping",
            "tracking",
            "unpacked",
            "void",
        )
        kinds = {"bannos": ("inventory", "orders"), "bestbuyca": steps, "flourlane": ("inventory", "orders")}
        assert looked == [*((store, kind) for store, of_store in kinds.items() for kind in of_store), (None, "purge")]
        assert rows(stack, ALERTS) == []

        # Something is wrong now, and whoever only looks tells nobody.
        stack.shopify.shop("flourlane-dev.myshopify.com").post.sending = "held"
        stack.shopify.shop("flourlane-dev.myshopify.com").sell([("CAKE-8-CHOC", 1)])
        rows(stack, "update core.inventory_items set on_hand = on_hand + 1 where sku = 'CANDLE-10' returning 1")
        boss = Person(stack, "Admin")
        for kind in ("orders", "inventory"):
            asked = boss.call("request_sync", store="flourlane", kind=kind, dry_run=True).json()
            all_runs_end(stack)
            assert boss.call("get_sync_run", run_id=asked["run_id"]).json()["findings"], kind
        assert rows(stack, ALERTS) == []
