"""A flood of changes costs Shopify little, and every end of it is what the shops show."""

import random

import pytest

from tests.stateful.world import DOMAINS, World

ROWS, SKUS, MUTATIONS = 10_000, 300, 4


def put_on_sale(world: World, skus: list[str], quantity: int) -> None:
    """Stock so much of each SKU, which both shops sell and do not show yet."""
    world.floor.rows("insert into core.inventory_items (sku, title) select s, s from unnest(%s::text[]) s", skus)
    world.floor.rows("select stock.post_txn(s, 'receive', %s, 'test') from unnest(%s::text[]) s", quantity, skus)
    for store, shop in world.shops.items():
        world.floor.rows("insert into core.shop_skus (store, sku) select %s, s from unnest(%s::text[]) s", store, skus)
        for sku in skus:
            shop.add_variant(sku, 0)


def shown(world: World, store: str, skus: list[str]) -> dict[str, int]:
    """Return what a shop shows."""
    return {sku: world.shops[store].available(sku) for sku in skus}


def known(world: World, sku: str, quantity: int) -> None:
    """Put a SKU on sale and let the shops show it, with every difference explained."""
    put_on_sale(world, [sku], quantity)
    world.floor.rows("select stock.push_stock(array[%s], null)", sku)
    world.settle()
    assert [shown(world, store, [sku]) for store in DOMAINS] == [{sku: quantity}] * len(DOMAINS)


def test_the_sweep_says_in_the_log_how_the_workers_fare(world: World, caplog: pytest.LogCaptureFixture) -> None:
    known(world, "FIGURES", 1)
    world.floor.rows("select stock.push_stock(array['FIGURES'], null)")
    world.pass_time(600)
    with caplog.at_level("INFO"):
        world.sweep()
    swept = [vars(record) for record in caplog.records if vars(record).get("function") == "sweep"][-1]
    # The metric filters of the template read these fields.
    assert swept["due_seconds"] >= 600
    assert swept["dead"] == 0
    assert {"processed_per_minute", "error_rate"} <= swept.keys()


def test_ten_thousand_rows_become_a_few_mutations(world: World) -> None:
    skus = [f"MANY-{number:03}" for number in range(SKUS)]
    put_on_sale(world, skus, 50)
    world.floor.rows(
        "select core.enqueue('inventory_push', st, st || ':' || sku || ':' || n, jsonb_build_object('store', st, 'sku', sku)) "
        "from unnest(%s::text[]) st, unnest(%s::text[]) sku, generate_series(1, %s) n",
        sorted(DOMAINS),
        skus,
        ROWS // (SKUS * len(DOMAINS)) + 1,
    )
    waiting = "select count(*) from core.work_queue where topic = 'inventory_push' and status not in ('done', 'dead')"
    assert world.floor.one(waiting) >= ROWS
    before = {store: shop.count("SetQuantities") for store, shop in world.shops.items()}
    world.settle()
    assert world.floor.one(waiting) == 0
    for store, shop in world.shops.items():
        assert shop.count("SetQuantities") - before[store] <= MUTATIONS
        assert shown(world, store, skus) == dict.fromkeys(skus, 50)


def test_a_level_that_goes_back_and_forth_within_a_day_ends_as_it_is(world: World) -> None:
    known(world, "BACK-AND-FORTH", 5)
    for delta in (-1, 1, -1):
        world.floor.rpc("adjust_stock", sku="BACK-AND-FORTH", delta=delta, reason="counted again")
        world.settle()
    for store, shop in world.shops.items():
        assert shop.available("BACK-AND-FORTH") == 4, store
        assert shop.changes("BACK-AND-FORTH") == 4


def test_changes_faster_than_the_worker_are_one_push(world: World) -> None:
    known(world, "TWO-ONE-TWO", 2)
    changes = world.shops["bannos"].changes("TWO-ONE-TWO")
    for delta in (-1, 1):
        world.floor.rpc("adjust_stock", sku="TWO-ONE-TWO", delta=delta, reason="a slip")
    world.push()
    assert world.shops["bannos"].available("TWO-ONE-TWO") == 2
    assert world.shops["bannos"].changes("TWO-ONE-TWO") == changes


def test_a_change_while_a_worker_holds_the_row_is_pushed_after_it(world: World) -> None:
    known(world, "HELD-ROW", 9)
    world.floor.rpc("adjust_stock", sku="HELD-ROW", delta=-2, reason="broken")
    with world.killed_at(3, after=False):  # stored, and not sent: the first call takes the row, the third would send it
        world.push()
    world.floor.rpc("adjust_stock", sku="HELD-ROW", delta=-3, reason="broken")
    assert world.shops["bannos"].available("HELD-ROW") == 9
    world.pass_time(120)
    world.push()
    assert [shop.available("HELD-ROW") for shop in world.shops.values()] == [4, 4]


def test_a_push_that_was_applied_and_whose_answer_was_lost_is_counted_once(world: World) -> None:
    known(world, "LOST-ANSWER", 6)
    shop = world.shops["bannos"]
    changes = shop.changes("LOST-ANSWER")
    shop.fail("reset after", 1, "SetQuantities")
    world.floor.rpc("adjust_stock", sku="LOST-ANSWER", delta=-1, reason="broken")
    world.push()
    shop.sell([("LOST-ANSWER", 1)])  # before we have heard that it shows 5
    world.pass_time(120)
    world.push()
    assert shop.changes("LOST-ANSWER") == changes + 1
    assert shop.available("LOST-ANSWER") == 4
    for delivery in shop.post.take_held():
        world.deliver(delivery)
    world.push()
    assert [each.available("LOST-ANSWER") for each in world.shops.values()] == [4, 4]
    assert world.floor.rows("select 1 from core.push_batches where status <> 'done'") == []


