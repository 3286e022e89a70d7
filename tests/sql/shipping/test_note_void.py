"""api.note_void: what came of undoing a label."""

import pytest

from tests.sql.floor import Floor
from tests.sql.shipping.parcels import alerts, key, market, shipments, where
from tests.sql.shipping.test_claim_void import cancelled, claim


@pytest.mark.parametrize(("how", "state"), [("void", "voided"), ("refund", "refunded")])
def test_label_that_was_undone_is_so_once_and_its_order_stays(floor: Floor, how: str, state: str) -> None:
    gid = cancelled(floor)
    claim(floor, gid, how)
    with floor.noted() as events:
        assert not market(floor, "note_void", **key(gid), ticket="T-1")["already_done"]
    (row,) = shipments(floor, gid)
    assert (row["state"], row["refund_ticket"], row["undone_at"] is not None) == (state, "T-1", True)
    assert [event["kind"] for event in events] == ["label_undone"]
    assert where(floor, gid)[0] == "cancelled"
    assert market(floor, "note_void", **key(gid))["already_done"]
    assert not claim(floor, gid)


def test_failure_is_kept_and_the_third_one_is_a_persons(floor: Floor) -> None:
    gid = cancelled(floor)
    for number in (1, 2, 3):
        floor.rows("update core.shipments set undoing_at = undoing_at - interval '5 minutes' where order_gid = %s", gid)
        claim(floor, gid, "refund")
        market(floor, "note_void", **key(gid), code="HTTP_500")
        assert alerts(floor, gid) == (["label_not_undone"] if number == 3 else [])
    assert [(row["state"], row["fault"]) for row in shipments(floor, gid)] == [("bought", "HTTP_500")]


def test_what_nobody_claimed_is_not_undone(floor: Floor) -> None:
    gid = cancelled(floor)
    assert market(floor, "note_void", **key(gid))["already_done"]
    assert shipments(floor, gid)[0]["state"] == "bought"
