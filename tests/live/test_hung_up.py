"""A page whose right to listen has ended is hung up on."""

import pytest

from local.stack import Stack
from tests.auth.guest import Guest
from tests.functions.callers import Person, rows, until
from tests.live.page import Page, known


def test_whoever_is_signed_out_by_an_admin_is_hung_up_on_and_others_are_not(stack: Stack) -> None:
    tom, agent = Person(stack, "Staff", "bannos"), Person(stack, "Agent")
    [(who,)] = rows(stack, "select id::text from core.staff_shared where role = 'Agent'")
    with Page(stack, agent.token) as theirs, Page(stack, tom.token) as other:
        assert Person(stack, "Admin").call("sign_out_staff", staff_id=who).json()["ok"]
        assert theirs.is_hung_up_on() == 1001
        until(lambda: not known(stack, theirs), "who was hung up on is forgotten")
        assert other.told() == set()


@pytest.mark.parametrize("body", [{}, {"everywhere": True}], ids=["here", "everywhere"])
def test_whoever_signs_out_themself_is_hung_up_on_without_the_sweeper(stack: Stack, body: dict[str, bool]) -> None:
    guest = Guest(stack)
    assert guest.sign_in("sam@ordak.test").status_code == 302
    with Page(stack, guest.token()) as theirs:
        assert guest.post("/auth/sign-out", body).json()["ok"]
        assert theirs.is_hung_up_on() == 1001
    guest.close()
