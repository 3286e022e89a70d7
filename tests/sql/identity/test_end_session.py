"""api.end_session: sign-out here, and everywhere."""

import pytest

from tests.sql.floor import AUTH, Floor, Json, actor, digest
from tests.sql.identity.people import (
    Clock,
    Kiosk,
    SignedIn,
    address,
    kiosk,
    now,
    person,
    refresh,
    signed_in,
    themself,
    turn,
)


def sign_out(floor: Floor, token: str, **more: object) -> Json:
    """Sign out as functions/auth does."""
    return floor.call(AUTH, "end_session", actor=actor("auth"), token_hash=digest(token), **more)


def may(floor: Floor, staff_id: str, session: SignedIn) -> bool:
    """Tell whether an access token of a session is still good."""
    answer = floor.rpc("get_queue", actor=themself(staff_id, session=session.session_id), store="bannos")
    assert answer["ok"] or answer["code"] == "AUTH002"
    return bool(answer["ok"])


def at(floor: Floor, place: Kiosk, turn_id: str) -> bool:
    """Tell whether a turn is still good."""
    return bool(floor.rpc("get_queue", actor=place.actor(turn_id), store="bannos")["ok"])


@pytest.mark.parametrize("refreshed", [False, True])
def test_a_sign_out_ends_this_session_alone_and_its_access_tokens_at_once(floor: Floor, *, refreshed: bool) -> None:
    staff_id, place = person(floor, email=address()), kiosk(floor)
    here, there, turn_id = signed_in(floor, staff_id), signed_in(floor, staff_id, "other"), turn(floor, place, staff_id)
    token = f"{here.token} next" if refreshed else here.token
    if refreshed:
        refresh(floor, here.token, "s", token)
    with floor.noted() as events:
        answer = sign_out(floor, token)
    assert (answer["already_done"], answer["provider"]) == (False, "sso")
    (event,) = events
    assert (event["kind"], event["detail"]) == (
        "signed_out",
        {"staff_id": staff_id, "session_id": here.session_id, "reason": "signed_out"},
    )
    assert (may(floor, staff_id, here), may(floor, staff_id, there), at(floor, place, turn_id)) == (False, True, True)
    assert refresh(floor, token, "s", "t")["code"] == "AUTH002"
    assert refresh(floor, there.token, "s", f"{there.token} 1")["ok"]


def test_everywhere_ends_all_sessions_and_turns_of_the_person_and_of_nobody_else(floor: Floor) -> None:
    staff_id, other_id = person(floor, email=address()), person(floor, email=address())
    places = [kiosk(floor), kiosk(floor, "flourlane")]
    here, there, other = signed_in(floor, staff_id), signed_in(floor, staff_id, "other"), signed_in(floor, other_id)
    turns = turn(floor, places[0], staff_id), turn(floor, places[0], other_id)
    with floor.noted() as events:
        assert sign_out(floor, here.token, everywhere=True)["already_done"] is False
    assert sorted(event["kind"] for event in events) == ["signed_out", "signed_out", "turn_ended"]
    assert {event["detail"]["staff_id"] for event in events} == {staff_id}
    assert {event["detail"]["reason"] for event in events} == {"signed_out"}
    assert [may(floor, staff_id, here), may(floor, staff_id, there), may(floor, other_id, other)] == [
        False,
        False,
        True,
    ]
    assert [at(floor, places[0], turn_id) for turn_id in turns] == [False, True]


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_session_that_is_over_is_over_and_says_nothing_about_others(
    floor: Floor, clock: Clock, *, everywhere: bool
) -> None:
    staff_id = person(floor, email=address())
    here, there, late = signed_in(floor, staff_id), signed_in(floor, staff_id, "x"), signed_in(floor, staff_id, "y")
    sign_out(floor, here.token)
    before = now(floor)
    answer = sign_out(floor, here.token, everywhere=everywhere)
    assert (answer["ok"], answer["already_done"], answer["provider"]) == (True, True, "sso")
    assert now(floor) == before
    assert may(floor, staff_id, there)

    clock.move(days=7)
    before = now(floor)
    assert sign_out(floor, late.token, everywhere=everywhere)["already_done"] is True
    assert now(floor) == before


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize("token", ["", "garbage"])
def test_a_token_of_nobody_signs_nobody_out_and_leaves_no_row(floor: Floor, token: str, *, everywhere: bool) -> None:
    before = now(floor)
    answer = sign_out(floor, token, everywhere=everywhere)
    assert (answer["ok"], answer["already_done"], answer["provider"]) == (True, True, None)
    assert now(floor) == before
