"""api.note_unread_thread: a conversation that cannot be read is shown to people, and alerts once."""

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, ask
from tests.sql.messages.threads import asked, ingest, kept


def shown(floor: Floor, thread_id: str) -> str | None:
    """Return why a conversation could not be read, as people see it in the list."""
    (found,) = (
        each
        for each in floor.rpc("list_conversations", "agent", store=STORE)["conversations"]
        if each["thread_id"] == thread_id
    )
    fault: str | None = found["fault"]
    return fault


def test_it_is_in_the_list_and_alerts_once(market: Floor) -> None:
    with market.noted() as events:
        assert not ask(market, "note_unread_thread", thread_id="T-bad", code="BAD_ANSWER")["already_done"]
        assert ask(market, "note_unread_thread", thread_id="T-bad", code="HTTP_500")["already_done"]
    assert shown(market, "T-bad") == "BAD_ANSWER"
    assert [(event["kind"], event["code"], event["ticket_id"]) for event in events] == [
        ("thread_unread", "ING001", "T-bad")
    ]
    (alert,) = market.work("alert", f"{STORE}:T-bad:thread_unread")
    assert alert["payload"]["code"] == "BAD_ANSWER"


def test_one_that_can_be_read_again_is_as_it_was(market: Floor) -> None:
    values = asked(market)
    ask(market, "note_unread_thread", thread_id=values["id"], code="BAD_ANSWER")
    assert shown(market, values["id"]) == "BAD_ANSWER"
    ingest(market, values)
    assert (shown(market, values["id"]), kept(market, values)["last_kind"]) == (None, "customer")
