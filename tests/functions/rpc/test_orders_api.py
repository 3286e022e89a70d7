"""POST /api/v1/orders for other systems, and the orders that staff write: what comes in by HTTP, and what does not."""

import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from local.stack import Stack
from ordak.contract.answers import ImportedAnswer
from ordak.contract.base import Refusal
from tests.functions.callers import OPENAPI, Person, Shop, cake, digest, order, rows, until

ORDERS = "/api/v1/orders"
DUE = "2030-12-05"


@pytest.fixture(scope="module")
def agent(stack: Stack) -> Person:
    return Person(stack, "Agent")


@pytest.fixture(scope="module")
def staff(stack: Stack) -> Person:
    return Person(stack)


def body(**fields: Any) -> dict[str, Any]:
    """An order of one cake; what is None is left out."""
    usual = {
        "store": "bannos",
        "customer_name": "Ada Example",
        "due_date": DUE,
        "products": [{"sku": "CAKE-8-VAN", "quantity": 1, "unit_amount": "85.00"}],
        **fields,
    }
    return {name: value for name, value in usual.items() if value is not None}


def post(person: Person, sent: object, **headers: str) -> httpx.Response:
    """POST an order; whatever it answers has to be as the contract says, and its code documented."""
    content = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = httpx.post(
        person.url + ORDERS, content=content, headers={"authorization": f"Bearer {person.token}", **named}, timeout=60
    )
    (ImportedAnswer if answer.json()["ok"] else Refusal).model_validate_json(answer.content)
    documented = OPENAPI["paths"][ORDERS]["post"]["responses"][str(answer.status_code)]["description"]
    assert answer.json()["ok"] or answer.json()["code"] in documented
    return answer


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    said = answer.json()
    assert said["ok"] is False
    return answer.status_code, said["code"], said["message"]


def new_id() -> int:
    """An id like those of Shopify's orders, that no other has."""
    return 8_000_000_000_000 + uuid4().int % 1_000_000_000


def test_an_order_is_answered_as_the_seed_says_in_the_envelope(agent: Person) -> None:
    answer = post(agent, body())
    said = answer.json()
    assert answer.status_code == 200
    assert (said["ok"], said["status"], said["message"]) == (True, "created", "The order is made")
    assert said["order_id"].startswith("bannos-m")
    ticket = agent.call("get_order_for_scan", scan=said["order_id"].upper()).json()["ticket"]
    assert (ticket["id"], ticket["due_date"], ticket["product_title"]) == (
        said["order_id"],
        DUE,
        "Celebration cake, 8 inch, vanilla",
    )


@pytest.mark.parametrize("form", ["{}", "{}.0", '"{}"', '"gid://shopify/Order/{}"'])
def test_the_id_of_shopify_is_a_number_or_a_gid(stack: Stack, agent: Person, form: str) -> None:
    shopify_id = new_id()
    forms = ["{}", '"{}"', '"gid://shopify/Order/{}"']
    texts = [json.dumps(body(shopify_id="@")).replace('"@"', each.format(shopify_id)) for each in [form, *forms]]
    answers = [post(agent, text.encode()).json() for text in texts]
    assert [answer["status"] for answer in answers] == ["created", "skipped", "skipped", "skipped"]
    assert len({answer["order_id"] for answer in answers}) == 1
    assert rows(stack, "select count(*) from core.sales where shopify_order_id = %s", shopify_id) == [(1,)]


def test_an_order_that_the_webhook_brought_is_skipped_and_the_reverse_is_followed(stack: Stack, agent: Person) -> None:
    shop = Shop(stack.env)
    first = order(cake())
    tickets = shop.deliver(first).json()["tickets"]
    said = post(agent, body(shopify_id=first["id"])).json()
    assert (said["status"], said["tickets"]) == ("skipped", tickets)

    second = order(cake(), updated_at="2026-11-20T10:00:00Z")
    made = post(agent, body(shopify_id=second["admin_graphql_api_id"])).json()
    followed = shop.deliver(second).json()
    assert (made["status"], followed["tickets"]) == ("created", made["tickets"])
    assert rows(stack, "select flavour from core.orders where id = %s", made["order_id"]) == [("Vanilla",)]


def test_the_same_key_and_body_answer_the_same_bytes(stack: Stack, agent: Person) -> None:
    key, sent = f"till-7/{uuid4()}", body()
    first, again = (post(agent, sent, idempotency_key=key) for _ in range(2))
    assert first.json()["status"] == "created"
    assert again.content == first.content
    spaced = json.dumps(dict(reversed(sent.items())), indent=3).encode()
    assert post(agent, spaced, Idempotency_Key=key).content == first.content
    made = "select count(*) from core.order_events where kind = 'order_created' and order_gid = %s"
    assert rows(stack, made, f"gid://ordak/Order/{first.json()['order_id']}") == [(1,)]


