"""Signing in at a certified provider, and everything that can be wrong with it."""

import base64
import json
from dataclasses import asdict, replace
from typing import Any

import httpx
import pytest

from code_flow import unpacked
from ordak.http.event import Request
from sign_in import login
from tests.auth.guest import REFRESH, SIGN_IN, Guest, asked
from tests.functions.callers import rows

SUE = "5a000000-0000-4000-8000-000000000002"


def refused(answer: httpx.Response) -> tuple[int, bool]:
    """Return the status of a refusal and whether it is a page that a person can read."""
    page = answer.headers["content-type"].startswith("text/html") and 'href="/auth/login' in answer.text
    return answer.status_code, page


def test_somebody_known_by_a_verified_e_mail_is_signed_in(guest: Guest) -> None:
    question = guest.leave()
    assert question["response_type"] == "code"
    assert question["code_challenge_method"] == "S256"
    assert len({question["state"], question["nonce"], question["code_challenge"]}) == 3
    assert guest.set_cookies[0].endswith("Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax")

    back = guest.sign_in("sue@ordak.test", return_to="/kiosk?station=2")
    assert (back.status_code, back.headers["location"]) == (302, guest.stack.url + "/kiosk?station=2")
    [gone, kept] = guest.set_cookies
    assert gone.startswith(f"{SIGN_IN}=; Max-Age=0;")
    assert kept.endswith("Path=/; Secure; HttpOnly; SameSite=Strict")
    assert 604_700 < int(kept.split("Max-Age=")[1].split(";")[0]) <= 604_800

    said = guest.refresh().json()
    assert (said["token_type"], said["expires_in"]) == ("Bearer", 900)
    assert said["staff"] == {
        "staff_id": SUE, "display_name": "Sue Supervisor", "role": "Supervisor", "stores": ["bannos", "flourlane"],
    }  # fmt: skip
    assert guest.call("get_settings", said["access_token"]).json()["ok"]


def test_the_account_is_remembered_and_the_e_mail_no_longer_asked(guest: Guest) -> None:
    assert guest.sign_in("tom@ordak.test").status_code == 302
    rows(
        guest.stack,
        "update core.staff_shared set email = 'other@ordak.test' where email = 'tom@ordak.test' returning 1",
    )
    try:
        assert guest.sign_in("tom@ordak.test").status_code == 302
    finally:
        rows(
            guest.stack,
            "update core.staff_shared set email = 'tom@ordak.test' where email = 'other@ordak.test' returning 1",
        )


@pytest.mark.parametrize(
    ("door", "email", "status"),
    [
        ("staff", "sue@ordak.test", 302),
        ("member", "sue@ordak.test", 403),
        ("member", "mia@ordak.test", 302),
        ("staff", "mia@ordak.test", 403),
        ("back", "mia@ordak.test", 302),  # none of ours: any door
    ],
)
def test_a_page_says_which_door_its_people_come_through(guest: Guest, door: str, email: str, status: int) -> None:
    assert guest.sign_in(email, door=door).status_code == status


def test_an_attempt_keeps_the_door_and_an_older_one_has_any(guest: Guest) -> None:
    guest.leave(door="member", house="corner")
    attempt = unpacked(guest.cookies[SIGN_IN])
    assert attempt is not None
    assert (attempt.door, attempt.house) == ("member", "corner")
    # A page that was open before there were doors.
    old = {name: value for name, value in asdict(attempt).items() if name not in {"door", "house"}}
    before = unpacked(base64.urlsafe_b64encode(json.dumps(old).encode()).decode())
    assert before is not None
    assert (before.door, before.house) == ("any", "house")


@pytest.mark.parametrize(
    ("house", "email", "status"),
    [
        ("corner", "zora@ordak.test", 302),
        ("corner", "sue@ordak.test", 403),
        ("house", "zora@ordak.test", 403),
        ("house", "sue@ordak.test", 302),
        ("nowhere", "sue@ordak.test", 403),
        ("' or true --", "sue@ordak.test", 302),  # no name of an organisation: the first one's door
    ],
)
def test_a_page_says_of_which_organisation_its_people_are(guest: Guest, house: str, email: str, status: int) -> None:
    assert guest.sign_in(email, house=house).status_code == status


