"""The same function behind API Gateway and behind its function URL: the same request has the same answer."""

import httpx
import pytest

from local.stack import Stack
from tests.functions.callers import Person

FRONTS = {"the gateway": "/_api", "the function URL": "/_url/RpcFunction"}


@pytest.fixture(scope="module")
def staff(stack: Stack) -> Person:
    return Person(stack)


@pytest.fixture(params=FRONTS)
def address(stack: Stack, request: pytest.FixtureRequest) -> str:
    """Return where the function is reached: both make events of their own."""
    return f"{stack.url}{FRONTS[request.param]}"


def post(address: str, staff: Person, body: bytes, *headers: tuple[str, str]) -> httpx.Response:
    """Ask for the counts of a store, as Sam unless another authorization is given."""
    given = (
        [*headers]
        if any(name == "authorization" for name, _ in headers)
        else [("authorization", f"Bearer {staff.token}"), *headers]
    )
    return httpx.post(f"{address}/rpc/get_unassigned_counts", content=body, headers=given, timeout=60)


@pytest.mark.parametrize("kind", ["application/json", "application/octet-stream", "text/plain; charset=utf-8", None])
def test_a_body_is_read_whatever_it_is_called_and_however_the_event_holds_it(
    address: str, staff: Person, kind: str | None
) -> None:
    answer = post(address, staff, b'{"store": "bannos"}', *([("content-type", kind)] if kind else []))
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("body", [b'{"store": "bannos"}', b"nothing"])
def test_an_answer_can_be_neither_cached_nor_guessed_at_nor_framed(address: str, staff: Person, body: bytes) -> None:
    headers = post(address, staff, body).headers
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["referrer-policy"] == "no-referrer"
    assert int(headers["strict-transport-security"].removeprefix("max-age=")) >= 31536000


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"[]", b'{"store": "bannos"', b'"bannos"', b'{"store": ["bannos"]}']
)
def test_a_body_that_is_no_request_is_422(address: str, staff: Person, body: bytes) -> None:
    answer = post(address, staff, body, ("content-type", "application/octet-stream"))
    assert (answer.status_code, answer.json()["code"]) == (422, "REQ001")


def test_two_tokens_are_none(address: str, staff: Person) -> None:
    token = f"Bearer {staff.token}"
    answer = post(address, staff, b'{"store": "bannos"}', ("authorization", token), ("authorization", token))
    assert (answer.status_code, answer.json()["code"]) == (401, "AUTH001")


def test_a_header_has_any_case_and_a_correlation_id_that_comes_twice_is_none(address: str, staff: Person) -> None:
    one = post(address, staff, b"{}", ("X-CORRELATION-ID", "abcdefgh-1"))
    assert one.json()["correlation_id"] == "abcdefgh-1"
    two = post(address, staff, b"{}", ("x-correlation-id", "abcdefgh-1"), ("x-correlation-id", "abcdefgh-2"))
    assert "," not in two.json()["correlation_id"]
    assert two.json()["correlation_id"] not in {"abcdefgh-1", "abcdefgh-2"}


@pytest.mark.parametrize(
    ("query", "status"),
    [("sku=NOT-THERE", 422), ("sku=A&sku=B", 422), ("sku=A%2CB", 422), ("sku=%00", 422), ("", 422), ("sku[]=A", 422)],
)
def test_a_query_is_read_as_it_was_asked(address: str, staff: Person, query: str, status: int) -> None:
    answer = httpx.get(
        f"{address}/api/v1/inventory?{query}", headers={"authorization": f"Bearer {staff.token}"}, timeout=60
    )
    assert answer.status_code == status
    # One SKU with a comma in it is a SKU that there is not; two of them are no valid request.
    assert answer.json()["code"] == ("INV002" if query in {"sku=NOT-THERE", "sku=A%2CB"} else "REQ001")
