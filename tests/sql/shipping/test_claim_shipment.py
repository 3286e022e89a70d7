"""api.claim_shipment: one caller buys one label, within the limits of a day, whatever was tried before."""

from datetime import timedelta

import pytest

from tests.sql.floor import Floor
from tests.sql.shipping.parcels import (
    accepted,
    alerts,
    bought,
    claim,
    id_of,
    incoming,
    market,
    note,
    set_parcel,
    shipments,
    shippable,
    states,
    where,
)


def test_claim_is_a_row_with_what_is_in_the_parcel_before_anything_is_bought(floor: Floor) -> None:
    gid = accepted(floor)
    with floor.noted() as events:
        assert claim(floor, gid)
    (row,) = shipments(floor, gid)
    assert (row["state"], row["request_id"], row["bought_at"]) == ("claimed", f"BB-{id_of(gid)}-P1-A1", None)
    lines = floor.rows("select line_no, quantity from core.shipment_lines where order_gid = %s", gid)
    assert lines == [{"line_no": 1, "quantity": 2}]
    assert [(event["kind"], event["detail"]["request_id"]) for event in events] == [
        ("shipment_claimed", row["request_id"])
    ]
    assert where(floor, gid) == ("accepted", None)


def test_second_caller_claims_nothing(floor: Floor) -> None:
    gid = accepted(floor)
    assert claim(floor, gid)
    assert not claim(floor, gid)
    assert not claim(floor, gid, attempt=2)
    assert states(floor, gid) == ["claimed"]


@pytest.mark.parametrize("state", ["WAITING_DEBIT", "CANCELED", "SHIPPED"])
def test_order_that_is_no_longer_to_be_shipped_cannot_be_claimed(floor: Floor, state: str) -> None:
    order = incoming(state)
    market(floor, "ingest_marketplace_order", order=order)
    assert not claim(floor, order["order_gid"])
    assert not claim(floor, "gid://mirakl/Order/none")


def test_refusal_bought_nothing_so_the_same_attempt_is_claimed_again(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    note(floor, gid, "not_sent", code="THROTTLED")
    order = shippable(floor)[gid]
    assert (order["attempt"], order["look_from"], order["shipment"]) == (1, 1, None)
    assert claim(floor, gid)
    assert states(floor, gid) == ["claimed"]


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"most_labels": 2}, "LABELS_OF_A_DAY"),
        ({"most_labels": "2"}, "LABELS_OF_A_DAY"),
        ({"most_sum": "27.18"}, "LABEL_SUM_OF_A_DAY"),
    ],
)
def test_label_past_the_bounds_of_a_day_is_left_to_a_person(
    own_floor: Floor, setting: dict[str, object], code: str
) -> None:
    set_parcel(own_floor, **setting)
    first, _ = bought(own_floor), bought(own_floor)
    gid = accepted(own_floor)
    assert not claim(own_floor, gid)
    assert (where(own_floor, gid), alerts(own_floor, gid)) == (("shipping_failed", code), ["shipping_parked"])
    # What the carrier has already is paid: it is taken over all the same.
    found = accepted(own_floor)
    assert claim(own_floor, found, found=True)
    # Another day, where the store is.
    own_floor.set_clock(own_floor.one("select core.now()") + timedelta(days=1))
    assert claim(own_floor, accepted(own_floor))
    own_floor.set_clock(None)
    assert states(own_floor, first) == ["bought"]


def test_what_nobody_knows_and_what_was_refused_count_as_they_should(own_floor: Floor) -> None:
    set_parcel(own_floor, most_labels=1)
    refused = accepted(own_floor)
    claim(own_floor, refused)
    note(own_floor, refused, "refused", code="1156")
    unknown = accepted(own_floor)
    assert claim(own_floor, unknown)
    note(own_floor, unknown, "unknown", code="ANSWER_LOST")
    assert not claim(own_floor, accepted(own_floor))


@pytest.mark.parametrize("broken", [{"most_labels": "many"}, {"most_labels": -1}, {"most_labels": None}])
def test_bound_that_is_none_is_the_usual_one(own_floor: Floor, broken: dict[str, object]) -> None:
    set_parcel(own_floor, **broken)
    bought(own_floor)
    assert claim(own_floor, accepted(own_floor))
