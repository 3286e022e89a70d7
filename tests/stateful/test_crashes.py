"""Killed at any call to the outside, before it or after it, and run again: the end is that of a run nobody killed."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local.aws.cloudformation import REGION
from local.aws.sqs import CREDENTIALS, Aws
from local.aws.template import Queue
from local.doubles.shopify import Shop
from tests.stateful import victim
from tests.stateful.world import DOMAINS, World, environment, printable

MOST_CALLS = 60
QUEUES = [Queue("Inventory", "inventory", {}), Queue("Sync", "sync", {})]
ON_SALE = {"CAKE": (6, "Cakes"), "CANDLE": (20, "Accessory")}
type Arrangement = Callable[[World], Any]


class Queues:
    """The queues that a victim sends wake-ups to."""

    def __init__(self, aws: Aws) -> None:
        self._sqs = aws.sqs()
        self._urls = [queue.url(aws.endpoint) for queue in QUEUES]
        self.variables = {
            **CREDENTIALS,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": aws.endpoint,
            "INVENTORY_QUEUE_URL": self._urls[0],
            "SYNC_QUEUE_URL": self._urls[1],
        }

    def woken(self) -> int:
        """Return how many messages have come so far."""
        asked = [
            self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
            for url in self._urls
        ]
        return sum(int(each["Attributes"]["ApproximateNumberOfMessages"]) for each in asked)


@pytest.fixture(scope="module")
def queues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queues]:
    """Run the local AWS."""
    aws = Aws(tmp_path_factory.mktemp("aws"))
    aws.start()
    aws.create_queues(QUEUES)
    yield Queues(aws)
    aws.stop()


def put_on_sale(shop: Shop) -> None:
    """Sell the cake and the candle, as if nothing had ever been sold of them."""
    for sku, (available, kind) in ON_SALE.items():
        found = shop.books.with_sku(sku)
        item = found[0] if found else shop.add_variant(sku, 0, title=sku, product_type=kind).item
        with shop.lock:
            (level,) = item.levels.values()
            level.available, level.committed = available, 0
    shop.log.calls.clear()
    shop.log.changes.clear()


def a_bakery(world: World) -> None:
    """Two shops that sell a cake of sponge and box, and candles; all of it is known and shown."""
    world.forget()
    for sku, quantity in (("SPONGE", 6), ("BOX", 9), ("ICING", 9), ("CANDLE", 20), ("CAKE", None)):
        world.floor.stock(sku, quantity)
    for sku in ("SPONGE", "BOX"):
        world.floor.rows("insert into core.product_requirements values ('CAKE', %s, 1)", sku)
    for store, shop in world.shops.items():
        put_on_sale(shop)
        for sku in ON_SALE:
            world.floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, sku)
    world.floor.rows("select stock.push_stock('{SPONGE,CANDLE}', null)")
    world.push()
    world.sweep()
    world.push()


def an_order_arrives(world: World) -> dict[str, Any]:
    """An order is sold; its first webhook is what the victim gets."""
    shop = world.shops["bannos"]
    shop.sell([("CAKE", 2), ("CANDLE", 1)])
    delivery = next(each for each in shop.post.held if each.topic == "orders/create")
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    return {"headers": headers, "body": delivery.body.decode()}


def a_cancel_arrives(world: World) -> dict[str, Any]:
    """An order that is here was cancelled."""
    shop = world.shops["bannos"]
    order = shop.sell([("CAKE", 2)])
    world.arrive(random.Random(1))
    world.push()
    shop.cancel(order)
    delivery = next(each for each in shop.post.held if each.topic == "orders/cancelled")
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    return {"headers": headers, "body": delivery.body.decode()}


def pushes_wait(world: World) -> None:
    """An order of one shop and new stock are to be told to both."""
    world.shops["bannos"].sell([("CAKE", 1)])
    world.arrive(random.Random(1))
    world.floor.rpc("receive_stock", sku="CANDLE", qty=5)


def a_stale_push_waits(world: World) -> None:
    """The shop sold something that we do not know of when its level is to be lowered."""
    world.shops["bannos"].sell([("CAKE", 1)])
    world.floor.rpc("waste_stock", sku="SPONGE", qty=2, reason="dropped")


def an_order_was_lost(world: World) -> None:
    """Webhooks of an order never came, staff of the shop changed a level; the runs of the night are due."""
    shop = world.shops["bannos"]
    shop.sell([("CAKE", 1), ("CANDLE", 2)])
    shop.adjust("CANDLE", 3)
    shop.post.take_held()
    world.pass_time(2000)
    for kind in ("inventory", "orders"):
        world.floor.rpc("request_sync", who="admin", store="bannos", kind=kind)
    # The other shop's runs would only be more of the same.
    world.floor.rows("update core.shops set uninstalled_at = core.now() where store = 'flourlane'")


def levels_are_wrong(world: World) -> None:
    """Staff of the shop changed levels, nobody told us, and a look at all of them is asked for."""
    shop = world.shops["bannos"]
    shop.adjust("CANDLE", 3)
    shop.adjust("CAKE", -2)
    shop.post.take_held()
    world.floor.rpc("request_sync", who="admin", store="bannos", kind="inventory")
    world.floor.rows("update core.shops set uninstalled_at = core.now() where store = 'flourlane'")


def much_is_due(world: World) -> None:
    """An order is to be booked anew and one to be fetched anew, new levels wait, and nobody was woken."""
    shop = world.shops["bannos"]
    shop.sell([("CAKE", 2)])
    refunded = shop.sell([("CAKE", 1), ("CANDLE", 3)])
    world.arrive(random.Random(1))
    shop.refund(refunded, "CANDLE", 1)
    world.arrive(random.Random(1))
    world.floor.rpc("set_requirement", sku="CAKE", component_sku="ICING", qty=1)
    topics = world.floor.rows("select distinct topic from core.work_queue where status = 'pending'")
    assert {"stock_rebook", "order_refresh", "inventory_push"} <= {row["topic"] for row in topics}


def run_again(world: World, deed: str, variables: dict[str, str]) -> None:
    """What was killed is run again by whatever woke it, before anything else happens; what was not, has nothing to do."""
    for _ in range(2):
        world.pass_time(70)
        if deed == "push":
            world.push()
        elif deed in {"runs", "sweep"}:
            world.sweep()
        elif deed == "bulk":
            victim.run(deed, None, variables, call=0, after=False)


def the_end(world: World, runs: list[int]) -> dict[str, Any]:
    """What there is when everything has come to rest, and what these runs found, by names that are always the same."""
    world.floor.rows("update core.shops set uninstalled_at = null")
    world.come_to_rest(random.Random(1), rounds=3)
    return {
        "shown": {s: {sku: shop.available(sku) for sku in ON_SALE} for s, shop in world.shops.items()},
        "changes": {s: {sku: shop.changes(sku) for sku in ON_SALE} for s, shop in world.shops.items()},
        "stock": {
            row["sku"]: (row["on_hand"], row["reserved"])
            for row in world.floor.rows("select sku, on_hand, reserved from core.inventory_items")
        },
        "ledger": sorted(
            (row["sku"], row["kind"], row["qty"])
            for row in world.floor.rows("select sku, kind::text, qty from core.inventory_txn where kind <> 'receive'")
        ),
        "orders": sorted(
            (row["store"], row["cancelled"], row["tickets"], row["open"])
            for row in world.floor.rows(
                "select s.store, s.cancelled_at is not null as cancelled, count(o.id) as tickets, "
                "count(o.id) filter (where o.cancelled_at is null) as open "
                "from core.sales s left join core.orders o using (store, order_gid) group by s.store, s.order_gid"
            )
        ),
        # What is wrong with the cake's level may be mended, by its order, before anybody looks.
        "found": sorted(
            row["kind"]
            for row in world.floor.rows(
                "select kind from core.sync_findings where run_id = any (%s) and (kind = 'order_missing' or ref = 'CANDLE')",
                runs,
            )
        ),
        "held": world.floor.one("select count(*) from core.held_deliveries where resolved_at is null"),
        "open": world.floor.rows("select status::text from core.push_batches where status = 'open'"),
        "waiting": world.floor.rows(
            # A look for orders that is called for a later minute waits for it, whoever was killed.
            "select topic, status::text from core.work_queue where status <> 'done' and topic <> 'alert' "
            "and (topic <> 'order_check' or due_at <= core.now())"
        ),
    }


@pytest.mark.parametrize(
    ("deed", "arrange", "doors"),
    [
        # The longest first, so that two workers end together.
        ("runs", an_order_was_lost, {"database", "http", "aws"}),
        ("webhook", an_order_arrives, {"database", "aws"}),
        ("bulk", levels_are_wrong, {"database", "http", "download", "aws"}),
        ("push", a_stale_push_waits, {"database", "http"}),
        ("sweep", much_is_due, {"database", "http", "aws"}),
        ("push", pushes_wait, {"database", "http"}),
        ("webhook", a_cancel_arrives, {"database", "aws"}),
    ],
)
def test_killed_at_every_call_in_turn_and_run_again_it_ends_the_same(
    world: World, queues: Queues, deed: str, arrange: Arrangement, doors: set[str]
) -> None:
    variables = environment(world.shopify, world.database_url) | queues.variables

    def ending(call: int, *, after: bool) -> tuple[dict[str, Any], victim.End]:
        a_bakery(world)
        given = arrange(world)
        runs = [row["run_id"] for row in world.floor.rows("select run_id from core.sync_runs where status = 'running'")]
        woken = queues.woken()
        died = victim.run(deed, given, variables, call=call, after=after)
        # While one call lasts, which is what a download does, others are made.
        made = died.doors[:-1] if died.killed and not after else died.doors
        assert queues.woken() - woken == made.count("aws")
        run_again(world, deed, variables)
        return the_end(world, runs), died

    whole, lived = ending(0, after=False)
    assert not lived.killed
    assert set(lived.doors) == doors
    assert set(DOMAINS) == set(whole["shown"])
    assert whole["found"] == {"runs": ["drift", "order_missing"], "bulk": ["drift"]}.get(deed, [])
    for call in range(1, MOST_CALLS):
        for after in (False, True):
            end, died = ending(call, after=after)
            when = f"{'after' if after else 'before'} call {call}: {died.doors[-1]}"
            assert end == whole, f"killed {when}: {printable([end, whole])}"
            if not died.killed:
                assert call > 1
                return
    pytest.fail("it never came to its end")
