"""api.list_parcels: what is to be packed, by deadline, and what is to be picked for it, by shelf."""

from tests.sql.floor import Floor, Json
from tests.sql.packing.boxes import become, boxed, filled, pack, parcel_of, scan, set_rules, thing


def queue(floor: Floor) -> Json:
    """Return what a packer's list shows."""
    return floor.rpc("list_parcels", "packer", store="bestbuyca")


def test_the_queue_is_by_deadline_and_says_how_far_each_is(own_floor: Floor) -> None:
    sku = thing(own_floor)
    late = boxed(own_floor, (sku, 3), ship_by="2026-11-26T17:00:00Z")
    soon = parcel_of(own_floor, (sku, 1), ship_by="2026-11-25T17:00:00Z")
    never = boxed(own_floor, (sku, 1), ship_by=None)
    scan(own_floor, late, sku)
    answer = queue(own_floor)
    assert [each["id"] for each in answer["parcels"]] == [soon, late, never]
    first, second, _ = answer["parcels"]
    assert (first["has_label"], first["pieces"], first["verified"]) == (False, 1, 0)
    assert (second["has_label"], second["pieces"], second["verified"]) == (True, 3, 1)
    assert answer["stores"] == ["bestbuyca"]
    assert (answer["timezone"], answer["verify_parcels"], answer["ship_when"]) == ("America/Toronto", "refuse", "label")


def test_what_is_to_be_picked_is_of_all_parcels_by_shelf(own_floor: Floor) -> None:
    far, near, nowhere = thing(own_floor, shelf="B2"), thing(own_floor, shelf="A1"), thing(own_floor)
    boxed(own_floor, (far, 2), (nowhere, 1))
    half = boxed(own_floor, (far, 1), (near, 2))
    scan(own_floor, half, near)
    picks = [(each["shelf"], each["sku"], each["pieces"], each["parcels"]) for each in queue(own_floor)["picks"]]
    assert picks == [("A1", near, 1, 1), ("B2", far, 3, 2), (None, nowhere, 1, 1)]


def test_what_was_told_to_be_shipped_stays_until_it_is_packed(own_floor: Floor) -> None:
    id_ = filled(own_floor)
    become(own_floor, id_, "shipped")
    assert [each["id"] for each in queue(own_floor)["parcels"]] == [id_]
    pack(own_floor, "open_label", id_)
    pack(own_floor, "pack_parcel", id_)
    assert queue(own_floor)["parcels"] == []


def test_what_will_not_leave_or_waits_for_a_person_is_not_to_be_packed(own_floor: Floor) -> None:
    sku = thing(own_floor)
    for status in ("cancelled", "refunded", "shipping_failed", "unknown_outcome"):
        become(own_floor, boxed(own_floor, (sku, 1)), status)
    parcel_of(own_floor, (sku, 1), state="WAITING_DEBIT_PAYMENT", can_shop_ship=False)
    answer = queue(own_floor)
    assert (answer["parcels"], answer["picks"]) == ([], [])


def test_how_a_store_packs_is_its_setting(own_floor: Floor) -> None:
    set_rules(own_floor, verify_parcels="show", ship_when="packed")
    answer = queue(own_floor)
    assert (answer["verify_parcels"], answer["ship_when"]) == ("show", "packed")
