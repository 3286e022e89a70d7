"""The webhook through the gateway: what Shopify, and who says to be Shopify, gets for what it sends."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.stack import Stack
from tests.functions.callers import Shop, cake, footprint, order, rows

PAYLOADS = Path(__file__).resolve().parents[2] / "payloads"
WIRE = sorted(PAYLOADS.glob("*.wire.json"))


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Shop:
    return Shop(stack.env)


def tickets(stack: Stack, gid: str) -> list[str]:
    found = rows(stack, "select id from core.orders where order_gid = %s order by ticket_no", gid)
    return [ticket for (ticket,) in found]


@pytest.mark.parametrize("file", WIRE, ids=lambda file: str(file.name.removesuffix(".wire.json")))
def test_bytes_as_shopify_sends_them_become_tickets(stack: Stack, shop: Shop, file: Path) -> None:
    body = file.read_bytes()
    answer = shop.deliver(body)
    assert answer.status_code == 200
    assert answer.json()["tickets"] == tickets(stack, json.loads(body)["admin_graphql_api_id"])
    assert len(answer.json()["tickets"]) in {1, 3}


@pytest.mark.parametrize("file", WIRE, ids=lambda file: str(file.name.removesuffix(".wire.json")))
def test_signature_holds_when_the_gateway_hands_the_body_over_in_base64(stack: Stack, shop: Shop, file: Path) -> None:
    body = file.read_bytes()
    event: dict[str, Any] = {
        "version": "2.0",
        "rawPath": "/api/v1/webhooks/shopify",
        "headers": shop.headers(body),
        "requestContext": {"requestId": "base64-body", "http": {"method": "POST"}},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }
    answer = json.loads(stack.functions.invoke("WebhookFunction", event).payload)
    assert answer["statusCode"] == 200
    for broken in (
        {"body": base64.b64encode(body + b" ").decode()},
        {"body": "*"},
        {"headers": event["headers"] | {"x-shopify-hmac-sha256": "é"}},
    ):
        answer = json.loads(stack.functions.invoke("WebhookFunction", event | broken).payload)
        assert answer["statusCode"] == 401


def test_new_order_answers_its_tickets_and_a_redelivery_the_same(stack: Stack, shop: Shop) -> None:
    sold = order(cake(quantity=2), number=41_001)
    answer = {
        "ok": True,
        "already_done": False,
        "store": "bannos",
        "order_gid": sold["admin_graphql_api_id"],
        "tickets": ["bannos-41001-A", "bannos-41001-B"],
    }
    first = shop.deliver(sold)
    assert (first.status_code, first.json()) == (200, answer | {"queued": ["inventory_push"]})
    before = footprint(stack)
    again = shop.deliver(sold)
    assert (again.status_code, again.json()) == (200, answer | {"already_done": True})
    assert footprint(stack) == before


def test_fifty_deliveries_at_once_make_one_sale(stack: Stack, shop: Shop) -> None:
    sold = order(cake("CAKE-8-VAN", 2), cake("CANDLE-10", 1, title="Candle pack"))
    gid = sold["admin_graphql_api_id"]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: shop.deliver(sold), range(50)))
    assert [answer.status_code for answer in answers] == [200] * 50
    assert sorted(answer.json()["already_done"] for answer in answers) == [False] + [True] * 49
    assert rows(stack, "select count(*) from core.sales where order_gid = %s", gid) == [(1,)]
    held = rows(stack, "select sku, qty::text from core.inventory_txn where ref_id = %s order by sku", gid)
    assert held == [("CANDLE-10", "-1.000"), ("FONDANT-WHITE", "-1.500"), ("SPONGE-8-VAN", "-2.000")]
    pushes = rows(
        stack,
        "select payload ->> 'sku' from core.work_queue where topic = 'inventory_push'"
        " and payload ->> 'order_gid' = %s and store = 'bannos' order by 1",
        gid,
    )
    assert pushes == [("CAKE-8-CHOC",), ("CAKE-8-VAN",), ("CANDLE-10",)]


@pytest.mark.parametrize(
    "changed",
    [
        {"x_shopify_hmac_sha256": "AAAA" + "A" * 39 + "="},
        {"x_shopify_hmac_sha256": "not base64 at all"},
        {"x_shopify_hmac_sha256": None},
        {"x_shopify_shop_domain": "somebody-else.myshopify.com"},
        {"x_shopify_shop_domain": None},
    ],
    ids=["wrong hmac", "garbled hmac", "no hmac", "unknown shop", "no shop"],
)
def test_what_shopify_did_not_sign_is_401_and_writes_nothing(
    stack: Stack, shop: Shop, changed: dict[str, str | None]
) -> None:
    before = footprint(stack)
    answer = shop.deliver(order(cake()), **changed)
    assert answer.status_code == 401
    assert {k: v for k, v in answer.json().items() if k != "correlation_id"} == {
        "ok": False,
        "code": "AUTH001",
        "message": "Unknown shop or wrong signature",
    }
    assert footprint(stack) == before


def test_secret_of_one_shop_signs_for_no_other(stack: Stack, shop: Shop) -> None:
    other = Shop(stack.env, "flourlane")
    assert shop.deliver(order(cake()), x_shopify_shop_domain=other.domain).status_code == 401


def test_shop_domain_is_known_in_any_case(shop: Shop) -> None:
    assert shop.deliver(order(cake()), x_shopify_shop_domain=shop.domain.upper()).status_code == 200


def test_signed_body_changed_by_one_byte_is_401(shop: Shop) -> None:
    body = json.dumps(order(cake())).encode()
    tampered = body.replace(b"85.00", b"15.00", 1)
    assert shop.deliver(tampered, x_shopify_hmac_sha256=shop.sign(body)).status_code == 401


def test_unknown_topic_is_200_and_ignored(stack: Stack, shop: Shop) -> None:
    before = footprint(stack)
    answer = shop.deliver(order(cake()), x_shopify_topic="carts/update")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "already_done": False, "ignored": True})
    assert footprint(stack) == before


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"id": 7, "line_items": [', "not_json"),
        (b"", "not_json"),
        (b"[1, 2, 3]", "not_an_object"),
        (b'{"order_edit": {"id": 1}}', "no_id"),
        (b'{"id": -5, "line_items": []}', "bad_id"),
        (b'{"id": 12, "line_items": 7}', "bad_line_items"),
        (json.dumps(order(cake(quantity=100_000))).encode(), "too_many_tickets"),
    ],
    ids=["truncated", "empty", "array", "no id", "negative id", "lines of no kind", "100000 cakes"],
)
def test_what_can_never_be_an_order_is_quarantined_once(stack: Stack, shop: Shop, body: bytes, reason: str) -> None:
    before = footprint(stack)
    answers = [shop.deliver(body), shop.deliver(body)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.json() for answer in answers] == [
        {"ok": True, "already_done": False, "quarantined": True, "reason": reason},
        {"ok": True, "already_done": True, "quarantined": True, "reason": reason},
    ]
    kept = rows(stack, "select body, reason, permanent from core.held_deliveries order by delivery_id desc limit 1")
    assert kept == [(body, reason, True)]
    # The body and an alert for a person; nothing of an order.
    assert footprint(stack) == before | {
        "held_deliveries": before["held_deliveries"] + 1,
        "work_queue": before["work_queue"] + 1,
    }


def test_missing_topic_is_quarantined(shop: Shop) -> None:
    answer = shop.deliver(order(cake()), x_shopify_topic=None)
    assert (answer.status_code, answer.json()["reason"]) == (200, "no_topic")


def test_order_that_was_cancelled_before_it_came_asks_for_no_cake(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"), cancelled_at="2026-11-20T10:00:00+11:00")
    assert shop.deliver(sold).status_code == 200
    gid = sold["admin_graphql_api_id"]
    assert rows(stack, "select cancelled_at is not null from core.orders where order_gid = %s", gid) == [(True,)]
    assert rows(stack, "select count(*) from core.inventory_txn where ref_id = %s", gid) == [(0,)]


def test_strange_headers_do_not_cost_the_order(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"))
    answer = shop.deliver(sold, x_shopify_triggered_at="yesterday", x_shopify_webhook_id="'; drop table x; --" * 200)
    assert (answer.status_code, answer.json()["already_done"]) == (200, False)
    found = rows(stack, "select triggered_at from core.sales where order_gid = %s", sold["admin_graphql_api_id"])
    assert found == [(None,)]


def test_when_shopify_triggered_a_delivery_is_kept(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC"))
    shop.deliver(
        sold, x_shopify_triggered_at="2026-11-20T22:57:57.290670248Z", x_shopify_webhook_id="8a95126f-859a-4db9"
    )
    kept = "select (triggered_at at time zone 'UTC')::text from core.sales where order_gid = %s"
    assert rows(stack, kept, sold["admin_graphql_api_id"]) == [("2026-11-20 22:57:57.29067",)]
    event = "select detail ->> 'webhook_id' from core.order_events where order_gid = %s and kind = 'order_ingested'"
    assert rows(stack, event, sold["admin_graphql_api_id"]) == [("8a95126f-859a-4db9",)]


def test_body_of_two_megabytes_is_ingested(shop: Shop) -> None:
    sold = order(cake(), note="x" * 2_000_000)
    answer = shop.deliver(sold)
    assert (answer.status_code, len(answer.json()["tickets"])) == (200, 1)


def test_order_of_three_hundred_lines_has_three_hundred_tickets(stack: Stack, shop: Shop) -> None:
    sold = order(*(cake() for _ in range(300)))
    answer = shop.deliver(sold)
    assert answer.status_code == 200
    assert answer.json()["tickets"] == tickets(stack, sold["admin_graphql_api_id"])
    assert (len(answer.json()["tickets"]), answer.json()["tickets"][-1][-3:]) == (300, "-KN")


def test_order_without_a_cake_is_a_sale_without_tickets(stack: Stack, shop: Shop) -> None:
    sold = order(
        cake("CANDLE-10", 2, title="Candle pack", variant_title=None), cake(None, title="Gift card", gift_card=True)
    )
    answer = shop.deliver(sold)
    assert (answer.status_code, answer.json()["tickets"]) == (200, [])
    gid = sold["admin_graphql_api_id"]
    assert rows(stack, "select kind::text from core.sale_lines where order_gid = %s", gid) == [("extra",), ("extra",)]
    assert rows(stack, "select sku, qty::text from core.inventory_txn where ref_id = %s", gid) == [
        ("CANDLE-10", "-2.000")
    ]
    # The next delivery of it is known all the same.
    assert shop.deliver(sold).json()["already_done"] is True


def test_emoji_and_right_to_left_text_reach_the_ticket_as_they_were_written(stack: Stack, shop: Shop) -> None:
    message = "يوم سعيد 🎂\nשלום ‏Zoë 👩‍👩‍👧"
    sold = order(cake(properties=[{"name": "Message", "value": message}]))
    shop.deliver(json.dumps(sold, ensure_ascii=False).encode())
    found = rows(stack, "select cake_message from core.orders where order_gid = %s", sold["admin_graphql_api_id"])
    assert found == [(message,)]


def test_nul_and_half_a_character_are_replaced_and_flagged(stack: Stack, shop: Shop) -> None:
    sold = order(cake(title="Cake\x00one"), note="half \ud83d")
    answer = shop.deliver(json.dumps(sold).encode())
    assert answer.status_code == 200
    gid = sold["admin_graphql_api_id"]
    assert rows(stack, "select product_title from core.orders where order_gid = %s", gid) == [("Cake\ufffdone",)]
    assert rows(stack, "select flags from core.sales where order_gid = %s", gid) == [(["text_replaced"],)]


def test_order_without_a_date_is_made_and_a_person_is_asked(stack: Stack, shop: Shop) -> None:
    sold = order(cake(), due=None)
    assert shop.deliver(sold).status_code == 200
    gid = sold["admin_graphql_api_id"]
    assert rows(stack, "select flags from core.orders where order_gid = %s", gid) == [(["due_date_missing"],)]
    alerts = rows(
        stack, "select payload ->> 'flags' from core.work_queue where dedupe_key = %s", f"bannos:{gid}:needs_attention"
    )
    assert alerts == [('["due_date_missing"]',)]


def test_stores_are_told_apart_by_their_shop(stack: Stack) -> None:
    sold = order(cake(), number=41_777)
    assert Shop(stack.env, "flourlane").deliver(sold).json()["tickets"] == ["flourlane-41777"]
    assert Shop(stack.env, "bannos").deliver(sold).json()["tickets"] == ["bannos-41777"]


def test_get_on_the_webhook_is_told_the_right_method(shop: Shop) -> None:
    answer = httpx.get(shop.url)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
