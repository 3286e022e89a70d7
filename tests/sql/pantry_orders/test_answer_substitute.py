"""api.answer_substitute: the member agrees or not, in time; who says nothing does not get it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.pantries import done, item, member, refused
from tests.sql.pantry_orders.test_offer_substitute import begun, given, offer


@pytest.mark.parametrize("who", ["member", "staff"])
@pytest.mark.parametrize(("how", "pieces"), [("accepted", 1), ("declined", 0)])
def test_what_is_accepted_is_given_and_what_is_declined_goes(floor: Floor, who: str, how: str, pieces: int) -> None:
    beans, peas = item(floor), item(floor)
    owner, order = begun(floor, (beans, 2))
    offer(floor, order, peas)
    asked = {"id": order["id"], "line_no": 2, "accept": how == "accepted"}
    by = owner if who == "member" else "staff"
    now = done(floor, "answer_substitute", by, **asked)["order"]
    assert given(now) == [(beans, 2, 1, None), (peas, 0, pieces, how)]
    assert (floor.counters(beans), floor.counters(peas)) == ((100, 1), (100, pieces))
    assert done(floor, "answer_substitute", by, **asked)["already_done"]
    refused(floor, "PAN011", "answer_substitute", by, **{**asked, "accept": how != "accepted"})
    assert_books(floor)


def test_another_member_answers_nothing(floor: Floor) -> None:
    _, order = begun(floor, (item(floor), 1))
    offer(floor, order, item(floor))
    refused(floor, "ORD001", "answer_substitute", member(floor), id=order["id"], line_no=2, accept=True)


def test_a_line_that_was_not_offered_has_nothing_to_answer(floor: Floor) -> None:
    who, order = begun(floor, (item(floor), 1))
    for line_no in (1, 7):
        refused(floor, "PAN011", "answer_substitute", who, id=order["id"], line_no=line_no, accept=True)


def test_what_is_not_answered_in_time_goes(own_floor: Floor) -> None:
    peas = item(own_floor)
    who, order = begun(own_floor, (item(own_floor), 1))
    offer(own_floor, order, peas)
    own_floor.set_clock(datetime.now(UTC) + timedelta(minutes=31))
    refused(own_floor, "PAN011", "answer_substitute", who, id=order["id"], line_no=2, accept=True)
    with own_floor.noted() as events:
        for _ in range(2):
            own_floor.service("sweep_pantries", who="reconcile")
    assert [event["kind"] for event in events if event["flow"] == "pantry"] == ["substitute_lapsed"]
    assert given(done(own_floor, "list_pantry_orders", who)["orders"][0])[1] == (peas, 0, 0, "lapsed")
    assert own_floor.counters(peas) == (100, 0)
    assert done(own_floor, "ready_pantry_order", "staff", id=order["id"])["order"]["status"] == "READY"
