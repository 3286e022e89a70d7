"""api.leave_conversation: who has a conversation gives it back."""

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE
from tests.sql.messages.test_hold_conversation import hold, seen
from tests.sql.messages.threads import asked


def test_it_is_free_afterwards_once(market: Floor) -> None:
    values = asked(market)
    hold(market, values)
    with market.noted() as events:
        assert not market.rpc("leave_conversation", "agent", store=STORE, thread_id=values["id"])["already_done"]
        assert market.rpc("leave_conversation", "agent", store=STORE, thread_id=values["id"])["already_done"]
    assert seen(market, values)["leased_by"] is None
    assert [event["kind"] for event in events] == ["conversation_left"]


def test_another_persons_stays(market: Floor) -> None:
    values = asked(market)
    hold(market, values)
    assert market.rpc("leave_conversation", "staff", store=STORE, thread_id=values["id"])["already_done"]
    assert seen(market, values)["leased_by"] == "agent"


def test_one_that_there_is_not_is_refused(market: Floor) -> None:
    assert market.rpc("leave_conversation", "agent", store=STORE, thread_id="never")["code"] == "MSG001"
