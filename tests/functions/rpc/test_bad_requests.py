"""What no caller should send: each is refused in the envelope, with the right status and a message to act on."""

import json
from typing import Any

import httpx
import pytest

from local.stack import Stack
from tests.functions.callers import Person, Shop, cake, footprint, order

FRONTS = {"the gateway": "/_api", "the function URL": "/_url/RpcFunction"}
NO_REQUEST = "Not a valid request: "


@pytest.fixture(scope="module")
def supervisor(stack: Stack) -> Person:
    return Person(stack, "Supervisor")


@pytest.fixture(scope="module")
def ticket(stack: Stack) -> str:
    return str(Shop(stack.env).deliver(order(cake(None))).json()["tickets"][0])


@pytest.fixture(params=FRONTS)
def address(stack: Stack, request: pytest.FixtureRequest) -> str:
    """Return where the function is reached."""
    return f"{stack.url}{FRONTS[request.param]}"


def send(address: str, person: Person, name: str, body: bytes | str, **headers: str) -> httpx.Response:
    """POST these bytes as somebody."""
    given = {"authorization": f"Bearer {person.token}", "content-type": "application/json"} | headers
    content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    return httpx.post(f"{address}/rpc/{name}", content=content, headers=given, timeout=60)


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    """Return status, code and message of a refusal in the envelope, and nothing else in it."""
    body = answer.json()
    assert set(body) == {"ok", "code", "message", "correlation_id"}
    assert body["ok"] is False
    assert answer.headers["content-type"] == "application/json"
    return answer.status_code, body["code"], body["message"]


@pytest.mark.parametrize(
    ("name", "body", "fault"),
    [
        ("get_queue", '{"store": "bannos", "limit": "5"}', "limit: Input should be a valid integer"),
        ("get_queue", '{"store": "bannos", "limit": true}', "limit: Input should be a valid integer"),
        ("get_queue", '{"store": "bannos", "limit": 5.5}', "limit: Input should be a valid integer"),
        ("get_queue", '{"store": "bannos", "limit": 1e400}', "limit: Input should be a valid integer"),
        ("get_queue", '{"store": "bannos", "date_from": 0}', "date_from: Input should be a day as YYYY-MM-DD"),
        ("get_queue", '{"store": "bannos", "date_from": "20261205"}', "date_from: Input should be a day as YYYY-MM-DD"),
        ("get_queue", '{"store": "bannos", "date_from": "2026-02-30"}', "date_from: Input should be a day as YYYY-MM-DD"),
        ("get_queue", '{"store": "bannos", "date_from": "２０２６-12-05"}', "date_from: Input should be a day as YYYY-MM-DD"),
        ("set_item", '{"sku": "X", "title": "x", "stocked": 0}', "stocked: Input should be a valid boolean"),
        ("set_item", '{"sku": "X", "title": "x", "stocked": "false"}', "stocked: Input should be a valid boolean"),
        ("receive_stock", '{"sku": "X", "qty": true}', "qty: Input should be a number, as 12 or 0.5"),
        ("receive_stock", '{"sku": "X", "qty": "1_000"}', "qty: Input should be a number, as 12 or 0.5"),
        ("receive_stock", '{"sku": "X", "qty": "٣"}', "qty: Input should be a number, as 12 or 0.5"),
        ("receive_stock", '{"sku": "X", "qty": "1e3"}', "qty: Input should be a number, as 12 or 0.5"),
        ("receive_stock", '{"sku": "X", "qty": NaN}', "qty: Input should be a finite number"),
        ("receive_stock", '{"sku": "X", "qty": 0.0001}', "qty: Decimal input should have no more than 3 decimal places"),
        ("receive_stock", '{"sku": "X", "qty": -1}', "qty: Input should be greater than 0"),
        ("get_sync_run", '{"run_id": 1e30}', "run_id: Input should be less than or equal to 9223372036854775807"),
    ],
)  # fmt: skip
def test_value_of_another_type_is_refused_and_named(supervisor: Person, name: str, body: str, fault: str) -> None:
    assert refused(send(supervisor.url, supervisor, name, body)) == (422, "REQ001", NO_REQUEST + fault)


def test_whole_number_may_be_written_with_a_point(supervisor: Person) -> None:
    assert send(supervisor.url, supervisor, "get_queue", '{"store": "bannos", "limit": 5.0}').status_code == 200


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('{"id": "bannos-1", "id": "bannos-2"}', "id"),
        ('{"id": "bannos-1", "\\u0069d": "bannos-2"}', "id"),
        ('{"id": "bannos-1", "ctx": {"deep": [{"a": 1, "a": 1}]}}', "a"),
    ],
)
def test_name_that_comes_twice_is_refused_and_named(address: str, supervisor: Person, body: str, name: str) -> None:
    answer = send(address, supervisor, "handle_print_barcode", body)
    assert refused(answer) == (422, "REQ001", f"{NO_REQUEST}{name}: comes twice")


