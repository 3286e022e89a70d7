"""api.note_unread_order: what cannot be read is known by its id, asked about once, and read again each night."""

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, ask


def test_it_is_kept_and_alerted_once_and_counted(market: Floor) -> None:
    with market.noted() as events:
        assert not ask(market, "note_unread_order", mirakl_id="U1-A", code="order_state")["already_done"]
        assert ask(market, "note_unread_order", mirakl_id="U1-A", code="quantity")["already_done"]
    (kept,) = market.rows("select code, times from core.unread_orders where mirakl_id = 'U1-A'")
    assert (kept["code"], kept["times"]) == ("quantity", 2)
    (alert,) = market.work("alert", f"{STORE}:U1-A:order_unread")
    assert alert["payload"]["code"] == "order_state"
    assert [(event["kind"], event["detail"]) for event in events] == [("order_unread", {"mirakl_id": "U1-A"})]