def test_one_account_with_one_e_mail_is_another_person_at_another_organisations_door(guest: Guest) -> None:
    """Whom the provider knows once is two people here, each with a session of their own."""
    twin = "5a000000-0000-4000-8000-0000000000e1"
    rows(
        guest.stack,
        "insert into core.staff_shared (id, display_name, role, stores, email, organisation) "
        "values (%s, 'Sue (Corner)', 'Staff', '{pantry}', 'sue@ordak.test', 'corner') returning 1",
        twin,
    )
    try:
        for house, staff_id in (("corner", twin), ("house", SUE), ("corner", twin)):
            assert guest.sign_in("sue@ordak.test", house=house).status_code == 302
            assert guest.refresh().json()["staff"]["staff_id"] == staff_id
    finally:
        rows(
            guest.stack,
            "delete from core.refresh_tokens t using core.sessions s where s.session_id = t.session_id and s.staff_id = %s returning 1",
            twin,
        )
        for table, column in (("sessions", "staff_id"), ("staff_accounts", "staff_id"), ("staff_shared", "id")):
            rows(guest.stack, f"delete from core.{table} where {column} = %s returning 1", twin)


@pytest.mark.parametrize(("query", "kept"), [({}, ""), ({"other": ["yes"]}, "&amp;other=yes")])
def test_who_chooses_among_providers_is_asked_there_who_they_are_if_another_is_to_come(
    monkeypatch: pytest.MonkeyPatch, query: dict[str, list[str]], kept: str
) -> None:
    one = {"title": "One", "discovery": "", "client_id": "", "client_secret": ""}
    monkeypatch.setenv("ORDAK_SSO", json.dumps([{**one, "name": "one"}, {**one, "name": "two"}]))
    where = {"return_to": ["/fulfilment/"], **query}
    answer = login(Request("GET", "/auth/login", where, {}, {}, b"", "c-1"))
    for name in ("one", "two"):
        assert f'href="/auth/login?provider={name}&amp;return_to=%2Ffulfilment%2F{kept}"' in answer["body"]


def test_who_is_refused_begins_again_at_the_same_door(guest: Guest) -> None:
    answer = guest.sign_in("sue@ordak.test", house="corner", door="member")
    assert 'href="/auth/login?other=&amp;door=member&amp;house=corner"' in answer.text
    assert 'href="/auth/login?house=corner"' in guest.get("/auth/login", provider="evil", house="corner").text
    assert 'href="/auth/login"' in guest.get("/auth/login", provider="evil", house="' or true --").text


@pytest.mark.parametrize("email", ["nobody@ordak.test", "gone@ordak.test", "unverified@ordak.test"])
def test_somebody_unknown_inactive_or_unverified_is_told_so_and_nothing_is_made(guest: Guest, email: str) -> None:
    people = "select count(*) from core.staff_shared"
    before = rows(guest.stack, people)
    # Even if staff have that address: the provider does not say that it is theirs.
    rows(guest.stack, "update core.staff_shared set email = 'unverified@ordak.test' where id = %s returning 1", SUE)
    try:
        answer = guest.sign_in(email)
    finally:
        rows(guest.stack, "update core.staff_shared set email = 'sue@ordak.test' where id = %s returning 1", SUE)
    assert refused(answer) == (403, True)
    assert "AUTH004" in answer.text
    assert REFRESH not in guest.cookies
    assert rows(guest.stack, people) == before


def test_a_wrong_state_is_refused(guest: Guest) -> None:
    back = guest.come_back("sue@ordak.test")
    answered = asked(back)
    assert refused(guest.get("/auth/callback", **(answered | {"state": answered["state"][:-1] + "x"}))) == (400, True)
    assert refused(guest.get("/auth/callback", code=answered["code"])) == (400, True)
    assert REFRESH not in guest.cookies


def test_an_answer_to_another_browser_is_refused(guest: Guest, victim: Guest) -> None:
    back = guest.come_back("sue@ordak.test")
    assert refused(victim.get(back)) == (400, True)
    victim.leave()
    assert refused(victim.get(back)) == (400, True)
    assert REFRESH not in victim.cookies


