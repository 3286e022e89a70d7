"""api.pack_parcel: what is verified and has its label on it is packed, once; the marketplace may wait for it."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor
from tests.sql.packing.boxes import boxed, filled, gid_of, kinds, pack, parcel_of, refused, scan, set_rules, thing
from tests.sql.shipping.parcels import market


def handed_over(floor: Floor, id_: str) -> bool:
    """Return whether the tracking step takes the order."""
    listed = market(floor, "get_orders_to_track", limit=500)["orders"]
    return gid_of(id_) in [each["order_gid"] for each in listed]


def test_a_parcel_with_its_label_is_packed_and_leaves_the_queue(floor: Floor) -> None:
    id_ = filled(floor)
    pack(floor, "open_label", id_)
    with floor.noted() as events:
        answer = pack(floor, "pack_parcel", id_)
    assert answer["parcel"]["packed_at"] is not None
    assert kinds(events) == [("parcel_packed", {"request_id": f"BB-{id_}-P1-A1", "verified": True})]
    queue = floor.rpc("list_parcels", "packer", store="bestbuyca")["parcels"]
    assert id_ not in [each["id"] for each in queue]
    assert pack(floor, "pack_parcel", id_)["already_done"]


def test_the_same_scan_packs_once(floor: Floor) -> None:
    id_, scan_id = filled(floor), str(uuid4())
    pack(floor, "open_label", id_)
    first = pack(floor, "pack_parcel", id_, scan_id=scan_id)
    assert pack(floor, "pack_parcel", id_, scan_id=scan_id) == first


def test_nothing_is_packed_unverified_or_without_its_label(floor: Floor) -> None:
    sku = thing(floor)
    bare, whole = parcel_of(floor, (sku, 1)), boxed(floor, (sku, 1))
    refused(floor, "PCK005", "pack_parcel", bare)
    refused(floor, "PCK004", "pack_parcel", whole)
    scan(floor, whole, sku)
    refused(floor, "PCK006", "pack_parcel", whole)
    refused(floor, "ORD001", "pack_parcel", "NEVER")


def test_a_cancelled_order_is_not_packed(floor: Floor) -> None:
    id_ = filled(floor)
    pack(floor, "open_label", id_)
    floor.rows("update core.marketplace_orders set status = 'cancelled' where order_gid = %s", gid_of(id_))
    refused(floor, "ORD002", "pack_parcel", id_)


def test_in_the_week_of_showing_it_is_packed_and_said_to_be_unverified(floor: Floor) -> None:
    id_ = boxed(floor, (thing(floor), 1))
    set_rules(floor, verify_parcels="show")
    pack(floor, "open_label", id_)
    with floor.noted() as events:
        assert pack(floor, "pack_parcel", id_)["ok"]
    assert kinds(events)[0][1]["verified"] is False
    set_rules(floor)


@pytest.mark.parametrize("ship_when", ["label", "packed"])
def test_the_marketplace_is_told_when_the_setting_says(floor: Floor, ship_when: str) -> None:
    id_ = filled(floor)
    set_rules(floor, ship_when=ship_when)
    assert handed_over(floor, id_) is (ship_when == "label")
    pack(floor, "open_label", id_)
    assert handed_over(floor, id_) is (ship_when == "label")
    pack(floor, "pack_parcel", id_)
    assert handed_over(floor, id_)
    set_rules(floor)
