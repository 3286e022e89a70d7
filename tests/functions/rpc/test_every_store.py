"""Every call that names a store or two dates, by the document of the API: a call yet to come cannot escape."""

import re
from datetime import date
from typing import Any

import pytest

from local.stack import Stack
from tests.functions.callers import OPENAPI, Person, enrolled, system_token
from tests.functions.rpc.test_who_may import ask, bearer
from tests.functions.rpc.who_may import WHO_MAY

SCHEMAS = OPENAPI["components"]["schemas"]
EARLY, LATE = date(2026, 12, 1).isoformat(), date(2026, 12, 24).isoformat()


def routes() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return the fields of each route's body, and an example of what it has to have."""
    found = {}
    for path, methods in OPENAPI["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            if name:
                found[f"{method.upper()} {path}"] = (SCHEMAS[name].get("properties", {}), content.get("example") or {})
    return found


OF_STORES = [route for route, (fields, _) in routes().items() if "store" in fields]
# Pairs by their names: date_from and date_to, due_from and due_to.
PAIRS = [
    (route, field, f"{match[1]}_to")
    for route, (fields, _) in routes().items()
    for field in fields
    if (match := re.fullmatch(r"(\w+)_from", field))
]


def test_the_document_has_such_calls() -> None:
    assert {"POST /rpc/get_queue", "POST /rpc/find_orders", "POST /api/v1/orders", "POST /rpc/get_settings"} <= set(
        OF_STORES
    )
    assert {route for route, *_ in PAIRS} >= {"POST /rpc/get_queue", "POST /rpc/find_orders", "POST /rpc/get_week"}
    dates = {
        (route, field)
        for route, (fields, _) in routes().items()
        for field, schema in fields.items()
        if '"format": "date"' in str(schema).replace("'", '"')
    }
    # Whatever call has two dates has them under names that say which is the first.
    for route in {route for route, _ in dates}:
        named = {field for each, field in dates if each == route}
        assert len(named) < 2 or {field for each, *pair in PAIRS if each == route for field in pair} == named, route


@pytest.mark.parametrize("route", OF_STORES)
def test_a_store_that_there_is_not_is_refused_whatever_is_asked_of_it(stack: Stack, route: str) -> None:
    boss = bearer(Person(stack, "Member" if WHO_MAY[route][0] == "M" else "Admin").token)
    answer = ask(stack, route, {**routes()[route][1], "store": "nowhere"}, boss)
    assert (answer.status_code, answer.json()["code"]) == (403, "AUTH001"), answer.text
    assert answer.json()["message"] == "Not allowed: store"


@pytest.mark.parametrize("route", [route for route in OF_STORES if re.search(r"/rpc/(get|list|find)_", route)])
def test_a_kiosk_and_a_system_of_one_store_read_nothing_of_another(stack: Stack, route: str) -> None:
    arguments = {**routes()[route][1], "store": "bannos"}
    for token in (enrolled(stack, "flourlane"), system_token(stack, "Admin", "flourlane")):
        answer = ask(stack, route, arguments, bearer(token)).json()
        assert (answer["ok"], answer["code"]) == (False, "AUTH001")


@pytest.mark.parametrize(("route", "first", "last"), PAIRS)
def test_dates_the_wrong_way_round_are_no_request(stack: Stack, route: str, first: str, last: str) -> None:
    boss = bearer(Person(stack, "Admin").token)
    example = routes()[route][1]
    answer = ask(stack, route, {**example, first: LATE, last: EARLY}, boss)
    assert (answer.status_code, answer.json()["code"]) == (422, "REQ001"), answer.text
    assert answer.json()["message"] == f"Not a valid request: {last}: before {first}"
    for start, end in ((EARLY, LATE), (EARLY, EARLY), (None, EARLY), (LATE, None)):
        given = {name: value for name, value in ((first, start), (last, end)) if value is not None}
        assert ask(stack, route, {**example, **given}, boss).json()["ok"], given
