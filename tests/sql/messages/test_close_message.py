"""api.close_message: what became of a call, and what follows from it."""

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, ask
from tests.sql.messages.threads import MINUTE, NOON, answer, asked, close, ingest, kept, later, messages, opened, wrote


def sending(floor: Floor) -> tuple[Json, Json]:
    """Return a conversation in which a person has answered, and the message whose call has begun."""
    values = asked(floor)
    answer(floor, values)
    message = opened(floor)
    assert message is not None
    return values, message


def ours(floor: Floor, values: Json) -> Json:
    """Return our message of a conversation."""
    (row,) = (m for m in messages(floor, values) if m["state"])
    return row


def test_what_was_sent_has_the_marketplaces_id_and_no_reply_is_needed(market: Floor) -> None:
    values, message = sending(market)
    with market.noted() as events:
        assert not close(market, message, "sent", message_id="M1")["already_done"]
        assert close(market, message, "sent", message_id="M1")["already_done"]
    row = ours(market, values)
    assert (row["state"], row["message_id"], row["called_at"]) == ("sent", "M1", None)
    assert (kept(market, values)["reply_needed_since"], kept(market, values)["last_kind"]) == (None, "shop")
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("message_sent", {"message_no": row["message_no"]})
    ]
    assert opened(market) is None


def test_what_was_read_meanwhile_in_other_words_is_not_kept_twice(market: Floor) -> None:
    values, message = sending(market)
    values["messages"].append(wrote("It is on its way.<br>", "SHOP_USER", NOON + MINUTE, id="M2"))
    ingest(market, values)
    close(market, message, "sent", message_id="M2")
    assert [(m["message_id"], m["state"]) for m in messages(market, values)[1:]] == [("M2", "sent")]


def test_what_was_refused_has_failed_and_a_person_sees_it(market: Floor) -> None:
    values, message = sending(market)
    with market.noted() as events:
        close(market, message, "refused", code="HTTP_400")
    assert (ours(market, values)["state"], ours(market, values)["fault"]) == ("failed", "HTTP_400")
    assert [event["kind"] for event in events] == ["message_failed"]
    (alert,) = market.work("alert", f"{STORE}:{values['id']}:message_failed")
    assert alert["payload"]["code"] == "HTTP_400"
    shown = market.rpc("list_conversations", "agent", store=STORE, which="failed")["conversations"]
    assert values["id"] in [each["thread_id"] for each in shown]
    assert opened(market) is None


@pytest.mark.parametrize(("wait", "due"), [(0, 1), (30, 1), (300, 5)])
def test_what_was_not_sent_is_sent_after_a_pause(market: Floor, wait: int, due: int) -> None:
    values, message = sending(market)
    close(market, message, "not_sent", code="THROTTLED", wait_seconds=wait)
    later(market, due * MINUTE - MINUTE / 60)
    assert opened(market) is None
    later(market, due * MINUTE)
    again = opened(market)
    assert again is not None
    assert (again["is_looked_up"], ours(market, values)["tries"]) == (False, 2)


def test_what_can_never_be_sent_fails_after_ten_tries(market: Floor) -> None:
    values, message = sending(market)
    for number in range(1, 10):
        close(market, message, "not_sent", code="NOT_SENT")
        later(market, number * 2 * MINUTE)
        assert opened(market) is not None
    close(market, message, "not_sent", code="NOT_SENT")
    assert (ours(market, values)["state"], ours(market, values)["fault"]) == ("failed", "NOT_SENT")


def test_what_is_unknown_is_looked_up_before_it_is_sent_again(market: Floor) -> None:
    values, message = sending(market)
    close(market, message, "unknown", code="ANSWER_LOST")
    assert ours(market, values)["state"] == "unknown"
    assert opened(market) is None
    later(market, MINUTE)
    assert opened(market) == {**message, "is_looked_up": True}
    close(market, message, "not_found")
    assert opened(market) == {**message, "is_looked_up": False}


def test_what_was_looked_up_before_its_first_call_may_be_sent_at_once(market: Floor) -> None:
    values, message = sending(market)
    close(market, message, "unsent")
    assert (ours(market, values)["state"], ours(market, values)["tries"]) == ("claimed", 0)
    assert opened(market) == {**message, "is_looked_up": False}
    assert ours(market, values)["tries"] == 1


def test_what_the_shop_has_written_since_may_be_it_so_a_person_decides(market: Floor) -> None:
    values, message = sending(market)
    close(market, message, "unknown", code="ANSWER_LOST")
    values["messages"].append(wrote("It is&nbsp;on its way.", "SHOP_USER", NOON + MINUTE))
    ingest(market, values)
    later(market, MINUTE)
    opened(market)
    close(market, message, "not_found")
    assert (ours(market, values)["state"], ours(market, values)["fault"]) == ("failed", "ANSWERED_OTHERWISE")


def test_what_is_never_found_is_not_sent_for_ever(market: Floor) -> None:
    values, message = sending(market)
    for number in range(4):
        close(market, message, "unknown", code="ANSWER_LOST")
        later(market, (number + 1) * 10 * MINUTE)
        opened(market)
        close(market, message, "not_found")
        assert opened(market) is not None
    close(market, message, "unknown", code="ANSWER_LOST")
    later(market, 60 * MINUTE)
    opened(market)
    close(market, message, "not_found")
    assert (ours(market, values)["state"], ours(market, values)["fault"]) == ("failed", "TOO_MANY_TRIES")


def test_what_nobody_has_begun_to_send_cannot_be_closed(market: Floor) -> None:
    number = answer(market, asked(market))["message_no"]
    assert close(market, {"message_no": number}, "sent", message_id="x")["already_done"]
    assert close(market, {"message_no": 10**9}, "sent", message_id="x")["already_done"]


def test_another_outcome_is_refused(market: Floor) -> None:
    _, message = sending(market)
    for outcome in ("lost", None):
        assert ask(market, "close_message", message_no=message["message_no"], outcome=outcome)["code"] == "REQ001"
