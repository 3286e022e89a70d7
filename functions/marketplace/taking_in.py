"""Takes what the marketplace says of orders into the database, one by one: one that cannot be read stops no other."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from ordak.mirakl.orders import Order
from ordak.runs import Run
from ordak.service import RefusedError
from order_reading import UnreadableError, order_values
from passing_over import passing_over

_IMPOSSIBLE = "ING001"


def take_in(run: Run, order: Order) -> dict[str, Any] | None:
    """Bring one order to what it is there, and return it as it is here; None if it cannot be, which alerts."""
    note = partial(_note_unread, run, order)
    with passing_over(run, note):
        try:
            return run.ask_store("ingest_marketplace_order", order=order_values(order))
        except UnreadableError as error:
            note(str(error))
        except RefusedError as error:
            if str(error) != _IMPOSSIBLE:
                raise
            note(_IMPOSSIBLE)
    return None


def take_all_in(run: Run, orders: Iterable[Order]) -> None:
    """Bring orders to what they are there."""
    for order in orders:
        take_in(run, order)


def _note_unread(run: Run, order: Order, code: str) -> None:
    run.ask_store("note_unread_order", mirakl_id=order.id, code=code)
