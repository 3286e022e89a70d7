"""api.list_orders_to_read: each night what is open here, and what could not be read, by pages."""

from tests.sql.floor import Floor
from tests.sql.imports.market import ask, order, piece, take


def test_open_and_unread_orders_are_listed_by_id_and_page(own_market: Floor) -> None:
    ids = []
    for state in ("WAITING_ACCEPTANCE", "SHIPPING", "SHIPPED", "CANCELED", "REFUSED"):
        values = order(piece("A"), state=state)
        take(own_market, values)
        ids.append(values["mirakl_id"])
    ask(own_market, "note_unread_order", mirakl_id="0-A", code="order_state")
    wanted = ["0-A", *sorted(ids[:2])]
    assert ask(own_market, "list_orders_to_read")["mirakl_ids"] == wanted
    assert ask(own_market, "list_orders_to_read", limit=2)["mirakl_ids"] == wanted[:2]
    assert ask(own_market, "list_orders_to_read", after=wanted[1])["mirakl_ids"] == wanted[2:]
    assert ask(own_market, "list_orders_to_read", after=wanted[2])["mirakl_ids"] == []


def test_the_row_of_a_page_that_had_no_id_is_none_of_them(own_market: Floor) -> None:
    ask(own_market, "note_unread_order", mirakl_id="", code="order_id")
    assert ask(own_market, "list_orders_to_read")["mirakl_ids"] == []