def test_the_same_key_with_another_body_is_422(stack: Stack, agent: Person) -> None:
    key = str(uuid4())
    post(agent, body(), idempotency_key=key)
    before = digest(stack)
    answer = post(agent, body(customer_name="Somebody else"), idempotency_key=key)
    assert refused(answer)[:2] == (422, "REQ002")
    assert digest(stack) == before


def test_a_key_is_its_callers_own(stack: Stack, agent: Person) -> None:
    key = str(uuid4())
    answers = [post(person, body(), idempotency_key=key).json() for person in (agent, Person(stack, "Admin"))]
    assert answers[0]["order_id"] != answers[1]["order_id"]


def test_a_key_is_no_scan_id_of_anybody(stack: Stack, agent: Person, staff: Person) -> None:
    key = str(uuid4())
    post(agent, body(), idempotency_key=key)
    assert staff.call("create_order", **body(scan_id=key)).json()["ok"]
    kept = rows(
        stack, "select count(*) from core.scans where scan_id = %s and function_name = 'import_order'", UUID(key)
    )
    assert kept == [(0,)]


def test_what_was_refused_is_refused_again_by_its_key(agent: Person) -> None:
    key, sent = str(uuid4()), body(products=[{"kind": "extra", "sku": "CANDLE-10", "quantity": 1}])
    answers = [post(agent, sent, idempotency_key=key) for _ in range(2)]
    assert refused(answers[0])[:2] == (422, "REQ001")
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "caf\u00e9", "a\tb"])
def test_a_key_that_is_none_is_refused(stack: Stack, agent: Person, key: str) -> None:
    before = digest(stack)
    headers = {b"authorization": f"Bearer {agent.token}".encode(), b"idempotency-key": key.encode()}
    answer = httpx.post(agent.url + ORDERS, json=body(), headers=headers, timeout=60)
    assert refused(answer) == (
        422,
        "REQ001",
        "Not a valid request: Idempotency-Key: 1 to 255 visible ASCII characters",
    )
    assert digest(stack) == before


def test_the_longest_key_is_taken(agent: Person) -> None:
    assert post(agent, body(), idempotency_key="~" * 255).json()["status"] == "created"


def test_a_key_and_a_scan_id_are_one_too_many(agent: Person) -> None:
    answer = post(agent, body(scan_id=str(uuid4())), idempotency_key="both")
    assert refused(answer)[:2] == (422, "REQ001")
    assert "scan_id" in answer.json()["message"]


