"""A body is what its topic says or nothing: of each kind, what must be there and what must not."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import ORDER_TOPICS
from ordak.order_reading.clean_json import Unreadable
from ordak.order_reading.shopify_order import read_order
from ordak.order_reading.topic_schemas import SCHEMAS
from ordak.shopify.order_rules import OrderRules
from tests.functions.webhook.order_reading import NAMES, payload
from tests.functions.webhook.test_order_fuzz import HOSTILE, JSON
from tests.functions.webhook.test_topic_garbage import BODIES, SOLD
from topics import Call, read_call

KINDS: dict[str, list[str]] = {
    "orders": sorted(ORDER_TOPICS),
    "products": ["products/create", "products/update"],
    **{topic: [topic] for topic in BODIES if not topic.startswith("products/")},
}
OWN: dict[str, dict[str, Any]] = {"orders": SOLD, "products": BODIES["products/update"]} | {
    kind: BODIES[kind] for kind in KINDS if kind in BODIES
}
KIND_OF = {topic: kind for kind, topics in KINDS.items() for topic in topics}
# Of topics that nobody reads, and whose bodies look like an order, a product or a shop.
NEIGHBOURS: dict[str, dict[str, Any]] = {
    "draft order": {"id": 1, "admin_graphql_api_id": "gid://shopify/DraftOrder/1", "line_items": [], "name": "#D1"},
    "draft order without a gid": {"id": 1, "line_items": [], "name": "#D1", "invoice_url": "https://x.example/1"},
    "checkout": {"id": 1, "token": "t", "line_items": [], "abandoned_checkout_url": "https://x.example/2"},
    "cart": {"id": "c1-9f", "token": "c1-9f", "line_items": []},
    "fulfillment": {"id": 1, "order_id": 2, "line_items": [], "admin_graphql_api_id": "gid://shopify/Fulfillment/1"},
    "fulfillment without a gid": {"id": 1, "order_id": 2, "line_items": [], "status": "success"},
    "transaction": {"id": 1, "order_id": 2, "kind": "sale", "amount": "1.00"},
    "return": {"id": 1, "admin_graphql_api_id": "gid://shopify/Return/1", "order": {"id": 2}, "return_line_items": []},
    "customer": {"id": 1, "email": "ada@example.com", "admin_graphql_api_id": "gid://shopify/Customer/1"},
    "collection": {"id": 1, "title": "Cakes", "admin_graphql_api_id": "gid://shopify/Collection/1"},
    "variant list of a collection": {"id": 1, "variants": [], "admin_graphql_api_id": "gid://shopify/Collection/1"},
    "location": {"id": 1, "name": "Shop", "active": True},
    "item": {"id": 1, "sku": "X", "admin_graphql_api_id": "gid://shopify/InventoryItem/1"},
    "level that was disconnected": {"inventory_item_id": 1, "location_id": 2},
    "deleted order": {"id": 1},
    "other request of a shop": {"shop_id": 1, "shop_domain": "flourlane-dev.myshopify.com", "scopes": ["read_orders"]},
}


def read(topic: str, body: Any) -> Any:
    """Read a body as its topic's; raises Unreadable when it is not."""
    raw = json.dumps(body).encode()
    return read_order(raw, OrderRules()) if topic in ORDER_TOPICS else read_call(topic, raw)


def test_every_topic_that_is_read_has_a_schema() -> None:
    assert SCHEMAS.keys() == {*ORDER_TOPICS, *BODIES}


@pytest.mark.parametrize("topic", SCHEMAS)
@pytest.mark.parametrize("kind", OWN)
def test_a_body_is_its_own_topics_alone(topic: str, kind: str) -> None:
    if kind == KIND_OF[topic]:
        assert read(topic, OWN[kind])
    else:
        with pytest.raises(Unreadable):
            read(topic, OWN[kind])


@pytest.mark.parametrize("name", NAMES)
def test_real_orders_are_orders_and_nothing_else(name: str) -> None:
    for topic in SCHEMAS:
        if topic in ORDER_TOPICS:
            assert read(topic, payload(name)).lines
        else:
            with pytest.raises(Unreadable):
                read(topic, payload(name))


@pytest.mark.parametrize("topic", SCHEMAS)
@pytest.mark.parametrize("neighbour", NEIGHBOURS)
def test_a_body_that_nobody_reads_is_no_topics(topic: str, neighbour: str) -> None:
    with pytest.raises(Unreadable):
        read(topic, NEIGHBOURS[neighbour])


@pytest.mark.parametrize("topic", SCHEMAS)
@pytest.mark.parametrize("other", OWN)
def test_two_bodies_in_one_are_neither(topic: str, other: str) -> None:
    own = OWN[KIND_OF[topic]]
    for both in (own | OWN[other], OWN[other] | own):
        if both.keys() - own.keys():
            with pytest.raises(Unreadable):
                read(topic, both)


@pytest.mark.parametrize("topic", SCHEMAS)
def test_a_body_without_one_of_its_marks_is_none(topic: str) -> None:
    own = OWN[KIND_OF[topic]]
    for field in SCHEMAS[topic].marks | SCHEMAS[topic].needs:
        with pytest.raises(Unreadable):
            read(topic, {name: value for name, value in own.items() if name != field})


@pytest.mark.parametrize("topic", ["customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"])
@pytest.mark.parametrize("value", [each for each in HOSTILE if each is not None], ids=lambda each: str(each)[:20])
def test_a_shop_that_is_no_name_is_no_shop_of_ours(topic: str, value: Any) -> None:
    field = SCHEMAS[topic].shop or ""
    with contextlib.suppress(Unreadable):
        call = read(topic, BODIES[topic] | {field: value})
        assert isinstance(call, Call)
        assert call.shop not in {None, "flourlane-dev.myshopify.com"}


@settings(max_examples=300)
@given(st.dictionaries(st.text(max_size=12), JSON, min_size=1, max_size=4))
def test_nothing_but_the_two_fields_asks_for_a_shop_to_be_erased(more: dict[str, Any]) -> None:
    body = BODIES["shop/redact"] | more
    if body != BODIES["shop/redact"]:
        with pytest.raises(Unreadable):
            read("shop/redact", {**body, "shop_domain": body["shop_domain"] if len(body) > 2 else None})


@settings(max_examples=300)
@given(st.sampled_from(sorted(OWN)), st.sampled_from(sorted(SCHEMAS)), st.data())
def test_whatever_is_left_of_another_kinds_body_is_not_acted_on(kind: str, topic: str, data: st.DataObject) -> None:
    """Somebody who has a signed body has it whole; but no part of it either may pass for another kind's."""
    own = OWN[kind]
    kept = data.draw(st.sets(st.sampled_from(sorted(own)), min_size=1))
    kept |= SCHEMAS[KINDS[kind][0]].marks & own.keys()
    if kind not in {KIND_OF[topic], "shop/redact"}:
        with pytest.raises(Unreadable):
            read(topic, {name: value for name, value in own.items() if name in kept})
