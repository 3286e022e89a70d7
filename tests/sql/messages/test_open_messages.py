"""api.open_messages: since when conversations are read, and which could not be."""

from datetime import datetime, timedelta

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, ask
from tests.sql.messages.threads import DAY, NOON, asked, ingest


def test_what_was_read_last_is_read_again_with_an_overlap(market: Floor) -> None:
    market.rows("update core.marketplaces set messages_until = null, live_since = %s", NOON)
    assert datetime.fromisoformat(ask(market, "open_messages")["since"]) == NOON - 30 * DAY
    ask(market, "close_messages", until=NOON.isoformat())
    assert datetime.fromisoformat(ask(market, "open_messages")["since"]) == NOON - timedelta(minutes=15)


def test_what_could_not_be_read_is_named_until_it_can(market: Floor) -> None:
    values = asked(market)
    ask(market, "note_unread_thread", thread_id=values["id"], code="BAD_ANSWER")
    ask(market, "note_unread_thread", thread_id="", code="thread_id")
    assert ask(market, "open_messages")["unread"] == [values["id"]]
    ingest(market, values)
    assert ask(market, "open_messages")["unread"] == []
    market.rows("delete from core.conversations where store = %s and thread_id = ''", STORE)
