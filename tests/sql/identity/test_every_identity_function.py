"""What holds for every function of identity: who may call it, by which login, and that nothing secret is told or kept."""

import json
from typing import Any

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.catalog import our_tables
from tests.sql.floor import AUTH, PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor, bearer, digest
from tests.sql.identity.people import (
    NOBODY,
    Kiosk,
    address,
    begin_turn,
    kiosk,
    person,
    pin,
    refresh,
    sign_in,
    signed_in,
    system,
)

_ZERO = "0" * 64
_SOMEBODY = {"display_name": "S", "role": "Staff", "stores": ["bannos"]}
# Arguments that change nothing for whoever is let in.
CALLS: dict[str, tuple[str, Json]] = {
    "begin_device": (AUTH, {"token_hash": digest("every"), "user_code": "EVERY"}),
    "poll_device": (AUTH, {"token_hash": _ZERO}),
    "sign_in": (AUTH, {"provider": "p", "subject": "s", "email": None, "token_hash": _ZERO}),
    "refresh_session": (AUTH, {"token_hash": _ZERO, "salt": _ZERO, "next_hash": _ZERO}),
    "end_session": (AUTH, {"token_hash": _ZERO}),
    "begin_turn": (AUTH, {"staff_id": NOBODY, "pin_hash": _ZERO}),
    "set_pin": (AUTH, {"staff_id": NOBODY, "pin_hash": _ZERO}),
    "get_device": (RPC, {}),
    "end_turn": (RPC, {"turn_id": NOBODY}),
    "enrol_device": (RPC, {"user_code": "NOTSHOWN", "store": "bannos", "station": "x"}),
    "set_device_stores": (RPC, {"device_id": NOBODY, "stores": []}),
    "list_devices": (RPC, {"store": "bannos"}),
    "revoke_device": (RPC, {"device_id": NOBODY}),
    "list_staff": (RPC, {}),
    "set_staff": (RPC, {"staff_id": PEOPLE["admin"][0], **_SOMEBODY, "stores": ["nowhere"]}),
    "sign_out_staff": (RPC, {"staff_id": NOBODY}),
    "issue_badge": (RPC, {"staff_id": NOBODY}),
    "revoke_badge": (RPC, {"staff_id": NOBODY}),
    "issue_token": (RPC, {"name": "n", "role": "Device", "stores": ["bannos"]}),
    "list_tokens": (RPC, {}),
    "revoke_token": (RPC, {"token_id": NOBODY}),
    "revoke_tokens_of": (RPC, {"staff_id": NOBODY}),
}
_SERVICES, _KIOSK = {"auth"}, {"kiosk"}
_LEADS = {"supervisor", "admin", "zoe"}
_ADMINS = {"admin", "turn of admin", "system as admin"}
_PEOPLE = {"staff", "supervisor", "admin", "packer", "agent", "tom", "zoe"}
# By hand: who may call what. A lead's turn at a kiosk, and their role's token, may what makes nothing new.
MAY: dict[str, set[str]] = {
    "begin_device": _SERVICES,
    "poll_device": _SERVICES,
    "sign_in": _SERVICES,
    "refresh_session": _SERVICES,
    "end_session": _SERVICES,
    "begin_turn": _KIOSK,
    "get_device": _KIOSK,
    "end_turn": _KIOSK,
    "set_pin": _PEOPLE,
    "enrol_device": _LEADS,
    "set_device_stores": _LEADS,
    "list_devices": {*_LEADS, "turn of admin", "system as admin"},
    "revoke_device": {*_LEADS, "turn of admin", "system as admin"},
    "issue_badge": {"admin"},
    "set_staff": {"admin"},
    "issue_token": {"admin"},
    "list_staff": _ADMINS,
    "sign_out_staff": _ADMINS,
    "revoke_badge": _ADMINS,
    "list_tokens": _ADMINS,
    "revoke_token": _ADMINS,
    "revoke_tokens_of": _ADMINS,
}
# Beside AUTH001, what these arguments are answered; nothing: ok.
ANSWERED = {
    "sign_in": "AUTH004",
    "refresh_session": "AUTH002",
    "begin_turn": "AUTH005",
    "end_turn": "DEV003",
    "enrol_device": "DEV002",
    "set_device_stores": "DEV001",
    "revoke_device": "DEV001",
    "sign_out_staff": "STF001",
    "issue_badge": "STF001",
    "revoke_badge": "STF001",
    "revoke_token": "TOK001",
}


