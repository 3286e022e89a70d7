"""The addresses that other systems know: reading stock, asking for a synchronisation."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.stack import Stack
from ordak.contract.answers import InventoryAnswer, RunAnswer
from ordak.contract.base import Refusal
from tests.functions.callers import OPENAPI, Person, rows

PRODUCT = "445566001"
INVENTORY, SYNC = "/api/v1/inventory", "/api/v1/sync"


@pytest.fixture(scope="module")
def staff(stack: Stack) -> Person:
    return Person(stack)


@pytest.fixture(scope="module")
def product(stack: Stack) -> str:
    """A product of two SKUs: eight and five there, of which two are held, and one kept back."""
    rows(
        stack,
        "insert into core.inventory_items (sku, title, on_hand, reserved, buffer) values"
        " ('API-1 L', 'Large', 8, 2, 1), ('API-1 S', 'Small', 5, 0, 0) returning sku",
    )
    rows(
        stack,
        "insert into core.shop_skus (store, sku, product_id, known_qty)"
        " values ('bannos', 'API-1 L', %s, 5), ('bannos', 'API-1 S', %s, null) returning sku",
        PRODUCT,
        PRODUCT,
    )
    return PRODUCT


@pytest.fixture
def quiet(stack: Stack) -> Iterator[None]:
    """Nothing runs for flourlane, and nothing begins by itself: its app is gone for the moment."""
    gone = "update core.shops set uninstalled_at = {} where store = 'flourlane' returning store"
    ended = (
        "update core.sync_runs set status = 'done' where store = 'flourlane' and status = 'running' returning run_id"
    )
    rows(stack, gone.format("now()"))
    rows(stack, ended)
    yield
    rows(stack, ended)
    rows(stack, gone.format("null"))


def get(person: Person, query: str) -> httpx.Response:
    """GET the inventory; whatever it answers has to be as the contract says, and its code documented."""
    answer = httpx.get(
        f"{person.url}{INVENTORY}{query}", headers={"authorization": f"Bearer {person.token}"}, timeout=60
    )
    return documented(answer, "get", INVENTORY, InventoryAnswer)


def post(person: Person, body: object) -> httpx.Response:
    """POST a request for a synchronisation, as above."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {person.token}"}
    answer = httpx.post(person.url + SYNC, content=content, headers=headers, timeout=60)
    return documented(answer, "post", SYNC, RunAnswer)


def documented(answer: httpx.Response, method: str, path: str, model: type[Any]) -> httpx.Response:
    (model if answer.json()["ok"] else Refusal).model_validate_json(answer.content)
    text = OPENAPI["paths"][path][method]["responses"][str(answer.status_code)]["description"]
    assert answer.json()["ok"] or answer.json()["code"] in text
    return answer


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    body = answer.json()
    assert body["ok"] is False
    return answer.status_code, body["code"], body["message"]


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize("written", ["API-1%20L", "API-1+L", "%20API-1+L+"])
def test_stock_of_a_sku_is_told(staff: Person, written: str) -> None:
    body = get(staff, f"?sku={written}").json()
    assert {name: body[name] for name in ("on_hand", "reserved", "buffer", "ats")} == {
        "on_hand": 8,
        "reserved": 2,
        "buffer": 1,
        "ats": 5,
    }
    [item] = body["items"]
    assert (item["sku"], [(shop["store"], shop["shows"]) for shop in item["shops"]]) == ("API-1 L", [("bannos", 5)])


def test_stock_of_a_product_is_that_of_all_its_skus(staff: Person, product: str) -> None:
    body = get(staff, f"?product_id={product}").json()
    assert [body[name] for name in ("on_hand", "reserved", "buffer", "ats")] == [13, 2, 1, 10]
    assert [item["sku"] for item in body["items"]] == ["API-1 L", "API-1 S"]


