"""Signing in with an invitation: the link's code goes to the provider's door and back, and makes a member once."""

from collections.abc import Iterator
from hashlib import sha256

import pytest

from code_flow import unpacked
from tests.auth.guest import REFRESH, SIGN_IN, Guest
from tests.functions.callers import rows

CODE = "J-7K3M9Q2DW4XN5TRA-H"
MADE = "select id from core.staff_shared where display_name = 'Sam Staff' and organisation = 'corner'"


@pytest.fixture
def invited(guest: Guest) -> Iterator[Guest]:
    """Somebody who works for one organisation, and was invited to the pantry of another."""
    rows(
        guest.stack,
        "insert into core.invitations (store, code_hash, expires_at) values ('pantry', %s, 'infinity') returning 1",
        sha256(CODE.encode()).digest(),
    )
    yield guest
    sessions = f"select session_id from core.sessions where staff_id in ({MADE})"
    for gone in (
        "core.invitations where code_hash is not null",
        f"core.refresh_tokens where session_id in ({sessions})",
        f"core.sessions where staff_id in ({MADE})",
        f"core.staff_accounts where staff_id in ({MADE})",
        f"core.staff_shared where id in ({MADE})",
    ):
        rows(guest.stack, f"delete from {gone} returning 1")


def test_who_comes_with_an_invitation_is_a_member_and_nobody_else_is(invited: Guest) -> None:
    way = {"house": "corner", "invitation": CODE}
    assert invited.sign_in("sam@ordak.test", house="corner", door="member").status_code == 403
    assert invited.sign_in("sam@ordak.test", **way).status_code == 302
    said = invited.refresh().json()["staff"]
    assert (said["role"], said["stores"]) == ("Member", ["pantry"])
    # Known by now: with the link or without it.
    assert invited.sign_in("sam@ordak.test", **way).status_code == 302
    assert invited.sign_in("sam@ordak.test", house="corner", door="member").status_code == 302
    again = Guest(invited.stack)
    try:
        refused = again.sign_in("tom@ordak.test", **way)
        assert (refused.status_code, REFRESH in again.cookies) == (403, False)
    finally:
        again.close()


def test_an_invitation_is_kept_with_the_attempt_and_leads_to_the_members_door(guest: Guest) -> None:
    guest.leave(house="corner", invitation=CODE, door="staff")
    attempt = unpacked(guest.cookies[SIGN_IN])
    assert attempt is not None
    assert (attempt.door, attempt.house, attempt.invitation) == ("member", "corner", CODE)


@pytest.mark.parametrize("code", ["", "j-7K3M9Q2DW4XN5TRA-H", "J-7", f"{CODE}\n", f"{CODE}'--", "none"])
def test_what_is_no_code_is_no_invitation(guest: Guest, code: str) -> None:
    guest.leave(invitation=code)
    attempt = unpacked(guest.cookies[SIGN_IN])
    assert attempt is not None
    assert (attempt.door, attempt.invitation) == ("any", "none")
