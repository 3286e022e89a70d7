"""api.release_shipment: a person says that a label was not bought, after ten minutes of look-ups."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE
from tests.sql.shipping.parcels import (
    SHIPMENT,
    accepted,
    bought,
    claim,
    id_of,
    note,
    shipments,
    shippable,
    states,
    where,
)


def lost(floor: Floor, *, minutes: int = 10) -> str:
    """Have an order whose label nobody knows of, looked up for so long."""
    gid = accepted(floor)
    now = floor.one("select core.now()")
    floor.set_clock(now)
    claim(floor, gid)
    note(floor, gid, "unknown", code="ANSWER_LOST")
    floor.set_clock(now + timedelta(minutes=minutes))
    note(floor, gid, "missing")
    return gid


def test_release_lets_the_next_attempt_be_bought_and_the_first_be_looked_up_still(own_floor: Floor) -> None:
    gid = lost(own_floor)
    with own_floor.noted() as events:
        answer = own_floor.rpc("release_shipment", store=STORE, id=id_of(gid), reason="not in their pages")
    assert (answer["status"], answer["already_done"]) == ("accepted", False)
    assert [(event["kind"], event["to_status"]) for event in events] == [("shipment_released", "accepted")]
    assert own_floor.one("select text from core.remarks where order_gid = %s", gid) == "not in their pages"
    order = shippable(own_floor)[gid]
    assert (order["attempt"], order["look_from"], states(own_floor, gid)) == (2, 1, ["failed"])
    assert own_floor.rpc("release_shipment", store=STORE, id=id_of(gid))["already_done"]
    assert not claim(own_floor, gid, attempt=1)
    assert claim(own_floor, gid, attempt=2)
    assert states(own_floor, gid) == ["failed", "claimed"]


def test_label_that_comes_to_light_after_its_release_is_taken_over(own_floor: Floor) -> None:
    gid = lost(own_floor)
    own_floor.rpc("release_shipment", store=STORE, id=id_of(gid))
    assert claim(own_floor, gid, attempt=1, found=True)
    note(own_floor, gid, "bought", shipment=SHIPMENT)
    assert (states(own_floor, gid), where(own_floor, gid)) == (["bought"], ("accepted", None))


def test_label_that_is_still_looked_up_is_not_released(own_floor: Floor) -> None:
    gid = lost(own_floor, minutes=9)
    with own_floor.noted() as events:
        answer = own_floor.rpc("release_shipment", store=STORE, id=id_of(gid))
    assert (answer["code"], [event["code"] for event in events]) == ("SHP001", ["SHP001"])
    assert (where(own_floor, gid)[0], states(own_floor, gid)) == ("unknown_outcome", ["unknown"])


def test_what_is_not_unknown_is_not_released(floor: Floor) -> None:
    failed = bought(floor, price="99.00")
    assert floor.rpc("release_shipment", store=STORE, id=id_of(failed))["code"] == "ORD002"
    assert floor.rpc("release_shipment", store=STORE, id="BBY-none-A")["code"] == "ORD001"
    assert floor.rpc("release_shipment", store=STORE, id=id_of(accepted(floor)))["already_done"]


@pytest.mark.parametrize("who", ["staff", "packer", "agent"])
def test_only_who_leads_releases(own_floor: Floor, who: str) -> None:
    gid = lost(own_floor)
    assert own_floor.rpc("release_shipment", who, store=STORE, id=id_of(gid))["code"] == "AUTH001"
    assert shipments(own_floor, gid)[0]["released_at"] is None


def test_same_scan_is_answered_as_it_was_first(own_floor: Floor) -> None:
    gid, scan = lost(own_floor), str(uuid4())
    first = own_floor.rpc("release_shipment", store=STORE, id=id_of(gid), scan_id=scan)
    claim(own_floor, gid, attempt=2)
    assert own_floor.rpc("release_shipment", store=STORE, id=id_of(gid), scan_id=scan) == first
    assert states(own_floor, gid) == ["failed", "claimed"]
