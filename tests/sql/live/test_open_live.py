"""api.open_live: a ticket that is good for once, for whoever works or orders in a store, and for a kiosk at which nobody stands."""

import pytest

from tests.sql.floor import PEOPLE, RPC, Floor, actor, bearer, digest
from tests.sql.identity.people import kiosk, person, signed_in, system, themself, turn
from tests.sql.live.pages import ask, ticket

MAY = {"staff", "supervisor", "admin", "packer", "agent", "member", "tom", "zoe"}


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_works_in_a_store_gets_a_ticket_and_nobody_else(floor: Floor, who: str) -> None:
    answer = floor.rpc("open_live", who)
    assert answer["ok"] == (who in MAY)
    assert answer["ok"] or answer["code"] == "AUTH001"
    assert floor.one("select count(*) from core.live_connections") == (1 if who in MAY else 0)


def test_a_kiosk_gets_one_whoever_stands_at_it(floor: Floor) -> None:
    at = kiosk(floor)
    standing = turn(floor, at, PEOPLE["tom"][0])
    for who in (at.actor(), at.actor(standing)):
        assert floor.call(RPC, "open_live", actor=who)["ok"]
    assert floor.rows("select distinct device_id::text, staff_id from core.live_connections") == [
        {"device_id": at.device_id, "staff_id": None}
    ]


def test_what_a_ticket_stands_for_is_kept_and_the_ticket_is_not(floor: Floor) -> None:
    who = person(floor, email=f"{PEOPLE['tom'][0]}@ordak.test")
    session = signed_in(floor, who).session_id
    shown = ticket(floor, themself(who, session=session))
    [row] = floor.rows("select * from core.live_connections")
    assert (str(row["staff_id"]), str(row["session_id"]), row["device_id"], row["token_id"]) == (
        who,
        session,
        None,
        None,
    )
    assert row["ticket_hash"].hex() == digest(shown)
    assert shown not in str(floor.rows("select c::text from core.live_connections c"))


def test_another_system_may_listen_with_its_token(floor: Floor) -> None:
    made = system(floor)
    ticket(floor, bearer(made["secret"]))
    assert str(floor.one("select token_id from core.live_connections")) == made["token_id"]


def test_no_two_tickets_are_the_same(floor: Floor) -> None:
    assert len({ticket(floor) for _ in range(20)}) == 20


def test_the_cursor_is_before_all_that_is_told_later(floor: Floor) -> None:
    answer = floor.rpc("open_live")
    sale = floor.sell()
    events = floor.rpc("get_events", store="bannos", after_txid=answer["txid"], after_no=answer["no"])["events"]
    assert [event["order_gid"] for event in events] == [sale.gid]


def test_a_service_is_given_none(floor: Floor) -> None:
    assert floor.call(RPC, "open_live", actor=actor("rpc"))["code"] == "AUTH001"
    assert ask(floor, "claim_live", worker="w")["shard"] is None
