"""api.undo_verify: a scan that was counted is taken back, once, until the parcel is packed."""

from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.packing.boxes import boxed, filled, items, kinds, pack, refused, scan, thing


def test_what_is_taken_back_is_to_be_scanned_again(floor: Floor) -> None:
    sku, scan_id = thing(floor), str(uuid4())
    id_ = boxed(floor, (sku, 1))
    scan(floor, id_, sku, scan_id=scan_id)
    with floor.noted() as events:
        answer = pack(floor, "undo_verify", id_, undone_scan_id=scan_id)
    assert (answer["already_done"], items(answer["parcel"])) == (False, {sku: (1, 0)})
    assert kinds(events) == [("item_unverified", {"sku": sku})]
    assert pack(floor, "undo_verify", id_, undone_scan_id=scan_id)["already_done"]
    assert scan(floor, id_, sku)["parcel"]["verified"]


def test_an_undo_that_comes_again_is_answered_as_before(floor: Floor) -> None:
    sku, scan_id, undo = thing(floor), str(uuid4()), str(uuid4())
    id_ = boxed(floor, (sku, 1))
    scan(floor, id_, sku, scan_id=scan_id)
    first = pack(floor, "undo_verify", id_, undone_scan_id=scan_id, scan_id=undo)
    assert pack(floor, "undo_verify", id_, undone_scan_id=scan_id, scan_id=undo) == first


def test_a_scan_that_was_never_heard_of_is_nothing_to_undo(floor: Floor) -> None:
    refused(floor, "UND001", "undo_verify", filled(floor), undone_scan_id=str(uuid4()))
    refused(floor, "ORD001", "undo_verify", "NEVER", undone_scan_id=str(uuid4()))


def test_a_scan_of_another_parcel_is_not_taken_back(floor: Floor) -> None:
    sku, scan_id = thing(floor), str(uuid4())
    scan(floor, boxed(floor, (sku, 1)), sku, scan_id=scan_id)
    refused(floor, "UND001", "undo_verify", boxed(floor, (sku, 1)), undone_scan_id=scan_id)


def test_what_is_packed_stays_as_it_is(floor: Floor) -> None:
    sku, scan_id = thing(floor), str(uuid4())
    id_ = boxed(floor, (sku, 1))
    scan(floor, id_, sku, scan_id=scan_id)
    pack(floor, "open_label", id_)
    assert pack(floor, "pack_parcel", id_)["ok"]
    refused(floor, "ORD002", "undo_verify", id_, undone_scan_id=scan_id)
