"""api.void_shipment: a person has a label undone, before it is on its way."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE
from tests.sql.shipping.parcels import (
    accepted,
    alerts,
    bought,
    claim,
    id_of,
    incoming,
    key,
    labelled,
    let_go_on,
    market,
    shippable,
    states,
    voidable,
    where,
)


def void(floor: Floor, gid: str, **more: str) -> Json:
    """Ask for a label to be undone."""
    return floor.rpc("void_shipment", **{"store": STORE, "id": id_of(gid), **more})


@pytest.mark.parametrize("made", [labelled, bought])
def test_label_that_is_to_be_undone_is_not_shipped_and_not_fetched(floor: Floor, made: object) -> None:
    gid = labelled(floor) if made is labelled else bought(floor)
    with floor.noted() as events:
        answer = void(floor, gid, reason="wrong box")
    assert (answer["status"], where(floor, gid)) == ("shipping_failed", ("shipping_failed", "LABEL_UNDONE"))
    assert [event["kind"] for event in events] == ["label_void_asked", "shipping_parked"]
    assert floor.one("select text from core.remarks where order_gid = %s", gid) == "wrong box"
    assert len(voidable(floor, gid)) == 1
    assert void(floor, gid)["already_done"]
    let_go_on(floor, gid)
    assert gid not in shippable(floor)


def test_next_label_is_bought_once_the_first_is_undone(floor: Floor) -> None:
    gid = labelled(floor)
    void(floor, gid)
    market(floor, "claim_void", **key(gid), how="refund")
    market(floor, "note_void", **key(gid), ticket="T-1")
    let_go_on(floor, gid)
    assert (shippable(floor)[gid]["attempt"], shippable(floor)[gid]["shipment"]) == (2, None)
    assert claim(floor, gid, attempt=2)
    assert states(floor, gid) == ["refunded", "claimed"]


def test_label_that_is_being_reported_to_the_marketplace_is_not_undone(floor: Floor) -> None:
    gid = labelled(floor)
    floor.rows("update core.marketplace_orders set writing = 'OR24', written_at = core.now() where order_gid = %s", gid)
    assert void(floor, gid)["code"] == "ORD002"
    assert where(floor, gid)[0] == "label_created"


def test_order_without_a_label_has_none_to_undo(floor: Floor) -> None:
    assert void(floor, accepted(floor))["code"] == "SHP002"
    gid = accepted(floor)
    claim(floor, gid)
    assert void(floor, gid)["code"] == "SHP002"
    assert floor.rpc("void_shipment", store=STORE, id="none")["code"] == "ORD001"
    shipped = incoming("SHIPPED")
    market(floor, "ingest_marketplace_order", order=shipped)
    assert void(floor, shipped["order_gid"])["code"] == "ORD002"


def test_undoing_that_failed_three_times_is_tried_again_when_a_person_asks(floor: Floor) -> None:
    gid = labelled(floor)
    market(floor, "ingest_marketplace_order", order=incoming("CANCELED", order_gid=gid, mirakl_id=id_of(gid)))
    for _ in range(3):
        floor.rows("update core.shipments set undoing_at = undoing_at - interval '5 minutes' where order_gid = %s", gid)
        assert market(floor, "claim_void", **key(gid), how="refund")["claimed"]
        market(floor, "note_void", **key(gid), code="HTTP_500")
    assert (alerts(floor, gid), voidable(floor, gid)) == (["label_not_undone"], [])
    assert not void(floor, gid)["already_done"]
    assert (len(voidable(floor, gid)), where(floor, gid)[0]) == (1, "cancelled")


@pytest.mark.parametrize("who", ["staff", "packer", "agent"])
def test_only_who_leads_has_a_label_undone(floor: Floor, who: str) -> None:
    gid = labelled(floor)
    assert floor.rpc("void_shipment", who, store=STORE, id=id_of(gid))["code"] == "AUTH001"
    assert voidable(floor, gid) == []


def test_same_scan_is_answered_as_it_was_first(floor: Floor) -> None:
    gid, scan = labelled(floor), str(uuid4())
    assert void(floor, gid, scan_id=scan) == void(floor, gid, scan_id=scan)
