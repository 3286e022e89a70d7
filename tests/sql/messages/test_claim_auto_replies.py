"""api.claim_auto_replies: who wrote last and waits is answered once, in their language, where no person does."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import RPC, Floor, Json
from tests.sql.imports.market import MARKETPLACE, STORE
from tests.sql.messages.threads import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    TEXTS,
    about_order,
    answer,
    asked,
    claim,
    close,
    ingest,
    later,
    messages,
    opened,
    reply_by,
    thread,
    wrote,
)


def replies(floor: Floor, values: Json) -> list[tuple[str, str]]:
    """Return state and text of what was written automatically."""
    return [(m["state"], m["body"]) for m in messages(floor, values) if m["template"]]


def test_it_is_off_until_it_is_set(market: Floor) -> None:
    values = asked(market)
    assert (claim(market), replies(market, values)) == (0, [])
    reply_by(market, "off")
    assert (claim(market), replies(market, values)) == (0, [])


@pytest.mark.parametrize(("mode", "state"), [("draft", "draft"), ("on", "claimed")])
def test_it_is_a_draft_or_on_its_way_once(market: Floor, mode: str, state: str) -> None:
    reply_by(market, mode)
    values = about_order(market)
    with market.noted() as events:
        assert (claim(market), claim(market)) == (1, 0)
    assert replies(market, values) == [(state, TEXTS["en"])]
    assert [event["kind"] for event in events] == ["auto_reply_claimed"]
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])["messages"][-1]
    assert (shown["state"], shown["automatic"], shown["body"]) == (state, True, TEXTS["en"])
    assert (opened(market) is None) == (mode == "draft")


@pytest.mark.parametrize(("locale", "language"), [("fr_CA", "fr"), ("FR", "fr"), ("en_CA", "en"), ("de_DE", "en")])
def test_the_language_is_the_customers(market: Floor, locale: str, language: str) -> None:
    reply_by(market, "on")
    values = about_order(market, locale)
    claim(market)
    assert replies(market, values) == [("claimed", TEXTS[language])]


def _shop_wrote_last(floor: Floor) -> None:
    ingest(
        floor, thread(wrote("Hello?"), wrote("Yes", "SHOP_USER", NOON + MINUTE), reply_needed_since=NOON.isoformat())
    )


def _a_new_kind_wrote_last(floor: Floor) -> None:
    ingest(floor, thread(wrote("Hello?"), wrote("x", "ROBOT_USER", NOON + MINUTE), reply_needed_since=NOON.isoformat()))


def _no_reply_is_needed(floor: Floor) -> None:
    asked(floor, reply_needed_since=None)


def _a_person_has_it(floor: Floor) -> None:
    floor.rpc("hold_conversation", "agent", store=STORE, thread_id=asked(floor)["id"])


def _a_person_has_answered(floor: Floor) -> None:
    answer(floor, asked(floor))


def _its_order_is_not_here(floor: Floor) -> None:
    asked(floor, order_id="never-A")


def _its_order_is_cancelled(floor: Floor) -> None:
    about_order(floor, state="CANCELED")


def _it_waits_since_last_week(floor: Floor) -> None:
    asked(floor, at=NOON - 5 * DAY)


def _it_could_not_be_read(floor: Floor) -> None:
    floor.rows("update core.conversations set fault = 'BAD_ANSWER' where thread_id = %s", asked(floor)["id"])


NOT_ANSWERED: dict[str, Callable[[Floor], None]] = {
    name.lstrip("_"): function
    for name, function in list(globals().items())
    if name.startswith(("_shop", "_a_", "_no_", "_its", "_it_"))
}


@pytest.mark.parametrize("case", NOT_ANSWERED)
def test_none_is_written_where(market: Floor, case: str) -> None:
    reply_by(market, "on")
    NOT_ANSWERED[case](market)
    assert claim(market) == 0


def test_a_lease_that_is_over_keeps_nothing_back(market: Floor) -> None:
    reply_by(market, "on")
    _a_person_has_it(market)
    later(market, 3 * MINUTE)
    assert claim(market) == 1


def test_an_order_that_is_cancelled_meanwhile_is_not_answered(market: Floor) -> None:
    reply_by(market, "on")
    values = about_order(market)
    claim(market)
    gid = f"gid://mirakl/Order/{values['order_ids'][0]}"
    market.rows("update core.sales set cancelled_at = core.now() where order_gid = %s", gid)
    with market.noted() as events:
        assert opened(market) is None
    assert [event["kind"] for event in events] == ["auto_reply_dropped"]
    assert replies(market, values) == []


@pytest.mark.parametrize(
    ("at", "claimed"),
    [
        (datetime(2026, 11, 20, 13, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 20, 14, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 22, 30, tzinfo=UTC), 0),
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), 0),  # a Saturday
    ],
)
def test_it_is_written_while_the_store_is_open(market: Floor, at: datetime, claimed: int) -> None:
    reply_by(market, "on")
    asked(market, at=at - MINUTE)
    market.set_clock(at)
    assert claim(market) == claimed


def test_there_is_one_in_a_conversation_within_a_day(market: Floor) -> None:
    reply_by(market, "on")
    market.rpc(
        "set_setting",
        "admin",
        store=STORE,
        key="business_hours",
        value={d: [["0:00", "24:00"]] for d in ("fri", "sat", "sun")},
    )
    values = asked(market)
    claim(market)
    message = opened(market)
    assert message is not None
    close(market, message, "sent", message_id="a1")
    again = wrote("And?", at=NOON + HOUR)
    values["messages"] += [wrote(TEXTS["en"], "SHOP_USER", NOON + MINUTE, id="a1"), again]
    ingest(market, {**values, "updated_at": again["created_at"], "reply_needed_since": again["created_at"]})
    later(market, DAY - MINUTE)
    assert claim(market) == 0
    later(market, DAY + MINUTE)
    assert claim(market) == 1


def test_two_at_once_write_one(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    with sessions(market, MARKETPLACE) as (one, other):
        assert one.run("claim_auto_replies", store=STORE)["claimed"] == 1
        # The other one does not wait for the conversation, and finds no more to do.
        assert other.run("claim_auto_replies", store=STORE)["claimed"] == 0
        other.commit()
        one.commit()
    assert replies(market, values) == [("claimed", TEXTS["en"])]


def test_a_person_who_answers_at_the_same_moment_is_the_only_one(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    last = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])["last_message_no"]
    named = {"store": STORE, "thread_id": values["id"], "body": "Yes", "last_message_no": last}
    with sessions(market, MARKETPLACE, 1) as (run,), sessions(market, RPC, 1) as (person,):
        assert run.run("claim_auto_replies", store=STORE)["claimed"] == 1
        answering = person.start("answer_conversation", **named)
        person.wait_until_blocked()
        run.commit()
        assert answering.result(PATIENCE)["code"] == "MSG003"
        person.commit()
    assert [(m["state"], m["body"]) for m in messages(market, values)[1:]] == [("claimed", TEXTS["en"])]
