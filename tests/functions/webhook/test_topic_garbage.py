"""Signed nonsense under every topic: answered 200, kept for a person or ignored, and nothing of ours is changed."""

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.doubles.storefront import SHOPS
from local.stack import Stack
from ordak.order_reading.clean_json import Unreadable
from tests.functions.callers import Shop, cake, digest, order, rows, until
from tests.functions.webhook.test_order_fuzz import HOSTILE, JSON, leaves, put
from tests.functions.webhook.topic_bodies import (
    customer_redact,
    data_request,
    edit,
    level,
    product,
    refund,
    shop_redact,
    uninstalled,
    variant,
)
from topics import Call, read_call

STORE, ITEM, LOCATION, PRODUCT = "flourlane", 770_001, 770_002, 770_003
SOLD = order(cake("BRW-12-SC", 2), created_at="2026-11-20T10:00:00+11:00", updated_at="2026-11-20T10:00:00+11:00")
LINE = SOLD["line_items"][0]["id"]
BODIES: dict[str, dict[str, Any]] = {
    "orders/edited": edit(SOLD, added={LINE: 1}, removed={LINE: 2}),
    "refunds/create": refund(SOLD, {LINE: 1}),
    "inventory_levels/update": level(ITEM, LOCATION, 3),
    "products/create": product(PRODUCT, variant("GARBAGE-1", ITEM)),
    "products/update": product(PRODUCT, variant("GARBAGE-1", ITEM)),
    "app/uninstalled": uninstalled(),
    "customers/data_request": data_request(SOLD),
    "customers/redact": customer_redact(SOLD),
    "shop/redact": shop_redact(),
}
WHOLE = [f"orders/{what}" for what in ("create", "updated", "cancelled", "paid", "fulfilled", "partially_fulfilled")]
# Where a value that is none of its kind makes a body that nothing may come of.
PLACES: dict[str, list[tuple[Any, ...]]] = {
    "orders/edited": [
        ("order_edit",),
        ("order_edit", "id"),
        ("order_edit", "order_id"),
        ("order_edit", "line_items"),
        ("order_edit", "line_items", "additions"),
        ("order_edit", "line_items", "removals"),
        ("order_edit", "line_items", "additions", 0),
        ("order_edit", "line_items", "additions", 0, "id"),
        ("order_edit", "line_items", "additions", 0, "delta"),
    ],
    "refunds/create": [
        ("id",),
        ("order_id",),
        ("refund_line_items",),
        ("refund_line_items", 0),
        ("refund_line_items", 0, "line_item_id"),
        ("refund_line_items", 0, "quantity"),
    ],
    "inventory_levels/update": [("inventory_item_id",), ("location_id",), ("available",)],
    "products/update": [
        ("variants",),
        ("variants", 0),
        ("variants", 0, "sku"),
        ("variants", 0, "inventory_item_id"),
        ("variants", 0, "inventory_policy"),
    ],
    "app/uninstalled": [("id",), ("myshopify_domain",)],
    "customers/data_request": [("shop_domain",), ("data_request",), ("data_request", "id"), ("orders_requested",), ("orders_requested", 0)],
    "customers/redact": [("shop_domain",), ("orders_to_redact",), ("orders_to_redact", 0)],
    "shop/redact": [("shop_id",), ("shop_domain",)],
}  # fmt: skip
NONSENSE: tuple[Any, ...] = (None, True, -1, 0, 1.5, 2**63, 10**400, "", "\ud800\0", [], {}, [None])
# Values that mean something there: no change, no lines, a level below zero.
SENSE: list[tuple[tuple[Any, ...], Any]] = [
    (("order_edit", "line_items", "additions", 0, "delta"), 0),
    (("order_edit", "line_items", "additions"), []),
    (("order_edit", "line_items", "removals"), []),
    (("refund_line_items", 0, "quantity"), 0),
    (("refund_line_items",), []),
    (("available",), 0),
    (("available",), -1),
    (("available",), None),
    (("orders_to_redact",), []),
    (("orders_requested",), []),
    (("myshopify_domain",), None),
]
QUIET = {"variants", "sku", "inventory_item_id", "inventory_policy"}  # a variant is passed over, not the product


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Iterator[Shop]:
    """A shop with an order and an item, that no worker looks at."""
    found = Shop(stack.env, STORE)
    found.deliver(SOLD).raise_for_status()
    mark = "update core.shops set uninstalled_at = {}, location_gid = {} where store = %s returning store"
    rows(stack, mark.format("now()", f"'gid://shopify/Location/{LOCATION}'"), STORE)
    rows(
        stack,
        "insert into core.shop_skus (store, sku, inventory_item_gid, product_id, known_qty, known_at, tracked, policy)"
        " values (%s, 'GARBAGE-1', %s, %s, 5, now(), true, 'deny') returning sku",
        STORE,
        f"gid://shopify/InventoryItem/{ITEM}",
        str(PRODUCT),
    )
    come_to_rest(stack)
    yield found
    rows(stack, mark.format("null", "null"), STORE)


