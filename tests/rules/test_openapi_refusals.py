"""Each operation of openapi.json names the codes that the contract gives it, though each refusal is said once."""

import re
from typing import Any

from ordak.contract.generated import FAULTS, RPCS
from tests.openapi import RESPONSES, document, resolved
from tools.generate.openapi_auth import ROUTES
from tools.generate.openapi_refusals import codes_of

CODE = re.compile(r"\b([A-Z]{3,4}[0-9]{3}): ")
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in resolved(document())["paths"].items()
    for method, operation in methods.items()
}
OTHER_ADDRESS = {
    "GET /api/v1/inventory": "get_inventory",
    "POST /api/v1/sync": "request_sync",
    "POST /api/v1/orders": "import_order",
}
FIXED = {
    "GET /api/health": set[str](),
    "GET /edge/health": set[str](),
    "POST /api/v1/webhooks/shopify": {"AUTH001", "SYS001", "SYS002"},
}


def promised(route: str) -> set[str]:
    """Return the codes that the contract gives a route."""
    if route in FIXED:
        return FIXED[route]
    if route in ROUTES:
        return set(ROUTES[route].get("codes") or ROUTES[route]["pages"])
    name = OTHER_ADDRESS.get(route) or route.removeprefix("POST /rpc/")
    return codes_of(name)


def named(operation: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the codes of an operation's answers, each with the status that it comes with."""
    answers = operation["responses"].items()
    return {(status, code) for status, answer in answers for code in CODE.findall(answer["description"])}


def test_each_operation_names_the_codes_of_its_contract() -> None:
    codes = {route: {code for _, code in named(operation)} for route, operation in OPERATIONS.items()}
    assert codes == {route: promised(route) for route in OPERATIONS}


def test_each_code_comes_with_its_status_and_with_401_where_a_token_is_asked_for() -> None:
    for route, operation in OPERATIONS.items():
        other = {each for each in named(operation) if each[0] != str(FAULTS[each[1]].status)}
        by_token = any({"token", "device"} & set(each) for each in operation["security"])
        assert other == ({("401", "AUTH001")} if by_token or "webhooks" in route else set()), route


def test_every_rpc_and_every_other_address_of_one_is_an_operation() -> None:
    others = {*ROUTES, *FIXED, *OTHER_ADDRESS}
    assert set(OPERATIONS) == {f"POST /rpc/{name}" for name in RPCS} | others


def test_a_refusal_is_said_once_and_some_operation_refers_to_it() -> None:
    whole = document()
    operations = [
        (f"{method.upper()} {path}", each)
        for path, methods in whole["paths"].items()
        for method, each in methods.items()
    ]
    referred, inline = set[str](), set[str]()
    for route, operation in operations:
        for answer in operation["responses"].values():
            if "$ref" in answer:
                referred.add(answer["$ref"].removeprefix(RESPONSES))
            elif CODE.search(answer["description"]):
                inline.add(route)
    assert referred == set(whole["components"]["responses"])
    assert inline <= set(FIXED)
