"""api.set_item: what there is, how it is counted, and what is kept back of it."""

from collections.abc import Callable

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor, Json, line
from tests.sql.stock.stock import candles, held, item, made, pushed, sell, short, sku


def refused(floor: Floor, code: str, says: str, call: Callable[[], Json]) -> None:
    """See that a call is refused with a code and a message, and that nothing changed."""
    before = footprint(floor)
    with floor.noted() as events:
        answer = call()
    assert (answer.get("code"), footprint(floor) == before) == (code, True), answer
    assert says in answer["message"]
    assert [(event["kind"], event["code"]) for event in events] == [("refused", code)]


def test_an_item_is_made_known_and_changed_and_done_already_when_it_is_so(floor: Floor) -> None:
    name = sku("BOX")
    with floor.noted() as events:
        answer = floor.rpc("set_item", sku=name, title="Cake box", buffer=2, low_at=5, authority="shopify")
    shown = {key: answer[key] for key in ("title", "uom", "stocked", "buffer", "low_at", "authority", "on_hand", "ats")}
    assert shown == {
        "title": "Cake box",
        "uom": "each",
        "stocked": True,
        "buffer": 2,
        "low_at": 5,
        "authority": "shopify",
        "on_hand": 0,
        "ats": -2,
    }
    assert [event["kind"] for event in events] == ["item_set"]
    before = footprint(floor)
    with floor.noted() as events:
        again = floor.rpc("set_item", sku=name, title="Cake box", buffer=2, low_at=5, authority="shopify")
    assert (again["already_done"], events, footprint(floor)) == (True, [], before)
    assert floor.rpc("set_item", sku=name, title="Box")["buffer"] == 0


def test_what_is_kept_back_is_told_to_the_shops(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    assert floor.rpc("set_item", sku=name, title="Tray", buffer=4)["ats"] == 5
    assert pushed(floor, name) == {"bannos", "flourlane"}


LOOK_ALIKE: dict[str, Callable[[str], str]] = {
    "case": str.lower,
    "a space within": lambda name: name.replace("-", " -"),
    "a no-break space": lambda name: name + "\u00a0",
    "a zero-width space": lambda name: name[:3] + "\u200b" + name[3:],
    "a soft hyphen": lambda name: name[:3] + "\u00ad" + name[3:],
    "wide characters": lambda name: "".join(chr(ord(one) + 0xFEE0) for one in name),
    "a Cyrillic letter": lambda name: name.replace("A", "\u0410"),
    "a small Cyrillic letter": lambda name: name.replace("A", "\u0430"),
    "a Greek letter": lambda name: name.replace("T", "\u03a4"),
    "another dash": lambda name: name.replace("-", "\u2013"),
    "a byte order mark": lambda name: "\ufeff" + name,
}


@pytest.mark.parametrize("how", LOOK_ALIKE)
def test_a_sku_that_looks_like_another_is_refused_and_the_other_named(floor: Floor, how: str) -> None:
    name = item(floor, "TRAY", 3)
    other = LOOK_ALIKE[how](name)
    assert other != name
    refused(floor, "INV008", f"sku: {name}", lambda: floor.rpc("set_item", sku=other, title="Tray"))
    product = sku("CAKE")
    bom: Json = {"component_sku": other, "qty": 1}
    refused(floor, "INV008", f"component_sku: {name}", lambda: floor.rpc("set_requirement", sku=product, **bom))
    bom = {"component_sku": item(floor, "SPONGE"), "qty": 1}
    refused(floor, "INV008", f"sku: {name}", lambda: floor.rpc("set_requirement", sku=other, **bom))


def test_what_is_there_already_beside_its_look_alike_can_still_be_changed(floor: Floor) -> None:
    name = item(floor, "TRAY", 3)
    floor.stock(name.lower(), 1)
    assert floor.rpc("set_item", sku=name, title="The better tray")["title"] == "The better tray"


def test_what_is_stocked_and_what_is_made_are_not_mixed(floor: Floor) -> None:
    part, product = item(floor, "SPONGE", 3), None
    product = made(floor, "CAKE", {part: 1})
    sell(floor, 1, part)
    refused(floor, "INV006", "stocked", lambda: floor.rpc("set_item", sku=part, title="S", stocked=False))
    refused(floor, "INV006", "stocked", lambda: floor.rpc("set_item", sku=product, title="C", stocked=True))
    answer = floor.rpc("set_item", sku=product, title="A cake", stocked=False)
    assert (answer["title"], answer["ats"]) == ("A cake", 2)


@pytest.mark.parametrize("authority", ["Shopify", "", "both"])
def test_an_authority_that_there_is_not_is_refused_by_name(floor: Floor, authority: str) -> None:
    refused(floor, "REQ001", "authority", lambda: floor.rpc("set_item", sku=sku("A"), title="A", authority=authority))


def test_orders_that_were_waiting_for_an_item_to_be_known_are_booked(floor: Floor) -> None:
    name = sku("NEW")
    cake_order = sell(floor, 2, name)
    extra_order = floor.sell(cakes=0, lines=[line(1, kind="extra", sku=name, quantity=3)], tickets=[])
    over = floor.sell(cakes=0, lines=[line(1, kind="extra", sku=name)], tickets=[], fulfilled=True)
    done = sell(floor, 1, name)
    floor.bring(done.id, "Complete")
    assert floor.ticket(cake_order.tickets[0])["flags"] == ["unknown_sku"]

    answer = floor.rpc("set_item", sku=name, title="New")
    assert "stock_rebook" in answer["queued"]
    waiting = {work["payload"]["order_gid"] for work in floor.work("stock_rebook") if work["status"] == "pending"}
    assert {cake_order.gid, extra_order.gid} <= waiting
    assert not {over.gid, done.gid} & waiting
    for sale in (cake_order, extra_order):
        floor.service("deduct_on_order_create", who="reconcile", store=sale.store, order_gid=sale.gid)
    assert (short(floor, cake_order), short(floor, extra_order)) == ({name: 2}, {name: 3})
    assert floor.ticket(cake_order.tickets[0])["flags"] == []
    floor.rpc("receive_stock", sku=name, qty=9)
    assert (held(floor, cake_order, name), held(floor, extra_order, name)) == (2, 3)
    assert_books(floor)


def test_running_low_is_told_once_each_time_the_figure_is_reached(floor: Floor) -> None:
    name = item(floor, "TRAY", 9, low_at=5, buffer=1)
    with floor.noted() as events:
        sell(floor, 2, name)
    assert "inventory:low" not in [event["kind"] for event in events]
    with floor.noted() as events:
        sell(floor, 1, name)
    low = [event for event in events if event["kind"] == "inventory:low"]
    assert sorted(event["store"] for event in low) == ["bannos", "flourlane"]
    assert low[0]["detail"] == {"sku": name, "ats": 5, "low_at": 5}
    (alert,) = floor.work("alert", f"%{name}:inventory:low")
    assert alert["payload"]["sku"] == name
    with floor.noted() as events:
        sell(floor, 1, name)
    assert "inventory:low" not in [event["kind"] for event in events]
    floor.rpc("receive_stock", sku=name, qty=5)
    with floor.noted() as events:
        floor.rpc("waste_stock", sku=name, qty=6, reason="dropped")
    assert [event["kind"] for event in events].count("inventory:low") == 2


def test_an_extra_is_no_matter_of_being_low(floor: Floor) -> None:
    """An item without a threshold is never low."""
    name = item(floor, "CANDLE", 3)
    with floor.noted() as events:
        sell(floor, 1, item(floor, "TRAY", 1), candles(3, name))
    assert "inventory:low" not in [event["kind"] for event in events]
