"""api.close_messages: how far the conversations of a marketplace are here."""

from datetime import timedelta

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, ask
from tests.sql.messages.threads import NOON

HOUR = timedelta(hours=1)


def test_it_goes_forward_alone(market: Floor) -> None:
    market.rows("update core.marketplaces set messages_until = null")
    kept = "select messages_until from core.marketplaces where store = %s"
    for until, done, there in (
        (NOON, False, NOON),
        (NOON - HOUR, True, NOON),
        (NOON, True, NOON),
        (NOON + HOUR, False, NOON + HOUR),
    ):
        assert ask(market, "close_messages", until=until.isoformat())["already_done"] == done
        assert market.one(kept, STORE) == there
