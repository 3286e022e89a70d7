"""api.ingest_thread: a conversation with a customer, once, however often and in whatever order its pages arrive."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, ask, order, piece, take
from tests.sql.messages.threads import (
    HOUR,
    MINUTE,
    NOON,
    about_order,
    answer,
    asked,
    close,
    ingest,
    kept,
    messages,
    opened,
    thread,
    wrote,
)


def test_a_conversation_its_customer_and_its_messages_are_kept(market: Floor) -> None:
    values = thread(wrote("Hello?"), wrote("Anyone?", at=NOON + MINUTE, attachments=[{"id": "a"}]), order_id="7-A")
    with market.noted() as events:
        assert ingest(market, values)["whole"]
    row = kept(market, values)
    assert (row["mirakl_id"], row["order_gid"], row["last_kind"]) == ("7-A", "gid://mirakl/Order/7-A", "customer")
    assert row["reply_needed_since"] == "2026-11-20T17:01:00+00:00"
    assert [(m["kind"], m["body"], m["attachments"], m["state"]) for m in messages(market, values)] == [
        ("customer", "Hello?", 0, None),
        ("customer", "Anyone?", 1, None),
    ]
    name = "select name from core.customers where store = %s and customer_id = %s"
    assert market.one(name, STORE, values["participants"][0]["id"]) == "Ann Canary"
    (event,) = events
    assert (event["kind"], event["ticket_id"], event["order_gid"]) == (
        *("message_received", values["id"]),
        "gid://mirakl/Order/7-A",
    )


def test_the_same_page_again_changes_nothing(market: Floor) -> None:
    values = asked(market)
    before = footprint(market)
    with market.noted() as events:
        assert ingest(market, values)["already_done"]
    assert (events, footprint(market)) == ([], before)


def test_an_older_page_adds_its_messages_and_takes_nothing_back(market: Floor) -> None:
    first = wrote("Hello?")
    values = thread(first, wrote("Yes?", "SHOP_USER", NOON + HOUR))
    ingest(market, values)
    late = wrote("One more thing", at=NOON + MINUTE)
    old = {**values, "updated_at": (NOON + MINUTE).isoformat(), "reply_needed_since": NOON.isoformat()}
    ingest(market, {**old, "messages": [first, late]})
    row = kept(market, values)
    assert (row["reply_needed_since"], row["last_kind"], row["updated_at"]) == (
        *(None, "shop"),
        "2026-11-20T18:00:00+00:00",
    )
    assert [m["body"] for m in messages(market, values)] == ["Hello?", "Yes?", "One more thing"]


def test_a_listing_that_lacks_messages_is_not_whole_until_all_are_here(market: Floor) -> None:
    texts = [wrote(str(n)) for n in range(3)]
    values = thread(*texts)
    assert not ingest(market, {**values, "messages": texts[1:]})["whole"]
    assert ingest(market, values)["whole"]
    assert len(messages(market, values)) == 3


def test_who_wrote_is_known_by_kind_and_a_new_kind_is_no_customer(market: Floor) -> None:
    senders = ("CUSTOMER_USER", "SHOP_USER", "OPERATOR_USER", "ROBOT_USER", None)
    values = thread(*(wrote("x", sender) for sender in senders))  # type: ignore[arg-type]
    ingest(market, values)
    assert [m["kind"] for m in messages(market, values)] == ["customer", "shop", "operator", "other", "other"]


def test_a_conversation_of_an_unknown_order_is_kept_and_finds_it_when_it_comes(market: Floor) -> None:
    later_order = order(piece(None))
    values = asked(market, order_id=later_order["mirakl_id"])
    (before,) = market.rows(
        "select count(*) as n from core.marketplace_orders where mirakl_id = %s", values["order_ids"][0]
    )
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])
    assert (before["n"], shown["order"], shown["conversation"]["order_id"]) == (0, None, later_order["mirakl_id"])
    take(market, later_order)
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])
    assert shown["order"]["status"] == "pending_acceptance"


@pytest.mark.parametrize(
    "wrong",
    [
        {"updated_at": "one day"},
        {"messages": {"id": "m"}},
        {"messages": [{"id": None, "body": "x"}, {"id": "y", "created_at": "never"}]},
        {"participants": "all"},
        {"id": None},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(market: Floor, wrong: dict[str, object]) -> None:
    before = footprint(market)
    assert ingest(market, {**thread(wrote("Hello?")), **wrong})["code"] == "ING001"
    assert footprint(market) == before


def test_a_store_that_is_no_marketplace_is_refused(market: Floor) -> None:
    assert ask(market, "ingest_thread", store="bannos", thread=thread(wrote("x")))["code"] == "REQ001"


def test_a_name_that_an_order_brought_stays(market: Floor) -> None:
    values = about_order(market)
    market.rows(
        "update core.customers set name = 'Ann of the order' where customer_id = %s", values["participants"][0]["id"]
    )
    ingest(market, values)
    name = "select name from core.customers where store = %s and customer_id = %s"
    assert market.one(name, STORE, values["participants"][0]["id"]) == "Ann of the order"


def test_a_message_of_ours_that_was_sent_is_found_by_its_words_and_kept_once(market: Floor) -> None:
    values = asked(market)
    answer(market, values, body="It is\non its way.")
    message = opened(market)
    assert message is not None
    close(market, message, "unknown", code="ANSWER_LOST")
    there = wrote(" It is on its way. ", "SHOP_USER", NOON + MINUTE)
    values["messages"].append(there)
    ingest(market, {**values, "updated_at": there["created_at"], "reply_needed_since": None})
    question, ours = messages(market, values)
    assert (question["kind"], ours["state"], ours["message_id"], ours["called_at"]) == (
        "customer",
        "sent",
        there["id"],
        None,
    )


def test_what_was_never_called_is_not_taken_for_what_the_shop_wrote_elsewhere(market: Floor) -> None:
    values = asked(market)
    answer(market, values, body="Hello")
    values["messages"].append(wrote("Hello", "SHOP_USER", NOON + MINUTE))
    ingest(market, values)
    assert [m["state"] for m in messages(market, values)] == [None, "claimed", None]
    assert opened(market) is not None
