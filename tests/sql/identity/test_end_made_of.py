"""core.end_made_of: what was made of something ends with it, for good, whichever way it is taken away or changed."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.sql.catalog import functions
from tests.sql.floor import PEOPLE, Floor, Json, bearer
from tests.sql.identity.people import (
    Kiosk,
    address,
    badge,
    begin_turn,
    kiosk,
    person,
    pin,
    pin_hash,
    refresh,
    set_staff,
    signed_in,
    system,
    themself,
)
from tests.sql.live.pages import claim, connect, nobody_listens, page, tell, ticket
from tests.sql_files import PRIVATE

HELD: Json = {"role": "Supervisor", "stores": ["bannos"]}


@dataclass
class Somebody:
    """A Supervisor of Bannos, signed in, whose page listens, and who stands at a kiosk."""

    floor: Floor
    email: str
    staff_id: str
    session: Any
    actor: Json
    page: str
    ticket: str
    kiosk: Kiosk
    turn: str

    def change(self, **changed: object) -> Json:
        """Write them down with these changes."""
        return set_staff(self.floor, self.staff_id, **{**HELD, "email": self.email, **changed})

    def at_bench(self) -> str | None:
        """Return what a call in their turn is refused with, if it is."""
        answer = self.floor.rpc("get_queue", actor=self.kiosk.actor(self.turn), store="bannos")
        return answer.get("code")


@pytest.fixture
def somebody(floor: Floor) -> Somebody:
    nobody_listens(floor)
    staff_id = person(floor, **HELD, email=(email := address()))
    session, at = signed_in(floor, staff_id), kiosk(floor)
    who = themself(staff_id, session=session.session_id)
    turn = begin_turn(floor, at, badge=badge(floor, staff_id))["turn_id"]
    return Somebody(floor, email, staff_id, session, who, page(floor, who), ticket(floor, who), at, turn)


def assert_over(who: Somebody) -> None:
    """See that nothing is left of the session: no call, no refresh, no page, no ticket."""
    floor = who.floor
    assert floor.rpc("get_queue", actor=who.actor, store="bannos")["code"] == "AUTH002"
    assert refresh(floor, who.session.token, "salt", "next")["code"] == "AUTH002"
    assert connect(floor, who.ticket)["code"] == "LIV001"
    floor.sell()
    assert who.page not in tell(floor)


CHANGES: dict[str, Json] = {
    "another e-mail": {"email": "somebody.else@ordak.test"},
    "no e-mail": {"email": None},
    "less of a role": {"role": "Staff"},
    "more of a role": {"role": "Admin"},
    "a store less": {"stores": []},
    "another store": {"stores": ["flourlane"]},
    "inactive": {"is_active": False},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whoever_is_somebody_else_now_has_to_sign_in_again(somebody: Somebody, change: Json) -> None:
    answer = somebody.change(**change)
    assert answer["queued"] == ["live"]
    assert claim(somebody.floor)["ended"] == [somebody.page]
    assert claim(somebody.floor)["ended"] == []
    somebody.change()  # as before, and it brings nothing back
    assert_over(somebody)


def test_an_account_that_is_taken_away_takes_its_sessions_along_even_if_it_comes_back(somebody: Somebody) -> None:
    floor = somebody.floor
    floor.rows("delete from core.staff_accounts where staff_id = %s", somebody.staff_id)
    assert_over(somebody)


def test_who_comes_with_a_new_account_does_not_revive_the_sessions_of_the_old_one(somebody: Somebody) -> None:
    somebody.change(email="right.address@ordak.test")
    fresh = signed_in(somebody.floor, somebody.staff_id)
    assert_over(somebody)
    who = themself(somebody.staff_id, session=fresh.session_id)
    assert somebody.floor.rpc("get_queue", actor=who, store="bannos")["ok"]


@pytest.mark.parametrize("change", [{"display_name": "Another Name"}, {"stores": ["bannos", "flourlane"]}, {}], ids=str)
def test_a_name_or_one_more_store_signs_nobody_out(somebody: Somebody, change: Json) -> None:
    floor = somebody.floor
    somebody.change(**change)
    assert floor.rpc("get_queue", actor=somebody.actor, store="bannos")["ok"]
    assert somebody.at_bench() is None
    assert connect(floor, somebody.ticket)["ok"]
    assert claim(floor)["ended"] == []
    sale = floor.sell()
    assert tell(floor)[somebody.page] == [("order:created", sale.id)]
    assert refresh(floor, somebody.session.token, "salt", f"next of {somebody.staff_id}")["ok"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "Staff"}, None),
        ({"email": None}, None),
        ({"role": "Member"}, "AUTH002"),
        ({"stores": ["flourlane"]}, "AUTH002"),
        ({"is_active": False}, "AUTH002"),
    ],
    ids=str,
)
def test_a_turn_ends_where_its_person_could_not_begin_one_any_more(
    somebody: Somebody, change: Json, code: str | None
) -> None:
    somebody.change(**change)
    assert somebody.at_bench() == code
    somebody.change()
    assert somebody.at_bench() == code


def test_another_pin_ends_the_turns_that_the_old_one_began(floor: Floor) -> None:
    staff_id, first, second = person(floor), kiosk(floor), kiosk(floor)
    hashed, shown = pin(floor, staff_id), badge(floor, staff_id)
    by_pin = begin_turn(floor, first, staff_id=staff_id, pin_hash=hashed)["turn_id"]
    by_badge = begin_turn(floor, second, badge=shown)["turn_id"]
    assert pin(floor, staff_id) == hashed  # the same again is no other
    assert floor.rpc("get_queue", actor=first.actor(by_pin), store="bannos")["ok"]
    assert pin(floor, staff_id, "314159") == pin_hash("314159", staff_id)
    assert floor.rpc("get_queue", actor=first.actor(by_pin), store="bannos")["code"] == "AUTH002"
    assert floor.rpc("get_queue", actor=second.actor(by_badge), store="bannos")["ok"]


def test_the_pages_of_a_kiosk_and_of_a_system_are_hung_up_on_with_it(floor: Floor) -> None:
    nobody_listens(floor)
    at, other = kiosk(floor), system(floor)
    pages = [page(floor, at.actor()), page(floor, bearer(other["secret"]))]
    floor.rpc("revoke_device", device_id=at.device_id)
    floor.rpc("revoke_token", "admin", token_id=other["token_id"])
    assert sorted(claim(floor)["ended"]) == sorted(pages)


def test_a_session_is_its_persons_alone(somebody: Somebody) -> None:
    stranger = themself(PEOPLE["admin"][0], session=somebody.session.session_id)
    assert somebody.floor.rpc("get_queue", actor=stranger, store="bannos")["code"] == "AUTH002"


def test_a_person_who_is_deleted_leaves_no_session(floor: Floor) -> None:
    staff_id = person(floor, email=address())
    session = signed_in(floor, staff_id)
    floor.rows("delete from core.staff_accounts where staff_id = %s", staff_id)
    floor.rows("delete from core.staff_shared where id = %s", staff_id)
    assert refresh(floor, session.token, "salt", "next")["code"] == "AUTH002"


def test_whoever_changes_a_person_or_takes_something_away_has_it_ended_in_the_one_place(floor: Floor) -> None:
    """A function yet to come, too: it is found by what it writes."""
    writes = {
        r"update core\.staff_shared|do update set display_name|delete from core\.staff_accounts": "core.person_changed",
        r"update core\.(devices|api_tokens|badges) \w set revoked_at": "core.end_made_of",
        r"set pin_hash = ": "core.end_made_of",
    }
    for each in functions(floor, "api", *PRIVATE):
        own = each["name"] in {"person_changed", "end_made_of", "find_account"}
        for written, ending in writes.items():
            if not own and re.search(written, each["definition"]):
                assert f"{ending}(" in each["definition"], each["signature"]
    steps = {"end_sessions": {"end_made_of"}, "end_live": {"end_made_of", "end_sessions"}}
    for step, callers in steps.items():
        used = {each["name"] for each in functions(floor, "api", *PRIVATE) if f"core.{step}(" in each["definition"]}
        assert used - {step} == callers
