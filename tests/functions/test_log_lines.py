"""Each event handled leaves one line: by whom it was asked for, what came of it, how long it took, of which order."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from local.stack import Stack
from tests.functions.callers import Person, Shop, cake, fire, order, rows, until

type Lines = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """The lines that were written under a correlation id."""

    def of(correlation_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []

        def look() -> bool:
            written = [
                record.getMessage().split("] ", 1)[-1] for record in caplog.records if record.name == "functions"
            ]
            found[:] = [
                line
                for line in (json.loads(each) for each in written if each.startswith("{"))
                if line.get("correlation_id") == correlation_id
            ]
            return bool(found)

        until(look, f"a line of {correlation_id}")
        return found

    return of


def ask(stack: Stack, path: str, body: bytes, correlation_id: str, token: str | None) -> httpx.Response:
    headers = {"x-correlation-id": correlation_id}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    return httpx.post(stack.url + path, content=body, headers=headers, timeout=60)


@pytest.mark.parametrize(
    ("path", "body", "signed_in", "function", "code"),
    [
        ("/rpc/get_queue", b"{}", False, "get_queue", "AUTH001"),
        ("/rpc/get_queue", b"{}", True, "get_queue", "REQ001"),
        ("/rpc/get_queue", b" " * 300_000, True, "get_queue", "REQ004"),
        ("/rpc/Zz-CANARY", b"{}", True, "unknown", "REQ003"),
        ("/rpc/complete_filling", b'{"id": "bannos-0"}', True, "complete_filling", "ORD001"),
        ("/rpc/set_setting", b'{"key": "order_rules", "value": {"lines": 1}, "store": "bannos"}', True, "set_setting", "SET001"),
    ],
)  # fmt: skip
def test_a_refused_call_leaves_one_line(  # noqa: PLR0913 - what a case is made of
    stack: Stack, lines: Lines, path: str, body: bytes, *, signed_in: bool, function: str, code: str
) -> None:
    given = f"line-{function}-{code}"
    answer = ask(stack, path, body, given, Person(stack, "Admin").token if signed_in else None)
    assert (answer.json()["code"], answer.json()["correlation_id"]) == (code, given)
    (line,) = lines(given)
    assert (line["function"], line["outcome"], line["code"], line["level"]) == (function, "refused", code, "INFO")
    assert line["duration_ms"] >= 0
    assert "CANARY" not in str(line)
    assert line.get("order_number") is None


def test_a_call_leaves_its_order_whatever_came_of_it(stack: Stack, lines: Lines) -> None:
    ticket = Shop(stack.env).deliver(order(cake("BRW-12-SC"))).json()["tickets"][0]
    token = Person(stack).token
    body = json.dumps({"id": ticket}).encode()
    for path, given, outcome in (("complete_filling", "line-good", "ok"), ("complete_packing", "line-bad", "refused")):
        ask(stack, f"/rpc/{path}", body, given, token)
        (line,) = lines(given)
        assert (line["order_number"], line["outcome"]) == (ticket, outcome)
    assert lines("line-good")[0]["store"] == "bannos"


def test_an_undo_of_nothing_leaves_its_ticket(stack: Stack, lines: Lines) -> None:
    ticket = Shop(stack.env).deliver(order(cake("BRW-12-SC"))).json()["tickets"][0]
    body = json.dumps({"id": ticket, "event_no": 1}).encode()
    ask(stack, "/rpc/undo_scan", body, "line-undo", Person(stack).token)
    (line,) = lines("line-undo")
    assert (line["code"], line["order_number"]) == ("UND001", ticket)


def test_what_was_scanned_and_is_no_ticket_is_not_logged(stack: Stack, lines: Lines) -> None:
    ticket = Shop(stack.env).deliver(order(cake("BRW-12-SC"))).json()["tickets"][0]
    for number, scanned in enumerate((f'{{"id": "{ticket}", "who": "Zz-CANARY"}}', "bannos-90817263", "Zz-CANARY")):
        ask(
            stack,
            "/rpc/complete_packing",
            json.dumps({"id": scanned}).encode(),
            f"line-scan-{number}",
            Person(stack).token,
        )
        (line,) = lines(f"line-scan-{number}")
        assert (line["outcome"], line.get("order_number")) == ("refused", None)


def test_a_delivery_leaves_its_order_at_the_first_try_and_at_the_second(stack: Stack, lines: Lines) -> None:
    shop, sold = Shop(stack.env), order(cake("BRW-12-SC"))
    shop.deliver(sold, x_shopify_webhook_id="line-delivery-1")
    (line,) = lines("line-delivery-1")
    assert (line["store"], line["topic"], line["outcome"]) == ("bannos", "orders/create", "ok")
    assert line["order_number"] == f"bannos-{sold['order_number']}"
    rows(stack, "update core.services set is_active = false where name = 'webhook' returning 1")
    late = order(cake("BRW-12-SC"))
    shop.deliver(late, x_shopify_webhook_id="line-delivery-2")
    assert lines("line-delivery-2")[0]["level"] == "ERROR"
    rows(stack, "update core.services set is_active = true where name = 'webhook' returning 1")
    fire(stack)

    def taken() -> bool:
        found = [line for line in lines("line-delivery-2") if line["function"] == "ingest_retry"]
        return [line.get("order_number") for line in found][-1:] == [f"bannos-{late['order_number']}"]

    until(taken, "the second try")


def test_what_the_sweeper_did_leaves_a_line_for_each_order(stack: Stack, caplog: pytest.LogCaptureFixture) -> None:
    sold = order(cake("BRW-12-SC"))
    Shop(stack.env).deliver(sold).raise_for_status()
    gid = sold["admin_graphql_api_id"]
    payload = json.dumps({"store": "bannos", "order_gid": gid})
    rows(stack, "select core.enqueue('stock_rebook', 'bannos', %s, %s::jsonb)", f"bannos:{gid}", payload)
    stack.pollers.fire("SweeperFunction")
    until(lambda: f'"order_number":"{gid}"' in caplog.text, "the line of the order")
    [line] = [
        json.loads(each[each.index("{") :]) for each in caplog.text.splitlines() if f'"order_number":"{gid}"' in each
    ]
    assert (line["function"], line["outcome"], line["store"]) == ("stock_rebook", "ok", "bannos")