PRODUCTS: dict[str, tuple[object, str]] = {
    "none": ([], "products: List should have at least 1 item after validation, not 0"),
    "no list": ({"sku": "x"}, "products: Input should be a valid array"),
    "a text": (["CAKE-8-VAN"], "products.0: Input should be an object"),
    "too many": (
        [{"sku": "CAKE-8-VAN", "quantity": 1}] * 101,
        "products: List should have at most 100 items after validation, not 101",
    ),
    "no quantity": ([{"sku": "x"}], "products.0.quantity: Field required"),
    "zero": ([{"sku": "x", "quantity": 0}], "products.0.quantity: Input should be greater than or equal to 1"),
    "negative": ([{"sku": "x", "quantity": -1}], "products.0.quantity: Input should be greater than or equal to 1"),
    "huge": ([{"sku": "x", "quantity": 2**70}], "products.0.quantity: Input should be less than or equal to 1000"),
    "a fraction": ([{"sku": "x", "quantity": 1.5}], "products.0.quantity: Input should be a valid integer"),
    "a number as text": ([{"sku": "x", "quantity": "1"}], "products.0.quantity: Input should be a valid integer"),
    "true": ([{"sku": "x", "quantity": True}], "products.0.quantity: Input should be a valid integer"),
    "another kind": (
        [{"sku": "x", "quantity": 1, "kind": "pie"}],
        "products.0.kind: Input should be 'cake', 'extra', 'service' or 'item'",
    ),
    "a field more": ([{"sku": "x", "quantity": 1, "line": 1}], "products.0.line: Extra inputs are not permitted"),
    "NUL": ([{"sku": "x\0", "quantity": 1}], "products.0.sku: holds a NUL or an unpaired surrogate"),
    "half a character": ([{"sku": "x", "quantity": 1, "notes": "\ud800"}], "Invalid JSON: "),
    "a long title": (
        [{"title": "x" * 300, "quantity": 1}],
        "products.0.title: String should have at most 200 characters",
    ),
    "two lines of title": (
        [{"title": "a\nb", "quantity": 1}],
        "products.0.title: String should match pattern '^[^\\x00-\\x1f\\x7f]*$'",
    ),
    "a blank title": ([{"title": "  ", "quantity": 1}], "products.0.title: String should have at least 1 character"),
    "a price below nothing": (
        [{"sku": "x", "quantity": 1, "unit_amount": "-1"}],
        "products.0.unit_amount: Input should be greater than or equal to 0",
    ),
    "a price of three decimals": (
        [{"sku": "x", "quantity": 1, "unit_amount": "1.001"}],
        "products.0.unit_amount: Decimal input should have no more than 2 decimal places",
    ),
    "a price that is none": (
        [{"sku": "x", "quantity": 1, "unit_amount": "NaN"}],
        "products.0.unit_amount: Input should be a number, as 12 or 0.5",
    ),
    "the second of two": (
        [{"sku": "x", "quantity": 1}, {"sku": 7, "quantity": 1}],
        "products.1.sku: Input should be a valid string",
    ),
    "more cakes than an order may have": (
        [{"sku": "CAKE-8-VAN", "quantity": 501}] * 2,
        "products: more than 1000 cakes",
    ),
    "neither SKU nor title": ([{"quantity": 1}], "products.0: sku or title"),
}
FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "no customer": ({"customer_name": None}, "customer_name: Field required"),
    "a blank customer": ({"customer_name": " "}, "customer_name: String should have at least 1 character"),
    "a long customer": ({"customer_name": "x" * 201}, "customer_name: String should have at most 200 characters"),
    "no products": ({"products": None}, "products: Field required"),
    "no day": ({"due_date": None}, "due_date: Field required"),
    "a day that never was": ({"due_date": "2030-02-30"}, "due_date: Input should be a day as YYYY-MM-DD"),
    "a day as a number": ({"due_date": 0}, "due_date: Input should be a day as YYYY-MM-DD"),
    "a day of long ago": ({"due_date": "1999-12-31"}, "due_date: Input should be greater than or equal to 2000-01-01"),
    "a day far off": ({"due_date": "9999-12-31"}, "due_date: Input should be less than or equal to 2100-12-31"),
    "another method": ({"delivery_method": "drone"}, "delivery_method: Input should be 'pickup', 'delivery' or 'shipping'"),
    "an id of another thing": ({"shopify_id": "gid://shopify/Product/1"}, "shopify_id: not the id of an order in Shopify"),
    "an id of ours": ({"shopify_id": "gid://ordak/Order/bannos-m1001"}, "shopify_id: not the id of an order in Shopify"),
    "an id of nothing": ({"shopify_id": 0}, "shopify_id: not the id of an order in Shopify"),
    "an id above 2^63": ({"shopify_id": 2**63}, "shopify_id: not the id of an order in Shopify"),
    "an id that may be either of two": ({"shopify_id": 2.0**53}, "shopify_id: not the id of an order in Shopify"),
    "an id that is true": ({"shopify_id": True}, "shopify_id: not the id of an order in Shopify"),
    "a field more": ({"priority": "High"}, "priority: Extra inputs are not permitted"),
    "a store of no name": ({"store": "Bannos'; --"}, "store: String should match pattern"),
}  # fmt: skip


@pytest.mark.parametrize("what", PRODUCTS)
def test_products_that_are_none_are_refused_by_their_field(stack: Stack, agent: Person, what: str) -> None:
    products, says = PRODUCTS[what]
    before = digest(stack)
    status, code, message = refused(post(agent, body(products=products)))
    assert (status, code) == (422, "REQ001")
    assert message.startswith(f"Not a valid request: {says}")
    assert digest(stack) == before


@pytest.mark.parametrize("what", FIELDS)
def test_a_wrong_field_is_refused_by_its_name(stack: Stack, agent: Person, what: str) -> None:
    fields, says = FIELDS[what]
    before = digest(stack)
    status, code, message = refused(post(agent, body(**fields)))
    assert (status, code) == (422, "REQ001")
    assert message.startswith(f"Not a valid request: {says}")
    assert digest(stack) == before


def test_a_sku_that_looks_like_a_known_one_is_refused(agent: Person) -> None:
    answer = post(agent, body(products=[{"sku": "cake-8-van", "quantity": 1}]))
    assert refused(answer) == (422, "INV008", "The SKU is too similar to another one: products.0.sku: CAKE-8-VAN")


def test_a_sku_that_nobody_knows_is_an_order_all_the_same(stack: Stack, agent: Person) -> None:
    said = post(agent, body(products=[{"sku": "NEVER-HEARD-OF-IT", "quantity": 1}])).json()
    assert said["status"] == "created"
    assert rows(stack, "select flags from core.orders where id = %s", said["order_id"]) == [(["unknown_sku"],)]


@pytest.mark.parametrize("sent", [b"", b"{", b"[]", b'"x"', b"\xff\xfe"])
def test_what_is_no_object_is_refused(agent: Person, sent: bytes) -> None:
    assert refused(post(agent, sent))[:2] == (422, "REQ001")


