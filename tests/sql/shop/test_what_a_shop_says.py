"""api.note_level, note_product, note_uninstalled, note_data_request: what a shop says beside its orders."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import STRANGERS, Floor, Json
from tests.sql.inventory.stock import item, pushed

CALLS: dict[str, Json] = {
    "note_level": {"inventory_item_gid": "i", "location_gid": "l", "available": 1},
    "note_product": {"product_id": "p", "variants": []},
    "note_uninstalled": {},
    "note_data_request": {"request_id": "1", "orders": []},
}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("function", CALLS)
def test_a_stranger_says_nothing(floor: Floor, function: str, stranger: str) -> None:
    assert floor.service(function, actor=STRANGERS[stranger], store="bannos", **CALLS[function])["code"] == "AUTH001"


@pytest.fixture
def known(floor: Floor) -> str:
    """Return a SKU of which it is known that Bannos shows four of it at its location."""
    floor.rows("update core.shops set location_gid = 'here', uninstalled_at = null where store = 'bannos'")
    name = item(floor, "TRAY", 9)
    floor.rows(
        "update core.shop_skus set inventory_item_gid = %s, known_qty = 4, known_at = core.now() "
        "where store = 'bannos' and sku = %s",
        f"item-{name}",
        name,
    )
    return name


def says(floor: Floor, name: str, available: int, location: str = "here", store: str = "bannos") -> Json:
    """Let a shop say what it shows."""
    return floor.service(
        "note_level", store=store, inventory_item_gid=f"item-{name}", location_gid=location, available=available
    )


def test_another_level_than_known_is_read_before_the_next_push(floor: Floor, known: str) -> None:
    assert says(floor, known, 3)["queued"] == ["inventory_push"]
    (row,) = floor.rows("select * from core.shop_skus where store = 'bannos' and sku = %s", known)
    assert (row["verify"], row["known_qty"]) == (True, 4)
    assert pushed(floor, known) == {"bannos"}
    says(floor, known, 3)
    assert len(floor.work("inventory_push", f"bannos:{known}:heard")) == 1


@pytest.mark.parametrize(
    ("available", "location", "store"), [(4, "here", "bannos"), (3, "away", "bannos"), (3, "here", "flourlane")]
)
def test_the_echo_of_what_is_known_and_what_is_not_ours_change_nothing(
    floor: Floor, known: str, available: int, location: str, store: str
) -> None:
    before = footprint(floor)
    with floor.noted() as events:
        assert says(floor, known, available, location, store)["already_done"]
    assert (events, footprint(floor)) == ([], before)


def variant(name: str, gid: str, **fields: object) -> Json:
    """Return a variant as the webhook reads it."""
    return {"sku": name, "inventory_item_gid": gid, "tracked": True, "policy": "deny", **fields}


def product(floor: Floor, *variants: Json) -> Json:
    """Let Bannos say what a product is made up of."""
    return floor.service("note_product", store="bannos", product_id="gid://shopify/Product/1", variants=list(variants))


def test_a_sku_that_two_variants_have_is_ambiguous_and_said_to_somebody(floor: Floor, known: str) -> None:
    with floor.noted() as events:
        product(floor, variant(known, "one"), variant(known, "two"))
    (row,) = floor.rows("select * from core.shop_skus where store = 'bannos' and sku = %s", known)
    assert (row["fault"], row["inventory_item_gid"]) == ("SKU_AMBIGUOUS", None)
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("push_failed", {"sku": known, "code": "SKU_AMBIGUOUS"})
    ]
    (alert,) = floor.work("alert", f"bannos:{known}:push_failed")
    assert alert["payload"]["code"] == "SKU_AMBIGUOUS"


def test_a_sku_that_two_of_the_shops_items_have_is_ambiguous_when_it_is_looked_for(floor: Floor, known: str) -> None:
    found = [variant(known, gid, product_id="p", available=3) for gid in ("one", "two")]
    floor.service(
        "know_skus", who="inventory_worker", store="bannos", at="2026-11-20T10:00:00Z", asked=[known], found=found
    )
    (row,) = floor.rows("select * from core.shop_skus where store = 'bannos' and sku = %s", known)
    assert (row["fault"], row["inventory_item_gid"]) == ("SKU_AMBIGUOUS", None)
    assert len(floor.work("alert", f"bannos:{known}:push_failed")) == 1


def test_a_variant_of_another_case_is_another_sku(floor: Floor, known: str) -> None:
    before = footprint(floor)
    assert product(floor, variant(known.lower(), "one"), variant("", "two"))["already_done"]
    assert footprint(floor) == before


@pytest.mark.parametrize("fields", [{"tracked": False}, {"policy": "continue"}])
def test_a_sku_that_the_shop_can_oversell_is_said_to_somebody(floor: Floor, known: str, fields: Json) -> None:
    product(floor, variant(known, f"item-{known}", **fields))
    (alert,) = floor.work("alert", f"bannos:{known}:shop_can_oversell")
    assert {key: alert["payload"][key] for key in fields} == fields
    # A body that does not say leaves it as it was.
    product(floor, variant(known, f"item-{known}", tracked=None, policy=None))
    (row,) = floor.rows("select tracked, policy::text from core.shop_skus where store = 'bannos' and sku = %s", known)
    assert {key: row[key] for key in fields} == fields


def test_a_shop_that_is_gone_is_said_once_and_comes_back_once(floor: Floor, known: str) -> None:
    assert known
    with floor.noted() as events:
        assert floor.service("note_uninstalled", store="bannos")["already_done"] is False
        assert floor.service("note_uninstalled", store="bannos")["already_done"]
        assert floor.service("note_uninstalled", store="bannos", installed=True)["already_done"] is False
        assert floor.service("note_uninstalled", store="bannos", installed=True)["already_done"]
    assert [(event["kind"], event["store"]) for event in events] == [
        ("app_uninstalled", "bannos"),
        ("app_installed", "bannos"),
    ]
    assert len(floor.work("alert", "bannos:bannos:app_uninstalled")) == 1


def test_a_request_for_data_is_said_to_somebody_in_ids_alone(floor: Floor) -> None:
    orders = ["gid://shopify/Order/1"]
    with floor.noted() as events:
        assert (
            floor.service("note_data_request", store="bannos", request_id="77", orders=orders)["already_done"] is False
        )
    assert [event["detail"] for event in events] == [{"request_id": "77", "orders": orders}]
    (alert,) = floor.work("alert", "bannos:77:data_requested")
    assert alert["payload"]["orders"] == orders
    assert floor.service("note_data_request", store="bannos", request_id="77", orders=orders)["already_done"]