@pytest.mark.parametrize("level", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [201, 10_000])
def test_json_that_is_too_deep_is_refused(address: str, supervisor: Person, level: str, depth: int) -> None:
    inside = level * depth + "1" + ("]" if level == "[" else "}") * depth
    status, code, message = refused(
        send(address, supervisor, "handle_print_barcode", f'{{"id": "bannos-1", "ctx": {inside}}}')
    )
    assert (status, code) == (422, "REQ001")
    assert message.startswith(NO_REQUEST + "Invalid JSON: recursion limit exceeded")


def test_json_as_deep_as_it_may_be_is_taken(supervisor: Person, ticket: str) -> None:
    body = f'{{"id": "{ticket}", "ctx": {"[" * 190}{"]" * 190}}}'
    assert send(supervisor.url, supervisor, "handle_print_barcode", body).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": "bannos-1"',
        b"id=bannos-1",
        b'{"id": "\xff\xfe"}',
        b'\xef\xbb\xbf{"id": "bannos-1"}',
        '{"id": "bannos-1"}'.encode("utf-16"),
        b'{"id": "\\ud800"}',
        b'{"id": "bannos-1",}',
        b"{'id': 'bannos-1'}",
        b'{"id": "bannos-1"} {"id": "bannos-2"}',
        b'{"id": "a\nb"}',
        b"nul",
        b'{"ctx": ' + b"1" * 5_000 + b', "id": "bannos-1"}',
    ],
    ids=["cut", "form", "latin", "bom", "utf-16", "half", "comma", "quotes", "two", "newline", "word", "long number"],
)
def test_what_is_not_json_is_refused_and_told_where(address: str, supervisor: Person, body: bytes) -> None:
    status, code, message = refused(send(address, supervisor, "handle_print_barcode", body))
    assert (status, code) == (422, "REQ001")
    assert message.startswith(NO_REQUEST + "Invalid JSON: ")
    assert "at line " in message


@pytest.mark.parametrize(
    "written",
    ["ｂａｎｎｏｓ-1", "bannos-１", "bannos-1\u200b", "\u202ebannos-1", "bаnnos-1", "bannos–1", "BANNOS-ı", "bannos-1\u0301"],
    ids=["wide", "wide digit", "nothing between", "right to left", "cyrillic", "dash", "dotless", "accent"],
)  # fmt: skip
def test_id_in_disguise_is_no_ticket(supervisor: Person, written: str) -> None:
    status, code, message = refused(send(supervisor.url, supervisor, "complete_filling", json.dumps({"id": written})))
    assert (status, code) in {(422, "SCN001"), (404, "ORD001")}
    assert written not in message


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/rpc/complete_filling", "/api/v1/sync", "/api/v1/webhooks/shopify"])
def test_another_method_is_refused_and_the_right_one_named(stack: Stack, method: str, path: str) -> None:
    answer = httpx.request(method, stack.url + path)
    assert refused(answer) == (405, "REQ005", "This address takes another method: POST")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/api/health", "/edge/health", "/api/v1/inventory"])
def test_what_is_only_read_is_not_posted_to(stack: Stack, path: str) -> None:
    answer = httpx.post(stack.url + path, json={})
    assert refused(answer) == (405, "REQ005", "This address takes another method: GET")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data", "nonsense"]
)
def test_content_type_decides_nothing_for_a_token_does(
    address: str, supervisor: Person, ticket: str, kind: str
) -> None:
    body = json.dumps({"id": ticket})
    assert send(address, supervisor, "get_change", body, **{"content-type": kind}).status_code == 200
    assert (
        send(address, supervisor, "get_change", body, **{"content-type": kind, "authorization": ""}).status_code == 401
    )


def test_body_over_our_limit_is_413_and_says_how_much_may_be_sent(address: str, supervisor: Person) -> None:
    body = json.dumps({"id": "bannos-1", "ctx": "x" * 262_144})
    answer = refused(send(address, supervisor, "handle_print_barcode", body))
    assert answer == (413, "REQ004", "The request is too large: at most 262144 bytes")


def test_body_over_the_gateways_limit_is_413(stack: Stack, supervisor: Person) -> None:
    answer = send(stack.url, supervisor, "handle_print_barcode", b"x" * (10 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})


def test_nothing_that_was_refused_has_changed_anything(stack: Stack, supervisor: Person, ticket: str) -> None:
    before = footprint(stack)
    bodies: list[Any] = [
        {"id": ticket, "id ": 1},
        {"ID": ticket},
        {"id": [ticket]},
        {"id": {"$ne": None}},
        ticket,
        None,
        7,
    ]
    answers = [send(stack.url, supervisor, "complete_filling", json.dumps(body)) for body in bodies]
    assert [answer.status_code for answer in answers] == [422] * len(bodies)
    assert footprint(stack) == before
