"""api.begin_device: a new kiosk asks for a code."""

import secrets

import psycopg
import pytest

from tests.sql.floor import AUTH, Floor, actor, bearer, digest
from tests.sql.identity.people import Clock, begin_device, code, kiosk, now


def token() -> str:
    """Return a token as a kiosk gets it."""
    return "ordak_device_" + secrets.token_hex(32)


def test_a_kiosk_shows_its_code_for_ten_minutes_and_is_nobody_meanwhile(floor: Floor, clock: Clock) -> None:
    own, shown = token(), code()
    with floor.noted() as events:
        answer = begin_device(floor, own, shown)
    assert (answer["user_code"], answer["already_done"], events) == (shown, False, [])
    assert answer["expires_at"][:19] == clock.ago(minutes=-10)[:19]
    assert own not in str(answer)
    assert floor.rpc("get_queue", actor=bearer(own), store="bannos")["code"] == "AUTH002"


def test_what_nobody_enrolled_is_forgotten_and_a_kiosk_never_is(floor: Floor, clock: Clock) -> None:
    enrolled, waiting = kiosk(floor), token()
    begin_device(floor, waiting, code())
    clock.move(minutes=10, milliseconds=1)
    begin_device(floor, token(), code())
    kept = {bytes(row["token_hash"]).hex() for row in floor.rows("select token_hash from core.devices")}
    assert digest(waiting) not in kept
    assert digest(enrolled.token) in kept


def test_only_so_many_wait_at_a_time_so_that_nobody_fills_the_table(own_floor: Floor) -> None:
    floor = own_floor
    kiosk(floor)  # an enrolled one does not count
    floor.rows(
        "insert into core.devices (token_hash, user_code, code_expires_at) "
        "select sha256(int4send(n)), n::text, core.now() + interval '10 minutes' from generate_series(1, 999) n"
    )
    assert begin_device(floor, token(), code())["ok"]
    before = now(floor)
    answer = begin_device(floor, token(), code())
    assert (answer["code"], answer["retry_after"]) == ("AUTH003", 600)
    assert now(floor) == before
    clock = Clock(floor)
    clock.move(minutes=11)
    assert begin_device(floor, token(), code())["ok"]


def test_two_kiosks_never_show_the_same_code_or_have_the_same_token(floor: Floor) -> None:
    own, shown = token(), code()
    begin_device(floor, own, shown)
    for again in ((token(), shown), (own, code())):
        with pytest.raises(psycopg.errors.UniqueViolation):
            begin_device(floor, *again)


def test_a_kiosk_does_not_ask_for_itself(floor: Floor) -> None:
    at = kiosk(floor)
    arguments = {"token_hash": digest(token()), "user_code": code()}
    assert floor.call(AUTH, "begin_device", actor=at.actor(), **arguments)["code"] == "AUTH001"
    assert floor.call(AUTH, "begin_device", actor=actor("rpc"), **arguments)["ok"], "any function of ours may"
