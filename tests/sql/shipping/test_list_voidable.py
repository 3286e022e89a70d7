"""api.list_voidable: labels of orders that will not be shipped, and files of customers who were erased."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import moment
from tests.sql.shipping.parcels import SHIPMENT, bought, id_of, incoming, labelled, market, shipments, voidable, where


@pytest.mark.parametrize("state", ["CANCELED", "REFUSED"])
def test_label_of_an_order_that_will_not_be_shipped_is_to_be_undone(floor: Floor, state: str) -> None:
    gid = labelled(floor)
    market(floor, "ingest_marketplace_order", order=incoming(state, order_gid=gid, mirakl_id=id_of(gid)))
    (found,) = voidable(floor, gid)
    assert found == {
        "order_gid": gid,
        "mirakl_id": id_of(gid),
        "parcel": 1,
        "attempt": 1,
        "request_id": f"BB-{id_of(gid)}-P1-A1",
        "shipment_id": SHIPMENT["shipment_id"],
        "carrier_status": "transmitted",
        "undoing": None,
    }


def test_refunded_order_before_it_was_shipped_is_one_of_them(floor: Floor) -> None:
    gid = bought(floor)
    order = incoming("SHIPPING", order_gid=gid, mirakl_id=id_of(gid), refunded=True)
    market(floor, "ingest_marketplace_order", order=order)
    assert len(voidable(floor, gid)) == 1


def test_label_of_an_order_that_was_refunded_after_it_was_shipped_was_used(floor: Floor) -> None:
    gid = labelled(floor)
    for at, more in (("13:00", {}), ("14:00", {"refunded": True})):
        order = incoming("SHIPPED", order_gid=gid, mirakl_id=id_of(gid), updated_at=moment(at), **more)
        market(floor, "ingest_marketplace_order", order=order)
    assert where(floor, gid) == ("refunded", None)
    assert voidable(floor, gid) == []


def test_label_is_never_undone_for_its_age(floor: Floor) -> None:
    gid = labelled(floor)
    floor.rows("update core.shipments set bought_at = bought_at - interval '80 days' where order_gid = %s", gid)
    assert voidable(floor, gid) == []


@pytest.mark.parametrize(
    "arranged",
    [
        "update core.sales set redacted_at = core.now() where order_gid = %s",
        "update core.shipments set label_at = label_at - interval '181 days' where order_gid = %s",
    ],
)
def test_file_of_a_customer_who_was_erased_and_an_old_one_are_to_be_deleted(floor: Floor, arranged: str) -> None:
    gid = labelled(floor)
    name = shipments(floor, gid)[0]["label_key"]
    assert name not in market(floor, "list_voidable", limit=500)["erase"]
    floor.rows(arranged, gid)
    assert name in market(floor, "list_voidable", limit=500)["erase"]
