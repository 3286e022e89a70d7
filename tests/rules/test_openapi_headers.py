"""The document names a kiosk's headers on the calls that take them: those that a person in their turn is let in to."""

import pytest

from tests.functions.callers import OPENAPI
from tests.functions.rpc.who_may import WHO_MAY

RPCS = [route for route in WHO_MAY if "/rpc/" in route or "/api/v1/" in route]


@pytest.mark.parametrize("route", RPCS)
def test_a_call_that_somebody_in_their_turn_may_make_takes_the_turn_and_a_scan_its_time(route: str) -> None:
    method, path = route.split()
    operation = OPENAPI["paths"][path][method.lower()]
    headers = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "header"}
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    fields = OPENAPI["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
    in_turn = "K" in WHO_MAY[route][0]
    expected = {"ordak-turn"} if in_turn else set()
    expected |= {"ordak-occurred-at"} if in_turn and "scan_id" in fields else set()
    assert headers - {"Idempotency-Key"} == expected
