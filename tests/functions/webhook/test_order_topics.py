"""What becomes of an order after it came: updated, cancelled, fulfilled, edited, refunded, in any order and number."""

import itertools
from typing import Any

import httpx
import psycopg
import pytest

from local.stack import DATABASE, Stack
from tests.functions.callers import Shop, cake, digest, fire, order, rows, until
from tests.functions.webhook.topic_bodies import edit, refund

WHOLE = ("create", "updated", "cancelled", "paid", "fulfilled", "partially_fulfilled")


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Shop:
    return Shop(stack.env)


def at(minute: int) -> str:
    return f"2026-11-20T10:{minute:02d}:00+11:00"


def brownies(quantity: int = 1, **fields: Any) -> dict[str, Any]:
    """An order of so many boxes, each a ticket, last changed a while ago."""
    return order(cake("BRW-12-SC", quantity), **{"created_at": at(0), "updated_at": at(0), **fields})


def later(sold: dict[str, Any], minute: int, quantity: int | None = None, **fields: Any) -> dict[str, Any]:
    """The same order as it was some minutes later."""
    lines = [line if quantity is None else line | {"current_quantity": quantity} for line in sold["line_items"]]
    return sold | {"updated_at": at(minute), "line_items": lines} | fields


def send(shop: Shop, what: str, body: dict[str, Any], minute: int | None = None) -> httpx.Response:
    """Deliver a topic, triggered at that minute."""
    return shop.deliver(body, x_shopify_topic=what, x_shopify_triggered_at=None if minute is None else at(minute))


def done(answer: httpx.Response) -> bool:
    """Whether a delivery changed something; it is good in any case."""
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert not {"ignored", "quarantined"} & set(answer.json())
    return not answer.json()["already_done"]


def held(stack: Stack, sold: dict[str, Any]) -> float:
    """How many boxes an order holds."""
    query = (
        "select coalesce(sum(-qty), 0)::float from core.inventory_txn where ref_id = %s and kind in ('hold', 'release')"
    )
    return float(rows(stack, query, sold["admin_graphql_api_id"])[0][0])


def open_tickets(stack: Stack, sold: dict[str, Any]) -> int:
    query = "select count(*) from core.orders where order_gid = %s and cancelled_at is null"
    return int(rows(stack, query, sold["admin_graphql_api_id"])[0][0])


def refreshes(stack: Stack, sold: dict[str, Any]) -> list[str]:
    query = "select status::text from core.work_queue where topic = 'order_refresh' and dedupe_key = %s"
    return [status for (status,) in rows(stack, query, f"bannos:{sold['admin_graphql_api_id']}")]


@pytest.mark.parametrize("what", WHOLE)
def test_whole_order_of_any_topic_makes_the_sale_once(stack: Stack, shop: Shop, what: str) -> None:
    sold = brownies()
    assert done(send(shop, f"orders/{what}", sold))
    before = digest(stack)
    assert not done(send(shop, f"orders/{what}", sold))
    assert not done(send(shop, "orders/create", sold))
    assert digest(stack) == before
    assert (open_tickets(stack, sold), held(stack, sold)) == (1, 1)


@pytest.mark.parametrize("arrival", list(itertools.permutations(range(3))), ids=str)
def test_newest_word_on_an_order_counts_whatever_the_order_of_arrival(
    stack: Stack, shop: Shop, arrival: tuple[int, ...]
) -> None:
    sold = brownies(3)
    versions = [(sold, "orders/create"), (later(sold, 5, 1), "orders/updated"), (later(sold, 9, 2), "orders/updated")]
    for number in arrival:
        body, what = versions[number]
        send(shop, what, body, minute=number * 4).raise_for_status()
    assert (open_tickets(stack, sold), held(stack, sold)) == (2, 2)


def test_within_one_second_the_later_delivery_counts(stack: Stack, shop: Shop) -> None:
    sold = brownies(2)
    assert done(send(shop, "orders/create", sold, minute=0))
    assert done(send(shop, "orders/updated", later(sold, 0, 1), minute=1))
    assert not done(send(shop, "orders/paid", sold, minute=0))
    assert open_tickets(stack, sold) == 1