def test_a_body_of_257_kilobytes_is_413(stack: Stack, agent: Person) -> None:
    before = digest(stack)
    assert refused(post(agent, body(notes="x" * 257 * 1024)))[:2] == (413, "REQ004")
    assert digest(stack) == before


def test_nobody_is_answered_without_a_token(stack: Stack) -> None:
    answer = httpx.post(stack.url + ORDERS, json=body(), headers={"idempotency-key": "x"})
    assert refused(answer) == (401, "AUTH001", "Not allowed: a valid access token is needed")


def test_the_function_url_takes_a_key_as_the_gateway_does(agent: Person) -> None:
    headers = {"authorization": f"Bearer {agent.token}", "Idempotency-Key": str(uuid4())}
    urls = (f"{agent.url}/_url/RpcFunction{ORDERS}", agent.url + ORDERS)
    first, again = (httpx.post(url, json=body(), headers=headers, timeout=60) for url in urls)
    assert (first.status_code, again.content) == (200, first.content)


def test_staff_take_change_and_cancel_an_order(staff: Person) -> None:
    made = staff.call("create_order", **body(notes="rings", products=[{"title": "Special", "quantity": 1}])).json()
    now = staff.call("get_order", id=made["order_id"]).json()
    assert (now["notes"], now["products"][0]["title"], now["customer_name"]) == ("rings", "Special", "Ada Example")
    sent = {field: now[field] for field in ("version", "customer_name", "due_date", "products", "notes")}
    sent["products"][0]["quantity"] = 2
    edited = staff.call("edit_order", id=made["order_id"], **sent).json()
    assert (edited["version"], len(edited["tickets"])) == (2, 2)
    late = staff.call("edit_order", id=made["order_id"], **{**sent, "notes": "another"})
    assert refused(late)[:2] == (409, "ORD007")
    assert staff.call("cancel_order", id=made["order_id"]).json()["already_done"] is False
    assert refused(staff.call("edit_order", id=made["order_id"], **{**sent, "version": 3}))[:2] == (409, "ORD003")


def test_an_order_of_the_shop_is_changed_in_the_shop(stack: Stack, staff: Person) -> None:
    (ticket_id,) = Shop(stack.env).deliver(order(cake())).json()["tickets"]
    assert refused(staff.call("get_order", id=ticket_id))[:2] == (409, "ORD006")
    sent = body(id=ticket_id, version=1, store=None)
    assert refused(staff.call("edit_order", **sent))[:2] == (409, "ORD006")


def test_what_is_sold_at_the_counter_is_pushed_to_the_shops(stack: Stack, staff: Person) -> None:
    made = staff.call("create_order", **body(products=[{"sku": "CAKE-8-VAN", "quantity": 2}])).json()
    assert made["queued"] == ["inventory_push"]
    gid = f"gid://ordak/Order/{made['order_id']}"
    asked = "select count(distinct store) from core.work_queue where topic = 'inventory_push' and payload ->> 'order_gid' = %s"
    until(lambda: rows(stack, asked, gid) == [(2,)], "pushes for both shops")


def test_nothing_of_the_customer_is_answered_or_logged(agent: Person, caplog: pytest.LogCaptureFixture) -> None:
    canary = "Canaryapi"
    sent = body(customer_name=canary, notes=canary, products=[{"title": canary, "cake_message": canary, "quantity": 1}])
    said = [post(agent, sent, idempotency_key=f"{canary}-{uuid4()}"), post(agent, {**sent, "store": canary})]
    assert canary not in "".join(answer.text for answer in said)
    assert canary not in caplog.text
    line = next(line for line in caplog.text.splitlines() if said[0].json()["order_id"] in line)
    assert '"store":"bannos"' in line.replace('": "', '":"')


def test_the_document_shows_what_is_sent_and_every_refusal() -> None:
    post_order = OPENAPI["paths"][ORDERS]["post"]
    assert {"200", "401", "403", "409", "413", "422", "500", "503"} == set(post_order["responses"])
    assert all(code in post_order["responses"]["422"]["description"] for code in ("REQ001", "REQ002", "INV008"))
    assert {each["name"] for each in post_order["parameters"]} == {"ordak-turn", "ordak-occurred-at", "Idempotency-Key"}
    schemas = OPENAPI["components"]["schemas"]
    assert schemas["ImportOrder"]["properties"]["products"]["items"] == {"$ref": "#/components/schemas/NewProduct"}
    assert schemas["EditOrder"]["properties"]["products"]["items"] == {"$ref": "#/components/schemas/Product"}
    assert schemas["NewProduct"]["required"] == ["quantity"]
    for route in ("/rpc/edit_order", "/rpc/cancel_order", "/rpc/get_order"):
        said = OPENAPI["paths"][route]["post"]["responses"]["409"]["description"]
        assert "ORD006" in said
        assert ("ORD007" in said) == (route == "/rpc/edit_order")
