"""The RPC function through the gateway: tokens, validation, the envelope, the health checks."""

import json
import time
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from local.doubles.tokens import sign
from local.stack import Stack
from local.state import keep_signing_key
from ordak import VERSION
from ordak.contract.generated import RPCS
from tests.functions.callers import Person, Shop, cake, order, rows

SAM = "5a000000-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def staff(stack: Stack) -> Person:
    return Person(stack)


def sold_ticket(stack: Stack) -> str:
    """A new ticket."""
    return str(Shop(stack.env).deliver(order(cake(None))).json()["tickets"][0])


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, code and message of a refusal in the envelope, and nothing else in it."""
    body = answer.json()
    assert set(body) == {"ok", "code", "message", "correlation_id"}
    assert body["ok"] is False
    return answer.status_code, body["code"], body["message"]


def test_whole_life_of_a_cake(stack: Stack, staff: Person) -> None:
    ticket = sold_ticket(stack)
    steps = [
        ("handle_print_barcode", {}, "Filling"),
        ("complete_filling", {}, "Covering"),
        ("complete_covering", {}, "Decorating"),
        ("complete_decorating", {}, "Packing"),
        ("start_packing", {}, "Packing"),
        ("qc_return_to_decorating", {"reason": "cracked"}, "Decorating"),
        ("complete_decorating", {}, "Packing"),
        ("start_packing", {}, "Packing"),
        ("complete_packing", {}, "Complete"),
    ]
    for name, more, stage in steps:
        answer = staff.call(name, id=ticket.upper(), **more)
        assert (answer.status_code, answer.json()["ticket"]["stage"]) == (200, stage), name
    events = rows(stack, "select kind from core.order_events where ticket_id = %s order by event_no", ticket)
    assert [kind for (kind,) in events] == ["barcode_printed", *(name for name, _, _ in steps[1:])]


def test_health_needs_no_token_and_no_database(stack: Stack) -> None:
    answer = httpx.get(stack.url + "/api/health")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "version": VERSION})


def test_edge_health_says_how_the_database_and_the_worker_fare(stack: Stack) -> None:
    body = httpx.get(stack.url + "/edge/health").json()
    assert (body["ok"], body["up"]) == (True, True)
    assert body["database"]["ping_ms"] > 0
    assert set(body["worker"]) == {
        "processed_per_minute", "error_rate", "last_run_at", "pending", "oldest_due_at", "dead",
        "alerts_waiting", "alerts_go_out", "workers"
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(RPCS))
def test_no_rpc_answers_without_a_token(stack: Stack, name: str) -> None:
    answer = httpx.post(f"{stack.url}/rpc/{name}", json={})
    assert refused(answer) == (401, "AUTH001", "Not allowed: a valid access token is needed")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/_api/"), ("POST", "/rpc/"), ("POST", "/rpc/ingest_order"), ("GET", "/rpc/ingest_order"), ("POST", "/rpc/nope"),
     ("POST", "/rpc/get_queue/x"), ("GET", "/../etc/passwd"), ("POST", "/rpc/GET_QUEUE"), ("POST", "/rpc/get_queue%00")],
)  # fmt: skip
def test_unknown_route_is_404_in_the_envelope(stack: Stack, method: str, path: str) -> None:
    answer = httpx.request(method, stack.url + path)
    assert refused(answer) == (404, "REQ003", "No such function")


def token(stack: Stack, key: Any = None, header: dict[str, Any] | None = None, **changed: Any) -> str:
    """A token that is right in all but what is changed."""
    right = keep_signing_key(stack.state)
    claims = jwt.decode(sign(stack.state, SAM, 1), right).claims | changed
    claims = {name: value for name, value in claims.items() if value is not None}
    head = {"alg": "ES256", "kid": right.kid, "typ": "at+jwt"} | (header or {})
    return jwt.encode(head, claims, key or right, algorithms=[head["alg"]])


def call_with(stack: Stack, authorization: str) -> httpx.Response:
    return httpx.post(
        f"{stack.url}/rpc/get_unassigned_counts", json={"store": "bannos"}, headers={"authorization": authorization}
    )


def test_right_token_is_let_in(stack: Stack) -> None:
    assert call_with(stack, "Bearer " + token(stack)).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": int(time.time()) - 5},
        {"exp": None},
        {"nbf": int(time.time()) + 6 * 3600},
        {"iss": "somebody"},
        {"aud": "another"},
        {"sub": None},
        {"sid": None},
        {"sid": "x' or true --"},
        {"iat": None},
        {"exp": int(time.time()) + 31 * 24 * 3600},
        {"header": {"typ": "JWT"}},
    ],
    ids=[
        *("expired", "endless", "not yet", "issuer", "audience", "nobody", "no session", "session is no id"),
        *("no beginning", "too long", "type"),
    ],
)
def test_token_wrong_in_one_thing_is_401(stack: Stack, changed: dict[str, Any]) -> None:
    header = changed.pop("header", None)
    assert refused(call_with(stack, "Bearer " + token(stack, header=header, **changed)))[:2] == (401, "AUTH001")


def test_token_of_another_key_is_401(stack: Stack) -> None:
    stranger = ECKey.generate_key("P-256", {"kid": str(keep_signing_key(stack.state).kid)})
    assert call_with(stack, "Bearer " + token(stack, key=stranger)).status_code == 401


def test_token_signed_with_the_public_key_as_a_secret_is_401(stack: Stack) -> None:
    public = OctKey.import_key(stack.public_keys())
    forged = token(stack, key=public, header={"alg": "HS256"})
    assert call_with(stack, "Bearer " + forged).status_code == 401


@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic abc", "Bearer a.b.c", "Bearer " + "x" * 5000])
def test_no_token_at_all_is_401(stack: Stack, authorization: str) -> None:
    assert refused(call_with(stack, authorization))[:2] == (401, "AUTH001")


def test_unsigned_token_is_401(stack: Stack) -> None:
    head, claims, _ = token(stack).split(".")
    none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0"
    assert call_with(stack, f"Bearer {none}.{claims}.").status_code == 401
    assert call_with(stack, f"Bearer {head}.{claims}.").status_code == 401


def test_inactive_member_of_staff_is_403(stack: Stack) -> None:
    gone = token(stack, sub="5a000000-0000-4000-8000-000000000009")
    assert refused(call_with(stack, "Bearer " + gone)) == (403, "AUTH001", "Not allowed: not an active member of staff")


@pytest.mark.parametrize(
    "subject", ["5a000000-0000-4000-8000-0000000000ff", "robert'); drop table core.orders", "", "a\x00b"]
)
def test_token_of_somebody_unknown_is_refused(stack: Stack, subject: str) -> None:
    assert refused(call_with(stack, "Bearer " + token(stack, sub=subject)))[1] == "AUTH001"


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("complete_filling", "{", "Invalid JSON: EOF while parsing an object at line 1 column 1"),
        ("complete_filling", "[]", "Input should be an object"),
        ("complete_filling", "{}", "id: Field required"),
        ("complete_filling", '{"id": null}', "id: Input should be a valid string"),
        ("complete_filling", '{"id": 12}', "id: Input should be a valid string"),
        ("complete_filling", '{"id": ""}', "id: String should have at least 1 character"),
        ("complete_filling", '{"id": "bannos-1", "user": "x"}', "user: Extra inputs are not permitted"),
        ("complete_filling", '{"id": "bannos-1", "scan_id": 7}', "scan_id: UUID input should be a string, bytes or UUID object"),
        ("complete_filling", '{"id": "a\\u0000"}', "id: holds a NUL or an unpaired surrogate"),
        ("handle_print_barcode", '{"id": "bannos-1", "ctx": {"a": ["\\u0000"]}}', "ctx: holds a NUL or an unpaired surrogate"),
        ("get_queue", '{"store": "Bannos\'; --"}', "store: String should match pattern '^[a-z][a-z0-9]{0,30}$'"),
        ("get_queue", '{"store": "bannos", "limit": 0}', "limit: Input should be greater than or equal to 1"),
        ("get_queue", '{"store": "bannos", "limit": null}', "limit: Input should be a valid integer"),
        ("get_queue", '{"store": "bannos", "limit": 501}', "limit: Input should be less than or equal to 500"),
        ("get_queue", '{"store": "bannos", "date_from": "2026-13-01"}',
            "date_from: Input should be a day as YYYY-MM-DD"),
        ("get_unassigned_list", '{"store": "bannos", "stage": "Baking"}',
            "stage: Input should be 'Filling', 'Covering', 'Decorating', 'Packing' or 'Complete'"),
        ("qc_return_to_decorating", '{"id": "bannos-1", "reason": "  "}', "reason: String should have at least 1 character"),
        ("assign_staff", '{"id": "bannos-1"}', "staff_id: Field required"),
        ("set_storage", json.dumps({"id": "bannos-1", "storage": "x" * 101}), "storage: String should have at most 100 characters"),
    ],
)  # fmt: skip
def test_wrong_request_is_422_and_names_the_field(staff: Person, name: str, body: str, message: str) -> None:
    answer = httpx.post(
        f"{staff.url}/rpc/{name}", content=body.encode(), headers={"authorization": f"Bearer {staff.token}"}
    )
    assert refused(answer) == (422, "REQ001", f"Not a valid request: {message}")


@pytest.mark.parametrize(
    "ctx", ['"kiosk"', "5", "true", "1.5", "null", "[]", '{"station": "Packing 1", "deep": [[[{}]]]}']
)
def test_json_argument_may_hold_any_json(stack: Stack, staff: Person, ctx: str) -> None:
    body = f'{{"id": "{sold_ticket(stack)}", "ctx": {ctx}}}'
    answer = httpx.post(
        f"{staff.url}/rpc/handle_print_barcode", content=body, headers={"authorization": f"Bearer {staff.token}"}
    )
    assert (answer.status_code, answer.json()["ok"]) == (200, True)


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity"])
def test_number_that_is_none_is_422(staff: Person, number: str) -> None:
    body = f'{{"id": "bannos-1", "ctx": {{"a": [{number}]}}}}'
    answer = httpx.post(
        f"{staff.url}/rpc/handle_print_barcode", content=body, headers={"authorization": f"Bearer {staff.token}"}
    )
    assert refused(answer) == (422, "REQ001", "Not a valid request: ctx: holds NaN or Infinity")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"bogus": 1}, "value.bogus: Extra inputs are not permitted"),
        ({"max_tickets": 0}, "value.max_tickets: Input should be greater than or equal to 1"),
        (
            {"lines": [{"field": "title", "pattern": "(", "kind": "cake"}]},
            "value.lines.0.pattern: not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        ("x", "value: Input should be a valid dictionary or instance of OrderRules"),
    ],
)
def test_rules_that_nobody_could_read_are_refused_by_their_field(stack: Stack, value: Any, message: str) -> None:
    answer = Person(stack, "Admin").call("set_setting", key="order_rules", value=value, store="bannos")
    assert refused(answer) == (422, "SET001", f"Not a valid setting: {message}")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"default": {"baking": 1}}, "value.default.baking: Extra inputs are not permitted"),
        ({"sun": {"filling": -1}}, "value.sun.filling: Input should be greater than or equal to 0"),
        ({"sun": {"filling": "9"}}, "value.sun.filling: Input should be a valid integer"),
        ({"sunday": {}}, "value.sunday.[key]: not default, mon to sun, or a date"),
        ({"2026-02-30": {}}, "value.2026-02-30.[key]: not default, mon to sun, or a date"),
        ({"20261224": {}}, "value.20261224.[key]: not default, mon to sun, or a date"),
        ({"default": None}, "value.default: Input should be a valid dictionary or instance of StageCapacity"),
        ([], "value: Input should be a valid dictionary"),
    ],
)
def test_a_capacity_that_nobody_could_read_is_refused_by_its_field(stack: Stack, value: Any, message: str) -> None:
    answer = Person(stack, "Admin").call("set_setting", key="capacity", value=value, store="bannos")
    assert refused(answer) == (422, "SET001", f"Not a valid setting: {message}")


def test_a_capacity_that_can_be_read_is_what_the_week_is_judged_by(stack: Stack) -> None:
    admin = Person(stack, "Admin")
    figures = {"default": {"filling": 40, "packing": None}, "sun": {}, "2026-12-24": {"covering": 0}}
    assert admin.call("set_setting", key="capacity", value=figures, store="flourlane").json()["ok"]
    answer = admin.call("get_week", store="flourlane", date_from="2026-12-24", date_to="2026-12-24").json()
    assert answer["days"][0]["capacity"] == {"filling": 40, "covering": 0, "decorating": None, "packing": None}


def test_request_of_300_kilobytes_is_413(staff: Person) -> None:
    answer = staff.call("handle_print_barcode", id="bannos-1", ctx={"x": "y" * 300_000})
    assert refused(answer) == (413, "REQ004", "The request is too large: at most 262144 bytes")


def test_refusal_of_the_floor_has_the_status_of_its_fault(stack: Stack, staff: Person) -> None:
    ticket = sold_ticket(stack)
    assert refused(staff.call("complete_packing", id=ticket))[:2] == (409, "ORD002")
    assert refused(staff.call("complete_filling", id="bannos-999999999"))[:2] == (404, "ORD001")
    assert refused(staff.call("complete_filling", id="4006381333931"))[:2] == (422, "SCN001")
    assert refused(staff.call("set_setting", key="capacity", value={}))[:2] == (403, "AUTH001")


def test_same_scan_id_twice_answers_the_same_bytes(stack: Stack, staff: Person) -> None:
    scan_id = str(uuid4())
    ticket = sold_ticket(stack)
    first, again = (staff.call("complete_filling", id=ticket, scan_id=scan_id) for _ in range(2))
    assert first.json()["already_done"] is False
    assert again.content == first.content
    assert refused(staff.call("complete_covering", id=ticket, scan_id=scan_id))[:2] == (422, "REQ002")


def test_correlation_id_of_the_caller_is_kept_and_a_strange_one_is_not(stack: Stack) -> None:
    known = httpx.get(stack.url + "/nowhere", headers={"x-correlation-id": "kiosk-7:0001"})
    assert known.json()["correlation_id"] == "kiosk-7:0001"
    strange = httpx.get(stack.url + "/nowhere", headers={"x-correlation-id": "<script>alert(1)</script>"})
    assert "script" not in strange.text


def test_function_url_answers_as_the_gateway_does(stack: Stack, staff: Person) -> None:
    ticket = sold_ticket(stack)
    headers = {"authorization": f"Bearer {staff.token}"}
    answer = httpx.post(f"{stack.url}/_url/RpcFunction/rpc/get_order_for_scan", json={"scan": ticket}, headers=headers)
    assert (answer.status_code, answer.json()["ticket"]["id"]) == (200, ticket)


def test_store_of_somebody_else_is_not_shown(stack: Stack) -> None:
    zoe = Person(stack, "Staff", "flourlane")
    tom = "5a000000-0000-4000-8000-000000000007"
    ticket = sold_ticket(stack)
    answer = call_with(stack, "Bearer " + sign(stack.state, tom, 1))
    assert answer.json()["filling"] > 0
    only_flourlane = "5a000000-0000-4000-8000-000000000008"
    answer = call_with(stack, "Bearer " + sign(stack.state, only_flourlane, 1))
    assert refused(answer)[:2] == (403, "AUTH001")
    zoe.token = sign(stack.state, only_flourlane, 1)
    assert refused(zoe.call("complete_filling", id=ticket))[:2] == (404, "ORD001")
