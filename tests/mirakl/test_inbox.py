"""Conversations as M10, M11 and M12 have them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local.doubles.mirakl import Mirakl
from local.doubles.mirakl.inbox import LAST
from tests.mirakl.conftest import Seller

TO_CUSTOMER = [{"type": "CUSTOMER", "id": "customer-1"}]


@pytest.fixture
def thread_id(market: Mirakl) -> str:
    return market.customer_writes(market.order(("LAMP", 1)), "Où est-il? 🎂")


def form(written: Any, kind: str = "application/json") -> dict[str, Any]:
    content = written if isinstance(written, str) else json.dumps(written)
    return {"files": {"message_input": (None, content, kind)}}


def shown(seller: Seller, **query: Any) -> list[dict[str, Any]]:
    answer = seller.ask("GET", "/inbox/threads", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_a_customer_writes_and_an_answer_is_needed(market: Mirakl, seller: Seller, thread_id: str) -> None:
    (thread,) = shown(seller, with_messages="true")
    assert thread == seller.ask("GET", f"/inbox/threads/{thread_id}").json()
    assert thread["entities"] == [{"type": "MMP_ORDER", "id": market.order_ids[0], "label": market.order_ids[0]}]
    assert thread["metadata"]["shop_reply_needed_since"] == thread["messages"][0]["date_created"]
    assert (thread["messages"][0]["from"]["type"], thread["messages"][0]["body"]) == ("CUSTOMER_USER", "Où est-il? 🎂")
    assert market.body(market.order_ids[0])["has_customer_message"] is True
    assert "messages" not in shown(seller)[0]


def test_one_order_has_one_conversation_and_the_first_unanswered_message_counts(
    market: Mirakl, seller: Seller, thread_id: str
) -> None:
    market.clock.advance(hours=1)
    assert market.customer_writes(market.order_ids[0], "Hello?") == thread_id
    (thread,) = shown(seller, with_messages="true")
    assert len(thread["messages"]) == thread["metadata"]["total_count"] == 2
    assert thread["metadata"]["shop_reply_needed_since"] == thread["messages"][0]["date_created"]
    assert thread["date_updated"] == thread["messages"][1]["date_created"] > thread["date_created"]


def test_a_reply_answers(market: Mirakl, seller: Seller, thread_id: str) -> None:
    answer = seller.ask("POST", f"/inbox/threads/{thread_id}/message", **form({"body": "Voilà", "to": TO_CUSTOMER}))
    assert (answer.status_code, answer.json()["thread_id"]) == (201, thread_id)
    last = market.messages(thread_id)[-1]
    assert (last["id"], last["body"], last["from"]["type"]) == (answer.json()["message_id"], "Voilà", "SHOP_USER")
    assert shown(seller)[0]["metadata"]["shop_reply_needed_since"] is None
    market.operator_writes(thread_id, "Please be kind")
    assert shown(seller)[0]["metadata"]["last_sender"]["type"] == "OPERATOR_USER"


@pytest.mark.parametrize(
    ("how", "status"),
    [
        (form({"body": "", "to": TO_CUSTOMER}), 400),
        (form({"body": "x" * 50_001, "to": TO_CUSTOMER}), 400),
        (form({"body": "x"}), 400),
        (form({"body": "x", "to": []}), 400),
        (form({"body": "x", "to": [{"type": "CUSTOMER", "id": "customer-2"}]}), 400),
        (form({"body": "x", "to": [{"type": "NEIGHBOUR"}]}), 400),
        (form({"body": "x", "to": TO_CUSTOMER, "from": "me"}), 400),
        (form([]), 400),
        (form("{"), 400),
        (form({"body": "x", "to": TO_CUSTOMER}, "text/plain"), 415),
        ({"json": {"body": "x", "to": TO_CUSTOMER}}, 415),
        ({"files": {"other": (None, "x")}}, 400),
        ({"content": b"--b\r\n", "headers": {"content-type": "multipart/form-data; boundary=b"}}, 400),
    ],
)
def test_what_is_no_message_is_refused(seller: Seller, thread_id: str, how: dict[str, Any], status: int) -> None:
    assert seller.refused("POST", f"/inbox/threads/{thread_id}/message", **how)[0] == status
    assert seller.ask("GET", f"/inbox/threads/{thread_id}").json()["metadata"]["total_count"] == 1


def test_files_may_be_sent_along(market: Mirakl, seller: Seller, thread_id: str) -> None:
    files = [
        ("message_input", (None, json.dumps({"body": "x", "to": TO_CUSTOMER}), "application/json")),
        ("files", ("a.txt", b"\x00\xff", "text/plain")),
    ]
    assert seller.ask("POST", f"/inbox/threads/{thread_id}/message", files=files).status_code == 201
    assert len(market.messages(thread_id)) == 2


def test_conversations_are_listed_by_token_the_last_changed_first(market: Mirakl, seller: Seller) -> None:
    ids = []
    for _ in range(3):
        market.clock.advance(minutes=1)
        ids.append(market.customer_writes(market.order(("LAMP", 1)), "Hello"))
    first = seller.ask("GET", "/inbox/threads", params={"limit": 2}).json()
    second = seller.ask("GET", "/inbox/threads", params={"limit": 2, "page_token": first["next_page_token"]}).json()
    assert [one["id"] for one in first["data"] + second["data"]] == ids[::-1]
    assert "next_page_token" not in second


def test_conversations_are_found_by_order_and_time(market: Mirakl, seller: Seller, thread_id: str) -> None:
    later = (market.clock.now() + timedelta(hours=1)).isoformat()
    earlier = datetime(2020, 1, 1, tzinfo=UTC).isoformat()
    order_id = market.order_ids[0]
    assert [one["id"] for one in shown(seller, updated_since=earlier)] == [thread_id]
    assert shown(seller, updated_since=later) == []
    assert len(shown(seller, entity_type="MMP_ORDER", entity_id=f"none,{order_id}")) == 1
    assert shown(seller, entity_type="MMP_OFFER") == shown(seller, entity_type="MMP_ORDER", entity_id="none") == []


@pytest.mark.parametrize(
    "query",
    [
        {"entity_id": "1"},
        {"limit": "0"},
        {"limit": "many"},
        {"with_messages": "yes"},
        {"page_token": "7"},
        {"updated_since": "2026-11-30T09:00:00"},
        {"updated_since": "soon"},
        {"since": "x"},
    ],
)
def test_a_query_that_mirakl_does_not_know_is_refused(seller: Seller, thread_id: str, query: dict[str, str]) -> None:
    assert thread_id
    assert seller.refused("GET", "/inbox/threads", params=query)[0] == 400


def test_a_list_shows_the_last_hundred_messages_and_a_thread_all(
    market: Mirakl, seller: Seller, thread_id: str
) -> None:
    for _ in range(LAST):
        market.customer_writes(market.order_ids[0], "again")
    assert len(shown(seller, with_messages="true")[0]["messages"]) == LAST
    assert len(seller.ask("GET", f"/inbox/threads/{thread_id}").json()["messages"]) == LAST + 1
    assert seller.refused("GET", "/inbox/threads/none") == (404, None)
