"""Sign-in is shut by no stranger: who asks too often waits, by themselves, and before anything is hashed or written."""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

import auth_app
import call_limits
import kiosk as kiosk_module
import session as session_module
from call_limits import Buckets, address_of
from local.doubles.tokens import sign
from local.stack import Stack
from ordak import database
from ordak.http.event import Request
from tests.functions.callers import enrolled, rows

SAM = "5a000000-0000-4000-8000-000000000001"
FORGIVE = "delete from core.sign_in_tries returning 1"
CALLS = 24  # of an address in a minute; two of them for codes


@pytest.fixture
def hashed(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Run the function here with small limits, time standing still; return whose PINs were hashed."""
    for name, value in stack.functions.variables("AuthFunction").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ORDAK_CALLS_PER_ADDRESS", str(CALLS))
    monkeypatch.setenv("ORDAK_DISTRIBUTION_ID", "ours")
    own = database.Database(lambda: stack.functions.variables("AuthFunction")["ORDAK_DATABASE_URL"])
    for module in (kiosk_module, session_module):
        monkeypatch.setattr(module, "database", lambda: own)
    found: list[str] = []

    def hash_of(_pin: str, staff_id: UUID) -> str:
        found.append(str(staff_id))
        return "0" * 64

    monkeypatch.setattr(kiosk_module, "pin_hash", hash_of)
    for name, buckets in {"_kiosks": Buckets(3, 1), "_people": Buckets(2, 0.2)}.items():
        monkeypatch.setattr(call_limits, name, buckets)
    monkeypatch.setattr(call_limits, "_known_kiosks", {})
    clear()
    rows(stack, FORGIVE)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    yield found
    clear()
    own._close()  # noqa: SLF001
    rows(stack, FORGIVE)


def clear() -> None:
    """Forget who asked."""
    call_limits._addresses.cache_clear()  # noqa: SLF001
    call_limits._codes.cache_clear()  # noqa: SLF001


def ask(path: str, body: Any = None, *, token: str = "", address: str = "192.0.2.1", **headers: str) -> tuple[int, Any]:
    """Make one call from an address."""
    method = "GET" if path in {"/auth/login", "/auth/callback"} else "POST"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    event = {
        "rawPath": path,
        "headers": named | ({"authorization": f"Bearer {token}"} if token else {}),
        "body": json.dumps(body) if body is not None else "",
        "requestContext": {"http": {"method": method, "sourceIp": address}, "requestId": "call-limits"},
    }
    answer = auth_app.handler(event, None)
    return answer["statusCode"], json.loads(answer["body"]) if method == "POST" else answer["body"]


def pin(token: str, address: str = "192.0.2.1") -> tuple[int, Any]:
    """Try Sam's PIN with a kiosk's token."""
    return ask("/auth/turn", {"staff_id": SAM, "pin": "271828"}, token=token, address=address)


def strange() -> str:
    """Return the token of a kiosk that there is not."""
    return "ordak_device_" + uuid4().hex * 2


def counts(stack: Stack) -> list[tuple[Any, ...]]:
    """Count what a stranger could leave behind."""
    return rows(
        stack,
        "select (select count(*) from core.order_events), (select count(*) from core.sign_in_tries), "
        "(select count(*) from core.devices), (select count(*) from core.sessions)",
    )


def test_a_flood_of_made_up_kiosks_is_told_to_wait_is_never_hashed_and_leaves_no_row(
    stack: Stack, hashed: list[str]
) -> None:
    token = enrolled(stack)
    before = counts(stack)
    answers = [pin(strange()) for _ in range(CALLS + 6)]
    assert [status for status, _ in answers] == [401] * CALLS + [429] * 6
    assert (answers[-1][1]["code"], answers[-1][1]["retry_after"]) == ("AUTH003", 3)
    assert (hashed, counts(stack)) == ([], before)
    # A kiosk elsewhere is let in meanwhile, and known from then on: also behind the address of whoever floods.
    assert pin(token, "192.0.2.2")[1]["code"] == "AUTH005"
    assert pin(token)[1]["code"] == "AUTH005"
    assert hashed == [SAM, SAM]


def test_a_kiosk_of_ours_waits_by_itself(stack: Stack, hashed: list[str]) -> None:
    first, second = enrolled(stack), enrolled(stack)
    assert pin(first)[1]["code"] == "AUTH005"
    answers = [pin(first) for _ in range(4)]
    assert [status for status, _ in answers] == [403] * 3 + [429]
    assert answers[-1][1]["retry_after"] == 1
    assert pin(second)[0] == 403
    assert len(hashed) == 5


def test_a_kiosk_that_was_revoked_is_a_strangers_again(stack: Stack, hashed: list[str]) -> None:
    token = enrolled(stack)
    assert pin(token)[0] == 403
    assert rows(stack, "update core.devices set revoked_at = now() where store = 'bannos' returning 1")
    assert [pin(token)[0] for _ in range(2)] == [401, 401]
    assert len(hashed) == 2  # the one that found out, and none after it


def test_codes_are_given_to_an_address_by_and_by_and_to_others_meanwhile(stack: Stack, hashed: list[str]) -> None:
    waiting = "select count(*) from core.devices where enrolled_at is null"
    [(before,)] = rows(stack, waiting)
    answers = [ask("/auth/device") for _ in range(5)]
    assert [status for status, _ in answers] == [200, 200, 429, 429, 429]
    assert answers[-1][1]["retry_after"] == 300
    assert rows(stack, waiting)[0][0] <= before + 2
    assert ask("/auth/device", address="192.0.2.2")[0] == 200
    assert hashed == []


def test_a_person_sets_so_many_pins_before_they_are_told_to_wait(stack: Stack, hashed: list[str]) -> None:
    token = sign(stack.state, "5a000000-0000-4000-8000-000000000006", 5)  # a Member, who may not
    answers = [ask("/auth/pin", {"pin": "271828"}, token=token) for _ in range(3)]
    assert [status for status, _ in answers] == [403, 403, 429]
    assert len(hashed) == 2


@pytest.mark.parametrize("path", ["/auth/login", "/auth/callback", "/auth/refresh", "/auth/sign-out", "/auth/pin"])
def test_every_way_in_makes_an_address_wait(hashed: list[str], path: str) -> None:
    statuses = [ask(path)[0] for _ in range(CALLS + 1)]
    assert 429 not in statuses[:-1]
    assert statuses[-1] == 429
    assert ask(path, address="2001:db8::1")[0] != 429
    assert hashed == []


def request(address: str, **headers: str) -> Request:
    """Return a request from an address."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", "/auth/turn", {}, {}, named, b"", "c-1", address)


