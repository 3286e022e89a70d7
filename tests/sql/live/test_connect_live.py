"""api.connect_live: a ticket is good for one connection, within its time, and for whoever still has a right to it."""

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import PEOPLE, Floor, Json, digest
from tests.sql.identity.people import Clock, kiosk, set_staff, signed_in
from tests.sql.live.pages import LIVE, ask, connect, page, ticket


def turned_away(floor: Floor, answer: Json, events: int) -> None:
    """See that a connection was refused, and that nothing was written."""
    assert answer["code"] == "LIV001"
    assert floor.last_event() == events


def test_a_ticket_is_good_for_once(floor: Floor) -> None:
    shown, events = ticket(floor), floor.last_event()
    assert connect(floor, shown, "first=")["ok"]
    turned_away(floor, connect(floor, shown, "second="), events)
    assert floor.rows("select connection_id, ticket_hash from core.live_connections") == [
        {"connection_id": "first=", "ticket_hash": None}
    ]


def test_of_two_who_come_with_one_ticket_at_once_one_is_let_in(floor: Floor) -> None:
    shown = ticket(floor)
    with sessions(floor, LIVE) as (first, second):
        call = {"ticket_hash": digest(shown)}
        assert first.run("connect_live", **call, connection_id="a=")["ok"]
        late = second.start("connect_live", **call, connection_id="b=")
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["code"] == "LIV001"
        second.commit()
    assert floor.rows("select connection_id from core.live_connections") == [{"connection_id": "a="}]


@pytest.mark.parametrize(("seconds", "code"), [(29, None), (30, "LIV001")])
def test_a_ticket_is_good_for_thirty_seconds(floor: Floor, clock: Clock, seconds: int, code: str | None) -> None:
    shown = ticket(floor)
    clock.move(seconds=seconds)
    assert connect(floor, shown).get("code") == code


@pytest.mark.parametrize("shown", ["", "0" * 64, "bannos' or true --"])
def test_what_is_no_ticket_is_turned_away(floor: Floor, shown: str) -> None:
    ticket(floor)
    turned_away(floor, connect(floor, shown), floor.last_event())


def test_a_ticket_of_a_kiosk_that_was_revoked_meanwhile_is_none(floor: Floor) -> None:
    at = kiosk(floor)
    shown = ticket(floor, at.actor())
    floor.rpc("revoke_device", device_id=at.device_id)
    turned_away(floor, connect(floor, shown), floor.last_event())


def test_a_shard_takes_250_and_the_next_one_goes_to_another(floor: Floor) -> None:
    page(floor)
    floor.rows(
        "insert into core.live_connections (connection_id, shard, staff_id, expires_at) "
        "select 'full' || n, 0, %s, core.now() + interval '1 hour' from generate_series(1, 249) n",
        PEOPLE["tom"][0],
    )
    assert [connect(floor, ticket(floor), name)["ok"] for name in ("next=", "after=")] == [True, True]
    assert floor.rows(
        "select connection_id, shard from core.live_connections where connection_id like '%%=' order by shard, 1"
    )[1:] == [
        {"connection_id": "after=", "shard": 1},
        {"connection_id": "next=", "shard": 1},
    ]


def test_the_place_of_one_who_left_is_taken_again(floor: Floor) -> None:
    first = page(floor)
    assert not ask(floor, "disconnect_live", connection_id=first)["already_done"]
    page(floor, "zoe")
    assert floor.rows("select shard from core.live_shards") == [{"shard": 0}]


def test_two_who_find_the_last_place_at_once_do_not_both_take_it(floor: Floor) -> None:
    page(floor)
    floor.rows(
        "insert into core.live_connections (connection_id, shard, staff_id, expires_at) "
        "select 'full' || n, 0, %s, core.now() + interval '1 hour' from generate_series(1, 248) n",
        PEOPLE["tom"][0],
    )
    hashes = [digest(ticket(floor)) for _ in range(2)]
    with sessions(floor, LIVE) as (first, second):
        first.run("connect_live", ticket_hash=hashes[0], connection_id="a=")
        late = second.start("connect_live", ticket_hash=hashes[1], connection_id="b=")
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["ok"]
        second.commit()
    assert floor.one("select max(n) from (select count(*) as n from core.live_connections group by shard) c") == 250


def test_a_person_whose_session_ended_meanwhile_is_turned_away(floor: Floor) -> None:
    who = PEOPLE["tom"][0]
    set_staff(floor, who, stores=["bannos"], email="tom.live@ordak.test")
    session = signed_in(floor, who).session_id
    shown = ticket(floor, {"kind": "staff", "id": who, "session": session, "correlation_id": "c"})
    floor.rpc("sign_out_staff", "admin", staff_id=who)
    turned_away(floor, connect(floor, shown), floor.last_event())
