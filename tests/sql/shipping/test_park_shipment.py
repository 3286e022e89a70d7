"""api.park_shipment: an order whose label cannot even be asked for waits for a person."""

from tests.sql.floor import Floor
from tests.sql.shipping.parcels import accepted, alerts, claim, market, shippable, states, where


def test_order_that_is_parked_has_its_code_and_one_alert(floor: Floor) -> None:
    gid = accepted(floor)
    for done in (False, True):
        assert market(floor, "park_shipment", order_gid=gid, code="ADDRESS_CITY")["already_done"] is done
    assert (where(floor, gid), alerts(floor, gid)) == (("shipping_failed", "ADDRESS_CITY"), ["shipping_parked"])
    assert gid not in shippable(floor)


def test_order_whose_label_may_be_bought_is_not_parked(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    assert market(floor, "park_shipment", order_gid=gid, code="ADDRESS_CITY")["already_done"]
    assert (where(floor, gid), states(floor, gid)) == (("accepted", None), ["claimed"])
