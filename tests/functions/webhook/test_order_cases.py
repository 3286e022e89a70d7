"""Orders with their right readings, each through a signed webhook into the database and out as a bench reads it."""

import json
from typing import Any

import pytest

from local.doubles.webhook_sender import Shop
from local.stack import Stack
from tests.functions.callers import rows
from tests.functions.webhook.order_reading import PAYLOADS

TABLE: dict[str, Any] = json.loads((PAYLOADS / "order_cases.json").read_text())
CASES: list[dict[str, Any]] = TABLE["cases"]
FIRST = 8_800_000_000_000
BENCH = """
select o.order_gid, (core.queue_json(array[o]) -> 0) || jsonb_build_object('amount', o.total_amount::text, 'due_text', o.due_text)
from core.orders o where o.order_gid = any (%s) order by o.ticket_no
"""
SALES = """
select s.order_gid, s.customer_name, s.flags || array(
  select unnest(o.flags) from core.orders o where o.store = s.store and o.order_gid = s.order_gid)
from core.sales s where s.order_gid = any (%s)
"""


def body_of(number: int) -> dict[str, Any]:
    """Write the order of a case, with ids of its own."""
    case, order_id = CASES[number], FIRST + number
    line: dict[str, Any] = TABLE["plain_line"] | {"id": order_id} | case["line"]
    if "title" in case["line"] and "sku" not in case["line"]:
        line["sku"] = f"OWN-{number}"
    plain: dict[str, Any] = TABLE["plain_order"] | {"updated_at": "2026-11-28T10:00:00+11:00"}
    ids = {"id": order_id, "admin_graphql_api_id": gid(number), "order_number": 880_000 + number}
    own: dict[str, Any] = case["order"] | {"line_items": [line]}
    return plain | ids | {"name": f"#{880_000 + number}"} | own


def gid(number: int) -> str:
    return f"gid://shopify/Order/{FIRST + number}"


@pytest.fixture(scope="module")
def read(stack: Stack) -> tuple[dict[str, list[dict[str, Any]]], dict[str, tuple[str, list[str]]]]:
    """All cases delivered once: by order the tickets as benches read them, the customer and the flags."""
    shop, gids = Shop(stack.env), [gid(number) for number in range(len(CASES))]
    for number in range(len(CASES)):
        answer = shop.deliver(body_of(number))
        assert (answer.status_code, answer.json()["ok"], "quarantined" in answer.json()) == (200, True, False)
    tickets: dict[str, list[dict[str, Any]]] = {each: [] for each in gids}
    for order_gid, ticket in rows(stack, BENCH, gids):
        tickets[order_gid].append(ticket)
    return tickets, {order_gid: (name, flags) for order_gid, name, flags in rows(stack, SALES, gids)}


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: str(CASES[number]["name"]))
def test_order_is_read_as_a_baker_reads_it(
    read: tuple[dict[str, list[dict[str, Any]]], dict[str, tuple[str, list[str]]]], number: int
) -> None:
    tickets, (customer, asked) = read[0][gid(number)], read[1][gid(number)]
    expect = dict(CASES[number]["expect"])
    assert len(tickets) == expect.pop("tickets")
    needs_look = expect.pop("needs_look", False)
    assert set(asked) - {"unknown_sku"} or not needs_look
    assert customer == expect.pop("customer_name", customer)
    for ticket in tickets:
        judge(ticket, expect)


def judge(ticket: dict[str, Any], expect: dict[str, Any]) -> None:
    """Compare a ticket with what its case expects."""
    shown = json.dumps(ticket, ensure_ascii=False)
    for name, value in expect.items():
        match name:
            case "shows":
                assert [text for text in value if json.dumps(text, ensure_ascii=False)[1:-1] not in shown] == []
            case "allergy":
                assert (ticket["allergies"] is not None) == value
            case "due_not":
                assert ticket["due_date"] != value
            case "flavour" | "size":
                assert (ticket[name] or "").lower() == value.lower()
            case _:
                assert ticket[name] == value
