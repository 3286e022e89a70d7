"""api.set_item_barcode: a barcode is of one item of an organisation, or of a box of so many."""

from itertools import count

import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.stock.stock import item, sku
from tests.sql.stock.test_set_item import refused

_NUMBERS = count(4_006_381_000_000)


def code() -> str:
    """Return a barcode like no other."""
    return str(next(_NUMBERS))


def shown(floor: Floor, name: str) -> Json:
    """Return an item's barcodes as get_inventory shows them."""
    (found,) = floor.rpc("get_inventory", sku=name)["items"]
    barcodes: Json = {each["barcode"]: each["quantity"] for each in found["barcodes"]}
    return barcodes


def test_an_item_has_barcodes_of_a_piece_and_of_a_box(floor: Floor) -> None:
    name, piece, box = item(floor, "MUG", 3), code(), code()
    with floor.noted() as events:
        answer = floor.rpc("set_item_barcode", "packer", sku=name, barcode=piece)
    assert answer["barcodes"] == [{"barcode": piece, "quantity": 1}]
    assert [(event["kind"], event["detail"]) for event in events] == [("item_set", {"sku": name})]
    floor.rpc("set_item_barcode", sku=name, barcode=box, quantity=12)
    assert shown(floor, name) == {piece: 1, box: 12}


def test_a_barcode_is_done_already_when_it_is_so_changed_and_taken_out(floor: Floor) -> None:
    name, piece = item(floor, "MUG"), code()
    floor.rpc("set_item_barcode", sku=name, barcode=piece)
    before = footprint(floor)
    with floor.noted() as events:
        assert floor.rpc("set_item_barcode", sku=name, barcode=piece)["already_done"]
    assert (events, footprint(floor)) == ([], before)
    assert not floor.rpc("set_item_barcode", sku=name, barcode=piece, quantity=6)["already_done"]
    assert shown(floor, name) == {piece: 6}
    assert not floor.rpc("set_item_barcode", sku=name, barcode=piece, quantity=0)["already_done"]
    assert floor.rpc("set_item_barcode", sku=name, barcode=piece, quantity=0)["already_done"]
    assert shown(floor, name) == {}


@pytest.mark.parametrize("quantity", [1, 12])
def test_the_barcode_of_another_item_is_refused_and_the_item_named(floor: Floor, quantity: int) -> None:
    name, other, piece = item(floor, "MUG"), item(floor, "CUP"), code()
    floor.rpc("set_item_barcode", sku=name, barcode=piece)
    refused(floor, "INV009", name, lambda: floor.rpc("set_item_barcode", sku=other, barcode=piece, quantity=quantity))


def test_taking_out_the_barcode_of_another_item_changes_nothing(floor: Floor) -> None:
    name, other, piece = item(floor, "MUG"), item(floor, "CUP"), code()
    floor.rpc("set_item_barcode", sku=name, barcode=piece)
    assert floor.rpc("set_item_barcode", sku=other, barcode=piece, quantity=0)["already_done"]
    assert shown(floor, name) == {piece: 1}


def test_a_barcode_of_what_is_no_item_is_refused(floor: Floor) -> None:
    refused(floor, "INV002", "sku", lambda: floor.rpc("set_item_barcode", sku=sku("NEVER"), barcode=code()))
