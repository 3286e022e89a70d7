"""api.know_skus: the shop's items for the SKUs that were asked for."""

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import NOON, batch, known, later, levels, opened, queue, shown, statuses, worker


def found(name: str, **fields: object) -> Json:
    """Return an item as functions/inventory_worker/pusher.py tells of it."""
    return {
        "sku": name,
        "inventory_item_gid": f"item-{name}",
        "product_id": "77",
        "tracked": True,
        "policy": "deny",
        "available": 4,
        **fields,
    }


def know(floor: Floor, asked: list[str], *items: Json) -> Json:
    """Tell what was found for what was asked."""
    return worker(floor, "know_skus", store="bannos", at=NOON, asked=asked, found=list(items))


def new(floor: Floor, word: str = "CAKE") -> str:
    """Put a SKU on sale of which nothing is known, and queue it."""
    name = shown(floor, word, 3, known=None, inventory_item_gid=None)
    queue(floor, name)
    return name


def test_what_was_found_is_known_and_pushed(floor: Floor) -> None:
    name = new(floor)
    assert know(floor, [name], found(name)) == {"ok": True, "already_done": False}
    row = known(floor, name)
    assert (row["inventory_item_gid"], row["product_id"], row["tracked"], row["policy"]) == (
        f"item-{name}",
        "77",
        True,
        "deny",
    )
    assert (row["known_qty"], row["known_at"], row["unexplained"], row["fault"]) == (4, NOON, 0, None)
    assert floor.work("alert") == []
    assert levels(batch(floor)) == [(name, 4, 3)]


def test_a_sku_that_was_never_on_sale_here_is_put_on_the_list(floor: Floor) -> None:
    name = floor.stock("KNOW-NEW", 3)
    know(floor, [name], found(name))
    assert known(floor, name)["known_qty"] == 4


@pytest.mark.parametrize(("items", "code"), [(0, "SKU_NOT_IN_SHOP"), (2, "SKU_AMBIGUOUS")])
def test_none_or_more_than_one_cannot_be_pushed_and_is_said(floor: Floor, items: int, code: str) -> None:
    name, good = new(floor), new(floor, "GOOD")
    with floor.noted() as events:
        given = [found(name, inventory_item_gid=f"item-{number}") for number in range(items)]
        know(floor, [name, good], *given, found(good))
    assert (known(floor, name)["fault"], known(floor, name)["inventory_item_gid"]) == (code, None)
    assert statuses(floor, name) == ["dead"]
    assert [(alert["payload"]["sku"], alert["payload"]["code"]) for alert in floor.work("alert")] == [(name, code)]
    assert [(event["kind"], event["detail"]) for event in events] == [("push_failed", {"sku": name, "code": code})]
    assert levels(batch(floor)) == [(good, 4, 3)]


@pytest.mark.parametrize("code", ["SKU_NOT_IN_SHOP", "SKU_AMBIGUOUS"])
def test_one_that_is_there_after_all_has_no_fault_any_more(floor: Floor, code: str) -> None:
    name = new(floor)
    floor.rows("update core.shop_skus set fault = %s", code)
    know(floor, [name], found(name))
    assert known(floor, name)["fault"] is None


def test_a_sku_of_another_case_is_not_the_one_that_was_asked_for(floor: Floor) -> None:
    name = new(floor)
    know(floor, [name], found(name.lower()), found(f"{name} "))
    assert known(floor, name)["fault"] == "SKU_NOT_IN_SHOP"
    assert floor.one("select count(*) from core.shop_skus") == 1


@pytest.mark.parametrize(("fields", "says"), [({"tracked": False}, 1), ({"policy": "continue"}, 1), ({}, 0)])
def test_an_item_that_the_shop_oversells_whatever_we_push_is_said(floor: Floor, fields: Json, says: int) -> None:
    name = new(floor)
    know(floor, [name], found(name, **fields))
    assert len(floor.work("alert", f"bannos:{name}:shop_can_oversell")) == says


def test_an_item_without_a_level_at_the_location_shows_none(floor: Floor) -> None:
    floor.rows("update core.shops set orders_complete_until = %s", later(-1))
    name = new(floor)
    know(floor, [name], found(name, available=None))
    # Below ours at the first sight: it may be sold, by orders that are not here.
    assert (known(floor, name)["known_qty"], known(floor, name)["unexplained"]) == (0, -3)
    assert opened(floor)["batch"] is None


def test_older_news_leave_the_level_and_an_older_worker_repeats_harmlessly(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    floor.rows("update core.shop_skus set known_at = %s", later(1))
    know(floor, [name], found(name))
    know(floor, [name], found(name))
    assert (known(floor, name)["known_qty"], known(floor, name)["product_id"]) == (5, "77")
