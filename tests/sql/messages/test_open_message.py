"""api.open_message: what is to be sent, one at a time; what may have been sent is looked up first."""

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE
from tests.sql.messages.threads import (
    MINUTE,
    answer,
    asked,
    claim,
    close,
    later,
    messages,
    opened,
    reply_by,
)


def test_what_a_person_wrote_is_given_once_and_its_call_is_noted(market: Floor) -> None:
    values = asked(market)
    number = answer(market, values)["message_no"]
    message = opened(market)
    assert message == {
        "message_no": number,
        "thread_id": values["id"],
        "body": "It is on its way.",
        "customer_id": values["participants"][0]["id"],
        "is_looked_up": False,
    }
    assert opened(market) is None
    (_, row) = messages(market, values)
    assert (row["called_at"], row["due_at"], row["tries"]) == (later(market, 0 * MINUTE), later(market, 2 * MINUTE), 1)


def test_a_call_of_which_no_more_is_known_is_looked_up_when_it_must_be_over(market: Floor) -> None:
    answer(market, asked(market))
    message = opened(market)
    assert message is not None
    later(market, 2 * MINUTE - MINUTE / 60)
    assert opened(market) is None
    later(market, 2 * MINUTE)
    assert opened(market) == {**message, "is_looked_up": True}
    # Nothing came of that either: again, and still not sent.
    later(market, 4 * MINUTE)
    assert opened(market) == {**message, "is_looked_up": True}
    close(market, message, "not_found")


def test_the_longest_due_is_first_and_each_is_given_once(market: Floor) -> None:
    numbers = []
    for minute in (3, 1, 2):
        later(market, minute * MINUTE)
        numbers.append(answer(market, asked(market))["message_no"])
    later(market, 4 * MINUTE)
    given = [opened(market) for _ in range(3)]
    assert [message and message["message_no"] for message in given] == [numbers[1], numbers[2], numbers[0]]
    assert opened(market) is None


def test_an_automatic_reply_gives_way_to_a_person_who_has_come(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    assert claim(market) == 1
    market.rpc("hold_conversation", "agent", store=STORE, thread_id=values["id"])
    assert opened(market) is None
    assert [m["kind"] for m in messages(market, values)] == ["customer"]


def test_an_automatic_reply_that_may_have_been_sent_is_looked_up_whoever_has_come(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    claim(market)
    message = opened(market)
    assert message is not None
    market.rpc("hold_conversation", "agent", store=STORE, thread_id=values["id"])
    later(market, 2 * MINUTE)
    assert opened(market) == {**message, "is_looked_up": True}
    # It was not, and now a person answers.
    market.rpc("hold_conversation", "agent", store=STORE, thread_id=values["id"])
    close(market, message, "not_found")
    assert opened(market) is None
    assert [m["kind"] for m in messages(market, values)] == ["customer"]


def test_nothing_automatic_is_sent_after_it_was_switched_off(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    claim(market)
    reply_by(market, "off")
    assert opened(market) is None
    assert [m["kind"] for m in messages(market, values)] == ["customer"]
