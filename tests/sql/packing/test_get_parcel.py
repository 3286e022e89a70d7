"""api.get_parcel: the things of a parcel by shelf, their barcodes, and nothing of the customer's."""

from tests.sql.floor import Floor
from tests.sql.packing.boxes import become, boxed, code, filled, pack, parcel_of, refused, scan, thing


def test_things_come_by_shelf_with_every_barcode(floor: Floor) -> None:
    one, box = code(), code()
    far, near = thing(floor, one, shelf="C3"), thing(floor, shelf="A1")
    floor.rpc("set_item_barcode", sku=far, barcode=box, quantity=10)
    id_ = boxed(floor, (far, 2), (near, 1))
    scan(floor, id_, one)
    parcel = pack(floor, "get_parcel", id_)["parcel"]
    assert [(each["sku"], each["shelf"], each["barcodes"]) for each in parcel["items"]] == [
        (near, "A1", []),
        (far, "C3", sorted([one, box])),
    ]
    assert (parcel["store"], parcel["id"], parcel["status"], parcel["packs_now"]) == (
        "bestbuyca",
        id_,
        "label_created",
        True,
    )
    assert (parcel["has_label"], parcel["prints"], parcel["packed_at"], parcel["verified"]) == (True, 0, None, False)


def test_it_names_no_customer(floor: Floor) -> None:
    assert "anary" not in str(pack(floor, "get_parcel", filled(floor)))


def test_a_parcel_without_a_label_and_one_that_will_not_leave_can_be_looked_at(floor: Floor) -> None:
    sku = thing(floor)
    bare, gone = parcel_of(floor, (sku, 1)), boxed(floor, (sku, 1))
    become(floor, gone, "cancelled")
    assert not pack(floor, "get_parcel", bare)["parcel"]["has_label"]
    assert not pack(floor, "get_parcel", gone)["parcel"]["packs_now"]
    refused(floor, "ORD001", "get_parcel", "NEVER")
