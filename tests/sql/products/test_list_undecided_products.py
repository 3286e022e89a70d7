"""api.list_undecided_products: what somebody has to decide, and how many orders wait for it."""

from typing import Any

from tests.sql.floor import Floor, Json
from tests.sql.products.sold import decide, product, sell, sold
from tests.sql.stock.test_every_stock_function import refused


def listed(floor: Floor, store: str = "bannos", **page: Any) -> list[Json]:
    """Return the products to be decided."""
    found: list[Json] = floor.rpc("list_undecided_products", store=store, **page)["products"]
    return found


def test_products_are_listed_the_longest_waiting_first_with_their_open_orders(own_floor: Floor) -> None:
    thing, other = product(), product()
    sales = [sell(own_floor, sold(unsure=True, **thing)) for _ in range(3)]
    sell(own_floor, sold(1, "extra", title="Sparklers, large", sku="NEW-1"))
    sell(own_floor, sold(**other))  # a guess that nothing speaks against
    own_floor.bring(sales[0].id, "Complete")
    own_floor.again(sales[0], "10:10", fulfilled=True)
    first, second = listed(own_floor)
    assert (first["product_id"], first["open_orders"], first["kind"]) == (thing["product_id"], 2, None)
    assert (second["product_id"], second["title"], second["sku"], second["open_orders"]) == (
        None,
        "Sparklers, large",
        "NEW-1",
        1,
    )
    assert listed(own_floor, limit=1) == [first]
    assert listed(own_floor, limit=1, offset=1) == [second]
    assert listed(own_floor, "flourlane") == []
    decide(own_floor, "extra", title=second["title"], sku=second["sku"])
    assert listed(own_floor) == [first]


def test_only_supervisors_and_admins_see_what_is_to_be_decided(floor: Floor) -> None:
    refused(floor, "AUTH001", "may not call", lambda: floor.rpc("list_undecided_products", "staff", store="bannos"))


def test_nobody_sees_another_stores_products(own_floor: Floor) -> None:
    sell(own_floor, sold(unsure=True, **product()))
    assert own_floor.rpc("list_undecided_products", "zoe", store="bannos")["code"] == "AUTH001"
