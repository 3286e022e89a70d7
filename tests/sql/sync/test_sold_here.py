"""Whatever a shop sells of ours is kept in step with it, ordered or not, under whatever name its item goes."""

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import NOON, known, later, rows, shown, statuses, worker
from tests.sql.stock.stock import sku
from tests.sql.sync.runs import begun, compare, findings, level, reconcile, runs


def sold(floor: Floor, name: str) -> list[str]:
    """Return the stores in which a SKU is on sale, as far as we know."""
    return [row["store"] for row in floor.rows("select store from core.shop_skus where sku = %s order by store", name)]


def checks(floor: Floor) -> list[str]:
    """Return the stores whose levels are to be looked at."""
    return sorted(row["store"] for row in floor.work("level_check") if row["status"] == "pending")


def variant(name: str, gid: str) -> Json:
    """Return a variant as the webhook reads it."""
    return {"sku": name, "inventory_item_gid": gid, "tracked": True, "policy": "deny"}


def test_a_sku_of_ours_that_nobody_ordered_is_pushed_from_the_first_look_at_the_levels(floor: Floor) -> None:
    sponge = floor.stock(sku("SPONGE"), 4)
    cake = sku("CAKE")
    floor.rows("insert into core.product_requirements values (%s, %s, 2)", cake, sponge)
    run_id = begun(floor)
    assert compare(floor, run_id, NOON, level(cake, 6), level("MUG", 9), level(f"{cake} ", 6))["drift"] == 1
    assert findings(floor, run_id) == [("drift", cake, True)]
    assert (sold(floor, cake), sold(floor, sponge), sold(floor, "MUG")) == (["bannos"], [], [])
    assert (known(floor, cake)["known_qty"], statuses(floor, cake)) == (6, ["pending"])


def test_a_dry_look_puts_nothing_on_the_list(floor: Floor) -> None:
    name = floor.stock(sku("CAKE"), 4)
    compare(floor, begun(floor, dry_run=True), NOON, level(name, 6))
    assert sold(floor, name) == []


def test_a_sku_of_ours_that_a_product_brings_is_pushed(floor: Floor) -> None:
    name = floor.stock(sku("CAKE"), 4)
    product = {"product_id": "gid://shopify/Product/1", "variants": [variant(name, "item-1"), variant("MUG", "item-2")]}
    floor.service("note_product", store="bannos", **product)
    assert (sold(floor, name), sold(floor, "MUG"), statuses(floor, name)) == (["bannos"], [], ["pending"])


def test_a_new_item_is_looked_for_in_both_shops_and_a_known_one_is_not(floor: Floor) -> None:
    name, other = sku("CAKE"), sku("SPONGE")
    floor.rpc("set_item", "supervisor", sku=name, title="Cake", stocked=False)
    assert checks(floor) == ["bannos", "flourlane"]
    reconcile(floor, "sweep", stores=["bannos", "flourlane"])
    assert [run["kind"] for store in ("bannos", "flourlane") for run in runs(floor, "inventory", store)] == [
        "inventory"
    ] * 2
    assert checks(floor) == []
    floor.rpc("set_item", "supervisor", sku=name, title="The cake", stocked=False)
    assert checks(floor) == []
    floor.rpc("set_requirement", "supervisor", sku=f"{name}-B", component_sku=other, qty=1)
    assert checks(floor) == ["bannos", "flourlane"]


def told(floor: Floor, how: str, name: str, gid: str) -> None:
    """Let us hear, in one of three ways, that an item stands for a SKU."""
    if how == "the levels":
        compare(floor, begun(floor), later(1), level(name, 4, inventory_item_gid=gid))
        return
    if how == "its product":
        floor.service("note_product", store="bannos", product_id="77", variants=[variant(name, gid)])
    item = {**variant(name, gid), "product_id": "77", "available": 4}
    worker(floor, "know_skus", store="bannos", at=later(1), asked=[name], found=[item])


@pytest.mark.parametrize("how", ["the levels", "its product", "a search"])
def test_an_item_that_is_renamed_is_the_old_sku_no_more(floor: Floor, how: str) -> None:
    old = shown(floor, "Z-OLD", 20, known=4)
    new = shown(floor, "A-NEW", 2, known=None, inventory_item_gid=None)
    floor.set_clock(later(2))
    told(floor, how, new, f"item-{old}")
    assert (known(floor, new)["inventory_item_gid"], known(floor, new)["known_qty"]) == (f"item-{old}", 4)
    assert (known(floor, old)["inventory_item_gid"], known(floor, old)["known_qty"]) == (None, None)
    # The old one is looked for before anything is sent, and is not there.
    floor.rows("delete from core.work_queue")
    floor.rows("select stock.push_stock(%s, null)", [old])
    plan = worker(floor, "open_push", store="bannos", worker="w")
    assert (plan["find"], plan["batch"]) == ([old], None)
    worker(floor, "know_skus", store="bannos", at=later(3), asked=[old], found=[])
    assert [row["last_error"] for row in rows(floor, old)] == ["SKU_NOT_IN_SHOP"]