def test_cancel_frees_the_stock_and_no_late_word_revives_it(stack: Stack, shop: Shop) -> None:
    sold = brownies(2)
    assert done(send(shop, "orders/create", sold))
    assert held(stack, sold) == 2
    assert done(send(shop, "orders/cancelled", later(sold, 5, cancelled_at=at(5), cancel_reason="customer")))
    assert (open_tickets(stack, sold), held(stack, sold)) == (0, 0)
    assert not done(send(shop, "orders/updated", later(sold, 3)))
    assert (open_tickets(stack, sold), held(stack, sold)) == (0, 0)


def test_fulfilled_order_is_over(stack: Stack, shop: Shop) -> None:
    sold = order(cake("CANDLE-10", 2, title="Candle pack", variant_title=None), updated_at=at(0), created_at=at(0))
    assert done(send(shop, "orders/create", sold))
    assert done(send(shop, "orders/partially_fulfilled", later(sold, 3, fulfillment_status="partial")))
    over = "select fulfilled_at is not null from core.sales where order_gid = %s"
    assert rows(stack, over, sold["admin_graphql_api_id"]) == [(False,)]
    assert done(send(shop, "orders/fulfilled", later(sold, 5, fulfillment_status="fulfilled")))
    assert rows(stack, over, sold["admin_graphql_api_id"]) == [(True,)]
    used = "select kind::text, sum(qty)::float from core.inventory_txn where ref_id = %s group by 1 order by 1"
    assert ("consume", -2.0) in rows(stack, used, sold["admin_graphql_api_id"])


def test_edit_is_followed_once_and_the_whole_order_is_asked_for(stack: Stack, shop: Shop) -> None:
    sold = brownies(2)
    line = sold["line_items"][0]["id"]
    assert done(send(shop, "orders/create", sold, minute=0))
    assert refreshes(stack, sold) == []
    # Removals are told as how many went.
    less = edit(sold, removed={line: 1}, committed_at=at(3))
    assert done(send(shop, "orders/edited", less, minute=3))
    assert not done(send(shop, "orders/edited", less, minute=3))
    assert (open_tickets(stack, sold), held(stack, sold)) == (1, 1)
    assert refreshes(stack, sold) == ["pending"]
    assert done(send(shop, "orders/edited", edit(sold, added={line: 2}, committed_at=at(4)), minute=4))
    assert (open_tickets(stack, sold), held(stack, sold)) == (3, 3)


@pytest.mark.parametrize("delta", [1, -1])
def test_removal_takes_away_whatever_its_sign(stack: Stack, shop: Shop, delta: int) -> None:
    sold = brownies(2)
    send(shop, "orders/create", sold)
    assert done(send(shop, "orders/edited", edit(sold, removed={sold["line_items"][0]["id"]: delta})))
    assert open_tickets(stack, sold) == 1


def test_partial_refund_gives_back_what_it_names_once(stack: Stack, shop: Shop) -> None:
    sold = order(cake("BRW-12-SC", 3), cake("CANDLE-10", 2, title="Candle pack"), updated_at=at(0), created_at=at(0))
    send(shop, "orders/create", sold)
    boxes, candles = (line["id"] for line in sold["line_items"])
    given_back = refund(sold, {boxes: 1, candles: 1}, created_at=at(5))
    assert [done(send(shop, "refunds/create", given_back, minute=5)) for _ in range(2)] == [True, False]
    query = "select sku, sum(-qty)::float from core.inventory_txn where ref_id = %s group by 1 order by 1"
    assert rows(stack, query, sold["admin_graphql_api_id"]) == [("BRW-12-SC", 2.0), ("CANDLE-10", 1.0)]
    assert refreshes(stack, sold) == ["pending"]


def test_refund_that_the_order_has_in_it_already_is_not_taken_off_twice(stack: Stack, shop: Shop) -> None:
    """One action, two deliveries: the refund's was triggered a little later than the order's that came first."""
    sold = brownies(3)
    send(shop, "orders/create", sold, minute=0)
    given_back = refund(sold, {sold["line_items"][0]["id"]: 1}, created_at=at(5))
    assert done(send(shop, "orders/updated", later(sold, 5, 2), minute=5))
    assert not done(send(shop, "refunds/create", given_back, minute=6))
    assert (open_tickets(stack, sold), held(stack, sold)) == (2, 2)
    assert refreshes(stack, sold) == ["pending"]


