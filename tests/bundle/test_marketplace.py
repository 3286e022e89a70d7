"""The built function brings an order from new to shipped, and a packer's page fetches the label that it stored."""

import httpx

from label_check import check_label
from local.stack import Stack
from local.terminal import events
from tests.bundle.conftest import Emulate
from tests.functions.callers import Person, rows
from tests.marketplace.parcels import ADDRESS

STORE, CANDLE = "bestbuyca", "4006381333931"
STATUS = "select status from core.marketplace_orders where mirakl_id = %s"


def test_built_marketplace_ships_an_order_and_its_label_is_read_at_the_pages_address(
    stack: Stack, emulate: Emulate
) -> None:
    function, packer = emulate("MarketplaceFunction"), Person(stack, "Packer", STORE)
    order = stack.mirakl.order(("CANDLE-10", 1), address=ADDRESS)
    for kind in ("import", "acceptance", "import", "shipping", "tracking"):
        rows(
            stack, "select run_id from core.begin_run(%s, %s, null, false)", STORE, kind
        )  # and nobody else is woken for it
        assert function.invoke(events.read("marketplace-wake-up"))["batchItemFailures"] == []
    assert rows(stack, STATUS, order) == [("shipped",)]
    assert stack.mirakl.state(order) == "SHIPPED"
    [sold] = [label for label in stack.canada_post.shipments if order in label.request_id]
    assert packer.call("verify_item", store=STORE, id=order, code=CANDLE).json()["ok"]
    opened = packer.call("open_label", store=STORE, id=order).json()
    read = httpx.get(stack.url + opened["url"])
    assert (read.status_code, read.headers["content-type"]) == (200, "application/pdf")
    check_label(read.content, sold.pin)
    assert sold.pin.encode() in read.content
