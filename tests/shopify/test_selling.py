"""Selling and what follows it: the shop's own stock moves with each order."""

import threading
from contextlib import suppress
from datetime import datetime

import pytest

from local.doubles.kit.clock import Clock
from local.doubles.shopify import Shop
from local.doubles.shopify.model import ShopError, SoldOutError
from tests.shopify.conftest import Admin


def stock(shop: Shop, sku: str = "CAKE") -> tuple[int, int]:
    return shop.available(sku), shop.committed(sku)


@pytest.fixture(autouse=True)
def shelf(shop: Shop) -> None:
    shop.add_variant("CAKE", 5)
    shop.add_variant("TART", 1)


def test_a_sale_takes_from_available_and_commits(shop: Shop) -> None:
    order = shop.sell([("CAKE", 2)])
    assert stock(shop) == (3, 2)
    assert (order.name, order.number, shop.orders) == ("#1001", 1001, [order])


def test_more_than_there_is_is_not_sold_and_nothing_of_the_order_either(shop: Shop) -> None:
    with pytest.raises(SoldOutError):
        shop.sell([("CAKE", 1), ("TART", 1), ("TART", 1)])
    assert (stock(shop), stock(shop, "TART"), shop.orders, shop.post.held) == ((5, 0), (1, 0), [], [])


def test_the_policy_continue_sells_below_nothing(shop: Shop) -> None:
    shop.change_variant("TART", policy="CONTINUE")
    shop.sell([("TART", 3)])
    assert stock(shop, "TART") == (-2, 3)


def test_what_is_not_tracked_is_sold_without_end(shop: Shop) -> None:
    shop.change_variant("TART", tracked=False)
    shop.sell([("TART", 30)])
    assert stock(shop, "TART") == (1, 0)


@pytest.mark.parametrize(("restock", "left"), [(True, (5, 0)), (False, (3, 0))])
def test_a_cancelled_order_gives_back_what_is_restocked(shop: Shop, *, restock: bool, left: tuple[int, int]) -> None:
    order = shop.sell([("CAKE", 2)])
    shop.cancel(order, restock=restock)
    assert stock(shop) == left
    assert order.cancelled_at is not None
    assert [line.current_quantity for line in order.lines] == [0]
    with pytest.raises(ShopError):
        shop.cancel(order)
    with pytest.raises(ShopError):
        shop.edit(order, "CAKE", 1)


def test_a_refund_is_partial_until_it_is_all(shop: Shop) -> None:
    order = shop.sell([("CAKE", 2)])
    shop.refund(order, "CAKE", 1)
    assert (stock(shop), order.financial_status) == ((4, 1), "partially_refunded")
    shop.refund(order, "CAKE", 1, restock=False)
    assert (stock(shop), order.financial_status) == ((4, 0), "refunded")
    with pytest.raises(ShopError):
        shop.refund(order, "CAKE", 1)


def test_an_edit_moves_the_current_quantity_and_keeps_what_was_ordered(shop: Shop) -> None:
    order = shop.sell([("CAKE", 2)])
    shop.edit(order, "CAKE", 1)
    assert (stock(shop), order.lines[0].quantity, order.lines[0].current_quantity) == ((4, 1), 2, 1)
    shop.edit(order, "CAKE", 4)
    assert (stock(shop), order.lines[0].quantity, order.lines[0].current_quantity) == ((1, 4), 4, 4)
    with pytest.raises(SoldOutError):
        shop.edit(order, "CAKE", 6)
    shop.edit(order, "TART", 1)
    assert [line.sku for line in order.lines] == ["CAKE", "TART"]
    shop.edit(order, "CAKE", 0)
    assert stock(shop) == (5, 0)


def test_what_has_left_is_no_longer_on_hand_and_can_come_back(shop: Shop, admin: Admin) -> None:
    order = shop.sell([("CAKE", 2)])
    shop.fulfil(order)
    assert (stock(shop), order.fulfillment_status) == ((3, 0), "fulfilled")
    shop.refund(order, "CAKE", 1)
    assert stock(shop) == (4, 0)
    assert order.refunds[0]["lines"][0]["restock_type"] == "return"
    level = admin("ItemsBySku", q="sku:CAKE", locationId=admin.location)["data"]["inventoryItems"]["nodes"][0][
        "inventoryLevel"
    ]
    assert {one["name"]: one["quantity"] for one in level["quantities"]} == {
        "available": 4,
        "on_hand": 4,
        "committed": 0,
    }


def test_staff_count_and_rename(shop: Shop, admin: Admin) -> None:
    shop.adjust("CAKE", -3)
    shop.change_variant("CAKE", sku="CAKE-NEW")
    assert stock(shop, "CAKE-NEW") == (2, 0)
    with pytest.raises(ShopError):
        shop.available("CAKE")
    assert admin("ItemsBySku", q="sku:CAKE", locationId=admin.location)["data"]["inventoryItems"]["nodes"] == []


def test_what_the_shop_does_not_have_cannot_be_sold(shop: Shop) -> None:
    for lines in ([("cake", 1)], [("CAKE", 0)], [("CAKE", -1)]):
        with pytest.raises(ShopError):
            shop.sell(lines)


class MeetingClock(Clock):
    """Lets two sales meet between their look at the stock and their taking of it, where nothing keeps them apart."""

    def __init__(self) -> None:
        super().__init__()
        self._barrier = threading.Barrier(2)

    def now(self) -> datetime:
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait(0.3)
        return super().now()


def test_the_last_one_is_sold_once_to_two_who_come_at_the_same_time(shop: Shop) -> None:
    shop.books.clock = MeetingClock()
    sold: list[str] = []

    def customer() -> None:
        with suppress(SoldOutError):
            sold.append(shop.sell([("TART", 1)]).name)

    threads = [threading.Thread(target=customer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sold) == 1
    assert stock(shop, "TART") == (0, 1)
