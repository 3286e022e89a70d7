"""api.get_inventory: the stock of a SKU or of a Shopify product."""

from tests.sql.floor import Floor
from tests.sql.stock.stock import item, made, sell, sku


def test_an_item_is_shown_with_its_figures_and_what_the_shops_show(floor: Floor) -> None:
    name = item(floor, "TRAY", 9, buffer=2)
    sell(floor, 3, name)
    floor.rows(
        "update core.shop_skus set known_qty = 4, known_at = core.now(), unexplained = -1 where sku = %s and store = 'bannos'",
        name,
    )
    answer = floor.rpc("get_inventory", "agent", sku=name)
    (shown,) = answer["items"]
    assert (shown["on_hand"], shown["reserved"], shown["buffer"], shown["ats"], shown["short"]) == (9, 3, 2, 4, 0)
    assert (answer["on_hand"], answer["reserved"], answer["buffer"], answer["ats"]) == (9, 3, 2, 4)
    assert [(shop["store"], shop["shows"], shop["unexplained"]) for shop in shown["shops"]] == [
        ("bannos", 4, -1),
        ("flourlane", None, 0),
    ]
    # Of another shop nothing is told.
    (shown,) = floor.rpc("get_inventory", "tom", sku=name)["items"]
    assert [shop["store"] for shop in shown["shops"]] == ["bannos"]


def test_what_is_made_has_what_its_scarcest_component_allows(floor: Floor) -> None:
    sponge, fondant = item(floor, "SPONGE", 9), item(floor, "FONDANT", 5)
    product = made(floor, "CAKE", {sponge: 2, fondant: 1})
    assert floor.rpc("get_inventory", sku=product)["ats"] == 4
    floor.rpc("waste_stock", sku=fondant, qty=4, reason="dry")
    assert floor.rpc("get_inventory", sku=product)["ats"] == 1


def test_a_product_is_the_sum_of_its_skus(floor: Floor) -> None:
    small, large = item(floor, "SMALL", 3), item(floor, "LARGE", 4)
    product_id = f"gid://shopify/Product/{small}"
    floor.rows("update core.shop_skus set product_id = %s where sku in (%s, %s)", product_id, small, large)
    answer = floor.rpc("get_inventory", product_id=product_id)
    assert ([one["sku"] for one in answer["items"]], answer["on_hand"], answer["ats"]) == ([large, small], 7, 7)


def test_what_is_not_known_or_not_said_is_refused_by_name(floor: Floor) -> None:
    for arguments, code, says in (
        ({"sku": sku("NEVER")}, "INV002", "sku"),
        ({"product_id": "gid://shopify/Product/0"}, "INV002", "product_id"),
        ({}, "REQ001", "sku or product_id"),
        ({"sku": sku("A"), "product_id": "x"}, "REQ001", "sku or product_id"),
    ):
        with floor.noted() as events:
            answer = floor.rpc("get_inventory", "supervisor", **arguments)
        assert (answer["code"], answer["message"].endswith(says)) == (code, True)
        assert [event["code"] for event in events] == [code]
