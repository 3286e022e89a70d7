"""Sign-ins, guesses and dismissals that come together: each in its turn, and nobody waits for ever."""

from uuid import uuid4

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import AUTH, BOTH, PEOPLE, RPC, Floor, Json, actor, digest
from tests.sql.identity.people import (
    address,
    badge,
    begin_turn,
    kiosk,
    only_admin_of,
    person,
    pin,
    set_staff,
    signed_in,
    themself,
    turn,
)

ADMIN = actor("admin")


def account(email: str, subject: str | None = None, newcomer: Json | None = None) -> Json:
    """Return the arguments of api.sign_in."""
    return {
        "provider": "sso",
        "subject": subject or str(uuid4()),
        "email": email,
        "token_hash": digest(str(uuid4())),
        "newcomer": newcomer,
    }


def dismissed(staff_id: str, **more: object) -> Json:
    """Return the arguments of api.set_staff that make somebody inactive."""
    somebody = {"display_name": "Somebody", "role": "Staff", "stores": list(BOTH), "is_active": False}
    return {"actor": ADMIN, "staff_id": staff_id, **somebody, **more}


def open_things(floor: Floor, staff_id: str) -> list[int]:
    """Count a person's open sessions and turns."""
    query = "select count(*) from core.{} where staff_id = %s and ended_at is null"
    return [floor.one(query.format(table), staff_id) for table in ("sessions", "turns")]


def test_two_tabs_that_refresh_at_once_get_the_same_successor(floor: Floor) -> None:
    session = signed_in(floor, person(floor, email=address()))
    both = [
        {
            "token_hash": digest(session.token),
            "salt": digest(f"salt {tab}"),
            "next_hash": digest(f"{session.token} {tab}"),
        }
        for tab in range(2)
    ]
    with floor.noted() as events, sessions(floor, AUTH) as (first, second):
        answer = first.run("refresh_session", **both[0])
        late = second.start("refresh_session", **both[1])
        second.wait_until_blocked()
        first.commit()
        again = late.result(PATIENCE)
        second.commit()
    assert (answer["already_done"], again["already_done"]) == (False, True)
    assert answer["salt"] == again["salt"] == both[0]["salt"]
    assert events == []
    assert floor.one("select count(*) from core.refresh_tokens where session_id = %s", session.session_id) == 2


def test_a_refresh_that_waits_for_a_sign_out_finds_it_done(floor: Floor) -> None:
    session = signed_in(floor, person(floor, email=address()))
    tokens = {"token_hash": digest(session.token), "salt": digest("s"), "next_hash": digest(f"{session.token} 1")}
    with sessions(floor, AUTH) as (first, second):
        assert first.run("end_session", token_hash=digest(session.token), everywhere=True)["ok"]
        late = second.start("refresh_session", **tokens)
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["code"] == "AUTH002"
        second.commit()
    assert floor.one("select count(*) from core.refresh_tokens where session_id = %s", session.session_id) == 1


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("newcomer", [None, {"name": "N", "role": "Member", "stores": ["bannos"]}])
def test_of_two_accounts_with_one_address_at_once_one_is_the_persons(
    floor: Floor, newcomer: Json | None, *, same: bool
) -> None:
    email, subject = address(), str(uuid4())
    if newcomer is None:
        person(floor, email=email)
    with sessions(floor, AUTH) as (first, second):
        one = first.run("sign_in", **account(email, subject, newcomer))
        late = second.start("sign_in", **account(email, subject if same else None, newcomer))
        second.wait_until_blocked()
        first.commit()
        other = late.result(PATIENCE)
        second.commit()
    assert other.get("code") == (None if same else "AUTH004")
    staff_id = floor.one("select id::text from core.staff_shared where email = %s", email)
    assert one["staff"]["staff_id"] == staff_id
    assert floor.one("select count(*) from core.staff_accounts where staff_id = %s", staff_id) == 1
    assert open_things(floor, staff_id) == [2 if same else 1, 0]


