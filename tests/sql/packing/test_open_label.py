"""api.open_label: the label of a parcel that is verified, and which print of it this is."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor
from tests.sql.packing.boxes import (  # fmt: skip
    become,
    boxed,
    filled,
    gid_of,
    kinds,
    label,
    pack,
    parcel_of,
    refused,
    scan,
    set_rules,
    thing,
)
from tests.sql.shipping.parcels import let_go_on


def test_the_label_of_a_verified_parcel_is_handed_out(floor: Floor) -> None:
    id_ = filled(floor)
    with floor.noted() as events:
        answer = pack(floor, "open_label", id_)
    assert answer["url"] == f"media/labels/bestbuyca/{id_.lower()}.pdf"
    assert (answer["print_no"], answer["reprint"], answer["parcel"]["prints"]) == (1, False, 1)
    detail = {"request_id": f"BB-{id_}-P1-A1", "print_no": 1, "verified": True}
    assert kinds(events) == [("label_printed", detail)]


def test_a_second_print_is_told_and_kept_as_a_reprint(floor: Floor) -> None:
    id_ = filled(floor)
    pack(floor, "open_label", id_)
    with floor.noted() as events:
        answer = pack(floor, "open_label", id_)
    assert (answer["print_no"], answer["reprint"]) == (2, True)
    assert [(kind, detail["print_no"]) for kind, detail in kinds(events)] == [("label_reprinted", 2)]


def test_a_print_that_comes_again_is_no_reprint(floor: Floor) -> None:
    id_, scan_id = filled(floor), str(uuid4())
    first = pack(floor, "open_label", id_, scan_id=scan_id)
    assert pack(floor, "open_label", id_, scan_id=scan_id) == first


def test_without_everything_scanned_there_is_no_label(floor: Floor) -> None:
    sku = thing(floor)
    id_ = boxed(floor, (sku, 2))
    refused(floor, "PCK004", "open_label", id_)
    scan(floor, id_, sku)
    refused(floor, "PCK004", "open_label", id_)
    scan(floor, id_, sku)
    assert pack(floor, "open_label", id_)["ok"]


def test_in_the_week_of_showing_it_is_handed_out_and_said_to_be_unverified(floor: Floor) -> None:
    id_ = boxed(floor, (thing(floor), 1))
    set_rules(floor, verify_parcels="show")
    with floor.noted() as events:
        answer = pack(floor, "open_label", id_)
    assert (answer["ok"], [detail["verified"] for _, detail in kinds(events)]) == (True, [False])
    set_rules(floor)
    refused(floor, "PCK004", "open_label", id_)


def test_before_the_label_is_bought_there_is_none_to_print(floor: Floor) -> None:
    sku = thing(floor)
    id_ = parcel_of(floor, (sku, 1))
    scan(floor, id_, sku)
    refused(floor, "PCK005", "open_label", id_)
    label(floor, id_)
    assert pack(floor, "open_label", id_)["print_no"] == 1


def test_the_first_print_of_another_label_is_no_reprint(floor: Floor) -> None:
    id_ = filled(floor)
    pack(floor, "open_label", id_)
    floor.rpc("void_shipment", store="bestbuyca", id=id_)
    refused(floor, "ORD002", "open_label", id_)
    floor.rows("update core.shipments set state = 'voided', undone_at = core.now() where order_gid = %s", gid_of(id_))
    let_go_on(floor, gid_of(id_))
    label(floor, id_, 2)
    answer = pack(floor, "open_label", id_)
    assert (answer["print_no"], answer["reprint"]) == (1, False)


@pytest.mark.parametrize("status", ["cancelled", "refunded", "suspended"])
def test_what_will_not_leave_gets_no_label(floor: Floor, status: str) -> None:
    id_ = filled(floor)
    become(floor, id_, status)
    refused(floor, "ORD002", "open_label", id_)
    refused(floor, "ORD001", "open_label", "NEVER")


def test_a_label_of_an_erased_customer_is_gone(floor: Floor) -> None:
    id_ = filled(floor)
    floor.rows("update core.shipments set label_key = null where order_gid = %s", gid_of(id_))
    refused(floor, "PCK005", "open_label", id_)
