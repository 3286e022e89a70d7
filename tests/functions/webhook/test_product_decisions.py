"""A signed order with a product that nobody has decided, a supervisor who decides, and what becomes of its tickets."""

import json
from itertools import count
from typing import Any

import pytest

from local.stack import Stack
from tests.functions.callers import Person, Shop, cake, fire, order, rows, until

_ids = count(8_100_000_000_001)


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Shop:
    return Shop(stack.env)


@pytest.fixture(scope="module")
def supervisor(stack: Stack) -> Person:
    return Person(stack, "Supervisor")


def party(title: str = "Confetti party set", **fields: Any) -> dict[str, Any]:
    """A line of a product with an id of its own, which is guessed to be an extra."""
    return cake(None, title=title, variant_title=None, product_id=next(_ids), requires_shipping=True, **fields)


def tickets(stack: Stack, sold: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return an order's tickets, and whether each is still wanted."""
    query = "select id, cancelled_at is null from core.orders where order_gid = %s order by ticket_no"
    return rows(stack, query, sold["admin_graphql_api_id"])


def read_again(stack: Stack, product_id: int) -> None:
    """Let the schedule come until the product's orders are read."""
    waiting = (
        "select count(*) from core.work_queue w where w.topic = 'order_reread' and w.status in ('pending', 'error', 'running') "
        "and (w.dedupe_key like %s or w.payload ->> 'order_gid' in (select order_gid from core.sale_lines where product_id = %s))"
    )

    def done() -> bool:
        fire(stack)
        return rows(stack, waiting, f"%:product:{product_id}:%", str(product_id)) == [(0,)]

    until(done, "the product's orders are read again")


def test_product_is_asked_about_once_decided_once_and_its_orders_follow(
    stack: Stack, shop: Shop, supervisor: Person
) -> None:
    line = party(properties=[{"name": "Colour", "value": "Canary yellow"}])
    first, second = (order(line | {"id": next(_ids)}, note="half \ud83d, 1e999", rate=1e22) for _ in range(2))
    for sold in (first, second):
        assert shop.deliver(json.dumps(sold).encode()).json()["tickets"] == []
    asked = f"bannos:product:{line['product_id']}:product_undecided"
    assert len(rows(stack, "select 1 from core.work_queue where dedupe_key = %s", asked)) == 1
    assert supervisor.call("set_product_kind", store="bannos", product_id=str(line["product_id"]), kind="cake").json()[
        "ok"
    ]
    read_again(stack, line["product_id"])
    for sold in (first, second):
        ((ticket_id, wanted),) = tickets(stack, sold)
        assert (ticket_id, wanted) == (f"bannos-{sold['order_number']}", True)
        notes = rows(stack, "select notes from core.orders where id = %s", ticket_id)
        assert "Canary yellow" in notes[0][0]
    # What comes next is a cake at once, and a delivery of before makes nothing twice.
    third = order(line | {"id": next(_ids)})
    assert shop.deliver(third).json()["tickets"] == [f"bannos-{third['order_number']}"]
    again = first | {"updated_at": "2027-01-05T10:00:00+11:00"}
    shop.deliver(json.dumps(again).encode(), x_shopify_topic="orders/updated")
    assert len(tickets(stack, first)) == 1


def test_cakes_of_a_product_that_is_none_are_wanted_no_more(stack: Stack, shop: Shop, supervisor: Person) -> None:
    line = party("Celebration hamper")
    sold = order(cake(), line)
    assert len(shop.deliver(sold).json()["tickets"]) == 2
    decided = {"store": "bannos", "product_id": str(line["product_id"]), "kind": "extra"}
    assert supervisor.call("set_product_kind", **decided).json()["product"]["open_orders"] == 1
    read_again(stack, line["product_id"])
    assert [wanted for _, wanted in tickets(stack, sold)] == [True, False]
    # However often the shop tells of it, and whatever the guess is.
    shop.deliver(sold | {"updated_at": "2027-01-05T10:00:00+11:00"}, x_shopify_topic="orders/updated")
    assert [wanted for _, wanted in tickets(stack, sold)] == [True, False]


def test_service_makes_nothing_and_says_why(stack: Stack, shop: Shop) -> None:
    sold = order(cake(), cake(None, title="Shipping Protection", variant_title=None, requires_shipping=False))
    assert len(shop.deliver(sold).json()["tickets"]) == 1
    said = "select detail -> 'services' from core.order_events where kind = 'order_ingested' and order_gid = %s"
    assert rows(stack, said, sold["admin_graphql_api_id"]) == [([{"line_no": 2, "by": "guess"}],)]


def test_staff_may_not_decide(stack: Stack) -> None:
    answer = Person(stack, "Staff").call("set_product_kind", store="bannos", product_id="1", kind="cake")
    assert (answer.status_code, answer.json()["code"]) == (403, "AUTH001")
