"""api.hold_conversation: one person answers a conversation, for as long as they are at it."""

from datetime import datetime

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import RPC, Floor, Json, actor
from tests.sql.imports.market import STORE
from tests.sql.messages.threads import MINUTE, asked, kept, later


def hold(floor: Floor, values: Json, who: str = "agent", **more: object) -> Json:
    """Lease a conversation."""
    return floor.rpc("hold_conversation", who, store=STORE, thread_id=values["id"], **more)


def seen(floor: Floor, values: Json, who: str = "staff") -> Json:
    """Return a conversation as a person sees it."""
    shown: Json = floor.rpc("get_conversation", who, store=STORE, thread_id=values["id"])["conversation"]
    return shown


def test_it_is_leased_for_two_minutes_and_shown_by_name(market: Floor) -> None:
    values = asked(market)
    with market.noted() as events:
        answer = hold(market, values)
    assert datetime.fromisoformat(answer["lease_expires_at"]) == later(market, 2 * MINUTE)
    later(market, MINUTE)
    assert (seen(market, values)["leased_by"], seen(market, values)["leased_to_me"]) == ("agent", False)
    assert seen(market, values, "agent")["leased_to_me"]
    assert [event["kind"] for event in events] == ["conversation_leased"]


def test_who_has_it_renews_it_without_an_event(market: Floor) -> None:
    values = asked(market)
    hold(market, values)
    later(market, MINUTE)
    with market.noted() as events:
        answer = hold(market, values)
    assert answer["already_done"]
    assert datetime.fromisoformat(answer["lease_expires_at"]) == later(market, 3 * MINUTE)
    assert events == []


def test_another_person_is_told_who_has_it_and_takes_it_over_with_a_reason(market: Floor) -> None:
    values = asked(market)
    hold(market, values)
    refused = hold(market, values, "staff")
    assert (refused["code"], refused["message"].endswith(": agent")) == ("MSG002", True)
    with market.noted() as events:
        assert hold(market, values, "staff", reason="The agent is ill")["ok"]
    assert [event["kind"] for event in events] == ["conversation_taken_over"]
    assert "ill" not in str(events)
    shown = seen(market, values, "agent")
    assert (shown["leased_by"], shown["leased_to_me"], shown["lease_reason"]) == ("staff", False, "The agent is ill")
    assert hold(market, values)["code"] == "MSG002"


def test_a_lease_that_is_over_is_free_and_its_reason_gone(market: Floor) -> None:
    values = asked(market)
    hold(market, values)
    hold(market, values, "staff", reason="ill")
    later(market, 2 * MINUTE)
    assert seen(market, values)["leased_by"] is None
    assert hold(market, values)["ok"]
    assert (seen(market, values)["leased_by"], seen(market, values)["lease_reason"]) == ("agent", None)


def test_two_at_once_one_has_it(market: Floor) -> None:
    values = asked(market)
    named = {"store": STORE, "thread_id": values["id"]}
    with sessions(market, RPC) as (one, other):
        assert one.run("hold_conversation", **named, actor=actor("agent"))["ok"]
        waiting = other.start("hold_conversation", **named, actor=actor("staff"))
        other.wait_until_blocked()
        one.commit()
        assert waiting.result(PATIENCE)["code"] == "MSG002"
    assert kept(market, values)["leased_by"] == f"staff:{actor('agent')['id']}"


@pytest.mark.parametrize("thread_id", ["never", "' or true --"])
def test_one_that_there_is_not_is_refused(market: Floor, thread_id: str) -> None:
    assert market.rpc("hold_conversation", "agent", store=STORE, thread_id=thread_id)["code"] == "MSG001"