def test_stock_of_what_is_made_is_what_its_components_allow(staff: Person) -> None:
    body = get(staff, "?sku=CAKE-8-VAN").json()
    assert (body["on_hand"], body["ats"] > 0) == (0, True)


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ("", "REQ001", "Not a valid request: sku or product_id"),
        ("?", "REQ001", "Not a valid request: sku or product_id"),
        ("?sku=API-1+L&product_id=445566001", "REQ001", "Not a valid request: sku or product_id"),
        ("?sku=", "REQ001", "Not a valid request: sku: String should have at least 1 character"),
        ("?sku=a&sku=b", "REQ001", "Not a valid request: sku: Input should be a valid string"),
        ("?sku=a%00", "REQ001", "Not a valid request: sku: holds a NUL or an unpaired surrogate"),
        (f"?sku={'x' * 201}", "REQ001", "Not a valid request: sku: String should have at most 200 characters"),
        ("?sku=a&colour=b", "REQ001", "Not a valid request: colour: Extra inputs are not permitted"),
        ("?sku=a,b", "INV002", "Component not found: sku"),
        ("?sku=api-1+l", "INV002", "Component not found: sku"),
        ("?sku=%FF%FE", "INV002", "Component not found: sku"),
        ("?product_id=1'%20or%20true--", "INV002", "Component not found: product_id"),
    ],
)
@pytest.mark.usefixtures("product")
def test_wrong_question_is_refused_and_names_the_field(staff: Person, query: str, code: str, message: str) -> None:
    assert refused(get(staff, query)) == (422, code, message)


@pytest.mark.parametrize(("method", "path"), [("GET", INVENTORY + "?sku=CANDLE-10"), ("POST", SYNC)])
def test_nobody_is_answered_without_a_token(stack: Stack, method: str, path: str) -> None:
    assert refused(httpx.request(method, stack.url + path)) == (
        401,
        "AUTH001",
        "Not allowed: a valid access token is needed",
    )


@pytest.mark.parametrize(("method", "path"), [("GET", INVENTORY + "/"), ("POST", SYNC + "/1")])
def test_other_addresses_are_none(stack: Stack, method: str, path: str) -> None:
    assert refused(httpx.request(method, stack.url + path))[:2] == (404, "REQ003")


@pytest.mark.parametrize("role", ["Member"])
def test_stock_is_for_the_staff(stack: Stack, role: str) -> None:
    assert refused(get(Person(stack, role), "?sku=CANDLE-10"))[:2] == (403, "AUTH001")


def test_function_url_reads_the_query_as_the_gateway_does(staff: Person) -> None:
    url = f"{staff.url}/_url/RpcFunction{INVENTORY}?sku=CANDLE-10"
    answer = httpx.get(url, headers={"authorization": f"Bearer {staff.token}"}, timeout=60)
    assert (answer.status_code, answer.json()["items"][0]["sku"]) == (200, "CANDLE-10")


@pytest.mark.usefixtures("quiet")
def test_synchronisation_that_runs_already_answers_with_its_id(stack: Stack) -> None:
    [(run_id,)] = rows(
        stack,
        "insert into core.sync_runs (store, kind, worker, lease_expires_at)"
        " values ('flourlane', 'orders', 'test', now() + interval '1 hour') returning run_id",
    )
    for _ in range(2):
        again = post(Person(stack, "Admin"), {"store": "flourlane", "kind": "orders"}).json()
        assert (again["already_done"], again["run_id"]) == (True, run_id)


@pytest.mark.usefixtures("quiet")
def test_synchronisation_is_of_the_stock_unless_another_is_asked_for(stack: Stack) -> None:
    run_id = post(Person(stack, "Admin"), {"store": "flourlane"}).json()["run_id"]
    assert rows(stack, "select store, kind from core.sync_runs where run_id = %s", run_id) == [
        ("flourlane", "inventory")
    ]


@pytest.mark.parametrize("role", ["Staff", "Supervisor", "Packer", "Agent", "Member"])
def test_synchronisation_is_for_admins(stack: Stack, role: str) -> None:
    assert refused(post(Person(stack, role), {"store": "bannos"}))[:2] == (403, "AUTH001")
    asked_for = "select count(*) from core.sync_runs where store = 'bannos' and requested_by like '5a%%'"
    assert rows(stack, asked_for) == [(0,)]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "store: Field required"),
        (b"{", "Invalid JSON: EOF while parsing an object at line 1 column 1"),
        ({"store": None}, "store: Input should be a valid string"),
        ({"store": "Bannos"}, "store: String should match pattern '^[a-z][a-z0-9]{0,30}$'"),
        ({"store": "bannos", "kind": "everything"}, "kind"),
        ({"store": "bannos", "force": True}, "force: Extra inputs are not permitted"),
    ],
    ids=["nothing", "cut", "null", "case", "kind", "more"],
)
def test_wrong_request_for_one_is_refused_and_names_the_field(stack: Stack, body: object, message: str) -> None:
    assert refused(post(Person(stack, "Admin"), body)) == (422, "REQ001", f"Not a valid request: {message}")


def test_synchronisation_of_a_store_that_is_none_is_refused(stack: Stack) -> None:
    assert refused(post(Person(stack, "Admin"), {"store": "nowhere"}))[:2] == (403, "AUTH001")
