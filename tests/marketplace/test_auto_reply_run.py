"""Answers: each message leaves once, by count at the double, whatever fails in between; or a person sees that it did not."""

from typing import Any

import pytest

from tests.marketplace.inbox_world import ANSWER, TEXTS, answer, ask, kept, ours, set_replies, written
from tests.marketplace.market_world import MarketWorld
from tests.sql.imports.market import STORE

# How M12 may fail so that it is not known: kind and how, and whether it was done there.
LOST: list[tuple[str, dict[str, Any], bool]] = [
    ("status", {"status": 500}, False),
    ("status", {"status": 503}, False),
    ("status", {"status": 408}, False),
    ("status", {"status": 200}, False),
    ("status", {"status": 200, "body": ""}, False),
    ("reset before", {}, False),
    ("status after", {"status": 500}, True),
    ("status after", {"status": 200, "body": ""}, True),
    ("status after", {"status": 200}, True),
    ("reset after", {}, True),
    ("garbage", {}, True),
]
WAYS = ["automatic", "by a person"]


def begin(world: MarketWorld, way: str) -> tuple[str, str]:
    """Let a customer be answered in one of two ways; return the conversation and the text."""
    if way == "automatic":
        set_replies(world)
        return ask(world), TEXTS["en"]
    thread = ask(world)
    assert answer(world, thread)["ok"]
    return thread, ANSWER


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_leaves_once_and_is_kept_once(world: MarketWorld, way: str) -> None:
    thread, text = begin(world, way)
    world.run("auto_reply")
    for _ in range(3):
        world.run_later("messages", "auto_reply")
    assert (written(world, thread), world.calls("M12")) == ([text], 1)
    assert kept(world, thread) == [("customer", "Where is it?", None), ("shop", text, "sent")]
    assert world.alerts() == []


@pytest.mark.parametrize(("kind", "how", "done"), LOST)
@pytest.mark.parametrize("way", WAYS)
def test_an_answer_whose_call_is_lost_is_looked_up_before_it_is_sent_again(
    world: MarketWorld, way: str, kind: str, how: dict[str, object], *, done: bool
) -> None:
    thread, text = begin(world, way)
    world.mirakl.fail(kind, 1, "M12", **how)
    world.run("auto_reply")
    assert ours(world, thread) == ["unknown"]
    assert written(world, thread) == [text] * done
    world.run_later("auto_reply", minutes=0.5)
    assert (world.calls("M10"), world.calls("M12")) == (1, 1)
    world.run_later("auto_reply")
    assert (world.calls("M10"), world.calls("M12")) == (2, 1 if done else 2)
    assert (written(world, thread), ours(world, thread)) == ([text], ["sent"])
    world.run_later("messages", "auto_reply")
    assert (written(world, thread), ours(world, thread)) == ([text], ["sent"])


@pytest.mark.parametrize("way", WAYS)
def test_a_lost_call_is_found_by_the_reading_of_messages_too(world: MarketWorld, way: str) -> None:
    thread, text = begin(world, way)
    world.mirakl.fail("reset after", 1, "M12")
    world.run("auto_reply")
    world.run_later("messages", "auto_reply")
    assert (written(world, thread), ours(world, thread)) == ([text], ["sent"])
    assert (world.calls("M10"), world.calls("M12")) == (1, 1)


@pytest.mark.parametrize(
    "how", [{"status": 429}, {"status": 429, "retry_after": "600"}, {"status": 401}, {"status": 403}]
)
def test_an_answer_that_was_certainly_not_sent_is_sent_later(world: MarketWorld, how: dict[str, Any]) -> None:
    threads = [ask(world), ask(world)]
    for thread in threads:
        answer(world, thread)
    world.mirakl.fail("status", 1, "M12", **how)
    world.run("auto_reply")
    # What would fail for the next one too stops the run.
    assert (world.calls("M12"), world.failed("auto_reply")) == (1, 1)
    world.run_later("auto_reply", minutes=11)
    assert [written(world, thread) for thread in threads] == [[ANSWER], [ANSWER]]
    assert world.calls("M12") == 3


