"""api.note_shipment: what came of an attempt at a label, each outcome once."""

from datetime import timedelta

import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor
from tests.sql.shipping.parcels import (
    SHIPMENT,
    accepted,
    alerts,
    bought,
    claim,
    id_of,
    incoming,
    let_go_on,
    market,
    note,
    set_parcel,
    shipments,
    shippable,
    states,
    voidable,
    where,
)


def test_label_that_was_bought_has_the_carriers_figures(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    with floor.noted() as events:
        note(floor, gid, "bought", shipment=SHIPMENT)
    (row,) = shipments(floor, gid)
    assert (row["state"], row["pin"], str(row["price"]), row["carrier_status"]) == (
        "bought",
        SHIPMENT["pin"],
        "13.59",
        "transmitted",
    )
    assert [(event["kind"], event["detail"]["price"]) for event in events] == [("shipment_bought", 13.59)]
    assert where(floor, gid) == ("accepted", None)
    before = footprint(floor)
    with floor.noted() as events:
        note(floor, gid, "unknown", code="ANSWER_LOST")
        note(floor, gid, "refused", code="1156")
    assert (events, footprint(floor)) == ([], before)


def test_two_parcels_may_have_one_number(floor: Floor) -> None:
    first, second = bought(floor), bought(floor)
    assert [shipments(floor, gid)[0]["pin"] for gid in (first, second)] == [SHIPMENT["pin"]] * 2


def test_label_above_the_price_is_bought_and_left_to_a_person(floor: Floor) -> None:
    gid = bought(floor, price="60.01")
    assert (where(floor, gid), states(floor, gid)) == (("shipping_failed", "LABEL_PRICE"), ["bought"])
    assert alerts(floor, gid) == ["shipping_parked"]
    assert where(floor, bought(floor, price="60.00")) == ("accepted", None)


def test_price_that_may_be_is_a_setting(own_floor: Floor) -> None:
    set_parcel(own_floor, most_price="10")
    assert where(own_floor, bought(own_floor)) == ("shipping_failed", "LABEL_PRICE")


def test_price_that_was_learned_later_is_judged_then(floor: Floor) -> None:
    gid = bought(floor, price=None)
    assert where(floor, gid) == ("accepted", None)
    note(floor, gid, "bought", shipment=SHIPMENT | {"price": "99.00"})
    assert where(floor, gid) == ("shipping_failed", "LABEL_PRICE")


def test_suspended_label_is_no_label(floor: Floor) -> None:
    gid = bought(floor, status="suspended", label_link=None)
    assert where(floor, gid) == ("suspended", "LABEL_SUSPENDED")
    assert gid not in shippable(floor)


def test_refusal_of_the_carriers_is_left_to_a_person(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    note(floor, gid, "refused", code="1156")
    assert (where(floor, gid), states(floor, gid)) == (("shipping_failed", "1156"), ["failed"])
    assert alerts(floor, gid) == ["shipping_parked"]


def test_what_is_unknown_is_looked_up_for_ten_minutes_then_a_person_is_asked_once(own_floor: Floor) -> None:
    gid = accepted(own_floor)
    now = own_floor.one("select core.now()")
    own_floor.set_clock(now)
    claim(own_floor, gid)
    note(own_floor, gid, "unknown", code="ANSWER_LOST")
    assert where(own_floor, gid) == ("unknown_outcome", "ANSWER_LOST")
    for minutes, asked in ((1, []), (9, []), (10, ["label_unknown"]), (15, ["label_unknown"])):
        own_floor.set_clock(now + timedelta(minutes=minutes))
        note(own_floor, gid, "missing")
        assert alerts(own_floor, gid) == asked
    assert (where(own_floor, gid), states(own_floor, gid)) == (("unknown_outcome", "ANSWER_LOST"), ["unknown"])


def test_claim_whose_caller_died_is_unknown_once_it_is_looked_up(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    note(floor, gid, "missing")
    assert (where(floor, gid), states(floor, gid)) == (("unknown_outcome", "INTERRUPTED"), ["unknown"])


def test_label_that_comes_to_light_lets_its_order_go_on(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    note(floor, gid, "unknown", code="ANSWER_LOST")
    note(floor, gid, "bought", shipment=SHIPMENT)
    assert (where(floor, gid), states(floor, gid)) == (("accepted", None), ["bought"])
    assert shippable(floor)[gid]["shipment"]["state"] == "bought"


def test_label_of_an_order_that_was_cancelled_meanwhile_is_known_and_to_be_undone(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    market(floor, "ingest_marketplace_order", order=incoming("CANCELED", order_gid=gid, mirakl_id=id_of(gid)))
    note(floor, gid, "bought", shipment=SHIPMENT)
    assert where(floor, gid) == ("cancelled", None)
    assert len(voidable(floor, gid)) == 1


def test_label_that_the_carrier_has_no_more_is_left_to_a_person(floor: Floor) -> None:
    gid = bought(floor, label_link=None)
    note(floor, gid, "missing")
    assert (where(floor, gid), states(floor, gid)) == (("shipping_failed", "LABEL_GONE"), ["bought"])


@pytest.mark.parametrize("outcome", ["bought", "unknown", "missing", "refused", "not_sent"])
def test_attempt_that_nobody_claimed_is_a_bug(floor: Floor, outcome: str) -> None:
    gid = accepted(floor)
    with pytest.raises(Exception, match="no rows"):
        note(floor, gid, outcome, shipment=SHIPMENT, code="x")


def test_suspended_order_goes_on_when_a_person_lets_it_and_is_read_again(floor: Floor) -> None:
    gid = bought(floor, status="suspended", label_link=None)
    let_go_on(floor, gid)
    assert shippable(floor)[gid]["shipment"]["status"] == "suspended"
    note(floor, gid, "bought", shipment=SHIPMENT)
    assert where(floor, gid) == ("accepted", None)


def test_label_that_comes_to_light_above_the_price_can_be_let_go_on(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    note(floor, gid, "unknown", code="ANSWER_LOST")
    note(floor, gid, "bought", shipment=SHIPMENT | {"price": "99.00"})
    assert where(floor, gid) == ("shipping_failed", "LABEL_PRICE")
    let_go_on(floor, gid)
    assert gid in shippable(floor)
