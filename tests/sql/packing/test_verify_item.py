"""api.verify_item: what belongs into a parcel is counted when it is scanned, and anything else is refused."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor
from tests.sql.packing.boxes import become, boxed, code, items, kinds, parcel_of, refused, scan, thing
from tests.sql.stock.stock import made


def test_a_scan_counts_the_thing_whose_barcode_it_is(floor: Floor) -> None:
    barcode = code()
    sku, other = thing(floor, barcode), thing(floor)
    id_ = boxed(floor, (sku, 2), (other, 1))
    with floor.noted() as events:
        answer = scan(floor, id_, barcode)
    assert (answer["sku"], items(answer["parcel"])) == (sku, {sku: (2, 1), other: (1, 0)})
    assert kinds(events) == [("item_verified", {"sku": sku, "quantity": 1})]
    assert not answer["parcel"]["verified"]
    scan(floor, id_, other)
    assert scan(floor, id_, barcode)["parcel"]["verified"]


@pytest.mark.parametrize("text", ["{}", "]C1{}", " {}", "]E0{}\r"])
def test_a_sku_is_a_code_too_whatever_the_scanner_adds(floor: Floor, text: str) -> None:
    sku = thing(floor)
    assert scan(floor, boxed(floor, (sku, 1)), text.format(sku))["parcel"]["verified"]


@pytest.mark.parametrize(("printed", "scanned"), [("012345678905", "0012345678905"), ("0012345678912", "012345678912")])
def test_a_code_of_twelve_digits_is_one_of_thirteen_with_a_zero(floor: Floor, printed: str, scanned: str) -> None:
    assert scan(floor, boxed(floor, (thing(floor, printed), 1)), scanned)["parcel"]["verified"]


def test_a_box_counts_as_many_as_are_in_it_and_no_more_than_were_ordered(floor: Floor) -> None:
    box = code()
    sku = thing(floor, box, quantity=6)
    id_ = boxed(floor, (sku, 8))
    assert items(scan(floor, id_, box)["parcel"]) == {sku: (8, 6)}
    refused(floor, "PCK003", "verify_item", id_, code=box)
    for _ in range(2):
        scan(floor, id_, sku)
    refused(floor, "PCK003", "verify_item", id_, code=sku)


def test_a_thing_of_another_parcel_is_refused_by_a_code_of_its_own(floor: Floor) -> None:
    barcode = code()
    wrong = thing(floor, barcode)
    id_ = boxed(floor, (thing(floor), 1))
    assert wrong in refused(floor, "PCK001", "verify_item", id_, code=barcode)["message"]


def test_a_code_of_no_item_is_refused_and_not_repeated(floor: Floor) -> None:
    id_ = boxed(floor, (thing(floor), 1))
    assert "CANARY" not in refused(floor, "PCK002", "verify_item", id_, code="CANARY-4711")["message"]


def test_what_is_made_of_others_is_scanned_part_by_part_or_whole(floor: Floor) -> None:
    cable, plug = thing(floor), thing(floor)
    kit = made(floor, "KIT", {cable: 2, plug: 1})
    parts, whole = boxed(floor, (kit, 1)), boxed(floor, (kit, 1))
    assert items(scan(floor, parts, plug)["parcel"]) == {cable: (2, 0), plug: (1, 1)}
    refused(floor, "PCK003", "verify_item", parts, code=kit)
    assert scan(floor, whole, kit)["parcel"]["verified"]


def test_a_parcel_is_filled_before_its_label_is_there_and_while_it_lies_here(floor: Floor) -> None:
    sku = thing(floor)
    early, late = parcel_of(floor, (sku, 1)), boxed(floor, (sku, 1))
    become(floor, late, "shipped")
    assert scan(floor, early, sku)["ok"]
    assert scan(floor, late, sku)["ok"]


@pytest.mark.parametrize("status", ["cancelled", "refunded", "shipping_failed"])
def test_nothing_goes_into_a_parcel_that_will_not_leave(floor: Floor, status: str) -> None:
    sku = thing(floor)
    id_ = boxed(floor, (sku, 1))
    become(floor, id_, status)
    refused(floor, "ORD002", "verify_item", id_, code=sku)


def test_an_order_that_there_is_not_is_refused(floor: Floor) -> None:
    refused(floor, "ORD001", "verify_item", "NEVER", code="ANY")


def test_a_scan_that_comes_again_counts_once(floor: Floor) -> None:
    sku, scan_id = thing(floor), str(uuid4())
    id_ = boxed(floor, (sku, 2))
    first = scan(floor, id_, sku, scan_id=scan_id)
    assert scan(floor, id_, sku, scan_id=scan_id) == first
    assert items(scan(floor, id_, sku)["parcel"]) == {sku: (2, 2)}
    refused(floor, "REQ002", "verify_item", id_, code=sku + "X", scan_id=scan_id)


def test_what_the_customer_wants_no_more_keeps_the_parcel_from_being_verified(floor: Floor) -> None:
    sku, gone = thing(floor), thing(floor)
    id_ = boxed(floor, (sku, 1), (gone, 1))
    scan(floor, id_, sku)
    scan(floor, id_, gone)
    floor.rows("update core.sale_lines set quantity = 0 where order_gid like %s and sku = %s", f"%{id_}", gone)
    answer = refused(floor, "PCK001", "verify_item", id_, code=gone)
    parcel = floor.rpc("get_parcel", "packer", store="bestbuyca", id=id_)["parcel"]
    assert (answer["code"], items(parcel), parcel["verified"]) == ("PCK001", {sku: (1, 1), gone: (0, 1)}, False)
