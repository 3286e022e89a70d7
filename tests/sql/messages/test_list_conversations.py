"""api.list_conversations: who waits for an answer, most urgent first."""

from datetime import datetime

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE
from tests.sql.messages.threads import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    about_order,
    asked,
    claim,
    close,
    ingest,
    later,
    opened,
    reply_by,
    thread,
    wrote,
)


@pytest.fixture(autouse=True)
def empty(market: Floor) -> None:
    """Begin each test with no conversation."""
    market.rows("delete from core.messages")
    market.rows("delete from core.conversations")


def listed(floor: Floor, **more: object) -> list[Json]:
    """Return the conversations that an agent sees."""
    found: list[Json] = floor.rpc("list_conversations", "agent", store=STORE, **more)["conversations"]
    return found


def ids(found: list[Json]) -> list[str]:
    """Return their ids."""
    return [each["thread_id"] for each in found]


def test_open_ones_are_listed_by_when_they_are_to_be_answered(market: Floor) -> None:
    late = asked(market, at=NOON - HOUR)
    early = asked(market, at=NOON - 2 * HOUR)
    ingest(market, thread(wrote("Hello?"), wrote("Yes", "SHOP_USER", NOON + MINUTE)))
    found = listed(market)
    assert ids(found) == [early["id"], late["id"]]
    assert [datetime.fromisoformat(each["answer_by"]) for each in found] == [NOON + 22 * HOUR, NOON + 23 * HOUR]
    assert len(listed(market, which="all")) == 3
    assert ids(listed(market, limit=1, offset=1)) == [late["id"]]


def test_the_order_and_its_customer_stand_beside_it(market: Floor) -> None:
    values = about_order(market, "fr_CA")
    (found,) = listed(market)
    assert (found["order_id"], found["order_status"], found["customer_name"], found["language"]) == (
        values["order_ids"][0],
        *("pending_acceptance", "Ann Canary", "fr"),
    )


def test_one_that_only_had_an_automatic_reply_still_waits_since_the_question(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    claim(market)
    message = opened(market)
    assert message is not None
    close(market, message, "sent", message_id="A1")
    (found,) = listed(market)
    assert (found["thread_id"], found["last_kind"], found["needs_answer"]) == (values["id"], "automatic", True)
    assert datetime.fromisoformat(found["answer_by"]) == NOON + DAY
    later(market, MINUTE)
    values["messages"] += [
        wrote("We have your message.", "SHOP_USER", NOON, id="A1"),
        wrote("Here", "SHOP_USER", NOON + HOUR),
    ]
    ingest(market, {**values, "updated_at": (NOON + HOUR).isoformat(), "reply_needed_since": None})
    assert listed(market) == []


def test_without_a_store_all_of_the_persons_are_listed(market: Floor) -> None:
    values = asked(market)
    theirs = "insert into core.conversations (store, thread_id, updated_at, reply_needed_since) values (%s, 'x', core.now(), core.now())"
    for store in ("bannos", "flourlane"):
        market.rows(theirs, store)
    found = market.rpc("list_conversations", "tom")["conversations"]
    assert {(each["store"], each["thread_id"]) for each in found} == {(STORE, values["id"]), ("bannos", "x")}


def test_another_word_is_refused(market: Floor) -> None:
    assert market.rpc("list_conversations", "agent", store=STORE, which="mine")["code"] == "REQ001"