@pytest.mark.parametrize("same", [True, False])
def test_an_invitation_that_two_use_at_once_makes_one_member(floor: Floor, *, same: bool) -> None:
    code, email, subject = str(uuid4()), address(), str(uuid4())
    floor.rows(
        "insert into core.invitations (store, code_hash, expires_at) values ('bannos', decode(%s, 'hex'), 'infinity')",
        digest(code),
    )
    way = {"audience": "member", "invitation": {"code_hash": digest(code), "name": "Nina", "language": None}}
    with sessions(floor, AUTH) as (first, second):
        one = first.run("sign_in", **account(email, subject), **way)
        late = second.start("sign_in", **(account(email, subject) if same else account(address())), **way)
        second.wait_until_blocked()
        first.commit()
        other = late.result(PATIENCE)
        second.commit()
    # Who opens the link in two tabs is known by the second.
    assert (one["staff"]["role"], other.get("code")) == ("Member", None if same else "AUTH004")
    assert (
        floor.one("select used_by::text from core.invitations where code_hash = decode(%s, 'hex')", digest(code))
        == (one["staff"]["staff_id"])
    )


@pytest.mark.parametrize("came_before", [True, False])
def test_who_signs_in_while_being_dismissed_has_nothing_open(floor: Floor, *, came_before: bool) -> None:
    staff_id = person(floor, email=(email := address()))
    if came_before:
        signed_in(floor, staff_id)
    with sessions(floor, RPC, 1) as (admin,), sessions(floor, AUTH, 1) as (door,):
        assert admin.run("set_staff", **dismissed(staff_id, email=email))["ok"]
        late = door.start("sign_in", **account(email, staff_id))
        door.wait_until_blocked()
        admin.commit()
        assert late.result(PATIENCE)["code"] == "AUTH004"
        door.commit()
    assert open_things(floor, staff_id) == [0, 0]


@pytest.mark.parametrize("by", ["badge", "pin"])
def test_who_comes_to_a_kiosk_while_being_dismissed_has_no_turn(floor: Floor, by: str) -> None:
    staff_id, at = person(floor), kiosk(floor)
    proof = (
        {"badge_hash": digest(badge(floor, staff_id))}
        if by == "badge"
        else {"staff_id": staff_id, "pin_hash": pin(floor, staff_id)}
    )
    with sessions(floor, RPC, 1) as (admin,), sessions(floor, AUTH, 1) as (door,):
        assert admin.run("set_staff", **dismissed(staff_id))["ok"]
        late = door.start("begin_turn", actor=at.actor(), **proof)
        door.wait_until_blocked()
        admin.commit()
        assert late.result(PATIENCE)["code"] == "AUTH005"
        door.commit()
    assert open_things(floor, staff_id) == [0, 0]


@pytest.mark.parametrize("taken", ["revoke_badge", "issue_badge"])
def test_a_badge_that_is_taken_away_meanwhile_begins_no_turn(floor: Floor, taken: str) -> None:
    staff_id, at = person(floor), kiosk(floor)
    code = badge(floor, staff_id)
    with sessions(floor, RPC, 1) as (admin,), sessions(floor, AUTH, 1) as (door,):
        assert admin.run(taken, actor=ADMIN, staff_id=staff_id)["ok"]
        late = door.start("begin_turn", actor=at.actor(), badge_hash=digest(code))
        door.wait_until_blocked()
        admin.commit()
        assert late.result(PATIENCE)["code"] == "AUTH005"
        door.commit()
    assert open_things(floor, staff_id) == [0, 0]


def test_a_kiosk_that_is_revoked_meanwhile_begins_no_turn(floor: Floor) -> None:
    staff_id, at = person(floor), kiosk(floor)
    hashed = pin(floor, staff_id)
    with sessions(floor, RPC, 1) as (lead,), sessions(floor, AUTH, 1) as (door,):
        assert lead.run("revoke_device", device_id=at.device_id)["ok"]
        late = door.start("begin_turn", actor=at.actor(), staff_id=staff_id, pin_hash=hashed)
        door.wait_until_blocked()
        lead.commit()
        assert late.result(PATIENCE)["code"] == "AUTH005"
        door.commit()
    assert open_things(floor, staff_id) == [0, 0]


def test_a_dismissal_that_waits_for_a_turn_to_begin_ends_it(floor: Floor) -> None:
    staff_id, at = person(floor), kiosk(floor)
    hashed = pin(floor, staff_id)
    with sessions(floor, RPC, 1) as (admin,), sessions(floor, AUTH, 1) as (door,):
        assert door.run("begin_turn", actor=at.actor(), staff_id=staff_id, pin_hash=hashed)["ok"]
        late = admin.start("set_staff", **dismissed(staff_id))
        admin.wait_until_blocked()
        door.commit()
        assert late.result(PATIENCE)["ok"]
        admin.commit()
    assert open_things(floor, staff_id) == [0, 0]