def test_where_a_call_comes_from_is_said_by_nobody_but_our_distribution(hashed: list[str]) -> None:
    said = "203.0.113.9, 198.51.100.7, 192.0.2.1"
    assert address_of(request("192.0.2.1", x_forwarded_for=said)) == "192.0.2.1"
    assert address_of(request("192.0.2.1", x_forwarded_for=said, x_ordak_distribution="theirs")) == "192.0.2.1"
    assert address_of(request("192.0.2.1", x_forwarded_for=said, x_ordak_distribution="ours")) == "198.51.100.7"
    assert address_of(request("2001:db8:1:2:3:4:5:6")) == address_of(request("2001:db8:1:2::1"))
    assert address_of(request("2001:db8:1:3::1")) != address_of(request("2001:db8:1:2::1"))
    assert hashed == []


def test_without_a_distribution_no_header_stands_for_it(hashed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORDAK_DISTRIBUTION_ID")
    for shown in ({}, {"x_ordak_distribution": ""}):
        assert address_of(request("192.0.2.1", x_forwarded_for="203.0.113.9, 192.0.2.1", **shown)) == "192.0.2.1"
    assert hashed == []


def test_a_bucket_fills_again_and_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    buckets = Buckets(burst=2, per_second=0.5, most=3)
    assert [buckets.wait("a") for _ in range(4)] == [0, 0, 2, 2]
    now[0] = 2.0
    assert [buckets.wait("a") for _ in range(2)] == [0, 2]
    now[0] = 1000.0
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 2]
    for number in range(1000):
        buckets.wait(str(number))
    assert len(buckets._left) == 3  # noqa: SLF001