def come_to_rest(stack: Stack) -> None:
    """Wait until a push that was under way is through, and what the shop says of it too."""
    pushed = "select count(*) from core.push_batches where store = %s and status = 'open' and lease_expires_at > now()"
    until(lambda: rows(stack, pushed, STORE) == [(0,)], "the push is through", 90)
    assert stack.shopify.shop(SHOPS[STORE]).post.settle()


def everything(stack: Stack) -> tuple[Any, ...]:
    """All that a delivery to the shop could change."""
    skus = rows(stack, "select t::text from core.shop_skus t where store = %s order by 1", STORE)
    gone = rows(stack, "select store, uninstalled_at is null, uninstall_claimed_at from core.shops order by 1")
    told = rows(
        stack,
        "select count(*) from core.order_events where kind in "
        "('redacted', 'redaction_requested', 'data_requested', 'app_uninstalled', 'uninstall_claimed')",
    )
    pushes = rows(stack, "select count(*) from core.work_queue where topic = 'inventory_push' and store = %s", STORE)
    return digest(stack), skus, gone, told, pushes


def means_something(path: tuple[Any, ...], value: Any) -> bool:
    return any(path == place and type(value) is type(known) and value == known for place, known in SENSE)


@pytest.mark.parametrize("topic", PLACES)
def test_value_of_no_sense_changes_nothing(stack: Stack, shop: Shop, topic: str) -> None:
    before = everything(stack)
    for path in PLACES[topic]:
        for value in NONSENSE:
            if means_something(path, value):
                continue
            answer = shop.deliver(json.dumps(put(BODIES[topic], path, value)).encode(), x_shopify_topic=topic)
            assert answer.status_code == 200, (path, value)
            if not (path[0] in QUIET and (path != ("variants",) or value == [])):
                assert answer.json().get("quarantined") is True, (path, value, answer.json())
    assert everything(stack) == before


@pytest.mark.parametrize("topic", [*BODIES, *WHOLE])
@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "not_json"), (b"{", "not_json"), (b"\xff\x00", "not_json"), (b"[]", "not_an_object"), (b"null", "not_an_object"),
     (b"7", "not_an_object"), (b"{}", None), (b"[" * 100 + b"]" * 100, "too_deep")],
    ids=["empty", "cut", "binary", "array", "null", "number", "nothing in it", "deep"],
)  # fmt: skip
def test_body_of_no_sense_is_kept_with_its_reason(
    stack: Stack, shop: Shop, topic: str, body: bytes, reason: str | None
) -> None:
    before = everything(stack)
    answer = shop.deliver(body, x_shopify_topic=topic)
    assert (answer.status_code, answer.json()["quarantined"]) == (200, True)
    assert reason is None or answer.json()["reason"] == reason
    assert everything(stack) == before


