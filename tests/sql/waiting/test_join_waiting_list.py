"""api.join_waiting_list: who waits is offered a place that comes back, in turn, and nobody else takes it."""

import pytest

from tests.sql.floor import Floor
from tests.sql.identity.people import person
from tests.sql.live.pages import page, tell
from tests.sql.mail.mails import begin, reader, sent
from tests.sql.pantries import STAFF, ask, basket, choice, done, household, item, member, place, refused, session
from tests.sql.waiting.lists import assert_places, free, full, join, offered


def test_a_place_that_comes_back_is_held_for_the_next_in_turn(floor: Floor) -> None:
    opened, (order,) = full(floor)
    first, second, other = member(floor), member(floor), member(floor)
    join(floor, first, opened)
    join(floor, second, opened, None)
    free(floor, order)
    slot = opened["slots"][0]["slot_id"]
    assert [offered(floor, who) for who in (first, second)] == [slot, None]
    kept = basket(floor, other, (item(floor), 1))
    refused(floor, "PAN003", "place_pantry_order", other, basket_id=kept, **choice(opened))
    place(floor, first, opened, (item(floor), 1))
    assert done(floor, "browse_pantry", first)["waiting"] == []
    assert_places(floor, opened)


def test_who_withdraws_gives_their_place_to_who_waits(floor: Floor) -> None:
    opened, tin = session(floor, capacity=1), item(floor)
    has, waits = member(floor), member(floor)
    order = place(floor, has, opened, (tin, 1))
    join(floor, waits, opened)
    with floor.noted() as events:
        done(floor, "withdraw_pantry_order", has, id=order["id"])
    assert [event["kind"] for event in events if event["kind"].startswith("place")] == ["place_offered"]
    assert offered(floor, waits) == opened["slots"][0]["slot_id"]
    assert_places(floor, opened)


def test_a_capacity_that_is_raised_is_for_those_who_wait(floor: Floor) -> None:
    opened, _ = full(floor)
    people = [member(floor) for _ in range(3)]
    for who in people:
        join(floor, who, opened)
    slot = opened["slots"][0]
    changed = {name: slot[name] for name in ("slot_id", "starts_at", "ends_at")}
    done(floor, "set_pantry_slot", session_id=opened["session_id"], capacity=3, **changed)
    assert [offered(floor, who) is not None for who in people] == [True, True, False]
    assert_places(floor, opened)


def test_who_waits_for_one_slot_is_not_offered_another(floor: Floor) -> None:
    opened, (_, second) = full(floor, slots=2)
    one, any_of_them = member(floor), member(floor)
    join(floor, one, opened, 0)
    join(floor, any_of_them, opened, None)
    free(floor, second)
    assert [offered(floor, who) for who in (one, any_of_them)] == [None, opened["slots"][1]["slot_id"]]
    assert_places(floor, opened)


def test_the_same_member_waits_once(floor: Floor) -> None:
    opened, _ = full(floor, slots=2)
    who = member(floor)
    entry = join(floor, who, opened, 0)
    again = done(floor, "join_waiting_list", who, **choice(opened, 1))
    assert (again["already_done"], again["waiting"]) == (True, entry)


def test_nobody_waits_where_there_is_a_place_or_where_ordering_is_over(floor: Floor) -> None:
    opened, who = session(floor, capacity=1), member(floor)
    refused(floor, "PAN012", "join_waiting_list", who, **choice(opened))
    refused(floor, "PAN012", "join_waiting_list", who, session_id=opened["session_id"])
    done(floor, "close_pantry_session", session_id=opened["session_id"])
    refused(floor, "PAN002", "join_waiting_list", who, **choice(opened))
    other = session(floor)
    refused(floor, "PAN007", "join_waiting_list", who, **{**choice(opened), "session_id": other["session_id"]})
    refused(floor, "PAN007", "join_waiting_list", who, session_id=opened["slots"][0]["slot_id"])


def test_only_who_may_order_waits(floor: Floor) -> None:
    opened, (order,) = full(floor)
    refused(floor, "PAN004", "join_waiting_list", member(floor, approved=False), **choice(opened))
    refused(floor, "STF001", "join_waiting_list", "staff", **choice(opened))
    refused(floor, "STF001", "join_waiting_list", "staff", member_id=person(floor), **choice(opened))
    has = {"kind": "staff", "id": order["member_id"], "correlation_id": "c"}
    refused(floor, "PAN006", "join_waiting_list", has, **choice(opened))


def test_staff_puts_a_member_on_the_list(floor: Floor) -> None:
    opened, (order,) = full(floor)
    who = member(floor)
    done(floor, "join_waiting_list", "staff", member_id=who["id"], **choice(opened))
    free(floor, order)
    assert offered(floor, who) is not None


@pytest.mark.parametrize("role", STAFF)
def test_a_session_that_was_closed_by_its_count_is_placed_in_again_by_who_waited(floor: Floor, role: str) -> None:
    opened, (order, _) = full(floor, capacity=2, max_orders=2)
    assert ask(floor, "list_pantry_sessions", role)["sessions"][0]["closed_by"] == "count"
    first, second = member(floor), member(floor)
    join(floor, first, opened)
    free(floor, order)
    place(floor, first, opened, (item(floor), 1))
    kept = basket(floor, second, (item(floor), 1))
    refused(floor, "PAN002", "place_pantry_order", second, basket_id=kept, **choice(opened))
    assert_places(floor, opened)


def test_a_place_that_is_held_does_not_close_a_session_by_its_count(floor: Floor) -> None:
    opened, orders = full(floor, slots=3, max_orders=4)
    waits, other = member(floor), member(floor)
    join(floor, waits, opened, 0)
    free(floor, orders[0])
    slot = opened["slots"][1]
    changed = {name: slot[name] for name in ("slot_id", "starts_at", "ends_at")}
    done(floor, "set_pantry_slot", session_id=opened["session_id"], capacity=2, **changed)
    at = {**opened, "slots": [slot]}
    place(floor, other, at, (item(floor), 1))
    assert floor.one("select state from core.pantry_sessions where session_id = %s", opened["session_id"]) != "closed"
    place(floor, waits, opened, (item(floor), 1))
    assert (
        floor.one("select closed_by from core.pantry_sessions where session_id = %s", opened["session_id"]) == "count"
    )


def test_the_one_for_whom_a_place_is_held_is_mailed_and_hinted_alone(own_floor: Floor) -> None:
    floor = own_floor
    opened, (order,) = full(floor)
    first, second = reader(floor, "next@ordak.test"), reader(floor)
    for who in (first, second):
        join(floor, who, opened)
    begin(floor)
    pages = {who["id"]: page(floor, who) for who in (first, second)}
    tell(floor)
    free(floor, order)
    told = tell(floor)
    assert [kind for kind, _ in told[pages[first["id"]]]] == ["place:offered"]
    assert pages[second["id"]] not in told
    mails = [mail for mail in sent(floor) if mail["kind"] == "place_free"]
    assert [(mail["to"], mail["order_id"], mail["lines"], mail["answer_by"] is not None) for mail in mails] == [
        ("next@ordak.test", None, [], True)
    ]


def test_of_other_members_who_wait_a_member_sees_nothing(floor: Floor) -> None:
    opened, _ = full(floor)
    who, (other, _) = member(floor), household(floor, 2)
    entry = join(floor, other, opened)
    assert entry["waiting_id"] not in str(done(floor, "browse_pantry", who))