@pytest.fixture(scope="module")
def callers(floor: Floor) -> dict[str, Json]:
    """Return everybody who could call, by name."""
    at = kiosk(floor)
    turns = {who: begin_turn(floor, at, **_pin(floor, PEOPLE[who][0]))["turn_id"] for who in ("admin", "staff")}
    return {
        **{who: actor(who) for who in (*PEOPLE, "auth")},
        "kiosk": at.actor(),
        "turn of admin": at.actor(turns["admin"]),
        "turn of staff": at.actor(turns["staff"]),
        "system as admin": bearer(system(floor, "Admin")["secret"]),
        "system as staff": bearer(system(floor)["secret"]),
    }


def _pin(floor: Floor, staff_id: str) -> Json:
    return {"staff_id": staff_id, "pin_hash": pin(floor, staff_id)}


def test_every_function_is_here(floor: Floor) -> None:
    assert CALLS.keys() == MAY.keys()
    for function, (login, _) in CALLS.items():
        named = floor.one("select logins::text[] from core.permissions where function_name = %s", function)
        assert named == [login], function


@pytest.mark.parametrize("function", CALLS)
def test_only_who_may_calls_it(floor: Floor, callers: dict[str, Json], function: str) -> None:
    login, arguments = CALLS[function]
    refused = set()
    for who, acting in callers.items():
        answer = floor.call(login, function, actor=acting, **arguments)
        if answer.get("code") == "AUTH001" and not answer["message"].endswith(
            (": staff_id", ": stores", ": store", ": role")
        ):
            refused.add(who)
        elif not answer["ok"] and answer["code"] != "AUTH001":
            assert answer["code"] == ANSWERED[function], who
    assert set(callers) - refused == MAY[function]


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("function", CALLS)
def test_a_stranger_is_refused_and_changes_nothing(floor: Floor, function: str, stranger: str) -> None:
    login, arguments = CALLS[function]
    before = footprint(floor)
    assert floor.call(login, function, actor=STRANGERS[stranger], **arguments)["code"] == "AUTH001"
    assert footprint(floor) == before


@pytest.mark.parametrize("login", [RPC, AUTH, WEBHOOK, "ordak_reconcile", "ordak_inventory_worker"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str, login: str) -> None:
    if login == CALLS[function][0]:
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(login, function, actor=actor("admin"), **CALLS[function][1])


def test_nothing_secret_is_kept_as_it_is_or_told_again(own_floor: Floor) -> None:
    """Tokens, badges, PINs and what a refresh token is derived from: their hashes are kept, and nowhere but at home."""
    floor = own_floor
    at = kiosk(floor)
    staff_id = person(floor, "Admin", email=(email := address()))
    badge = floor.rpc("issue_badge", "admin", staff_id=staff_id)["badge"]
    turn_id = begin_turn(floor, at, badge=badge)["turn_id"]
    hashed = pin(floor, staff_id)
    token = system(floor)
    session = signed_in(floor, staff_id)
    refresh(floor, session.token, "a salt", "a successor")
    _go_wrong(floor, at, turn_id, email)

    plain = [at.token, badge, token["secret"], session.token, "a successor"]
    digests = [digest(secret) for secret in (*plain, "a salt")] + [hashed]
    home = {
        "core.devices": {digest(at.token)},
        "core.badges": {digest(badge)},
        "core.api_tokens": {digest(token["secret"])},
        "core.refresh_tokens": {digest(session.token), digest("a successor"), digest("a salt")},
        "core.pins": {hashed},
    }
    for name in (table["name"] for table in our_tables(floor)):
        text = floor.one(f"select coalesce(string_agg(t::text, ' '), '') from {name} t")
        assert not [secret for secret in plain if secret in text], name
        assert {each for each in digests if each in text} == home.get(name, set()), name
    events = json.dumps(floor.rows("select to_jsonb(e) as event from core.order_events e"), default=str)
    assert not [secret for secret in (*plain, *digests, email, "Somebody") if secret in events]


def _go_wrong(floor: Floor, at: Kiosk, turn_id: str, email: str) -> None:
    """Be refused in every way that something secret is near."""
    floor.sell()
    answers: list[dict[str, Any]] = [
        begin_turn(floor, at, badge="S-WRONG"),
        sign_in(floor, "x", "y", email),
        refresh(floor, "z", "a", "b"),
        floor.rpc("get_queue", actor={**at.actor(turn_id), "token_hash": _ZERO}, store="bannos"),
        floor.rpc("sign_out_staff", actor=at.actor(turn_id), staff_id=NOBODY),
    ]
    for answer in answers:
        assert answer.keys() == {"ok", "code", "message", "correlation_id"}
        assert email not in str(answer)
        assert at.token not in str(answer)
