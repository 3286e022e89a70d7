"""Refresh tokens: rotated at each use, one family, two tabs at once, theft; and signing out."""

import hashlib
import threading
from typing import Any

import httpx
import pytest

from local.stack import Stack
from ordak.contract.base import Refusal
from tests.auth.guest import REFRESH, Guest
from tests.functions.callers import rows

MOVE_BACK = """
update core.refresh_tokens set used_at = used_at - make_interval(secs => %s) where token_hash = %s returning 1
"""


def age(stack: Stack, token: str, seconds: int) -> None:
    """Let a token have been used so long ago."""
    assert rows(stack, MOVE_BACK, seconds, hashlib.sha256(token.encode()).digest()) == [(1,)]


def code(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal in the envelope."""
    return answer.status_code, Refusal.model_validate_json(answer.content).code


@pytest.fixture
def signed_in(guest: Guest) -> Guest:
    assert guest.sign_in("sam@ordak.test").status_code == 302
    return guest


def test_each_use_gives_another_token(signed_in: Guest) -> None:
    seen = [signed_in.cookies[REFRESH]]
    for _ in range(3):
        assert signed_in.refresh().status_code == 200
        seen.append(signed_in.cookies[REFRESH])
    assert len(set(seen)) == 4
    kept = {row[0] for row in rows(signed_in.stack, "select token_hash from core.refresh_tokens")}
    assert {hashlib.sha256(token.encode()).digest() for token in seen} <= kept


def test_two_tabs_at_once_get_the_same_successor(signed_in: Guest) -> None:
    answers: list[httpx.Response] = []
    cookie = {"cookie": f"{REFRESH}={signed_in.cookies[REFRESH]}", "origin": signed_in.stack.url}

    def tab() -> None:
        answers.append(httpx.post(signed_in.stack.url + "/auth/refresh", headers=cookie, timeout=60))

    tabs = [threading.Thread(target=tab) for _ in range(4)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.cookies[REFRESH] for answer in answers}) == 1
    assert sorted(answer.json()["already_done"] for answer in answers) == [False, True, True, True]
    signed_in.cookies[REFRESH] = answers[0].cookies[REFRESH]
    assert signed_in.refresh().status_code == 200


def test_a_stolen_token_used_twice_ends_the_whole_family(signed_in: Guest, victim: Guest) -> None:
    stolen = signed_in.cookies[REFRESH]
    access = signed_in.token()
    assert signed_in.call("get_queue", access, store="bannos").status_code == 200
    age(signed_in.stack, stolen, 11)

    victim.cookies[REFRESH] = stolen
    assert code(victim.refresh()) == (401, "AUTH002")
    assert REFRESH not in victim.cookies
    # The rightful one too, and what was made of it: nobody can say which of the two is the thief.
    assert code(signed_in.refresh()) == (401, "AUTH002")
    assert code(signed_in.call("get_queue", access, store="bannos")) == (401, "AUTH002")
    [reason] = rows(
        signed_in.stack,
        "select detail ->> 'reason' from core.order_events where kind = 'signed_out' order by event_no desc limit 1",
    )
    assert reason == ("token_reused",)
    # Their other sessions are not touched; they sign in again.
    assert signed_in.sign_in("sam@ordak.test").status_code == 302
    assert signed_in.refresh().status_code == 200


def test_within_ten_seconds_it_is_a_second_tab(signed_in: Guest) -> None:
    first = signed_in.cookies[REFRESH]
    signed_in.token()
    successor = signed_in.cookies[REFRESH]
    age(signed_in.stack, first, 8)
    signed_in.cookies[REFRESH] = first
    assert signed_in.refresh().status_code == 200
    assert signed_in.cookies[REFRESH] == successor


@pytest.mark.parametrize("token", ["", "x", "%C3%A4", "A" * 43, "A" * 4000])
def test_a_token_that_is_none_is_refused_and_taken_away(guest: Guest, token: str) -> None:
    answer = guest.post("/auth/refresh", cookie=f"{REFRESH}={token}")
    assert code(answer) == (401, "AUTH002")
    assert guest.set_cookies[0].startswith(f"{REFRESH}=; Max-Age=0;")


def test_a_session_ends_after_a_week(signed_in: Guest) -> None:
    token = signed_in.cookies[REFRESH]
    rows(
        signed_in.stack,
        "update core.sessions s set expires_at = now() from core.refresh_tokens t "
        "where t.session_id = s.session_id and t.token_hash = %s returning 1",
        hashlib.sha256(token.encode()).digest(),
    )
    assert code(signed_in.refresh()) == (401, "AUTH002")


def test_whoever_becomes_inactive_is_out_at_once(signed_in: Guest) -> None:
    access = signed_in.token()
    switch = "update core.staff_shared set is_active = %s::boolean where email = 'sam@ordak.test' returning 1"
    rows(signed_in.stack, switch, "false")
    try:
        assert code(signed_in.refresh()) == (401, "AUTH002")
        assert code(signed_in.call("get_queue", access, store="bannos")) == (403, "AUTH001")
    finally:
        rows(signed_in.stack, switch, "true")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost", None])
@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/sign-out"])
def test_no_other_site_refreshes_or_signs_out_in_a_persons_name(
    signed_in: Guest, path: str, origin: str | None
) -> None:
    assert code(signed_in.post(path, {}, origin=origin)) == (403, "AUTH001")
    assert signed_in.set_cookies == []
    assert signed_in.refresh().status_code == 200


def test_signing_out_here_leaves_other_browsers(signed_in: Guest, victim: Guest) -> None:
    assert victim.sign_in("sam@ordak.test").status_code == 302
    access = signed_in.token()
    token = signed_in.cookies[REFRESH]
    answer = signed_in.post("/auth/sign-out", {})
    assert (answer.status_code, answer.json()["already_done"]) == (200, False)
    assert answer.json()["end_session_url"].startswith(signed_in.stack.sso.url + "/session/end?")
    assert REFRESH not in signed_in.cookies
    signed_in.cookies[REFRESH] = token
    assert code(signed_in.refresh()) == (401, "AUTH002")
    assert code(signed_in.call("get_queue", access, store="bannos")) == (401, "AUTH002")
    assert victim.refresh().status_code == 200


def test_signing_out_everywhere_ends_other_browsers_too(signed_in: Guest, victim: Guest) -> None:
    assert victim.sign_in("sam@ordak.test").status_code == 302
    access = victim.token()
    assert signed_in.post("/auth/sign-out", {"everywhere": True}).json()["ok"]
    assert code(victim.call("get_queue", access, store="bannos")) == (401, "AUTH002")
    assert code(victim.refresh()) == (401, "AUTH002")


def test_signing_out_twice_is_done_already(signed_in: Guest) -> None:
    token = signed_in.cookies[REFRESH]
    signed_in.post("/auth/sign-out", {})
    signed_in.cookies[REFRESH] = token
    answer = signed_in.post("/auth/sign-out", {"everywhere": True})
    assert (answer.status_code, answer.json()["already_done"]) == (200, True)


@pytest.mark.parametrize(
    ("body", "fault"),
    [([], "Input"), ({"everywhere": "sometimes"}, "everywhere"), ({"else": 1}, "else"), (1, "Input")],
)
def test_a_wrong_body_is_named(signed_in: Guest, body: Any, fault: str) -> None:
    answer = signed_in.post("/auth/sign-out", body)
    assert code(answer) == (422, "REQ001")
    assert fault in answer.json()["message"]