def test_one_bad_sku_does_not_keep_the_others_back(world: World) -> None:
    skus = [f"GOOD-{number}" for number in range(5)]
    put_on_sale(world, [*skus, "BAD"], 3)
    shop = world.shops["bannos"]
    shop.add_variant("BAD", 0)  # its SKU stands for two items now
    world.floor.rows("delete from core.shop_skus where store = 'flourlane' and sku = 'BAD'")
    world.floor.rows("select stock.push_stock(%s, null)", [*skus, "BAD"])
    world.settle()
    assert shown(world, "bannos", skus) == dict.fromkeys(skus, 3)
    fault = world.floor.one("select fault from core.shop_skus where store = 'bannos' and sku = 'BAD'")
    assert fault == "SKU_AMBIGUOUS"
    assert [row["payload"]["code"] for row in world.floor.work("alert", "bannos:BAD:%")] == ["SKU_AMBIGUOUS"]


def test_a_raise_waits_until_every_order_is_here_that_the_shop_took_meanwhile(world: World) -> None:
    known(world, "HIDDEN-SALE", 5)
    shop = world.shops["bannos"]
    shop.sell([("HIDDEN-SALE", 1)])
    world.floor.rpc("receive_stock", sku="HIDDEN-SALE", qty=3)
    world.push()
    assert shop.available("HIDDEN-SALE") == 4  # eight would sell the one twice
    world.push()
    assert shop.available("HIDDEN-SALE") == 4
    for delivery in shop.post.take_held():
        world.deliver(delivery)
    world.settle()
    assert [each.available("HIDDEN-SALE") for each in world.shops.values()] == [7, 7]


def test_what_came_back_to_the_shop_hides_no_sale(world: World) -> None:
    """A cancelled order puts back just as much as another took of which nobody told us."""
    known(world, "OFFSET", 9)
    shop = world.shops["bannos"]
    order = shop.sell([("OFFSET", 4)])
    world.arrive(random.Random(1))
    world.push()
    shop.cancel(order, restock=True)
    shop.sell([("OFFSET", 4)])
    lost = [delivery for delivery in shop.post.take_held() if str(order.id) in delivery.body.decode()]
    assert lost
    # Every order of before is here, and nobody has read the level since.
    world.floor.rows("update core.shops set orders_complete_until = core.now()")
    world.pass_time(2)
    for delivery in lost:
        world.deliver(delivery)
    world.floor.rpc("waste_stock", sku="OFFSET", qty=1, reason="dropped")
    for _ in range(3):
        world.push()
        assert shop.available("OFFSET") <= 5
    world.settle()
    world.settle()
    assert [each.available("OFFSET") for each in world.shops.values()] == [4, 4]


def test_the_first_level_that_is_read_may_hide_a_sale_too(world: World) -> None:
    put_on_sale(world, ["FIRST-LOOK"], 15)
    shop = world.shops["bannos"]
    shop.adjust("FIRST-LOOK", 14)
    world.pass_time(3)
    shop.sell([("FIRST-LOOK", 4)])
    shop.post.take_held()
    world.floor.rows("select stock.push_stock(array['FIRST-LOOK'], null)")
    world.push()
    world.push()
    assert shop.available("FIRST-LOOK") == 10
    world.settle()
    world.settle()
    assert [each.available("FIRST-LOOK") for each in world.shops.values()] == [11, 11]


def test_a_catalogue_that_nobody_has_ordered_from_is_kept_in_step(world: World) -> None:
    for shop in world.shops.values():
        shop.add_variant("CAT-CAKE", 6)
        shop.add_variant("CAT-TRAY", 6)
    for sku in ("CAT-CAKE", "CAT-TRAY"):
        world.floor.rpc("set_item", "supervisor", sku=sku, title=sku, stocked=False)
    world.floor.rpc("set_item", "supervisor", sku="CAT-SPONGE", title="Sponge")
    for sku in ("CAT-CAKE", "CAT-TRAY"):
        world.floor.rpc("set_requirement", "supervisor", sku=sku, component_sku="CAT-SPONGE", qty=1)
    world.floor.rpc("receive_stock", sku="CAT-SPONGE", qty=6)
    world.settle()
    world.shops["bannos"].sell([("CAT-CAKE", 6)])
    world.arrive(random.Random(1))
    world.push()
    for store in DOMAINS:
        assert shown(world, store, ["CAT-CAKE", "CAT-TRAY"]) == {"CAT-CAKE": 0, "CAT-TRAY": 0}


def test_what_staff_of_the_shop_changed_is_lowered_at_once_and_raised_after_a_look_for_orders(world: World) -> None:
    known(world, "BY-HAND", 5)
    shop = world.shops["bannos"]
    shop.adjust("BY-HAND", 4)
    for delivery in shop.post.take_held():
        world.deliver(delivery)
    world.push()
    assert shop.available("BY-HAND") == 5
    shop.adjust("BY-HAND", -2)
    for delivery in shop.post.take_held():
        world.deliver(delivery)
    world.push()
    assert shop.available("BY-HAND") == 3
    world.settle()
    assert shop.available("BY-HAND") == 5
