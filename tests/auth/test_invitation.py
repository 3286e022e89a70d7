"""Signing in with an invitation: the link's code goes to the provider's door and back, and makes a member once."""

from collections.abc import Iterator

import pytest

from code_flow import unpacked
from tests.auth.guest import REFRESH, SIGN_IN, Guest
from tests.auth.invitations import CODE, INVITATION, invitation


@pytest.fixture
def invited(guest: Guest) -> Iterator[Guest]:
    """Somebody who works for one organisation, and was invited to the pantry of another."""
    with invitation(guest.stack):
        yield guest


def test_who_comes_with_an_invitation_is_a_member_and_nobody_else_is(invited: Guest) -> None:
    assert invited.sign_in("sam@ordak.test", house="corner", door="member").status_code == 403
    invited.cookies[INVITATION] = CODE
    assert invited.sign_in("sam@ordak.test", house="corner").status_code == 302
    assert INVITATION not in invited.cookies
    said = invited.refresh().json()["staff"]
    assert (said["role"], said["stores"]) == ("Member", ["pantry"])
    # Known by now: with the link or without it.
    invited.cookies[INVITATION] = CODE
    assert invited.sign_in("sam@ordak.test", house="corner").status_code == 302
    assert invited.sign_in("sam@ordak.test", house="corner", door="member").status_code == 302
    again = Guest(invited.stack)
    try:
        again.cookies[INVITATION] = CODE
        refused = again.sign_in("tom@ordak.test", house="corner")
        assert (refused.status_code, REFRESH in again.cookies) == (403, False)
    finally:
        again.close()


def test_an_invitation_leads_to_the_members_door_and_stands_in_no_address(guest: Guest) -> None:
    guest.cookies[INVITATION] = CODE
    there = guest.get("/auth/login", house="corner", door="staff")
    attempt = unpacked(guest.cookies[SIGN_IN])
    assert attempt is not None
    assert (attempt.door, attempt.house) == ("member", "corner")
    assert CODE not in there.headers["location"]
    assert CODE not in guest.get("/auth/callback", state="another").text


@pytest.mark.parametrize("code", ["", "j-7K3M9Q2DW4XN5TRA-H", "J-7", f"{CODE}x", f"{CODE}'--", "none"])
def test_what_is_no_code_is_no_invitation(guest: Guest, code: str) -> None:
    guest.cookies[INVITATION] = code
    guest.leave(invitation=CODE)
    attempt = unpacked(guest.cookies[SIGN_IN])
    assert attempt is not None
    assert attempt.door == "any"