@pytest.mark.parametrize(
    ("topic", "other"),
    [
        ("orders/edited", "refunds/create"),
        ("refunds/create", "orders/edited"),
        ("orders/create", "refunds/create"),
        ("refunds/create", "orders/create"),
        ("orders/updated", "orders/edited"),
        ("orders/edited", "orders/updated"),
        ("products/update", "inventory_levels/update"),
        ("inventory_levels/update", "products/update"),
        ("shop/redact", "app/uninstalled"),
        ("app/uninstalled", "shop/redact"),
        ("customers/redact", "shop/redact"),
        ("customers/redact", "customers/data_request"),
        ("customers/data_request", "customers/redact"),
    ],
)
def test_body_under_the_name_of_another_topic_is_no_change(stack: Stack, shop: Shop, topic: str, other: str) -> None:
    before = everything(stack)
    body = BODIES.get(other, SOLD)
    answer = shop.deliver(body, x_shopify_topic=topic)
    assert (answer.status_code, answer.json().get("quarantined")) == (200, True)
    assert everything(stack) == before


@pytest.mark.parametrize("delta", [2**31 - 1, 2**31, 10**30])
def test_edit_whose_sums_no_column_holds_makes_no_cake(stack: Stack, shop: Shop, delta: int) -> None:
    before = digest(stack)
    body = edit(SOLD, added={LINE: delta, LINE + 1: 2**31 - 1})
    assert shop.deliver(body, x_shopify_topic="orders/edited").status_code == 200
    after = digest(stack)
    del before["sales"], after["sales"]  # where an edit is noted as known
    assert after == before


# The reader alone


def check(topic: str, body: bytes) -> None:
    """Read, and if it is a call see that the database takes every value of it."""
    with contextlib.suppress(Unreadable):
        call = read_call(topic, body)
        if call is not None:
            fits(call)


def fits(call: Call) -> None:
    text = json.dumps([call.arguments, call.delivery], ensure_ascii=False)
    text.encode()  # a lone surrogate would fail
    assert "\\u0000" not in text
    for gid in re.findall(r"gid://[^\"]*", text):
        assert re.fullmatch(r"gid://shopify/[A-Za-z]+/[1-9][0-9]{0,18}", gid)
    assert all(abs(each["delta"]) <= 1000 for each in call.arguments.get("changes", []))
    assert -(2**31) <= call.arguments.get("available", 0) < 2**31
    assert all(each["policy"] in {"deny", "continue", None} for each in call.arguments.get("variants", []))
    assert call.function != "redact" or "orders" in call.arguments or call.arguments == {}


@pytest.mark.parametrize("topic", BODIES)
def test_no_value_anywhere_makes_anything_but_a_call_or_a_refusal(topic: str) -> None:
    for path in leaves(BODIES[topic]):
        for value in HOSTILE:
            check(topic, json.dumps(put(BODIES[topic], path, value)).encode())


@pytest.mark.parametrize("topic", ["customers/redact"])
@settings(max_examples=200)
@given(body=JSON)
def test_customers_request_never_empties_the_whole_store(topic: str, body: Any) -> None:
    with contextlib.suppress(Unreadable):
        call = read_call(topic, json.dumps({"orders_to_redact": body}).encode())
        assert call is not None
        assert isinstance(call.arguments["orders"], list)


@settings(max_examples=300)
@given(st.sampled_from(sorted(BODIES)), JSON)
def test_arbitrary_json_is_a_call_or_a_refusal(topic: str, body: Any) -> None:
    check(topic, json.dumps(body).encode())


@settings(max_examples=300)
@given(st.sampled_from(sorted(BODIES)), st.binary(max_size=100))
def test_arbitrary_bytes_are_a_call_or_a_refusal(topic: str, body: bytes) -> None:
    check(topic, body)


def test_topic_that_nobody_reads_is_no_call() -> None:
    assert read_call("carts/update", b"not even JSON") is None