@pytest.mark.parametrize("way", WAYS)
def test_what_the_marketplace_refuses_is_visible_and_stops_no_other(world: MarketWorld, way: str) -> None:
    bad, text = begin(world, way)
    world.mirakl.fail("status", 1, "M12", status=400, body='{"message": "no"}', content_type="application/json")
    world.run("auto_reply")
    good = ask(world)
    answer(world, good)
    world.run("auto_reply")
    assert (ours(world, bad), ours(world, good), world.alerts()) == (["failed"], ["sent"], ["message_failed"])
    shown = world.floor.rpc("list_conversations", "agent", store=STORE, which="failed")["conversations"]
    assert [(each["thread_id"], each["failed"]) for each in shown] == [(bad, 1)]
    read = world.floor.rpc("get_conversation", "agent", store=STORE, thread_id=bad)["messages"]
    [failed] = [each["message_no"] for each in read if each["state"] == "failed"]
    assert world.floor.rpc("retry_message", "agent", message_no=failed)["ok"]
    world.run("auto_reply")
    assert (written(world, bad), ours(world, bad)) == ([text], ["sent"])


def test_a_conversation_that_is_gone_is_visible(world: MarketWorld) -> None:
    thread = ask(world)
    answer(world, thread)
    world.mirakl.fail("reset before", 1, "M12")
    world.run("auto_reply")
    world.mirakl._books.threads.clear()  # noqa: SLF001 - what the operator has deleted
    world.run_later("auto_reply")
    assert (ours(world, thread), world.calls("M12")) == (["failed"], 1)


@pytest.mark.parametrize(
    ("kind", "how"), [("status", {"status": 500}), ("status", {"status": 200}), ("reset before", {}), ("garbage", {})]
)
def test_an_answer_that_cannot_be_looked_up_is_not_sent_again(
    world: MarketWorld, kind: str, how: dict[str, Any]
) -> None:
    thread = ask(world)
    answer(world, thread)
    world.mirakl.fail("reset after", 1, "M12")
    world.mirakl.fail(kind, 3, "M10", **how)
    world.run("auto_reply")
    for _ in range(5):
        world.run_later("auto_reply")
    assert (written(world, thread), world.calls("M12"), ours(world, thread)) == ([ANSWER], 1, ["sent"])


@pytest.mark.parametrize("way", WAYS)
def test_a_restored_database_sends_nothing_again(world: MarketWorld, way: str) -> None:
    thread, text = begin(world, way)
    world.run("auto_reply")
    world.floor.rows("update core.messages set state = 'claimed', message_id = null, tries = 0 where state = 'sent'")
    world.floor.rows("update core.conversations set reply_needed_since = core.now(), last_kind = 'customer'")
    for _ in range(2):
        world.run_later("auto_reply")
    assert (written(world, thread), ours(world, thread), world.calls("M12")) == ([text], ["sent"], 1)


def test_what_a_person_wrote_while_the_shop_answered_elsewhere_is_for_a_person(world: MarketWorld) -> None:
    thread = ask(world)
    answer(world, thread)
    inbox = world.mirakl._inbox  # noqa: SLF001 - what somebody writes in the marketplace's own pages
    inbox._write(inbox._thread(thread), "Tomorrow.", {"type": "SHOP_USER"}, [])  # noqa: SLF001 - as above
    world.run("auto_reply")
    assert (ours(world, thread), world.calls("M12"), world.alerts()) == (["failed", None], 0, ["message_failed"])
    [failed] = world.floor.rows("select message_no from core.messages where state = 'failed'")
    assert world.floor.rpc("retry_message", "agent", **failed)["ok"]
    world.run("auto_reply")
    assert (written(world, thread), world.calls("M12")) == (["Tomorrow.", ANSWER], 1)