def test_who_comes_back_from_idling_and_is_dismissed_does_not_wait_for_ever(floor: Floor) -> None:
    """Their old turn ends before the new one names them: whoever dismisses them goes the other way round."""
    staff_id, at = person(floor), kiosk(floor)
    hashed = pin(floor, staff_id)
    begin_turn(floor, at, staff_id=staff_id, pin_hash=hashed)
    floor.rows("update core.turns set last_seen_at = now() - interval '1 hour' where staff_id = %s", staff_id)
    held = "select 1 from core.turns where staff_id = %s for update"
    with (
        sessions(floor, "postgres", 1) as (gate,),
        sessions(floor, RPC, 1) as (admin,),
        sessions(floor, AUTH, 1) as (door,),
    ):
        gate.execute(held, staff_id).result(PATIENCE)
        coming = door.start("begin_turn", actor=at.actor(), staff_id=staff_id, pin_hash=hashed)
        door.wait_until_blocked()
        going = admin.start("set_staff", **dismissed(staff_id))
        admin.wait_until_blocked()
        gate.commit()
        assert coming.result(PATIENCE)["ok"]
        door.commit()
        assert going.result(PATIENCE)["ok"]
        admin.commit()
    assert open_things(floor, staff_id) == [0, 0]


def test_a_scan_that_names_somebody_who_is_dismissed_does_not_wait_for_ever(floor: Floor) -> None:
    """The scan holds its turn and names the person; the dismissal holds the person and ends the turn."""
    staff_id, at, ticket_id = person(floor), kiosk(floor), floor.sell().id
    turn_id = turn(floor, at, staff_id)
    floor.rows("update core.turns set last_seen_at = now() - interval '1 minute' where turn_id = %s", turn_id)
    held = "select 1 from core.orders where id = %s for update"
    with sessions(floor, "postgres", 1) as (gate,), sessions(floor, RPC) as (bench, admin):
        gate.execute(held, ticket_id).result(PATIENCE)
        scan = bench.start("assign_staff", actor=at.actor(turn_id), id=ticket_id, staff_id=staff_id)
        bench.wait_until_blocked()
        going = admin.start("set_staff", **dismissed(staff_id))
        admin.wait_until_blocked()
        gate.commit()
        assert scan.result(PATIENCE)["ok"]
        bench.commit()
        assert going.result(PATIENCE)["ok"]
        admin.commit()
    assert open_things(floor, staff_id) == [0, 0]


def test_two_badges_issued_at_once_are_issued_one_after_the_other(floor: Floor) -> None:
    staff_id = person(floor)
    with sessions(floor, RPC) as (first, second):
        codes = [first.run("issue_badge", actor=ADMIN, staff_id=staff_id)["badge"]]
        late = second.start("issue_badge", actor=ADMIN, staff_id=staff_id)
        second.wait_until_blocked()
        first.commit()
        codes.append(late.result(PATIENCE)["badge"])
        second.commit()
    at = kiosk(floor)
    assert [begin_turn(floor, at, badge=code)["ok"] for code in codes] == [False, True]


def test_two_people_are_given_one_address_at_once_and_one_has_it(floor: Floor) -> None:
    people, email = [person(floor), person(floor)], address()
    with sessions(floor, RPC) as (first, second):
        assert first.run("set_staff", **dismissed(people[0], email=email))["ok"]
        late = second.start("set_staff", **dismissed(people[1], email=email))
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["code"] == "STF003"
        second.commit()


def test_two_admins_who_dismiss_each_other_leave_one(own_floor: Floor) -> None:
    floor = own_floor
    first_id, second_id = PEOPLE["admin"][0], person(floor, "Admin")
    with sessions(floor, RPC) as (first, second):
        assert first.run("set_staff", **dismissed(second_id, role="Admin"))["ok"]
        late = second.start("set_staff", **dismissed(first_id, role="Admin", actor=themself(second_id)))
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["code"] == "STF002"
        second.commit()
    only_admin_of(floor, *BOTH)
    assert set_staff(floor, second_id, role="Admin")["ok"]
