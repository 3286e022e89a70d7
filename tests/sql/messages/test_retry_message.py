"""api.retry_message: what failed is sent again when a person says so, and what did not is left as it is."""

from uuid import uuid4

from tests.sql.floor import Floor, Json
from tests.sql.messages.test_save_draft import save
from tests.sql.messages.threads import answer, asked, claim, close, messages, opened, reply_by


def failed(floor: Floor) -> Json:
    """Return a conversation in which an answer has failed."""
    values = asked(floor)
    answer(floor, values)
    message = opened(floor)
    assert message is not None
    close(floor, message, "refused", code="HTTP_400")
    return values


def test_it_is_sent_again_once(market: Floor) -> None:
    values = failed(market)
    number = messages(market, values)[1]["message_no"]
    with market.noted() as events:
        assert not market.rpc("retry_message", "staff", message_no=number)["already_done"]
        assert market.rpc("retry_message", "agent", message_no=number)["already_done"]
    assert [event["kind"] for event in events] == ["message_claimed"]
    message = opened(market)
    assert message is not None
    assert (message["message_no"], message["is_looked_up"], opened(market)) == (number, False, None)
    close(market, message, "sent", message_id=f"R{number}")
    assert market.rpc("retry_message", "staff", message_no=number)["already_done"]


def test_the_same_scan_id_has_one_answer(market: Floor) -> None:
    number, scan = messages(market, failed(market))[1]["message_no"], str(uuid4())
    first = market.rpc("retry_message", message_no=number, scan_id=scan)
    assert market.rpc("retry_message", message_no=number, scan_id=scan) == first


def test_an_automatic_reply_that_a_person_sends_again_is_a_persons(market: Floor) -> None:
    reply_by(market, "on")
    values = asked(market)
    claim(market)
    message = opened(market)
    assert message is not None
    close(market, message, "refused", code="HTTP_400")
    reply_by(market, "off")
    market.rpc("retry_message", message_no=message["message_no"])
    assert opened(market) is not None
    assert messages(market, values)[1]["written_by"].startswith("staff:")


def test_drafts_customers_and_what_there_is_not_are_refused(market: Floor) -> None:
    values = asked(market)
    save(market, values, "Dear Ann")
    numbers = [*(m["message_no"] for m in messages(market, values)), 10**9]
    assert {market.rpc("retry_message", "agent", message_no=number)["code"] for number in numbers} == {"MSG004"}
