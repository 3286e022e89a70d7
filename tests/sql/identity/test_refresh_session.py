"""api.refresh_session: a refresh token is taken for its successor, once."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json, digest
from tests.sql.identity.people import Clock, SignedIn, address, now, person, refresh, set_staff, signed_in, themself

SALT = "salt of {}"


@pytest.fixture
def session(floor: Floor, clock: Clock) -> tuple[str, SignedIn, Clock]:
    """Return a person who has just signed in."""
    staff_id = person(floor, "Supervisor", email=address())
    return staff_id, signed_in(floor, staff_id), clock


def turned_away(floor: Floor, answer: Json, before: tuple[Json, int]) -> None:
    """See that an answer sends a person to sign in, and that nothing was written."""
    assert (answer["ok"], answer.get("code")) == (False, "AUTH002")
    assert now(floor) == before


def over(floor: Floor, session_id: str) -> str | None:
    """Return why a session has ended, if it has."""
    reason: str | None = floor.one("select end_reason from core.sessions where session_id = %s", session_id)
    return reason


def test_each_token_is_good_for_one_successor(floor: Floor, session: tuple[str, SignedIn, Clock]) -> None:
    staff_id, first, _ = session
    token = first.token
    for number in range(3):
        following = f"{first.token} {number}"
        with floor.noted() as events:
            answer = refresh(floor, token, SALT.format(number), following)
        assert (answer["already_done"], answer["salt"]) == (False, digest(SALT.format(number)))
        assert (answer["session_id"], answer["staff"]["staff_id"]) == (first.session_id, staff_id)
        assert events == []
        token = following


def test_shown_again_within_ten_seconds_it_has_the_same_successor(
    floor: Floor, session: tuple[str, SignedIn, Clock]
) -> None:
    _, first, clock = session
    refresh(floor, first.token, "salt", "next")
    clock.move(seconds=10)
    before = now(floor)
    answer = refresh(floor, first.token, "another salt", "another next")
    assert (answer["ok"], answer["already_done"], answer["salt"]) == (True, True, digest("salt"))
    assert now(floor) == before
    turned_away(floor, refresh(floor, "another next", "x", "y"), before)
    assert refresh(floor, "next", "z", f"{first.token} z")["ok"]


def test_shown_again_later_it_ends_the_whole_session(floor: Floor, session: tuple[str, SignedIn, Clock]) -> None:
    staff_id, first, clock = session
    other = signed_in(floor, staff_id, "other")
    refresh(floor, first.token, "salt", f"{first.token} next")
    clock.move(seconds=10, milliseconds=1)
    with floor.noted() as events:
        assert refresh(floor, first.token, "x", "y")["code"] == "AUTH002"
    assert [(event["kind"], event["code"]) for event in events] == [("signed_out", None), ("refused", "AUTH002")]
    assert events[0]["detail"] == {"staff_id": staff_id, "session_id": first.session_id, "reason": "token_reused"}
    assert (over(floor, first.session_id), over(floor, other.session_id)) == ("token_reused", None)

    before = now(floor)
    for token in (first.token, f"{first.token} next", "y"):  # of thief and victim, whoever was which
        turned_away(floor, refresh(floor, token, "x", "z"), before)
    assert (
        floor.rpc("get_queue", actor=themself(staff_id, session=first.session_id), store="bannos")["code"] == "AUTH002"
    )


def test_an_old_one_of_many_ends_it_too(floor: Floor, session: tuple[str, SignedIn, Clock]) -> None:
    _, first, clock = session
    token = first.token
    for number in range(4):
        following = f"{first.token} {number}"
        assert refresh(floor, token, "s", following)["ok"]
        token = following
        clock.move(minutes=14)
    assert refresh(floor, f"{first.token} 0", "s", "stolen")["code"] == "AUTH002"
    assert over(floor, first.session_id) == "token_reused"
    turned_away(floor, refresh(floor, token, "s", "t"), now(floor))


def test_a_session_is_over_a_week_after_its_sign_in_however_often_refreshed(
    floor: Floor, session: tuple[str, SignedIn, Clock]
) -> None:
    staff_id, first, clock = session
    clock.move(days=6, hours=23, minutes=59)
    following = f"{first.token} 1"
    assert refresh(floor, first.token, "s", following)["ok"]
    person_asks = themself(staff_id, session=first.session_id)
    assert floor.rpc("get_queue", actor=person_asks, store="bannos")["ok"]
    clock.move(minutes=1)
    turned_away(floor, refresh(floor, following, "s", "t"), now(floor))
    assert floor.rpc("get_queue", actor=person_asks, store="bannos")["code"] == "AUTH002"


@pytest.mark.parametrize("token", ["", "garbage", "0" * 64])
def test_a_token_of_nobody_leaves_no_row(floor: Floor, token: str) -> None:
    turned_away(floor, refresh(floor, token, "s", str(uuid4())), now(floor))


def test_somebody_who_became_inactive_has_no_successor(floor: Floor, session: tuple[str, SignedIn, Clock]) -> None:
    staff_id, first, _ = session
    floor.rows("update core.staff_shared set is_active = false where id = %s", staff_id)  # by hand: no session ended
    turned_away(floor, refresh(floor, first.token, "s", "t"), now(floor))
    set_staff(floor, staff_id, role="Supervisor")
    set_staff(floor, staff_id, role="Supervisor", is_active=False)
    set_staff(floor, staff_id, role="Supervisor")
    turned_away(floor, refresh(floor, first.token, "s", "t"), now(floor))


@pytest.mark.parametrize("left", [[], ["another"]], ids=["none", "another"])
def test_a_session_of_a_provider_that_is_gone_ends_and_others_go_on(
    floor: Floor, session: tuple[str, SignedIn, Clock], left: list[str]
) -> None:
    staff_id, first, _ = session
    other = signed_in(floor, staff_id)
    assert refresh(floor, other.token, "s", f"{other.token} 1", providers=[*left, "sso"])["ok"]
    with floor.noted() as events:
        answer = refresh(floor, first.token, "s", f"{first.token} 1", providers=left)
    assert (answer["ok"], answer["code"]) == (False, "AUTH002")
    assert [(event["kind"], event["detail"]["reason"]) for event in events] == [("signed_out", "provider_removed")]
    assert over(floor, first.session_id) == "provider_removed"
    assert over(floor, other.session_id) is None
    assert (
        floor.rpc("get_queue", actor=themself(staff_id, session=first.session_id), store="bannos")["code"] == "AUTH002"
    )
