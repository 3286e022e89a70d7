"""The provider as a part of the stack: what it keeps, how it dies, how it is told to fail."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest

from local.doubles.kit.failures import Kind
from local.doubles.sso import Client, Sso, house_clients
from local.doubles.sso.people import PEOPLE
from local.servers.processes import StackError
from local.stack import Stack
from tests.functions.callers import rows
from tests.sso.conftest import FRONT
from tests.sso.visitor import Visitor, Way


def test_issuer_keys_and_secrets_stay_the_same_from_start_to_start(tmp_path: Path) -> None:
    first = Sso(tmp_path, house_clients(tmp_path, FRONT))
    first.start()
    first.wait()
    keys = httpx.get(f"{first.url}/jwks").json()
    first.stop()
    again = Sso(tmp_path, house_clients(tmp_path, FRONT))
    again.start()
    again.wait()
    assert (again.url, again.clients, httpx.get(f"{again.url}/jwks").json()) == (first.url, first.clients, keys)
    again.rotate_keys()
    other = httpx.get(f"{again.url}/jwks").json()
    again.stop()
    assert {key["kid"] for key in keys["keys"]}.isdisjoint(key["kid"] for key in other["keys"])


def test_only_its_owner_reads_what_it_keeps(sso: Sso) -> None:
    private = [file for file in sso.folder.iterdir() if file.suffix == ".json"]
    assert len(private) == 3
    assert [file for file in private if file.stat().st_mode & 0o077] == []


def test_provider_that_cannot_start_says_why_in_one_sentence(tmp_path: Path) -> None:
    late = Sso(tmp_path, house_clients(tmp_path, FRONT))
    with socket.socket() as other:
        other.bind(("127.0.0.1", late.port))
        other.listen()
        late.start()
        with pytest.raises(StackError, match=r"^The sign-in provider did not start: .*EADDRINUSE"):
            late.wait()
    late.stop()
    assert Sso(tmp_path, late.clients).port == late.port


def test_provider_takes_another_port_when_somebody_has_its_own(tmp_path: Path) -> None:
    first = Sso(tmp_path, house_clients(tmp_path, FRONT))
    with socket.socket() as other:
        other.bind(("127.0.0.1", first.port))
        assert Sso(tmp_path, first.clients).port != first.port


@pytest.fixture
def turned(sso: Sso) -> Iterator[Sso]:
    """The provider, whose clock is put right afterwards."""
    yield sso
    sso.turn_clock(0)


def test_code_is_good_for_a_minute(turned: Sso, visitor: Visitor, client: Client) -> None:
    answers = []
    for seconds in (50, 61):
        turned.turn_clock(0)
        way = Way()
        code = visitor.sign_in(way, client, "sam@ordak.test")["code"]
        turned.turn_clock(seconds)
        answers.append(visitor.exchange(way, client, code))
    assert [answer.status_code for answer in answers] == [200, 400]
    assert answers[1].json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("switch", "statuses"),
    [({"status": 503, "count": 2}, [503, 503, 200]), ({"status": 200, "body": "<html>"}, [200, 200])],
    ids=["away", "garbage"],
)  # fmt: skip
def test_provider_fails_as_it_is_told_and_so_often(sso: Sso, switch: dict[str, Any], statuses: list[int]) -> None:
    sso.fail("/jwks", "status", **switch)
    answers = [httpx.get(f"{sso.url}/jwks") for _ in statuses]
    assert [answer.status_code for answer in answers] == statuses
    assert [answer.headers["content-type"] == "application/jwk-set+json; charset=utf-8" for answer in answers] == [
        *(False for _ in statuses[1:]),
        True,
    ]


def test_answer_is_lost_after_the_deed_was_done(sso: Sso, visitor: Visitor, client: Client) -> None:
    way = Way()
    code = visitor.sign_in(way, client, "sam@ordak.test")["code"]
    sso.fail("/token", "reset after")
    with pytest.raises(httpx.RemoteProtocolError):
        visitor.exchange(way, client, code)
    assert visitor.exchange(way, client, code).json()["error"] == "invalid_grant"


def test_provider_knows_the_failures_of_every_double_and_no_other(sso: Sso) -> None:
    for kind in get_args(Kind.__value__):
        sso.fail("/nowhere", kind)
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        sso.fail("/nowhere", "earthquake")  # type: ignore[arg-type]
    sso.fail("/jwks", "headers", headers={"x-more": "1"})
    assert httpx.get(f"{sso.url}/jwks").headers["x-more"] == "1"
    sso.fail("/jwks", "garbage")
    with pytest.raises(ValueError, match="Expecting"):
        httpx.get(f"{sso.url}/jwks").json()
    sso.fail("/jwks", "status", status=429, retry_after="7")
    assert httpx.get(f"{sso.url}/jwks").headers["retry-after"] == "7"
    sso.fail("/jwks", "reset before")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{sso.url}/jwks")


def test_provider_keeps_a_log_of_what_it_was_asked(sso: Sso) -> None:
    httpx.get(f"{sso.url}/jwks")
    assert sso.calls()[-1] == {"method": "GET", "path": "/jwks"}


def test_stack_tells_its_functions_where_people_sign_in(stack: Stack) -> None:
    said = httpx.get(stack.env["ORDAK_SSO_URL"] + "/.well-known/openid-configuration").json()
    assert said["issuer"] == stack.sso.url
    way, [client, _] = Way(), stack.sso.clients
    visitor = Visitor(stack.sso)
    back = visitor.sign_in(way, client, "sue@ordak.test")
    answer = visitor.exchange(way, client, back["code"])
    visitor.http.close()
    assert client.redirect_uris == (f"{stack.url}/auth/callback",)
    assert answer.status_code == 200


def test_everybody_of_the_demo_data_can_be_signed_in(stack: Stack) -> None:
    staff = {
        email: (name, active)
        for email, name, active in rows(
            stack, "select email, display_name, is_active from core.staff_shared where email like '%%@ordak.test'"
        )
    }
    known = {one.email: (one.name, bool(one.about)) for one in PEOPLE if one.name in dict(staff.values())}
    assert known == staff
    assert {one.email for one in PEOPLE} - staff.keys() == {"nobody@ordak.test", "unverified@ordak.test"}
