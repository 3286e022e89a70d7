"""Every route for every kind of caller: what it answers is what the table says that was written by hand."""

from typing import Any

import httpx
import pytest

from local.stack import Stack
from local.state import ROOT
from local.template import read_template
from local.tokens import sign
from tests.functions.callers import OPENAPI, Person
from tests.functions.who_may import OPEN, ROLES, SIGNED, WHO_MAY

GONE = "5a000000-0000-4000-8000-000000000009"  # inactive, of the demo data
ZOE = "5a000000-0000-4000-8000-000000000008"  # of Flour Lane alone
UNKNOWN = "5a000000-0000-4000-8000-0000000000ff"


@pytest.fixture(scope="module")
def tokens(stack: Stack) -> dict[str, str]:
    """Return a token of each role, and those of people who are not let in anywhere."""
    of_roles = {letter: Person(stack, role).token for letter, role in ROLES.items()}
    return of_roles | {
        "inactive": sign(stack.state, GONE, 60),
        "unknown": sign(stack.state, UNKNOWN, 60),
        "expired": sign(stack.state, "5a000000-0000-4000-8000-000000000003", -1),
    }


def ask(stack: Stack, route: str, arguments: dict[str, Any], token: str | None) -> httpx.Response:
    """Make the route's request as somebody, or as nobody."""
    method, path = route.split()
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    asked = httpx.Request(
        method,
        stack.url + path,
        headers=headers,
        params=arguments if method == "GET" else None,
        json=None if method == "GET" else arguments,
    )
    with httpx.Client(timeout=60) as client:
        return client.send(asked)


def test_every_route_is_in_the_table(stack: Stack) -> None:
    documented = {f"{method.upper()} {path}" for path, methods in OPENAPI["paths"].items() for method in methods}
    assert documented == WHO_MAY.keys() | OPEN | SIGNED
    deployed = {str(route.key) for route in read_template(ROOT / "template.yaml", stack.url).routes}
    assert deployed - {"$default"} == documented


@pytest.mark.parametrize("route", WHO_MAY)
def test_a_route_lets_in_whom_the_table_says(stack: Stack, tokens: dict[str, str], route: str) -> None:
    let_in, arguments = WHO_MAY[route]
    said = {who: ask(stack, route, arguments, token) for who, token in tokens.items()}
    refused = {who: answer.status_code for who, answer in said.items() if answer.json().get("code") == "AUTH001"}
    outside = dict.fromkeys((set(ROLES) - set(let_in)) | {"inactive", "unknown"}, 403)
    assert refused == outside | {"expired": 401}
    assert ask(stack, route, arguments, None).status_code == 401


@pytest.mark.parametrize("route", sorted(OPEN))
def test_how_the_house_fares_is_no_secret(stack: Stack, route: str) -> None:
    assert ask(stack, route, {}, None).status_code == 200


@pytest.mark.parametrize("route", sorted(SIGNED))
def test_what_nobody_signed_is_not_taken_whatever_token_it_has(
    stack: Stack, tokens: dict[str, str], route: str
) -> None:
    assert [ask(stack, route, {}, token).status_code for token in (None, tokens["A"])] == [401, 401]


def test_somebody_of_one_store_sees_nothing_of_the_other_by_any_route(stack: Stack) -> None:
    zoe = sign(stack.state, ZOE, 60)
    for route, (let_in, arguments) in WHO_MAY.items():
        if "S" in let_in and "store" in arguments and "products" not in arguments:  # what is written is refused
            answer = ask(stack, route, arguments, zoe).json()
            assert answer["ok"], route
            shown = [value for value in answer.values() if isinstance(value, list | dict) and value]
            assert [value for value in shown if isinstance(value, list) or any(value.values())] == [], route
