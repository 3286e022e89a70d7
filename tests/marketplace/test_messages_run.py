"""Messages: every conversation is here with all its messages, whatever fails while they are read."""

from typing import Any

import pytest

from local.doubles.mirakl.inbox import LAST
from tests.marketplace.inbox_world import ask, kept
from tests.marketplace.market_world import MarketWorld
from tests.sql.imports.market import STORE

FAILURES: list[tuple[str, dict[str, Any]]] = [
    ("status", {"status": 500}),
    ("status", {"status": 503}),
    ("status", {"status": 429}),
    ("status", {"status": 429, "retry_after": "120"}),
    ("status", {"status": 401}),
    ("status", {"status": 200}),
    ("status", {"status": 200, "body": ""}),
    ("reset before", {}),
    ("garbage", {}),
]


def threads(world: MarketWorld) -> int:
    """Count the conversations that are here."""
    return int(world.floor.one("select count(*) from core.conversations where fault is null"))


def test_what_customers_write_is_here_once_however_often_it_is_read(world: MarketWorld) -> None:
    thread = ask(world)
    world.mirakl.operator_writes(thread, "We are watching")
    world.run_later("messages")
    world.run_later("messages")
    assert kept(world, thread) == [("customer", "Where is it?", None), ("operator", "We are watching", None)]


def test_an_idle_account_costs_one_call_a_run(world: MarketWorld) -> None:
    world.run("messages")
    world.run_later("messages")
    ask(world)
    before = world.calls("M11")
    for _ in range(3):
        world.run_later("messages", "auto_reply")
    assert (world.calls("M11") - before, world.calls("M10"), world.calls("M12")) == (3, 0, 0)


def test_conversations_of_many_pages_are_all_read(world: MarketWorld) -> None:
    for number in range(53):
        world.mirakl.customer_writes(world.mirakl.order(("MARKET-X", 1)), f"Question {number}")
    world.run("messages")
    assert (threads(world), world.calls("M11")) == (53, 2)


def test_a_run_whose_time_is_over_goes_on_where_it_was(world: MarketWorld) -> None:
    for number in range(53):
        world.mirakl.customer_writes(world.mirakl.order(("MARKET-X", 1)), f"Question {number}")
    world.seconds = 30.0
    world.run("messages")
    until = "select messages_until from core.marketplaces"
    # The watermark stays until every page is here.
    assert world.floor.one(until) is None
    for _ in range(3):
        world.run("messages")
    assert (threads(world), world.floor.one(until) is None) == (53, False)


def test_a_place_in_the_listing_that_is_gone_is_read_from_the_beginning(world: MarketWorld) -> None:
    for number in range(53):
        world.mirakl.customer_writes(world.mirakl.order(("MARKET-X", 1)), f"Question {number}")
    world.seconds = 30.0
    world.run("messages")
    world.run("messages")
    world.floor.rows('update core.sync_runs set checkpoint = checkpoint || \'{"token": "bm90aGluZw=="}\'')
    world.seconds = 900.0
    world.run("messages")
    assert world.failed("messages") == 1
    world.run_later("messages")
    assert threads(world) == 53


def test_a_conversation_longer_than_the_listing_shows_is_read_whole(world: MarketWorld) -> None:
    order = world.buy()
    texts = [f"Line {number}" for number in range(LAST + 5)]
    for text in texts:
        thread = world.mirakl.customer_writes(order, text)
    world.run("import", "messages")
    assert [body for _, body, _ in kept(world, thread)] == [*texts[5:], *texts[:5]]
    shown = world.floor.rpc("get_conversation", "agent", store=STORE, thread_id=thread, limit=500)["messages"]
    assert len(shown) == LAST + 5
    assert world.calls("M10") == 1
    # Nothing is missing: it is not read whole again.
    world.run_later("messages")
    assert world.calls("M10") == 1


def test_one_that_cannot_be_read_whole_stops_no_other_and_is_read_again(world: MarketWorld) -> None:
    order = world.buy()
    for number in range(LAST + 1):
        long = world.mirakl.customer_writes(order, str(number))
    other = world.mirakl.customer_writes(world.buy(), "Hello?")
    world.mirakl.fail("status", 1, "M10", status=500)
    world.run("messages")
    assert (kept(world, other), world.alerts()) == ([("customer", "Hello?", None)], ["thread_unread"])
    world.run_later("messages")
    assert len(kept(world, long)) == LAST + 1
    assert world.floor.rows("select 1 from core.conversations where fault is not null") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"messages": [{"id": "x", "body": "one"}, {"body": "no id"}]},
        {"messages": "none"},
        {"metadata": None},
        {"entities": [{"type": "MMP_ORDER", "id": 7}]},
        {"date_updated": "never", "topic": None, "current_participants": None},
    ],
)
def test_a_conversation_of_another_shape_is_read_as_far_as_it_goes(world: MarketWorld, wrong: dict[str, Any]) -> None:
    strange = world.mirakl.customer_writes(world.buy(), "Strange")
    other = world.mirakl.customer_writes(world.buy(), "Hello?")
    date = world.mirakl._books.threads[strange]["date_updated"]  # noqa: SLF001 - a marketplace that changed
    world.mirakl._books.threads[strange].update({**wrong, "date_updated": date})  # noqa: SLF001 - the same
    world.run("import", "messages")
    assert kept(world, other) == [("customer", "Hello?", None)]
    assert threads(world) == 2


@pytest.mark.parametrize(("kind", "how"), FAILURES)
def test_a_call_that_fails_leaves_the_run_to_be_tried_again(
    world: MarketWorld, kind: str, how: dict[str, object]
) -> None:
    thread = world.mirakl.customer_writes(world.buy(), "Where is it?")
    world.mirakl.fail(kind, 1, "M11", **how)
    world.run("messages")
    assert (kept(world, thread), world.failed("messages")) == ([], 1)
    world.run_later("messages")
    assert (kept(world, thread), world.failed("messages")) == ([("customer", "Where is it?", None)], 0)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_loses_nothing(world: MarketWorld, *, after: bool) -> None:
    for call in range(1, 30):
        world.forget()
        thread = world.mirakl.customer_writes(world.buy(), "Where is it?")
        with world.killed_at(call, after=after):
            world.run("messages")
            break
        world.run_later("messages")
        assert kept(world, thread) == [("customer", "Where is it?", None)], call
    else:
        pytest.fail("a run makes more calls than this")
