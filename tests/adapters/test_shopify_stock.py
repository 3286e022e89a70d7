"""Shopify's stock through our client: found exactly, changed by compare-and-set, read whole."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from local.doubles.shopify import Shop
from local.servers.processes import wait_until
from ordak.shopify.admin import Change, Item, Level, ShopifyAdmin, ShopifyError, UserError
from ordak.shopify.answers import read_items
from tests.adapters.conftest import FIXED, Connect
from tests.adapters.wire import Call, wire

REFERENCE = "gid://ordak/Push/1"


@pytest.fixture
def here(admin: ShopifyAdmin) -> str:
    """The shop's location."""
    return admin.locations()[0].gid


def found(admin: ShopifyAdmin, here: str, *skus: str) -> list[Item]:
    return sorted(admin.find_items(skus, here))


def test_location_says_what_it_is_for(admin: ShopifyAdmin, shop: Shop) -> None:
    shop.add_location("Second")
    assert [(one.name, one.active, one.sells_online) for one in admin.locations()] == [
        ("Shop location", True, True),
        ("Second", True, True),
    ]


def test_item_is_found_with_what_decides_whether_it_can_oversell(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    shop.add_variant("CAKE-8", 5)
    shop.add_variant("CANDLE", -2, policy="CONTINUE")
    shop.add_variant("CARD", 0, tracked=False)
    rows = found(admin, here, "CAKE-8", "CANDLE", "CARD", "NOT-SOLD")
    assert [(row.sku, row.available, row.tracked, row.policy) for row in rows] == [
        ("CAKE-8", 5, True, "deny"),
        ("CANDLE", -2, True, "continue"),
        ("CARD", 0, False, "deny"),
    ]
    assert all(row.item_gid.startswith("gid://shopify/InventoryItem/") for row in rows)
    assert all((row.product_gid or "").startswith("gid://shopify/Product/") for row in rows)


def test_other_spellings_that_the_search_finds_are_other_skus(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    for sku in ("cake-8", "CAKE-8", "Cake-8", "CAKE-8-VAN", " CAKE-8", "СAKE-8"):
        shop.add_variant(sku, 1)
    assert [row.sku for row in found(admin, here, "CAKE-8")] == ["CAKE-8"]


def test_sku_that_two_items_have_is_found_twice(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    shop.add_variant("TWICE", 1)
    shop.add_variant("TWICE", 2)
    assert [row.available for row in found(admin, here, "TWICE")] == [1, 2]


@pytest.mark.parametrize(
    "sku", ['8" ROUND', "BACK\\SLASH", "END\\", "A B", "O'NEIL", "(A) OR (B)", "x:y", "ZOË-🎂", "A*"]
)
def test_sku_is_found_whatever_it_is_made_of(admin: ShopifyAdmin, shop: Shop, here: str, sku: str) -> None:
    shop.add_variant(sku, 3)
    shop.add_variant("OTHER", 1)
    assert [(row.sku, row.available) for row in found(admin, here, sku, "OTHER")] == sorted([(sku, 3), ("OTHER", 1)])


def test_many_skus_are_asked_for_a_hundred_at_a_time(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    skus = [f"SKU-{n:03}" for n in range(250)]
    for n, sku in enumerate(skus):
        shop.add_variant(sku, n)
    rows = found(admin, here, *skus, *skus)  # asked for twice, it is not there twice
    assert [(row.sku, row.available) for row in rows] == [(sku, n) for n, sku in enumerate(skus)]
    assert shop.count("ItemsBySku") == 3


def test_search_that_finds_more_than_a_page_is_read_to_its_end(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    for n in range(120):
        shop.add_variant("SAME", n)
    assert sorted(row.available or 0 for row in found(admin, here, "SAME")) == list(range(120))


def test_levels_are_those_of_the_location_and_none_where_there_are_none(
    admin: ShopifyAdmin, shop: Shop, here: str
) -> None:
    items = [shop.add_variant(f"SKU-{n}", n).item.id for n in range(130)]
    shop.add_location("Second")
    gids = [f"gid://shopify/InventoryItem/{item}" for item in items]
    assert admin.levels(here, gids) == {gid: n for n, gid in enumerate(gids)}
    assert shop.count("Levels") == 2
    gone = "gid://shopify/InventoryItem/999999999"
    assert admin.levels(admin.locations()[1].gid, [gids[0], gone]) == {gids[0]: None, gone: None}
    assert [row.available for row in found(admin, admin.locations()[1].gid, "SKU-7")] == [None]


@pytest.mark.parametrize(
    ("policies", "policy"),
    [(["DENY", "CONTINUE"], "continue"), (["CONTINUE", "DENY"], "continue"), (["DENY", "DENY"], "deny"), ([], None)],
)
def test_item_of_two_variants_sells_on_if_one_does_and_one_of_none_has_no_policy(
    policies: list[str], policy: str | None
) -> None:
    """By hand: the double's items have a variant each."""
    variants = [{"inventoryPolicy": each, "product": {"id": "gid://p"}} for each in policies]
    node = {"id": "gid://i", "sku": "A", "tracked": True, "inventoryLevel": None, "variants": {"nodes": variants}}
    page = {"inventoryItems": {"nodes": [node], "pageInfo": {"hasNextPage": False, "endCursor": None}}}
    (item,), _ = read_items(page)
    assert (item.policy, item.product_gid) == (policy, "gid://p" if policies else None)


def changes(admin: ShopifyAdmin, here: str, *wanted: tuple[str, int, int]) -> list[Change]:
    gids = {row.sku: row.item_gid for row in admin.find_items([sku for sku, _, _ in wanted], here)}
    return [Change(gids[sku], here, change_from, quantity) for sku, change_from, quantity in wanted]


def test_change_is_made_once_however_often_it_is_sent(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    shop.add_variant("CAKE", 5)
    lines = changes(admin, here, ("CAKE", 5, 3))
    assert [admin.set_quantities(lines, "key-1", REFERENCE) for _ in range(3)] == [[], [], []]
    assert (shop.available("CAKE"), shop.changes("CAKE")) == (3, 1)
    sent = shop.calls[-1].variables["input"]
    assert (sent["name"], sent["reason"], sent["referenceDocumentUri"]) == ("available", "correction", REFERENCE)
    assert sent["quantities"][0]["changeFromQuantity"] == 5


def test_stale_line_is_named_and_nothing_is_changed(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    for sku in "ABC":
        shop.add_variant(sku, 5)
    lines = changes(admin, here, ("A", 5, 1), ("B", 4, 1), ("C", 5, 1))
    assert admin.set_quantities(lines, "key-1", REFERENCE) == [UserError("CHANGE_FROM_QUANTITY_STALE", 1)]
    assert [shop.available(sku) for sku in "ABC"] == [5, 5, 5]


def test_sale_right_before_a_change_makes_it_stale(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    shop.add_variant("CAKE", 5)
    lines = changes(admin, here, ("CAKE", 5, 9))
    shop.fail("stale")
    assert [error.code for error in admin.set_quantities(lines, "k", REFERENCE)] == ["CHANGE_FROM_QUANTITY_STALE"]
    assert shop.available("CAKE") == 4


def test_key_of_another_change_and_unknown_item_are_said_by_code(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    shop.add_variant("CAKE", 5)
    line = changes(admin, here, ("CAKE", 5, 3))[0]
    assert admin.set_quantities([line], "key-1", REFERENCE) == []
    other = line._replace(change_from=3, quantity=2)
    assert [e.code for e in admin.set_quantities([other], "key-1", REFERENCE)] == ["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]
    unknown = line._replace(item_gid="gid://shopify/InventoryItem/1")
    errors = admin.set_quantities([other, unknown], "key-2", REFERENCE)
    assert errors == [UserError("INVALID_INVENTORY_ITEM", 1)]


def test_push_takes_250_lines_and_no_more(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    for n in range(250):
        shop.add_variant(f"SKU-{n}", 1)
    lines = changes(admin, here, *((f"SKU-{n}", 1, 0) for n in range(250)))
    assert admin.set_quantities(lines, "key-1", REFERENCE) == []
    assert shop.count("SetQuantities", applied=True) == 1
    for bad in ([], [*lines, lines[0]]):
        with pytest.raises(ValueError, match="250"):
            admin.set_quantities(bad, "key-2", REFERENCE)
    assert shop.count("SetQuantities") == 1


def pages(admin: ShopifyAdmin, here: str) -> Iterator[list[Level]]:
    after = None
    while True:
        rows, after = admin.level_page(here, after)
        yield rows
        if after is None:
            return


def test_pages_bulk_and_shop_agree_on_every_level(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    for n in range(505):
        shop.add_variant(f"SKU-{n}" if n else None, n, tracked=n % 7 != 0)
    read = list(pages(admin, here))
    assert [len(page) for page in read] == [250, 250, 5]
    rows = [row for page in read for row in page]
    assert {row.sku: row.available for row in rows} == {f"SKU-{n}" if n else None: n for n in range(505)}
    assert [row.tracked for row in sorted(rows, key=lambda row: row.available or 0)] == [n % 7 != 0 for n in range(505)]

    started = admin.start_bulk_levels(here)
    assert started.gid is not None
    gid = started.gid
    wait_until(lambda: admin.bulk_status(gid).status == "COMPLETED", 30, lambda: "the bulk operation did not end")
    status = admin.bulk_status(gid)
    assert status.url is not None
    assert (status.error_code, status.objects) == (None, 505)
    assert set(admin.bulk_levels(status.url)) == set(rows)


def test_bulk_operation_that_fails_has_a_code(admin: ShopifyAdmin, shop: Shop, here: str) -> None:
    shop.add_variant("CAKE", 1)
    shop.fail("bulk", operation=None)
    gid = admin.start_bulk_levels(here).gid or ""
    wait_until(lambda: admin.bulk_status(gid).status == "FAILED", 30, lambda: "the bulk operation did not fail")
    assert admin.bulk_status(gid).error_code


def test_bulk_operation_beyond_what_a_shop_runs_is_refused_as_a_value(connect: Connect) -> None:
    """Scripted: the double's own are over too soon to be one too many."""
    errors = [{"code": "OPERATION_IN_PROGRESS", "field": None}]
    answer = {"data": {"bulkOperationRunQuery": {"bulkOperation": None, "userErrors": errors}}}
    with wire(lambda call: call.answer(200, json.dumps(answer).encode())) as other:
        started = connect(replace(FIXED, url=other.url)).start_bulk_levels("gid://shopify/Location/1")
    assert started == (None, [UserError("OPERATION_IN_PROGRESS", None)])


def test_what_does_not_exist_is_not_found(admin: ShopifyAdmin) -> None:
    for ask in (
        lambda: admin.level_page("gid://shopify/Location/1"),
        lambda: admin.bulk_status("gid://shopify/BulkOperation/1"),
    ):
        with pytest.raises(ShopifyError) as error:
            ask()
        assert (error.value.code, error.value.perhaps_applied) == ("NOT_FOUND", False)


def test_location_that_is_none_reaches_no_document(admin: ShopifyAdmin, shop: Shop) -> None:
    with pytest.raises(ValueError, match="not a location"):
        admin.start_bulk_levels('gid://shopify/Location/1") { id } }')
    assert shop.calls == []


def row(number: int) -> bytes:
    level = {"quantities": [{"quantity": number}]} if number % 2 else None
    return json.dumps({"id": f"gid://{number}", "sku": f"S{number}", "tracked": True, "inventoryLevel": level}).encode()


def test_bulk_result_is_read_in_constant_memory(connect: Connect) -> None:
    admin, many = connect(seconds=600), 60_000  # a traced read takes long on a busy machine

    def script(call: Call) -> None:
        call.send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for start in range(0, many, 1000):
            call.send(b"".join(row(number) + b"\n" for number in range(start, start + 1000)))
        call.connection.close()

    with wire(script) as other:
        rows = admin.bulk_levels(other.url)
        assert next(rows) == Level("gid://0", "S0", tracked=True, available=None)
        assert next(rows) == Level("gid://1", "S1", tracked=True, available=1)
        tracemalloc.start()
        assert sum(1 for _ in rows) == many - 2
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 2_000_000  # the document has six


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (lambda call: call.answer(200, row(1) + b"\n" + row(2)[:20]), "BAD_ANSWER"),
        (lambda call: call.answer(200, b'{"id": 1}\n'), "BAD_ANSWER"),
        (lambda call: call.answer(200, b"null\n"), "BAD_ANSWER"),
        (lambda call: call.answer(403, b"<Error/>"), "ANSWER_LOST"),
        (Call.reset, "ANSWER_LOST"),
    ],
)
def test_bulk_result_that_is_not_whole_is_an_error(
    admin: ShopifyAdmin, script: Callable[[Call], None], code: str
) -> None:
    with wire(script) as other, pytest.raises(ShopifyError) as error:
        list(admin.bulk_levels(other.url))
    assert (error.value.code, error.value.perhaps_applied) == (code, False)
