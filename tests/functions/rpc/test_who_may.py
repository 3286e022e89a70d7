"""Every route for every kind of caller: what it answers is what the table says that was written by hand."""

from typing import Any

import httpx
import pytest

from local.aws.template import read_template
from local.doubles.tokens import sign
from local.stack import Stack
from local.state import ROOT
from tests.functions.callers import OPENAPI, Person, enrolled, system_token, turn_at
from tests.functions.rpc.who_may import BEFORE, BY_COOKIE, OPAQUE, OPEN, ROLES, SIGNED, WAY_IN, WHO_MAY

type Headers = dict[str, str]

ADA = "5a000000-0000-4000-8000-000000000003"  # Admin of both stores, of the demo data
ZOE = "5a000000-0000-4000-8000-000000000008"  # of Flour Lane alone
GONE = "5a000000-0000-4000-8000-000000000009"  # inactive
UNKNOWN = "5a000000-0000-4000-8000-0000000000ff"
LETTERS = set(ROLES) | set(OPAQUE)
# Whose token is good for nothing, and what is said to them. An inactive person's is verified before they are looked up.
OUTSIDE = {"inactive": 403, "unknown": 403, "expired": 401}


def bearer(token: str) -> Headers:
    """Show a token."""
    return {"authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def callers(stack: Stack) -> dict[str, Headers]:
    """Return what each kind of caller sends, and those who are not let in anywhere."""
    kiosk, lost = enrolled(stack), "ordak_device_" + "0" * 64
    turn = turn_at(stack, kiosk, ADA)
    return {
        **{letter: bearer(Person(stack, role).token) for letter, role in ROLES.items()},
        "D": bearer(kiosk),
        "K": {**bearer(kiosk), "ordak-turn": turn},
        "T": bearer(system_token(stack, "Admin", "bannos", "flourlane")),
        "inactive": bearer(sign(stack.state, GONE, 60)),
        "unknown": bearer(sign(stack.state, UNKNOWN, 60)),
        "expired": bearer(sign(stack.state, ADA, -1)),
        "lost kiosk": bearer(lost),
        "another's turn": {**bearer(enrolled(stack)), "ordak-turn": turn},
        "lost system": bearer("ordak_token_" + "0" * 64),
    }


def ask(stack: Stack, route: str, arguments: dict[str, Any], headers: Headers | None = None) -> httpx.Response:
    """Make the route's request as somebody, or as nobody."""
    method, path = route.split()
    return httpx.request(
        method,
        stack.url + path,
        headers=headers,
        params=arguments if method == "GET" else None,
        json=None if method == "GET" else arguments,
        timeout=60,
    )


def refused(said: dict[str, httpx.Response]) -> dict[str, tuple[str, int]]:
    """Return who is not let in, the code and the status."""
    answers = {who: (answer.json().get("code"), answer.status_code) for who, answer in said.items()}
    return {who: answer for who, answer in answers.items() if answer[0] in {"AUTH001", "AUTH002"}}


def test_every_route_is_in_the_table(stack: Stack) -> None:
    table = WHO_MAY.keys() | WAY_IN.keys() | BY_COOKIE | BEFORE | OPEN | SIGNED
    deployed = {str(route.key) for route in read_template(ROOT / "template.yaml", stack.url).routes}
    assert deployed - {"$default"} == table
    documented = {f"{method.upper()} {path}" for path, methods in OPENAPI["paths"].items() for method in methods}
    assert documented == table


@pytest.mark.parametrize("route", WHO_MAY)
def test_a_route_lets_in_whom_the_table_says(stack: Stack, callers: dict[str, Headers], route: str) -> None:
    let_in, arguments = WHO_MAY[route]
    said = {who: ask(stack, route, arguments, headers) for who, headers in callers.items()}
    assert refused(said) == {
        **dict.fromkeys(LETTERS - set(let_in), ("AUTH001", 403)),
        **{who: ("AUTH001", status) for who, status in OUTSIDE.items()},
        **dict.fromkeys(("lost kiosk", "another's turn", "lost system"), ("AUTH002", 401)),
    }
    assert ask(stack, route, arguments).status_code == 401


@pytest.mark.parametrize("route", WAY_IN)
def test_a_way_in_is_for_one_kind_of_token(stack: Stack, callers: dict[str, Headers], route: str) -> None:
    let_in, arguments = WAY_IN[route]
    said = {who: ask(stack, route, arguments, headers) for who, headers in callers.items()}
    expected = dict.fromkeys(callers.keys() - set(let_in), ("AUTH001", 401))
    if "S" in let_in:  # these have the right kind, and the database looks them up
        expected |= dict.fromkeys(("M", "inactive", "unknown"), ("AUTH001", 403))
    else:
        del expected["lost kiosk"], expected["another's turn"]
    assert refused(said) == expected
    assert ask(stack, route, arguments).status_code == 401


@pytest.mark.parametrize("route", sorted(BY_COOKIE))
def test_no_token_stands_for_a_cookie_nor_a_cookie_for_a_page_of_ours(
    stack: Stack, callers: dict[str, Headers], route: str
) -> None:
    ours = {"origin": stack.url}
    for headers in ({}, *callers.values()):
        for origin in ({}, {"origin": "https://elsewhere.test"}, {"origin": "null"}):
            answer = ask(stack, route, {}, {**headers, **origin})
            assert (answer.status_code, answer.json()["code"]) == (403, "AUTH001")
        answer = ask(stack, route, {}, {**headers, **ours})
        if route == "POST /auth/refresh":
            assert (answer.status_code, answer.json()["code"]) == (401, "AUTH002")
        else:
            assert (answer.status_code, answer.json()["already_done"]) == (200, True)


@pytest.mark.parametrize("route", sorted(BEFORE))
def test_who_is_not_known_yet_needs_no_token(stack: Stack, route: str) -> None:
    answer = ask(stack, route, {})
    assert answer.status_code not in {401, 403}
    assert answer.status_code < 500


@pytest.mark.parametrize("route", sorted(OPEN))
def test_how_the_house_fares_is_no_secret(stack: Stack, route: str) -> None:
    assert ask(stack, route, {}).status_code == 200


@pytest.mark.parametrize("route", sorted(SIGNED))
def test_what_nobody_signed_is_not_taken_whatever_token_it_has(
    stack: Stack, callers: dict[str, Headers], route: str
) -> None:
    answers = [ask(stack, route, {}, headers).status_code for headers in (None, callers["A"], callers["T"])]
    assert answers == [401, 401, 401]


@pytest.mark.parametrize("kind", ["S", "D", "T"])
def test_whoever_is_of_one_store_reads_nothing_of_the_other_by_any_route(stack: Stack, kind: str) -> None:
    of_flour_lane = {
        "S": lambda: sign(stack.state, ZOE, 60),
        "D": lambda: enrolled(stack, "flourlane"),
        "T": lambda: system_token(stack, "Admin", "flourlane"),
    }
    headers, asked = bearer(of_flour_lane[kind]()), 0
    for route, (let_in, arguments) in WHO_MAY.items():
        if kind in let_in and "store" in arguments and route.startswith(("POST /rpc/get_", "POST /rpc/list_")):
            answer, asked = ask(stack, route, arguments, headers).json(), asked + 1
            assert answer["message"] == "Not allowed: store", route
    assert asked >= 3