def test_an_answer_counts_once(guest: Guest) -> None:
    back = guest.come_back("sue@ordak.test")
    cookie = guest.cookies[SIGN_IN]
    assert guest.get(back).status_code == 302
    assert refused(guest.get(back)) == (400, True)  # without the cookie, which is gone
    guest.cookies[SIGN_IN] = cookie
    assert refused(guest.get(back)) == (400, True)  # the provider takes a code once


def test_a_wrong_verifier_is_refused_by_the_provider(guest: Guest) -> None:
    back = guest.come_back("sue@ordak.test")
    guest.cookies[SIGN_IN] = changed(guest.cookies[SIGN_IN], "verifier")
    assert refused(guest.get(back)) == (400, True)
    assert REFRESH not in guest.cookies


def test_a_wrong_nonce_is_refused(guest: Guest) -> None:
    back = guest.come_back("sue@ordak.test")
    guest.cookies[SIGN_IN] = changed(guest.cookies[SIGN_IN], "nonce")
    assert refused(guest.get(back)) == (400, True)
    assert REFRESH not in guest.cookies


def changed(cookie: str, field: str) -> str:
    """Return the cookie of an attempt with something else in a field."""
    attempt = unpacked(cookie)
    assert attempt is not None
    return replace(attempt, **{field: "x" * 43}).packed()


def test_another_issuer_in_the_callback_is_refused(guest: Guest) -> None:
    answered = asked(guest.come_back("sue@ordak.test"))
    assert answered["iss"] == guest.stack.sso.url
    assert refused(guest.get("/auth/callback", **(answered | {"iss": "https://evil.example"}))) == (400, True)
    answered = asked(guest.come_back("sue@ordak.test"))
    del answered["iss"]
    assert refused(guest.get("/auth/callback", **answered)) == (400, True)


def test_somebody_who_refuses_at_the_provider_is_told_so(guest: Guest) -> None:
    state = guest.leave()["state"]
    answer = guest.get("/auth/callback", error="access_denied", error_description="<b>no</b>", state=state)
    assert refused(answer) == (400, True)
    assert "<b>no</b>" not in answer.text


@pytest.mark.parametrize(
    "cookie", ["", "x", "e30", "bnVsbA", "W10", "eyJzdGF0ZSI6IDF9", "%%%", "A" * 5000, "eyJwcm92aWRlciI6eyJhIjoxfX0"]
)
def test_a_cookie_of_nonsense_is_no_attempt(guest: Guest, cookie: str) -> None:
    guest.cookies[SIGN_IN] = cookie
    assert refused(guest.get("/auth/callback", code="x", state="x")) == (400, True)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil",
     "/\t/evil.example", "/ä", "/a b", "/%0d%0aset-cookie:%20a=b\r\n", ""],
)  # fmt: skip
def test_nobody_is_led_to_another_site(guest: Guest, elsewhere: str) -> None:
    answer = guest.sign_in("sue@ordak.test", return_to=elsewhere)
    assert (answer.status_code, answer.headers["location"]) == (302, guest.stack.url + "/")


def test_an_unknown_provider_is_refused(guest: Guest) -> None:
    assert refused(guest.get("/auth/login", provider="evil")) == (400, True)


@pytest.mark.parametrize(
    ("path", "failure", "status"),
    [
        ("/token", {"kind": "status"}, 502),
        ("/token", {"kind": "status", "status": 429}, 400),
        ("/token", {"kind": "reset before"}, 502),
        ("/token", {"kind": "reset after"}, 502),
        ("/token", {"kind": "latency", "seconds": 4}, 502),
        ("/token", {"kind": "status", "status": 200, "body": "not json"}, 502),
    ],
)
def test_a_provider_that_fails_costs_this_sign_in_alone(
    guest: Guest, path: str, failure: dict[str, Any], status: int
) -> None:
    back = guest.come_back("sue@ordak.test")
    guest.stack.sso.fail(path, **failure)
    assert refused(guest.get(back)) == (status, True)
    assert REFRESH not in guest.cookies
    assert guest.sign_in("sue@ordak.test").status_code == 302