def test_refund_before_its_order_changes_nothing_and_has_the_order_fetched(stack: Stack, shop: Shop) -> None:
    sold = brownies(2)
    before = digest(stack)
    answer = send(shop, "refunds/create", refund(sold, {sold["line_items"][0]["id"]: 1}, created_at=at(5)))
    assert done(answer)
    assert answer.json()["tickets"] == []
    assert digest(stack) == before
    assert refreshes(stack, sold) == ["pending"]


def test_edit_beyond_any_sense_is_left_to_the_whole_order(stack: Stack, shop: Shop) -> None:
    sold = brownies()
    send(shop, "orders/create", sold)
    assert done(send(shop, "orders/edited", edit(sold, added={sold["line_items"][0]["id"]: 1001})))
    assert (open_tickets(stack, sold), refreshes(stack, sold)) == (1, ["pending"])


def test_line_that_is_not_known_here_is_left_to_the_whole_order(stack: Stack, shop: Shop) -> None:
    sold = brownies()
    send(shop, "orders/create", sold)
    assert done(send(shop, "orders/edited", edit(sold, added={77: 1})))
    assert (open_tickets(stack, sold), refreshes(stack, sold)) == (1, ["pending"])


def test_refund_that_came_while_postgres_was_away_is_followed_once(stack: Stack, shop: Shop) -> None:
    sold = brownies(3)
    send(shop, "orders/create", sold)
    given_back = refund(sold, {sold["line_items"][0]["id"]: 1}, created_at=at(5))
    stack.postgres.stop("immediate")
    try:
        answers = [send(shop, "refunds/create", given_back) for _ in range(2)]
        assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "SYS002")] * 2
    finally:
        stack.postgres.start()
    until(lambda: held(stack, sold) == 2, "the queue was read")
    assert not done(send(shop, "refunds/create", given_back))
    assert (open_tickets(stack, sold), held(stack, sold)) == (2, 2)


@pytest.mark.parametrize("what", ["orders/cancelled", "orders/edited", "refunds/create"])
def test_what_the_database_would_not_take_waits_in_the_line_of_its_order(stack: Stack, shop: Shop, what: str) -> None:
    sold = brownies(2)
    send(shop, "orders/create", sold)
    line = sold["line_items"][0]["id"]
    body, function, left = {
        "orders/cancelled": (later(sold, 5, cancelled_at=at(5)), "ingest_order", 0),
        "orders/edited": (edit(sold, removed={line: 1}, committed_at=at(5)), "change_quantities", 1),
        "refunds/create": (refund(sold, {line: 1}, created_at=at(5)), "change_quantities", 1),
    }[what]
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(f"revoke execute on function api.{function} from ordak_webhook".encode())
        try:
            answers = [send(shop, what, body) for _ in range(2)]
        finally:
            owner.execute(f"grant execute on function api.{function} to ordak_webhook".encode())
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(500, "SYS001")] * 2
    waiting = "select status::text from core.work_queue where topic = 'order_ingest_retry' and dedupe_key = %s"
    key = f"bannos:{sold['admin_graphql_api_id']}"
    assert rows(stack, waiting, key) == [("pending",)]
    fire(stack)
    assert rows(stack, waiting, key) == [("done",)]
    assert (open_tickets(stack, sold), held(stack, sold)) == (left, left)
    kept = "select topic, resolved_at is not null, body from core.held_deliveries where order_gid = %s"
    assert rows(stack, kept, sold["admin_graphql_api_id"]) == [(what, True, b"")]


def test_deleted_order_is_left_to_the_look_for_gaps(stack: Stack, shop: Shop) -> None:
    sold = brownies()
    send(shop, "orders/create", sold)
    before = digest(stack)
    answer = send(shop, "orders/delete", {"id": sold["id"]})
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "already_done": False, "ignored": True})
    assert digest(stack) == before
