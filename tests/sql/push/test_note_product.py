"""api.note_product: which item of a shop stands for which SKU."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import STRANGERS, Floor, Json
from tests.sql.stock.stock import known_sku


@pytest.fixture
def known(floor: Floor) -> str:
    """Return a SKU of which it is known that Bannos shows four of it at its location."""
    return known_sku(floor)


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


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("note_product", actor=STRANGERS[stranger], store="bannos", product_id="p", variants=[])
    assert answer["code"] == "AUTH001"