def test_what_the_marketplace_has_put_in_other_words_is_for_a_person(world: MarketWorld) -> None:
    thread = ask(world)
    answer(world, thread)
    world.mirakl.fail("reset after", 1, "M12")
    world.run("auto_reply")
    world.mirakl._books.threads[thread]["messages"][-1]["body"] = f"<p>{ANSWER}</p>"  # noqa: SLF001 - a marketplace that tidies
    world.run_later("auto_reply")
    assert (world.calls("M12"), ours(world, thread), world.alerts()) == (1, ["failed", None], ["message_failed"])


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("way", WAYS)
def test_a_kill_at_any_call_sends_each_answer_once(world: MarketWorld, way: str, *, after: bool) -> None:
    """Each of its calls in turn: the run goes on in another process."""
    for call in range(1, 30):
        world.forget()
        thread, text = begin(world, way)
        with world.killed_at(call, after=after):
            world.run("auto_reply")
            break
        for _ in range(3):
            world.run_later("auto_reply")
        assert (written(world, thread), ours(world, thread)) == ([text], ["sent"]), call
        world.run_later("messages")
        assert len(kept(world, thread)) == 2
    else:
        pytest.fail("a run makes more calls than this")


def test_two_agents_and_an_automatic_reply_make_one_answer(world: MarketWorld) -> None:
    thread = ask(world)
    set_replies(world)
    read = {who: world.floor.rpc("get_conversation", who, store=STORE, thread_id=thread) for who in ("agent", "staff")}
    world.floor.rpc("hold_conversation", "agent", store=STORE, thread_id=thread)
    world.run("auto_reply")
    assert world.calls("M12") == 0
    codes = []
    for who in ("staff", "agent"):
        named = {"store": STORE, "thread_id": thread, "body": who, "last_message_no": read[who]["last_message_no"]}
        codes.append(world.floor.rpc("answer_conversation", who, **named).get("code"))
    world.run("auto_reply")
    codes.append(answer_as_read(world, thread, read["staff"]["last_message_no"]))
    world.run_later("messages", "auto_reply")
    assert (codes, written(world, thread)) == (["MSG002", None, "MSG003"], ["agent"])


def answer_as_read(world: MarketWorld, thread: str, last: int) -> str | None:
    """Let a person answer what they have read long ago; return why they may not."""
    named = {"store": STORE, "thread_id": thread, "body": "too late", "last_message_no": last}
    code: str | None = world.floor.rpc("answer_conversation", "staff", **named).get("code")
    return code


def test_drafts_stay_here_and_are_seen(world: MarketWorld) -> None:
    set_replies(world, "draft")
    thread = ask(world)
    for _ in range(2):
        world.run_later("auto_reply")
    assert (kept(world, thread)[1:], world.calls("M12")) == ([("shop", TEXTS["en"], "draft")], 0)


def test_nothing_is_answered_twice_within_a_day_nor_to_itself(world: MarketWorld) -> None:
    set_replies(world)
    thread = ask(world)
    world.run("auto_reply")
    order = world.mirakl._books.threads[thread]["entities"][0]["id"]  # noqa: SLF001 - which order it is about
    for _ in range(3):
        world.mirakl.customer_writes(order, "And?")
        world.run_later("messages", "auto_reply", minutes=60)
    assert written(world, thread) == [TEXTS["en"]]
    world.mirakl.customer_writes(order, "Still there?")
    world.run_later("messages", "auto_reply", minutes=22 * 60)
    assert written(world, thread) == [TEXTS["en"]] * 2


def test_the_customer_of_a_cancelled_order_is_not_answered_automatically(world: MarketWorld) -> None:
    set_replies(world)
    order = world.buy()
    thread = world.mirakl.customer_writes(order, "I have changed my mind")
    world.mirakl.cancel(order)
    world.run("import", "messages", "auto_reply")
    assert (written(world, thread), kept(world, thread)[1:]) == ([], [])


def test_nothing_that_a_customer_wrote_is_in_events_alerts_runs_or_logs(
    world: MarketWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    set_replies(world)
    thread = ask(world, "Canarybody 416-555-0199")
    answer(world, ask(world), "Canaryanswer")
    world.mirakl.fail("status", 2, "M12", status=400, body='{"message": "Canarybody"}', content_type="application/json")
    world.run("auto_reply")
    tables = ("order_events", "work_queue", "sync_runs", "scans", "remarks")
    found = [str(world.floor.rows(f"select t::text from core.{table} t")) for table in tables]
    captured = capsys.readouterr()
    assert thread in found[0]
    for text in (
        *found,
        captured.out,
        captured.err,
        *(f"{call.request.path} {call.request.query}" for call in world.mirakl.log.calls),
    ):
        assert not any(canary in text for canary in ("Canary", "555-0199", TEXTS["en"]))
