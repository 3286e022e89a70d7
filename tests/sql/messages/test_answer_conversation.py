"""api.answer_conversation: what a person writes to a customer is to be sent once, by who has read all that there is."""

from uuid import uuid4

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import footprint
from tests.sql.floor import RPC, Floor, actor
from tests.sql.imports.market import STORE
from tests.sql.messages.test_hold_conversation import hold, seen
from tests.sql.messages.test_save_draft import draft, save
from tests.sql.messages.threads import (
    MINUTE,
    NOON,
    answer,
    asked,
    claim,
    ingest,
    last_no,
    messages,
    opened,
    reply_by,
    wrote,
)


def test_it_is_written_and_wakes_the_worker_by_a_run(market: Floor) -> None:
    market.rows("delete from core.sync_runs")
    values = asked(market)
    hold(market, values)
    save(market, values, "It is on")
    save(market, values, "Mine", "staff")
    with market.noted() as events:
        given = answer(market, values)
    assert given["queued"] == ["live", "marketplace"] or "marketplace" in given["queued"]
    (row,) = [m for m in messages(market, values) if m["state"] == "claimed"]
    assert (row["message_no"], row["body"], row["kind"], row["message_id"]) == (
        *(given["message_no"], "It is on its way.", "shop"),
        None,
    )
    (run,) = market.rows("select kind, store, status::text from core.sync_runs")
    assert run == {"kind": "auto_reply", "store": STORE, "status": "running"}
    assert (draft(market, values), draft(market, values, "staff")) == (None, "Mine")
    assert seen(market, values)["leased_by"] is None
    assert [event["kind"] for event in events] == ["message_claimed"]
    assert "on its way" not in str(events)


def test_the_same_scan_id_writes_it_once(market: Floor) -> None:
    values, scan = asked(market), str(uuid4())
    last = last_no(market, values)
    first = answer(market, values, scan_id=scan, last_message_no=last)
    before = footprint(market)
    assert answer(market, values, scan_id=scan, last_message_no=last) == first
    assert footprint(market) == before
    assert "on its way" not in str(market.rows("select answer from core.scans where scan_id = %s", scan))


def test_a_later_message_of_the_customer_refuses_it(market: Floor) -> None:
    values = asked(market)
    last = last_no(market, values)
    values["messages"].append(wrote("Forget it, it is here", at=NOON + MINUTE))
    ingest(market, {**values, "updated_at": (NOON + MINUTE).isoformat()})
    assert answer(market, values, last_message_no=last)["code"] == "MSG003"
    assert answer(market, values)["ok"]


def test_another_persons_answer_refuses_it_and_theirs_alone_is_sent(market: Floor) -> None:
    values = asked(market)
    last = last_no(market, values)
    assert answer(market, values, "staff", "From staff", last_message_no=last)["ok"]
    assert answer(market, values, "agent", "From agent", last_message_no=last)["code"] == "MSG003"
    message = opened(market)
    assert message is not None
    assert (message["body"], opened(market)) == ("From staff", None)


def test_an_automatic_reply_on_its_way_refuses_it(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    last = last_no(market, values)
    assert claim(market) >= 1
    assert answer(market, values, last_message_no=last)["code"] == "MSG003"


@pytest.mark.parametrize("mode", ["draft"])
def test_a_draft_of_an_automatic_reply_does_not(market: Floor, mode: str) -> None:
    reply_by(market, mode)
    values = asked(market)
    last = last_no(market, values)
    assert claim(market) >= 1
    assert answer(market, values, last_message_no=last)["ok"]


def test_who_does_not_have_it_is_refused_while_another_does(market: Floor) -> None:
    values = asked(market)
    hold(market, values, "staff")
    assert answer(market, values)["code"] == "MSG002"
    assert answer(market, values, "staff")["ok"]


def test_two_at_once_one_is_written(market: Floor) -> None:
    values = asked(market)
    named = {"store": STORE, "thread_id": values["id"], "last_message_no": last_no(market, values)}
    with sessions(market, RPC) as (one, other):
        assert one.run("answer_conversation", **named, body="One", actor=actor("agent"))["ok"]
        waiting = other.start("answer_conversation", **named, body="Other", actor=actor("staff"))
        other.wait_until_blocked()
        one.commit()
        assert waiting.result(PATIENCE)["code"] == "MSG003"
        other.commit()
    assert [m["body"] for m in messages(market, values)[1:]] == ["One"]


def test_one_that_there_is_not_is_refused(market: Floor) -> None:
    named = {"store": STORE, "thread_id": "never", "body": "x", "last_message_no": 0}
    assert market.rpc("answer_conversation", "agent", **named)["code"] == "MSG001"
